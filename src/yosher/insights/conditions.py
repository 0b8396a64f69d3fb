"""What a programme asks besides its ratio: so many sales, such a sum, so few of them authenticated."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yosher.insights.counting import Counting
from yosher.insights.model import Group
from yosher.insights.ratios import Sold
from yosher.insights.sold import Kept, count
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money, parse_decimal
from yosher.rulebook.model import Programme

Into = Callable[[Money, str, date], Money | None]  # a sum in another currency on a day; None without a rate


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` and `met` are None where nobody can say."""

    record: Programme
    value: int | float | Money | None
    met: bool | None


def conditions(
    rules: Counting, denied: Sequence[Group], sold: Sold | None, checked: Kept, *, on: date, into: Into
) -> tuple[Condition, ...]:
    """Those that the records name. `denied`: by month, network, code and currency. `checked`: sales that were asked for 3-D Secure."""
    return tuple(_conditions(rules, denied, sold, checked, on=on, into=into))


def _conditions(rules: Counting, denied: Sequence[Group], sold: Sold | None, checked: Kept, *, on: date, into: Into) -> Iterator[Condition]:
    if record := rules.records.get("ecommerce_transactions_min"):
        yield _sales_reach(record, sold)
    if record := rules.records.get("fraud_amount_min"):
        yield _sum_reaches(record, denied, on, into)
    if record := rules.records.get("three_ds_share_max"):
        yield _few_authenticated(record, rules.records.get("three_ds_share_max_regulated", record), checked)


def _few_authenticated(record: Programme, regulated: Programme, checked: Kept) -> Condition:
    """At most so many were authenticated. Whether a market is regulated no record says: between the two limits nobody can say."""
    total = count(checked.sure)
    if not total or total != count(checked.may):
        return Condition(record, None, None)
    low, high = (Fraction(count(s for s in checked.sure if s.authenticated in passed), total) for passed in ((True,), (True, None)))
    met = True if high <= Fraction(record.value) else False if low > Fraction(regulated.value) else None
    return Condition(record, float(low) if low == high else None, met)


def _sales_reach(record: Programme, sold: Sold | None) -> Condition:
    if sold is None:
        return Condition(record, None, None)
    least = int(record.value)
    met = True if sold.low >= least else False if sold.high < least else None
    return Condition(record, sold.low if sold.low == sold.high else None, met)


def _sum_reaches(record: Programme, denied: Sequence[Group], on: date, into: Into) -> Condition:
    """Without a rate for one of the currencies the sum is not known; the part that is known may be enough."""
    sums = [into(Money(group.disputed, str(group.key[3])), record.unit, on) for group in denied]
    known = sum(one.minor for one in sums if one)
    limit = parse_decimal(record.value, record.unit, exponent(record.unit)).minor
    whole = None if None in sums else Money(known, record.unit)
    return Condition(record, whole, True if known >= limit else False if whole else None)
