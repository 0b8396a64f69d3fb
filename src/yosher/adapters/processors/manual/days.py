"""Days that cannot be, or hardly: they are taken as typed, and a person is told to look at them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from yosher.cases.model import Denial
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty

_LONG_AGO = timedelta(days=180)  # no scheme leaves a denial open as long: a day before that is a slip of the year


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a form names, in the organisation's zone."""

    today: date
    received: date | None
    due: date | None
    paid: date | None


def paid_in_the_future(days: Days) -> Reason | None:
    if days.paid is None or days.paid <= days.today:
        return None
    return Reason("form.payment_in_the_future", values={"day": days.paid})


def received_in_the_future(days: Days) -> Reason | None:
    if days.received is None or days.received <= days.today:
        return None
    return Reason("form.received_in_the_future", values={"day": days.received})


def due_before_received(days: Days) -> Reason | None:
    if days.received is None or days.due is None or days.due >= days.received:
        return None
    return Reason("form.due_before_received", values={"due": days.due, "received": days.received})


def due_long_ago(days: Days) -> Reason | None:
    if days.due is None or days.due >= days.today - _LONG_AGO:
        return None
    return Reason("form.due_long_ago", values={"due": days.due})


def received_before_paid(days: Days) -> Reason | None:
    if days.received is None or days.paid is None or days.received >= days.paid:
        return None
    return Reason("form.received_before_paid", values={"received": days.received, "paid": days.paid})


DOUBTS: tuple[Callable[[Days], Reason | None], ...] = (
    paid_in_the_future,
    received_in_the_future,
    due_before_received,
    due_long_ago,
    received_before_paid,
)


def doubtful_days(denial: Denial, *, today: date, zone: tzinfo) -> Iterator[Reason]:
    """The remarks that hold, in the order of the list."""
    due = None if denial.due.at is None else denial.due.at.astimezone(zone).date()
    days = Days(today, _received(denial, zone), due, denial.transaction.day)
    return (found for doubt in DOUBTS if (found := doubt(days)) is not None)


def _received(denial: Denial, zone: tzinfo) -> date | None:
    """The day of the letter, else that of the denial where the form names one."""
    if denial.told_by is not None and denial.told_by.received is not None:
        return denial.told_by.received
    return None if denial.happened.certainty is Certainty.UNKNOWN else denial.happened.at.astimezone(zone).date()
