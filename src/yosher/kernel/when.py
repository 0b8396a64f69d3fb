"""Days that have a kind, moments that have a certainty."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

YEARS = range(1950, 2200)  # of a typed day: before there was a card, and near the ends of the calendar, it is a slip

_MIDNIGHT = time(0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """A number of calendar days; does not add up with business days."""

    count: int


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """A number of business days in a named calendar (`IL-office`, `IL-bank`, `US` …: see deadlines.days)."""

    count: int
    calendar: str


Days = CalendarDays | BusinessDays


class Certainty(StrEnum):
    """How exactly a moment is known."""

    EXACT = "exact"  # a clock's time with its zone
    DAY = "day"  # the day is known, the hour is not
    ABOUT = "about"  # told from memory, or read without a zone
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time, or a day whose hour is not known.

    `at` is aware; where only the day is known it is the start of that day in the organisation's zone.
    """

    at: datetime
    certainty: Certainty = Certainty.EXACT

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment needs a time zone")


def day_moment(day: date, zone: tzinfo) -> Moment:
    """A day without an hour, as told in a letter: it begins at midnight in `zone`."""
    return Moment(datetime.combine(day, time(0), zone), Certainty.DAY)


def from_seconds(seconds: float, zone: tzinfo) -> Moment:
    """Unix seconds of a record. Midnight in UTC is how a file writes a day without an hour, so it is read as that day in `zone`.

    A clock's time that happens to be that very second is then known less exactly, and nothing false is said of it.
    Raises what `datetime.fromtimestamp` raises for a number that no calendar reaches.
    """
    at = datetime.fromtimestamp(seconds, UTC)
    return day_moment(at.date(), zone) if at.timetz() == _MIDNIGHT else Moment(at)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second of a day in a zone: 23:59:59 with that day's offset."""
    return datetime.combine(day, time(23, 59, 59), zone)
