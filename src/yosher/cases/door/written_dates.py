"""Days and times as people and spreadsheets write them, in English and Hebrew; whether the month comes first is the caller's to decide."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from yosher.cases.door.moments import FIRST_YEAR, LAST_YEAR
from yosher.cases.door.table_times import zone_named
from yosher.kernel.when import Certainty, Moment, day_moment

_MONTHS_EN = "january february march april may june july august september october november december"
_MONTHS_HE = "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"
MONTHS: Mapping[str, int] = (
    {name: number for number, name in enumerate(_MONTHS_EN.split(), 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS_EN.split(), 1)}
    | {name: number for number, name in enumerate(_MONTHS_HE.split(), 1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS_HE.split(), 1)}
    | {"sept": 9, "מרס": 3}
)

_WEEKDAY = re.compile(
    r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:ב?יום )?[אבגדהו][׳']?|(?:ב?יום )?(?:ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת)),?\s+", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)", re.ASCII)
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-.]{1,2}ב?([^\W\d_]{3,9})[׳'.]?,?[ \-]{1,2}(\d{4}|\d{2})(?!\d)", re.I)
_NAMED_DAY = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)", re.I)
_HOURS = r"(?:[ T,]+|[ ,]+(?:at|בשעה) )(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([ap])\.?m\.?)?"
_ZONE = r"(?: ?[(\[]?([A-Za-z+\-][\w+\-:/]{0,30})[)\]]?)?"
_CLOCK = re.compile(_HOURS + _ZONE, re.I | re.ASCII)
_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?", re.I | re.ASCII)
_UNIX = re.compile(r"\d{10}(?:\d{3})?", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_EXCEL_ZERO = date(1899, 12, 30)  # day 0 of the serial numbers of spreadsheets
_SERIALS = range(36_526, 62_093)  # 2000 to 2069: what is outside is a number that stands in the wrong column
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONG = 80  # characters: no written date is longer


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A day, with the clock and the zone where they stand beside it."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None

    def moment(self, zone: tzinfo, *, sure: bool = False) -> Moment:
        """In its own zone, else in `zone`: about, unless the caller is `sure` that this zone is meant."""
        if self.clock is None:
            return day_moment(self.day, self.zone or zone)
        at = datetime.combine(self.day, self.clock, self.zone or zone)
        return Moment(at, Certainty.EXACT if sure or self.zone else Certainty.ABOUT)


@lru_cache(maxsize=65_536)
def numeric_parts(text: str) -> tuple[str, int, int] | None:
    """The mark, the first and the second number of a date such as `05/10/2026`, whose order is not plain to see."""
    found = _NUMERIC.match(_WEEKDAY.sub("", text.strip()[:_LONG]))
    return (found[2], int(found[1]), int(found[3])) if found else None


@lru_cache(maxsize=65_536)
def written_time(text: str, *, month_first: bool = False) -> WrittenTime | None:
    """The day and time that a text says from its first letter to its last; None where it says none, or one that no calendar has."""
    plain = re.sub(r"[\u200e\u200f\u061c]", "", text).strip()
    if not plain or len(plain) > _LONG:
        return None
    if _UNIX.fullmatch(plain):
        return _unix(int(plain[:10]))
    if (found := _SERIAL.fullmatch(plain)) and int(found[1]) in _SERIALS:
        return _checked(_EXCEL_ZERO + timedelta(days=int(found[1])), "")
    plain = _WEEKDAY.sub("", plain)
    for pattern, order in ((_YEAR_FIRST, (1, 3, 4)), (_COMPACT, (1, 2, 3)), (_NUMERIC, (4, 1, 3) if month_first else (4, 3, 1))):
        if found := pattern.match(plain):
            year, month, day = (found[place] for place in order)
            return _dated(year, int(month), int(day), rest=plain[found.end() :])
    return _named(plain)


def _named(text: str) -> WrittenTime | None:
    if found := _DAY_NAMED.match(text):
        return _dated(found[3], MONTHS.get(found[2].casefold(), 0), int(found[1]), rest=text[found.end() :])
    if found := _NAMED_DAY.match(text):
        return _dated(found[3], MONTHS.get(found[1].casefold(), 0), int(found[2]), rest=text[found.end() :])
    return None


def _dated(year: str, month: int, day: int, *, rest: str) -> WrittenTime | None:
    """A year of two digits is one of this century; one of four is what it says."""
    try:
        return _checked(date(int(year) + (2000 if len(year) == 2 else 0), month, day), rest)
    except ValueError:
        return None


def _checked(day: date, rest: str) -> WrittenTime | None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    if not rest.strip():
        return WrittenTime(day)
    found = _CLOCK.fullmatch(rest.rstrip())
    if found is None:
        return None
    zone = zone_written(found[5]) if found[5] else None
    clock = _clock(int(found[1]), int(found[2]), int(found[3] or 0), half=(found[4] or "").casefold())
    return None if clock is None or (found[5] and zone is None) else WrittenTime(day, clock, zone)


def _clock(hour: int, minute: int, second: int, *, half: str) -> time | None:
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def zone_written(text: str) -> tzinfo | None:
    """`Z`, `+02:00`, `GMT+2`, `IDT`, `Asia/Jerusalem`; None where it is no zone that we know."""
    found = _OFFSET.fullmatch(text.strip())
    if found is None:
        return zone_named(text)
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes > 14 * 60:  # the farthest that clocks are set anywhere
        return None
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))


def _unix(seconds: int) -> WrittenTime:
    at = _EPOCH + timedelta(seconds=seconds)
    return WrittenTime(at.date(), at.time(), UTC)
