"""A person approves an answer; what was approved is what may be sent."""

from collections.abc import Iterator
from datetime import datetime

from yosher.cases.fold import after
from yosher.cases.model import Act, Case, CaseEvent
from yosher.cases.states import CannotFollow
from yosher.desk.allowed import needs, require
from yosher.desk.clock import quiet_where_done
from yosher.desk.model import Acted, Desk
from yosher.desk.notices import OF_ACT, tell
from yosher.desk.ports import DeskRefused, NotFound, SavedAnswer
from yosher.desk.typed import Typed, typed
from yosher.kernel.actor import ActorKind
from yosher.kernel.ids import CaseId, PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.packets.compose import MAKES_A_PACKET
from yosher.people.model import OWNER, Person, Role

# After these what would be sent is no longer what was approved.
_TAKES_BACK = frozenset(
    {
        Act.APPROVAL_TAKEN_BACK, Act.EXHIBIT_ADDED, Act.EXHIBIT_KIND_CHANGED, Act.EXHIBIT_WITHDRAWN, Act.EXHIBIT_RESTORED,
        Act.FACTS_ADDED, Act.LETTER_WORDED,
    }
)  # fmt: skip


def approve(case_id: CaseId, *, desk: Desk, because: str = "") -> Acted:
    """Approve the answer as it was last prepared. Refused without one; a later changed fact takes the approval back.

    An owner's choice is never refused: where no packet could be made for it, or no reason was given, that is remarked on.
    """
    with desk.store.transaction():
        answer = prepared_answer(case_id, desk=desk)
        body: dict[str, object] = {"digest": answer.state_digest, "choice": answer.choice, "because": typed(because, Typed.BECAUSE)}
        return Acted(act(case_id, Act.APPROVED, body, desk=desk), tuple(_remarks(answer, because=because, desk=desk)))


def _remarks(answer: SavedAnswer, *, because: str, desk: Desk) -> Iterator[Reason]:
    if lacks_its_packet(answer):
        yield Reason("desk.approved_without_packet", values={"choice": f"choice:{answer.choice}"})
    if answer.choice is not answer.advised and not because.strip() and not reason_given(answer, desk=desk):
        yield Reason("desk.no_reason_given", values={"choice": f"choice:{answer.choice}", "advised": f"choice:{answer.advised}"})


def reason_given(answer: SavedAnswer, *, desk: Desk) -> str:
    """Why a person chose this course when it was chosen; empty where nobody said."""
    events = desk.store.events(desk.organisation.id, answer.case)
    chosen = [event for event in events if event.act is Act.CHOSEN and event.body.get("choice") == answer.choice]
    return str(chosen[-1].body.get("because", "")).strip() if chosen else ""


def lacks_its_packet(answer: SavedAnswer) -> bool:
    """Whether the course goes to whoever decides and nothing could be made to send there."""
    return answer.choice in MAKES_A_PACKET and answer.packet is None


def prepared_answer(case_id: CaseId, *, desk: Desk) -> SavedAnswer:
    answer = desk.store.answer(desk.organisation.id, case_id)
    if answer is None:
        desk.store.case(desk.organisation.id, case_id)  # an unknown case is not found rather than unprepared
        raise DeskRefused(Reason("desk.nothing_prepared", values={"case": case_id}), permanent=False)
    return answer


def approved_digest(case_id: CaseId, *, desk: Desk) -> str | None:
    """What the standing approval was given for."""
    found = _standing(case_id, desk=desk)
    return str(found.body.get("digest")) if found else None


def approved_at(case_id: CaseId, *, desk: Desk) -> datetime | None:
    """When the standing approval was given."""
    found = _standing(case_id, desk=desk)
    return found.happened.at if found else None


def standing_approval(case_id: CaseId, digest: str, *, desk: Desk) -> tuple[Person, datetime] | None:
    """Who approved this very answer and when; an approval of another one says nothing of it.

    A person who left is named by their id, the owner by the role alone. A program's approval names nobody on paper.
    """
    found = _standing(case_id, desk=desk)
    if found is None or found.body.get("digest") != digest or found.actor.kind is ActorKind.KEY:
        return None
    try:
        person = desk.store.person(desk.organisation.id, found.actor.ref)
    except NotFound:
        name = "" if found.actor.ref == OWNER else found.actor.ref
        person = Person(PersonId(found.actor.ref), desk.organisation.id, name, Role.OWNER)
    return person, found.happened.at


def _standing(case_id: CaseId, *, desk: Desk) -> CaseEvent | None:
    """The last approval that no later change took back."""
    found = None
    for event in desk.store.events(desk.organisation.id, case_id):
        if event.act is Act.APPROVED:
            found = event
        elif event.act in _TAKES_BACK:
            found = None
    return found


def act(case_id: CaseId, kind: Act, body: dict[str, object], *, desk: Desk, happened: Moment | None = None) -> Case:
    """Do one act on a case: fold it into the case, save it, and append it to the log. Call it inside a transaction."""
    require(needs(kind), desk=desk)
    organisation = desk.organisation.id
    desk.store.lock_case(organisation, case_id)
    before = desk.store.case(organisation, case_id)
    try:
        case = after(before, kind, body)
    except CannotFollow as trouble:
        raise DeskRefused(trouble.reason) from trouble
    if case is not before:  # a note changes nothing but the log
        desk.store.save(case)
        quiet_where_done(case, desk=desk)
    event = desk.store.record(organisation, case_id, act=kind, actor=desk.actor, happened=happened or Moment(desk.now), body=body)
    if kind in OF_ACT:
        tell(case, OF_ACT[kind], event.sequence, desk=desk)
    return case
