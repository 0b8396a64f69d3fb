"""Amounts as people and spreadsheets write them: signs, brackets, currency signs, and either mark for the decimals."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from yosher.cases.door.unreadable import Unreadable
from yosher.kernel.currency import exponent, is_currency
from yosher.kernel.money import Money

# Signs that mean one currency; the dollar's means the organisation's own where that is a dollar too.
SIGNS: Mapping[str, str] = {
    "₪": "ILS",
    "nis": "ILS",
    "ש״ח": "ILS",
    "שח": "ILS",
    "שקל": "ILS",
    "שקלים": "ILS",
    "us$": "USD",
    "$": "USD",
    "דולר": "USD",
    "€": "EUR",
    "אירו": "EUR",
    "יורו": "EUR",
    "£": "GBP",
    "ליש״ט": "GBP",
}
_DOLLARS = frozenset({"USD", "AUD", "CAD", "HKD", "NZD", "SGD"})
_MINUS = "-\u2212\u2013"
_NUMBER = re.compile(r"\d[\d.,'’ \u00a0\u202f\u2009]*\d|\d|[.,]\d+", re.ASCII)
_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,2})?", re.ASCII)  # as most of them are written
_LONG = 60  # characters: no written amount is longer
_DIGITS_MOST = 12  # of whole units: what is longer is an account number, and would not fit into a database in minor units
_MARKS = re.compile("[\u200e\u200f\u061c]")


class Decimals(StrEnum):
    """Which mark stands before the decimals in a column; unknown where no cell shows it."""

    POINT = "."
    COMMA = ","
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Written:
    """An amount taken apart: its digits with their marks, whether it is negative, and the currency that stands beside it."""

    number: str
    negative: bool = False
    currency: str = ""
    sign: str = ""  # the words beside the number as written, where they name no currency that we know


def taken_apart(text: str, *, home: str = "ILS") -> Written:
    """`(1,250.00) ₪` → 1,250.00, negative, ILS. `home`: the organisation's currency, for "$". Raises Unreadable."""
    if _PLAIN.fullmatch(text):
        return Written(text)
    bare = _MARKS.sub("", text).strip()
    found = _NUMBER.search(bare) if len(bare) <= _LONG else None
    if found is None:
        raise Unreadable("intake.amount_unreadable", amount=text)
    around = (bare[: found.start()], bare[found.end() :])
    negative = any(mark in beside for beside in around for mark in _MINUS) or ("(" in around[0] and ")" in around[1])
    sign = re.sub(rf"[{_MINUS}+()\s\u00a0]", "", around[0] + around[1])
    currency = currency_sign(sign, home=home)
    if sign and not currency:
        code = "intake.amount_unreadable" if re.search(r"\d", sign) else "intake.amount_sign_unknown"
        raise Unreadable(code, amount=text, sign=sign)
    return Written(found[0], negative, currency, sign)


@lru_cache(maxsize=1024)
def currency_sign(sign: str, *, home: str = "ILS") -> str:
    """The ISO code of a currency's sign, word or code; empty where it is none."""
    if not sign:
        return ""
    plain = sign.strip().strip(".").replace('"', "״").replace("''", "״").replace("'", "״").casefold()
    if plain == "$" and home in _DOLLARS:
        return home
    if plain in SIGNS:
        return SIGNS[plain]
    code = plain.upper()
    return code if is_currency(code) else ""


def decimals_of(cells: Iterable[str]) -> Decimals:
    """Decide by all cells of a column: a mark with one or two digits behind it, or the later one of both, is the decimals'."""
    for cell in cells:
        found = _NUMBER.search(cell) if len(cell) <= _LONG else None
        if found is not None and (mark := _shown(found[0])) is not Decimals.UNKNOWN:
            return mark
    return Decimals.UNKNOWN


def size(number: str, currency: str, *, decimals: Decimals = Decimals.UNKNOWN, shown: str = "") -> Money:
    """The digits as money, without a sign. Raises Unreadable also where two readings are possible (1.234, and nothing decides)."""
    if _PLAIN.fullmatch(number):
        whole, _, rest = number.partition(".")
        return _exact(whole, rest, currency, shown or number)
    mark = _shown(number)
    if mark is Decimals.UNKNOWN:
        mark = decimals
    if mark is Decimals.UNKNOWN and re.search(r"[.,]", number):
        mark = _guessed(number, currency, shown or number)
    whole, point, rest = number.rpartition(mark) if mark is not Decimals.UNKNOWN else (number, "", "")
    if not point:
        whole, rest = number, ""
    if not _is_grouped(whole, decimals=mark) or not (rest.isdigit() or not rest):
        raise Unreadable("intake.amount_unreadable", amount=shown or number)
    return _exact(re.sub(r"[^0-9]", "", whole) or "0", rest, currency, shown or number)


def _exact(whole: str, rest: str, currency: str, shown: str) -> Money:
    """Whole units and decimals as minor units; decimals that the currency does not have must be zeros."""
    digits = exponent(currency)
    if len(whole) > _DIGITS_MOST:
        raise Unreadable("intake.amount_unreadable", amount=shown)
    if rest[digits:].strip("0"):
        raise Unreadable("intake.amount_too_fine", amount=shown, currency=currency, digits=digits)
    return Money(int(whole + rest[:digits].ljust(digits, "0")), currency)


def _shown(number: str) -> Decimals:
    """What a number shows by itself."""
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return Decimals.POINT if number.rfind(".") > number.rfind(",") else Decimals.COMMA
    if points + commas != 1:
        return {True: Decimals.COMMA, False: Decimals.POINT}[points > 1] if points + commas > 1 else Decimals.UNKNOWN
    mark = "." if points else ","
    whole, _, rest = number.partition(mark)
    if len(rest) != 3 or len(whole) > 3 or not whole or whole == "0":
        return Decimals(mark)
    return Decimals.UNKNOWN


def _guessed(number: str, currency: str, shown: str) -> Decimals:
    """One mark with three digits behind it: a comma groups thousands, unless the currency has three decimals itself."""
    three = exponent(currency) >= 3
    if "," in number and not three:
        return Decimals.POINT
    if "." in number and three:
        return Decimals.POINT
    raise Unreadable("sheet.amount_unclear", amount=shown)


def _is_grouped(whole: str, *, decimals: Decimals) -> bool:
    """Digits in one piece, or in groups of three behind one kind of mark that is not the decimals'."""
    marks = set(re.sub(r"\d", "", whole))
    if not marks:
        return whole.isdigit() or not whole
    return len(marks) == 1 and marks != {decimals.value} and re.fullmatch(r"\d{1,3}(?:[^\d]\d{3})+", whole, re.ASCII) is not None
