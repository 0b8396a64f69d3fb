"""A ratio as far as it is known: events over sales of which only some are known to count, and how far a threshold is."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from yosher.decisions.outcomes import ENOUGH
from yosher.insights.counting import Threshold


@dataclass(frozen=True, slots=True)
class Sold:
    """Between how many sales the true number lies: `low` are known to count, `high` may count."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """`exact` where every sale is known; else `low` and `high` as far as they can be said. None = not known, never 0."""

    exact: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """How many further events reach a threshold at this volume: at the fewest sales and at the most; None = no end is known."""

    low: int
    high: int | None
    reached: bool | None


def ratio_of(events: int, sold: Sold | None) -> Ratio:
    """Under ten sales there is no ratio, and more events than sales mean that the history is not whole."""
    if sold is None:
        return Ratio()
    low, high = _over(events, sold.high), _over(events, sold.low)
    return Ratio(exact=low if sold.low == sold.high else None, low=low, high=high)


def _over(events: int, sales: int) -> Fraction | None:
    return Fraction(events, sales) if sales >= ENOUGH and events <= sales else None


def further(events: int, sold: Sold | None, threshold: Threshold) -> Further:
    """At or above the ratio, and at or above the count where there is one.

    Without sales, or with fewer than events (the history is not whole), only the count is known.
    """
    if sold is None or events > sold.high:
        left = max(0, _needed(0, threshold) - events)
        return Further(left, None, reached=False if left else None)
    low, high = (max(0, _needed(sales, threshold) - events) for sales in (sold.low, sold.high))
    return Further(low, high, reached=True if high == 0 else False if low else None)


def _needed(sales: int, threshold: Threshold) -> int:
    """At least one: where nothing was counted, nothing is reached."""
    return max(1, threshold.least, ceil(threshold.share * sales))
