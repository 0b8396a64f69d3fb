"""What each act does to a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from yosher.cases.merge import flags_of, refund_room
from yosher.cases.model import Act, Case, Denial, State
from yosher.cases.outside import OVER_BY_US, refunded_of
from yosher.cases.states import DECIDED, OPEN, CannotFollow, may_follow, require
from yosher.cases.weigh import own_step, stands
from yosher.kernel.ids import CaseId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, Language

Body = Mapping[str, object]
# The words of the command line for a verdict.
OUTCOMES = {"won": State.WON, "lost": State.LOST, "partial": State.PARTLY_WON, "withdrawn": State.WITHDRAWN}


def opened(denial: Denial, *, case: CaseId, organisation: OrgId, language: Language, now: datetime) -> Case:
    """A new case out of its first message, whatever that message says."""
    told = stands((denial,))
    made = Case(
        id=case,
        organisation=organisation,
        state=told.state,
        phase=denial.phase,
        denial=denial,
        denials=(denial,),
        opened_at=now,
        language=language,
        refunded=refunded_of((denial,)),
        recovered=told.recovered,
        closed_after=told.closed_after,
        due=denial.due.at,
    )
    return replace(made, flags=flags_of(made))


def after(case: Case, act: Act, body: Body) -> Case:
    """The case after one act. Raises CannotFollow where the act does not fit; acts that only record leave it as it is."""
    change = _CHANGES.get(act)
    if change is None:
        return case
    changed = change(case, body)
    moved = (changed.state, changed.recovered) != (case.state, case.recovered)
    return replace(changed, own=own_step(changed)) if moved else changed


def _facts_added(case: Case, body: Body) -> Case:
    """A changed fact takes an approval back: what was approved is no longer what would be sent."""
    del body
    return replace(case, state=State.GATHERING) if case.state in OPEN else case


def _answered(case: Case, body: Body) -> Case:
    """An answer was prepared. The same answer again leaves an approval standing; another one takes it back.

    Once it was sent, or the case is over, only a course that a person chooses is one to remember.
    """
    choice = Choice(str(body["choice"]))
    if case.state is State.REFUNDED and choice is Choice.FIGHT and stands(case.denials).state in OPEN:
        return replace(case, state=State.ANSWER_READY, choice=choice)  # the denial still runs: the answer shows that all was given back
    if case.state not in OPEN:
        return case if body["choice"] == body["advised"] else replace(case, choice=choice)
    if case.state is State.APPROVED and body.get("digest") == body.get("approved_digest"):
        return replace(case, choice=choice)
    return replace(case, state=State.ANSWER_READY, choice=choice)


def _chosen(case: Case, body: Body) -> Case:
    return replace(case, choice=Choice(str(body["choice"])))


def _approved(case: Case, body: Body) -> Case:
    require(case, State.APPROVED)
    return replace(case, state=State.APPROVED, choice=Choice(str(body["choice"])))


def _approval_taken_back(case: Case, body: Body) -> Case:
    del body
    return replace(case, state=State.GATHERING) if case.state is State.APPROVED else case


def _worded(case: Case, body: Body) -> Case:
    """Other words are another answer: an approval was given for what was read."""
    del body
    if case.state not in OPEN:
        raise CannotFollow(Reason("cases.words_too_late", values={"now": f"case_state:{case.state}"}))
    return replace(case, state=State.GATHERING) if case.state is State.APPROVED else case


def _sent(case: Case, body: Body) -> Case:
    """What was sent before the case came here was approved by nobody here, and needs nobody's approval any more."""
    if not (body.get("taken_over") is True and case.state in OPEN):
        require(case, State.SENT)
    return replace(case, state=State.SENT)


def _written_to_customer(case: Case, body: Body) -> Case:
    """Whoever decides has heard nothing by it: the case stays with us, and its clock runs on."""
    del body
    return replace(case, state=State.GATHERING) if case.state in OPEN else case


def _receipt_confirmed(case: Case, body: Body) -> Case:
    del body
    require(case, State.UNDER_REVIEW)
    return replace(case, state=State.UNDER_REVIEW)


def _outcome(case: Case, body: Body) -> Case:
    """A verdict comes from outside: it is taken even where nobody recorded that the answer was sent, but never twice over."""
    word, stood = str(body["outcome"]), case.closed_after if case.state is State.CLOSED else case.state
    if word == "reversed":
        return _turned(case)
    result = OUTCOMES[word]
    if stood in DECIDED and stood is not result:
        raise CannotFollow(Reason("cases.already_decided", values={"now": f"case_state:{stood}"}))
    if stood in OVER_BY_US and result is State.LOST:
        return case  # the network may report "lost" for what we gave back or accepted: the money went once
    return replace(case, state=result, recovered=_recovered(case, result, body), closed_after=None)


def _turned(case: Case) -> Case:
    """The last result turns and the case is received again."""
    if case.state not in DECIDED and case.state not in (State.CLOSED, State.WITHDRAWN):
        raise CannotFollow(Reason("cases.nothing_to_reverse", values={"now": f"case_state:{case.state}"}))
    flags = tuple(sorted({*case.flags, "reversed_by_hand"}))
    return replace(case, state=State.RECEIVED, recovered=None, closed_after=None, flags=flags)


def _recovered(case: Case, result: State, body: Body) -> Money | None:
    given = money_in(body)
    match result:
        case State.WON:
            return given or case.denial.amount
        case State.PARTLY_WON:
            return given
        case _:
            return None


def _refunded(case: Case, body: Body) -> Case:
    """Money that went back is recorded in any state, up to what may still be paid; the state follows where it may."""
    given, room = money_in(body), refund_room(case)
    if given is None or given.currency != room.currency or given.minor <= 0:
        raise CannotFollow(Reason("cases.refund_unreadable", values={"currency": room.currency}))
    if room < given:
        raise CannotFollow(Reason("cases.paid_twice", values={"room": room}))
    total = given if case.refunded is None else case.refunded + given
    over = case.denial.amount <= total and may_follow(case.state, State.REFUNDED)
    paid = replace(case, refunded=total, state=State.REFUNDED if over else case.state)
    return replace(paid, flags=flags_of(paid))


def _accepted(case: Case, body: Body) -> Case:
    del body
    require(case, State.ACCEPTED)
    return replace(case, state=State.ACCEPTED)


def _closed(case: Case, body: Body) -> Case:
    del body
    require(case, State.CLOSED)
    return case if case.state is State.CLOSED else replace(case, state=State.CLOSED, closed_after=case.state)


def _assigned(case: Case, body: Body) -> Case:
    return replace(case, assigned=PersonId(str(body["person"])))


def _held(case: Case, body: Body) -> Case:
    del body
    return replace(case, on_hold=True)


def _hold_ended(case: Case, body: Body) -> Case:
    del body
    return replace(case, on_hold=False)


def money_in(body: Body) -> Money | None:
    """The sum that an act names, where it names one."""
    minor, currency = body.get("minor"), body.get("currency")
    if not isinstance(minor, int) or isinstance(minor, bool) or not isinstance(currency, str):
        return None
    return Money(minor, currency)


_CHANGES: Mapping[Act, Callable[[Case, Body], Case]] = {
    Act.FACTS_ADDED: _facts_added,
    Act.EXHIBIT_ADDED: _facts_added,
    Act.EXHIBIT_KIND_CHANGED: _facts_added,
    Act.EXHIBIT_WITHDRAWN: _facts_added,
    Act.EXHIBIT_RESTORED: _facts_added,
    Act.ANSWERED: _answered,
    Act.CHOSEN: _chosen,
    Act.APPROVED: _approved,
    Act.APPROVAL_TAKEN_BACK: _approval_taken_back,
    Act.LETTER_WORDED: _worded,
    Act.SENT: _sent,
    Act.WRITTEN_TO_CUSTOMER: _written_to_customer,
    Act.RECEIPT_CONFIRMED: _receipt_confirmed,
    Act.OUTCOME: _outcome,
    Act.REFUNDED: _refunded,
    Act.ACCEPTED: _accepted,
    Act.CLOSED: _closed,
    Act.ASSIGNED: _assigned,
    Act.HELD: _held,
    Act.HOLD_ENDED: _hold_ended,
}
