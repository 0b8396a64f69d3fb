"""Blobs through obstore: a local folder, S3 or any store that it knows by its address."""

import hashlib
import os
from pathlib import Path
from urllib.parse import quote

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.exceptions import NotFoundError as ObjectNotFound
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from yosher.desk.ports import NotFound, Trouble
from yosher.kernel.ids import BlobRef, CaseId, OrgId
from yosher.kernel.reason import Reason


def blobs_at(address: str | None, folder: Path) -> "BlobStore":
    """The store of an address (`s3://…`, `file:///…`, `memory://`), or a folder of the home."""
    if address is None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return BlobStore(LocalStore(prefix=str(folder)), folder)
    if address == "memory://":
        return BlobStore(MemoryStore())
    return BlobStore(from_url(address))


class BlobStore:
    """`Blobs` of the desk's ports. A ref is the SHA-256 of the content; a folder's files are on disk before a ref is given."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store, self._folder = store, folder

    def put(self, organisation: OrgId, case: CaseId, content: bytes) -> BlobRef:
        ref = BlobRef(hashlib.sha256(content).hexdigest())
        path = _path(organisation, case, ref)
        try:
            self._store.put(path, content, mode="create")
            self._sync(path)
        except AlreadyExistsError:
            pass  # write-once: the same bytes are there
        except (BaseError, OSError) as trouble:
            raise Trouble(Reason("store.disk_full") if "space" in str(trouble).lower() else Reason("store.blob_failed")) from trouble
        return ref

    def get(self, organisation: OrgId, case: CaseId, ref: BlobRef) -> bytes:
        try:
            return bytes(self._store.get(_path(organisation, case, ref)).bytes())
        except (ObjectNotFound, FileNotFoundError):
            raise NotFound("file", ref) from None
        except (BaseError, OSError) as trouble:
            raise Trouble(Reason("store.blob_failed")) from trouble

    def _sync(self, path: str) -> None:
        """obstore renames a finished temporary file into place; its bytes and its name are on disk only after this."""
        if self._folder is None:
            return
        for target in (self._folder / path, (self._folder / path).parent):
            handle = os.open(target, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _path(organisation: OrgId, case: CaseId, ref: BlobRef) -> str:
    """`organisation/case/ab/abcdef…`, each part quoted so that none leaves its folder."""
    parts = (organisation, case, ref[:2], ref)
    return "/".join(quote(part, safe="").replace(".", "%2E") or "_" for part in parts)
