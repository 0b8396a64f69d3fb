"""Which clock runs and until when. A stated date stands; without one, never later than the shortest window that applies."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from yosher.cases.model import Denial, Due, Says
from yosher.deadlines.ends import End, counted_from, earlier, end_of_days, ends_first
from yosher.deadlines.israeli import is_israeli
from yosher.deadlines.model import Basis, Clock
from yosher.deadlines.reminders import reminders_for
from yosher.deadlines.settings import CUT_OFF_HOURS, EMERGENCY_HOURS, hours
from yosher.kernel.reason import Reason
from yosher.kernel.when import BusinessDays, CalendarDays
from yosher.people.model import Organisation
from yosher.rulebook.model import LegalAmount, Rule, Window

# A denial that is known by such a word alone asks for no answer: it informs, or it is over.
_ASKS_NOTHING = frozenset(
    {
        Says.FRAUD_REPORT,
        Says.PREVENTED,
        Says.REFUNDED,
        Says.ACCEPTED,
        Says.WITHDRAWN,
        Says.WON,
        Says.PARTLY_WON,
        Says.LOST,
        Says.REVERSED,
        Says.CLOSED,
    }
)


def clock_for(
    denial: Denial, rule: Rule, *, now: datetime, organisation: Organisation, windows: tuple[Window, ...], assumed: LegalAmount
) -> Clock:
    """The clock of a denial as of `now` (house call 4).

    `windows` are those that apply (rulebook.windows.windows_for); `assumed` is the number of days where nothing is known or the clock is
    an Israeli acquirer's, of whom none publishes a window. `due` carries the organisation's offset; a day ends at 23:59:59 there.
    """
    if denial.due.by is Due.NO_ANSWER_POSSIBLE:
        return _no_answer(Reason("deadlines.no_answer_possible"))
    if denial.says in _ASKS_NOTHING or (denial.says is Says.EXPIRED and denial.due.at is None):
        return _no_answer(Reason("deadlines.no_answer_due"))
    start = counted_from(denial, organisation.tz)
    first = ends_first(windows, start, organisation.tz)
    if denial.due.at is not None:
        return _stated(denial.due.at, denial, rule, first, now=now, organisation=organisation)
    if first is None or is_israeli(denial, organisation):
        return _assumed(denial, first, assumed, start, now=now, organisation=organisation)
    running = _running(first.at, now=now, organisation=organisation)
    return replace(
        running,
        basis=Basis.RULEBOOK,
        days=first.window.days,
        counted_from=start,
        rule=first.window.id,
        because=(_from_rulebook(first.window, start.date()),),
        first_steps=(*running.first_steps, Reason("deadlines.confirm_date")),
    )


def _stated(at: datetime, denial: Denial, rule: Rule, first: End | None, *, now: datetime, organisation: Organisation) -> Clock:
    """The stated date stands, also where a window that we know is shorter; that one is told."""
    running = _running(at, now=now, organisation=organisation)
    letter = denial.due.by is Due.LETTER
    stated: dict[str, date | datetime] = {"due": _shown(at, organisation.tz, day_only=denial.due.day_only)}
    because = [Reason("deadlines.stated_in_letter", values=stated) if letter else Reason("deadlines.stated_by_processor", values=stated)]
    if first is not None and first.at < at.astimezone(UTC):
        because.append(_shorter_than_stated(first, rule))
    return replace(running, basis=Basis.LETTER if letter else Basis.PROCESSOR, because=tuple(because))


def _assumed(
    denial: Denial, first: End | None, assumed: LegalAmount, start: datetime, *, now: datetime, organisation: Organisation
) -> Clock:
    """Nothing is stated, and nothing known applies or the acquirer is Israeli: the assumed days, or a window that ends sooner."""
    days = CalendarDays(int(assumed.value))
    end = end_of_days(start, days, organisation.tz)
    because = [Reason("deadlines.assumed", rule=assumed.id, values={"n": days.count, "from": start.date()})]
    sooner = first if first is not None and first.at.timestamp() < end.timestamp() else None
    if sooner is not None:
        because.append(Reason("deadlines.window_ends_sooner", rule=sooner.window.id, values={"end": sooner.at}))
    running = _running(sooner.at if sooner else end, now=now, organisation=organisation)
    return replace(
        running,
        days=sooner.window.days if sooner else days,
        counted_from=start,
        rule=sooner.window.id if sooner else assumed.id,
        because=tuple(because),
        first_steps=(_ask_today(denial), *running.first_steps),
    )


def _ask_today(denial: Denial) -> Reason:
    who = denial.told_by.name if denial.told_by else ""
    return Reason("deadlines.ask_today", values={"who": who}) if who else Reason("deadlines.ask_acquirer_today")


def _from_rulebook(window: Window, start: date) -> Reason:
    if window.hours is not None:
        return Reason("deadlines.from_rulebook_hours", rule=window.id, values={"n": window.hours, "from": start})
    match window.days:
        case BusinessDays(count, _):
            return Reason("deadlines.from_rulebook_business_days", rule=window.id, values={"n": count, "from": start})
        case CalendarDays(count):
            return Reason("deadlines.from_rulebook", rule=window.id, values={"n": count, "from": start})
        case None:
            raise AssertionError("a window that ends has a length")


def _shorter_than_stated(first: End, rule: Rule) -> Reason:
    if not rule.code:
        return Reason("deadlines.a_window_is_shorter", rule=first.window.id, values={"end": first.at})
    return Reason("deadlines.rulebook_is_shorter", rule=first.window.id, values={"code": rule.code, "end": first.at})


def _shown(at: datetime, zone: ZoneInfo, *, day_only: bool) -> date | datetime:
    """The stated date as the organisation reads it: a day, or a moment on its own clock."""
    local = at.astimezone(zone)
    return local.date() if day_only else local


def _running(due: datetime, *, now: datetime, organisation: Organisation) -> Clock:
    """A clock that ends at `due`, not yet saying why: with its cut-off, what is left, and what to do at once."""
    zone, settings = organisation.tz, organisation.settings
    local = due.astimezone(zone)
    cut_off = earlier(local, timedelta(hours=hours(CUT_OFF_HOURS, settings)), zone)
    left = due.astimezone(UTC) - now.astimezone(UTC)
    overdue = left < timedelta(0)
    emergency = not overdue and left < timedelta(hours=hours(EMERGENCY_HOURS, settings))
    steps = []
    if emergency:
        steps.append(Reason("deadlines.emergency", values={"due": local}))
    if overdue:
        steps.append(Reason("deadlines.overdue", values={"due": local}))
    reminders = reminders_for(local, cut_off, now=now, settings=settings)
    return Clock(Basis.ASSUMED, local, cut_off, emergency, overdue, None, None, None, (), tuple(steps), reminders)


def _no_answer(why: Reason) -> Clock:
    return Clock(
        basis=Basis.NONE,
        due=None,
        cut_off=None,
        emergency=False,
        overdue=False,
        days=None,
        counted_from=None,
        rule=None,
        because=(why,),
    )
