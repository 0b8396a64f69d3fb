"""What a short text field of a form can hold, out of the denial and the records of the deal; each says nothing where nothing is known."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC

from yosher.cases.model import Case
from yosher.evidence.kinds import USE
from yosher.evidence.model import Record, RecordKind, Timeline
from yosher.evidence.moments import moment_of
from yosher.evidence.rows import stated_goods
from yosher.kernel.words import ClaimFamily, GoodsKind

_USED_ONLINE = (GoodsKind.DIGITAL, GoodsKind.SERVICE, GoodsKind.SUBSCRIPTION)


def own_records(timeline: Timeline, kind: RecordKind) -> Iterator[Record]:
    """The deal's own records: those that the timeline's entries or exhibits rest on."""
    own = {str(fact.record) for fact in timeline.entries} | {str(ref) for exhibit in timeline.exhibits for ref in exhibit.records}
    return (record for record in timeline.records if record.kind is kind and record.id in own)


def _value(timeline: Timeline, kind: RecordKind, column: str) -> str:
    found = (str(record.values.get(column) or "").strip() for record in own_records(timeline, kind))
    return next((value for value in found if value), "")


def _day(timeline: Timeline, kind: RecordKind, column: str) -> str:
    """The first day of a column as ISO 8601, in the offset in which it was recorded."""
    moments = (moment_of(record.values.get(column), UTC) for record in own_records(timeline, kind))
    return next((moment.at.date().isoformat() for moment in moments if moment is not None), "")


def _description(case: Case, timeline: Timeline) -> str:
    return case.denial.goods.description or _value(timeline, RecordKind.ORDERS, "description")


def _other_payment(case: Case, timeline: Timeline) -> str:
    """The other payment of a claim of a double charge."""
    if timeline.family is not ClaimFamily.DUPLICATE:
        return ""
    own = (case.denial.transaction.id, case.denial.payment_ref)
    return next((record.number for record in own_records(timeline, RecordKind.TRANSACTIONS) if record.number not in own), "")


def _service_date(case: Case, timeline: Timeline) -> str:
    """The first use since the sale, of what is used by logging in: goods that may be physical have no such day."""
    if stated_goods(case.denial, own_records(timeline, RecordKind.ORDERS)) not in _USED_ONLINE:
        return ""
    shown = {str(ref) for exhibit in timeline.exhibits for ref in exhibit.records if exhibit.kind in USE}
    used = (record for record in own_records(timeline, RecordKind.LOGINS) if record.id in shown)
    moments = sorted(moment.at for record in used if (moment := moment_of(record.values.get("at"), UTC)))
    return moments[0].date().isoformat() if moments else ""


TEXTS: Mapping[str, Callable[[Case, Timeline], str]] = {
    "customer_name": lambda case, _: case.denial.customer.name or "",
    "customer_email": lambda case, _: case.denial.customer.email or "",
    "purchase_ip": lambda _, it: _value(it, RecordKind.TRANSACTIONS, "ip") or _value(it, RecordKind.ORDERS, "ip"),
    "carrier": lambda _, it: _value(it, RecordKind.SHIPMENTS, "carrier"),
    "tracking": lambda _, it: _value(it, RecordKind.SHIPMENTS, "tracking"),
    "shipping_address": lambda _, it: _value(it, RecordKind.ORDERS, "ship_to"),
    "billing_address": lambda _, it: _value(it, RecordKind.ORDERS, "bill_to"),
    "shipping_date": lambda _, it: _day(it, RecordKind.SHIPMENTS, "shipped_at"),
    "service_date": _service_date,
    "refund_arn": lambda _, it: _value(it, RecordKind.REFUNDS, "arn"),
    "description": _description,
    "other_payment": _other_payment,
}
