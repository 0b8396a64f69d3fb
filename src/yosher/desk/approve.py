"""A person approves an answer; what was approved is what may be sent."""

from yosher.cases.fold import after
from yosher.cases.model import Act, Case
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused, SavedAnswer
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment


def approve(case_id: CaseId, *, desk: Desk, because: str = "") -> Case:
    """Approve the answer as it was last prepared. Refused without one; a later changed fact takes the approval back."""
    with desk.store.transaction():
        answer = prepared_answer(case_id, desk=desk)
        body = {"digest": answer.state_digest, "choice": answer.choice, "because": because}
        return act(case_id, Act.APPROVED, body, desk=desk)


def prepared_answer(case_id: CaseId, *, desk: Desk) -> SavedAnswer:
    answer = desk.store.answer(desk.organisation.id, case_id)
    if answer is None:
        desk.store.case(desk.organisation.id, case_id)  # an unknown case is not found rather than unprepared
        raise DeskRefused(Reason("desk.nothing_prepared", values={"case": case_id}), permanent=False)
    return answer


def act(case_id: CaseId, kind: Act, body: dict[str, object], *, desk: Desk, happened: Moment | None = None) -> Case:
    """Do one act on a case: fold it into the case, save it, and append it to the log. Call it inside a transaction."""
    organisation = desk.organisation.id
    case = after(desk.store.case(organisation, case_id), kind, body, now=desk.now)
    desk.store.save(case)
    desk.store.record(organisation, case_id, act=kind, actor=desk.actor, happened=happened or Moment(desk.now), body=body)
    return case
