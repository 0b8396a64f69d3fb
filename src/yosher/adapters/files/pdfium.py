"""PDFium, in a process of its own: a hostile file may end that process or hold it up, and nobody's work goes with it.

One process for whoever asks, started when it is first needed and kept. It answers one question at a time: PDFium keeps state of its own
beside every document and is not made for threads (its public/README.md). What runs in it is `pdfium_process.py`.
"""

import atexit
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from threading import Lock
from time import monotonic

from yosher.adapters.files.limits import FILE_BYTES_MOST, PDF_SECONDS_MOST
from yosher.adapters.files.wire import ANSWER, QUESTION, Answer, Ask
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

COMMAND = (sys.executable, "-P", "-m", "yosher.adapters.files.pdfium_process")
_TRIES = 2  # a process that ended may have been ended by something else than this file: by an earlier one, or by the system
_ENVIRONMENT = ("LD_LIBRARY_PATH", "PYTHONHOME")  # where Python itself is; no address of a database and no secret
_PIECE = 2**20  # bytes that are taken from the line at a time


class Pdfium:
    """`command` starts the process; a question is given `seconds`, and so is a start, then the process is ended. Safe for threads."""

    def __init__(self, command: Sequence[str] = COMMAND, *, seconds: float = PDF_SECONDS_MOST) -> None:
        self._command, self._seconds = command, seconds
        self._one_at_a_time = Lock()
        self._process: _Process | None = None

    def ask(self, ask: Ask, content: bytes, page: int = 1) -> tuple[Answer, bytes]:
        """A file that ends the process twice, or takes too long, is DAMAGED. Raises Trouble where no process can be started."""
        with self._one_at_a_time:
            until = monotonic() + self._seconds
            for _ in range(_TRIES):
                process = self._process = self._process or _Process(self._command, monotonic() + self._seconds)
                try:
                    return process.ask(ask, content, page, until)
                except TimeoutError:
                    self.end()
                    break
                except (OSError, EOFError, ValueError):
                    self.end()
                except BaseException:  # half a question was asked: the next answer would be to this one
                    self.end()
                    raise
        return Answer.DAMAGED, b""

    def end(self) -> None:
        """Another process is started when the next question comes."""
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def forget(self) -> None:
        """In a process that was forked: the process of PDFium belongs to the other one, and so does whoever held the lock."""
        self._one_at_a_time = Lock()
        process, self._process = self._process, None
        if process is not None:
            process.leave()


_OWN = Pdfium()


def pdfium() -> Pdfium:
    """The one of this process."""
    _watch()
    return _OWN


@cache
def _watch() -> None:
    """What happens to it when this process ends or forks; nothing of it before anybody asks."""
    atexit.register(_OWN.end)
    os.register_at_fork(after_in_child=_OWN.forget)


class _Process:
    """A process that has said that it is ready, and the line to it. It inherits nothing else of ours."""

    def __init__(self, command: Sequence[str], until: float) -> None:
        try:
            self._line, theirs = socket.socketpair()
        except OSError as trouble:
            raise _not_started() from trouble
        try:
            with theirs:
                self._run = subprocess.Popen(  # noqa: S603  (our own words)
                    command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment()
                )
        except OSError as trouble:
            self._line.close()
            raise _not_started() from trouble
        try:
            self._heard(until)
        except (OSError, EOFError, ValueError) as trouble:
            self.end()
            raise _not_started() from trouble
        except BaseException:
            self.end()
            raise

    def ask(self, ask: Ask, content: bytes, page: int, until: float) -> tuple[Answer, bytes]:
        """Raises TimeoutError, and OSError, EOFError or ValueError where the process ended or says what nobody asked."""
        left = _left(until)
        self._line.settimeout(left)
        self._line.sendall(QUESTION.pack(ask, page, left, len(content)))
        self._line.sendall(content)
        return self._heard(until)

    def _heard(self, until: float) -> tuple[Answer, bytes]:
        answer, length = ANSWER.unpack(self._bytes(ANSWER.size, until))
        if length > FILE_BYTES_MOST:
            raise ValueError(length)
        return Answer(answer), self._bytes(length, until)

    def _bytes(self, length: int, until: float) -> bytes:
        found = bytearray()
        while len(found) < length:
            self._line.settimeout(_left(until))
            piece = self._line.recv(min(length - len(found), _PIECE))
            if not piece:
                raise EOFError
            found += piece
        return bytes(found)

    def end(self) -> None:
        self._line.close()
        self._run.kill()
        self._run.wait()

    def leave(self) -> None:
        self._line.close()
        self._run.returncode = 0  # it is not ours to wait for


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(map(os.path.abspath, sys.path)))}


def _not_started() -> Trouble:
    return Trouble(Reason("files.pdfium_not_started"))
