"""A workbook (.xlsx) as a table of text: its first sheet that holds anything, values only. Formulas are never computed."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from openpyxl import load_workbook

from yosher.adapters.files.limits import CELL_MOST, COLUMNS_MOST, ROWS_MOST, UNPACKED_MOST
from yosher.desk.ports import FileUnreadable
from yosher.kernel.reason import Reason

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007, and a workbook with a password


def is_workbook(body: bytes) -> bool:
    return body.startswith((_ZIP, _OLD))


def as_csv(body: bytes) -> bytes:
    """The sheet as CSV, a row a line, days as ISO 8601. Raises FileUnreadable, whatever the bytes are."""
    if body.startswith(_OLD):
        raise FileUnreadable(Reason("files.workbook_old"), permanent=True)
    _refuse_bombs(body)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of parts that it leaves out: none of them is a cell
            rows = _rows(body)
    except FileUnreadable:
        raise
    except Exception as trouble:  # whoever made these bytes chooses which error the library raises
        raise _damaged() from trouble
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8", "replace")


def _refuse_bombs(body: bytes) -> None:
    """By what the zip says of itself: nothing that unpacks to more than it says is read beyond that."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as trouble:
        raise _damaged() from trouble
    if unpacked > UNPACKED_MOST:
        raise FileUnreadable(Reason("files.workbook_too_large", values={"mb": UNPACKED_MOST // 2**20}), permanent=True)


def _rows(body: bytes) -> list[list[str]]:
    book = load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size is not believed
        rows = _bounded(sheet.iter_rows(max_row=ROWS_MOST + 1, max_col=COLUMNS_MOST, values_only=True))
        if rows:
            return rows
    return []


def _bounded(cells: Iterable[Sequence[object]]) -> list[list[str]]:
    """Rows up to the last one that holds anything; empty ones within stay, so that lines are counted as the sheet counts them."""
    rows = [_trimmed([_text(value) for value in row]) for row in cells]
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > ROWS_MOST:
        raise FileUnreadable(Reason("files.workbook_too_long", values={"n": ROWS_MOST}), permanent=True)
    return rows


def _trimmed(row: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _text(value: object) -> str:
    """On one line: a row of the sheet is a line of the table. A number as it would be typed, at a spreadsheet's 15 digits."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)[:CELL_MOST]
        case float():
            return f"{value:.0f}" if value == value // 1 and abs(value) < 10**15 else f"{value:.15g}"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case _:
            return " ".join(str(value)[:CELL_MOST].split())


def _damaged() -> FileUnreadable:
    return FileUnreadable(Reason("files.workbook_damaged"), permanent=True)
