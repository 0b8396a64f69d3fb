"""Text out of text, CSV, mail and the text layer of PDFs; a picture is `unread`; bombs and damage are `unreadable`, never an error."""

import email
import email.policy
import io
import re
import warnings
from email.message import EmailMessage

import pypdfium2
from charset_normalizer import from_bytes
from PIL import Image, UnidentifiedImageError

from yosher.desk.ports import ReadFile
from yosher.evidence.model import Readable
from yosher.kernel.reason import Reason
from yosher.privacy.mask import mask

MOST_TEXT = 200_000  # characters kept for matching: a hundred dense pages; the original stays whole
MOST_PAGES = 500  # of a PDF whose text is read (Braintree's own limit for a PDF)
MOST_PIXELS = 100_000_000  # as many as a picture of a packet may have
_ISOLATES = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00]")
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.S | re.I)
_BLANKS = re.compile(r"[ \t]+")
_AUDIO = {b"RIFF": "audio/wav", b"OggS": "audio/ogg", b"ID3": "audio/mpeg", b"fLaC": "audio/flac"}
_ZIPS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read_file(content: bytes, *, name: str) -> ReadFile:
    """`ReadsFiles` of the desk's ports: the kind is told by the bytes, the name only helps among texts."""
    if not content.strip(b"\x00 \t\r\n"):
        return ReadFile(Readable.EMPTY, "application/octet-stream", reason=Reason("files.empty"))
    head = content[:16]
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(content)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _unreadable(_ZIPS.get(name[-5:].lower(), "application/zip"), Reason("files.kind_not_read"))
    if head[4:8] == b"ftyp" and head[8:12] not in (b"heic", b"heif", b"mif1", b"avif"):
        return _unreadable("video/mp4", Reason("files.sound_or_film"))
    for mark, media_type in _AUDIO.items():
        if head.startswith(mark) and not (mark == b"RIFF" and head[8:12] == b"WEBP"):
            return _unreadable(media_type, Reason("files.sound_or_film"))
    return _picture(content) or _text(content, name)


def _unreadable(media_type: str, reason: Reason) -> ReadFile:
    return ReadFile(Readable.UNREADABLE, media_type, reason=reason)


def _pdf(content: bytes) -> ReadFile:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as trouble:
        locked = "password" in str(trouble).lower()
        return _unreadable("application/pdf", Reason("files.locked") if locked else Reason("files.damaged"))
    try:
        pages = len(document)
        text = _tidy("\n".join(_page_text(document, n) for n in range(min(pages, MOST_PAGES))))
    except pypdfium2.PdfiumError:
        return _unreadable("application/pdf", Reason("files.damaged"))
    finally:
        document.close()
    if pages == 0:
        return _unreadable("application/pdf", Reason("files.damaged"))
    if not text:
        return ReadFile(Readable.UNREAD, "application/pdf", pages=pages, reason=Reason("files.no_text"))
    return ReadFile(Readable.READ, "application/pdf", text, pages)


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        layer = page.get_textpage()
        try:
            return "\n".join(_put_right(line) for line in str(layer.get_text_bounded())[:MOST_TEXT].splitlines())
        finally:
            layer.close()
    finally:
        page.close()


# In a right-to-left line pdfium gives `A-77` as `-77A`: a hyphen before digits and letters was between letters and digits.
_TURNED = re.compile(r"(?<![A-Za-z0-9])-(\d+)([A-Za-z]+)(?![A-Za-z0-9])")
_HEBREW = re.compile("[\u05d0-\u05ea]")


def _put_right(line: str) -> str:
    return _TURNED.sub(r"\2-\1", line) if _HEBREW.search(line) else line


def _picture(content: bytes) -> ReadFile | None:
    """A picture by its header; it is not decoded, so a bomb costs nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content))
    except Image.DecompressionBombError:
        return _unreadable("image/unknown", Reason("files.too_many_pixels"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, OverflowError, TypeError, KeyError, IndexError):
        return None
    media_type = Image.MIME.get(picture.format or "", "image/unknown")
    if picture.width * picture.height > MOST_PIXELS:
        return _unreadable(media_type, Reason("files.too_many_pixels"))
    if not media_type.startswith("image/"):
        return None
    return ReadFile(Readable.UNREAD, media_type, reason=Reason("files.picture"))


def _text(content: bytes, name: str) -> ReadFile:
    decoded = _decoded(content)
    if decoded is None:
        return _unreadable("application/octet-stream", Reason("files.kind_not_read"))
    if name.lower().endswith(".eml") or re.match(
        r"(?i)(received|from|return-path|delivered-to|message-id|mime-version|date|subject): ", decoded
    ):
        return _mail(content)
    ending = name.lower().rpartition(".")[2]
    media_type = {"csv": "text/csv", "html": "text/html", "htm": "text/html", "json": "application/json"}.get(ending, "text/plain")
    text = _tidy(_TAGS.sub(" ", decoded) if media_type == "text/html" else decoded)
    if not text:
        return ReadFile(Readable.EMPTY, media_type, reason=Reason("files.empty"))
    return ReadFile(Readable.READ, "text/plain" if media_type == "application/json" else media_type, text)


def _decoded(content: bytes) -> str | None:
    """Unicode by its marks, UTF-8, else the likeliest of the Hebrew and Western code pages; None where the bytes are no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(content[:100_000], cp_isolation=["cp1255", "iso8859_8", "cp1252", "utf_8"]).best()
        decoded = content.decode(best.encoding, "replace") if best is not None else ""
    controls = sum(c < " " and c not in "\t\r\n\f" for c in decoded[:10_000])
    return decoded if decoded and controls <= len(decoded[:10_000]) // 50 else None


def _mail(content: bytes) -> ReadFile:
    """Headers that name who, when and what; the text of the body; the names of what is attached."""
    message: EmailMessage = email.message_from_bytes(content, policy=email.policy.default)
    lines = [f"{name}: {_header(message, name)}" for name in ("From", "To", "Date", "Subject") if _header(message, name)]
    body = _body(message)
    attached = [part.get_filename() for part in message.walk() if part.get_filename()]
    text = _tidy("\n".join([*lines, body, *(f"[{name}]" for name in attached)]))
    if not text:
        return ReadFile(Readable.EMPTY, "message/rfc822", reason=Reason("files.empty"))
    return ReadFile(Readable.READ, "message/rfc822", text)


def _header(message: email.message.Message, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, LookupError, AttributeError, TypeError):  # a header that the parser itself cannot take apart
        return ""


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain", "html"))
        if part is None:
            return ""
        text = str(part.get_content())
        return _TAGS.sub(" ", text) if part.get_content_type() == "text/html" else text
    except (LookupError, ValueError, AttributeError, TypeError, KeyError):  # an unknown charset or a damaged part
        return ""


def _tidy(text: str) -> str:
    """Without marks of direction, with single blanks, card numbers masked, cut to what is matched."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _ISOLATES.sub("", text[: 2 * MOST_TEXT]).splitlines())
    return mask("\n".join(lines).strip())[:MOST_TEXT]
