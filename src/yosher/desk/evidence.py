"""Evidence comes in: a file with its custody, or a paper that is only described."""

import hashlib
from collections.abc import Sequence

from yosher.cases.model import Act, Attached
from yosher.conversations.consent import lawful
from yosher.desk.model import Beside, Desk
from yosher.evidence.model import Exhibit, Party, Readable
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.kernel.when import Moment
from yosher.privacy.mask import file_name, mask

# The kinds of the evidence vocabulary that are recordings of people talking.
RECORDINGS = frozenset({"call_recording"})


def add_file(
    case: CaseId,
    content: bytes,
    *,
    name: str,
    kind: str,
    desk: Desk,
    note: str = "",
    captured_by: str = "",
    parties: tuple[Party, ...] = (),
) -> Exhibit:
    """Keep a file with its case: original bytes write-once, what was read out of it, and whether it may be used."""
    read = desk.files(content, name=name)
    digest = hashlib.sha256(content).hexdigest()
    allowed, because = lawful(kind, parties=parties, is_recording=kind in RECORDINGS or read.media_type.startswith(("audio/", "video/")))
    exhibit = Exhibit(
        id=exhibit_id(case, kind, digest, name),
        kind=kind,
        readable=read.readable,
        name=file_name(name),
        media_type=read.media_type,
        size=len(content),
        sha256=digest,
        blob=desk.blobs.put(desk.organisation.id, case, content),
        shows=mask(note),
        text=read.text,
        pages=read.pages,
        lawful=allowed,
        lawful_because=because,
        parties=parties,
        captured_by=captured_by or desk.actor.ref,
        captured_at=desk.now,
        captured_how="upload",
        captured_from=file_name(name),
    )
    with desk.store.transaction():
        _keep(case, exhibit, desk=desk)
    return exhibit


def add_attached(case: CaseId, attached: Sequence[Attached], *, desk: Desk, beside: Beside) -> None:
    """The exhibits of a manual form: files beside it, or descriptions."""
    for entry in attached:
        if entry.file is None:
            _keep(case, _described(case, entry, desk=desk), desk=desk)
        else:
            add_file(case, beside(entry.file), name=entry.file, kind=entry.kind, desk=desk, note=entry.shows)


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


def _keep(case: CaseId, exhibit: Exhibit, *, desk: Desk) -> None:
    desk.store.add_exhibit(desk.organisation.id, case, exhibit)
    body = {"exhibit": exhibit.id, "kind": exhibit.kind, "sha256": exhibit.sha256, "lawful": exhibit.lawful}
    desk.store.record(desk.organisation.id, case, act=Act.EXHIBIT_ADDED, actor=desk.actor, happened=Moment(desk.now), body=body)
