"""A mail: its header, its text, and the names of what is attached; HTML without its tags."""

from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from yosher.adapters.files.limits import MAIL_PARTS_MOST
from yosher.cases.door.decoding import decoded
from yosher.privacy.clean import file_name

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "table", "blockquote"})
# What the standard library's parser raises on headers and encodings that no honest mail has.
TROUBLES = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


def text_of_mail(content: bytes) -> str:
    """The header's fields that a person reads, the text (the plain one before the HTML one), and `[name]` for each attachment."""
    message = message_from_bytes(content, policy=policy.default)
    fields = [f"{name}: {value}" for name in _SHOWN if (value := _field(message, name))]
    plain, html, names = _parts(message)
    body = "\n\n".join(plain) if any(text.strip() for text in plain) else "\n\n".join(text_of_html(text) for text in html)
    return "\n".join((*fields, "", body.strip(), *(f"[{name}]" for name in names))).strip()


def _field(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except TROUBLES:
        return ""


def _parts(message: EmailMessage) -> tuple[list[str], list[str], list[str]]:
    plain: list[str] = []
    html: list[str] = []
    names: list[str] = []
    for count, part in enumerate(message.walk()):
        if count >= MAIL_PARTS_MOST:
            break
        if part.is_multipart():
            continue
        name = _name(part)
        if name:
            names.append(file_name(name))
        elif part.get_content_type() in ("text/plain", "text/html"):
            (plain if part.get_content_type() == "text/plain" else html).append(_content(part))
    return plain, html, names


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ("attachment" if part.get_content_disposition() == "attachment" else "")
    except TROUBLES:
        return "attachment"


def _content(part: EmailMessage) -> str:
    """In the encoding that the part names, else as its letters suggest."""
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return ""
    try:
        return body.decode(part.get_content_charset() or "utf-8")
    except (UnicodeError, *TROUBLES):
        return decoded(body)


class _Words(HTMLParser):
    """Collects what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # links and pictures are not followed
        self.silent += tag in _SILENT
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def text_of_html(html: str) -> str:
    """The text of a page, its tags, scripts and styles left out, one blank line at most between two lines."""
    words = _Words()
    with suppress(*TROUBLES):  # a declaration that the parser cannot take; what was read until there is kept
        words.feed(html)
        words.close()
    lines = [" ".join(line.split()) for line in "".join(words.words).split("\n")]
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1])).strip()
