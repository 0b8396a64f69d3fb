"""Typed values out of a row of the business's records: text, yes or no, an amount, the outcome of a check."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo

from yosher.cases.model import Denial
from yosher.evidence.model import Record, RecordKind
from yosher.evidence.moments import day_of as _day_of
from yosher.evidence.moments import moment_of
from yosher.evidence.wording import word_set
from yosher.kernel.money import Money, MoneyError
from yosher.kernel.reason import Value
from yosher.kernel.words import GoodsKind

_YES = word_set(
    "1 true yes y t ok passed pass success successful succeeded authenticated frictionless challenge challenged attempted a כן עבר אומת"
)
_NO = word_set("0 false no n f failed fail rejected declined r u unavailable error not_authenticated לא נכשל נדחה")


def text_of(values: Mapping[str, Value], name: str) -> str:
    """A column as text without blanks around it; absent is empty."""
    value = values.get(name)
    return "" if value is None else str(value).strip()


def is_true(value: object) -> bool:
    return outcome_of(value) is True


def outcome_of(value: object) -> bool | None:
    """Yes, no or unknown out of a boolean, a number or the usual words for a check's result (3-D Secure: Y, A, N, R, U)."""
    if value is None:
        return None
    word = str(value).strip().lower().replace(" ", "_").replace("-", "_")
    return True if word in _YES else False if word in _NO else None


def amount_of(values: Mapping[str, Value], name: str = "amount", currency: str = "currency") -> Money | None:
    """An amount in minor units with its currency, or None where either is missing or cannot be read."""
    value = values.get(name)
    if isinstance(value, Money):
        return value
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    try:
        return Money(value, text_of(values, currency).upper())
    except MoneyError:
        return None


def stated_goods(denial: Denial, records: Iterable[Record]) -> GoodsKind | None:
    """The kind of goods that the denial states, else that of an order on record; None where neither says it."""
    if denial.goods.kind is not None:
        return denial.goods.kind
    said = (text_of(record.values, "goods").lower() for record in records if record.kind is RecordKind.ORDERS)
    return next((GoodsKind(word) for word in said if word in list(GoodsKind)), None)


def day_in(values: Mapping[str, Value], name: str, zone: tzinfo) -> date | None:
    """A column as a day in the organisation's zone."""
    value = values.get(name)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    moment = moment_of(value, zone)
    return None if moment is None else _day_of(moment, zone)
