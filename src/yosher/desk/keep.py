"""What an answer said is kept with its case: the document, the packet or letter, the clock's reminders; and in the log."""

import hashlib
from collections.abc import Callable
from datetime import datetime

import rfc8785

from yosher.cases.fold import after
from yosher.cases.model import Act
from yosher.desk.answer import NO_WISH, Prepared, Wish, prepare_answer
from yosher.desk.approve import approved_digest
from yosher.desk.clock import set_reminders
from yosher.desk.document import Json, answer_document
from yosher.desk.model import Desk, Workshop
from yosher.desk.packet import Made, make
from yosher.desk.ports import Running, SavedAnswer
from yosher.desk.work import UNWATCHED
from yosher.kernel.ids import CaseId
from yosher.kernel.when import Moment
from yosher.kernel.words import Language


def nowhere(made: Made) -> None:
    """The papers stay with the case alone."""


def give_answer(
    case_id: CaseId,
    *,
    desk: Desk,
    workshop: Workshop,
    reader: Language,
    wish: Wish = NO_WISH,
    running: Running = UNWATCHED,
    place: Callable[[Made], None] = nowhere,
) -> tuple[dict[str, Json], Made]:
    """Prepare, typeset and keep an answer. `place` lays the papers out before they are kept: who is killed in between does it again."""
    denial = desk.store.case(desk.organisation.id, case_id).denial
    running.at("work.gathering", 10)
    prepared = prepare_answer(case_id, desk=desk, wish=wish, fields=workshop.fields.get(denial.processor or ""))
    running.at("work.typesetting", 40)
    made = make(prepared, desk=desk, workshop=workshop)
    running.at("work.keeping", 90)
    place(made)
    document = answer_document(prepared, language=reader, why_not=made.why_not, notes=made.notes)
    keep(prepared, made, document, desk=desk, wish=wish, running=running)
    return document, made


def keep(
    prepared: Prepared, made: Made, document: dict[str, Json], *, desk: Desk, wish: Wish = NO_WISH, running: Running = UNWATCHED
) -> None:
    """One transaction: the answer, the case's new state, the reminders, the log, and that the work is done."""
    organisation, case_id = desk.organisation.id, prepared.case.id
    decision = prepared.decision
    best = next((option for option in decision.options if option.choice is decision.choice), None)
    saved = SavedAnswer(
        case=case_id,
        prepared_at=desk.now,
        document=document,
        state_digest=digest_of(prepared),
        finding=prepared.finding.kind,
        advised=decision.advised or decision.choice,
        choice=decision.choice,
        due=prepared.clock.due,
        worth_minor=best.worth.minor if best and best.worth else None,
        packet=made.ref if made.packet else None,
        letter=made.ref if made.letter else None,
        strength=prepared.timeline.strength,
        family=prepared.timeline.family,
    )
    body: dict[str, object] = {
        "choice": saved.choice.value,
        "advised": saved.advised.value,
        "finding": saved.finding.value,
        "digest": saved.state_digest,
    }
    body["approved_digest"] = approved_digest(case_id, desk=desk)
    with desk.store.transaction():
        running.done()
        if wish.choice is not None:
            chosen: dict[str, object] = {"choice": wish.choice.value, "because": wish.because, "advised": saved.advised.value}
            desk.store.record(organisation, case_id, act=Act.CHOSEN, actor=desk.actor, happened=Moment(desk.now), body=chosen)
        case = after(desk.store.case(organisation, case_id), Act.ANSWERED, body)
        desk.store.save(case)
        desk.store.save_answer(organisation, saved)
        set_reminders(case, prepared.clock, desk=desk)
        desk.store.record(organisation, case_id, act=Act.ANSWERED, actor=desk.actor, happened=Moment(desk.now), body=body)


def is_answered_since(case_id: CaseId, moment: datetime, *, desk: Desk) -> bool:
    """Whether an answer was prepared at that moment or later."""
    answer = desk.store.answer(desk.organisation.id, case_id)
    return answer is not None and answer.prepared_at >= moment


def standing_wish(case_id: CaseId, *, desk: Desk) -> Wish:
    """The course that a person chose last, where the last answer still rests on it: new facts do not take a choice away."""
    answer = desk.store.answer(desk.organisation.id, case_id)
    if answer is None or answer.choice is answer.advised:
        return NO_WISH
    chosen = [event for event in desk.store.events(desk.organisation.id, case_id) if event.act is Act.CHOSEN]
    return Wish(answer.choice, str(chosen[-1].body.get("because", "")) if chosen else "")


def digest_of(prepared: Prepared) -> str:
    """What the answer rests on: messages, facts, exhibits, records, choice and language; not the moment at which it was prepared."""
    timeline = prepared.timeline
    paper = prepared.paper.packet or prepared.paper.letter
    resting: dict[str, list[str] | str | int] = {
        "denials": [denial.id for denial in prepared.case.denials],
        "facts": [fact.id for fact in timeline.entries],
        "exhibits": [exhibit.id for exhibit in timeline.exhibits],
        "records": [record.id for record in timeline.records],
        "choice": prepared.decision.choice.value,
        "language": paper.language.value if paper else "",
        "refundable": prepared.refundable.minor,
    }
    return hashlib.sha256(rfc8785.dumps(resting)).hexdigest()
