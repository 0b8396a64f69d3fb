"""A cost as a range with its reasons."""

from dataclasses import dataclass

from yosher.kernel.reason import Reason


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`, in minor units of the denial's currency; a cost is positive."""

    low: int = 0
    high: int = 0

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)


NOTHING = Span()


@dataclass(frozen=True, slots=True)
class Figure:
    """`complete` is False where a known amount stands apart for want of a rate."""

    span: Span = NOTHING
    because: tuple[Reason, ...] = ()
    complete: bool = True

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.span + other.span, once(self.because + other.because), self.complete and other.complete)


def once(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Each reason once, in the order of first mention."""
    kept: list[Reason] = []
    for reason in reasons:
        if reason not in kept:
            kept.append(reason)
    return tuple(kept)
