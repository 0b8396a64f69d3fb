"""The text layer of a PDF: letters in the order in which they are read, Hebrew too, without the isolates around them."""

import re
from io import BytesIO
from time import monotonic

import pikepdf
import pypdfium2

from yosher.adapters.files.limits import PAGES_MOST, SECONDS_MOST, TEXT_MOST
from yosher.desk.ports import ReadFile
from yosher.evidence.model import Readable
from yosher.kernel.reason import Reason
from yosher.privacy.clean import clean

PDF = "application/pdf"
# In a right-to-left line PDFium gives `A-77` as `-77A`: a hyphen before digits and letters was between letters and digits.
_TURNED = re.compile(r"(?<![A-Za-z0-9])-(\d+)([A-Za-z]+)(?![A-Za-z0-9])")
_HEBREW = re.compile("[\u05d0-\u05ea]")


def read_pdf(content: bytes) -> ReadFile:
    """Read, unread (a scan without a text layer), or unreadable with its reason: encrypted, damaged, no pages."""
    try:
        with pikepdf.open(BytesIO(content)) as opened:
            pages = len(opened.pages)
    except pikepdf.PasswordError:
        return ReadFile(Readable.UNREADABLE, PDF, reason=Reason("files.locked"))
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, OverflowError, MemoryError):
        return _damaged()
    if not pages:
        return _damaged()
    try:
        text = _text(content)
    except (pypdfium2.PdfiumError, ValueError, RuntimeError, MemoryError):
        return _damaged(pages)
    if not any(letter.isalnum() for letter in text):
        return ReadFile(Readable.UNREAD, PDF, pages=pages, reason=Reason("files.no_text"))
    return ReadFile(Readable.READ, PDF, text=text, pages=pages)


def _text(content: bytes) -> str:
    """Page by page, until there is enough or it takes too long."""
    until = monotonic() + SECONDS_MOST
    found: list[str] = []
    length = 0
    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(min(len(document), PAGES_MOST)):
            found.append(_page(document, number))
            length += len(found[-1])
            if length > TEXT_MOST or monotonic() > until:
                break
    finally:
        document.close()
    return "\n\n".join(found)


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        layer = page.get_textpage()
        try:
            text = clean(layer.get_text_bounded()).replace("\ufffe", "-")  # PDFium's sign for a hyphen at a line's end
            return "\n".join(_put_right(line) for line in text.strip().split("\n"))
        finally:
            layer.close()
    finally:
        page.close()


def _put_right(line: str) -> str:
    return _TURNED.sub(r"\2-\1", line) if _HEBREW.search(line) else line


def _damaged(pages: int | None = None) -> ReadFile:
    return ReadFile(Readable.UNREADABLE, PDF, pages=pages, reason=Reason("files.damaged"))
