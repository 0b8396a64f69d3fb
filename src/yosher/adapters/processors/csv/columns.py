"""What only a whole column can say: the order of day and month, the mark of the decimals, whether a sign is a direction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from yosher.adapters.processors.csv import shapes
from yosher.adapters.processors.csv.layout import Row, Sheet
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.written_amounts import Decimals, decimals_of, taken_apart
from yosher.cases.door.written_dates import numeric_parts


@dataclass(frozen=True, slots=True)
class Order:
    """How `05/10/2026` is read in a column. `assumed`: no cell decides. `mixed`: cells contradict each other, so only clear ones count."""

    month_first: bool
    assumed: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The decisions for one file, by the header of the column (several sections may hold the same one)."""

    orders: Mapping[tuple[str, str], Order]
    decimals: Mapping[str, Decimals]
    signs_differ: bool

    def order(self, header: str, mark: str) -> Order:
        return self.orders.get((header, mark), Order(month_first=False))


def columns_of(sheet: Sheet, *, country: str) -> Columns:
    """Decide for every column of sums and times by all its cells; the order of the country is taken where none decides."""
    sums: dict[str, list[str]] = {}
    parts: dict[tuple[str, str], list[tuple[int, int]]] = {}
    stated: dict[str, bool] = {}
    for section in sheet.sections:
        for name, heading in section.columns.items():
            if name in shapes.TIMES and heading.month_first is not None:
                stated[heading.plain] = heading.month_first
    for row in sheet.rows:
        for name in shapes.ALL_SUMS:
            if cell := row.cell(name):
                sums.setdefault(row.section.columns[name].plain, []).append(cell)
        for name in shapes.TIMES:
            if (cell := row.cell(name)) and (found := numeric_parts(cell)):
                parts.setdefault((row.section.columns[name].plain, found[0]), []).append(found[1:])
    home = month_first_in(country)
    orders = {key: _order(pairs, home=stated.get(key[0], home), sure=key[0] in stated) for key, pairs in parts.items()}
    return Columns(orders, {name: decimals_of(cells) for name, cells in sums.items()}, _signs_differ(sheet))


def month_first_in(country: str) -> bool:
    """Whether people there write the month before the day (CLDR's short date of the country, through Babel)."""
    try:
        pattern = Locale.parse(f"und_{country.upper()}").date_formats["short"].pattern
    except (UnknownLocaleError, ValueError, KeyError):
        return False
    return pattern.find("M") < pattern.find("d") and not pattern.startswith("y")


def _order(pairs: list[tuple[int, int]], *, home: bool, sure: bool) -> Order:
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    if day_first and month_first:
        return Order(home, mixed=True)
    if day_first or month_first:
        return Order(month_first)
    same = all(first == second for first, second in pairs)  # 5/5/2026 is the fifth of May in either order
    return Order(home, assumed=not sure and not same)


def _signs_differ(sheet: Sheet) -> bool:
    """Whether sums stand there with both signs: only then does a plus mean that money came back."""
    seen = set()
    for cell in _sums(sheet):
        if False in seen and cell[:1].isdigit() and cell[-1:].isdigit():
            continue
        try:
            written = taken_apart(cell)
        except Unreadable:
            continue
        if written.number.strip("0.,"):
            seen.add(written.negative)
        if len(seen) == 2:
            return True
    return False


def _sums(sheet: Sheet) -> Iterator[str]:
    return (cell for row in sheet.rows if (cell := sum_cell(row)))


def sum_cell(row: Row) -> str:
    """The disputed sum, or that of the payment where the table has no other."""
    return row.cell("amount") if "amount" in row.section.columns else row.cell("paid")
