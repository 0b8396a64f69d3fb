"""What a text mentions: days, sums, order numbers, tracking numbers, the last digits of a card."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from yosher.kernel.currency import exponent
from yosher.kernel.money import Money

_MONTHS_EN = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTHS_HE = ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"]
_MONTH_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_HE = "ב?(?P<name>" + "|".join(_MONTHS_HE) + ")"
_DAYS = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)"),
    re.compile(r"(?<![\d./])(?P<day>\d\d?)(?P<sep>[./])(?P<month>\d\d?)(?P=sep)(?P<year>20\d\d|\d\d)(?![\d/])"),
    re.compile(r"(?<!\d)(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?" + _MONTH_NAME + r",? (?P<year>20\d\d)"),
    re.compile(_MONTH_NAME + r" (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>20\d\d)"),
    re.compile(r"(?<!\d)(?P<day>\d\d?) " + _MONTH_HE + r",? (?P<year>20\d\d)"),
)

_MAY_BE_DAY = re.compile(r"20\d\d|\d[./]\d").search

_SIGNS = {
    "₪": "ILS", 'ש"ח': "ILS", "שח": "ILS", "שקל": "ILS", "שקלים": "ILS", "nis": "ILS", "ils": "ILS",
    "$": "USD", "usd": "USD", "us$": "USD", "dollars": "USD", "דולר": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "יורו": "EUR", "אירו": "EUR", "£": "GBP", "gbp": "GBP", "pounds": "GBP", "jpy": "JPY", "¥": "JPY", "chf": "CHF",
}  # fmt: skip
_SIGN = "|".join(sorted((re.escape(sign) for sign in _SIGNS), key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,3})?|\d{1,9}(?:\.\d{1,3})?"
_SUM = re.compile(rf"(?:(?P<before>{_SIGN})\s?)?(?<![\w.,/-])(?P<number>{_NUMBER})(?![\w/-]|[.,]\d)(?:\s?(?P<after>{_SIGN})(?![a-z]))?")

# The word that introduces a number decides what the number names.
_NO = r"(?: (?:number|no\.?|id|ref(?:erence)?|מספר|מס'?))?\s?[:#.]?\s?#?"
_ID = r"(?P<id>[a-z]{0,12}[-/]?\d[\w/-]*)"
_ORDER = re.compile(r"(?:\border|\bpurchase|\bbooking|(?:ה|ל|ב|מ|ש)?הזמנה)" + _NO + _ID)
_PAYMENT = re.compile(r"(?:\btransaction|\bpayment|\bcharge|עסקה|תשלום)" + _NO + _ID)
_TRACKING = re.compile(
    r"(?:\btracking|\bconsignment|\bwaybill|\bawb|מעקב|שטר מטען)(?: (?:number|no\.?|id|code|מספר|מס'?|משלוח))*"
    r"\s?[:#.]?\s?(?P<id>(?=[a-z]*\d)[a-z0-9]{6,40})"
)
_LAST4 = re.compile(
    r"(?:ending(?: in| with)?|last (?:four|4)(?: digits)?|[*x•]{3,}[ -]?|המסתיים ב-?|ספרות אחרונות)\s?:?\s?(?P<id>\d{4})(?!\d)"
)
_SHAPE = ((re.compile(r"[^\W\d_]+"), "a"), (re.compile(r"\d+"), "9"))


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that a text names, and where it stands in the text."""

    day: date
    start: int


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount that a text names; `stated` is False where it gives no currency and the case's own was assumed."""

    amount: Money
    start: int
    stated: bool


def days_in(text: str) -> list[Dated]:
    """Days in an evened-out text: ISO, day before month (`3.5.2026`, `3/5/26`), and months by name in both languages."""
    if not _MAY_BE_DAY(text):
        return []
    found = [Dated(day, match.start()) for pattern in _DAYS for match in pattern.finditer(text) if (day := _day(match))]
    return sorted(found, key=lambda dated: dated.start)


def sums_in(text: str, currency: str) -> list[Sum]:
    """Amounts in an evened-out text; a number without a currency counts as one of `currency`, marked as not stated."""
    return [found for match in _SUM.finditer(text) if (found := _sum(match, currency))]


def orders_in(text: str) -> list[str]:
    return [match["id"].strip("-/") for match in _ORDER.finditer(text)]


def payments_in(text: str) -> list[str]:
    return [match["id"].strip("-/") for match in _PAYMENT.finditer(text)]


def trackings_in(text: str) -> list[str]:
    return [match["id"] for match in _TRACKING.finditer(text)]


def last_digits_in(text: str) -> list[str]:
    return [match["id"] for match in _LAST4.finditer(text)]


def names(text: str, key: str) -> bool:
    """Whether an evened-out text holds a key as a whole: `a-7` is not named by `a-77`."""
    start = text.find(key)
    while start >= 0:
        end = start + len(key)
        if (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum()):
            return True
        start = text.find(key, end)
    return False


def shape(ref: str) -> str:
    """How a number is built: `A-77` and `ord-1042` are both `a-9`. Only numbers of one shape can be compared."""
    for pattern, sign in _SHAPE:
        ref = pattern.sub(sign, ref)
    return ref


def _day(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(groups["year"])
    try:
        return date(year if year > 99 else 2000 + year, _month(groups), int(groups["day"]))
    except ValueError:
        return _american(groups, year)


def _month(groups: dict[str, str]) -> int:
    name = groups.get("name")
    if name is None:
        return int(groups["month"])
    return (_MONTHS_EN.index(name) if name in _MONTHS_EN else _MONTHS_HE.index(name)) + 1


def _american(groups: dict[str, str], year: int) -> date | None:
    """`10/25/2026` can only be a month before a day."""
    try:
        return date(year if year > 99 else 2000 + year, int(groups["day"]), int(groups.get("month") or ""))
    except ValueError:
        return None


def _sum(match: re.Match[str], currency: str) -> Sum | None:
    sign = match["before"] or match["after"]
    code = _SIGNS[sign] if sign else currency
    try:
        minor = Decimal(match["number"].replace(",", "").replace(" ", "")).scaleb(exponent(code))
    except InvalidOperation:
        return None
    return Sum(Money(int(minor), code), match.start(), bool(sign)) if minor == int(minor) else None
