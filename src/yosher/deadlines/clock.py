"""Which clock runs and until when. A stated date stands; without one, never later than the shortest window that applies."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from yosher.cases.model import Denial, Due
from yosher.deadlines.days import add
from yosher.deadlines.model import Basis, Clock
from yosher.deadlines.reminders import reminders_for
from yosher.deadlines.settings import CUT_OFF_HOURS, EMERGENCY_HOURS, hours
from yosher.kernel.reason import Reason
from yosher.kernel.when import CalendarDays, end_of_day
from yosher.kernel.words import Language
from yosher.people.model import Organisation
from yosher.phrases.catalogue import word
from yosher.rulebook.model import LegalAmount, Rule, Window
from yosher.rulebook.receivers import all_receivers
from yosher.rulebook.windows import hours_of, shortest


def clock_for(
    denial: Denial, rule: Rule, *, now: datetime, organisation: Organisation, windows: tuple[Window, ...], assumed: LegalAmount
) -> Clock:
    """The clock of a denial as of `now` (house call 4).

    `windows` are those that apply (rulebook.windows.windows_for); `assumed` is the number of days where nothing is known or the deal was
    made in Israel, whose acquirers publish no window. `due` carries the organisation's offset; a stated day ends at 23:59:59 there.
    """
    if denial.due.by is Due.NO_ANSWER_POSSIBLE:
        return _no_answer()
    start = counted_from(denial, organisation.tz)
    window = shortest(windows)
    if denial.due.at is not None:
        basis = Basis.LETTER if denial.due.by is Due.LETTER else Basis.PROCESSOR
        running = _running(denial.due.at, now=now, organisation=organisation)
        return replace(running, basis=basis, because=_stated(denial, rule, window, start, organisation.tz))
    if window is None or _israeli(denial):
        return _assumed(denial, window, assumed, start, now=now, organisation=organisation)
    running = _running(_window_end(window, start, organisation.tz), now=now, organisation=organisation)
    because = Reason("deadlines.from_rulebook", rule=window.id, values={"n": _whole_days(window), "from": start.date()})
    steps = (*running.first_steps, Reason("deadlines.confirm_date"))
    return replace(
        running, basis=Basis.RULEBOOK, days=window.days, counted_from=start, rule=window.id, because=(because,), first_steps=steps
    )


def _assumed(
    denial: Denial, window: Window | None, assumed: LegalAmount, start: datetime, *, now: datetime, organisation: Organisation
) -> Clock:
    """Nothing is stated, and nothing known applies or the acquirer is Israeli: the assumed days, or a window if that is shorter still."""
    days = CalendarDays(int(assumed.value))
    end = end_of_day(add(start.date(), days), organisation.tz)
    if window is not None:
        end = min(end, _window_end(window, start, organisation.tz))
    running = _running(end, now=now, organisation=organisation)
    because = Reason("deadlines.assumed", rule=assumed.id, values={"n": days.count, "from": start.date()})
    who = denial.told_by.name if denial.told_by else ""
    ask = Reason("deadlines.ask_today", values={"who": who}) if who else Reason("deadlines.ask_acquirer_today")
    return replace(running, days=days, counted_from=start, rule=assumed.id, because=(because,), first_steps=(ask, *running.first_steps))


def counted_from(denial: Denial, zone: ZoneInfo) -> datetime:
    """The start of the count: the day on which we were told; of two days that are known, the earlier."""
    told = denial.told_by.received if denial.told_by else None
    starts = [denial.happened.at.astimezone(zone), denial.received_at.astimezone(zone)]
    if told is not None:
        starts = [datetime.combine(told, time(0), zone)]
    return min(starts)


def _israeli(denial: Denial) -> bool:
    """Whether the deal's clock is an Israeli acquirer's: the place says so, or nothing says where and the letter is an Israeli one's."""
    if denial.place is not None:
        return denial.place.split("-")[0] == "IL"
    name = denial.told_by.name.strip().lower() if denial.told_by else ""
    return bool(name) and any(name in _names(receiver.key) for receiver in all_receivers() if receiver.accepted == ("he",))


def _names(receiver: str) -> tuple[str, ...]:
    return (receiver, *(word("receiver", receiver, language).lower() for language in Language))


def _stated(denial: Denial, rule: Rule, window: Window | None, start: datetime, zone: ZoneInfo) -> tuple[Reason, ...]:
    letter = denial.due.by is Due.LETTER
    stated: dict[str, date | datetime] = {"due": _shown(denial, zone)}
    told = Reason("deadlines.stated_in_letter", values=stated) if letter else Reason("deadlines.stated_by_processor", values=stated)
    if window is None or denial.due.at is None or _window_end(window, start, ZoneInfo("UTC")) >= denial.due.at:
        return (told,)
    return (told, Reason("deadlines.rulebook_is_shorter", rule=window.id, values={"n": _whole_days(window), "code": rule.code}))


def _shown(denial: Denial, zone: ZoneInfo) -> date | datetime:
    """The stated date as the organisation reads it: a day, or a moment on its own clock."""
    assert denial.due.at is not None
    local = denial.due.at.astimezone(zone)
    return local.date() if denial.due.day_only else local


def _window_end(window: Window, start: datetime, zone: ZoneInfo) -> datetime:
    if window.hours is not None:
        return (start + timedelta(hours=window.hours)).astimezone(zone)
    return end_of_day(add(start.date(), window.days or CalendarDays(0)), zone)


def _whole_days(window: Window) -> int:
    return (hours_of(window) or 0) // 24


def _running(due: datetime, *, now: datetime, organisation: Organisation) -> Clock:
    """A clock that ends at `due`, not yet saying why: with its cut-off, what is left, and what to do at once."""
    local = due.astimezone(organisation.tz)
    cut_off = local - timedelta(hours=hours(CUT_OFF_HOURS, organisation.settings))
    left = local - now
    overdue = left < timedelta(0)
    emergency = not overdue and left < timedelta(hours=hours(EMERGENCY_HOURS, organisation.settings))
    steps = []
    if emergency:
        steps.append(Reason("deadlines.emergency", values={"due": local}))
    if overdue:
        steps.append(Reason("deadlines.overdue", values={"due": local}))
    reminders = reminders_for(local, cut_off, now=now, settings=organisation.settings)
    return Clock(Basis.ASSUMED, local, cut_off, emergency, overdue, None, None, None, (), tuple(steps), reminders)


def _no_answer() -> Clock:
    return Clock(
        basis=Basis.NONE,
        due=None,
        cut_off=None,
        emergency=False,
        overdue=False,
        days=None,
        counted_from=None,
        rule=None,
        because=(Reason("deadlines.no_answer_possible"),),
    )
