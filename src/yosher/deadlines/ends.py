"""When a window ends: from which day it is counted, and which of several ends first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from yosher.cases.model import Denial
from yosher.deadlines.days import add
from yosher.kernel.when import Days, end_of_day
from yosher.rulebook.model import Window


@dataclass(frozen=True, slots=True)
class End:
    """A window with the moment at which it ends, in the organisation's zone."""

    window: Window
    at: datetime


def counted_from(denial: Denial, zone: ZoneInfo) -> datetime:
    """The start of the count: the day on which the business was told, else the earlier of the message's day and its arrival.

    A letter that came after the message itself moves nothing: in doubt the count starts earlier.
    """
    received = denial.received_at.astimezone(zone)
    told = denial.told_by.received if denial.told_by else None
    start = denial.happened.at.astimezone(zone) if told is None else datetime.combine(told, time(0), zone)
    return min(start, received, key=_instant)


def ends_first(windows: Iterable[Window], start: datetime, zone: ZoneInfo) -> End | None:
    """The window that ends first, by its real end: five business days may end after six calendar days. None where none has a length."""
    ends = [End(window, at) for window in windows if (at := _end(window, start, zone)) is not None]
    return min(ends, key=lambda end: (_instant(end.at), end.window.id), default=None)


def end_of_days(start: datetime, days: Days, zone: ZoneInfo) -> datetime:
    """23:59:59 of the last day; the first day itself is not counted."""
    return end_of_day(add(start.date(), days), zone)


def earlier(moment: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """So much real time before a moment: an hour is an hour, also where the clocks change."""
    return (moment.astimezone(UTC) - by).astimezone(zone)


def _end(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    if window.hours is not None:
        return earlier(start, -timedelta(hours=window.hours), zone)
    return None if window.days is None else end_of_days(start, window.days, zone)


def _instant(moment: datetime) -> float:
    """Two moments of one zone compare by their wall clocks in Python; instants do not."""
    return moment.timestamp()
