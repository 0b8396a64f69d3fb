"""The dispute transaction details report (CSV) → denials: one message a row, several rows a dispute."""

from datetime import tzinfo

from yosher.adapters.processors.adyen import shapes
from yosher.adapters.processors.adyen.item import meaning, network_of, reason_of, unknown_event
from yosher.cases.door.amounts import currency_of, from_export
from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import stated
from yosher.cases.door.reading import UNNUMBERED, Read, read_each, when
from yosher.cases.door.table_times import Clock, clock_of, zone_named
from yosher.cases.door.tables import Row, by_line, cells_of, known_headers, table_of
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Denial, Reading, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment

_TIMES = ("recorded", "paid on", "disputed on", "ends")


def is_report(head: bytes) -> int:
    """How surely a table is this report, by columns that only it has."""
    found = len(known_headers(head, shapes.COLUMNS) & shapes.OWN_COLUMNS)
    return (0, 0, 40, 85, 95)[min(found, 4)]


def read_report(body: bytes, *, context: InboxContext) -> Reading:
    """Read by header name; times by the row's own zone column. Raises Unreadable where it is no such table."""
    table = table_of(body, shapes.COLUMNS, needed=("amount", "currency", "type"))
    clock = clock_of(table, zone=context.organisation.tz, fields=_TIMES)
    return read_each(by_line(table), lambda row: _read(row, clock, context), file=context.file)


def _read(row: Row, clock: Clock, context: InboxContext) -> Read:
    cells = cells_of(row)
    ref = cells.reference("dispute") or cells.reference("payment")
    if not ref:
        raise Unreadable("intake.no_reference", field="Dispute PSP Reference")
    event = _event(cells)
    due, notes = _due(cells, clock, event)
    says, phase = meaning(event, "", answerable=due.at is not None)
    scheme = cells.word("cb scheme", "nof scheme", "rfi scheme", "method")
    denial = Denial(
        id=UNNUMBERED,
        ref=ref,
        source="adyen",
        processor="adyen",
        says=says,
        network=network_of(scheme),
        network_raw=scheme,
        code=cells.word("cb code", "nof code", "rfi code") or None,
        amount=_amount(cells, says),
        phase=phase,
        happened=when(_time(cells, clock, "recorded") or _time(cells, clock, "disputed on"), now=context.now),
        received_at=context.now,
        payment_ref=cells.reference("payment") or None,
        reason=reason_of(cells.word("reason")),
        reason_raw=cells.word("reason"),
        status_raw=cells.word("type"),
        due=due,
        transaction=_transaction(cells, clock),
    )
    return Read(denial, (*notes, *unknown_event(event)))


def _event(cells: Fields) -> str:
    """The event that the row's type names; an unknown type stays as it is written."""
    written = cells.word("type")
    return shapes.RECORD_TYPE.get(written.casefold().replace(" ", "").replace("_", ""), written)


def _time(cells: Fields, clock: Clock, name: str) -> Moment | None:
    return clock.moment(name, cells, zone=_zone(cells, name))


def _zone(cells: Fields, name: str) -> tzinfo | None:
    return zone_named(cells.word(f"{name} zone"))


def _due(cells: Fields, clock: Clock, event: str) -> tuple[StatedDue, tuple[Reason, ...]]:
    """The dispute's end date is the end of the defence period while an answer is due; on a later row it is past."""
    opens = shapes.EVENT.get(event, (Says.UNKNOWN, None))[0] in (Says.OPENED, Says.UNKNOWN)
    if not cells.word("ends") or not opens:
        return StatedDue(), ()
    due = stated(_time(cells, clock, "ends"))
    return due, () if due.at else (Reason("intake.due_unreadable", values={"due": cells.word("ends")}),)


def _amount(cells: Fields, says: Says) -> Money:
    """The disputed amount; a report of fraud, which disputes nothing yet, may leave it to the payment's."""
    if says is Says.FRAUD_REPORT and not cells.word("amount") and (paid := _paid(cells)):
        return paid
    return from_export(cells.raw("amount"), currency_of(cells.raw("currency")))


def _transaction(cells: Fields, clock: Clock) -> Transaction:
    paid_on = _time(cells, clock, "paid on")
    return Transaction(
        id=cells.reference("payment") or None,
        day=paid_on.at.date() if paid_on else None,
        at=paid_on,
        amount=_paid(cells),
        order=cells.word("order") or None,
        card_present=shapes.CARD_PRESENT.get(cells.word("interaction").casefold()),
        authenticated={"y": True, "n": False}.get(cells.word("three ds").casefold()),
    )


def _paid(cells: Fields) -> Money | None:
    try:
        return from_export(cells.raw("paid"), currency_of(cells.raw("paid currency")))
    except Unreadable:
        return None
