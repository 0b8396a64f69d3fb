"""What people type has one bound, whichever way it comes in: what fits is kept whole, what is too long is refused and nothing is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from commands import Line
from programs import Program, Town, upload
from yosher.desk.typed import MOST, Typed

Words = tuple[object, ...]


@dataclass(frozen=True)
class Way:
    """Where a text goes in: the words of the command, and the call of a program."""

    command: Callable[[str, str], Words]
    place: str
    body: Callable[[str], dict[str, Any]]
    file: str = ""


WAYS = {
    Typed.NOTE: Way(lambda case, text: ("note", case, text), "notes", lambda text: {"text": text}),
    Typed.BECAUSE: Way(
        lambda case, text: ("answer", case, "--choice", "fight", "--because", text),
        "answer",
        lambda text: {"choice": "fight", "because": text},
    ),
    Typed.REFERENCE: Way(
        lambda case, text: ("refund", case, "--amount", "1", "--reference", text), "refund", lambda text: {"amount": "1", "reference": text}
    ),
    Typed.CHANNEL: Way(lambda case, text: ("send", case, "--by-hand", "--channel", text), "send", lambda text: {"channel": text}, "proof"),
    Typed.SHOWS: Way(lambda case, text: ("evidence", "add", case, PAPER, "--note", text), "exhibits", lambda text: {"note": text}, "file"),
    Typed.CAPTURED_BY: Way(
        lambda case, text: ("evidence", "add", case, PAPER, "--captured-by", text),
        "exhibits",
        lambda text: {"captured_by": text},
        "file",
    ),
    Typed.GUEST_NAME: Way(
        lambda case, text: ("guest", "invite", case, "lawyer", "--name", text), "guests", lambda text: {"guest": "lawyer", "name": text}
    ),
    Typed.GUEST_ABOUT: Way(
        lambda case, text: ("guest", "invite", case, "lawyer", "--name", "Gil", "--about", text),
        "guests",
        lambda text: {"guest": "lawyer", "name": "Gil", "about": text},
    ),
}
PAPER = "PAPER"


@pytest.fixture
def case(program: Program) -> str:
    """A case whose answer may be sent."""
    case = program.case()
    program.did("post", f"cases/{case}/answer", {"choice": "fight"})
    program.did("post", f"cases/{case}/approve", {})
    return case


def test_every_bound_is_tried() -> None:
    assert set(WAYS) == set(MOST) == set(Typed)


@pytest.mark.parametrize("what", list(Typed))
def test_a_text_that_is_too_long_is_refused_whole_in_every_way(town: Town, program: Program, case: str, what: Typed) -> None:
    way, line = WAYS[what], Line(town.house.home.folder)
    paper = line.home.parent / "paper.txt"
    paper.write_text("Delivered, order A-77")
    before = program.did("get", f"cases/{case}/events")
    long = "א" * (MOST[what] + 1)
    command = [paper if word == PAPER else word for word in way.command(case, long)]
    assert line.refused(*command, org="oak") == f"desk.too_long_{what}"
    files = {way.file: upload(paper.read_bytes(), "paper.txt")} if way.file else None
    assert program.post(f"cases/{case}/{way.place}", way.body(long), files=files).status_code == 422
    assert program.did("get", f"cases/{case}/events") == before


@pytest.mark.parametrize("what", list(Typed))
def test_a_text_that_fits_is_kept_whole(town: Town, program: Program, case: str, what: Typed) -> None:
    way, line = WAYS[what], Line(town.house.home.folder)
    paper = line.home.parent / "paper.txt"
    paper.write_text("Delivered, order A-77")
    fits = "א" * MOST[what]
    line.did(*(paper if word == PAPER else word for word in way.command(case, f" \x07{fits}\r\n")), org="oak")
    shown = str(program.did("get", f"cases/{case}")) + str(program.did("get", f"cases/{case}/guests"))
    assert fits in shown
    assert fits + "א" not in shown


def test_a_reason_for_an_approval_has_the_same_bound(town: Town, program: Program, case: str) -> None:
    long = "a" * (MOST[Typed.BECAUSE] + 1)
    assert Line(town.house.home.folder).refused("approve", case, "--because", long, org="oak") == "desk.too_long_because"
    assert program.post(f"cases/{case}/approve", {"because": long}).status_code == 422
