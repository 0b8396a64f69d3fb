"""A PDF: read by its text layer, or why it cannot be read."""

from io import BytesIO

import pikepdf

from yosher.adapters.files.pdfium import pdfium
from yosher.adapters.files.wire import Answer, Ask
from yosher.desk.ports import ReadFile
from yosher.evidence.model import Readable
from yosher.kernel.reason import Reason

PDF = "application/pdf"


def read_pdf(content: bytes) -> ReadFile:
    """Read, unread (a scan without a text layer), or unreadable with its reason: encrypted, damaged, no pages.

    Raises Trouble where PDFium cannot be started.
    """
    try:
        with pikepdf.open(BytesIO(content)) as opened:
            pages = len(opened.pages)
    except pikepdf.PasswordError:
        return ReadFile(Readable.UNREADABLE, PDF, reason=Reason("files.locked"))
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, OverflowError, MemoryError):
        return _damaged()
    if not pages:
        return _damaged()
    answer, layer = pdfium().ask(Ask.TEXT, content)
    if answer is not Answer.DONE:
        return _damaged(pages)
    text = layer.decode("utf-8", "replace")
    if not any(letter.isalnum() for letter in text):
        return ReadFile(Readable.UNREAD, PDF, pages=pages, reason=Reason("files.no_text"))
    return ReadFile(Readable.READ, PDF, text=text, pages=pages)


def _damaged(pages: int | None = None) -> ReadFile:
    return ReadFile(Readable.UNREADABLE, PDF, pages=pages, reason=Reason("files.damaged"))
