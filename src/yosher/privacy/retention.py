"""How long what is kept: the owner's periods, and from which moment back something is too old to stay."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

# Nothing is deleted by a period before it has stood for a day: a slip of the pen can be taken back.
THINK_AGAIN: Final = timedelta(hours=24)


class Kept(StrEnum):
    """What has a period of its own."""

    DRAFTS = "drafts"  # what was begun and never sent, of guests and of our own people, with its papers
    CASES = "cases"  # cases that are over, with all that belongs to them
    HISTORY = "history"  # the loaded sales, shipments, messages, log-ins
    SIGHTS = "sights"  # who was shown what


class Unit(StrEnum):
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Period:
    """`default` is None where everything is kept until the owner says otherwise."""

    key: str  # of the setting
    unit: Unit
    most: int
    default: str | None = None

    @property
    def since(self) -> str:
        """Under which key it is kept from when on the setting is acted upon: no setting of its own."""
        return f"{self.key}.from"


_TWENTY_YEARS = 240  # months: no limitation period that we know of is longer
# No law gives one period for all: what is over is kept until the owner chooses. A draft was told to nobody, so it goes by itself,
# once the longest link by which it could be gone on with (90 days) has ended.
PERIODS: Mapping[Kept, Period] = {
    Kept.DRAFTS: Period("keep_drafts_days", Unit.DAYS, 366, "90"),
    Kept.CASES: Period("keep_cases_months", Unit.MONTHS, _TWENTY_YEARS),
    Kept.HISTORY: Period("keep_history_months", Unit.MONTHS, _TWENTY_YEARS),
    Kept.SIGHTS: Period("keep_sights_months", Unit.MONTHS, _TWENTY_YEARS),
}


def of_setting(key: str) -> Period | None:
    return next((period for period in PERIODS.values() if period.key == key), None)


def length_of(period: Period, settings: Mapping[str, str]) -> int | None:
    """In the period's unit; None where everything is kept, also where a setting cannot be read."""
    text = settings.get(period.key, period.default)
    return int(text) if text is not None and is_length(text, period) else None


def is_length(text: str, period: Period) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= period.most


def begins_at(period: Period, settings: Mapping[str, str]) -> datetime | None:
    """From when on the setting is acted upon; None for the default."""
    text = settings.get(period.since)
    return datetime.fromisoformat(text) if text else None


def cut_off(kept: Kept, settings: Mapping[str, str], *, now: datetime) -> datetime | None:
    """What is older than this is too old; None where everything stays."""
    length = length_of(PERIODS[kept], settings)
    return None if length is None else back(now, length, PERIODS[kept].unit)


def acted_upon(kept: Kept, settings: Mapping[str, str], *, now: datetime) -> datetime | None:
    """The cut-off by which something is deleted now; None also in the first day of a changed setting."""
    begins = begins_at(PERIODS[kept], settings)
    return None if begins is not None and now < begins else cut_off(kept, settings, now=now)


def back(moment: datetime, count: int, unit: Unit) -> datetime:
    """So many days or calendar months (UTC) earlier; the 31st of a shorter month is its last day."""
    if unit is Unit.DAYS:
        return moment - timedelta(days=count)
    at = moment.astimezone(UTC)
    year, number = divmod(at.year * 12 + at.month - 1 - count, 12)
    return at.replace(year=year, month=number + 1, day=min(at.day, monthrange(year, number + 1)[1]))
