"""The worth of an answer and of giving in: the owner's money at the end minus what it would be had the denial never come."""

from dataclasses import dataclass
from fractions import Fraction

from yosher.decisions.figures import Figure
from yosher.decisions.model import Chance
from yosher.decisions.tolls import Tolls


@dataclass(frozen=True, slots=True)
class Worth:
    """Minor units of the denial's currency, `low` ≤ `middle` ≤ `high`; the middle does not claim to be where the truth lies."""

    low: int
    middle: int
    high: int

    def less(self, minor: int) -> "Worth":
        return Worth(self.low - minor, self.middle - minor, self.high - minor)


def between(one: int, other: int) -> Worth:
    """The range between two worths, with its middle (rounded down)."""
    low, high = min(one, other), max(one, other)
    return Worth(low, (low + high) // 2, high)


def of_giving_in(at_risk: int, tolls: Tolls) -> Worth:
    """Accepting: minus the whole sum, minus the fees that are still to come."""
    return between(-at_risk - tolls.accept.high, -at_risk - tolls.accept.low)


def of_answering(at_risk: int, chance: Chance, tolls: Tolls, own: Figure) -> Worth:
    """An answer: chance × (nothing lost but its costs) + (1 − chance) × (the sum and its costs), at both ends of the chance.

    The low end takes the lower chance and the dearer reading of every cost, the high end the higher chance and the cheaper one.
    """
    worst = _expected(chance.low, won=-tolls.win.high, lost=-at_risk - tolls.lose.high) - own.span.high
    best = _expected(chance.high, won=-tolls.win.low, lost=-at_risk - tolls.lose.low) - own.span.low
    return between(worst, best)


def _expected(chance: float, *, won: int, lost: int) -> int:
    share = Fraction(str(chance))
    return round(share * won + (1 - share) * lost)
