"""Dates in a table: the order of day and month is decided once for a column by all its cells, never cell by cell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import FIRST_YEAR, LAST_YEAR, iso
from yosher.cases.door.tables import Table
from yosher.cases.door.words import one_line
from yosher.kernel.when import Certainty, Moment, day_moment

_NUMERIC = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp])?[Mm]?)?", re.ASCII
)
_ISO_LIKE = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?", re.ASCII)

# Names that reports write instead of an IANA zone. CET and CEST both name the clock of Amsterdam, where Adyen's reports come from.
ZONES: Mapping[str, str] = {
    "utc": "UTC",
    "gmt": "UTC",
    "z": "UTC",
    "cet": "Europe/Amsterdam",
    "cest": "Europe/Amsterdam",
    "bst": "Europe/London",
    "idt": "Asia/Jerusalem",
    "est": "America/New_York",
    "edt": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """How the times of one table are read: `month_first` by column and separator, a zone for each column."""

    month_first: Mapping[tuple[str, str], bool]
    zones: Mapping[str, tzinfo]

    def moment(self, name: str, cells: Fields, *, zone: tzinfo | None = None) -> Moment | None:
        """The time in a row's cell, in the row's own zone where it names one; None where it is no time."""
        here = zone or self.zones[name]
        text = one_line(cells.raw(name))
        if found := _ISO_LIKE.fullmatch(text):
            offset = "Z" if found[4] in ("UTC", "GMT") else found[4] or ""
            return _certain(iso(f"{found[1]}T{found[2].zfill(2)}{found[3]}{offset}", here))
        numeric = _NUMERIC.fullmatch(text)
        if numeric is None:
            return _certain(iso(text, here))
        return _moment(numeric, here, month_first=self.month_first[name, numeric[2]])


def clock_of(table: Table, *, zone: tzinfo, fields: tuple[str, ...]) -> Clock:
    """Decide the order of day and month for these columns of a table; `zone` is meant where neither header nor row names one."""
    order = {(name, mark): first for name in fields for mark, first in _month_first(table.column(name)).items()}
    return Clock(order, {name: UTC if name in table.utc else zone for name in fields})


def zone_named(text: str) -> tzinfo | None:
    """A time zone by its IANA name or a usual abbreviation; None where it is not known."""
    name = ZONES.get(text.strip().casefold(), text.strip())
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _month_first(cells: Iterable[str]) -> Mapping[str, bool]:
    """For each separator: decided by a number above 12; where no cell decides, slashes are American and the others are not."""
    decided: dict[str, bool] = {}
    for cell in cells:
        found = _NUMERIC.fullmatch(cell)
        if found and max(int(found[1]), int(found[3])) > 12:
            decided[found[2]] = decided.get(found[2], True) and int(found[1]) <= 12
    return {"/": True, ".": False, "-": False} | decided


def _moment(found: re.Match[str], zone: tzinfo, *, month_first: bool) -> Moment | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4]) + (2000 if len(found[4]) == 2 else 0)
    month, day = (first, second) if month_first else (second, first)
    hour = int(found[5] or 0)
    if found[8]:
        hour = hour % 12 + (12 if found[8] in "Pp" else 0)
    try:
        at = datetime(year, month, day, hour, int(found[6] or 0), int(found[7] or 0), tzinfo=zone)
    except ValueError:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return Moment(at) if found[5] else day_moment(at.date(), zone)


def _certain(found: Moment | None) -> Moment | None:
    """A table's zone is known by its header, its zone column or the organisation: a clock's time in it is exact."""
    return Moment(found.at) if found is not None and found.certainty is Certainty.ABOUT else found
