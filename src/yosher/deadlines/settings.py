"""The owner's settings of the clock: name, default, and where the default comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Setting:
    """`default` is None where nobody can know it but the owner. `source` says where a default comes from."""

    key: str
    default: str | None
    source: str


EMERGENCY_HOURS: Final = Setting("emergency_hours", "24", "interface: less than 24 hours left is an emergency")
CUT_OFF_HOURS: Final = Setting("cut_off_hours", "24", "house rule: one day of reserve for a failed upload or a closed portal")
REMINDER_DAYS: Final = Setting("reminder_days", "7,3,1", "house rule: a week, three days and one day before the due date")
_LONGEST_DAYS = 366  # no window to answer is longer than a year; what is longer is a slip of the pen
SETTINGS = (EMERGENCY_HOURS, CUT_OFF_HOURS, REMINDER_DAYS)


def hours(setting: Setting, settings: Mapping[str, str]) -> float:
    """A setting in hours; what cannot be read falls back to the default."""
    for text in (settings.get(setting.key), setting.default):
        try:
            if text is not None and 0 <= float(text) <= 24 * _LONGEST_DAYS:
                return float(text)
        except ValueError:
            continue
    raise AssertionError(f"{setting.key} has a readable default")


def days_before(settings: Mapping[str, str]) -> tuple[int, ...]:
    """The days before the due date on which a reminder is due, the earliest first."""
    for text in (settings.get(REMINDER_DAYS.key), REMINDER_DAYS.default or ""):
        parts = [part.strip() for part in text.split(",")] if text else []
        if parts and all(part.isdecimal() and int(part) <= _LONGEST_DAYS for part in parts):
            return tuple(sorted({int(part) for part in parts}, reverse=True))
    raise AssertionError("reminder_days has a readable default")
