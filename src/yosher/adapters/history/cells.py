"""Cells typed a column at a time: whole numbers, yes and no, currencies, times, decimals of a currency."""

from collections.abc import Callable
from datetime import UTC, datetime

import polars as pl

from yosher.adapters.history.columns import Column, Type
from yosher.kernel.currency import CODES, exponent

_TRUE, _FALSE = ("true", "t", "1", "yes", "y", "כן"), ("false", "f", "0", "no", "n", "לא")
# A column that no clock has reached: what lies outside is no time in seconds (milliseconds are the usual slip).
_FIRST, _LAST = int(datetime.min.replace(tzinfo=UTC).timestamp()), int(datetime.max.replace(tzinfo=UTC).timestamp())
_DAY = 86400


def typed(frame: pl.DataFrame, columns: list[Column]) -> pl.DataFrame:
    """Text cells (blanks cut, empty ones null) as what their columns hold; null where a cell is not of its column's type."""
    whole = frame.with_columns(_quick(column) for column in columns if column.type not in (Type.TEXT, Type.WORDS, Type.MAJOR))
    times = [c.name for c in columns if c.type is Type.TIME and whole[c.name].null_count() > frame[c.name].null_count()]
    return whole.with_columns(_seconds(frame[name], whole[name]) for name in times)


def _quick(column: Column) -> pl.Expr:
    cell = pl.col(column.name)
    match column.type:
        case Type.BOOL:
            return pl.when(cell.is_in(_spellings(_TRUE, _FALSE))).then(cell.is_in(_spellings(_TRUE))).alias(column.name)
        case Type.CURRENCY:
            upper = cell.str.to_uppercase()
            return pl.when(upper.is_in(sorted(CODES))).then(upper).alias(column.name)
        case Type.TIME:
            return _in_range(cell.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False), _FIRST, _LAST)
        case Type.DAYS:
            return _in_range(cell.cast(pl.Int64, strict=False), _FIRST // _DAY, _LAST // _DAY)
        case _:
            return cell.cast(pl.Int64, strict=False)


def _spellings(*words: tuple[str, ...]) -> list[str]:
    """Each word as it is, in capitals and with a capital: looked up as they stand, without a copy of the column in small letters."""
    return [spelled for group in words for word in group for spelled in dict.fromkeys((word, word.upper(), word.capitalize()))]


def _in_range(number: pl.Expr, low: int, high: int) -> pl.Expr:
    return pl.when(number.is_between(low, high)).then(number)


def _zoned(cell: pl.Series) -> pl.Series:
    plain = cell.str.replace(r"\s*(?:Z|UTC)$", "+00:00").str.replace(r"([+-]\d{2})$", "${1}:00")
    return plain.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", strict=False, time_zone="UTC")


def _zoned_minutes(cell: pl.Series) -> pl.Series:
    return cell.str.to_datetime("%Y-%m-%dT%H:%M%:z", strict=False, time_zone="UTC")


def _unzoned(cell: pl.Series) -> pl.Series:
    return cell.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_zone="UTC")


def _minutes(cell: pl.Series) -> pl.Series:
    return cell.str.to_datetime("%Y-%m-%dT%H:%M", strict=False, time_zone="UTC")


def _days(cell: pl.Series) -> pl.Series:
    return cell.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us", "UTC"))


_FORMS: tuple[Callable[[pl.Series], pl.Series], ...] = (_zoned, _zoned_minutes, _unzoned, _minutes, _days)


def _seconds(cell: pl.Series, found: pl.Series) -> pl.Series:
    """ISO 8601 → Unix seconds, a form at a time, each on what is left; a day is its midnight in UTC, a time without an offset is UTC."""
    spaced = cell.str.replace(r"^(\d{4}-\d{2}-\d{2}) ", "${1}T")
    for form in _FORMS:
        left = found.is_null() & cell.is_not_null()
        if not left.any():
            break
        found = found.zip_with(~left, form(spaced.zip_with(left, pl.Series([None], dtype=pl.String))).dt.epoch("s"))
    return found.alias(cell.name)


def minor_of(amount: pl.Series, currency: pl.Series) -> pl.Series:
    """Decimals as minor units of their currencies; null where a cell is no decimal or has more digits than its currency."""
    parts = amount.str.extract_groups(r"^([+-]?\d{1,15})(?:\.(\d*?)0*)?$").struct.unnest()
    whole, fraction = parts.to_series(0), parts.to_series(1).fill_null("")
    digits = currency.replace_strict({code: exponent(code) for code in CODES}, default=None, return_dtype=pl.Int64)
    fits = fraction.str.len_bytes().cast(pl.Int64) <= digits
    frame = pl.DataFrame({"whole": whole, "fraction": fraction, "digits": digits, "fits": fits})
    padded = pl.col("fraction") + pl.lit("0000").str.slice(0, pl.col("digits") - pl.col("fraction").str.len_bytes().cast(pl.Int64))
    return frame.select(pl.when("fits").then((pl.col("whole") + padded).cast(pl.Int64, strict=False))).to_series()
