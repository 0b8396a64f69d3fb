"""Why they came: findings with their causes, families of claims, and codes, each counted of all cases of the period."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from yosher.insights.model import Group, Key, Trait
from yosher.kernel.words import Network
from yosher.rulebook.lookup import rule_for

# What causes are asked by.
ASKED = (Trait.FINDING, Trait.CAUSE, Trait.FAMILY)


@dataclass(frozen=True, slots=True)
class Counted:
    """`n` cases of one kind; None = an answer was never prepared, or no code was given."""

    key: tuple[Key, ...]
    n: int


def counted(groups: Iterable[Group], kind: Callable[[Group], tuple[Key, ...]]) -> tuple[Counted, ...]:
    """The largest first; where nothing is known of the kind, last."""
    total: Counter[tuple[Key, ...]] = Counter()
    for group in groups:
        total[kind(group)] += group.n
    found = (Counted(key, n) for key, n in total.items())
    return tuple(sorted(found, key=lambda one: (one.key[0] is None, -one.n, str(one.key))))


def by_category(groups: Iterable[Group]) -> tuple[Counted, ...]:
    """Groups by network and code, counted by the rulebook's category of the code."""
    return counted(groups, lambda group: (_category(group),))


def _category(group: Group) -> str | None:
    network, code = group.key[:2]
    return None if code is None else rule_for(Network(str(network)), str(code)).category
