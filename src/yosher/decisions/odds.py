"""The chance that an answer wins: a range with its basis and its count, never a single point."""

from collections.abc import Iterator
from dataclasses import dataclass

from yosher.decisions.model import Chance
from yosher.decisions.outcomes import ENOUGH, Outcomes, wilson
from yosher.evidence.model import Strength
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import ClaimFamily
from yosher.rulebook.model import Prior

UNKNOWN = Chance(0.0, 1.0, "unknown", 0)

STRENGTH_SAID = {
    Strength.ALL_ELEMENTS: Reason("decision.strength_all_elements"),
    Strength.ONE_MISSING: Reason("decision.strength_one_missing"),
    Strength.WEAK_OR_DESCRIBED: Reason("decision.strength_weak_or_described"),
    Strength.JUNK_ONLY: Reason("decision.strength_junk_only"),
    Strength.GATE: Reason("decision.strength_gate"),
}


@dataclass(frozen=True, slots=True)
class Odds:
    """`at_best`: the chance with every element of the rule shown, where the rulebook has a range for that; else a certain win."""

    chance: Chance
    because: tuple[Reason, ...]
    at_best: Chance = UNKNOWN

    @property
    def known(self) -> bool:
        return self.chance.basis != UNKNOWN.basis


def odds_of(
    strength: Strength, family: ClaimFamily, *, prior: Prior | None, outcomes: Outcomes | None, priors: tuple[Prior, ...] = ()
) -> Odds:
    """Own verdicts where there are ten or more of this strength; else the rulebook's starting range; else 0 to 1 and unknown.

    `priors` are the ranges of all strengths: they say what a better paper would be worth.
    """
    own = (outcomes or Outcomes()).of(strength, family)
    said = STRENGTH_SAID[strength]
    best = _with_all_elements(priors)
    if own.n >= ENOUGH:
        low, high = wilson(own)
        values: dict[str, Value] = {"verdicts": own.n, "won": own.won, "low": _percent(low), "high": _percent(high)}
        return Odds(Chance(low, high, "own_outcomes", own.n), (said, Reason("decision.odds_own_outcomes", values=values)), best)
    if prior is None:
        return Odds(UNKNOWN, (said, Reason("decision.odds_unknown"), *_few(own.n)), best)
    low, high = _clipped(prior)
    values = {"low": _percent(low), "high": _percent(high)}
    start = Reason("decision.odds_starting_range", rule=prior.id, values=values)
    return Odds(Chance(low, high, prior.id, 0), (said, start, *_few(own.n), *_better(strength, high, priors)), best)


def _with_all_elements(priors: tuple[Prior, ...]) -> Chance:
    full = next((prior for prior in priors if prior.strength == Strength.ALL_ELEMENTS), None)
    return Chance(*_clipped(full), full.id, 0) if full else UNKNOWN


def _few(n: int) -> Iterator[Reason]:
    """How many own verdicts there are while they are too few for a percentage."""
    yield Reason("decision.own_outcomes_few", values={"n": n, "enough": ENOUGH}) if n else Reason("decision.own_outcomes_none")


def _better(strength: Strength, high: float, priors: tuple[Prior, ...]) -> Iterator[Reason]:
    """What the range would be with every element shown: the effect of the evidence on the odds."""
    if strength is Strength.GATE:
        return
    full = next((prior for prior in priors if prior.strength == Strength.ALL_ELEMENTS and prior.high > high), None)
    if full is not None:
        low, top = _clipped(full)
        yield Reason("decision.odds_with_all_elements", rule=full.id, values={"low": _percent(low), "high": _percent(top)})


def _clipped(prior: Prior) -> tuple[float, float]:
    """A record edited by hand stays a range between 0 and 1, the lower end first."""
    low, high = sorted((min(1.0, max(0.0, prior.low)), min(1.0, max(0.0, prior.high))))
    return low, high


def _percent(share: float) -> int:
    return round(share * 100)
