"""Files that end PDFium's process, hold it up or take it over: whoever asks goes on, and so does the next file."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from yosher.adapters.files import pages, pdf
from yosher.adapters.files.limits import PDF_MEMORY_MOST
from yosher.adapters.files.pages import page_picture
from yosher.adapters.files.pdf import read_pdf
from yosher.adapters.files.pdfium import COMMAND, Pdfium
from yosher.adapters.files.wire import PAGE_LAST, Answer, Ask
from yosher.desk.ports import NotFound, Trouble
from yosher.evidence.model import Readable

SAMPLE = (Path(__file__).parent / "samples" / "delivery-he.pdf").read_bytes()
CRASHING, HANGING = SAMPLE + b"%crash\n", SAMPLE + b"%hang\n"
LATE = SAMPLE + b"%late\n"  # crashes when its time is nearly over: too late for another start
SOON = 4.0  # seconds for a question
# The true process, but some files do to it what a hostile one would.
FRAIL = """
import os, signal, time
from yosher.adapters.files import pdfium_process as own
true = own._answer
def answer(ask, content, page):
    if content.endswith(b"%crash\\n"):
        os.kill(os.getpid(), signal.SIGSEGV)
    while content.endswith(b"%hang\\n"):
        pass
    if content.endswith(b"%late\\n"):
        time.sleep(3.95)
        os.kill(os.getpid(), signal.SIGSEGV)
    return true(ask, content, page)
own._answer = answer
own.main()
"""
FRAIL_COMMAND = (sys.executable, "-c", FRAIL)
# A process that was taken over: it says it is ready, and then what it likes.
TAKEN_OVER = """
import socket, struct, sys, time
line = socket.socket(fileno=0)
line.sendall(struct.pack("!BQ", 1, 0))
line.recv(1)
line.sendall(bytes.fromhex(sys.argv[1]))
time.sleep(float(sys.argv[2]))
"""


def process_of(reader: Pdfium) -> int:
    assert reader._process is not None
    return reader._process._run.pid


def is_there(pid: int) -> bool:
    """Also a process that ended and that nobody has waited for is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def waits_until(true: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


@pytest.fixture
def frail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pdfium]:
    """What reads and draws here, by a process that some files end or hold up."""
    reader = Pdfium(FRAIL_COMMAND, seconds=SOON)
    for module in (pages, pdf):
        monkeypatch.setattr(module, "pdfium", lambda: reader)
    yield reader
    reader.end()


@pytest.fixture
def own() -> Iterator[Pdfium]:
    reader = Pdfium()
    yield reader
    reader.end()


def text(reader: Pdfium, content: bytes = SAMPLE) -> bytes:
    answer, found = reader.ask(Ask.TEXT, content)
    assert answer is Answer.DONE
    return found


# -- a file that does harm ----------------------------------------------------------------------------------------


def test_a_file_that_crashes_pdfium_is_damaged_and_the_next_one_is_read(frail: Pdfium) -> None:
    before = read_pdf(SAMPLE)
    found = read_pdf(CRASHING)
    assert (found.readable, found.pages, found.reason and found.reason.code) == (Readable.UNREADABLE, before.pages, "files.damaged")
    assert read_pdf(SAMPLE) == before
    assert before.readable is Readable.READ


def test_a_file_that_hangs_pdfium_is_damaged_in_time_and_its_process_is_ended(frail: Pdfium) -> None:
    read_pdf(SAMPLE)
    held, began = process_of(frail), time.monotonic()
    assert read_pdf(HANGING).readable is Readable.UNREADABLE
    assert time.monotonic() - began < 2 * SOON, "a file that took too long was tried again"
    assert not is_there(held)
    assert read_pdf(SAMPLE).readable is Readable.READ


@pytest.mark.parametrize("content", [CRASHING, HANGING, LATE, b"%PDF-1.7\nnot really"])
def test_a_page_that_cannot_be_drawn_is_said_and_the_next_one_is_drawn(frail: Pdfium, content: bytes) -> None:
    assert page_picture(SAMPLE, 1).startswith(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(Trouble) as trouble:
        page_picture(content, 1)
    assert (trouble.value.reason.code, trouble.value.permanent) == ("files.page_not_drawn", True)
    assert page_picture(SAMPLE, 1).startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("number", [-1, 0, 2, PAGE_LAST, PAGE_LAST + 1, 2**80])
def test_a_page_that_is_not_there_is_not_found(number: int) -> None:
    with pytest.raises(NotFound):
        page_picture(SAMPLE, number)


def test_a_page_as_large_as_pages_can_be_takes_no_more_memory_than_there_is(own: Pdfium) -> None:
    large = pikepdf.new()
    page = large.add_blank_page(page_size=(14_400, 14_400))
    page.UserUnit = 1_000
    out = BytesIO()
    large.save(out)
    answer, picture = own.ask(Ask.PICTURE, out.getvalue())
    assert answer is Answer.DAMAGED or picture.startswith(b"\x89PNG")
    assert text(own)


def test_a_process_that_was_killed_meanwhile_makes_no_file_damaged(own: Pdfium) -> None:
    whole = text(own)
    for _ in range(3):
        os.kill(process_of(own), signal.SIGKILL)
        assert waits_until(lambda: not is_there(process_of(own)), 5)
        assert text(own) == whole


def test_a_process_that_is_killed_while_it_reads_is_replaced(frail: Pdfium) -> None:
    whole = text(frail)
    held = process_of(frail)
    threading.Timer(0.5, os.kill, (held, signal.SIGKILL)).start()
    began = time.monotonic()
    assert frail.ask(Ask.TEXT, HANGING) == (Answer.DAMAGED, b"")  # killed at the first try, too slow at the second
    assert time.monotonic() - began >= SOON
    assert text(frail) == whole
    assert process_of(frail) != held


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_that_reaches_the_whole_group_holds_up_no_file(own: Pdfium, sign: signal.Signals) -> None:
    text(own)
    kept = process_of(own)
    os.kill(kept, sign)
    assert text(own)
    assert process_of(own) == kept


@pytest.mark.parametrize(
    "said",
    [
        "",
        "ff",
        "ff" + "00" * 8,  # an answer that is none
        "02" + "ff" * 8,  # more bytes than there are
        "02" + "00" * 7 + "09" + "41" * 4,  # fewer bytes than were said
    ],
)
@pytest.mark.parametrize("stays", [0, 60])
def test_a_process_that_was_taken_over_does_not_hold_up_whoever_asks(said: str, stays: float) -> None:
    reader = Pdfium((sys.executable, "-c", TAKEN_OVER, said, str(stays)), seconds=1.5)
    try:
        assert reader.ask(Ask.TEXT, b"%PDF-" + bytes(2**20)) == (Answer.DAMAGED, b"")
    finally:
        reader.end()


def test_two_hundred_files_with_turned_bytes_are_read_or_damaged(own: Pdfium) -> None:
    chance = random.Random(20261126)
    whole, kinds = text(own), set()
    for _ in range(200):
        turned = bytearray(SAMPLE)
        for _ in range(chance.choice((1, 3, 10, 100))):
            turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
        kinds.add(own.ask(Ask.TEXT, bytes(turned))[0])
        kinds.add(own.ask(Ask.PICTURE, bytes(turned))[0])
    assert {Answer.DONE} <= kinds <= {Answer.DONE, Answer.DAMAGED, Answer.NO_PAGE}
    assert text(own) == whole


# -- many at once, and for long -----------------------------------------------------------------------------------


def test_eight_threads_are_each_answered_about_their_own_file(frail: Pdfium) -> None:
    def file_of(number: int) -> bytes:
        drawn = pikepdf.new()
        font = drawn.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
        page = drawn.add_blank_page(page_size=(400, 400))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = drawn.make_stream(f"BT /F1 12 Tf 20 300 Td (Order {number}) Tj ET".encode())
        out = BytesIO()
        drawn.save(out)
        return out.getvalue()

    def ask(number: int) -> bool:
        if number % 8 == 7:
            return read_pdf(CRASHING).readable is Readable.UNREADABLE
        return read_pdf(file_of(number)).text == f"Order {number}" and page_picture(file_of(number), 1).startswith(b"\x89PNG")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(64)))


def test_many_processes_one_after_the_other_leave_nothing_open(frail: Pdfium) -> None:
    text(frail)
    frail.end()
    before, ended = sorted(os.listdir("/proc/self/fd")), []
    for _ in range(12):
        text(frail)
        ended.append(process_of(frail))
        frail.ask(Ask.TEXT, CRASHING)
    frail.end()
    assert sorted(os.listdir("/proc/self/fd")) == before
    assert not [pid for pid in ended if Path(f"/proc/{pid}").exists()], "a process that ended was not waited for"


# -- what the process is given ------------------------------------------------------------------------------------


def test_the_process_inherits_no_secret_and_no_line_of_ours(own: Pdfium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOSHER_DATABASE_URL", "postgresql://dana:secret@db/yosher")
    with socket.create_server(("127.0.0.1", 0)) as door:
        os.set_inheritable(door.fileno(), True)
        text(own)
        place = Path(f"/proc/{process_of(own)}")
        named = {entry.partition("=")[0] for entry in (place / "environ").read_text().split("\0")}
        assert named - {""} <= {"PYTHONPATH", "LD_LIBRARY_PATH", "PYTHONHOME"}
        assert sorted(os.listdir(place / "fd")) == ["0", "1", "2"]
        assert {os.readlink(place / "fd" / n) for n in "12"} == {"/dev/null"}


def test_the_process_has_a_limit_of_memory_and_leaves_no_dump(own: Pdfium) -> None:
    text(own)
    limits = Path(f"/proc/{process_of(own)}/limits").read_text().splitlines()
    address_space, core = (next(row for row in limits if row.startswith(name)) for name in ("Max address space", "Max core file size"))
    assert address_space.split()[3:5] == [str(PDF_MEMORY_MOST)] * 2
    assert core.split()[4:6] == ["0", "0"]


def test_pdfium_is_loaded_in_its_process_alone_and_nothing_large_beside_it() -> None:
    code = "import sys, {}; print(*sorted(sys.modules))"

    def loaded(modules: str) -> set[str]:
        done = subprocess.run([sys.executable, "-c", code.format(modules)], capture_output=True, text=True, check=True)
        return {name.partition(".")[0] if not name.startswith("yosher.") else name for name in done.stdout.split()}

    asks = loaded("yosher.adapters.files.read, yosher.adapters.files.pages")
    assert not asks & {"pypdfium2", "pypdfium2_raw", "yosher.adapters.files.pdfium_process"}
    apart = loaded("yosher.adapters.files.pdfium_process")
    assert "pypdfium2" in apart
    assert not apart & {"django", "pikepdf", "babel", "typst", "yosher.desk", "yosher.bootstrap", "yosher.kernel"}


@pytest.mark.parametrize("command", [("/there/is/no/such/program",), (sys.executable, "-c", ""), (sys.executable, "-c", "print('ready')")])
def test_a_process_that_does_not_start_is_no_fault_of_the_file(command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "pdfium", lambda: Pdfium(command, seconds=SOON))
    before = sorted(os.listdir("/proc/self/fd"))
    with pytest.raises(Trouble) as trouble:
        read_pdf(SAMPLE)
    assert (trouble.value.reason.code, trouble.value.permanent) == ("files.pdfium_not_started", False)
    assert sorted(os.listdir("/proc/self/fd")) == before


# -- the end of whoever asks --------------------------------------------------------------------------------------

ASKS = """
import sys
from yosher.adapters.files.pdfium import Pdfium
from yosher.adapters.files.wire import Ask
reader = Pdfium({command!r}, seconds=2)
content = open({sample!r}, "rb").read()
reader.ask(Ask.TEXT, content)
print(reader._process._run.pid, flush=True)
{then}
"""


@contextlib.contextmanager
def asking(then: str, command: tuple[str, ...] = COMMAND) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A program that has asked about a file once, and the process that answered it."""
    sample = str(Path(__file__).parent / "samples" / "delivery-he.pdf")
    code = ASKS.format(command=command, sample=sample, then=then)
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        try:
            yield program, int(program.stdout.readline())
        finally:
            program.kill()


@pytest.mark.parametrize("then", ["sys.stdin.read()", "reader.ask(Ask.TEXT, content + b'%hang\\n')"])
def test_the_process_ends_with_whoever_asks_even_when_they_are_killed(then: str) -> None:
    with asking(then, FRAIL_COMMAND) as (program, pid):
        time.sleep(0.5)
        assert is_there(pid)
        program.kill()
        program.wait()
        assert waits_until(lambda: not is_there(pid), 10)


def test_the_process_ends_when_whoever_asks_comes_to_the_end() -> None:
    with asking("") as (program, pid):
        assert program.wait() == 0
        assert waits_until(lambda: not is_there(pid), 10)


FORKS = """
import os, sys, threading, time
from yosher.adapters.files.pdfium import pdfium
from yosher.adapters.files.wire import Ask
content = open(sys.argv[1], "rb").read()
whole = pdfium().ask(Ask.TEXT, content)
first = pdfium()._process._run.pid
busy = threading.Thread(target=lambda: [pdfium().ask(Ask.PICTURE, content) for _ in range(40)])
busy.start()
time.sleep(0.05)
pid = os.fork()
if pid == 0:
    same = pdfium().ask(Ask.TEXT, content) == whole and pdfium()._process._run.pid != first
    os._exit(0 if same else 1)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
busy.join()
assert pdfium().ask(Ask.TEXT, content) == whole
assert pdfium()._process._run.pid == first
"""


def test_a_process_that_was_forked_starts_one_of_its_own() -> None:
    sample = str(Path(__file__).parent / "samples" / "delivery-he.pdf")
    subprocess.run([sys.executable, "-c", FORKS, sample], check=True, timeout=60)
