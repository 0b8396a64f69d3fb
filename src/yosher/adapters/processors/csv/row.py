"""One row of a table → one message about one dispute."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from yosher.adapters.processors.csv import shapes
from yosher.adapters.processors.csv.cells import (
    Sum,
    Time,
    code_of,
    key,
    last4_of,
    paid_of,
    reason_of,
    short,
    status_says,
    sum_of,
    time_of,
    type_says,
)
from yosher.adapters.processors.csv.columns import Columns
from yosher.adapters.processors.csv.layout import Row
from yosher.cases.door.moments import stated
from yosher.cases.door.networks import network_named
from yosher.cases.door.reading import UNNUMBERED, Read, when
from yosher.cases.door.words import prose
from yosher.cases.model import CustomerRef, Denial, Goods, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Network, Phase

_STATES_WITHOUT_ANSWER = frozenset(
    {Says.WON, Says.PARTLY_WON, Says.LOST, Says.WITHDRAWN, Says.ACCEPTED, Says.REFUNDED, Says.PREVENTED, Says.EXPIRED, Says.CLOSED}
)


_NO_TIME = Time(None)
_WHO = frozenset({"customer", "customer name", "email", "phone"})
_NOBODY = CustomerRef()
_NO_GOODS = Goods()


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one file. It remembers what was noted once for a column, and rows that nothing tells apart."""

    columns: Columns
    context: InboxContext
    noted: set[tuple[str, str]] = field(default_factory=set)
    alike: dict[str, int] = field(default_factory=dict)

    def read(self, row: Row) -> Read:
        """Raises Unreadable for a row without a sum that can be read."""
        found = sum_of(row, self.columns, home=self.context.organisation.currency)
        zone = self.context.organisation.tz
        times = {name: time_of(row, name, self.columns, zone=zone) if row.cell(name) else _NO_TIME for name in shapes.TIMES}
        denial = self._denial(row, found, times)
        return Read(denial, tuple(self._notes(row, found, times, denial)))

    def _denial(self, row: Row, found: Sum, times: dict[str, Time]) -> Denial:
        says, phase = _meaning(row, found)
        code, beside = _code(row)
        network_raw = short(row.cell("network")) or short(row.cell("method"))
        transaction = _transaction(row, times, paid_of(row, self.columns, home=self.context.organisation.currency))
        happened = times["recorded"].moment or times["happened"].moment
        reason_raw = short(row.cell("reason")) or beside
        return Denial(
            id=UNNUMBERED,
            ref=self._ref(row, found.amount),
            source="csv",
            processor=_processor(row),
            says=says,
            network=network_named(network_raw) or Network.OTHER,
            network_raw=network_raw,
            code=code,
            reason=reason_of(reason_raw),
            reason_raw=reason_raw,
            status_raw=short(row.cell("status")) or short(row.cell("type")),
            amount=found.amount,
            phase=phase,
            happened=when(happened, now=self.context.now),
            received_at=self.context.now,
            payment_ref=key(row.cell("payment")),
            due=stated(times["due"].moment) if says not in _STATES_WITHOUT_ANSWER else StatedDue(),
            transaction=transaction,
            customer=_customer(row),
            goods=Goods(description=short(row.cell("goods"))) if row.cell("goods") else _NO_GOODS,
            claim=prose(row.cell("claim")) if row.cell("claim") else "",
        )

    def _ref(self, row: Row, amount: Money) -> str:
        """The table's own id; without one a digest of what tells this dispute from others, the same whenever the file is read."""
        if own := key(row.cell("dispute")):
            return own
        keys = [row.cell(name) for name in ("payment", "order", "arn", "authorization")]
        if any(keys):
            return _digest(keys)
        days = [row.cell(name) for name in ("paid on", "happened", "card", "email", "customer", "customer name", "code", "reason")]
        return self._numbered(_digest([*days, str(amount.minor), amount.currency, row.cell("network")]))

    def _numbered(self, digest: str) -> str:
        """Two rows that nothing tells apart are two disputes until a person says otherwise: none is lost."""
        count = self.alike[digest] = self.alike.get(digest, 0) + 1
        return digest if count == 1 else f"{digest}-{count}"

    def _notes(self, row: Row, found: Sum, times: dict[str, Time], denial: Denial) -> Sequence[Reason]:
        notes = []
        if found.currency_assumed and self._first("currency", ""):
            notes.append(Reason("sheet.currency_assumed", values={"currency": found.amount.currency}))
        if found.minus and found.back is None and self._first("minus", ""):
            notes.append(Reason("sheet.minus_left_out", values={"amount": found.amount}))
        if "amount" not in row.section.columns and self._first("paid", ""):
            notes.append(Reason("sheet.amount_of_payment"))
        for name, time in times.items():
            if time.order_assumed and self._first("order", row.section.columns[name].plain):
                notes.append(
                    Reason("sheet.day_order_assumed", values={"column": row.section.columns[name].plain, "date": short(row.cell(name))})
                )
            if row.cell(name) and time.moment is None:
                notes.append(_unread_time(name, row))
        if not row.cell("dispute") and self._first("dispute", ""):
            notes.append(Reason("sheet.no_reference", values={"ref": denial.ref}))
        return notes

    def _first(self, what: str, column: str) -> bool:
        """True the first time: what holds for a whole column is said once."""
        new = (what, column) not in self.noted
        self.noted.add((what, column))
        return new


def _unread_time(name: str, row: Row) -> Reason:
    if name == "due":
        return Reason("sheet.due_unreadable", values={"date": short(row.cell(name))})
    return Reason("sheet.date_unreadable", values={"column": row.section.columns[name].plain, "date": short(row.cell(name))})


def _meaning(row: Row, found: Sum) -> tuple[Says, Phase]:
    """By the status, else by the kind of row and the direction of the money; a status that nobody knows is shown to a person."""
    kind = type_says(row.cell("type")) or type_says(row.cell("status"))
    phase = kind[1] if kind else Phase.FIRST_CHARGEBACK
    status = row.cell("status")
    if says := status_says(status):
        return says, phase
    if kind and not (kind[0] is Says.OPENED and found.back):
        return kind[0], phase
    if found.back:
        return Says.REVERSED, phase
    return (Says.UNKNOWN if status else Says.OPENED), phase


def _code(row: Row) -> tuple[str | None, str]:
    """The code with the words beside it; in the reason's column where a code begins it."""
    code, words = code_of(row.cell("code")) if row.cell("code") else (None, "")
    if code or not row.cell("reason"):
        return code, words
    found, _ = code_of(row.cell("reason"))
    return (found if found and any(c.isdigit() for c in found) else None), words


def _processor(row: Row) -> str | None:
    named = short(row.cell("processor")).casefold()
    if named:
        return named
    if row.section.processor:
        return row.section.processor
    return "checkout" if row.cell("dispute").startswith("dsp_") else None


def _transaction(row: Row, times: dict[str, Time], paid: Money | None) -> Transaction:
    paid_on = times["paid on"].moment
    three_ds = row.cell("three ds").casefold()
    return Transaction(
        id=key(row.cell("payment")),
        day=paid_on.at.date() if paid_on else None,
        at=paid_on,
        amount=paid,
        order=key(row.cell("order")),
        arn=short(row.cell("arn")) or None,
        authorization_code=short(row.cell("authorization")) or None,
        last4=last4_of(row.cell("card")),
        descriptor=short(row.cell("descriptor")) or None,
        authenticated=True if three_ds in shapes.YES else False if three_ds in shapes.NO else None,
    )


def _customer(row: Row) -> CustomerRef:
    if not _WHO & row.cells.keys():
        return _NOBODY
    return CustomerRef(
        ref=key(row.cell("customer")),
        name=short(row.cell("customer name")) or None,
        email=short(row.cell("email")) or None,
        phone=short(row.cell("phone")) or None,
    )


def _digest(parts: Sequence[str]) -> str:
    return "row-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
