"""Blobs through obstore: a local folder, S3 or any store that it knows by its address."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.exceptions import NotFoundError as ObjectNotFound
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from yosher.desk.ports import NotFound, Trouble
from yosher.kernel.ids import BlobRef, CaseId, OrgId
from yosher.kernel.reason import Reason

# How a file system says that there is no room: ENOSPC, EDQUOT, and EFBIG of a limited process; obstore gives the text only.
_NO_ROOM = ("os error 28", "os error 122", "os error 27")


def blobs_at(address: str | None, folder: Path) -> "BlobStore":
    """The store of an address (`s3://…`, `file:///…`, `memory://`), or a folder of the home. Raises Trouble for an unknown one."""
    if address is None or address.startswith("file://"):
        place = folder if address is None else Path(unquote(urlsplit(address).path))
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return BlobStore(LocalStore(prefix=str(place), automatic_cleanup=True), place)
    if address == "memory://":
        return BlobStore(MemoryStore())
    try:
        return BlobStore(from_url(address))
    except (BaseError, ValueError) as trouble:
        raise Trouble(Reason("store.blobs_unknown", values={"address": address.partition("?")[0]}), permanent=True) from trouble


class BlobStore:
    """`Blobs` of the desk's ports. A ref is the SHA-256 of the content; a folder's files are on disk before a ref is given."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store, self._folder = store, folder

    def put(self, organisation: OrgId, case: CaseId, content: bytes) -> BlobRef:
        ref = BlobRef(hashlib.sha256(content).hexdigest())
        path = _path(organisation, case, ref)
        try:
            self._write_once(path, content)
            self._sync(path)
        except (BaseError, OSError) as trouble:
            raise _named(trouble) from trouble
        return ref

    def get(self, organisation: OrgId, case: CaseId, ref: BlobRef) -> bytes:
        """Raises NotFound, and Trouble where the bytes are no longer those that were put."""
        try:
            content = bytes(self._store.get(_path(organisation, case, ref)).bytes())
        except (ObjectNotFound, FileNotFoundError):
            raise NotFound("file", ref) from None
        except (BaseError, OSError) as trouble:
            raise _named(trouble) from trouble
        if hashlib.sha256(content).hexdigest() != ref:
            raise Trouble(Reason("store.blob_changed", values={"name": ref}), permanent=True)
        return content

    def put_before(self, organisation: OrgId, case: CaseId, moment: datetime) -> Sequence[BlobRef]:
        try:
            found = [one for page in self._store.list(_folder(organisation, case)) for one in page]
        except (BaseError, OSError) as trouble:
            raise _named(trouble) from trouble
        return [BlobRef(one["path"].rpartition("/")[2]) for one in found if one["last_modified"] < moment]

    def erase(self, organisation: OrgId, case: CaseId, refs: Iterable[BlobRef] | None = None) -> None:
        try:
            if refs is None:
                paths = [one["path"] for page in self._store.list(_folder(organisation, case)) for one in page]
            else:
                paths = [_path(organisation, case, ref) for ref in refs]
            for path in paths:
                with suppress(ObjectNotFound, FileNotFoundError):
                    self._store.delete(path)
        except (BaseError, OSError) as trouble:
            raise _named(trouble) from trouble

    def _write_once(self, path: str, content: bytes) -> None:
        try:
            self._store.put(path, content, mode="create")
        except AlreadyExistsError:
            # the same bytes, unless the power went before they were on disk: then the name is there and its content is not
            if bytes(self._store.get(path).bytes()) != content:
                self._store.put(path, content)

    def _sync(self, path: str) -> None:
        """obstore renames a finished temporary file into place; its bytes and all names on its way are on disk only after this."""
        if self._folder is None:
            return
        file = self._folder / path
        for target in (file, *(p for p in file.parents if p.is_relative_to(self._folder))):
            handle = os.open(target, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _named(trouble: Exception) -> Trouble:
    if any(sign in str(trouble) for sign in _NO_ROOM):
        return Trouble(Reason("store.disk_full"))
    return Trouble(Reason("store.blob_failed"))


def _path(organisation: OrgId, case: CaseId, ref: BlobRef) -> str:
    """`organisation/case/ab/abcdef…`, each part quoted so that none leaves its folder."""
    return _quoted(organisation, case, ref[:2], ref)


def _folder(organisation: OrgId, case: CaseId) -> str:
    return _quoted(organisation, case)


def _quoted(*parts: str) -> str:
    return "/".join(quote(part, safe="").replace(".", "%2E") or "_" for part in parts)
