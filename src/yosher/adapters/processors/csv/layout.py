"""A file taken apart: its delimiter, its header below any preamble, its sections, and its rows with their line numbers."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yosher.adapters.processors.csv import shapes
from yosher.adapters.processors.csv.heading import Heading, headings, plain
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.written_amounts import taken_apart

DELIMITERS = ",;\t|"
_HEADER_WITHIN = 60  # lines: what stands above a header in an export is a title, a period, a filter, an address
_LINE_MOST = 20_000  # characters: a longer line holds notes, and no names of columns
_KNOWN_LEAST = 3  # columns that we know, or it is no header; two suffice where one is the sum and the other says of what
_LEFT_OUT_MOST = 80


@dataclass(frozen=True, slots=True)
class Section:
    """One header and what it says; a file may hold several, each with its own columns."""

    columns: Mapping[str, Heading]
    places: tuple[tuple[str, int], ...]
    width: int
    processor: str | None = None
    minor: bool = False  # the layout is known to count in minor units
    unread: tuple[str, ...] = ()  # headers that we do not know, and those that say again what a better one says


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: the line at which it begins, as an editor counts, and its cells by our names, without the empty ones."""

    line: int
    cells: Mapping[str, str]
    section: Section

    def cell(self, name: str) -> str:
        """The cell of one of our fields, empty where the file has no such column."""
        return self.cells.get(name, "")


@dataclass(slots=True)
class Sheet:
    """All rows of a file, with what was no row: lines that no table has, and rows that cannot be taken apart."""

    sections: list[Section] = field(default_factory=list)
    under_way: bool = False  # a business's own list of its cases
    rows: list[Row] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    broken: list[tuple[int, Unreadable]] = field(default_factory=list)


def is_header(cells: Sequence[str], *, under_way: bool = False) -> Section | None:
    """A header row says what a table of disputes needs; a row of values does not, since its cells are no names of columns."""
    found = headings(cells, under_way=under_way)
    names = {heading.field for heading in found}
    filled = sum(1 for cell in cells if cell.strip())
    if not names & set(shapes.SUMS) or not names & shapes.SAYS_OF_WHAT or len(found) * 4 < filled:
        return None
    if len(found) < min(_KNOWN_LEAST, filled):
        return None
    return _section(found, cells)


def header_of(lines: Sequence[str], *, under_way: bool = False) -> tuple[int, str, Section] | None:
    """How many lines the preamble and the header take, the delimiter, and the section; None where no line is a header."""
    best: tuple[int, str, Section] | None = None
    for delimiter in DELIMITERS:
        top = [line if len(line) <= _LINE_MOST else "\n" for line in lines[:_HEADER_WITHIN]]
        reader = csv.reader(top, delimiter=delimiter)
        for cells in _whole_rows(reader):
            section = is_header(cells, under_way=under_way)
            if section and (best is None or len(section.columns) > len(best[2].columns)):
                best = (reader.line_num, delimiter, section)
                break
    return best


def sheet_of(text: str, *, under_way: bool = False) -> Sheet:
    """Every row of a text. Raises Unreadable where it is empty or has no header that we know."""
    if not text.strip():
        raise Unreadable("sheet.empty")
    # The limit is the process's and only ever rises: a note of ten megabytes in one cell must not cost its dispute.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = [line + "\n" for line in text.split("\n")]
    found = header_of(lines, under_way=under_way)
    if found is None:
        raise Unreadable("sheet.no_header")
    first, delimiter, section = found
    sheet = Sheet([section], under_way=under_way)
    for line, cells, trouble in _records(lines, delimiter, first=first, sheet=sheet):
        if trouble is not None:
            sheet.broken.append((line, trouble))
        elif any(cell.strip() for cell in cells):
            _add(sheet, line, cells)
    return sheet


def _add(sheet: Sheet, line: int, cells: Sequence[str]) -> None:
    """A row, another header, a total, or a line that stands between tables."""
    section = sheet.sections[-1]
    if _may_be_header(cells) and (header := is_header(cells, under_way=sheet.under_way)):
        sheet.sections.append(header)
        return
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) == 1 or plain(filled[0]) in shapes.TOTALS:
        sheet.left_out.append((line, " ".join(filled)[:_LEFT_OUT_MOST]))
    elif any(cell.strip() for cell in cells[section.width :]):
        sheet.broken.append((line, Unreadable("sheet.row_shifted", found=len(cells), expected=section.width)))
    else:
        sheet.rows.append(Row(line, _named(cells, section), section))


def _named(cells: Sequence[str], section: Section) -> Mapping[str, str]:
    there = len(cells)
    return {name: cell for name, place in section.places if place < there and (cell := cells[place].strip())}


def _may_be_header(cells: Sequence[str]) -> bool:
    """A quick look before the thorough one: no cell is a number or a day, and the first that is filled names a column."""
    if any(cell[:1].isdigit() and cell[-1:].isdigit() for cell in cells):
        return False
    first = next((cell for cell in cells if cell.strip()), "")
    return len(first) <= 60 and not first[:1].isdigit() and bool(headings((first,)))


def _section(found: tuple[Heading, ...], cells: Sequence[str]) -> Section:
    names = {plain(cell) for cell in cells}
    layout = next(((processor, minor) for marks, processor, minor in shapes.LAYOUTS if marks <= names), (None, False))
    width = max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0)
    places = tuple((heading.field, heading.place) for heading in found)
    read = {place for _, place in places}
    unread = tuple(" ".join(cell.split()) for place, cell in enumerate(cells) if cell.strip() and place not in read)
    columns = {heading.field: heading for heading in found}
    return Section(columns, places, width, processor=layout[0], minor=layout[1], unread=unread)


def _whole_rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue


def _records(lines: list[str], delimiter: str, *, first: int, sheet: Sheet) -> Iterator[tuple[int, list[str], Unreadable | None]]:
    """The records below the header. A quote that is never closed costs its own line, not those behind it."""
    start = first
    while start < len(lines):
        reader = csv.reader(_from(lines, start), delimiter=delimiter)
        done = 0
        resumed = False
        while not resumed:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                cells = []
            began, done_before, done = start + done + 1, done, reader.line_num
            if done - done_before > 1 and _swallowed(lines[start + done_before : start + done], delimiter, sheet.sections[-1]):
                yield began, [], Unreadable("sheet.quote_not_closed")
                start, resumed = start + done_before + 1, True
            else:
                yield began, cells, None


def _from(lines: Sequence[str], start: int) -> Iterable[str]:
    return (lines[at] for at in range(start, len(lines)))


def _swallowed(lines: Sequence[str], delimiter: str, section: Section) -> bool:
    """Whether a record over several lines holds rows of the table: then its quote was never meant to go so far."""
    sums = [section.columns[name].place for name in shapes.SUMS if name in section.columns]
    least = max(3, section.width // 2 + 1)
    for line in lines[1:]:
        cells = next(_whole_rows(csv.reader([line], delimiter=delimiter)), [])
        if len(cells) >= least and any(_is_amount(cells[place]) for place in sums if place < len(cells)):
            return True
    return False


def _is_amount(cell: str) -> bool:
    try:
        return bool(taken_apart(cell).number)
    except Unreadable:
        return False
