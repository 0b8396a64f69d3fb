"""Which sales a programme divides by: those that are known to count, and those that may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yosher.insights.counting import Counting
from yosher.insights.model import Sales
from yosher.insights.ratios import Sold
from yosher.kernel.words import Network


@dataclass(frozen=True, slots=True)
class Market:
    """Where the business sells: its country, the region whose figures hold, and where a sale is made that does not say it."""

    country: str
    region: str
    card_not_present: bool | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Sales that count for sure, and all that may: the sure ones among them."""

    sure: tuple[Sales, ...]
    may: tuple[Sales, ...]


def sold_of(rules: Counting, network: Network, sales: Sequence[Sales], *, month: str, market: Market) -> Sold | None:
    """Of the month whose sales count for `month`. None where the history has none of it: then nobody knows how many there were."""
    if not any(sold.month == rules.sold_in(month) for sold in sales):
        return None
    found = kept(rules, network, sales, month=month, market=market)
    return Sold(count(found.sure), count(found.may))


def kept(rules: Counting, network: Network, sales: Iterable[Sales], *, month: str, market: Market) -> Kept:
    may = tuple(sold for sold in sales if sold.month == rules.sold_in(month) and _counts(rules, network, sold, market) is not False)
    return Kept(tuple(sold for sold in may if _counts(rules, network, sold, market)), may)


def count(sales: Iterable[Sales]) -> int:
    return sum(sold.n for sold in sales)


def _counts(rules: Counting, network: Network, sold: Sales, market: Market) -> bool | None:
    """None where the history does not say the network, or whether the card was present, and the programme asks for it."""
    if sold.network not in (network, None):
        return False
    without_card = _without_card(sold, market) if rules.only_without_card else True
    return without_card and None if sold.network is None else without_card


def _without_card(sold: Sales, market: Market) -> bool | None:
    return market.card_not_present if sold.card_present is None else not sold.card_present
