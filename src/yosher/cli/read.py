"""Files that a command is given: read with a clear message, secrets only from a file that others cannot read."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from yosher.cli.usage import Usage
from yosher.desk.model import Beside
from yosher.desk.ports import NotFound

MOST_BYTES = 256 * 1024 * 1024  # of one intake file: above, load it in parts; keeps a mistaken argument from filling the memory


def present(paths: Iterable[Path]) -> None:
    """Usage for the first that is no readable file, so that a mistyped name stops a command before it has done a half. A pipe will do."""
    for path in paths:
        try:
            is_folder, readable = stat.S_ISDIR(path.stat().st_mode), os.access(path, os.R_OK)
        except OSError as trouble:
            raise _unreadable(path, trouble.errno) from None
        if is_folder or not readable:
            raise _unreadable(path, errno.EISDIR if is_folder else errno.EACCES)


def _unreadable(path: Path, number: int | None) -> Usage:
    return Usage("cli.file_unreadable", file=str(path), why=os.strerror(number or errno.EIO))


def content(path: Path) -> bytes:
    """The bytes of a file; Usage where there is none or it is too large to be what is meant."""
    try:
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise Usage("cli.file_too_large", file=str(path), n=MOST_BYTES // (1024 * 1024))
        return path.read_bytes()
    except OSError as trouble:
        raise _unreadable(path, trouble.errno) from None


def secret(path: Path) -> str:
    """A secret from a file with mode 0600 or stricter, without its line end."""
    held = content(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Usage("cli.secret_readable_by_others", file=str(path))
    return held.decode("utf-8", "replace").rstrip("\r\n")


def beside(place: Path) -> Beside:
    """Files in a folder (or below it) by the name that a form gives; nothing outside of it."""
    folder = place.resolve()

    def opened(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            raise NotFound("file", name)
        return content(path)

    return opened
