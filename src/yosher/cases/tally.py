"""What is counted of a case: the days on which it came, was denied, reported and prevented, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yosher.cases.model import Case, Denial, Says, State
from yosher.cases.outside import EXCHANGE, SILENT
from yosher.kernel.when import Certainty
from yosher.kernel.words import Phase

# A result that a case keeps when its books are closed; anything else was closed without one.
_KEPT = frozenset(
    {
        *(State.WON, State.PARTLY_WON, State.LOST, State.ACCEPTED),
        *(State.REFUNDED, State.SETTLED, State.WITHDRAWN, State.EXPIRED),
    }
)
_TURNED = frozenset({"reversed", "reversed_by_hand"})
# Neither a fraud report nor a refund by rule is a denial, whatever phase a processor writes beside it.
_NO_DENIAL = SILENT | {Says.PREVENTED, Says.ALERT}


@dataclass(frozen=True, slots=True)
class Tally:
    """`denied_on`: of a denial proper (from a first chargeback to arbitration); None for an alert or an inquiry that became none."""

    came_on: date
    denied_on: date | None
    reported_on: date | None
    prevented_on: date | None
    result: State
    reviewed: bool  # the outside said that an answer came in
    turned: bool


def tally_of(case: Case) -> Tally:
    messages = case.denials or (case.denial,)
    return Tally(
        came_on=min(_day(message) for message in messages),
        denied_on=_denied_on(messages),
        reported_on=_first(m for m in messages if m.says is Says.FRAUD_REPORT),
        prevented_on=_first(m for m in messages if m.says is Says.PREVENTED),
        result=result_of(case),
        reviewed=any(m.says is Says.UNDER_REVIEW for m in messages),
        turned=bool(_TURNED & set(case.flags)),
    )


def result_of(case: Case) -> State:
    """The state; of a closed case the result that stood when it was closed, where there was one."""
    stood = case.closed_after if case.state is State.CLOSED else case.state
    return stood if stood is not None and (stood in _KEPT or case.state is not State.CLOSED) else State.CLOSED


def _denied_on(messages: Iterable[Denial]) -> date | None:
    """The day of the message that opened it; where none is here, of the first that tells of it."""
    proper = [m for m in messages if _is_denial(m)]
    return _first(m for m in proper if m.says is Says.OPENED) or _first(proper)


def _is_denial(message: Denial) -> bool:
    within = EXCHANGE[Phase.FIRST_CHARGEBACK] <= EXCHANGE[message.phase] <= EXCHANGE[Phase.ARBITRATION]
    return within and message.says not in _NO_DENIAL


def _first(messages: Iterable[Denial]) -> date | None:
    return min((_day(message) for message in messages), default=None)


def _day(message: Denial) -> date:
    """As the source writes it, in its own offset; where it says none, the day on which it reached us."""
    known = message.happened.certainty is not Certainty.UNKNOWN
    return (message.happened.at if known else message.received_at).date()
