"""A business's own list of cases that are under way: where each stands, what was sent and decided when, and whose it is."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from yosher.adapters.processors.csv import shapes
from yosher.adapters.processors.csv.cells import short, status_says, sum_beside, time_of
from yosher.adapters.processors.csv.columns import Columns, columns_of, sum_cell
from yosher.adapters.processors.csv.heading import plain
from yosher.adapters.processors.csv.inbox import columns_left, in_order
from yosher.adapters.processors.csv.layout import Row, Sheet, sheet_of
from yosher.adapters.processors.csv.row import RowReader
from yosher.cases.door.decoding import decoded, is_text
from yosher.cases.door.moments import stated
from yosher.cases.door.reading import denial_id, doubts
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import prose
from yosher.cases.door.written_amounts import taken_apart
from yosher.cases.model import Denial, Refusal, Says, State, StatedDue
from yosher.cases.under_way import STANDINGS, ListRead, UnderWay
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import Language

# The columns of the sheet to fill in, by our names.
TEMPLATE = (
    *("dispute", "order", "payment", "network", "code", "amount", "currency", "happened", "due"),
    *("status", "sent", "decided", "refunded", "recovered", "customer name", "email", "assigned", "note"),
)
ROWS_MOST = 20_000  # of one list; more are several lists
_BEGINS = frozenset({Says.OPENED, Says.ALERT, Says.FRAUD_REPORT})
_OWN = frozenset({"happened", "due", "status", "outcome", "sent", "decided", "refunded", "recovered", "assigned"})
_NOW = frozenset({"status", "outcome", "recorded"})  # where the case stands now: nothing of how it began
# What a processor's word for a status says of where a case stands.
_AS_STATUS = {says: state for state, says in STANDINGS.items() if says} | {Says.OPENED: State.RECEIVED, Says.REFUNDED: State.REFUNDED}


def read_list(body: bytes, *, context: InboxContext) -> ListRead:
    """Every row for itself; what cannot be read is refused with its line and why. Never raises on content."""
    try:
        if not is_text(body):
            raise Unreadable("sheet.not_a_table")
        sheet = sheet_of(decoded(body), under_way=True)
        if len(sheet.rows) > ROWS_MOST:
            raise Unreadable("sheet.too_many_rows", n=len(sheet.rows), most=ROWS_MOST)
    except Unreadable as trouble:
        return ListRead(refused=(trouble.refusal(file=context.file),), notes=(_known_columns(context.file),))
    return _read(sheet, context)


def _read(sheet: Sheet, context: InboxContext) -> ListRead:
    columns = columns_of(sheet, country=context.organisation.country)
    reader = _ListReader(columns, RowReader(columns, context), context)
    rows: list[UnderWay] = []
    refused = [trouble.refusal(file=context.file, row=line) for line, trouble in sheet.broken]
    notes = [Refusal("sheet.line_left_out", context.file, line, {"text": short(text)}) for line, text in sheet.left_out]
    for row in sheet.rows:
        try:
            rows.append(reader.read(row))
        except Unreadable as trouble:
            refused.append(trouble.refusal(file=context.file, row=row.line))
    left = list(columns_left(sheet, context.file))
    if left:
        left.append(_known_columns(context.file))
    if any(one.code == "sheet.state_unknown" for one in refused):
        left.append(Refusal("sheet.states_known", context.file, values=known_words()))
    return ListRead(tuple(rows), in_order(refused), (*left, *in_order(notes)))


@dataclass(frozen=True, slots=True)
class _ListReader:
    columns: Columns
    opening: RowReader
    context: InboxContext

    def read(self, row: Row) -> UnderWay:
        """Raises Unreadable for a row of which something that decides cannot be read: nothing of it is taken then."""
        row = replace(row, cells={name: cell for name, cell in row.cells.items() if name not in _OWN or plain(cell) not in shapes.NOTHING})
        began = self.opening.read(replace(row, cells={name: cell for name, cell in row.cells.items() if name not in _NOW}))
        denial = _opened(began.denial, self._time(row, "due"))
        stands, remarks = _stands(row), [note for note in began.notes if note.code != "sheet.minus_left_out"]
        sent = self._time(row, "sent")
        if sent is not None and stands is State.RECEIVED:
            stands = State.SENT
            remarks.append(Reason("sheet.sent_though_open"))
        if sent is None and stands is State.SENT:
            raise Unreadable("sheet.sent_when")
        refunded, recovered = self._sum(row, "refunded"), self._sum(row, "recovered")
        if stands is State.PARTLY_WON and recovered is None:
            raise Unreadable("sheet.recovered_how_much")
        if self._has_minus(sum_cell(row)):
            remarks.append(Reason("sheet.minus_left_out", values={"amount": denial.amount}))
        for name, found in (("refunded", refunded), ("recovered", recovered)):
            if found is not None and self._has_minus(row.cell(name)):
                remarks.append(Reason("sheet.minus_in_column", values={"column": row.section.columns[name].plain, "amount": found}))
        return UnderWay(
            row.line,
            denial,
            stands,
            sent,
            self._time(row, "decided"),
            refunded,
            recovered,
            prose(row.cell("note")),
            short(row.cell("assigned")),
            (*remarks, *doubts(denial)),
        )

    def _time(self, row: Row, name: str) -> Moment | None:
        cell = row.cell(name)
        if not cell:
            return None
        found = time_of(row, name, self.columns, zone=self.context.organisation.tz).moment
        if found is None and name != "due":  # of a due date that cannot be read the reader of any table says so itself
            raise Unreadable("sheet.day_unclear", column=row.section.columns[name].plain, date=short(cell))
        return found

    def _sum(self, row: Row, name: str) -> Money | None:
        if not row.cell(name):
            return None
        found = sum_beside(row, name, self.columns, home=self.context.organisation.currency)
        return found if found.minor else None

    def _has_minus(self, cell: str) -> bool:
        """In a list of cases a minus tells nothing that we know: it is left out, and said row by row."""
        return taken_apart(cell, home=self.context.organisation.currency).negative


def _opened(denial: Denial, due: Moment | None) -> Denial:
    """The denial as it began, whatever became of it since: so that the same list, read again later, tells of the same."""
    says = denial.says if denial.says in _BEGINS else Says.OPENED
    began = replace(denial, says=says, status_raw="", due=stated(due) if due else StatedDue())
    return replace(began, id=denial_id(began))


def _stands(row: Row) -> State:
    """By the column of results where it is filled, else by that of states; a sheet without either holds open cases."""
    cell = row.cell("outcome") or row.cell("status")
    if not cell:
        return State.RECEIVED
    found = words().get(plain(cell)) or _AS_STATUS.get(status_says(cell) or Says.UNKNOWN)
    if found is None:
        raise Unreadable("sheet.state_unknown", state=short(cell))
    return found


@cache
def words() -> dict[str, State]:
    """A word for a state, in its plain form → the state."""
    return {plain(row["word"]): State(row["state"]) for row in shapes.table("standings")}


@cache
def known_words() -> Mapping[str, str]:
    """The first word of each state, by language: those of one language in one piece, so that each is read in its own direction."""
    return {language.value: ", ".join(next(iter(_words_of(state, language))) for state in STANDINGS) for language in Language}


def _known_columns(file: str) -> Refusal:
    named = {language.value: ", ".join(heading_for(name, language) for name in TEMPLATE) for language in Language}
    return Refusal("sheet.columns_known", file, values=named)


@cache
def heading_for(name: str, language: Language) -> str:
    """The best header of a field, as it stands in the sheet to fill in."""
    rows = (*shapes.table("under_way"), *shapes.table("headers"))
    found = next(row["header"] for row in rows if row["field"] == name and row["language"] == language)
    return found[:1].upper() + found[1:]


def vocabulary() -> tuple[dict[State, dict[Language, tuple[str, ...]]], dict[str, dict[Language, str]]]:
    """For whoever fills in a list: the words of each state, and the headings of the columns."""
    states = {state: {language: tuple(_words_of(state, language)) for language in Language} for state in STANDINGS}
    return states, {name: {language: heading_for(name, language) for language in Language} for name in TEMPLATE}


def _words_of(state: State, language: Language) -> Iterator[str]:
    return (row["word"] for row in shapes.table("standings") if row["state"] == state and row["language"] == language)


def template(language: Language) -> bytes:
    """A sheet to fill in: its headings, and nothing else that could be taken for a case. The mark makes spreadsheets read Hebrew."""
    written = io.StringIO()
    csv.writer(written).writerow([heading_for(name, language) for name in TEMPLATE])
    return written.getvalue().encode("utf-8-sig")
