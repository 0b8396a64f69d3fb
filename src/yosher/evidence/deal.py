"""Which payment or order of the business is the disputed one, where no number that the denial names is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo

from yosher.cases.model import Denial
from yosher.evidence.model import Record, RecordKind
from yosher.evidence.moments import day_of
from yosher.evidence.rows import amount_of, text_of
from yosher.evidence.wording import evened
from yosher.kernel.reason import Reason, Value

DEALS = (RecordKind.TRANSACTIONS, RecordKind.ORDERS)
APART = timedelta(days=1)  # a purchase before midnight is posted after it, and a day is another day in another zone
MOST_NAMED = 5
_TAKEN = {
    RecordKind.TRANSACTIONS: Reason("evidence.deal_taken_payment"),
    RecordKind.ORDERS: Reason("evidence.deal_taken_order"),
}


@dataclass(frozen=True, slots=True)
class Deal:
    """`taken`: the one payment or order that is taken as the disputed one. `remark`: how it was found, or which ones it may be."""

    taken: Record | None = None
    remark: Reason | None = None


def deal_among(denial: Denial, candidates: Iterable[Record], *, zone: tzinfo) -> Deal:
    """Look for the disputed deal among payments and orders of the same customer, or of the same day.

    One that is the customer's, has the sum, fits the day and stands alone is taken. The same sum on the same day alone tells
    nothing of the customer: those are named, for a person to choose. A number that the denial states is never contradicted.
    """
    fitting = [record for record in candidates if record.kind in DEALS and _fits(record, denial, zone)]
    theirs = _without_twins([record for record in fitting if _customers(record) & _customer_of(denial)])
    if len(theirs) == 1:
        values: dict[str, Value] = {"ref": theirs[0].number, "amount": amount_of(theirs[0].values) or denial.amount}
        return Deal(theirs[0], replace(_TAKEN[theirs[0].kind], facts=(theirs[0].id,), values=values))
    named = theirs or _without_twins([record for record in fitting if not _customers(record) or not _customer_of(denial)])
    if not named:
        return Deal()
    numbers = ", ".join(record.number for record in named[:MOST_NAMED])
    return Deal(None, Reason("evidence.deal_may_be", values={"refs": numbers, "n": len(named), "amount": denial.amount}))


def _fits(record: Record, denial: Denial, zone: tzinfo) -> bool:
    """The sum, the day, and no number that says otherwise."""
    deal = denial.transaction
    if amount_of(record.values) not in {denial.amount, deal.amount} or _says_otherwise(record, denial):
        return False
    if record.at is None:
        return True
    if record.at.at > denial.happened.at + APART:
        return False
    return deal.day is None or abs(day_of(record.at, zone) - deal.day) <= APART


def _says_otherwise(record: Record, denial: Denial) -> bool:
    """The denial names an order, and this is another one; or both name a payment, and the names differ."""
    deal = denial.transaction
    order = text_of(record.values, "order") if record.kind is RecordKind.TRANSACTIONS else record.number
    payment = text_of(record.values, "transaction") if record.kind is RecordKind.ORDERS else record.number
    return bool(deal.order and order) or bool((deal.id or denial.payment_ref) and payment)


def _without_twins(records: list[Record]) -> list[Record]:
    """A payment and the order that it pays are one deal: the payment stands for both."""
    payments = [record for record in records if record.kind is RecordKind.TRANSACTIONS]
    paid = {text_of(record.values, "order") for record in payments}
    ids = {record.number for record in payments}
    orders = [
        record
        for record in records
        if record.kind is RecordKind.ORDERS and record.number not in paid and text_of(record.values, "transaction") not in ids
    ]
    return payments + orders


def _customers(record: Record) -> frozenset[str]:
    return _evened(text_of(record.values, column) for column in ("customer", "account", "email"))


def _customer_of(denial: Denial) -> frozenset[str]:
    return _evened((denial.customer.ref, denial.customer.email))


def _evened(keys: Iterable[str | None]) -> frozenset[str]:
    return frozenset(evened(key) for key in keys if key)
