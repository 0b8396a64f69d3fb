"""Exhibits out of a form: described, or with what could be read in the file."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from yosher.cases.model import Attached
from yosher.evidence.model import Exhibit, Readable
from yosher.kernel.ids import BlobRef, ExhibitId
from yosher.kernel.words import Language

_HEBREW = re.compile("[\u05d0-\u05ea]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of a file's bytes once they were kept and read; `sha256` is of the original, in hex."""

    blob: BlobRef
    sha256: str
    size: int
    media_type: str
    readable: Readable
    text: str = ""
    pages: int | None = None


def described(entries: Iterable[Attached], *, captured_by: str = "", captured_at: datetime | None = None) -> tuple[Exhibit, ...]:
    """The exhibits of a form as descriptions; an entry with a file is completed by `with_content` once it was read.

    The id is made of the content of the entry, so that the same form twice brings no exhibit twice.
    """
    made = (_described(entry, captured_by, captured_at) for entry in entries)
    return tuple({exhibit.id: exhibit for exhibit in made}.values())


def with_content(exhibit: Exhibit, content: Content) -> Exhibit:
    """The exhibit with its file: what it says counts from now on, no longer the description alone."""
    return replace(
        exhibit,
        blob=content.blob,
        sha256=content.sha256,
        size=content.size,
        media_type=content.media_type,
        readable=content.readable,
        text=content.text,
        pages=content.pages,
        language=exhibit.language or language_of(content.text),
    )


def language_of(text: str) -> Language | None:
    """The language that most letters of a text belong to; None where it has none."""
    head = text[:20_000]
    hebrew, latin = len(_HEBREW.findall(head)), len(_LATIN.findall(head))
    if not hebrew and not latin:
        return None
    return Language.HE if hebrew >= latin else Language.EN


def _described(entry: Attached, captured_by: str, captured_at: datetime | None) -> Exhibit:
    content = "\x1f".join((entry.kind, entry.kind_raw, entry.file or "", entry.day.isoformat() if entry.day else "", entry.shows))
    return Exhibit(
        ExhibitId("form-" + hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]),
        entry.kind,
        Readable.DESCRIBED,
        name=entry.file or "",
        day=entry.day,
        shows=entry.shows,
        language=language_of(entry.shows),
        captured_by=captured_by,
        captured_at=captured_at,
        captured_how="form",
        kind_raw=entry.kind_raw,
    )
