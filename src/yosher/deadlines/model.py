"""The clock of a denial."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yosher.kernel.ids import RuleId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Days


class Basis(StrEnum):
    PROCESSOR = "processor"
    LETTER = "letter"
    RULEBOOK = "rulebook"
    ASSUMED = "assumed"
    NONE = "none"  # no answer is possible or due


@dataclass(frozen=True, slots=True)
class Reminder:
    at: datetime
    code: str  # phrases: `reminder.days_left`, `reminder.cut_off`, `reminder.due`


@dataclass(frozen=True, slots=True)
class Clock:
    """`due` carries the organisation's offset. `because` says what it rests on; `first_steps` what to do at once."""

    basis: Basis
    due: datetime | None
    cut_off: datetime | None  # our own, before the due date
    emergency: bool
    overdue: bool
    days: Days | None  # the window that was counted, where one was
    counted_from: datetime | None
    rule: RuleId | None
    because: tuple[Reason, ...]
    first_steps: tuple[Reason, ...] = ()
    reminders: tuple[Reminder, ...] = ()
