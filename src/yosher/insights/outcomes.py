"""What came of it: results counted by a trait, the share decided for us with its denominator and range, and the time to answer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yosher.cases.model import State
from yosher.cases.states import DECIDED, OPEN
from yosher.decisions.outcomes import ENOUGH, interval
from yosher.insights.model import Group, Key, Trait

# What an outcome is asked by: a group's key is (the trait, *THEN).
THEN = (Trait.RESULT, Trait.ANSWERED, Trait.TURNED)
UNDECIDED = OPEN | {State.SENT, State.UNDER_REVIEW}


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, with a 95 % Wilson interval. Under ten there is no share: the counts alone."""

    hits: int
    n: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


def share_of(hits: int, n: int) -> Share:
    return Share(hits, n, hits / n, *interval(hits, n)) if n >= ENOUGH else Share(hits, n)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Cases of one kind. `results` by the state that stands; `undecided` are those still open, `turned` had a result reversed."""

    key: Key
    n: int
    answered: int
    undecided: int
    turned: int
    results: dict[State, int]
    won: Share  # of the decided ones; a win in part is none


def outcomes(groups: Iterable[Group]) -> tuple[Outcome, ...]:
    """One for each value of the trait, the largest first; where nobody knows the value, last."""
    by_key: dict[Key, list[Group]] = {}
    for group in groups:
        by_key.setdefault(group.key[0], []).append(group)
    found = [outcome(key, alike) for key, alike in by_key.items()]
    return tuple(sorted(found, key=lambda one: (one.key is None, -one.n, str(one.key))))


def outcome(key: Key, groups: Sequence[Group]) -> Outcome:
    results: Counter[State] = Counter()
    for group in groups:
        results[State(str(group.key[1]))] += group.n
    return Outcome(
        key=key,
        n=results.total(),
        answered=sum(group.n for group in groups if group.key[2]),
        undecided=sum(n for state, n in results.items() if state in UNDECIDED),
        turned=sum(group.n for group in groups if group.key[3]),
        results={state: n for state, n in results.items() if state not in UNDECIDED},
        won=share_of(results[State.WON], sum(results[state] for state in DECIDED)),
    )


def median(groups: Iterable[Group]) -> tuple[float | None, int]:
    """The middle of whole numbers that were counted (of two middles their mean), and how many there were."""
    counted = sorted((int(str(group.key[0])), group.n) for group in groups if group.key[0] is not None)
    n = sum(count for _, count in counted)
    return ((_at(counted, (n - 1) // 2) + _at(counted, n // 2)) / 2 if n else None), n


def _at(counted: Sequence[tuple[int, int]], place: int) -> int:
    for value, count in counted:
        if place < count:
            return value
        place -= count
    raise IndexError(place)
