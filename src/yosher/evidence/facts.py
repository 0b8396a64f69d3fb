"""What happened, out of the business's records, out of what a form tells, and out of what readable exhibits show."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta, tzinfo

from yosher.cases.fold import money_in
from yosher.cases.model import Act, CaseEvent, Told
from yosher.evidence.checks_of_payment import authenticated
from yosher.evidence.model import Fact, Origin, Record, RecordKind
from yosher.evidence.moments import moment_of
from yosher.evidence.rows import amount_of, is_true, text_of
from yosher.evidence.sources import origin_of
from yosher.evidence.states import Movement, movement_of
from yosher.evidence.wording import word_set
from yosher.kernel.ids import FactId
from yosher.kernel.money import Money
from yosher.kernel.reason import Value
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import EventKind

_RENEWS_AFTER = timedelta(days=7)  # the shortest usual term; a first payment is taken within days of the order
_KINDS = {str(kind): kind for kind in EventKind}
_USES = word_set("download downloaded stream streamed view viewed play played use used export exported open opened redeem redeemed")


def facts_of(records: Iterable[Record], *, zone: tzinfo) -> tuple[Fact, ...]:
    """What the business's records say happened; a row may show several facts (shipped, delivered), or none.

    `zone` is the organisation's: a day in a record is a day there. Columns stand in docs/schema/; an absent one is unknown.
    """
    rows = tuple(records)
    return (*(fact for record in rows for fact in _READERS[record.kind](record, zone)), *_renewals(rows, zone))


def _renewals(records: tuple[Record, ...], zone: tzinfo) -> Iterator[Fact]:
    """A payment of a subscription that comes long after its order renews it; no row of its own says so."""
    begun = {
        text_of(record.values, "id"): record.at or moment_of(record.values.get("at"), zone)
        for record in records
        if record.kind is RecordKind.ORDERS and text_of(record.values, "goods").lower() == "subscription"
    }
    for record in records:
        start = begun.get(text_of(record.values, "order")) if record.kind is RecordKind.TRANSACTIONS else None
        paid = record.at or moment_of(record.values.get("ts") or record.values.get("at"), zone)
        if start is not None and paid is not None and paid.at - start.at >= _RENEWS_AFTER:
            yield _fact(record, EventKind.RENEWAL, paid, Origin.PROCESSOR, amount=amount_of(record.values))


REFUND_NOTED = "refunded-"  # how the ids of refunds begin that a person recorded on the case


def noted_refunds(events: Iterable[CaseEvent]) -> Iterator[Fact]:
    """Refunds that a person recorded on the case: the business's own word, each a refund of its own."""
    for event in events:
        given = money_in(event.body) if event.act is Act.REFUNDED else None
        if given is not None:
            text = str(event.body.get("reference") or "")
            ref = FactId(f"{REFUND_NOTED}{event.sequence}")
            yield Fact(ref, EventKind.REFUND, event.happened, text, Origin.MERCHANT, values={"amount": given})


def told(entries: Iterable[Told]) -> tuple[Fact, ...]:
    """What a form tells. The word in `source` decides who says so; without one it is the business's own telling.

    The id is made of the content, so that the same entry told twice is one fact.
    """
    return tuple({fact.id: fact for fact in map(_told, entries)}.values())


def _told(entry: Told) -> Fact:
    kind = _KINDS.get(entry.kind, EventKind.OTHER)
    moment = _as_certain(entry)
    content = "\x1f".join((kind, entry.kind_raw, moment.at.isoformat() if moment else "", entry.text, entry.source))
    raw = entry.kind_raw or ("" if entry.kind == kind else entry.kind)
    return Fact(
        FactId("told-" + hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]),
        kind,
        moment,
        entry.text,
        origin_of(entry.source),
        entry.source,
        kind_raw=raw,
    )


def _as_certain(entry: Told) -> Moment | None:
    if entry.moment is not None and entry.certainty in (Certainty.ABOUT, Certainty.UNKNOWN):
        return Moment(entry.moment.at, entry.certainty)
    return entry.moment


def _fact(
    record: Record,
    kind: EventKind,
    moment: Moment | None,
    origin: Origin,
    text: str = "",
    *,
    seen: Mapping[str, str] | None = None,
    **values: Value | None,
) -> Fact:
    known: dict[str, Value] = {name: value for name, value in values.items() if value is not None}
    known |= {name: value for name, value in (seen or {}).items() if value}
    return Fact(FactId(f"{record.kind}:{record.id}:{kind}"), kind, moment, text, origin, record.source, known, None, record.id)


def _transaction(record: Record, zone: tzinfo) -> list[Fact]:
    values = record.values
    moment = record.at or moment_of(values.get("ts") or values.get("at"), zone)
    amount = amount_of(values)
    found = [_fact(record, EventKind.PAYMENT, moment, Origin.PROCESSOR, text_of(values, "descriptor"), seen=_seen(values), amount=amount)]
    refunded = values.get("refunded_minor")
    if amount is not None and isinstance(refunded, int) and refunded > 0:
        found.append(_fact(record, EventKind.REFUND, None, Origin.PROCESSOR, amount=Money(refunded, amount.currency)))
    result = authenticated(values)
    if result is not None:
        found.append(_fact(record, EventKind.THREE_DS, moment, Origin.PROCESSOR, result="passed" if result else "failed"))
    if is_true(values.get("delivered")):
        found.append(_fact(record, EventKind.DELIVERED, None, Origin.RECORD))
    return found


def _order(record: Record, zone: tzinfo) -> list[Fact]:
    values = record.values
    moment = record.at or moment_of(values.get("at"), zone)
    found = [_fact(record, EventKind.SALE, moment, Origin.RECORD, text_of(values, "description"), amount=amount_of(values))]
    accepted = moment_of(values.get("terms_accepted_at"), zone)
    if accepted is not None:
        found.append(_fact(record, EventKind.AGREEMENT, accepted, Origin.RECORD, version=text_of(values, "terms_version") or None))
    return found


def _shipment(record: Record, zone: tzinfo) -> list[Fact]:
    """The business's own row: the carrier is whom it names, not who speaks."""
    values = record.values
    shipped, delivered = moment_of(values.get("shipped_at"), zone), moment_of(values.get("delivered_at"), zone)
    movement = movement_of(text_of(values, "status"))
    carrier = text_of(values, "carrier")
    found = []
    if shipped is not None or movement in (Movement.MOVING, Movement.DELIVERED, Movement.COLLECTED):
        seen = {"carrier": carrier, "tracking": text_of(values, "tracking")}
        found.append(_fact(record, EventKind.SHIPPED, shipped, Origin.RECORD, seen=seen))
    if movement in (Movement.FAILED, Movement.RETURNED):
        return [*found, _fact(record, EventKind.OTHER, record.at, Origin.RECORD, text_of(values, "status"), movement=str(movement))]
    if delivered is not None or movement in (Movement.DELIVERED, Movement.COLLECTED):
        kind = EventKind.COLLECTED if movement is Movement.COLLECTED else EventKind.DELIVERED
        handed = {name: text_of(values, name) for name in ("address", "signed_by", "tracking", "carrier")}
        found.append(_fact(record, kind, delivered, Origin.RECORD, seen=handed))
    return found


def _refund(record: Record, zone: tzinfo) -> list[Fact]:
    values = record.values
    moment = record.at or moment_of(values.get("at"), zone)
    arn = text_of(values, "arn")
    status = movement_of(text_of(values, "status"))
    if status is Movement.FAILED:
        return [_fact(record, EventKind.OTHER, moment, Origin.RECORD, text_of(values, "status"), amount=amount_of(values))]
    kind = EventKind.REFUND_PROMISED if status is Movement.PENDING else EventKind.REFUND
    origin = Origin.PROCESSOR if arn else Origin.RECORD
    return [_fact(record, kind, moment, origin, text_of(values, "reason"), amount=amount_of(values), arn=arn or None)]


def _login(record: Record, zone: tzinfo) -> list[Fact]:
    values = record.values
    action = text_of(values, "action")
    kind = EventKind.USED if _USES & set(action.lower().replace("_", " ").split()) else EventKind.LOGIN
    moment = record.at or moment_of(values.get("at"), zone)
    return [_fact(record, kind, moment, Origin.RECORD, action, seen=_seen(values))]


def _seen(values: Mapping[str, Value]) -> dict[str, str]:
    return {name: text_of(values, name) for name in ("ip", "device")}


def _message(record: Record, zone: tzinfo) -> list[Fact]:
    values = record.values
    moment = record.at or moment_of(values.get("at"), zone)
    incoming = text_of(values, "direction").lower() in ("in", "incoming", "inbound", "נכנס", "נכנסת")
    kind, origin = (EventKind.MESSAGE_IN, Origin.CUSTOMER) if incoming else (EventKind.MESSAGE_OUT, Origin.RECORD)
    return [_fact(record, kind, moment, origin, text_of(values, "text"), channel=text_of(values, "channel") or None)]


def _agreement(record: Record, zone: tzinfo) -> list[Fact]:
    values = record.values
    moment = moment_of(values.get("accepted_at"), zone) or record.at
    said = {name: text_of(values, name) for name in ("version", "how", "ip")}
    return [_fact(record, EventKind.AGREEMENT, moment, Origin.RECORD, text_of(values, "title"), seen=said)]


_READERS = {
    RecordKind.TRANSACTIONS: _transaction,
    RecordKind.ORDERS: _order,
    RecordKind.SHIPMENTS: _shipment,
    RecordKind.REFUNDS: _refund,
    RecordKind.LOGINS: _login,
    RecordKind.MESSAGES: _message,
    RecordKind.AGREEMENTS: _agreement,
}
