"""A record of several rows: what is equal in all stands once above, what differs makes the table."""

from collections.abc import Sequence

from yosher.evidence.model import Exhibit
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.packets.marks import Marks
from yosher.packets.model import Block, Fields, Table, Text
from yosher.packets.values import column_of, shown_value
from yosher.packets.wording import value_run
from yosher.phrases.say import say

MOST_COLUMNS = 6  # what stays legible across a page at 10 points; more columns are set row by row
Labelled = dict[str, Value]


def has_many_rows(exhibit: Exhibit) -> bool:
    return len(exhibit.records) > 1


def tables(exhibit: Exhibit, *, language: Language, marks: Marks) -> tuple[Block, ...]:
    """Equal values above, the rest as a table; values that cannot be told apart by row are listed as they are recorded."""
    rows = rows_of(exhibit)
    if len(rows) != len(exhibit.records):
        return (_list([(label, value) for label, value in exhibit.rows], language, marks),)
    labels = list(dict.fromkeys(label for row in rows for label in row))
    equal = [label for label in labels if len({str(row.get(label)) for row in rows}) == 1]
    differing = [label for label in labels if label not in equal]
    above: tuple[Block, ...] = (_list([(label, rows[0][label]) for label in equal], language, marks),) if equal else ()
    if len(differing) > MOST_COLUMNS:
        return (*above, *(_list([(label, row[label]) for label in differing if label in row], language, marks) for row in rows))
    return (*above, _table(rows, differing, language, marks)) if differing else above


def rows_of(exhibit: Exhibit) -> list[Labelled]:
    """Labelled values parted into rows: a row begins where a label comes again."""
    rows: list[Labelled] = []
    for label, value in exhibit.rows:
        if not rows or label in rows[-1]:
            rows.append({})
        rows[-1][label] = value
    return rows


def _list(values: Sequence[tuple[str, Value]], language: Language, marks: Marks) -> Fields:
    return Fields(
        tuple((marks.columns.get(column_of(label)), say(Reason(label), language), _cell(label, v, language)) for label, v in values)
    )


def _table(rows: Sequence[Labelled], labels: Sequence[str], language: Language, marks: Marks) -> Table:
    columns = tuple((say(Reason(label), language), any(isinstance(row.get(label), Money) for row in rows)) for label in labels)
    key = next((marks.columns[column_of(label)] for label in labels if column_of(label) in marks.columns), None)
    cells = (tuple(_cell(label, row[label], language) if label in row else () for label in labels) for row in rows)
    return Table(columns, tuple((key, row) for row in cells))


def _cell(label: str, value: Value, language: Language) -> Text:
    return (value_run(shown_value(column_of(label), value, language)),)
