"""Workbooks as tables: what their cells show, and bytes that mean no good."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from yosher.adapters.files import workbook
from yosher.adapters.files.workbook import as_csv, is_workbook
from yosher.desk.ports import FileUnreadable


def book(*rows: tuple[Any, ...], before: int = 0) -> bytes:
    made = Workbook()
    for _ in range(before):
        made.create_sheet(index=0)
    for line in rows:
        made.worksheets[-1].append(line)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def text(body: bytes) -> list[str]:
    return as_csv(body).decode().splitlines()


def refused(body: bytes) -> str:
    with pytest.raises(FileUnreadable) as trouble:
        as_csv(body)
    assert trouble.value.permanent
    return trouble.value.reason.code


def test_cells_are_written_as_they_would_be_typed() -> None:
    body = book(("Id", "Sum", "Day", "At"), ("A,1", 1250.5, date(2026, 11, 2), datetime(2026, 11, 2, 9, 30)), (7, 1200.0, None, True))
    assert is_workbook(body)
    assert text(body) == ["Id,Sum,Day,At", '"A,1",1250.5,2026-11-02,2026-11-02 09:30:00', "7,1200,,true"]


def test_a_sum_that_floats_badly_is_the_sum_that_is_shown() -> None:
    assert text(book((0.1 + 0.2, 1e15, -4.35))) == ["0.3,1000000000000000,-4.35"]


def test_a_cell_of_several_lines_stays_in_its_row() -> None:
    assert text(book(("one\ntwo", "x"), ("y", "z"))) == ["one two,x", "y,z"]


def test_an_empty_row_within_keeps_the_count_and_those_at_the_end_do_not() -> None:
    assert text(book(("a", "b"), (None, None), ("c", "d"), (None, ""))) == ["a,b", "", "c,d"]


def test_the_first_sheet_that_holds_anything_is_read() -> None:
    assert text(book(("a", "b"), before=2)) == ["a,b"]


def test_a_formula_is_its_value_only_and_nothing_where_none_was_kept() -> None:
    assert text(book(("=1+1", '=WEBSERVICE("http://example.com")', "x"))) == [",,x"]


@pytest.mark.parametrize("body", [b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 200, book(("a",))[:-40], book(("a",))[:300]])
def test_what_only_begins_like_a_workbook_is_damaged(body: bytes) -> None:
    assert refused(body) == "files.workbook_damaged"


def test_a_zip_of_something_else_is_no_workbook() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    assert refused(packed.getvalue()) == "files.workbook_damaged"


def test_a_workbook_with_a_password_says_what_to_do() -> None:
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == "files.workbook_old"


def test_a_bomb_is_not_unpacked() -> None:
    packed = io.BytesIO(book(("a",)))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/bomb.xml", b"\x00" * (workbook.UNPACKED_MOST + 1))
    assert len(packed.getvalue()) < 2**20
    assert refused(packed.getvalue()) == "files.workbook_too_large"


def test_an_entity_that_grows_is_not_expanded() -> None:
    packed = io.BytesIO(book(("a",)))
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = '<worksheet><sheetData><row><c t="str"><v>&l9;</v></c></row></sheetData></worksheet>'
    evil = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{lol}]>{sheet}'
    again = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(name, evil if name.endswith("sheet1.xml") else old.read(name))
    assert refused(again.getvalue()) == "files.workbook_damaged"


def test_a_sheet_of_too_many_rows_is_refused_and_one_cell_far_below_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_MOST", 3)
    assert refused(book(("a",), ("b",), ("c",), ("d",))) == "files.workbook_too_long"
    made = Workbook()
    made.worksheets[0]["A1"], made.worksheets[0]["A1048576"] = "top", "bottom"
    written = io.BytesIO()
    made.save(written)
    assert text(written.getvalue()) == ["top"]


def test_a_sheet_that_lies_about_its_size_is_read_by_what_it_holds() -> None:
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(("a", "b"), ("c", "d")))) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="A1:B2"', b'ref="A1:A1"'))
    assert text(again.getvalue()) == ["a,b", "c,d"]
