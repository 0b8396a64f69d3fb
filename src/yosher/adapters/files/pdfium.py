"""PDFium keeps state of its own beside every document and is not made for threads (its public/README.md): one call at a time in a process.

Whatever opens a document closes all of it before the next one may begin: what the collector closes later would be a call beside another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2

_ONE_AT_A_TIME = Lock()


@contextmanager
def opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A document, alone in the process for as long as it is open. Raises PdfiumError for what is none."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
