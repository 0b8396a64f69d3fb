"""Counting days: kinds do not mix, Israel's bank days follow Directive 402, clocks change and days stay whole."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosher.deadlines.days import (
    ELECTIONS,
    IL_BANK,
    add,
    bank_day_ends,
    bank_day_of,
    civil_date,
    consumer_law_end,
    hebrew_date,
    is_business_day,
    knows,
)  # fmt: skip
from yosher.kernel.when import BusinessDays, CalendarDays

JERUSALEM = ZoneInfo("Asia/Jerusalem")
days_of_this_century = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 22), CalendarDays(7), date(2026, 11, 29)),
        (date(2028, 2, 28), CalendarDays(1), date(2028, 2, 29)),
        (date(2026, 11, 22), BusinessDays(10, "IL-office"), date(2026, 12, 6)),  # holidays 0.109, measured
        (date(2026, 11, 19), BusinessDays(1, "IL-office"), date(2026, 11, 22)),  # Thursday → Sunday
        (date(2026, 11, 19), BusinessDays(1, IL_BANK), date(2026, 11, 20)),  # Thursday → Friday: banks work
        (date(2026, 11, 20), BusinessDays(1, IL_BANK), date(2026, 11, 22)),
        (date(2026, 12, 24), BusinessDays(1, "US-office"), date(2026, 12, 28)),
        (date(2026, 11, 22), BusinessDays(-1, "IL-office"), date(2026, 11, 19)),
    ],
)
def test_days_are_added_by_their_kind(start: date, days: CalendarDays | BusinessDays, end: date) -> None:
    assert add(start, days) == end


@pytest.mark.parametrize(
    ("day", "hebrew"),
    [
        (date.fromisoformat("2024-10-03"), (5785, 7, 1)),
        (date.fromisoformat("2025-09-23"), (5786, 7, 1)),
        (date.fromisoformat("2026-09-12"), (5787, 7, 1)),
        (date.fromisoformat("2027-10-02"), (5788, 7, 1)),
        (date.fromisoformat("2024-04-23"), (5784, 1, 15)),
        (date.fromisoformat("2025-04-13"), (5785, 1, 15)),
        (date.fromisoformat("2026-04-02"), (5786, 1, 15)),
        (date.fromisoformat("2027-04-22"), (5787, 1, 15)),
        (date.fromisoformat("2024-03-24"), (5784, 13, 14)),
        (date.fromisoformat("2025-03-14"), (5785, 12, 14)),
        (date.fromisoformat("2026-03-03"), (5786, 12, 14)),
        (date.fromisoformat("2027-03-23"), (5787, 13, 14)),
        (date.fromisoformat("2024-10-12"), (5785, 7, 10)),
        (date.fromisoformat("2026-05-22"), (5786, 3, 6)),
        (date.fromisoformat("2030-09-28"), (5791, 7, 1)),
    ],
)
def test_hebrew_dates_of_known_days(day: date, hebrew: tuple[int, int, int]) -> None:
    assert hebrew_date(day) == hebrew
    assert civil_date(*hebrew) == day


@given(days_of_this_century)
def test_a_hebrew_date_leads_back_to_its_day(day: date) -> None:
    assert civil_date(*hebrew_date(day)) == day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 9, 13), False),  # second day of Rosh Hashana
        (date(2026, 9, 20), False),  # eve of Yom Kippur
        (date(2026, 9, 21), False),  # Yom Kippur
        (date(2026, 3, 3), False),  # Purim
        (date(2026, 3, 4), False),  # Shushan Purim
        (date(2026, 7, 23), False),  # Tisha B'Av
        (date(2025, 8, 3), False),  # Tisha B'Av kept on Sunday
        (date(2026, 4, 2), False),  # Passover
        (date(2026, 4, 5), True),  # between the first and the seventh day
        (date(2026, 4, 8), False),  # seventh day
        (date(2026, 4, 22), False),  # Independence Day
        (date(2024, 5, 14), False),  # Independence Day, moved from Monday
        (date(2026, 9, 27), True),  # between Sukkot and Shmini Atzeret
        (date(2026, 10, 3), False),  # Shmini Atzeret (and a Saturday)
        (date(2022, 11, 1), False),  # an election
    ],
)
def test_israels_bank_days(day: date, works: bool) -> None:
    assert is_business_day(day, IL_BANK) is works


@pytest.mark.parametrize("year", range(2024, 2036))
def test_bank_rest_is_what_an_independent_calendar_tells_with_what_the_directive_adds(year: int) -> None:
    public = holidays.country_holidays("IL", years=year, language="en_US")
    optional = holidays.country_holidays("IL", years=year, language="en_US", categories=("optional",))
    purim = next(day for day, name in optional.items() if name == "Purim" and day.year == year)
    fast = next(day for day, name in optional.items() if name.startswith("Tisha B'Av") and day.year == year)
    eve = next(day for day, name in public.items() if name == "Yom Kippur" and day.year == year) - timedelta(days=1)
    told = {
        *(day for day in public if day.year == year),
        purim,
        purim + timedelta(days=1),
        fast,
        eve,
        *(d for d in ELECTIONS if d.year == year),
    }
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    resting = {day for day in days if day.year == year and not is_business_day(day, IL_BANK)}
    assert {day for day in resting if day.weekday() != 5} == {day for day in told if day.weekday() != 5}
    assert all(not is_business_day(day, IL_BANK) for day in told)


def test_a_bank_day_ends_early_on_fridays_and_eves() -> None:
    assert bank_day_ends(date(2026, 11, 20)) == time(14)
    assert bank_day_ends(date(2026, 9, 11)) == time(14)
    assert bank_day_ends(date(2026, 4, 21)) == time(14)  # eve of Independence Day
    assert bank_day_ends(date(2026, 11, 22)) == time(18, 30)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 18, 30), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 18, 31), date(2026, 11, 23)),
        (datetime(2026, 11, 20, 14, 1), date(2026, 11, 22)),
        (datetime(2026, 11, 21, 9, 0), date(2026, 11, 22)),
    ],
)
def test_what_comes_after_hours_belongs_to_the_next_bank_day(moment: datetime, day: date) -> None:
    assert bank_day_of(moment.replace(tzinfo=JERUSALEM)) == day


def test_a_consumers_last_day_of_rest_moves_on_and_a_schemes_does_not() -> None:
    # 14 days from 7 November 2026 end on a Saturday
    assert consumer_law_end(date(2026, 11, 7), 14, "IL-office") == date(2026, 11, 22)
    assert add(date(2026, 11, 7), CalendarDays(14)) == date(2026, 11, 21)


@pytest.mark.parametrize("calendar", ["XX-office", "IL", "IL-bakery", ""])
def test_an_unknown_calendar_is_named(calendar: str) -> None:
    with pytest.raises(ValueError, match="no such calendar"):
        is_business_day(date(2026, 1, 1), calendar)


def test_known_countries() -> None:
    assert knows("IL")
    assert not knows("XX")


@given(days_of_this_century, st.integers(0, 60), st.sampled_from([IL_BANK, "IL-office", "US-office", "DE-office"]))
def test_business_days_never_end_before_calendar_days_and_end_on_one(start: date, count: int, calendar: str) -> None:
    end = add(start, BusinessDays(count, calendar))
    assert end >= add(start, CalendarDays(count))
    assert count == 0 or is_business_day(end, calendar)


@given(days_of_this_century, st.integers(0, 40), st.integers(0, 40))
def test_adding_more_days_never_ends_earlier(start: date, few: int, more: int) -> None:
    assert add(start, BusinessDays(few + more, IL_BANK)) >= add(start, BusinessDays(few, IL_BANK))
