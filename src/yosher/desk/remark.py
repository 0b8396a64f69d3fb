"""A note on a case, and whose case it is."""

from yosher.cases.model import Act, Case
from yosher.desk.allowed import refuse_left
from yosher.desk.approve import act
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused
from yosher.desk.typed import Typed, is_blank, typed
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason


def note(case_id: CaseId, text: str, *, desk: Desk) -> Case:
    """Keep a note in the case's log; card numbers in it are masked. Refused where nothing of it can be seen, and where it is too long."""
    kept = typed(text, Typed.NOTE)
    if is_blank(kept):
        raise DeskRefused(Reason("desk.note_empty"))
    with desk.store.transaction():
        return act(case_id, Act.NOTE, {"text": kept}, desk=desk)


def assign(case_id: CaseId, person: str, *, desk: Desk) -> Case:
    """Hand the case to a person of the organisation; NotFound for anybody else."""
    with desk.store.transaction():
        found = desk.store.person(desk.organisation.id, person)
        refuse_left(found)
        return act(case_id, Act.ASSIGNED, {"person": found.id}, desk=desk)
