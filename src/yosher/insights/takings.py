"""Money by currency, never added across: disputed, given back, recovered, lost, the fees that are known, and what is left of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from yosher.cases.model import State
from yosher.decisions.figures import NOTHING, Span
from yosher.insights.charged import Charged, Went, charged
from yosher.insights.model import Group, Key, Trait
from yosher.insights.outcomes import UNDECIDED
from yosher.kernel.reason import Reason
from yosher.kernel.words import Network, Phase
from yosher.rulebook.model import Fee

ASKED = (
    *(Trait.CURRENCY, Trait.SPAN, Trait.PROCESSOR, Trait.NETWORK, Trait.PHASE, Trait.RESULT),
    *(Trait.DENIED, Trait.ANSWERED, Trait.REFUNDED_IN, Trait.RECOVERED_IN, Trait.FAMILY),
)
FeesOf = Callable[[str | None, Network, int], tuple[Fee, ...]]  # of a processor and a network in a numbered stretch of time


@dataclass(frozen=True, slots=True)
class Takings:
    """Sums in minor units of `currency`; `refunded`, `recovered` and `fees` by the currency in which they were paid.

    `net` is what came back less the fees, both in this currency; `complete` says whether nothing is missing in it.
    """

    currency: str
    n: int
    disputed: int
    undecided: int
    withdrawn: int
    lost: int
    refunded: dict[str, int]
    recovered: dict[str, int]
    recovered_unknown: int  # cases won in part of which nobody said how much
    fees: dict[str, Span]
    fees_known: int  # cases
    fees_unknown: int
    by_family: tuple[tuple[Key, "Takings"], ...] = ()  # the same of each family of claims, the largest first

    @property
    def net(self) -> Span:
        back, fees = self.recovered.get(self.currency, 0), self.fees.get(self.currency, NOTHING)
        return Span(back - fees.high, back - fees.low)

    @property
    def complete(self) -> bool:
        return not tuple(self.missing())

    def missing(self) -> Iterator[Reason]:
        """What the net sum leaves out."""
        if self.fees_unknown:
            yield Reason("insights.fees_unknown", values={"n": self.fees_unknown})
        if apart := sorted(self.fees.keys() - {self.currency}):
            yield Reason("insights.fees_apart", values={"currencies": ", ".join(apart)})
        if self.recovered_unknown:
            yield Reason("insights.recovered_unknown", values={"n": self.recovered_unknown})
        if apart := sorted({*self.recovered, *self.refunded} - {self.currency}):
            yield Reason("insights.paid_apart", values={"currencies": ", ".join(apart)})


def takings(groups: Iterable[Group], fees_of: FeesOf) -> tuple[Takings, ...]:
    """Groups by ASKED; one sum for each currency of denials, in alphabetical order."""
    apart = _apart(groups, 0)
    return tuple(_whole(str(currency), apart[currency], fees_of) for currency in sorted(apart, key=str))


def _whole(currency: str, groups: list[Group], fees_of: FeesOf) -> Takings:
    families = [(family, _of(currency, alike, fees_of)) for family, alike in _apart(groups, 10).items()]
    families.sort(key=lambda one: (one[0] is None, -one[1].n, str(one[0])))
    return replace(_of(currency, groups, fees_of), by_family=tuple(families))


def _apart(groups: Iterable[Group], place: int) -> dict[Key, list[Group]]:
    found: dict[Key, list[Group]] = {}
    for group in groups:
        found.setdefault(group.key[place], []).append(group)
    return found


def _of(currency: str, groups: list[Group], fees_of: FeesOf) -> Takings:
    costs = [(group, _charged(group, currency, fees_of)) for group in groups]
    return Takings(
        currency=currency,
        n=sum(group.n for group in groups),
        disputed=sum(group.disputed for group in groups),
        undecided=sum(group.disputed for group in groups if _result(group) in UNDECIDED),
        withdrawn=sum(group.disputed for group in groups if _result(group) is State.WITHDRAWN),
        lost=sum(_lost(group, currency) for group in groups),
        refunded=_by(groups, 8, lambda group: group.refunded),
        recovered=_by(groups, 9, lambda group: group.recovered),
        recovered_unknown=sum(group.n for group in groups if _result(group) is State.PARTLY_WON and group.key[9] is None),
        fees=_fees(costs),
        fees_known=sum(group.n for group, cost in costs if cost.known),
        fees_unknown=sum(group.n for group, cost in costs if not cost.known),
    )


def _charged(group: Group, currency: str, fees_of: FeesOf) -> Charged:
    _, span, processor, network, phase, result, denied, answered, *_ = group.key
    went = Went(Phase(str(phase)), State(str(result)), denied=bool(denied), answered=bool(answered))
    return charged(fees_of(_text(processor), Network(str(network)), int(str(span))), went, currency=currency)


def _fees(costs: Iterable[tuple[Group, Charged]]) -> dict[str, Span]:
    total: dict[str, Span] = {}
    for group, cost in costs:
        for currency, span in cost.spans.items():
            total[currency] = total.get(currency, NOTHING) + Span(span.low * group.n, span.high * group.n)
    return total


def _lost(group: Group, currency: str) -> int:
    """What went to the other side by verdict, acceptance or a missed date; of a win in part, what did not come back."""
    result = _result(group)
    if result in (State.LOST, State.ACCEPTED) or (result is State.EXPIRED and group.key[6]):
        return group.disputed
    known = result is State.PARTLY_WON and group.key[9] == currency
    return max(0, group.disputed - group.recovered) if known else 0


def _by(groups: Iterable[Group], place: int, sum_of: Callable[[Group], int]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for group in groups:
        if group.key[place] is not None:
            total[str(group.key[place])] += sum_of(group)
    return dict(total)


def _result(group: Group) -> State:
    return State(str(group.key[5]))


def _text(key: Key) -> str | None:
    return None if key is None else str(key)
