"""How a file writes its amounts and days, told once from its first rows and then meant for all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from yosher.adapters.history.columns import Column, Type

_SIGN = r"[^\d.,+-]{0,4}"  # a currency's sign before or behind, with blanks
_POINTED = rf"^{_SIGN}[+-]?{_SIGN}[\d,]*\d\.\d*{_SIGN}$"
_POINT_LAST = rf"\d\.\d{{1,2}}{_SIGN}$"
_COMMA_LAST = rf"^{_SIGN}[+-]?{_SIGN}[\d.]*\d,\d{{1,2}}{_SIGN}$"
SLASHED = r"^(\d{1,2})/(\d{1,2})/\d{4}"
_LOCAL = r"\d[ T,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?$"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Habits:
    """`decimal_comma`: 1.250,50 instead of 1,250.50. `month_first`: by column, where its dates with slashes tell.

    `zones`: by column, the zone of a clock's time without an offset. `local`: whether the first rows have such times.
    """

    decimal_comma: bool = False
    month_first: Mapping[str, bool] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    local: bool = False


def habits_of(first: pl.DataFrame, columns: Iterable[Column], zones: Mapping[str, str]) -> Habits:
    """The habits that the first rows of a file show. `zones`: by column, what is meant where a time has no offset."""
    comma = local = False
    month_first: dict[str, bool] = {}
    for column in columns:
        if column.type is Type.MAJOR:
            cells = first[column.name]
            comma = bool(cells.str.contains(_COMMA_LAST).any()) and not cells.str.contains(_POINT_LAST).any()
        elif column.type is Type.TIME:
            local |= bool(first[column.name].str.contains(_LOCAL).any()) and zones[column.name] != "UTC"
            if (order := _month_first(first[column.name])) is not None:
                month_first[column.name] = order
    return Habits(comma, month_first, zones, local)


def are_decimals(amounts: pl.Series) -> bool:
    """Whether at least half of a column's first amounts have decimals: then all are decimals, whole ones too."""
    known = amounts.drop_nulls()
    shown = known.str.contains(_POINTED) | known.str.contains(_COMMA_LAST)
    return known.len() > 0 and shown.sum() * 2 >= known.len()


def _month_first(cells: pl.Series) -> bool | None:
    """Decided by a number above 12; None where no cell decides, or cells contradict each other."""
    numbers = cells.drop_nulls().str.extract_groups(SLASHED).struct.unnest().cast(pl.Int64)
    day_first, month_first = (bool((numbers.to_series(place) > _MONTHS).any()) for place in (0, 1))
    return None if day_first == month_first else month_first
