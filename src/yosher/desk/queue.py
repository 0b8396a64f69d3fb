"""What wants something from us today: the views of the queue, and what each case asks for next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from yosher.cases.model import State
from yosher.cases.states import Lane, lane_of
from yosher.customers.model import FindingKind
from yosher.desk.model import Desk
from yosher.desk.ports import PlaceUnknown, QueuePage, QueueRow, QueueView
from yosher.kernel.ids import PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice

PAGE = 40  # rows: two screens
MOST_COUNTED = 500  # a view with more says "500+": counting on would cost more than the number tells
DAY, WEEK = timedelta(days=1), timedelta(days=7)


class View(StrEnum):
    TODAY = "today"
    MINE = "mine"
    TO_APPROVE = "to_approve"
    RIGHT = "right"
    LACKING = "lacking"
    REVIEW = "review"
    ALL = "all"


def view_of(name: View, *, me: PersonId) -> QueueView:
    match name:
        case View.TODAY:
            return QueueView(lane=Lane.OURS)
        case View.MINE:
            return QueueView(lane=Lane.OURS, assigned=me)
        case View.TO_APPROVE:
            return QueueView(state=State.ANSWER_READY)
        case View.RIGHT:
            return QueueView(lane=Lane.OURS, finding=FindingKind.RIGHT)
        case View.LACKING:
            return QueueView(lane=Lane.OURS, lacking=True)
        case View.REVIEW:
            return QueueView(lane=Lane.THEIRS)
        case View.ALL:
            return QueueView()


@dataclass(frozen=True, slots=True)
class Today:
    """The head of the queue. Counts stop at MOST_COUNTED; where they do, nothing is summed up."""

    waiting: int
    within_a_day: int
    sums: tuple[Money, ...]
    counts: Mapping[View, int]


@dataclass(frozen=True, slots=True)
class Listed:
    page: QueuePage
    today: Today


def list_cases(view: QueueView, *, desk: Desk, after: str | None = None) -> Listed:
    """A page of a view, with what the head of the page says. What is no place to go on from begins at the head."""
    organisation, store = desk.organisation.id, desk.store
    try:
        page = store.page(organisation, view, after=after, limit=PAGE)
    except PlaceUnknown:
        page = store.page(organisation, view, limit=PAGE)
    me = PersonId(desk.actor.ref)
    waiting = view_of(View.TODAY, me=me)
    views = [replace(waiting, due_before=desk.now + DAY), *(view_of(name, me=me) for name in View)]
    soon, *counted = store.counts(organisation, views, most=MOST_COUNTED)
    counts = dict(zip(View, counted, strict=True))
    sums = store.open_sums(organisation, waiting) if counts[View.TODAY] < MOST_COUNTED else ()
    return Listed(page, Today(counts[View.TODAY], soon, tuple(sums), counts))


def today(*, desk: Desk) -> Today:
    """The head of the queue alone."""
    return list_cases(view_of(View.TODAY, me=PersonId(desk.actor.ref)), desk=desk).today


class Group(StrEnum):
    """When an answer is due, in the steps in which a list is read."""

    PAST = "past"
    DAY = "day"
    WEEK = "week"
    LATER = "later"
    NO_DATE = "no_date"
    WAITING = "waiting"
    DONE = "done"


def group_of(row: QueueRow, *, now: datetime) -> Group:
    match lane_of(row.state):
        case Lane.THEIRS:
            return Group.WAITING
        case Lane.DONE:
            return Group.DONE
    if row.due is None:
        return Group.NO_DATE
    left = row.due - now
    if left <= timedelta(0):
        return Group.PAST
    return Group.DAY if left < DAY else Group.WEEK if left < WEEK else Group.LATER


class Next(StrEnum):
    """What a case asks for."""

    LOOK = "look"  # not weighed yet
    PROVE = "prove"
    REFUND = "refund"
    TALK = "talk"
    ACCEPT = "accept"
    PROFESSIONAL = "professional"
    APPROVE = "approve"
    SEND = "send"
    WAIT = "wait"
    NOTHING = "nothing"


_BY_CHOICE: Mapping[Choice, Next] = {
    Choice.REFUND: Next.REFUND,
    Choice.PARTIAL_REFUND: Next.REFUND,
    Choice.ACCEPT: Next.ACCEPT,
    Choice.LAWYER: Next.PROFESSIONAL,
    Choice.COURT: Next.PROFESSIONAL,
}


def next_of(row: QueueRow) -> Next:
    match lane_of(row.state):
        case Lane.THEIRS:
            return Next.WAIT
        case Lane.DONE:
            return Next.NOTHING
    if row.state is State.APPROVED:
        return Next.SEND
    if row.choice is None or row.finding is None:
        return Next.LOOK
    if row.choice is Choice.FIGHT:
        return Next.PROVE if row.lacking else Next.APPROVE
    return _BY_CHOICE.get(row.choice, Next.TALK)
