"""Days that have a kind, moments that have a certainty."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum


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


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The last second of a day in a zone: 23:59:59 with that day's offset."""
    return datetime.combine(day, time(23, 59, 59), zone)
