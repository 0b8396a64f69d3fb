"""By which numbers and names a paper or a record can be told to belong to this deal; and which records do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo

from yosher.cases.model import Denial
from yosher.evidence.deal import DEALS, deal_among
from yosher.evidence.model import Record, RecordKind
from yosher.evidence.rows import text_of
from yosher.evidence.wording import evened

_BY_CUSTOMER = (RecordKind.LOGINS, RecordKind.MESSAGES, RecordKind.AGREEMENTS)


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything by which this deal is named, evened out for comparison; an empty set is "not known", never "none"."""

    transactions: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()  # references and e-mail addresses
    names: frozenset[str] = frozenset()
    trackings: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()  # ARN, authorization code
    last4: frozenset[str] = frozenset()

    @property
    def deal(self) -> frozenset[str]:
        return self.transactions | self.orders

    @property
    def all(self) -> frozenset[str]:
        """What a paper may name to be about us; very short ones are left out, because they stand in any text by chance."""
        every = self.deal | self.customers | self.names | self.trackings | self.others
        return frozenset(key for key in every if len(key) >= 3)


def keys_of(denial: Denial, records: Iterable[Record], *, zone: tzinfo) -> tuple[Keys, tuple[Record, ...]]:
    """The keys of a deal, and the records that belong to it, in their order.

    A record belongs to the deal by its transaction or order number. What a customer did apart from orders (log-ins, messages,
    agreements) belongs to it by the customer, unless it names another order. Where no number of the denial is known, the deal is
    looked for by customer, sum and day (`deal_among`).
    """
    kept = tuple(records)
    keys = _from_denial(denial)
    if not any(record.kind in DEALS and _is_ours(record, keys) for record in kept):
        taken = deal_among(denial, kept, zone=zone).taken
        keys = keys if taken is None else _with(keys, taken)
    for _ in range(2):  # a payment leads to its order, the order to its shipments
        for record in kept:
            if _is_ours(record, keys):
                keys = _with(keys, record)
    return keys, tuple(record for record in kept if _is_ours(record, keys))


def same(text: str | None) -> frozenset[str]:
    """A key as a set of one, or of none; shops write an order's number with or without `#`."""
    key = evened(text or "").removeprefix("#")
    return frozenset((key,)) if key else frozenset()


def _from_denial(denial: Denial) -> Keys:
    deal, customer = denial.transaction, denial.customer
    return Keys(
        same(deal.id) | same(denial.payment_ref),
        same(deal.order),
        same(customer.ref) | same(customer.email),
        same(customer.name),
        frozenset(),
        same(deal.arn) | same(deal.authorization_code),
        same(deal.last4),
    )


def _is_ours(record: Record, keys: Keys) -> bool:
    transactions, orders, customers = _refs(record)
    if keys.deal & (transactions | orders):
        return True
    return record.kind in _BY_CUSTOMER and bool(customers & keys.customers) and not orders


def _refs(record: Record) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    values = record.values
    own = same(record.number)
    transactions = same(text_of(values, "transaction")) | (own if record.kind is RecordKind.TRANSACTIONS else frozenset())
    orders = same(text_of(values, "order")) | (own if record.kind is RecordKind.ORDERS else frozenset())
    return transactions, orders, same(text_of(values, "customer")) | same(text_of(values, "email")) | same(text_of(values, "account"))


def _with(keys: Keys, record: Record) -> Keys:
    transactions, orders, customers = _refs(record)
    if record.kind in _BY_CUSTOMER:
        return keys
    if record.kind is RecordKind.SHIPMENTS:
        keys = replace(keys, trackings=keys.trackings | same(text_of(record.values, "tracking")))
    others = keys.others | same(text_of(record.values, "arn"))
    customers = keys.customers | (customers if not keys.customers or customers & keys.customers else frozenset())
    return replace(keys, transactions=keys.transactions | transactions, orders=keys.orders | orders, customers=customers, others=others)
