"""Calendar months as `2026-10`: which lie in a period, and where each begins and ends."""

from datetime import date, timedelta

from yosher.insights.model import Period


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def begins(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def ends(month: str) -> date:
    return begins(after(month)) - timedelta(days=1)


def after(month: str) -> str:
    return month_of(begins(month) + timedelta(days=31))


def before(month: str) -> str:
    return month_of(begins(month) - timedelta(days=1))


def months_in(period: Period) -> tuple[str, ...]:
    """Every month that the period touches, oldest first."""
    found = [month_of(period.first)]
    while found[-1] < month_of(period.last):
        found.append(after(found[-1]))
    return tuple(found)


def back(month: str, count: int) -> str:
    """The month so many months earlier."""
    year, number = divmod(begins(month).year * 12 + begins(month).month - 1 - count, 12)
    return f"{year:04}-{number + 1:02}"
