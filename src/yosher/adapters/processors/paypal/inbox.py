"""PayPal's bytes → denials: webhook events, objects and lists of the disputes API."""

from yosher.adapters.processors.paypal import shapes
from yosher.adapters.processors.paypal.dispute import read_dispute
from yosher.cases.door.documents import hinted, json_of, likeness, looks_like_json, marks
from yosher.cases.door.fields import Fields, numbered, records_of
from yosher.cases.door.reading import Read, read_each, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Reading
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.reason import Reason

_MARKS = marks(
    (98, rb'"event_type"\s*:\s*"(CUSTOMER|RISK)\.DISPUTE\.'),
    (92, rb'"(dispute_life_cycle_stage|dispute_channel|disputed_transactions|seller_response_due_date)"\s*:'),
    (90, rb'"dispute_id"\s*:\s*"PP-'),
    (85, rb'"dispute_amount"\s*:\s*\{\s*"(currency_code|value)"'),
    (50, rb'"event_type"\s*:\s*"[A-Z]', rb'"resource_type"\s*:'),
)


def recognise(head: bytes, *, name: str) -> int:
    """How surely these first bytes are PayPal's, 0 to 100. Its CSV reports are left to the reader of tables."""
    return hinted(likeness(head, _MARKS) if looks_like_json(head) else 0, name=name, by="paypal")


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """All disputes in a body, never `confirmed`. Raises SignatureWrong when a signature is given.

    PayPal signs with the key of a certificate that has to be fetched from PayPal and checked: what was not checked is not trusted.
    """
    if context.signature is not None or context.secret is not None:
        raise SignatureWrong(Reason("intake.signature_not_checkable"))
    try:
        records = records_of(json_of(body), under="items")
        if not records:
            raise Unreadable("intake.no_dispute_in_it", found="items")
    except Unreadable as trouble:
        return refused_whole(trouble, file=context.file)
    return read_each(numbered(records), lambda one: _read(one, context=context), file=context.file)


def _read(record: Fields, *, context: InboxContext) -> Read:
    kind = record.word("event_type")
    if kind.startswith(shapes.EVENTS):
        return read_dispute(record.inner("resource"), record, context=context)
    if kind or not (record.has("dispute_id") or record.has("dispute_amount")):
        raise Unreadable("intake.no_dispute_in_it", found=kind or ", ".join(sorted(record.values)[:5]) or "–")
    return read_dispute(record, Fields({}), context=context)
