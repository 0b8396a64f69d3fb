"""`python -m yosher.adapters.files.pdfium_process`: PDFium in a process of its own, which answers one question after another on its stdin.

A hostile file may end this process, or hold it up; nothing else goes with it. It has no more than what a file may need, ends when whoever
asks is gone, and imports only what reads and draws pages.
"""

import resource
import signal
import socket
import sys
from io import BufferedRWPair

import pypdfium2

from yosher.adapters.files.drawing import picture_of
from yosher.adapters.files.layer import text_of
from yosher.adapters.files.limits import PDF_MEMORY_MOST
from yosher.adapters.files.wire import ANSWER, QUESTION, Answer, Ask

_LATER = 1.0  # seconds: whoever asks gives up first, where they are still there


def main() -> None:
    _bind()
    with socket.socket(fileno=sys.stdin.fileno()) as line, line.makefile("rwb") as asked:
        serve(asked)


def _bind() -> None:
    """Only the end of its stdin, or a kill, ends it: a Ctrl-C or a stop is for whoever asks, who may still finish a file."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())  # what whoever asks has blocked is inherited
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump would hold a customer's papers
    if sys.platform == "linux":  # elsewhere the limit is missing, or refused
        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY_MOST, PDF_MEMORY_MOST))


def serve(asked: BufferedRWPair) -> None:
    """Until nobody asks any more. A question that takes too long ends the process, also when whoever asked was killed meanwhile."""
    _say(asked, Answer.READY)
    while len(head := asked.read(QUESTION.size)) == QUESTION.size:
        ask, page, seconds, length = QUESTION.unpack(head)
        signal.setitimer(signal.ITIMER_REAL, seconds + _LATER)
        content = asked.read(length)
        if len(content) < length:
            return
        _say(asked, *_answer(Ask(ask), content, page))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _say(asked: BufferedRWPair, answer: Answer, content: bytes = b"") -> None:
    asked.write(ANSWER.pack(answer, len(content)) + content)
    asked.flush()


def _answer(ask: Ask, content: bytes, page: int) -> tuple[Answer, bytes]:
    """What is expected of files; all else (no memory, too) ends the process, and the file is tried once more in a fresh one."""
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            if ask is Ask.TEXT:
                return Answer.DONE, text_of(document).encode()
            if page > len(document):
                return Answer.NO_PAGE, b""
            return Answer.DONE, picture_of(document, page)
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError, RuntimeError):
        return Answer.DAMAGED, b""


if __name__ == "__main__":
    main()
