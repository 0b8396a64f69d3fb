"""All that is known about a case: what was told, what was handed in, and what the business's own records say (house call 5)."""

from dataclasses import replace

from yosher.cases.model import Case, Denial
from yosher.desk.model import Desk
from yosher.desk.ports import Sought
from yosher.evidence.deal import DEALS, Deal, deal_among
from yosher.evidence.facts import facts_of, noted_refunds
from yosher.evidence.model import Gathered, Record, RecordKind, in_use
from yosher.evidence.rendered import rendered

# How many of the customer's other transactions are looked at: enough for a pattern, bounded for a large customer.
HISTORY_ROWS = 200
_NUMBERS = {RecordKind.TRANSACTIONS: "transaction", RecordKind.ORDERS: "order"}


def gather_exhibits(case: Case, *, desk: Desk) -> Gathered:
    """Facts, exhibits and records of this deal, and the customer's history; consent to recordings was judged when they came in."""
    organisation = desk.organisation.id
    sought, remark = sought_for(case.denial), None
    records = _records(sought, desk=desk)
    if not any(row.kind in DEALS for row in records):
        deal = _deal_of(case.denial, sought, desk=desk)
        remark = deal.remark
        if deal.taken is not None:
            sought = replace(sought, **{_NUMBERS[deal.taken.kind]: deal.taken.number})
            records = _records(sought, desk=desk)
    history = tuple(
        row for source in desk.sources for row in source.customer_history(organisation, _with_customer(sought, records), limit=HISTORY_ROWS)
    )
    about = {row.id for row in records}
    handed_in = desk.store.exhibits(organisation, case.id)
    withdrawn = {exhibit.id for exhibit in handed_in if not exhibit.is_in_use}
    return Gathered(
        facts=(
            *(fact for fact in desk.store.facts(organisation, case.id) if fact.exhibit not in withdrawn),
            *noted_refunds(desk.store.events(organisation, case.id)),
            *facts_of(records, zone=desk.organisation.tz),
        ),
        exhibits=(*in_use(handed_in), *rendered(records, denial=case.denial, zone=desk.organisation.tz)),
        records=records,
        history=tuple(row for row in history if row.id not in about),
        remarks=() if remark is None else (remark,),
    )


def _records(sought: Sought, *, desk: Desk) -> tuple[Record, ...]:
    return tuple(row for source in desk.sources for row in source.about(desk.organisation.id, sought))


def _deal_of(denial: Denial, sought: Sought, *, desk: Desk) -> Deal:
    """Where no payment or order has the denial's numbers: the one that is found by customer, sum and day."""
    sums = [money for money in (denial.amount, denial.transaction.amount) if money is not None]
    candidates = (
        row
        for source in desk.sources
        for row in source.deals(desk.organisation.id, sought, sums=sums, around=denial.transaction.day, limit=HISTORY_ROWS)
    )
    return deal_among(denial, candidates, zone=desk.organisation.tz)


def sought_for(denial: Denial) -> Sought:
    """The keys by which a record can belong to this denial."""
    deal, customer = denial.transaction, denial.customer
    return Sought(deal.id or denial.payment_ref, deal.order, customer.ref, customer.email, deal.arn)


def _with_customer(sought: Sought, records: tuple[Record, ...]) -> Sought:
    """A denial often names only the payment: the record of the payment names the customer."""
    for row in records:
        customer = row.values.get("account") or row.values.get("customer")
        email = row.values.get("email")
        if customer or email:
            return replace(sought, customer=sought.customer or _text(customer), email=sought.email or _text(email))
    return sought


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
