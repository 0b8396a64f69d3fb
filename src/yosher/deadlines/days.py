"""Counting days: calendar days, office days by country, and Israel's bank days (Directive 402 of the Bank of Israel)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType

import holidays

from yosher.kernel.when import BusinessDays, CalendarDays, Days

IL_BANK = "IL-bank"
# Days on which banks do not work (israel.md, "Bank business day", after Directive 402 and the Bank of Israel's list of 2013), by the
# Hebrew calendar: month and day, months counted from Nisan = 1. Intermediate days of Passover and Sukkot are business days.
_BANK_REST: Mapping[tuple[int, int], str] = MappingProxyType(
    {
        (7, 1): "Rosh Hashana",
        (7, 2): "Rosh Hashana, second day",
        (7, 9): "eve of Yom Kippur",
        (7, 10): "Yom Kippur",
        (7, 15): "Sukkot",
        (7, 22): "Shmini Atzeret",
        (1, 15): "Passover",
        (1, 21): "Passover, seventh day",
        (3, 6): "Shavuot",
    }
)
# Eves on which a business day ends at 14:00 at the latest; Fridays too.
_SHORT_EVES = ((6, 29), (7, 14), (7, 21), (1, 14), (1, 20), (3, 5))
# Dated exceptions: Knesset elections are days of rest (Bank of Israel, 6 Jan 2013). One row a day, with its source.
ELECTIONS: Mapping[date, str] = MappingProxyType(
    {
        date(2022, 11, 1): "election to the 25th Knesset",
        date(2026, 10, 27): "election to the 26th Knesset, the date set by the Basic Law (unverified: may be moved)",
    }
)
FULL_DAY_ENDS, SHORT_DAY_ENDS = time(18, 30), time(14, 0)


def add(start: date, days: Days) -> date:
    """The day that lies so many days after `start`, which itself is not counted. Negative counts go back."""
    match days:
        case CalendarDays(count):
            return start + timedelta(days=count)
        case BusinessDays(count, calendar):
            step, left, day = (1 if count >= 0 else -1), abs(count), start
            while left:
                day += timedelta(days=step)
                left -= is_business_day(day, calendar)
            return day


def is_business_day(day: date, calendar: str) -> bool:
    """`IL-bank`, or `<CC>-office` for a country's public holidays and weekend. Raises ValueError for a calendar that is not known."""
    if calendar == IL_BANK:
        return not is_bank_rest(day)
    country, _, kind = calendar.partition("-")
    if kind != "office":
        raise ValueError(f"no such calendar: {calendar}")
    return _office(country).is_working_day(day)


def is_bank_rest(day: date) -> bool:
    """Saturday, the list of Directive 402, and dated exceptions. Friday is a business day."""
    if day.weekday() == 5 or day in ELECTIONS:
        return True
    _, month, number = hebrew_date(day)
    return (month, number) in _BANK_REST or _is_purim(day) or _is_tisha_beav(day) or day in _independence_days(day.year)


def bank_day_ends(day: date) -> time:
    """The hour at which a bank's business day ends at the latest; what comes later belongs to the next business day."""
    _, month, number = hebrew_date(day)
    independence_eve = day + timedelta(days=1) in _independence_days((day + timedelta(days=1)).year)
    return SHORT_DAY_ENDS if day.weekday() == 4 or (month, number) in _SHORT_EVES or independence_eve else FULL_DAY_ENDS


def bank_day_of(moment: datetime) -> date:
    """The business day to which a moment (in Israel's zone) belongs."""
    day = moment.date()
    if not is_bank_rest(day) and moment.time() <= bank_day_ends(day):
        return day
    return add(day, BusinessDays(1, IL_BANK))


def consumer_law_end(start: date, days: int, calendar: str) -> date:
    """The end of a consumer-law period in Israel: the receipt day is not counted, rest days are, and a last day of rest moves on.

    Source: consumers.org.il cancellation wizard (israel.md, "counting"). Scheme windows never move on like this.
    """
    end = start + timedelta(days=days)
    while not is_business_day(end, calendar):
        end += timedelta(days=1)
    return end


@cache
def _office(country: str) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        raise ValueError(f"no such calendar: {country}-office") from None


def knows(country: str) -> bool:
    """Whether there is an office calendar for a country."""
    return country in holidays.list_supported_countries()


# -- the Hebrew calendar ------------------------------------------------------------------------------------------
# Arithmetic after E. M. Reingold and N. Dershowitz, Calendrical Calculations (4th ed.), ch. 8: molad and the four delays.
_EPOCH = -1373427  # day number (date.toordinal) of the eve of 1 Tishri AM 1


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


@cache
def _new_year(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _EPOCH + this + delay


def _is_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _month_days(year: int) -> list[tuple[int, int]]:
    """(month, length) from Tishri on, months counted from Nisan = 1."""
    length = _new_year(year + 1) - _new_year(year)
    long_heshvan, short_kislev = length % 10 == 5, length % 10 == 3
    months = [(7, 30), (8, 30 if long_heshvan else 29), (9, 29 if short_kislev else 30), (10, 29), (11, 30)]
    months += [(12, 30), (13, 29)] if _is_leap(year) else [(12, 29)]
    return [*months, (1, 30), (2, 29), (3, 30), (4, 29), (5, 30), (6, 29)]


@cache
def hebrew_date(day: date) -> tuple[int, int, int]:
    """(year, month from Nisan = 1, day) of the civil day; Adar II of a leap year is month 13."""
    number = day.toordinal()
    year = day.year + 3760
    if number >= _new_year(year + 1):
        year += 1
    left = number - _new_year(year)
    for month, length in _month_days(year):
        if left < length:
            return year, month, left + 1
        left -= length
    raise AssertionError("a day lies in its year")


def civil_date(year: int, month: int, day: int) -> date:
    """The civil day of a Hebrew date."""
    before = 0
    for found, length in _month_days(year):
        if found == month:
            return date.fromordinal(_new_year(year) + before + day - 1)
        before += length
    raise ValueError(f"year {year} has no month {month}")


def _is_purim(day: date) -> bool:
    """Purim and Shushan Purim: a deadline falls on neither (the places differ; a list of the Bank of Israel names both)."""
    year, month, number = hebrew_date(day)
    return month == (13 if _is_leap(year) else 12) and number in (14, 15)


def _is_tisha_beav(day: date) -> bool:
    """9 Av, kept on Sunday when it falls on a Saturday."""
    _, month, number = hebrew_date(day)
    return month == 5 and ((number == 9 and day.weekday() != 5) or (number == 10 and day.weekday() == 6))


@cache
def _independence_days(year: int) -> frozenset[date]:
    """5 Iyar, moved by the law so that neither it nor the day before touches the Sabbath (Independence Day Law, amended 2004)."""
    day = civil_date(year + 3760, 2, 5)
    shift = {0: 1, 4: -1, 5: -2}.get(day.weekday(), 0)  # Monday → Tuesday, Friday → Thursday, Saturday → Thursday
    return frozenset({day + timedelta(days=shift)})
