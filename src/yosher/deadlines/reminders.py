"""Reminders as rows: a week, three days, one day before (settings), the own cut-off, and the due date itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from yosher.deadlines.model import Reminder
from yosher.deadlines.settings import days_before


def reminders_for(due: datetime, cut_off: datetime, *, now: datetime, settings: Mapping[str, str]) -> tuple[Reminder, ...]:
    """In order, none in the past. Days before the due date keep its hour on the local clock, also over a change of clocks."""
    rows = [Reminder(due - timedelta(days=days), "deadlines.reminder_days") for days in days_before(settings)]
    rows += [Reminder(cut_off, "deadlines.reminder_cut_off"), Reminder(due, "deadlines.reminder_due")]
    # instants, not wall clocks: these differ within one zone when the clocks change
    ahead = (row for row in rows if row.at.timestamp() > now.timestamp())
    return tuple(sorted(ahead, key=lambda row: (row.at.timestamp(), row.code)))
