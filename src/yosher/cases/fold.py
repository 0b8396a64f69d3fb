"""What each act does to a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from yosher.cases.merge import flags_of, recovered_of, refund_room, refunded_of, state_of
from yosher.cases.model import Act, Case, Denial, State
from yosher.cases.states import DECIDED, OPEN, CannotFollow, require
from yosher.kernel.ids import CaseId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, Language

Body = Mapping[str, object]
# The words of the command line for a verdict.
OUTCOMES = {"won": State.WON, "lost": State.LOST, "partial": State.PARTLY_WON, "withdrawn": State.WITHDRAWN}


def opened(denial: Denial, *, case: CaseId, organisation: OrgId, language: Language, now: datetime) -> Case:
    """A new case out of its first message, whatever that message says."""
    messages = (denial,)
    made = Case(
        id=case,
        organisation=organisation,
        state=state_of(messages),
        phase=denial.phase,
        denial=denial,
        denials=messages,
        opened_at=now,
        language=language,
        refunded=refunded_of(messages),
        recovered=recovered_of(messages),
    )
    return replace(made, flags=tuple(sorted(flags_of(messages, made))))


def after(case: Case, act: Act, body: Body) -> Case:
    """The case after one act. Raises CannotFollow where the act does not fit; acts that only record leave it as it is."""
    change = _CHANGES.get(act)
    return change(case, body) if change else case


def _facts_added(case: Case, body: Body) -> Case:
    """A changed fact takes an approval back: what was approved is no longer what would be sent."""
    del body
    if case.state is State.APPROVED:
        return replace(case, state=State.GATHERING)
    return replace(case, state=State.GATHERING) if case.state in (State.RECEIVED, State.ANSWER_READY) else case


def _answered(case: Case, body: Body) -> Case:
    """An answer was prepared. The same answer again leaves an approval standing; another one takes it back."""
    choice = Choice(str(body["choice"]))
    if case.state is State.APPROVED and body.get("digest") == body.get("approved_digest"):
        return replace(case, choice=choice)
    return replace(case, state=State.ANSWER_READY, choice=choice) if case.state in OPEN else replace(case, choice=choice)


def _approved(case: Case, body: Body) -> Case:
    require(case, State.APPROVED)
    return replace(case, state=State.APPROVED, choice=Choice(str(body["choice"])))


def _sent(case: Case, body: Body) -> Case:
    del body
    require(case, State.SENT)
    return replace(case, state=State.SENT)


def _outcome(case: Case, body: Body) -> Case:
    word = str(body["outcome"])
    if word == "reversed":
        if case.state not in DECIDED and case.state is not State.CLOSED:
            raise CannotFollow(Reason("cases.nothing_to_reverse", values={"now": f"case_state:{case.state}"}))
        return replace(case, state=State.RECEIVED, recovered=None, flags=tuple(sorted({*case.flags, "reversed_by_hand"})))
    result = OUTCOMES[word]
    # A verdict comes from outside: it is taken even where nobody recorded that the answer was sent, but never twice over.
    if case.state in DECIDED and case.state is not result:
        raise CannotFollow(Reason("cases.already_decided", values={"now": f"case_state:{case.state}"}))
    if case.state in (State.REFUNDED, State.ACCEPTED) and result is State.LOST:
        return case
    return replace(case, state=result, recovered=_recovered(case, result, body))


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
    given = money_in(body)
    if given is None or refund_room(case) < given:
        raise CannotFollow(Reason("cases.paid_twice", values={"room": refund_room(case)}))
    total = given if case.refunded is None else case.refunded + given
    whole = case.denial.amount <= total
    return replace(case, refunded=total, state=State.REFUNDED if whole and case.state not in DECIDED else case.state)


def _accepted(case: Case, body: Body) -> Case:
    del body
    require(case, State.ACCEPTED)
    return replace(case, state=State.ACCEPTED)


def _closed(case: Case, body: Body) -> Case:
    del body
    require(case, State.CLOSED)
    return replace(case, state=State.CLOSED)


def _assigned(case: Case, body: Body) -> Case:
    return replace(case, assigned=PersonId(str(body["person"])))


def money_in(body: Body) -> Money | None:
    """The sum that an act names, where it names one."""
    minor, currency = body.get("minor"), body.get("currency")
    return Money(minor, currency) if isinstance(minor, int) and isinstance(currency, str) else None


_CHANGES: Mapping[Act, Callable[[Case, Body], Case]] = {
    Act.FACTS_ADDED: _facts_added,
    Act.EXHIBIT_ADDED: _facts_added,
    Act.ANSWERED: _answered,
    Act.APPROVED: _approved,
    Act.SENT: _sent,
    Act.OUTCOME: _outcome,
    Act.REFUNDED: _refunded,
    Act.ACCEPTED: _accepted,
    Act.CLOSED: _closed,
    Act.ASSIGNED: _assigned,
}
