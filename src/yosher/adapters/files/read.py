"""A file's bytes → what can be read in them, masked and cleaned; its kind is told by its content, never by its name."""

import re
from dataclasses import replace

from yosher.adapters.files.kinds import media_type_of
from yosher.adapters.files.limits import FILE_BYTES_MOST, TEXT_MOST
from yosher.adapters.files.mail import TROUBLES, text_of_html, text_of_mail
from yosher.adapters.files.pdf import read_pdf
from yosher.adapters.files.pictures import read_picture
from yosher.cases.door.decoding import decoded
from yosher.desk.ports import ReadFile
from yosher.evidence.model import Readable
from yosher.kernel.reason import Reason
from yosher.privacy.mask import clean, mask

_MARKS = re.compile("[\u200e\u200f\u061c]")
_BLANKS = re.compile("[ \t\u00a0]+")
_CARD_LONGEST = 80  # characters: 19 digits with three signs between each two


def read_file(content: bytes, *, name: str) -> ReadFile:
    """What the file holds, or why it cannot be read. Never raises on content; nothing is unpacked and no picture decoded."""
    if not content.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf"):
        return ReadFile(Readable.EMPTY, "application/x-empty", reason=Reason("files.empty"))
    media_type = media_type_of(content, name=name)
    if len(content) > FILE_BYTES_MOST:
        reason = Reason("files.too_large", values={"megabytes": FILE_BYTES_MOST // 1_000_000})
        return ReadFile(Readable.UNREADABLE, media_type, reason=reason)
    return _safe(_read(content, media_type))


def _read(content: bytes, media_type: str) -> ReadFile:
    if media_type == "application/pdf":
        return read_pdf(content)
    if media_type.startswith("image/"):
        return read_picture(content, media_type)
    if media_type == "message/rfc822":
        return _of_text(_mail(content), media_type)
    if media_type == "text/html":
        return _of_text(text_of_html(decoded(content)), media_type)
    if media_type.startswith("text/") or media_type == "application/json":
        return _of_text(decoded(content), media_type)
    if media_type.startswith(("audio/", "video/")):
        return ReadFile(Readable.UNREADABLE, media_type, reason=Reason("files.sound_or_film"))
    return ReadFile(Readable.UNREADABLE, media_type, reason=Reason("files.kind_not_read"))


def _mail(content: bytes) -> str:
    """A mail that its parser cannot take apart is still text."""
    try:
        return text_of_mail(content)
    except TROUBLES:
        return decoded(content)


def _of_text(text: str, media_type: str) -> ReadFile:
    if not text.strip():
        return ReadFile(Readable.EMPTY, media_type, reason=Reason("files.empty"))
    return ReadFile(Readable.READ, media_type, text=text)


def _safe(found: ReadFile) -> ReadFile:
    """Cut to what is kept, cleaned and masked. What a cut could split is dropped with it: half a card number would not be known as one."""
    if len(found.text) <= TEXT_MOST:
        return replace(found, text=_tidy(found.text, found.media_type)) if found.text else found
    return replace(found, text=_tidy(found.text[: TEXT_MOST + _CARD_LONGEST], found.media_type)[:-_CARD_LONGEST][:TEXT_MOST])


def _tidy(text: str, media_type: str) -> str:
    """Without marks of direction, and with single blanks where they divide no columns: for comparing, the original stays as it is."""
    plain = _MARKS.sub("", clean(text))
    return mask(plain if media_type == "text/csv" else _BLANKS.sub(" ", plain)).strip()
