"""Files that a form brought and that belong to no case yet: kept apart until its draft is a case, is begun anew, or is too old."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from yosher.desk.model import Desk
from yosher.kernel.ids import BlobRef, CaseId

SHELF: Final = CaseId("drafts")


def put(content: bytes, *, desk: Desk) -> BlobRef:
    return desk.blobs.put(desk.organisation.id, SHELF, content)


def get(ref: BlobRef, *, desk: Desk) -> bytes:
    """Raises NotFound."""
    return desk.blobs.get(desk.organisation.id, SHELF, ref)


def clear(refs: Iterable[BlobRef], *, desk: Desk) -> None:
    """Remove what no draft and no waiting work names any more; the same bytes may have been brought by two people."""
    named = desk.store.papers_named(desk.organisation.id)
    desk.blobs.erase(desk.organisation.id, SHELF, [ref for ref in refs if ref not in named])


def clear_old(before: datetime, *, desk: Desk) -> None:
    """The same for all that has lain there since before a moment."""
    clear(desk.blobs.put_before(desk.organisation.id, SHELF, before), desk=desk)
