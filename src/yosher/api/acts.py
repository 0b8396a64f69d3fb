"""What is done on a case: weigh and choose, add, approve, send, refund, note, hand over, decide. Each may be repeated by its key."""

from typing import Any

from django.http import HttpResponse
from ninja import File, Form, Path
from ninja.files import UploadedFile

from yosher.api import shapes
from yosher.api.caller import Caller
from yosher.api.cases import papers, router
from yosher.api.problems import BadInput
from yosher.api.repeats import once
from yosher.api.said import document, moment, money
from yosher.desk.allowed import require
from yosher.desk.answer import Wish
from yosher.desk.approve import prepared_answer
from yosher.desk.document import acted_document, each, exhibit_document, speaker
from yosher.desk.evidence import Custody, add_once, change_kind, known_already, restore, withdraw
from yosher.desk.letter import draft_document
from yosher.desk.model import Acted
from yosher.desk.outcome import record_outcome
from yosher.desk.ports import DeskRefused, SentByHand
from yosher.desk.refund import refund
from yosher.desk.remark import assign, note
from yosher.desk.send import send_by_hand
from yosher.evidence.model import Party
from yosher.kernel.ids import CaseId, ExhibitId, PersonId
from yosher.kernel.reason import Reason
from yosher.people.may import Ability
from yosher.phrases.catalogue import vocabulary

MOST_FILES = 20  # in one request
LARGEST_FILE = 20 * 2**20  # bytes; no receiver of the rulebook takes more in one file


def workable(request: Any, ref: str, ability: Ability) -> tuple[Caller, CaseId]:
    """Who calls and the case, once it is known that they may do this. Raises NotFound, also for another organisation's."""
    caller: Caller = request.auth
    require(ability, desk=caller.desk)
    return caller, caller.desk.store.case(caller.organisation.id, CaseId(ref)).id


def _acted(caller: Caller, done: Acted) -> HttpResponse:
    return document(caller, acted_document(done.case, done.notes, caller.language))


@router.post("/cases/{ref}/answer", response=shapes.Answer)
@once
def prepare(request: Any, ref: Path[shapes.Ref], wish: shapes.AnswerWish) -> HttpResponse:
    """Walk the road: rule, clock, evidence, finding, decision, and the packet or the letter. An answer that left is only shown."""
    caller, case = workable(request, ref, Ability.WORK)
    caller.saw("answer", case)
    asked = Wish(wish.choice, wish.because, wish.language)
    told = caller.house.answer(case, desk=caller.desk, reader=caller.language, wish=asked)
    saved = prepared_answer(case, desk=caller.desk)
    return document(caller, told | papers(saved) | {"digest": saved.state_digest})


@router.put("/cases/{ref}/letter", response=shapes.WrittenLetter)
def word_letter(request: Any, ref: Path[shapes.Ref], words: shapes.LetterWords) -> HttpResponse:
    """Put free sentences of the paper into your own words; it is made anew, and an approval is taken back."""
    caller, case = workable(request, ref, Ability.WORK)
    caller.saw("letter", case)
    parts = {part.value: text for part, text in words.parts.items()}
    written = caller.house.word(case, parts, based_on=words.based_on, desk=caller.desk, reader=caller.language)
    notes = each(written.notes, speaker(caller.language))
    return document(caller, draft_document(written.draft, desk=caller.desk) | {"notes": notes})


@router.delete("/cases/{ref}/letter", response=shapes.WrittenLetter)
def take_words_back(request: Any, ref: Path[shapes.Ref]) -> HttpResponse:
    """Let the paper say what Yosher says again; what was written stays in the log."""
    caller, case = workable(request, ref, Ability.WORK)
    written = caller.house.word(case, None, based_on=None, desk=caller.desk, reader=caller.language)
    return document(caller, draft_document(written.draft, desk=caller.desk) | {"notes": []})


@router.post("/cases/{ref}/exhibits", response={201: shapes.ExhibitsAdded})
@once
def add_exhibits(request: Any, ref: Path[shapes.Ref], file: File[list[UploadedFile]], about: Form[shapes.ExhibitForm]) -> HttpResponse:
    """Add files to a case. A recording is kept out until its parties and places are known. The same file again is known."""
    caller, case = workable(request, ref, Ability.WORK)
    if about.kind != "other" and ("evidence", about.kind) not in vocabulary():
        near = ", ".join(sorted(key for group, key in vocabulary() if group == "evidence")[:3])
        raise BadInput(Reason("cli.no_such_evidence", values={"given": about.kind, "near": near}))
    check_files(file)
    custody = Custody(
        kind=about.kind,
        note=about.note,
        captured_by=about.captured_by or caller.key.name,
        parties=tuple(_party(text) for text in about.party),
    )
    said = speaker(caller.language)
    rows, notes = [], []
    for one in file:
        added = add_once(case, one.read(), name=one.name or "file", custody=custody, desk=caller.desk)
        rows.append(exhibit_document(added.exhibit, said))
        notes += [said(known_already(added.was, mark=added.was.id))] if added.was else []
    return document(caller, {"exhibits": rows, "notes": notes}, status=201)


@router.put("/cases/{ref}/exhibits/{exhibit}/kind", response=shapes.Exhibit)
def set_kind(request: Any, ref: Path[shapes.Ref], exhibit: Path[shapes.Ref], wish: shapes.ExhibitKind) -> HttpResponse:
    """Say what kind of paper an exhibit is. An approval is taken back: the paper may prove something else now."""
    caller, case = workable(request, ref, Ability.WORK)
    changed = change_kind(case, ExhibitId(exhibit), wish.kind, desk=caller.desk)
    return document(caller, exhibit_document(changed, speaker(caller.language)))


@router.put("/cases/{ref}/exhibits/{exhibit}/withdrawn", response=shapes.Exhibit)
def set_withdrawn(request: Any, ref: Path[shapes.Ref], exhibit: Path[shapes.Ref], wish: shapes.Withdrawal) -> HttpResponse:
    """Take a paper out of its case, with the reason, or use it again. It stays listed; an approval is taken back, guests see it no longer.

    An answer that was sent stays as it was sent. Which guests see a paper that is used again is chosen anew.
    """
    caller, case = workable(request, ref, Ability.WORK)
    found = ExhibitId(exhibit)
    changed = withdraw(case, found, wish.because, desk=caller.desk) if wish.withdrawn else restore(case, found, desk=caller.desk)
    return document(caller, exhibit_document(changed, speaker(caller.language)))


def check_files(files: list[UploadedFile], *, largest: int = LARGEST_FILE) -> None:
    """Raises BadInput before anything was done."""
    if len(files) > MOST_FILES:
        raise BadInput(Reason("api.too_many_files", values={"most": MOST_FILES}))
    if any((one.size or 0) > largest for one in files):
        raise BadInput(Reason("api.too_large", values={"mb": largest // 2**20}), status=413)


def _party(text: str) -> Party:
    ref, _, place = text.rpartition(":")
    return Party(ref, place.upper())


@router.post("/cases/{ref}/approve", response=shapes.Acted)
@once
def approve(request: Any, ref: Path[shapes.Ref], approval: shapes.Approval) -> HttpResponse:
    """Approve the prepared answer. Only what was approved may be sent. A program's approval names nobody on paper."""
    caller, case = workable(request, ref, Ability.APPROVE)
    if approval.choice is not None and approval.digest is not None:
        raise BadInput(Reason("api.choice_or_digest"))
    if approval.choice is not None:
        caller.house.answer(case, desk=caller.desk, reader=caller.language, wish=Wish(approval.choice, approval.because))
    if approval.digest is not None and approval.digest != prepared_answer(case, desk=caller.desk).state_digest:
        raise DeskRefused(Reason("api.changed_meanwhile"))
    return _acted(caller, caller.house.approve(case, desk=caller.desk, reader=caller.language, because=approval.because))


@router.post("/cases/{ref}/send", response=shapes.Acted)
@once
def record_sending(
    request: Any, ref: Path[shapes.Ref], sent: Form[shapes.SendForm], proof: File[UploadedFile | None] = None
) -> HttpResponse:
    """Record that the approved answer was sent, through what, and what shows it. Yosher sends nothing by itself yet."""
    caller, case = workable(request, ref, Ability.APPROVE)
    check_files([proof] if proof else [])
    at = moment(sent.at, caller)
    left = SentByHand(
        by=PersonId(caller.desk.actor.ref),
        at=at.at if at else caller.desk.now,
        channel=sent.channel,
        proof=proof.read() if proof else None,
        proof_name=(proof.name or "") if proof else "",
    )
    return _acted(caller, send_by_hand(case, left, desk=caller.desk))


@router.post("/cases/{ref}/refund", response=shapes.Acted)
@once
def record_refund(request: Any, ref: Path[shapes.Ref], given: shapes.Refund) -> HttpResponse:
    """Record a refund that was made at the processor; more than may still be paid is refused."""
    caller, case = workable(request, ref, Ability.APPROVE)
    return _acted(caller, Acted(refund(case, money(given.amount, _currency(caller, case)), desk=caller.desk, reference=given.reference)))


@router.post("/cases/{ref}/notes", response={201: shapes.Acted})
@once
def add_note(request: Any, ref: Path[shapes.Ref], written: shapes.Note) -> HttpResponse:
    """Write a note on a case; card numbers in it are masked."""
    caller, case = workable(request, ref, Ability.WORK)
    return document(caller, acted_document(note(case, written.text, desk=caller.desk), (), caller.language), status=201)


@router.post("/cases/{ref}/assign", response=shapes.Acted)
@once
def hand_over(request: Any, ref: Path[shapes.Ref], to: shapes.Assignment) -> HttpResponse:
    """Hand a case to a person of the organisation."""
    caller, case = workable(request, ref, Ability.WORK)
    return _acted(caller, Acted(assign(case, to.person, desk=caller.desk)))


@router.post("/cases/{ref}/outcome", response=shapes.Acted)
@once
def decide(request: Any, ref: Path[shapes.Ref], verdict: shapes.Outcome) -> HttpResponse:
    """Record the verdict. A partial win names the sum that came back."""
    caller, case = workable(request, ref, Ability.APPROVE)
    amount = money(verdict.amount, _currency(caller, case))
    return _acted(caller, record_outcome(case, verdict.result, desk=caller.desk, amount=amount, at=moment(verdict.at, caller)))


def _currency(caller: Caller, case: CaseId) -> str:
    return caller.desk.store.case(caller.organisation.id, case).denial.amount.currency
