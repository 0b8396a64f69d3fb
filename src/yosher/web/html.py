"""Sentences and values as HTML: everything escaped, every value in an isolate of its own direction."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import cache, lru_cache
from html import escape
from typing import Any

from babel.dates import format_date
from django.utils.safestring import SafeString, mark_safe

from yosher.kernel.currency import exponent
from yosher.kernel.money import Money, to_decimal
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.phrases.say import pieces
from yosher.phrases.say import token as token_of

# Currencies whose sign says which one it is; all others are written by their code.
_SIGNED = {"ILS": "₪", "USD": "$", "EUR": "€", "GBP": "£"}
MINUS = "\u2212"
_NBSP = "\u00a0"


def html(text: str) -> SafeString:
    """Text that is HTML already: put together in this module only, out of escaped parts."""
    return mark_safe(text)  # noqa: S308  (every part is escaped where it comes in)


def text(plain: str) -> SafeString:
    return html(escape(plain))


def isolate(text: str, *, ltr: bool = True) -> SafeString:
    """A machine's token (an id, a number, a file's name) left to right; people's words by their own first letter."""
    return html(f'<bdi class="n" dir="ltr">{escape(text)}</bdi>' if ltr else f"<bdi>{escape(text)}</bdi>")


def scheme(name: str, code: str, title: str) -> SafeString:
    """`Visa 13.1`; a code that is words by its title, the code itself beside it: `Klarna Goods not received GOODS_NOT_RECEIVED`."""
    if not title:
        return isolate(f"{name} {code}".strip())
    return html(f'<bdi dir="ltr" lang="en">{escape(f"{name}: {title}" if name else title)}</bdi> {isolate(code)}')


def money(amount: Money, language: Language) -> SafeString:
    """`−₪850.00`; in Hebrew `−850.00 ₪` with the minus beside its digits."""
    digits = exponent(amount.currency)
    number = f"{abs(to_decimal(amount, digits)):,.{digits}f}"
    minus = MINUS if amount.minor < 0 else ""
    sign = _SIGNED.get(amount.currency, amount.currency)
    if language is Language.HE:
        return html(f'<bdi class="n" dir="rtl"><bdi dir="ltr">{minus}{number}</bdi>&nbsp;{escape(sign)}</bdi>')
    between = "" if amount.currency in _SIGNED else _NBSP
    return html(f'<bdi class="n" dir="ltr">{minus}{escape(sign)}{between}{number}</bdi>')


@lru_cache(maxsize=4096)
def _named(value: date, pattern: str, language: Language) -> str:
    """A day in words, escaped; the days of a page come again and again."""
    return escape(format_date(value, pattern, locale=language))


def money_of(document: Mapping[str, Any], language: Language) -> SafeString:
    """A sum as the documents of the desk write it: minor units and currency."""
    return money(Money(int(document["minor"]), str(document["currency"])), language)


def day(value: date, language: Language, *, short: bool = False) -> SafeString:
    """A day as it stands in a sentence: `26 Nov 2026`, `26 בנובמבר 2026`; `short` leaves the year out."""
    if language is Language.HE:
        return html(f"<bdi>{_named(value, 'd בMMMM' + ('' if short else ' y'), language)}</bdi>")
    return html(f'<bdi class="n">{_named(value, "d MMM" + ("" if short else " y"), language)}</bdi>')


def clock(value: datetime) -> SafeString:
    return html(f'<bdi class="n" dir="ltr">{value:%H:%M}</bdi>')


def weekday(value: date, language: Language) -> SafeString:
    """`Thursday, 26 Nov`, `יום חמישי, 26 בנובמבר`: the two stand in isolates of their own."""
    name = format_date(value, "EEEE", locale=language)
    return html(f"{escape(name)}, {day(value, language, short=True)}")


def moment(value: datetime, language: Language, zone: tzinfo, *, short: bool = False) -> SafeString:
    """Day and hour in the reader's zone, as two isolates: in one, a right-to-left line turns them round."""
    local = value.astimezone(zone)
    between = " בשעה " if language is Language.HE else ", "
    return html(f"{day(local.date(), language, short=short)}{between}{clock(local)}")


def in_table(value: datetime, language: Language, zone: tzinfo) -> SafeString:
    """`Thu 26 Nov, 23:59`; `26.11` and `23:59` with a gap in Hebrew, where a column gives the sense."""
    local = value.astimezone(zone)
    if language is Language.HE:
        name = _named(local.date(), "EEE", language)
        return html(f'{escape(name)} <bdi class="n" dir="ltr">{local.day}.{local.month}</bdi> {clock(local)}')
    return html(f'<bdi class="n">{_named(local.date(), "EEE d MMM", language)}, {local:%H:%M}</bdi>')


def said(reason: Reason, language: Language, *, zone: tzinfo | None = None) -> SafeString:
    """A sentence with its values isolated."""
    parts = (escape(each) if isinstance(each, str) else value(each.value, language, zone=zone) for each in pieces(reason, language))
    return html("".join(parts))


def say(code: str, language: Language, *, zone: tzinfo | None = None, **values: Value) -> SafeString:
    return said(Reason(code, values=values), language, zone=zone) if values else _words(code, language)


@cache
def _words(code: str, language: Language) -> SafeString:
    """A sentence without gaps is the same every time."""
    return said(Reason(code), language)


def value(given: Value, language: Language, *, zone: tzinfo | None = None) -> str:
    match given:
        case Money():
            return money(given, language)
        case datetime():
            return moment(given, language, zone) if zone else f"{day(given.date(), language)} {clock(given)}"
        case date():
            return day(given, language)
        case SafeString():
            return given
    token = token_of(given, language)
    match token.kind:
        case "term":
            return escape(token.text)
        case "words":
            return isolate(token.text, ltr=False)
        case _:
            return isolate(token.text)


def attributes(pairs: Mapping[str, Any]) -> SafeString:
    return html("".join(f' {escape(name)}="{escape(str(value))}"' for name, value in pairs.items() if value is not None))
