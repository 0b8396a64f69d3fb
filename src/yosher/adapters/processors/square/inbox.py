"""Square's bytes → denials: webhook events, objects and lists of the disputes API."""

from yosher.adapters.processors.square import shapes
from yosher.adapters.processors.square.dispute import read_dispute
from yosher.adapters.processors.square.signature import check
from yosher.cases.door.documents import hinted, json_of, likeness, looks_like_json, marks
from yosher.cases.door.fields import Fields, numbered, records_of
from yosher.cases.door.reading import Read, read_each, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Reading
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.reason import Reason

SIGNATURE_HEADER: str | None = "x-square-hmacsha256-signature"
_MARKS = marks(
    (95, rb'"(disputed_payment|brand_dispute_id)"\s*:'),
    (90, rb'"type"\s*:\s*"dispute\.[a-z]'),
    (50, rb'"amount_money"\s*:', rb'"(dispute|disputes)"\s*:'),
)


def recognise(head: bytes, *, name: str) -> int:
    """How surely these first bytes are Square's, 0 to 100."""
    return hinted(likeness(head, _MARKS) if looks_like_json(head) else 0, name=name, by="square")


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """All disputes in a body. Raises SignatureWrong; what cannot be read is refused in the reading."""
    confirmed = _checked(body, context)
    try:
        records = records_of(json_of(body), under="disputes")
        if not records:
            raise Unreadable("intake.no_dispute_in_it", found="disputes")
    except Unreadable as trouble:
        return refused_whole(trouble, file=context.file)
    return read_each(numbered(records), lambda one: _read(one, context=context, confirmed=confirmed), file=context.file)


def _checked(body: bytes, context: InboxContext) -> bool:
    """True for a signature that fits, False where neither a signature nor a secret was given: one without the other is wrong."""
    if context.signature is None and context.secret is None:
        return False
    if not context.signature or not context.secret:
        raise SignatureWrong(Reason("intake.signature_missing"))
    check(body, given=context.signature, secret=context.secret)
    return True


def _read(record: Fields, *, context: InboxContext, confirmed: bool) -> Read:
    """An event, an answer of the API with its dispute inside, or a dispute."""
    inside = record.inner("data", "object", "dispute") or record.inner("dispute")
    thing = inside or record
    if not inside and record.word("type").startswith(shapes.DISPUTE_EVENTS):
        raise Unreadable("intake.no_reference", field="dispute")
    if not inside and not (record.has("amount_money") or record.has("disputed_payment")):
        raise Unreadable("intake.no_dispute_in_it", found=record.word("type") or ", ".join(sorted(record.values)[:5]) or "–")
    return read_dispute(thing, record if inside else Fields({}), context=context, confirmed=confirmed)
