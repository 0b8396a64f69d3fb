"""What may follow what: the states of a case as a table (after the vocabulary's notes on each state)."""

from collections.abc import Mapping
from enum import StrEnum

from yosher.cases.model import Case, State
from yosher.kernel.reason import Reason

_WORK = (State.ACCEPTED, State.REFUNDED, State.SETTLED, State.WITHDRAWN)
NEXT: Mapping[State, tuple[State, ...]] = {
    State.RECEIVED: (State.GATHERING, State.ANSWER_READY, *_WORK, State.EXPIRED, State.CLOSED),
    State.GATHERING: (State.ANSWER_READY, *_WORK, State.EXPIRED),
    State.ANSWER_READY: (State.APPROVED, State.GATHERING, *_WORK, State.EXPIRED),
    State.APPROVED: (State.SENT, State.GATHERING, State.ANSWER_READY, *_WORK, State.EXPIRED),
    State.SENT: (
        State.UNDER_REVIEW,
        State.GATHERING,
        State.WON,
        State.PARTLY_WON,
        State.LOST,
        State.SETTLED,
        State.WITHDRAWN,
        State.CLOSED,
    ),
    State.UNDER_REVIEW: (State.WON, State.PARTLY_WON, State.LOST, State.SETTLED, State.WITHDRAWN, State.GATHERING, State.CLOSED),
    State.WON: (State.CLOSED, State.RECEIVED),
    State.PARTLY_WON: (State.CLOSED, State.RECEIVED),
    State.LOST: (State.CLOSED, State.RECEIVED),
    State.ACCEPTED: (State.CLOSED,),
    State.REFUNDED: (State.CLOSED, State.GATHERING, State.ANSWER_READY),  # the denial may still run: the answer shows the refund
    State.SETTLED: (State.CLOSED, State.GATHERING),
    State.WITHDRAWN: (State.CLOSED, State.GATHERING),
    State.EXPIRED: (State.LOST, State.CLOSED),
    State.CLOSED: (State.RECEIVED,),
}
# States in which an answer is still to be made or sent.
OPEN = frozenset({State.RECEIVED, State.GATHERING, State.ANSWER_READY, State.APPROVED})
# Nothing is to be answered any more; a refund of ours does not end a denial that still runs.
OVER = frozenset({State.WON, State.PARTLY_WON, State.LOST, State.ACCEPTED, State.SETTLED, State.WITHDRAWN, State.CLOSED})
# The result stands; only a reversal or a new phase moves on from here.
DECIDED = frozenset({State.WON, State.PARTLY_WON, State.LOST})


# Our answer is out: the others have the next word.
AWAITED = frozenset({State.SENT, State.UNDER_REVIEW})


class Lane(StrEnum):
    """Whose turn it is: the coarse order of the queue."""

    OURS = "ours"  # an answer, a refund or a talk is still to be made
    THEIRS = "theirs"
    DONE = "done"


def lane_of(state: State) -> Lane:
    if state in OPEN:
        return Lane.OURS
    return Lane.THEIRS if state in AWAITED else Lane.DONE


class CannotFollow(Exception):
    """An act does not fit the state of the case."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


def may_follow(now: State, nxt: State) -> bool:
    return nxt in NEXT[now]


def require(case: Case, nxt: State) -> None:
    """Raises CannotFollow where a person's act would move the case against the table."""
    if nxt is not case.state and not may_follow(case.state, nxt):
        raise CannotFollow(Reason("cases.cannot_follow", values={"now": f"case_state:{case.state}", "next": f"case_state:{nxt}"}))
