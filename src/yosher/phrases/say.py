"""Sentences out of reasons: typed values put into words in the reader's language and isolated from the text around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from string import Formatter

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

from yosher.kernel.currency import exponent
from yosher.kernel.money import Money, to_decimal
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.phrases.catalogue import groups, places, template, vocabulary, word

# Unicode isolates (UAX 9): machine tokens are left-to-right; people's words take the direction of their first letter.
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_ISOLATES = dict.fromkeys(map(ord, (LRI, RLI, FSI, PDI)))
_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_PARSE = Formatter()
# A Hebrew letter that is written together with the next word, and the hyphen that parts them before a number or a foreign word.
_PREFIX = re.compile("(?<![\u05d0-\u05ea])([והבכלמש]{1,3})[-\u05be]$")
_HEBREW_FIRST = re.compile("[\u05d0-\u05ea]")
_COUNTRY = "country:"  # before the code of a country (ISO 3166-1) or of a part of one (3166-2): told by its name, where one is known


@dataclass(frozen=True, slots=True)
class Token:
    """A value inside a sentence that keeps its own direction: `kind` is money, number, date, time, id or words."""

    kind: str
    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a sentence with the value that belongs there."""

    value: Value


Run = str | Token


def runs(reason: Reason, language: Language) -> tuple[Run, ...]:
    """The sentence as text and typed values, for a page that isolates in its own way (PDF boxes)."""
    return tuple(each if isinstance(each, str) else token(each.value, language) for each in pieces(reason, language))


def pieces(reason: Reason, language: Language) -> tuple[str | Gap, ...]:
    """The sentence as text and gaps with their values, for who writes the values in their own way (`<bdi>`)."""
    values = dict(reason.values)
    n = values.get("n")
    found = template(reason.code, language, n if isinstance(n, int) and not isinstance(n, bool) else None)
    if found is None:  # never a crash in front of a user; a test fails on a code without words
        return (reason.code,)
    return tuple(_fill(found, values, language))


def say(reason: Reason, language: Language) -> str:
    """The sentence as plain text; in Hebrew each foreign value is isolated by U+2066/U+2068 … U+2069."""
    return "".join(run if isinstance(run, str) else isolated(run, language) for run in runs(reason, language))


def isolated(token: Token, language: Language) -> str:
    """A token with the isolates that its place in a right-to-left sentence needs."""
    if language is not Language.HE or token.kind in ("term", "money", "date"):
        return token.text
    return f"{FSI if token.kind == 'words' else LRI}{token.text}{PDI}"


def without_isolates(text: str) -> str:
    """For a box that somebody else sets: nothing in it that cannot be seen."""
    return text.translate(_ISOLATES)


def _fill(found: str, values: dict[str, Value], language: Language) -> Iterator[str | Gap]:
    for text, name in _parts(found):
        is_given = name is not None and name in values
        if text:
            yield _joined(text, values[name], language) if name is not None and is_given else text
        if name is not None:
            yield Gap(values[name]) if is_given else "{" + name + "}"


def _joined(text: str, following: Value, language: Language) -> str:
    """`מישראכרט`, but `מ-Visa` and `מ-26`: the hyphen of a prefix goes where a Hebrew word follows."""
    prefixed = _PREFIX.search(text)
    return _PREFIX.sub(r"\1", text) if prefixed and _HEBREW_FIRST.match(token(following, language).text) else text


@cache
def _parts(template: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text, name) for text, name, _, _ in _PARSE.parse(template))


def token(value: Value, language: Language) -> Token:
    """A value as it stands inside a sentence: a key of the vocabulary in words, numbers and days in the language's own writing."""
    if isinstance(value, Money):
        return Token("money", money(value, language), value)
    if isinstance(value, datetime):
        return Token("time", moment(value, language), value)
    if isinstance(value, date):
        return Token("date", day(value, language), value)
    if isinstance(value, int | float):
        return Token("number", format_decimal(value, locale=language), value)
    if value.startswith(_COUNTRY):
        return token(country(value.removeprefix(_COUNTRY), language), language)
    group, _, key = value.partition(":")
    if (group, key) in vocabulary() or (group in groups() and _KEY.fullmatch(key)):
        return Token("term", word(group, key, language), value)
    return Token("words" if any(c.isspace() or "\u0590" <= c <= "\u05ff" for c in value) else "id", value, value)


def money(amount: Money, language: Language) -> str:
    """`1,250.00 ₪` in Hebrew, `ILS 1,250.00` in English; a negative number keeps its minus on the left (isolated in Hebrew)."""
    digits = exponent(amount.currency)
    number = f"{to_decimal(amount, digits):,.{digits}f}"
    if language is Language.HE:
        return f"{LRI}{number}{PDI}\u00a0{_sign(amount.currency)}"
    return f"{amount.currency}\u00a0{number}"


def country(code: str, language: Language) -> str:
    """`Israel`, `ישראל`; `California`, `קליפורניה`; a region or a code without a name is shown as it is."""
    if code in places():
        return places()[code][language]
    return str(Locale.parse(language).territories.get(code, code))


@cache
def _sign(currency: str) -> str:
    return str(get_currency_symbol(currency, locale="he"))


def day(value: date, language: Language) -> str:
    """`3.5.2026` in Hebrew, `3 May 2026` in English."""
    if language is Language.HE:
        return f"{value.day}.{value.month}.{value.year}"
    return format_date(value, "d MMM y", locale="en")


def moment(value: datetime, language: Language) -> str:
    """A day with its time and its offset from UTC, as it was given: no conversion of zones happens here."""
    offset = value.strftime("%z")
    zone = f" UTC{offset[:3]}:{offset[3:]}" if offset else ""
    return f"{day(value.date(), language)} {value:%H:%M}{zone}"
