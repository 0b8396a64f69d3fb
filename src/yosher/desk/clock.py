"""The clock of a case: the rulebook's windows looked up, the clock computed, its reminders laid out as rows."""

from yosher.cases.model import Case, Denial
from yosher.cases.states import OPEN
from yosher.deadlines.clock import clock_for
from yosher.deadlines.model import Clock
from yosher.desk.model import Desk
from yosher.desk.ports import ReminderRow
from yosher.rulebook.law import legal
from yosher.rulebook.model import Rule
from yosher.rulebook.windows import windows_for


def clock_of(denial: Denial, rule: Rule, *, desk: Desk) -> Clock:
    """House call 4, with what it rests on."""
    place = denial.place or desk.organisation.country
    windows = windows_for(rule, processor=denial.processor, phase=denial.phase, place=place)
    assumed = legal("IL", "answer_days_default")
    return clock_for(denial, rule, now=desk.now, organisation=desk.organisation, windows=windows, assumed=assumed)


def set_reminders(case: Case, clock: Clock, *, desk: Desk) -> None:
    """The clock's reminders, as long as an answer is still to be made or sent."""
    reminders = clock.reminders if case.state in OPEN else ()
    rows = [ReminderRow(desk.organisation.id, case.id, reminder.at, reminder.code) for reminder in reminders]
    desk.store.set_reminders(desk.organisation.id, case.id, rows)


def quiet_where_done(case: Case, *, desk: Desk) -> None:
    """Nobody is reminded of an answer that was sent, or that nobody waits for any more."""
    if case.state not in OPEN:
        desk.store.set_reminders(desk.organisation.id, case.id, ())
