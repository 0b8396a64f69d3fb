"""Which of two moments was later, said only as far as their certainty allows; and how a moment is shown."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from yosher.cases.model import Denial
from yosher.kernel.reason import Value
from yosher.kernel.when import Certainty, Moment, day_moment, from_seconds

_FIRST = datetime(1971, 1, 1, tzinfo=UTC)
_LAST = datetime(2200, 1, 1, tzinfo=UTC)


def is_later(moment: Moment | None, other: Moment | None, zone: tzinfo) -> bool:
    """Whether `moment` is certainly later than `other`; an unknown one is never later.

    Clock times are compared as they are. A day compares as a day: the same day is not later. A moment told from memory or
    read without a zone may be a calendar day off (zones reach from UTC-12 to UTC+14), so that a neighbouring day says nothing.
    """
    if moment is None or other is None or Certainty.UNKNOWN in (moment.certainty, other.certainty):
        return False
    if moment.certainty is other.certainty is Certainty.EXACT:
        return moment.at > other.at
    slack = 1 if Certainty.ABOUT in (moment.certainty, other.certainty) else 0
    return (day_of(moment, zone) - day_of(other, zone)).days > slack


def is_since(moment: Moment | None, start: Moment | None, zone: tzinfo) -> bool:
    """Whether a dated `moment` may lie at or after `start`: what is certainly earlier, or at an unknown time, shows nothing of it."""
    known = moment is not None and moment.certainty is not Certainty.UNKNOWN
    return known and not is_later(start, moment, zone)


def day_of(moment: Moment, zone: tzinfo) -> date:
    """The calendar day in the organisation's zone."""
    return moment.at.astimezone(zone).date()


def told_on(denial: Denial, zone: tzinfo) -> date | None:
    """The day on which the business was told of the denial; None where nobody says it: the day of reading is another one."""
    if denial.told_by is not None and denial.told_by.received is not None:
        return denial.told_by.received
    return None if denial.happened.certainty is Certainty.UNKNOWN else day_of(denial.happened, zone)


def shown(moment: Moment, zone: tzinfo) -> Value:
    """The value for a sentence: a clock's time with the organisation's offset, or only the day."""
    return moment.at.astimezone(zone) if moment.certainty is Certainty.EXACT else day_of(moment, zone)


def moment_of(value: object, zone: tzinfo) -> Moment | None:
    """A typed value of a record as a moment: an aware time, a day, a time without zone (`about`), Unix seconds or ISO text."""
    if isinstance(value, str):
        value = _read(value.strip())
    if isinstance(value, datetime):
        return Moment(value) if value.tzinfo else Moment(value.replace(tzinfo=zone), Certainty.ABOUT)
    if isinstance(value, date):
        return day_moment(value, zone)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_seconds(value, zone)
    return None


def end_of(moment: Moment, zone: tzinfo) -> datetime:
    """The last instant that a moment may stand for: of a day, its end."""
    if moment.certainty is Certainty.EXACT:
        return moment.at
    return datetime.combine(day_of(moment, zone), time(23, 59, 59), zone)


def plus_days(moment: Moment, days: int, zone: tzinfo) -> date:
    """The day that lies so many days after a moment's day (which is not counted)."""
    return day_of(moment, zone) + timedelta(days=days)


def _read(text: str) -> object:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _from_seconds(value: float, zone: tzinfo) -> Moment | None:
    try:
        moment = from_seconds(value, zone)
    except (OverflowError, OSError, ValueError):
        return None
    return moment if _FIRST < moment.at < _LAST else None
