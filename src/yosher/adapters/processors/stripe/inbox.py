"""Stripe's bytes → denials: webhook events, objects and lists of the API, exports of the dashboard."""

from yosher.adapters.processors.stripe import shapes
from yosher.adapters.processors.stripe.dispute import is_ours, read_object
from yosher.adapters.processors.stripe.export import is_export, read_export
from yosher.adapters.processors.stripe.signature import check
from yosher.cases.door.documents import hinted, json_of, likeness, looks_like_json, marks
from yosher.cases.door.fields import Fields, fields, numbered, records_of
from yosher.cases.door.reading import Read, read_each, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Reading
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.reason import Reason

SIGNATURE_HEADER: str | None = "Stripe-Signature"
_MARKS = marks(
    (98, rb'"type"\s*:\s*"(charge\.dispute\.|radar\.early_fraud_warning\.)'),
    (95, rb'"object"\s*:\s*"(dispute|radar\.early_fraud_warning)"'),
    (80, rb'"(balance_transactions|evidence_details|is_charge_refundable)"\s*:'),
    (60, rb'"object"\s*:\s*"(event|issuing\.dispute|charge)"'),  # Stripe's, though no denial: said so in its own words
)


def recognise(head: bytes, *, name: str) -> int:
    """How surely these first bytes are Stripe's, 0 to 100."""
    return likeness(head, _MARKS) if looks_like_json(head) else hinted(is_export(head), name=name, by="stripe")


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """All disputes in a body. Raises SignatureWrong; what cannot be read is refused in the reading."""
    confirmed = _checked(body, context)
    try:
        if not looks_like_json(body):
            return read_export(body, context=context)
        records = _records(json_of(body))
    except Unreadable as trouble:
        return refused_whole(trouble, file=context.file)
    return read_each(numbered(records), lambda one: _read(one, context=context, confirmed=confirmed), file=context.file)


def _checked(body: bytes, context: InboxContext) -> bool:
    """True for a signature that fits, False where neither a signature nor a secret was given: one without the other is wrong."""
    if context.signature is None and context.secret is None:
        return False
    if not context.signature or not context.secret:
        raise SignatureWrong(Reason("intake.signature_missing"))
    check(body, header=context.signature, secret=context.secret, now=context.now)
    return True


def _records(value: object) -> list[Fields]:
    """What stands in a list of the API, or the one object. Raises Unreadable for an empty list."""
    records = records_of(value, under="data" if fields(value).word("object") == "list" else "")
    if not records:
        raise Unreadable("intake.no_dispute_in_it", found="list")
    return records


def _read(record: Fields, *, context: InboxContext, confirmed: bool) -> Read:
    """An event with its object, a dispute, a warning, or a charge with its dispute inside. Raises Unreadable for anything else."""
    thing, event = record, Fields({})
    inside = record.inner("data", "object")
    # An event is one without its own name, too: what may be a denial is never taken for something else.
    if inside or record.word("object") == "event" or record.word("type").startswith((shapes.DISPUTE_EVENTS, shapes.FRAUD_EVENTS)):
        thing, event = inside, record
    elif record.word("object") == "charge":
        thing = Fields({**record.inner("dispute").values, "charge": record.values}) if record.inner("dispute") else record
    if not is_ours(thing, event):
        raise Unreadable("intake.no_dispute_in_it", found=record.word("type", "object") or "–")
    return read_object(thing, event, context=context, confirmed=confirmed)
