"""Any table's bytes → denials: one message a row, several rows a dispute."""

from collections.abc import Iterable, Iterator

from yosher.adapters.processors.csv.columns import columns_of
from yosher.adapters.processors.csv.layout import Row, Sheet, header_of, sheet_of
from yosher.adapters.processors.csv.row import RowReader
from yosher.cases.door.decoding import decoded, is_text
from yosher.cases.door.documents import looks_like_json
from yosher.cases.door.reading import read_each, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import word
from yosher.cases.model import Incoming, Reading, Refusal
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.reason import Reason

_HEAD = 65_536  # bytes: a header below its preamble stands within these
_SURE, _LIKELY, _BY_NAME = 58, 45, 20  # below 60, so that a processor that knows its own export reads it first
_MOST_NAMED, _HEADER_SHOWN = 8, 40  # columns in a note, and characters of each
_ENDINGS = (".csv", ".tsv", ".tab", ".txt")


def recognise(head: bytes, *, name: str) -> int:
    """How surely these first bytes are a table of disputes, 0 to 100; below 60, since it is nobody's own layout."""
    if not is_text(head) or looks_like_json(head):
        return 0
    found = header_of(decoded(head[:_HEAD]).split("\n"))
    if found is None:
        return _BY_NAME if name.casefold().endswith(_ENDINGS[:3]) else 0
    return _SURE if len(found[2].columns) > 3 else _LIKELY


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """Every row of a table. A table carries no signature: one that is given cannot be checked, and raises SignatureWrong."""
    if context.signature is not None:
        raise SignatureWrong(Reason("sheet.signature_not_checkable"))
    if not is_text(body):
        return refused_whole(Unreadable("sheet.not_a_table"), file=context.file)
    try:
        sheet = sheet_of(decoded(body))
    except Unreadable as trouble:
        return refused_whole(trouble, file=context.file)
    reader = RowReader(columns_of(sheet, country=context.organisation.country), context)
    reading = read_each(_by_line(sheet.rows), reader.read, file=context.file)
    broken = [trouble.refusal(file=context.file, row=line) for line, trouble in sheet.broken]
    left_out = [Refusal("sheet.line_left_out", context.file, line, {"text": word(text)}) for line, text in sheet.left_out]
    return Reading(
        tuple(_each_once(reading.incoming)),
        in_order((*reading.refused, *broken)),
        in_order((*columns_left(sheet, context.file), *reading.notes, *left_out)),
    )


def columns_left(sheet: Sheet, file: str) -> Iterator[Refusal]:
    """Columns that are not read are named once; card numbers never stand in a header."""
    left = tuple(dict.fromkeys(header for section in sheet.sections for header in section.unread))
    if left:
        named = ", ".join(word(header)[:_HEADER_SHOWN] for header in left[:_MOST_NAMED])
        yield Refusal("sheet.columns_left", file, values={"columns": named, "n": len(left)})


def _by_line(rows: Iterable[Row]) -> Iterator[tuple[int | None, Row]]:
    return ((row.line, row) for row in rows)


def _each_once(incoming: Iterable[Incoming]) -> Iterator[Incoming]:
    """A row that says the same as one before it (same dispute, time, sum and status) is the same message."""
    seen = set()
    for one in incoming:
        if one.denial.id not in seen:
            seen.add(one.denial.id)
            yield one


def in_order(refusals: Iterable[Refusal]) -> tuple[Refusal, ...]:
    return tuple(sorted(refusals, key=lambda one: one.row or 0))
