"""Amounts of several currencies: converted by dated, sourced rates, or left apart where there is none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from yosher.decisions.model import Rate
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value

# A power of ten outside of this is a typing error in a table of rates, not a rate between two currencies in use.
_LARGEST_POWER = 9


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in the wanted currency, and the rates that led there (none where it was in that currency already)."""

    money: Money
    steps: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Leg:
    day: date
    factor: Fraction  # major units of the target for one major unit of the start
    direct: bool
    rate: Rate


def convert(amount: Money, to: str, *, on: date, rates: Iterable[Rate]) -> Converted | None:
    """`amount` in the currency `to`, by the latest rate of `on` or an earlier day: as stated, inverted, or over one other currency.

    A pair's own rate wins over a path, and a later day over an earlier one (a path is as old as its older leg). Exact
    arithmetic, rounded once, half to even, to whole minor units. None where no rate leads there.
    """
    if amount.currency == to:
        return Converted(amount)
    usable = tuple(leg for rate in rates if (leg := _leg(rate)) is not None and leg.day <= on)
    straight = _latest(_between(usable, amount.currency, to))
    path = (straight,) if straight else _over_one_other(usable, amount.currency, to)
    if path is None:
        return None
    factor = Fraction(1)
    for leg in path:
        factor *= leg.factor
    scale = Fraction(10) ** (exponent(to) - exponent(amount.currency))
    return Converted(Money(round(amount.minor * factor * scale), to), tuple(leg.rate for leg in path))


def rates_used(converted: Converted) -> Iterator[Reason]:
    """Which rates a figure rests on: pair, day and source of each."""
    for rate in converted.steps:
        values: dict[str, Value] = {
            "base": rate.base,
            "quote": rate.quote,
            "rate": rate.rate,
            "day": date.fromisoformat(rate.day),
            "source": rate.source,
        }
        yield Reason("decision.rate_used", values=values)


def _leg(rate: Rate) -> _Leg | None:
    """A rate as stated; None for one that is no rate (no date, not a positive number)."""
    try:
        day, figure = date.fromisoformat(rate.day), Decimal(rate.rate)
    except (ValueError, InvalidOperation):
        return None
    if not figure.is_finite() or figure <= 0 or abs(figure.adjusted()) > _LARGEST_POWER:
        return None
    return _Leg(day, Fraction(figure), direct=True, rate=rate)


def _between(legs: Iterable[_Leg], start: str, end: str) -> Iterator[_Leg]:
    for leg in legs:
        if (leg.rate.base, leg.rate.quote) == (start, end):
            yield leg
        elif (leg.rate.base, leg.rate.quote) == (end, start):
            yield _Leg(leg.day, 1 / leg.factor, direct=False, rate=leg.rate)


def _latest(legs: Iterable[_Leg]) -> _Leg | None:
    return max(legs, key=lambda leg: (leg.day, leg.direct, leg.rate.source, leg.rate.rate), default=None)


def _over_one_other(legs: tuple[_Leg, ...], start: str, end: str) -> tuple[_Leg, _Leg] | None:
    others = sorted({code for leg in legs for code in (leg.rate.base, leg.rate.quote)} - {start, end})
    paths = [
        (first, second)
        for other in others
        if (first := _latest(_between(legs, start, other))) and (second := _latest(_between(legs, other, end)))
    ]
    return max(paths, key=lambda path: min(path[0].day, path[1].day), default=None)
