"""What the business's own records say about this customer's earlier deals: counts with their days, no judgement."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from yosher.cases.model import Denial
from yosher.evidence.model import Record, RecordKind
from yosher.kernel.ids import RecordId
from yosher.kernel.reason import Value

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier transaction. An absent flag stays None: unknown is not the same as undisputed."""

    id: RecordId
    day: date | None
    disputed: bool | None
    refunded: bool | None


@dataclass(frozen=True, slots=True)
class CustomerHistory:
    """The earlier transactions of one customer, newest first."""

    earlier: tuple[Earlier, ...] = ()

    @property
    def undisputed(self) -> tuple[Earlier, ...]:
        """Those that are recorded as neither disputed nor fraud; an unknown one is not among them."""
        return tuple(deal for deal in self.earlier if deal.disputed is False)

    @property
    def denied(self) -> tuple[Earlier, ...]:
        return tuple(deal for deal in self.earlier if deal.disputed)

    @property
    def refunded(self) -> tuple[Earlier, ...]:
        return tuple(deal for deal in self.earlier if deal.refunded)


def first_day(deals: tuple[Earlier, ...]) -> date | None:
    """The oldest known day among some deals."""
    return min((deal.day for deal in deals if deal.day), default=None)


def history_of(records: tuple[Record, ...], denial: Denial, *, now: datetime) -> CustomerHistory:
    """The transactions among `records` that came before the denied one (or before `now`, where its day is unknown).

    Columns are those of the transaction history (docs/schema): `disputed`, `fraud`, `refunded_minor`, `ts`, `day`. The denied
    transaction itself never counts as earlier, and the same id counts once.
    """
    until = denial.transaction.day or now.date()
    seen: dict[RecordId, Earlier] = {}
    for record in records:
        deal = _earlier(record)
        is_before = deal.day is None or deal.day <= until
        if record.kind is RecordKind.TRANSACTIONS and is_before and record.number not in (denial.transaction.id, denial.payment_ref):
            seen.setdefault(record.id, deal)
    return CustomerHistory(tuple(seen.values()))


def _earlier(record: Record) -> Earlier:
    values = record.values
    flags = [flag for flag in (_yes(values.get("disputed")), _yes(values.get("fraud"))) if flag is not None]
    back = values.get("refunded_minor")
    return Earlier(
        id=record.id,
        day=_day(record),
        disputed=any(flags) if _yes(values.get("disputed")) is not None or any(flags) else None,
        refunded=back > 0 if isinstance(back, int) else None,
    )


def _yes(value: Value | None) -> bool | None:
    """A flag as the stores give it: true, 1 or "true"; anything else that is no flag is unknown."""
    word = str(value).strip().lower()
    return True if word in ("true", "1") else False if word in ("false", "0") else None


def _day(record: Record) -> date | None:
    if record.at is not None:
        return record.at.at.date()
    stamp, day = record.values.get("ts"), record.values.get("day")
    try:
        if isinstance(stamp, int):
            return datetime.fromtimestamp(stamp, UTC).date()
        return _EPOCH + timedelta(days=day) if isinstance(day, int) else None
    except (OverflowError, ValueError, OSError):  # a figure that is no date in any calendar
        return None
