"""The business's own verdicts, counted by strength of evidence and family of claim, with the range that such counts allow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from statistics import NormalDist
from types import MappingProxyType

from yosher.evidence.model import Strength
from yosher.kernel.words import ClaimFamily

# Under ten verdicts no percentage is shown (note of the rulebook's priors).
ENOUGH = 10
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Count:
    """Answered denials by their verdict. A verdict won in part is not counted as won: the worse for us."""

    won: int = 0
    lost: int = 0
    partly: int = 0

    @property
    def n(self) -> int:
        return self.won + self.lost + self.partly

    def __add__(self, other: "Count") -> "Count":
        return Count(self.won + other.won, self.lost + other.lost, self.partly + other.partly)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts of answered and decided cases. Cases that were refunded, accepted or withdrawn are no verdicts and stay out."""

    counts: Mapping[tuple[Strength, ClaimFamily], Count] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, strength: Strength, family: ClaimFamily) -> Count:
        """The verdicts of this very kind where there are enough, else those of this strength over all families."""
        narrow = self.counts.get((strength, family), Count())
        if narrow.n >= ENOUGH:
            return narrow
        return sum((count for (other, _), count in self.counts.items() if other is strength), Count())


def counted(verdicts: Iterable[tuple[Strength, ClaimFamily, str]]) -> Outcomes:
    """Outcomes out of (strength when answered, family, verdict); verdicts are the case states `won`, `lost`, `partly_won`."""
    counts: dict[tuple[Strength, ClaimFamily], Count] = {}
    one = {"won": Count(won=1), "lost": Count(lost=1), "partly_won": Count(partly=1)}
    for strength, family, verdict in verdicts:
        counts[strength, family] = counts.get((strength, family), Count()) + one.get(verdict, Count())
    return Outcomes(MappingProxyType({key: count for key, count in counts.items() if count.n}))


def wilson(count: Count) -> tuple[float, float]:
    """The range of the share of wins among verdicts; 0 to 1 without any verdict."""
    return interval(count.won, count.n)


def interval(hits: int, n: int) -> tuple[float, float]:
    """The Wilson score interval at 95 % for a share (E. B. Wilson, JASA 22, 1927); 0 to 1 where nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share = hits / n
    middle = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    # At the ends the formula gives exactly 0 and 1; floating point does not.
    low = 0.0 if hits == 0 else max(0.0, (middle - half) / whole)
    return low, 1.0 if hits == n else min(1.0, (middle + half) / whole)
