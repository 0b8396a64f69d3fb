"""Writing a packet's zip, and reading one that somebody hands us."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

_DAY = (1980, 1, 1, 0, 0, 0)  # the zip format's first day: no clock in the bytes
MOST_MEMBERS = 2_000
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    NotImplementedError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
)
MOST_BYTES = 512 * 1024 * 1024  # unpacked: above this it is a bomb and no packet


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip of the members in the order of their names, with a fixed date and fixed rights."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith((".json", ".txt", ".csv", ".eml", ".html")) else zipfile.ZIP_STORED
            entry.external_attr = 0o100644 << 16
            target.writestr(entry, members[name])
    return out.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """The members of a zip. Raises Trouble(`verify.no_zip`) for what is damaged, encrypted, too large, doubled or outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            entries = [entry for entry in source.infolist() if not entry.is_dir()]
            _refuse_unsafe(entries)
            return {entry.filename: _member(source, entry) for entry in entries}
    except _DAMAGED as trouble:
        raise _no_zip(type(trouble).__name__) from trouble


def _refuse_unsafe(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise _no_zip("a member is there twice")
    if len(names) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _no_zip("too large")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise _no_zip("packed in another way than a packet")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\x00" in name for name in names):
        raise _no_zip("a member lies outside")


def _member(source: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Never more than the directory promised: a member may lie about its size."""
    with source.open(entry) as opened:
        content = opened.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise _no_zip("a member is not as long as it says")
    return content


def _no_zip(why: str) -> Trouble:
    return Trouble(Reason("verify.no_zip", values={"why": why}), permanent=True)


def member(content: bytes, name: str) -> bytes:
    """One file of a packet of ours. Raises Trouble(`verify.no_zip`) where it is not there or the zip is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            return _member(source, source.getinfo(name))
    except (*_DAMAGED, KeyError) as trouble:
        raise _no_zip(type(trouble).__name__) from trouble
