"""What the fee records say that a case has cost so far, in hindsight: a range by currency, or that it is not known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yosher.cases.model import State
from yosher.decisions.fees import Returned, Role, alternatives, is_after_decision, returned, role_of
from yosher.decisions.figures import NOTHING, Span
from yosher.insights.outcomes import UNDECIDED
from yosher.kernel.money import Money
from yosher.kernel.words import Phase
from yosher.rulebook.model import Fee

# Paid by whoever loses, and by the steps that were taken: known from the bill alone.
_FINAL = (Phase.ARBITRATION, Phase.COMPLIANCE)


@dataclass(frozen=True, slots=True)
class Went:
    """How a case went, as far as fees ask."""

    phase: Phase
    result: State
    denied: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Charged:
    """Fees of one case by currency, in minor units. `known` is False where one is due whose amount no record states."""

    spans: dict[str, Span]
    known: bool


def charged(fees: Iterable[Fee], went: Went, *, currency: str) -> Charged:
    """`currency`: the denial's, by which one of several records of the same fee is chosen.

    A fee that comes back on a full win is not counted once we won; what a record does not say of a return is read as the worse for us.
    """
    spans: dict[str, Span] = {}
    found: set[Role] = set()
    for same in alternatives(fees, currencies=(currency,)):
        role, span = role_of(same[0]), _stated(same)
        if span is None:
            continue
        found.add(role)
        due = _due(same[0], role, went)
        in_, amount = span
        if any(due) and amount.high:
            spans[in_] = spans.get(in_, NOTHING) + Span(amount.low if due[0] else 0, amount.high)
    return Charged(spans, known=went.phase not in _FINAL and _needed(went) <= found)


def _needed(went: Went) -> set[Role]:
    """The roles of which a figure must be known."""
    return ({Role.DISPUTE} if went.denied else set()) | ({Role.ALERT} if went.phase is Phase.ALERT else set())


def _due(fee: Fee, role: Role, went: Went) -> tuple[bool, bool]:
    """Whether it is charged for sure, and whether it may be."""
    back = returned(fee) is Returned.FULL_WIN and went.result is State.WON
    early = is_after_decision(fee) and went.result in UNDECIDED
    match role:
        case Role.DISPUTE:
            sure = went.denied and not back and not early
            return sure, sure
        case Role.COUNTER:
            sure = (went.answered or went.result in (State.WON, State.PARTLY_WON)) and not back
            return sure, sure or (went.result is State.LOST and went.denied)
        case Role.ALERT:
            return went.phase is Phase.ALERT, went.phase is Phase.ALERT
        case _:
            return False, False


def _stated(same: Sequence[Fee]) -> tuple[str, Span] | None:
    """From the lowest to the highest of the sources that state an amount in one currency; None where none does."""
    sums = [sum_ for fee in same if fee.share is None for sum_ in (fee.low, fee.high) if isinstance(sum_, Money)]
    if not sums or {sum_.currency for sum_ in sums} != {sums[0].currency}:
        return None
    return sums[0].currency, Span(min(s.minor for s in sums), max(s.minor for s in sums))
