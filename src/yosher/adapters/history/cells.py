"""Cells typed a column at a time: whole numbers, yes and no, currencies, times."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import polars as pl

from yosher.adapters.history.columns import Column, Type
from yosher.adapters.history.habits import Habits
from yosher.kernel.currency import CODES

_TRUE, _FALSE = ("true", "t", "1", "yes", "y", "כן"), ("false", "f", "0", "no", "n", "לא")
# A column that no clock has reached: what lies outside is no time in seconds (milliseconds are the usual slip).
_FIRST, _LAST = int(datetime.min.replace(tzinfo=UTC).timestamp()), int(datetime.max.replace(tzinfo=UTC).timestamp())
_DAY = 86400


def typed(frame: pl.DataFrame, columns: list[Column], habits: Habits) -> pl.DataFrame:
    """Text cells (blanks cut, empty ones null) as what their columns hold; null where a cell is not of its column's type."""
    whole = frame.with_columns(_quick(column) for column in columns if column.type not in (Type.TEXT, Type.WORDS, Type.MAJOR))
    times = [c.name for c in columns if c.type is Type.TIME and whole[c.name].null_count() > frame[c.name].null_count()]
    return whole.with_columns(
        _seconds(frame[name], whole[name], month_first=habits.month_first.get(name), zone=habits.zones.get(name, "UTC")) for name in times
    )


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


def _zoned(cell: pl.Series, _: str) -> pl.Series:
    return _as_clock(cell.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", strict=False, time_zone="UTC"), ~cell.str.ends_with("+00:00"))


def _zoned_minutes(cell: pl.Series, _: str) -> pl.Series:
    return _as_clock(cell.str.to_datetime("%Y-%m-%dT%H:%M%:z", strict=False, time_zone="UTC"), ~cell.str.ends_with("+00:00"))


def _unzoned(cell: pl.Series, zone: str) -> pl.Series:
    return _local(cell.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False), zone)


def _minutes(cell: pl.Series, zone: str) -> pl.Series:
    return _local(cell.str.to_datetime("%Y-%m-%dT%H:%M", strict=False), zone)


def _twelve(cell: pl.Series, zone: str) -> pl.Series:
    plain = cell.str.replace(r"^(.*T\d{1,2}:\d{2}) ?([AaPp])", "${1}:00 ${2}")
    return _local(plain.str.to_datetime("%Y-%m-%dT%I:%M:%S %p", strict=False), zone)


def _days(cell: pl.Series, _: str) -> pl.Series:
    return cell.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us", "UTC")).dt.epoch("s")


def _local(clock: pl.Series, zone: str) -> pl.Series:
    """A clock's time without an offset is the zone's; 00:00 is how a table writes a day. An hour that summer time skips is the next one."""
    at = clock.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    later = (clock + timedelta(hours=1)).dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    is_day = (clock.dt.epoch("s") % _DAY == 0).fill_null(value=False)
    seconds = _as_clock(at.zip_with(at.is_not_null(), later), ~is_day)
    return seconds.zip_with(~is_day, clock.dt.epoch("s"))


def _as_clock(at: pl.Series, has_hour: pl.Series) -> pl.Series:
    """Unix seconds; midnight in UTC stands for a day without an hour, so a clock's time that falls on it is kept a second later."""
    seconds = at.dt.epoch("s")
    falls_on_it = ((seconds % _DAY == 0) & has_hour).fill_null(value=False)
    return seconds.zip_with(~falls_on_it, seconds + 1)


_FORMS: tuple[Callable[[pl.Series, str], pl.Series], ...] = (_zoned, _zoned_minutes, _unzoned, _minutes, _days, _twelve)


def _seconds(cell: pl.Series, found: pl.Series, *, month_first: bool | None, zone: str) -> pl.Series:
    """Dates and times → Unix seconds, a form at a time, each on what is left; a day is its midnight in UTC."""
    even = _evened(cell, month_first=month_first)
    for form in _FORMS:
        left = found.is_null() & cell.is_not_null()
        if not left.any():
            break
        found = found.zip_with(~left, form(even.zip_with(left, pl.Series([None], dtype=pl.String)), zone))
    return found.alias(cell.name)


def _evened(cell: pl.Series, *, month_first: bool | None) -> pl.Series:
    """As ISO 8601 writes it: year first, `T` before the clock, an offset of digits. Dots and hyphens put the day first."""
    even = cell.str.replace(r"^(\d{1,2})[.\-](\d{1,2})[.\-](\d{4})", "${3}-${2}-${1}")
    if month_first is not None:
        even = even.str.replace(r"^(\d{1,2})/(\d{1,2})/(\d{4})", "${3}-${1}-${2}" if month_first else "${3}-${2}-${1}")
    even = even.str.replace(r"^(\d{4}-\d{1,2}-\d{1,2})(?:, ?| +)(\d)", "${1}T${2}").str.replace(r"\s*(?:Z|UTC|GMT)$", "+00:00")
    return even.str.replace(r"(:\d{2}(?:\.\d+)?) ?([+-]\d{2})(?::?(\d{2}))?$", "${1}${2}:${3}").str.replace(r"([+-]\d{2}):$", "${1}:00")
