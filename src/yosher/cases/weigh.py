"""What we did ourselves against what the outside says: the state of a case out of both, in whatever order the messages came."""

from dataclasses import replace

from yosher.cases.leading import lead
from yosher.cases.model import Case, Denial, OwnStep, Says, State
from yosher.cases.outside import EXCHANGE, VERDICTS, Standing, in_order, standing
from yosher.cases.states import DECIDED, OPEN
from yosher.kernel.money import Money

WORKED_ON = OPEN - {State.RECEIVED}
_STILL_RUNS = frozenset({State.RECEIVED, State.UNDER_REVIEW, State.EXPIRED})


def stands(messages: tuple[Denial, ...]) -> Standing:
    """Where the outside says that these messages lead, whatever we did."""
    return standing(in_order(messages), denied=lead(messages).amount)


def own_step(case: Case) -> OwnStep:
    """The case's state as an act of ours just made it."""
    return OwnStep(
        state=case.state,
        phase=case.denial.phase,
        told=stands(case.denials).state,
        verdict=_last_verdict(case.denials),
        recovered=case.recovered,
        closed_after=case.closed_after,
    )


def weigh(case: Case) -> Case:
    """State and recovered sum anew, out of the case's messages and its own step."""
    told, own = stands(case.denials), case.own
    if own is None:
        return replace(case, state=told.state, recovered=told.recovered, closed_after=told.closed_after)
    state = _state(case, own, told)
    closer = own if state is own.state else told
    return replace(
        case, state=state, recovered=_recovered(case, own, told, state), closed_after=closer.closed_after if state is State.CLOSED else None
    )


def _state(case: Case, own: OwnStep, told: Standing) -> State:
    if _turned_since(case.denials, own):
        return State.RECEIVED
    if EXCHANGE[case.denial.phase] > EXCHANGE[own.phase]:
        return State.GATHERING if told.state is State.RECEIVED and own.state in WORKED_ON else told.state
    nothing_new = told.state is own.told and _last_verdict(case.denials) == own.verdict
    return own.state if nothing_new or _holds(own, told.state) else told.state


def _turned_since(messages: tuple[Denial, ...], own: OwnStep) -> bool:
    """Whether the result that a person recorded is what the outside's last word about results reverses."""
    verdict = _last_verdict(messages)
    return own.state in DECIDED and verdict != own.verdict and verdict.startswith(Says.REVERSED)


def _holds(own: OwnStep, theirs: State) -> bool:
    """Whether our own step stands against what the outside says since."""
    match own.state:
        case State.SENT | State.UNDER_REVIEW:
            return theirs in (State.RECEIVED, State.EXPIRED)  # the time to answer ends for an answer that was sent, too
        case State.GATHERING | State.ANSWER_READY | State.APPROVED:
            return theirs is State.RECEIVED
        case State.WON | State.PARTLY_WON | State.LOST:
            return theirs not in DECIDED and not (own.state is State.LOST and theirs is State.WITHDRAWN)
        case State.ACCEPTED | State.REFUNDED:
            return theirs in _STILL_RUNS or theirs is State.LOST
        case State.CLOSED:
            return theirs in _STILL_RUNS or theirs is own.closed_after
        case _:
            return theirs in _STILL_RUNS


def _recovered(case: Case, own: OwnStep, told: Standing, state: State) -> Money | None:
    """What came back by the verdict that the outside told, or by one that a person recorded while that one holds."""
    if state is own.state:
        return (told.recovered if state is told.state else None) or own.recovered
    kept = own.state in DECIDED and state in OPEN and not _turned_since(case.denials, own)
    return own.recovered if kept else told.recovered if state is told.state else None


def _last_verdict(messages: tuple[Denial, ...]) -> str:
    """Its word and day: a copy of it out of an export is the same verdict."""
    verdicts = [d for d in in_order(messages) if d.says in VERDICTS]
    return f"{verdicts[-1].says} {verdicts[-1].happened.at.date()}" if verdicts else ""
