"""Papers of a guest: kept aside until they send them, taken back until then, and exhibits from then on.

Their bytes lie in a place of the link's own. Nothing else of the case ever points there, so that taking a paper back can erase its
bytes without a look at who else might have the same: an exhibit, a message, a packet.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from yosher.desk.evidence import Custody, add_file
from yosher.desk.model import Desk
from yosher.desk.porch import (
    ASKED,
    DRAFT,
    Porch,
    Visitor,
    Waiting,
    clear_draft,
    drawer_of,
    handed_in,
    let_in,
    opaque,
    said_by,
    set_waiting,
    waiting,
)
from yosher.desk.ports import DeskRefused, GuestLink, NotFound, ReadFile, Trouble
from yosher.evidence.model import Readable
from yosher.kernel.ids import BlobRef, CaseId
from yosher.kernel.reason import Reason
from yosher.privacy.clean import file_name
from yosher.privacy.mask import mask

LARGEST_FILE = 20 * 2**20  # bytes
MOST_FILES = 20
# What may be handed in, by its bytes: pictures, PDF, mail and plain text. Nothing that a browser could run.
TAKEN = frozenset(
    {
        "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/heif", "image/tiff",
        "message/rfc822", "text/plain", "text/csv",
    }
)  # fmt: skip


def shelf_of(link: GuestLink) -> CaseId:
    """Where the bytes of this link's papers lie until they are sent."""
    return shelf_named(link.ref)


def shelf_named(ref: str) -> CaseId:
    return CaseId(f"aside-{ref}")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A paper that is kept. `is_sent`: the very same one came in by this link before and was sent; it is not kept twice."""

    name: str
    is_sent: bool = False
    remark: Reason | None = None  # why nothing can be read in it


def hand_in(secret: str, name: str, content: bytes, *, porch: Porch) -> HandedIn:
    """Keep a paper of theirs aside until they send it; the same bytes again are the one that waits already."""
    visitor = let_in(secret, porch, *ASKED)
    kept_name = file_name(mask(name))
    read = _taken(content, kept_name, porch=porch)
    with porch.store.transaction():
        porch.store.lock_case(visitor.link.organisation, visitor.case.id)
        papers, sent = waiting(visitor.link, store=porch.store), handed_in(visitor)
        digest = hashlib.sha256(content).hexdigest()
        if any(exhibit.sha256 == digest for exhibit in sent):
            return HandedIn(kept_name, is_sent=True)
        if any(paper.blob == digest for paper in papers):
            return HandedIn(kept_name)
        if len(papers) + len(sent) >= MOST_FILES:
            raise DeskRefused(Reason("guest.too_many_files", values={"most": MOST_FILES}))
        blob = porch.blobs.put(visitor.link.organisation, shelf_of(visitor.link), content)
        set_waiting(visitor.link, [*papers, Waiting(blob, kept_name, len(content), read.media_type)], store=porch.store)
    return HandedIn(kept_name, remark=read.reason if read.readable is Readable.UNREADABLE else None)


def _taken(content: bytes, name: str, *, porch: Porch) -> ReadFile:
    if len(content) > LARGEST_FILE:
        raise DeskRefused(Reason("guest.file_too_large", values={"file": name, "mb": LARGEST_FILE // 2**20}))
    read = porch.files(content, name=name)
    if read.readable is Readable.EMPTY:
        raise DeskRefused(Reason("guest.file_empty", values={"file": name}))
    if read.media_type not in TAKEN or (read.media_type.startswith("text/") and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"):
        raise DeskRefused(Reason("guest.kind_not_taken", values={"file": name}))
    return read


def take_back(secret: str, ref: str, *, porch: Porch) -> str | None:
    """A paper that was not sent is gone, with its bytes. Returns its name; None where it waits no longer."""
    visitor = let_in(secret, porch, *ASKED)
    with porch.store.transaction():
        porch.store.lock_case(visitor.link.organisation, visitor.case.id)
        papers = waiting(visitor.link, store=porch.store)
        found = next((paper for paper in papers if opaque(visitor, paper.blob) == ref), None)
        if found is None:
            return None
        _erase([found.blob], visitor)  # first: what cannot be erased stays listed, and can be taken back again
        set_waiting(visitor.link, [paper for paper in papers if paper != found], store=porch.store)
    return found.name


def waiting_paper(secret: str, ref: str, *, porch: Porch) -> tuple[bytes, str] | None:
    """A paper of theirs that was not sent yet: its bytes and its media type."""
    visitor = let_in(secret, porch, *ASKED)
    found = next((paper for paper in waiting(visitor.link, store=porch.store) if opaque(visitor, paper.blob) == ref), None)
    return (porch.blobs.get(visitor.link.organisation, shelf_of(visitor.link), found.blob), found.media_type) if found else None


def were_sent(secret: str, refs: Iterable[str], *, porch: Porch) -> bool:
    """Whether one of the papers that waited under these names was sent meanwhile."""
    visitor = let_in(secret, porch, *ASKED)
    sent = {opaque(visitor, BlobRef(exhibit.sha256)) for exhibit in handed_in(visitor) if exhibit.sha256}
    return not sent.isdisjoint(refs)


def forget(link: GuestLink, *, desk: Desk) -> None:
    """What was not sent by a link that is closed can be sent no more, and nobody may see it: it is gone."""
    desk.store.lock_case(link.organisation, link.case)
    desk.blobs.erase(link.organisation, shelf_of(link))
    set_waiting(link, (), store=desk.store)
    desk.store.save_draft(link.organisation, drawer_of(link), DRAFT, None)


@dataclass(frozen=True, slots=True)
class Sending:
    """What goes to the business at once: the words by question, and whether papers go along."""

    said: Mapping[str, str]
    has_papers: bool


@contextmanager
def sending(visitor: Visitor, answers: Mapping[str, str]) -> Iterator[Sending]:
    """All or nothing: the words are told inside, then the papers become exhibits and the draft is empty.

    Refused where there is nothing to send.
    """
    said, store = said_by(visitor, answers), visitor.desk.store
    read = _read(visitor)
    with store.transaction():
        store.lock_case(visitor.link.organisation, visitor.case.id)
        papers = waiting(visitor.link, store=store)
        along = [paper for paper in papers if paper.blob in read]
        if not said and not along:
            raise DeskRefused(Reason("guest.nothing_told"), permanent=False)
        yield Sending(said, bool(along))
        for paper in along:
            _add(paper, read[paper.blob], visitor)
        clear_draft(visitor)
        set_waiting(visitor.link, [paper for paper in papers if paper not in along], store=store)
    if along:
        _tidy((paper.blob for paper in along), visitor)


def _read(visitor: Visitor) -> dict[BlobRef, ReadFile]:
    """What is in the papers that wait, read before anybody has to wait for the transaction. One that is taken back is not there."""
    link, found = visitor.link, {}
    for paper in waiting(link, store=visitor.desk.store):
        with suppress(NotFound):
            content = visitor.desk.blobs.get(link.organisation, shelf_of(link), paper.blob)
            found[paper.blob] = visitor.desk.files(content, name=paper.name)
    return found


def _add(paper: Waiting, read: ReadFile, visitor: Visitor) -> None:
    """A paper becomes an exhibit: its bytes are with the case before a row says so."""
    content = visitor.desk.blobs.get(visitor.link.organisation, shelf_of(visitor.link), paper.blob)
    custody = Custody(captured_by=visitor.link.guest)
    add_file(visitor.case.id, content, name=paper.name, custody=custody, desk=replace(visitor.desk, files=_Read(read)))


def _tidy(sent: Iterable[BlobRef], visitor: Visitor) -> None:
    """What was sent lies with the case: its first place is emptied. Where that fails the sending stands all the same."""
    link, store = visitor.link, visitor.desk.store
    with suppress(Trouble), store.transaction():
        store.lock_case(link.organisation, visitor.case.id)
        again = {paper.blob for paper in waiting(link, store=store)}  # handed in once more meanwhile
        _erase(set(sent) - again, visitor)


def _erase(blobs: Iterable[BlobRef], visitor: Visitor) -> None:
    visitor.desk.blobs.erase(visitor.link.organisation, shelf_of(visitor.link), blobs)


@dataclass(frozen=True, slots=True)
class _Read:
    """`ReadsFiles` of a file that was read already."""

    read: ReadFile

    def __call__(self, content: bytes, *, name: str) -> ReadFile:  # noqa: ARG002  (the signature is the port's)
        return self.read
