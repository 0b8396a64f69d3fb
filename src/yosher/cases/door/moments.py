"""Times as processors write them: Unix seconds, ISO 8601, days."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal

from yosher.cases.door.words import one_line
from yosher.cases.model import Due, StatedDue
from yosher.kernel.when import Certainty, Moment, day_moment, end_of_day

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1970, 2199  # what is outside is a slip of the pen, and would not survive a change of zone
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def unix(value: object) -> Moment | None:
    """Seconds since 1970, as a number or in digits. None where it is no time (also 0, which stands for "none")."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    text = one_line(value)
    if not re.fullmatch(r"[0-9]{1,11}", text) or not int(text):
        return None
    return _plausible(Moment(_EPOCH + timedelta(seconds=int(text))))


def iso(value: object, zone: tzinfo) -> Moment | None:
    """ISO 8601 with its own offset, which is kept; without one it is a time in `zone`, marked as about. None where it is no time."""
    text = one_line(value)
    if not text:
        return None
    if _DAY.fullmatch(text):
        day = day_of(text)
        return None if day is None else _plausible(day_moment(day, zone))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        return _plausible(Moment(at.replace(tzinfo=zone), Certainty.ABOUT))
    return _plausible(Moment(at))


def day_of(value: object) -> date | None:
    """The day of an ISO date or time; None where it is none."""
    try:
        return date.fromisoformat(one_line(value)[:10])
    except ValueError:
        return None


def stated(moment: Moment | None) -> StatedDue:
    """The processor's answer-by date: a day lasts until its end, where only a day is stated."""
    if moment is None:
        return StatedDue()
    if moment.certainty is Certainty.DAY:
        zone = moment.at.tzinfo or UTC
        return StatedDue(Due.PROCESSOR, end_of_day(moment.at.date(), zone), day_only=True)
    return StatedDue(Due.PROCESSOR, moment.at)


def _plausible(moment: Moment) -> Moment | None:
    return moment if FIRST_YEAR <= moment.at.year <= LAST_YEAR else None
