"""The schemes' monitoring ratios, programme by programme and month by month, as the records say that they are counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yosher.insights.conditions import Condition, Into, conditions
from yosher.insights.counting import Counting, Threshold, counting
from yosher.insights.model import Group, Sales
from yosher.insights.months import begins, ends
from yosher.insights.ratios import Further, Ratio, Sold, further, ratio_of
from yosher.insights.sold import Market, kept, sold_of
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Network
from yosher.rulebook.law import programmes_counting
from yosher.rulebook.lookup import rule_for


@dataclass(frozen=True, slots=True)
class Known:
    """What the ratios are made of: groups by month, network and code (denials by currency, too), and the sales."""

    denied: Sequence[Group]
    reported: Sequence[Group]
    prevented: Sequence[Group]  # by a rule, and never denied
    sales: Sequence[Sales]
    market: Market
    today: date
    into: Into
    checked: Sequence[Sales] = ()  # months of which it was looked at which sales were authenticated


@dataclass(frozen=True, slots=True)
class Near:
    """A threshold and how far it is."""

    threshold: Threshold
    further: Further


@dataclass(frozen=True, slots=True)
class Month:
    """`events` is what is counted; the parts say of what. `complete` is False while the month runs."""

    month: str
    complete: bool
    reports: int
    disputes: int
    prevented: int
    without_code: int
    sold: Sold | None
    ratio: Ratio
    near: tuple[Near, ...] = ()
    conditions: tuple[Condition, ...] = ()
    missing: tuple[Reason, ...] = ()

    @property
    def events(self) -> int:
        return self.reports + self.disputes + self.prevented


@dataclass(frozen=True, slots=True)
class Monitored:
    """A programme over the period; `rules` as they hold on its last day."""

    rules: Counting
    network: Network
    applies: bool
    months: tuple[Month, ...] = ()
    because: tuple[Reason, ...] = ()


def monitored(months: Sequence[str], known: Known) -> tuple[Monitored, ...]:
    """Every programme that a record names for a network. `known.sales` reach a month further back than `months`."""
    begun = tuple(month for month in months if begins(month) <= known.today)
    lived = _with_anything(begun, known)
    on = min(ends(begun[-1]), known.today) if begun else known.today
    return tuple(_one(name, network, lived, on, known) for network in Network for name in programmes_counting(network))


def worth_checking(programmes: Iterable[Monitored]) -> tuple[str, ...]:
    """Months of sales of which only the authenticated share would tell whether a threshold is reached: looked at for these alone."""
    return tuple(
        sorted(
            {
                one.rules.sold_in(month.month)
                for one in programmes
                for month in one.months
                if [condition.met for condition in month.conditions].count(None) == 1
                and any(near.further.reached is None and near.further.high == 0 for near in month.near)
            }
        )
    )


def _with_anything(months: Sequence[str], known: Known) -> tuple[str, ...]:
    """From the first month of which anything is known to the last: a run without a hole."""
    groups = (*known.denied, *known.reported, *known.prevented)
    seen = {sold.month for sold in known.sales} | {str(group.key[0]) for group in groups}
    lived = [number for number, month in enumerate(months) if month in seen]
    return tuple(months[lived[0] : lived[-1] + 1]) if lived else ()


def _one(name: str, network: Network, months: Sequence[str], on: date, known: Known) -> Monitored:
    rules = counting(name, on=on, region=known.market.region)
    if not rules.holds_in(known.market.country):
        values: dict[str, Value] = {"programme": name, "country": f"country:{known.market.country}"}
        why = Reason("insights.not_in_country", rule=rules.records["not_in"].id, values=values)
        return Monitored(rules, network, applies=False, because=(why,))
    return Monitored(rules, network, applies=True, months=tuple(_month(month, name, network, known) for month in months))


def _month(month: str, name: str, network: Network, known: Known) -> Month:
    """One month as the records held at its end."""
    rules = counting(name, on=ends(month), region=known.market.region)
    denied = [g for g in _of(known.denied, month, network) if rules.counts_code(_code(g))]
    reports, prevented = _reports(rules, month, network, known), _prevented(rules, month, network, known)
    counted = _n(denied) + reports + prevented
    sold = sold_of(rules, network, known.sales, month=month, market=known.market)
    checked = kept(rules, network, known.checked, month=month, market=known.market)
    asked = conditions(rules, denied, sold, checked, on=ends(month), into=known.into)
    ratio = ratio_of(counted, sold)
    without_code = _n([g for g in denied if _code(g) is None]) if rules.asks_for_codes else 0
    return Month(
        month=month,
        complete=ends(month) < known.today,
        reports=reports,
        disputes=_n(denied),
        prevented=prevented,
        without_code=without_code,
        sold=sold,
        ratio=ratio,
        near=tuple(_near(t, further(counted, sold, t), asked) for t in rules.thresholds) if rules.began(ends(month)) else (),
        conditions=asked,
        missing=(*_unknown(counted, sold, rules.sold_in(month), ratio), *_suspected(month, without_code)),
    )


def _near(threshold: Threshold, far: Further, conditions: Sequence[Condition]) -> Near:
    """Reached only where all that is asked besides holds, too."""
    met = {condition.met for condition in conditions}
    if False in met:
        return Near(threshold, replace(far, reached=False))
    return Near(threshold, replace(far, reached=None) if far.reached and None in met else far)


def _reports(rules: Counting, month: str, network: Network, known: Known) -> int:
    return _n(_of(known.reported, month, network)) if rules.counts_reports else 0


def _prevented(rules: Counting, month: str, network: Network, known: Known) -> int:
    """Refunds by rule that count all the same: those of fraud, where the records say so."""
    fraud = [g for g in _of(known.prevented, month, network) if _is_fraud(g, network)]
    return _n(fraud) if rules.prevented_fraud_counts else 0


def _n(groups: Sequence[Group]) -> int:
    return sum(group.n for group in groups)


def _of(groups: Sequence[Group], month: str, network: Network) -> list[Group]:
    return [group for group in groups if group.key[:2] == (month, network.value)]


def _code(group: Group) -> str | None:
    return None if group.key[2] is None else str(group.key[2])


def _is_fraud(group: Group, network: Network) -> bool:
    """By the category of its code; without a code it may be, and counts."""
    code = _code(group)
    return code is None or rule_for(network, code).category == "fraud"


def _unknown(counted: int, sold: Sold | None, month: str, ratio: Ratio) -> Iterator[Reason]:
    """Why there is no ratio, or only a range of one; `month` is that of the sales."""
    if sold is None:
        yield Reason("insights.no_sales_loaded", values={"month": month})
    elif ratio.low is None and counted > sold.high:
        yield Reason("insights.more_events_than_sales", values={"month": month, "n": sold.high})
    elif ratio.low is None:
        yield Reason("insights.too_few_sales", values={"month": month, "n": sold.high})
    elif sold.low != sold.high:
        yield Reason("insights.sales_not_told_apart", values={"month": month, "n": sold.high - sold.low, "all": sold.high})


def _suspected(month: str, without_code: int) -> Iterator[Reason]:
    """What was counted because nothing says that it does not count."""
    if without_code:
        yield Reason("insights.counted_without_code", values={"month": month, "n": without_code})
