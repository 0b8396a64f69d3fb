"""Single cells → our values: sums, times, codes, networks, what a status says."""

import re
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache

from yosher.adapters.processors.csv import shapes
from yosher.adapters.processors.csv.columns import Columns, sum_cell
from yosher.adapters.processors.csv.heading import Heading, plain
from yosher.adapters.processors.csv.layout import Row
from yosher.cases.door.amounts import currency_of, from_minor
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import WORD_MOST, reference, word
from yosher.cases.door.written_amounts import currency_sign, size, taken_apart
from yosher.cases.door.written_dates import MONTHS, numeric_parts, written_time, zone_written
from yosher.cases.model import Says
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money
from yosher.kernel.when import Moment
from yosher.kernel.words import Phase
from yosher.privacy.mask import mask

_CODE = re.compile(r"(?:[A-Z]{1,3}\d{1,4}|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?|\d{2,4}|[A-Z]{2,3}\d?)", re.ASCII)
_CODE_THEN_WORDS = re.compile(r"((?:[A-Z]{1,2}\d{2,3}|\d{2}\.\d{1,2}(?:\.\d{1,2})?|\d{4}))\b[\s:.–-]*(.*)", re.ASCII | re.DOTALL)
# A spreadsheet that takes 13.1 for the thirteenth of January shows it as one of these.
_DATE_FOR_CODE = re.compile(r"(1[0-3])[-. ]([^\W\d_]{3,9})", re.IGNORECASE)
_LAST4 = re.compile(r"(\d{4})\D*$", re.ASCII)


def short(cell: str) -> str:
    """A cell on one line, masked: as `word`, at a glance where all of its letters can be seen."""
    if not cell:
        return cell
    if len(cell) < WORD_MOST and cell.isprintable() and "  " not in cell:
        return mask(cell) if len(cell) > 5 else cell
    return word(cell)


def key(cell: str) -> str | None:
    """An id, letter for letter; None for an empty cell."""
    return (short(cell) if len(cell) < 13 else reference(cell)) or None


@dataclass(frozen=True, slots=True)
class Sum:
    """The disputed sum. `back` is True where its sign or a column says that money came back, None where neither says.

    `minus`: it is written with one, as tables of money that left write it.
    """

    amount: Money
    back: bool | None
    currency_assumed: bool = False
    minus: bool = False


def sum_of(row: Row, columns: Columns, *, home: str) -> Sum:
    """The sum without its sign. Raises Unreadable; `home` is the organisation's currency, taken where none is named."""
    cell = sum_cell(row)
    if not cell:
        raise Unreadable("intake.amount_missing")
    heading = row.section.columns["amount" if "amount" in row.section.columns else "paid"]
    written = taken_apart(cell, home=home)
    named = _currency_named(row, heading, written.currency, home=home)
    currency = named or home
    if _is_minor(row, heading, number=written.number):
        digits = shapes.PAYPAL_DIGITS.get(currency, exponent(currency)) if row.section.processor == "paypal" else exponent(currency)
        amount = from_minor(re.sub(r"[^\d]", "", written.number), currency, digits=digits)
    else:
        amount = size(written.number, currency, decimals=columns.decimals[heading.plain], shown=cell)
    back = _back(row, negative=written.negative, signs_differ=columns.signs_differ)
    return Sum(amount, back, currency_assumed=not named, minus=written.negative)


def paid_of(row: Row, columns: Columns, *, home: str) -> Money | None:
    """The sum of the whole payment, where it stands beside the disputed one and can be read."""
    if not row.cell("paid"):
        return None
    try:
        return sum_beside(row, "paid", columns, home=home)
    except Unreadable:
        return None


def sum_beside(row: Row, name: str, columns: Columns, *, home: str) -> Money:
    """Another sum of the row than the disputed one, without its sign. Raises Unreadable."""
    cell, heading = row.cell(name), row.section.columns[name]
    written = taken_apart(cell, home=home)
    own = currency_sign(row.cell("paid currency"), home=home) if name == "paid" else ""
    currency = written.currency or heading.currency or own or _column(row, home) or home
    if _is_minor(row, heading, number=written.number):
        return from_minor(re.sub(r"[^\d]", "", written.number), currency, digits=exponent(currency))
    return size(written.number, currency, decimals=columns.decimals[heading.plain], shown=cell)


def _currency_named(row: Row, heading: Heading, beside: str, *, home: str) -> str:
    """By the cell itself, its column's header or the row's currency. Two that differ: the row's own column counts over a bare "$"."""
    column = _column(row, home)
    return column or beside or heading.currency


def _column(row: Row, home: str) -> str:
    cell = row.cell("currency")
    return (currency_sign(cell, home=home) or currency_of(cell)) if cell else ""


def _is_minor(row: Row, heading: Heading, *, number: str) -> bool:
    """By the row's own column, by the header, by the layout. A mark for decimals in the cell overrules the layout, which it contradicts."""
    unit = plain(row.cell("unit")) if row.cell("unit") else ""
    if unit in shapes.MINOR_WORDS or unit in shapes.MAJOR_WORDS:
        return unit in shapes.MINOR_WORDS
    if heading.minor is not None:
        return heading.minor
    return row.section.minor and number.isdecimal()


def _back(row: Row, *, negative: bool, signs_differ: bool) -> bool | None:
    direction = row.cell("direction")
    if direction:
        word_ = direction.strip().casefold()
        return True if word_ in shapes.CREDIT else False if word_ in shapes.DEBIT else None
    return not negative if signs_differ else None


@dataclass(frozen=True, slots=True)
class Time:
    """A cell's time; `order_assumed` where the organisation's country decided what is day and what is month."""

    moment: Moment | None
    order_assumed: bool = False


def time_of(row: Row, name: str, columns: Columns, *, zone: tzinfo) -> Time:
    """In the zone of the cell, else of the row, else of the header, else of the organisation (then a clock's time is about)."""
    cell = row.cell(name)
    if not cell:
        return Time(None)
    heading = row.section.columns[name]
    month_first, assumed = False, False
    if parts := numeric_parts(cell):
        mark, first, second = parts
        order = columns.order(heading.plain, mark)
        if order.mixed and first <= 12 and second <= 12 and first != second:
            return Time(None)
        month_first = second > 12 if order.mixed else order.month_first
        assumed = order.assumed and first != second
    written = written_time(cell, month_first=month_first)
    if written is None:
        return Time(None)
    named = (zone_written(row.cell("zone")) if row.cell("zone") else None) or heading.zone
    return Time(written.moment(named or zone, sure=named is not None), assumed)


@lru_cache(maxsize=4096)
def code_of(cell: str) -> tuple[str | None, str]:
    """A code and the words beside it: `13.1 Not received` → 13.1, the words. A code that a spreadsheet took for a day comes back."""
    text = word(cell)
    upper = text.upper()
    if (found := _DATE_FOR_CODE.fullmatch(text)) and (month := MONTHS.get(found[2].casefold())):
        return f"{found[1]}.{month}", ""
    if _CODE.fullmatch(upper):
        return upper, ""
    if found := _CODE_THEN_WORDS.match(upper):
        return found[1], text[found.start(2) :]
    if re.fullmatch(r"[A-Z0-9][A-Z0-9_.\-]{1,40}", upper):  # PayPal's and Klarna's codes are words
        return upper, ""
    return None, text


@lru_cache(maxsize=4096)
def reason_of(cell: str) -> str:
    """Our word for a reason, by the fragments of the table; empty where none stands in it."""
    text = plain(cell)
    return next((ours for fragment, ours in shapes.REASON.items() if fragment in text), "")


@lru_cache(maxsize=4096)
def status_says(cell: str) -> Says | None:
    text = plain(cell.replace("-", " "))
    if text in shapes.STATUS:
        return shapes.STATUS[text]
    begun = [known for known in shapes.STATUS if text.startswith(known + " ")]
    return shapes.STATUS[max(begun, key=len)] if begun else None


@lru_cache(maxsize=4096)
def type_says(cell: str) -> tuple[Says, Phase] | None:
    return shapes.TYPE.get(plain(cell)) or shapes.TYPE.get(plain(cell.replace("-", " ")))


def last4_of(cell: str) -> str | None:
    """The last four digits of whatever is shown of a card's number; the rest is never kept."""
    found = _LAST4.search(cell)
    return found[1] if found else None
