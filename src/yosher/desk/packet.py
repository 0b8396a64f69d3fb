"""The packet is made: pictures fitted, pages set, members packed with their manifest; or a letter to the customer."""

from dataclasses import dataclass, replace

from yosher.desk.answer import Prepared
from yosher.desk.fitting import set_to_fit
from yosher.desk.model import Desk, Workshop
from yosher.desk.ports import Blobs, Store
from yosher.kernel.ids import BlobRef, CaseId, OrgId
from yosher.kernel.reason import Reason
from yosher.packets.exhibits import record_bytes
from yosher.packets.fit import Original, bounds_of, check_answer, fitted_files, fitted_texts
from yosher.packets.manifest import ANSWER, EXHIBITS, MANIFEST, manifest
from yosher.packets.model import DoesNotFit, ExhibitPage, FileBody, Packet
from yosher.rulebook.receivers import limits_for

LETTER = "letter.pdf"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the packet's zip or the letter's PDF, kept as a blob of the case."""

    packet: bytes | None = None
    letter: bytes | None = None
    ref: BlobRef | None = None
    why_not: Reason | None = None  # no packet could be written, and why
    notes: tuple[Reason, ...] = ()  # what a person should know before sending
    pages: int = 1  # of answer.pdf; a letter to a customer is shown by its first


def make(prepared: Prepared, *, desk: Desk, workshop: Workshop) -> Made:
    """Typeset what was composed. What does not fit fails loudly: `why_not` says what and what would help, and nothing is written."""
    case = prepared.case.id
    if prepared.paper.letter is not None:
        letter = workshop.press.letter(prepared.paper.letter)
        return Made(letter=letter, ref=desk.blobs.put(desk.organisation.id, case, letter), notes=unsigned(desk))
    if prepared.paper.packet is None:
        return Made(why_not=prepared.paper.why_not)
    try:
        packed, notes, pages = pack(prepared.paper.packet, prepared=prepared, desk=desk, workshop=workshop)
    except DoesNotFit as trouble:
        return Made(why_not=trouble.reason)
    return Made(packet=packed, ref=desk.blobs.put(desk.organisation.id, case, packed), notes=(*unsigned(desk), *notes), pages=pages)


def kept_paper(organisation: OrgId, case: CaseId, *, store: Store, blobs: Blobs) -> Made | None:
    """The packet or the letter of the last answer, as it was kept; None where there is none. Raises NotFound where its file is gone."""
    saved = store.answer(organisation, case)
    ref = (saved.packet or saved.letter) if saved else None
    if saved is None or ref is None:
        return None
    content = blobs.get(organisation, case, ref)
    return Made(packet=content, ref=ref) if saved.packet else Made(letter=content, ref=ref)


def unsigned(desk: Desk) -> tuple[Reason, ...]:
    """That the paper has a blank where the name of the business belongs."""
    return () if desk.organisation.is_named else (Reason("desk.sender_unset"),)


def pack(packet: Packet, *, prepared: Prepared, desk: Desk, workshop: Workshop) -> tuple[bytes, tuple[Reason, ...], int]:
    """The zip, what a person should know before sending, and its pages. Raises DoesNotFit over a limit of its receiver."""
    case, denial = prepared.case.id, prepared.case.denial
    bounds = bounds_of(limits_for(denial.processor, denial.network, phase=denial.phase))
    packet = replace(packet, fields=fitted_texts(bounds, packet.fields))

    def content(ref: BlobRef) -> bytes:
        return desk.blobs.get(desk.organisation.id, case, ref)

    answer, pages = set_to_fit(packet, bounds, content=content, workshop=workshop)
    check_answer(bounds, size=len(answer), pages=pages)
    members = {ANSWER: answer} | {EXHIBITS + page.file: member(page, case=case, desk=desk) for page in packet.exhibits}
    originals = {
        page.id: Original(page, media_type_of(page), len(members[EXHIBITS + page.file]), pages_of(page)) for page in packet.exhibits
    }
    fields, notes = fitted_files(bounds, packet.fields, originals, answer_bytes=len(answer), answer_pages=pages)
    packed = workshop.packs(members | {MANIFEST: manifest(replace(packet, fields=fields), members)})
    return packed, (*packet.notes, *notes), pages


def member(page: ExhibitPage, *, case: CaseId, desk: Desk) -> bytes:
    """An exhibit as submitted: the original file, or the record's values."""
    return desk.blobs.get(desk.organisation.id, case, page.original) if page.original else record_bytes(page)


def media_type_of(page: ExhibitPage) -> str:
    return next((b.media_type for b in page.blocks if isinstance(b, FileBody)), "application/json")


def pages_of(page: ExhibitPage) -> int:
    return next((b.pages for b in page.blocks if isinstance(b, FileBody)), 1)
