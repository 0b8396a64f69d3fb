"""Evidence comes in, a file with its custody or a paper that is only described; and what came in by mistake is taken out."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yosher.cases.model import Act, Attached, Case
from yosher.cases.states import OPEN
from yosher.conversations.consent import lawful
from yosher.desk.allowed import require
from yosher.desk.approve import act
from yosher.desk.model import Beside, Desk
from yosher.desk.ports import DeskRefused, NotFound, ReadFile, SavedAnswer
from yosher.desk.typed import Typed, is_blank, typed
from yosher.evidence.conversation import heard_in, is_conversation
from yosher.evidence.model import Exhibit, Party, Readable, Withdrawn
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.kernel.reason import Reason, Value
from yosher.people.may import Ability
from yosher.people.model import Guest
from yosher.phrases.catalogue import vocabulary
from yosher.privacy.clean import file_name
from yosher.privacy.mask import mask

# The kinds of the evidence vocabulary that are recordings of people talking.
RECORDINGS = frozenset({"call_recording"})
CORRESPONDENCE, UNSTATED = "customer_communication", "other"


@dataclass(frozen=True, slots=True)
class Custody:
    """What a person says about a file: its kind, its day, what it shows, who captured it, and the parties of a recording."""

    kind: str = UNSTATED
    kind_raw: str = ""
    day: date | None = None
    note: str = ""
    captured_by: str = ""
    how: str = "upload"
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """The exhibit of a file, and whether the file made it or was there already."""

    exhibit: Exhibit
    was: Exhibit | None = None  # as it stood there: perhaps taken out


def add_file(case: CaseId, content: bytes, *, name: str, custody: Custody, desk: Desk) -> Exhibit:
    """Keep a file with its case: original bytes write-once, what was read out of it, and whether it may be used."""
    return add_once(case, content, name=name, custody=custody, desk=desk).exhibit


def add_once(case: CaseId, content: bytes, *, name: str, custody: Custody, desk: Desk) -> Added:
    """The same for whoever wants to know whether it was there.

    The same bytes again, also at the same instant, are the exhibit that is there already, in use again where it was taken out; what
    a guest hands in stands beside ours.
    A file of no stated kind that holds messages is correspondence, by its content.
    A new exhibit takes an approval back: what was approved is no longer what would be sent.
    """
    said = replace(custody, note=typed(custody.note, Typed.SHOWS), captured_by=typed(custody.captured_by, Typed.CAPTURED_BY))
    exhibit = _read(case, content, name=name, custody=said, desk=desk)
    with desk.store.transaction():
        desk.store.lock_case(desk.organisation.id, case)
        known = None if custody.captured_by in set(Guest) else _ours(case, exhibit, desk=desk)
        was = known or _keep(case, exhibit, desk=desk)
        if was is None:
            return Added(exhibit)
        return Added(was if was.is_in_use else restore(case, was.id, desk=desk), was)


def _ours(case: CaseId, exhibit: Exhibit, *, desk: Desk) -> Exhibit | None:
    """The exhibit of the same bytes, where a case has one that did not come from the customer."""
    known = desk.store.exhibits(desk.organisation.id, case)
    return next((one for one in known if one.sha256 == exhibit.sha256 and one.captured_by not in set(Guest)), None)


def known_already(exhibit: Exhibit, *, mark: str) -> Reason:
    """That a file is there already, or was until it was taken out. `mark`: what the exhibit is called where this is read."""
    code = "evidence.known_already" if exhibit.is_in_use else "evidence.in_use_again"
    return Reason(code, (exhibit.id,), values={"name": exhibit.name, "mark": mark, "kind": f"evidence:{exhibit.kind}"})


def change_kind(case_id: CaseId, exhibit_id: ExhibitId, kind: str, *, desk: Desk) -> Exhibit:
    """Say what kind of paper an exhibit is; an approval is taken back, for the paper may prove something else now."""
    if kind != UNSTATED and ("evidence", kind) not in vocabulary():
        raise DeskRefused(Reason("desk.no_such_kind", values={"given": kind[:60]}))
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        found = _held(case_id, exhibit_id, desk=desk)
        if found.kind == kind:
            return found
        if not found.is_in_use:
            raise DeskRefused(Reason("desk.exhibit_is_withdrawn", values={"exhibit": found.name or found.id}))
        recording = kind in RECORDINGS or found.media_type.startswith(("audio/", "video/"))
        allowed, because = lawful(kind, parties=found.parties, is_recording=recording)
        changed = replace(found, kind=kind, lawful=allowed, lawful_because=because)
        desk.store.add_exhibit(desk.organisation.id, case_id, changed)
        body: dict[str, object] = {"exhibit": found.id, "was": found.kind, "kind": kind, "lawful": allowed.value}
        act(case_id, Act.EXHIBIT_KIND_CHANGED, body, desk=desk)
    return changed


def withdraw(case_id: CaseId, exhibit_id: ExhibitId, because: str, *, desk: Desk) -> Exhibit:
    """Take a paper out of its case: it stays listed with the reason, is used for nothing, and guests see it no longer.

    An approval is taken back; what was sent stays as it was sent. Refused without a reason. Once more changes nothing.
    """
    require(Ability.WORK, desk=desk)
    why = typed(because, Typed.BECAUSE)
    if is_blank(why):
        raise DeskRefused(Reason("desk.withdrawn_without_reason"), permanent=False)
    with desk.store.transaction():
        found = _held(case_id, exhibit_id, desk=desk)
        if not found.is_in_use:
            return found
        taken_out = replace(found, withdrawn=Withdrawn(desk.actor, desk.now, why))
        desk.store.add_exhibit(desk.organisation.id, case_id, taken_out)
        _show_no_guest(case_id, exhibit_id, desk=desk)
        act(case_id, Act.EXHIBIT_WITHDRAWN, {"exhibit": found.id, "kind": found.kind, "because": why}, desk=desk)
    return taken_out


def restore(case_id: CaseId, exhibit_id: ExhibitId, *, desk: Desk) -> Exhibit:
    """A paper that was taken out is used again. Which guests see it is chosen anew. Once more changes nothing."""
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        found = _held(case_id, exhibit_id, desk=desk)
        if found.is_in_use:
            return found
        back = replace(found, withdrawn=None)
        desk.store.add_exhibit(desk.organisation.id, case_id, back)
        act(case_id, Act.EXHIBIT_RESTORED, {"exhibit": found.id, "kind": found.kind}, desk=desk)
    return back


def _held(case_id: CaseId, exhibit_id: ExhibitId, *, desk: Desk) -> Exhibit:
    """An exhibit as it stands, which nobody else changes before the transaction ends. Raises NotFound."""
    organisation = desk.organisation.id
    desk.store.lock_case(organisation, case_id)
    found = next((exhibit for exhibit in desk.store.exhibits(organisation, case_id) if exhibit.id == exhibit_id), None)
    if found is None:
        raise NotFound("exhibit", exhibit_id)
    return found


def _show_no_guest(case_id: CaseId, exhibit_id: ExhibitId, *, desk: Desk) -> None:
    organisation = desk.organisation.id
    desk.store.set_shared(organisation, case_id, exhibit_id, is_shared=False)
    for link in desk.store.guest_links(organisation, case_id):
        if exhibit_id in link.given.exhibits:
            desk.store.set_given(link, replace(link.given, exhibits=link.given.exhibits - {exhibit_id}))


def is_stale(case: Case, answer: SavedAnswer, exhibits: Iterable[Exhibit]) -> bool:
    """Whether an answer that has not left was made with a paper that was taken out since: then nobody is shown it."""
    withdrawn = [exhibit.id for exhibit in exhibits if not exhibit.is_in_use]
    return case.state in OPEN and any(ref in text for text in _texts(answer.document) for ref in withdrawn)


def answer_to_show(case_id: CaseId, *, desk: Desk) -> SavedAnswer | None:
    """The answer whose paper may be looked at; None where there is none. Refused where it is stale. Raises NotFound."""
    organisation = desk.organisation.id
    case, answer = desk.store.case(organisation, case_id), desk.store.answer(organisation, case_id)
    if answer is not None and is_stale(case, answer, desk.store.exhibits(organisation, case_id)):
        raise DeskRefused(Reason("desk.paper_is_stale"), permanent=False)
    return answer


def _texts(kept: object) -> Iterator[str]:
    match kept:
        case str():
            yield kept
        case Mapping():
            yield from (text for value in kept.values() for text in _texts(value))
        case list() | tuple():
            yield from (text for value in kept for text in _texts(value))


def _read(case: CaseId, content: bytes, *, name: str, custody: Custody, desk: Desk) -> Exhibit:
    """The file as an exhibit; its bytes are kept, the case has it once it is kept there."""
    read = desk.files(content, name=name)
    digest = hashlib.sha256(content).hexdigest()
    recording = custody.kind in RECORDINGS or read.media_type.startswith(("audio/", "video/"))
    kind = _kind_of(custody.kind, read, desk=desk)
    allowed, because = lawful(kind, parties=custody.parties, is_recording=recording)
    kept_name = file_name(mask(name))
    whose = desk.actor.ref if custody.captured_by in set(Guest) else ""  # each guest's papers are their own
    return Exhibit(
        id=exhibit_id(case, kind, digest, f"{name}\x1f{whose}" if whose else name),
        kind=kind,
        readable=read.readable,
        name=kept_name,
        media_type=read.media_type,
        size=len(content),
        sha256=digest,
        blob=desk.blobs.put(desk.organisation.id, case, content),
        day=custody.day,
        shows=mask(custody.note),
        text=read.text,
        pages=read.pages,
        lawful=allowed,
        lawful_because=because,
        parties=custody.parties,
        captured_by=mask(custody.captured_by) or desk.actor.ref,
        captured_at=desk.now,
        captured_how=custody.how,
        captured_from=kept_name,
        kind_raw=custody.kind_raw,
    )


def _kind_of(stated: str, read: ReadFile, *, desk: Desk) -> str:
    paper = Exhibit(ExhibitId(""), stated, read.readable, media_type=read.media_type, text=read.text)
    return CORRESPONDENCE if stated == UNSTATED and is_conversation(paper, desk.organisation.tz) else stated


def notes_on(exhibit: Exhibit, *, stated: str, case: Case, desk: Desk) -> tuple[Reason, ...]:
    """What whoever added a file should know at once: the kind that its content told, dates or writers that are unclear."""
    values: dict[str, Value] = {"name": exhibit.name, "kind": f"evidence:{exhibit.kind}"}
    told = () if exhibit.kind == stated else (Reason("evidence.kind_by_content", facts=(exhibit.id,), values=values),)
    home = desk.organisation
    heard = heard_in(exhibit, customer=case.denial.customer, zone=home.tz, business=home.name)
    return told if heard.remark is None else (*told, heard.remark)


def add_attached(case: CaseId, attached: Sequence[Attached], *, desk: Desk, beside: Beside) -> tuple[str, ...]:
    """The exhibits of a manual form: files beside it, or descriptions. Returns the names of files that are not there."""
    absent = []
    for entry in attached:
        content = _beside(entry.file, beside)
        if content is not None and entry.file is not None:
            custody = Custody(entry.kind, entry.kind_raw, entry.day, entry.shows, how="form")
            exhibit = _read(case, content, name=entry.file, custody=custody, desk=desk)
            _keep(case, exhibit, desk=desk)  # a form may name one paper for two purposes
            continue
        if entry.file is not None:
            absent.append(entry.file)
        _keep(case, _described(case, entry, desk=desk), desk=desk)
    return tuple(absent)


def _beside(name: str | None, beside: Beside) -> bytes | None:
    if name is None:
        return None
    try:
        return beside(name)
    except NotFound:
        return None


def exhibit_id(case: CaseId, kind: str, digest: str, name: str) -> ExhibitId:
    """The same file for the same purpose is the same exhibit of a case."""
    return ExhibitId("X-" + hashlib.sha256("\x1f".join((case, kind, digest, name)).encode()).hexdigest()[:12])


def _described(case: CaseId, entry: Attached, *, desk: Desk) -> Exhibit:
    allowed, because = lawful(entry.kind, parties=(), is_recording=entry.kind in RECORDINGS)
    return Exhibit(
        id=exhibit_id(case, entry.kind, "", f"{entry.day}{entry.shows}"),
        kind=entry.kind,
        readable=Readable.DESCRIBED,
        day=entry.day,
        shows=mask(entry.shows),
        lawful=allowed,
        lawful_because=because,
        captured_by=desk.actor.ref,
        captured_at=desk.now,
        captured_how="form",
        kind_raw=entry.kind_raw,
    )


def _keep(case_id: CaseId, exhibit: Exhibit, *, desk: Desk) -> Exhibit | None:
    """The same file for the same purpose again is the exhibit that is there, which is given back then."""
    organisation = desk.organisation.id
    known = next((one for one in desk.store.exhibits(organisation, case_id) if one.id == exhibit.id), None)
    if known is None:
        desk.store.add_exhibit(organisation, case_id, exhibit)
        body: dict[str, object] = {"exhibit": exhibit.id, "kind": exhibit.kind, "sha256": exhibit.sha256, "lawful": exhibit.lawful.value}
        act(case_id, Act.EXHIBIT_ADDED, body, desk=desk)
    return known
