"""Amounts as processors write them, read into minor units of ISO 4217."""

import re
from decimal import Decimal

from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import one_line, word
from yosher.kernel.currency import exponent, is_currency
from yosher.kernel.money import Money, MoneyError, parse_decimal

MOST = 10**15  # minor units, as in the kernel: no sum of money has more digits, and a database keeps it

_WHOLE = re.compile(r"[+-]?[0-9]{1,16}")
_POINT = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]*)?|\.[0-9]+)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ ,.'\u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")


def currency_of(value: object) -> str:
    """A currency's code in capitals. Raises Unreadable where none stands, or one that we do not know."""
    code = word(value).upper()
    if not code:
        raise Unreadable("intake.wrong_type" if value not in (None, "") else "intake.currency_missing", field="currency")
    if not is_currency(code):
        raise Unreadable("intake.unknown_currency", currency=code)
    return code


def from_minor(value: object, currency: str, *, digits: int) -> Money:
    """An integer of the processor's smallest unit, of which it counts `digits` after the point for this currency.

    Raises Unreadable; also where the processor's finer unit would leave a part of ISO's smallest one.
    """
    amount = _whole(value)
    shift = exponent(currency) - digits
    if shift >= 0:
        return _money(amount * 10**shift, currency)
    whole, rest = divmod(amount, 10**-shift)
    if rest:
        raise Unreadable("intake.amount_unreadable", amount=str(amount))
    return _money(whole, currency)


def from_decimal(value: object, currency: str) -> Money:
    """A decimal of whole units with a point ("12.50"), as an API writes it. Raises Unreadable."""
    text = one_line(value)
    if not text:
        raise _absent(value)
    if not _POINT.fullmatch(text):
        raise Unreadable("intake.amount_unreadable", amount=word(text))
    try:
        money = parse_decimal(text, currency, exponent(currency))
    except MoneyError as trouble:
        raise Unreadable("intake.amount_unreadable", amount=word(text)) from trouble
    return _money(money.minor, currency)


def from_export(value: object, currency: str) -> Money:
    """A decimal as an export shows it ("1,234.50", "(25.00)", "-25,00"): its size only, since the sign is a direction there.

    A single separator with three digits behind it groups thousands, unless the currency itself has three decimals: then it
    is refused, because both readings are possible. Raises Unreadable.
    """
    text = one_line(value)
    if not text:
        raise _absent(value)
    bare = text.strip("()+-\u2212 ").strip()
    return from_decimal(_plain(bare, text, digits=exponent(currency)), currency)


def _plain(bare: str, shown: str, *, digits: int) -> str:
    """A number without grouping, with a point for its decimals."""
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return bare if not _GROUPED.fullmatch(bare) else re.sub(r"[^0-9]", "", bare)
    grouped = _GROUPED.fullmatch(bare)
    several = bare.count(bare[last]) > 1
    if grouped and (bare[last] == "," or several):
        if digits == 3 and not several:
            raise Unreadable("intake.amount_unreadable", amount=word(shown))
        return re.sub(r"[^0-9]", "", bare)
    whole, decimals = bare[:last], bare[last + 1 :]
    if whole and not whole.isdigit() and not _GROUPED.fullmatch(whole):
        raise Unreadable("intake.amount_unreadable", amount=word(shown))
    return f"{re.sub(r'[^0-9]', '', whole)}.{decimals}"


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise _absent(value)
    text = one_line(value)
    if isinstance(value, Decimal) and -MOST < value < MOST and value == value.to_integral_value():
        return int(value)
    if not _WHOLE.fullmatch(text):
        raise Unreadable("intake.amount_unreadable", amount=word(value))
    return int(text)


def _money(minor: int, currency: str) -> Money:
    if not 0 <= minor < MOST:
        raise Unreadable("intake.amount_unreadable", amount=str(minor))
    return Money(minor, currency)


def _absent(value: object) -> Unreadable:
    if value in (None, ""):
        return Unreadable("intake.amount_missing")
    return Unreadable("intake.wrong_type", field="amount")
