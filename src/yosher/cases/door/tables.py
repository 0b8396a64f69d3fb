"""Rows of a processor's CSV export, its columns found by their headers wherever the user has put them."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yosher.cases.door.documents import text_of_bytes
from yosher.cases.door.fields import Fields
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import one_line

Columns = Mapping[str, tuple[str, ...]]  # our field → the headers by which it is known, best first, as `plain_header` leaves them

_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 30  # lines: what stands above the header in an export is a title, a period, a filter
_HEADER_MOST = 20_000  # characters: of a longer line only the beginning is weighed, since it holds notes and no names of columns
_UTC = re.compile(r"\(utc\)|\butc$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its line as an editor counts, its cells by our names, or why it cannot be taken apart."""

    line: int
    cells: Fields
    trouble: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in the order of the file; `utc` names the fields whose header says that their times are UTC."""

    rows: tuple[Row, ...]
    utc: frozenset[str]

    def column(self, name: str) -> Iterator[str]:
        """The cells of one column that are not empty, to be parsed."""
        return (found for row in self.rows if (found := one_line(row.cells.raw(name))))


def plain_header(text: str) -> str:
    """A header without capitals, blanks at its ends, underscores and "(UTC)": `Due by (UTC)` and `due_by` are the same."""
    return re.sub(r"[\s_]+", " ", _UTC.sub("", text.strip("\ufeff \t\"'").casefold())).strip()


def table_of(body: bytes, columns: Columns, *, needed: tuple[str, ...]) -> Table:
    """Read a CSV file whose header is found by its known columns. Raises Unreadable where the `needed` ones are not there."""
    text = text_of_bytes(body)
    # The limit is the process's and only ever rises: a note of ten megabytes in one cell must not cost its dispute.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = list(io.StringIO(text, newline=""))
    at, delimiter = _header(lines, columns)
    header = next(csv.reader([lines[at]], delimiter=delimiter))
    places = _places(header, columns)
    missing = [name for name in needed if name not in places]
    if missing:
        raise Unreadable("intake.columns_missing", columns=", ".join(columns[name][0] for name in missing))
    rows = tuple(_rows(lines[at + 1 :], delimiter, places, first=at + 2))
    return Table(rows, frozenset(name for name, place in places.items() if _UTC.search(header[place].casefold())))


def known_headers(head: bytes, columns: Columns) -> frozenset[str]:
    """Which of our fields the header among a file's first lines names; nothing where it is no table."""
    try:
        lines = list(io.StringIO(text_of_bytes(head), newline=""))
        at, delimiter = _header(lines, columns)
        return frozenset(_places(next(csv.reader([lines[at]], delimiter=delimiter)), columns))
    except (Unreadable, csv.Error, StopIteration):
        return frozenset()


def _header(lines: list[str], columns: Columns) -> tuple[int, str]:
    """The line and the delimiter with which most known columns are found."""
    known = {header for headers in columns.values() for header in headers}
    tries = ((n, mark) for n in range(min(len(lines), _HEADER_WITHIN)) for mark in _DELIMITERS)
    best = max(tries, key=lambda tried: _known_in(lines[tried[0]], tried[1], known), default=None)
    if best is None or not _known_in(lines[best[0]], best[1], known):
        raise Unreadable("intake.no_header")
    return best


def _known_in(line: str, delimiter: str, known: set[str]) -> int:
    return sum(plain_header(cell) in known for cell in line[:_HEADER_MOST].split(delimiter))


def _places(header: list[str], columns: Columns) -> dict[str, int]:
    seen: dict[str, int] = {}
    for place, cell in enumerate(header):
        seen.setdefault(plain_header(cell), place)
    return {name: seen[found] for name, headers in columns.items() if (found := next((h for h in headers if h in seen), None)) is not None}


def _rows(lines: list[str], delimiter: str, places: Mapping[str, int], *, first: int) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = first + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(line, Fields({}), Unreadable("intake.row_unreadable"))
            continue
        if any(cell.strip() for cell in cells):
            yield Row(line, Fields({name: cells[place] for name, place in places.items() if place < len(cells) and cells[place]}))


def by_line(table: Table) -> Iterator[tuple[int | None, Row]]:
    """The rows with the line at which each begins, as `read_each` takes them."""
    return ((row.line, row) for row in table.rows)


def cells_of(row: Row) -> Fields:
    """The row's cells; raises Unreadable for a row that could not be taken apart."""
    if row.trouble is not None:
        raise row.trouble
    return row.cells
