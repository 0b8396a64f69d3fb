"""Adyen's bytes → denials: standard webhooks with their items, a bare item, the dispute report."""

from yosher.adapters.processors.adyen.item import read_item
from yosher.adapters.processors.adyen.report import is_report, read_report
from yosher.adapters.processors.adyen.signature import check
from yosher.cases.door.documents import hinted, json_of, likeness, looks_like_json, marks
from yosher.cases.door.fields import Fields, fields, numbered, records_of
from yosher.cases.door.reading import read_each, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Reading
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.reason import Reason

SIGNATURE_HEADER: str | None = None  # it stands in the message
_MARKS = marks(
    (96, rb'"(notificationItems|NotificationRequestItem)"\s*:'),
    (92, rb'"eventCode"\s*:', rb'"pspReference"\s*:'),
    (85, rb'"(chargebackReasonCode|chargebackSchemeCode|defensePeriodEndsAt)"\s*:'),
    (50, rb'"(merchantAccountCode|pspReference)"\s*:'),
)


def recognise(head: bytes, *, name: str) -> int:
    """How surely these first bytes are Adyen's, 0 to 100."""
    return hinted(likeness(head, _MARKS) if looks_like_json(head) else is_report(head), name=name, by="adyen")


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """All dispute items in a body. Raises SignatureWrong when one of them does not fit: then nothing of the body is taken."""
    try:
        if not looks_like_json(body):
            _only_unsigned(context)
            return read_report(body, context=context)
        items = [one.inner("NotificationRequestItem") or one for one in records_of(json_of(body), under="notificationItems")]
        if not items:
            raise Unreadable("intake.no_dispute_in_it", found="notificationItems")
    except Unreadable as trouble:
        _only_unsigned(context)
        return refused_whole(trouble, file=context.file)
    for item in items:
        _check(item, context)
    return read_each(numbered(items), lambda one: read_item(one, context=context), file=context.file)


def _check(item: Fields, context: InboxContext) -> None:
    """The signature stands in the item itself, so the secret alone asks for it."""
    if context.secret is None and context.signature is None:
        return
    if not context.secret:
        raise SignatureWrong(Reason("intake.signature_not_checkable"))
    check(item, given=context.signature or fields(item.raw("additionalData")).word("hmacSignature"), secret=context.secret)


def _only_unsigned(context: InboxContext) -> None:
    """A report, or what is no webhook at all, carries no signature: one that is asked for is missing."""
    if context.secret is not None or context.signature is not None:
        raise SignatureWrong(Reason("intake.signature_missing"))
