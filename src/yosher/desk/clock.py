"""The clock of a case: the rulebook's windows looked up, the clock computed, its reminders laid out as rows."""

from yosher.cases.model import Denial
from yosher.deadlines.clock import clock_for
from yosher.deadlines.model import Clock
from yosher.desk.model import Desk
from yosher.desk.ports import ReminderRow
from yosher.kernel.ids import CaseId
from yosher.rulebook.law import legal
from yosher.rulebook.model import Rule
from yosher.rulebook.windows import windows_for


def clock_of(denial: Denial, rule: Rule, *, desk: Desk) -> Clock:
    """House call 4, with what it rests on."""
    place = denial.place or desk.organisation.country
    windows = windows_for(rule, processor=denial.processor, phase=denial.phase, place=place)
    assumed = legal("IL", "answer_days_default")
    return clock_for(denial, rule, now=desk.now, organisation=desk.organisation, windows=windows, assumed=assumed)


def set_reminders(case: CaseId, clock: Clock, *, desk: Desk) -> None:
    rows = [ReminderRow(desk.organisation.id, case, reminder.at, reminder.code) for reminder in clock.reminders]
    desk.store.set_reminders(desk.organisation.id, case, rows)
