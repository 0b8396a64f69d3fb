"""What an answer said is kept with its case: the document, the packet or letter, the clock's reminders; and in the log."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from yosher.cases.fold import after
from yosher.cases.model import Act, Case
from yosher.cases.states import OPEN
from yosher.desk.allowed import require
from yosher.desk.answer import NO_WISH, Prepared, Wish, prepare_answer
from yosher.desk.approve import approve, approved_digest, prepared_answer
from yosher.desk.clock import set_reminders
from yosher.desk.document import Json, Kept, in_words
from yosher.desk.model import Acted, Desk, Workshop
from yosher.desk.notices import Notice, tell
from yosher.desk.packet import Made, kept_paper, make
from yosher.desk.policy import made_by, refuse_own
from yosher.desk.ports import AlreadyDone, DeskRefused, Running, SavedAnswer
from yosher.desk.typed import Typed, typed
from yosher.desk.weighed import weighed
from yosher.desk.work import UNWATCHED
from yosher.evidence.model import ProofState
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import Language, NeedLevel
from yosher.people.may import Ability


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
) -> dict[str, Json]:
    """Prepare, typeset and keep an answer. `place` lays the papers out before they are kept: who is killed in between does it again.

    A course that a person chose stays until a person chooses another. An answer that left stands as it was sent: what is advised
    since is only shown, and nothing is made.
    """
    require(Ability.WORK, desk=desk)
    wish = replace(wish, because=typed(wish.because, Typed.BECAUSE))
    case = desk.store.case(desk.organisation.id, case_id)
    stands = wish.choice is None and has_left(case, desk=desk)
    whole = wish if wish.choice is not None or stands else replace(standing_wish(case_id, desk=desk), language=wish.language)
    running.at("work.gathering", 10)
    prepared = prepare_answer(case_id, desk=desk, wish=whole, fields=workshop.fields.get(case.denial.processor or ""))
    if stands:
        return _shown(weighed(prepared, why_not=prepared.paper.why_not, notes=(Reason("desk.answer_left"),)), reader)
    running.at("work.typesetting", 40)
    made = make(prepared, desk=desk, workshop=workshop)
    running.at("work.keeping", 90)
    place(made)
    kept = weighed(prepared, why_not=made.why_not, notes=made.notes)
    try:
        keep(prepared, made, kept, desk=desk, wish=wish, running=running)
    except AlreadyDone:  # another worker was faster: the folder is to hold what that one kept
        theirs = kept_paper(desk.organisation.id, case_id, store=desk.store, blobs=desk.blobs)
        if theirs is not None:
            place(theirs)
        raise
    return _shown(kept, reader)


def _shown(kept: Kept, reader: Language) -> dict[str, Json]:
    return {key: in_words(value, reader) for key, value in kept.items()}


def has_left(case: Case, *, desk: Desk) -> bool:
    """Whether the answer was sent and nothing is to be answered since."""
    return case.state not in OPEN and any(e.act is Act.SENT for e in desk.store.events(desk.organisation.id, case.id))


def approve_answer(
    case_id: CaseId, *, desk: Desk, workshop: Workshop, reader: Language, because: str = "", place: Callable[[Made], None] = nowhere
) -> Acted:
    """Approve the answer and make its paper anew, so that what is sent names who approved it.

    Refused where the answer would be another one by now: nobody approves what they did not see.
    """
    refuse_own(case_id, desk=desk)
    saved = prepared_answer(case_id, desk=desk)
    case = desk.store.case(desk.organisation.id, case_id)
    wish = wish_that_stands(saved, desk=desk)
    now = prepare_answer(case_id, desk=desk, wish=wish, fields=workshop.fields.get(case.denial.processor or ""))
    if now.digest != saved.state_digest:
        raise DeskRefused(Reason("desk.changed_since_prepared", values={"case": case_id}), permanent=False)
    acted = approve(case_id, desk=desk, because=because)
    if saved.packet is None:
        return acted
    give_answer(case_id, desk=desk, workshop=workshop, reader=reader, wish=Wish(None, language=wish.language), place=place)
    return Acted(desk.store.case(desk.organisation.id, case_id), acted.notes)


def wish_that_stands(saved: SavedAnswer, *, desk: Desk) -> Wish:
    """The course that a person chose, in the language of the paper that was made: the same answer again."""
    return replace(standing_wish(saved.case, desk=desk), language=language_of_paper(saved))


def language_of_paper(saved: SavedAnswer) -> Language | None:
    """The language of the paper that was made."""
    paper = saved.document.get("paper")
    return Language(str(paper["language"])) if isinstance(paper, Mapping) else None


def keep(prepared: Prepared, made: Made, document: Kept, *, desk: Desk, wish: Wish = NO_WISH, running: Running = UNWATCHED) -> None:
    """One transaction: the answer, the case's new state, the reminders, the log, and that the work is done."""
    organisation, case_id = desk.organisation.id, prepared.case.id
    decision = prepared.decision
    best = next((option for option in decision.options if option.choice is decision.choice), None)
    saved = SavedAnswer(
        case=case_id,
        prepared_at=desk.now,
        document=document,
        state_digest=prepared.digest,
        finding=prepared.finding.kind,
        advised=decision.advised or decision.choice,
        choice=decision.choice,
        due=prepared.clock.due,
        worth_minor=best.worth.minor if best and best.worth else None,
        packet=made.ref if made.packet else None,
        letter=made.ref if made.letter else None,
        strength=prepared.timeline.strength,
        family=prepared.timeline.family,
        pages=made.pages if made.ref else 0,
        low_minor=best.low if best else None,
        high_minor=best.high if best else None,
        lacking=sum(p.need is NeedLevel.REQUIRED and p.state is ProofState.MISSING for p in prepared.timeline.proofs),
        cause=prepared.finding.cause,
    )
    body: dict[str, object] = {
        "choice": saved.choice.value,
        "advised": saved.advised.value,
        "finding": saved.finding.value,
        "digest": saved.state_digest,
    }
    body["approved_digest"] = approved_digest(case_id, desk=desk)
    body |= made_by(desk)
    with desk.store.transaction():
        running.done()
        if wish.choice is not None:
            chosen: dict[str, object] = {"choice": wish.choice.value, "because": wish.because, "advised": saved.advised.value}
            chosen |= made_by(desk)
            desk.store.record(organisation, case_id, act=Act.CHOSEN, actor=desk.actor, happened=Moment(desk.now), body=chosen)
        desk.store.lock_case(organisation, case_id)
        case = after(desk.store.case(organisation, case_id), Act.ANSWERED, body)
        desk.store.save(case)
        desk.store.save_answer(organisation, saved)
        set_reminders(case, prepared.clock, desk=desk)
        event = desk.store.record(organisation, case_id, act=Act.ANSWERED, actor=desk.actor, happened=Moment(desk.now), body=body)
        tell(replace(case, due=saved.due), Notice.ANSWERED, event.sequence, desk=desk)


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
