"""The queue: the columns that a list shows, its order, its pages, and the words by which cases are found."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from yosher.adapters.store.models import NO_DUE, NO_WORTH, CaseRow, CaseWordRow
from yosher.adapters.store.troubles import explained
from yosher.cases.model import Case, State
from yosher.cases.sought import networks_called, words_of
from yosher.cases.states import Lane, lane_of
from yosher.customers.model import FindingKind
from yosher.desk.ports import PlaceUnknown, QueuePage, QueueRow, QueueView, SavedAnswer
from yosher.kernel.ids import CaseId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, ClaimFamily

_ORDER = ("due_key", "-worth_key", "ref")
_COLUMNS = (
    "ref", "state", "due", "amount_minor", "currency", "finding", "choice", "network", "code", "opened_at", "worth_minor",
    "low_minor", "high_minor", "family", "claim", "customer", "order", "last4", "assigned", "lacking", "due_key", "worth_key",
)  # fmt: skip
SHOWN_OF_CLAIM = 200  # characters: two lines of a list
FEW = 500  # cases that a word finds: fewer are sorted, more are looked through in the queue's order


def due_columns(due: datetime | None) -> dict[str, object]:
    """A due date and its key for the queue's order."""
    return {"due": due, "due_key": NO_DUE if due is None else int(due.timestamp())}


def listed(case: Case) -> dict[str, object]:
    """What a list shows of a case before it is weighed."""
    denial = case.denial
    customer = denial.customer
    return {
        "state": case.state,
        "lane": lane_of(case.state),
        "amount_minor": denial.amount.minor,
        "currency": denial.amount.currency,
        "network": denial.network,
        "code": denial.code,
        "claim": " ".join(denial.claim.split())[:SHOWN_OF_CLAIM],
        "customer": customer.name or customer.email or customer.ref or "",
        "order": denial.transaction.order,
        "last4": denial.transaction.last4[-4:] if denial.transaction.last4 else None,
        "assigned": case.assigned,
        "on_hold": case.on_hold,
    }


def weighed_columns(answer: SavedAnswer) -> dict[str, object]:
    """What a list shows of a case once it is weighed."""
    worth = {"worth_minor": answer.worth_minor, "worth_key": NO_WORTH if answer.worth_minor is None else answer.worth_minor}
    return due_columns(answer.due) | worth | {
        "finding": answer.finding,
        "choice": answer.choice,
        "family": answer.family,
        "low_minor": answer.low_minor,
        "high_minor": answer.high_minor,
        "lacking": answer.lacking,
        "is_lacking": answer.lacking > 0,
    }  # fmt: skip


def keep_words(case: Case, *, known: bytes) -> bool:
    """The words of a case, written anew where they are others than the `known` digest stands for: whether they were."""
    words = sorted(word.encode() for word in words_of(case))
    digest = hashlib.sha256(b"\n".join(words)).digest()
    if digest == known:
        return False
    mine = {"organisation": case.organisation, "case": case.id}
    CaseWordRow.objects.filter(**mine).delete()
    CaseWordRow.objects.bulk_create([CaseWordRow(word=word, **mine) for word in words], ignore_conflicts=True)
    CaseRow.objects.filter(organisation=case.organisation, ref=case.id).update(words_digest=digest)
    return True


class QueueInDatabase:
    """The part of `KeepsCases` that lists."""

    def queue(self, organisation: OrgId, *, state: State | None = None, limit: int | None = None) -> Iterator[QueueRow]:
        with explained():
            rows = _chosen(organisation, QueueView(state=state)).order_by(*_ORDER)
            for row in rows.values(*_COLUMNS)[:limit].iterator(chunk_size=500):
                yield _row(row)

    def page(self, organisation: OrgId, view: QueueView, *, after: str | None = None, limit: int = 50) -> QueuePage:
        lane, _, place = (after or "").partition(".")
        lanes = [view.lane] if view.lane or view.state else list(Lane)
        if after and lane not in set(Lane):
            raise PlaceUnknown
        if lane in lanes:
            lanes = lanes[lanes.index(Lane(lane)) :]
        rows: list[dict[str, Any]] = []
        with explained():
            chosen, behind = _chosen(organisation, view), _behind(organisation, place) if after else Q()
            for n, each in enumerate(lanes):  # each in the order of its index; a later one only where the page has room
                of_lane = chosen.filter(behind if n == 0 else Q(), **({"lane": each} if each else {}))
                rows += of_lane.order_by(*_ORDER).values(*_COLUMNS)[: limit + 1 - len(rows)]
                if len(rows) > limit:
                    break
        following = _place(rows[limit - 1]) if len(rows) > limit else None
        return QueuePage([_row(row) for row in rows[:limit]], following)

    def counts(self, organisation: OrgId, views: Sequence[QueueView], *, most: int) -> Sequence[int]:
        parts = {n: part for n, view in enumerate(views) if (part := _bounded(organisation, view, most)) is not None}
        # Django's own words; what people typed goes in as parameters
        together = " UNION ALL ".join(f"SELECT {n}, COUNT(*) FROM ({sql}) AS part{n}" for n, (sql, _) in parts.items())  # noqa: S608
        if not parts:
            return [0] * len(views)
        with explained(), connection.cursor() as cursor:
            cursor.execute(together, [value for _, values in parts.values() for value in values])
            found = dict(cursor.fetchall())
        return [int(found.get(n, 0)) for n in range(len(views))]

    def open_sums(self, organisation: OrgId, view: QueueView) -> Sequence[Money]:
        with explained():
            sums = _chosen(organisation, view).values("currency").annotate(minor=Sum("amount_minor")).order_by("-minor")
            return [Money(int(row["minor"]), row["currency"]) for row in sums]


def _bounded(organisation: OrgId, view: QueueView, most: int) -> tuple[str, Sequence[Any]] | None:
    """The query of a view's first cases; None where no case can be in it."""
    # What words find changes; a view without any is the same query every time, and a page asks for eight of them.
    return _compiled(organisation, view, most) if view.words else _known(organisation, view, most, connection.vendor)


@lru_cache(maxsize=256)
def _known(organisation: OrgId, view: QueueView, most: int, vendor: str) -> tuple[str, Sequence[Any]] | None:  # noqa: ARG001  (of whose SQL)
    return _compiled(organisation, view, most)


def _compiled(organisation: OrgId, view: QueueView, most: int) -> tuple[str, Sequence[Any]] | None:
    try:
        sql, values = _chosen(organisation, view).order_by().values("pk")[:most].query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, values


def _chosen(organisation: OrgId, view: QueueView) -> QuerySet[CaseRow]:
    asked = {
        "lane": view.lane,
        "state": view.state,
        "finding": view.finding,
        "assigned": view.assigned,
        "network": view.network,
        "is_lacking": view.lacking,
        "due_key__lt": None if view.due_before is None else int(view.due_before.timestamp()),
    }
    rows = CaseRow.objects.filter(organisation=organisation, **{key: value for key, value in asked.items() if value is not None})
    for word in view.words:
        rows = rows.filter(_found(organisation, word))
    return rows


def _found(organisation: OrgId, beginnings: Sequence[str]) -> Q:
    """A word that finds few cases names them; a common one is looked up for each case in the queue's order, which soon has a page."""
    begins = Q()
    for beginning in beginnings:
        begins |= Q(word__gte=beginning.encode(), word__lt=beginning.encode() + b"\xff")
    words = CaseWordRow.objects.filter(begins, organisation=organisation)
    networks = networks_called(tuple(beginnings))
    by_network = Q(network__in=sorted(networks)) if networks else Q()
    if words.values("pk")[FEW : FEW + 1].exists():
        return by_network | Q(Exists(words.filter(case=OuterRef("ref"))))
    return by_network | Q(ref__in=set(words.values_list("case", flat=True)))


def _place(row: Mapping[str, Any]) -> str:
    return f"{lane_of(State(row['state']))}.{row['due_key']}.{row['worth_key']}.{row['ref']}"


def _behind(organisation: OrgId, place: str) -> Q:
    """What follows a place. A case may stand elsewhere by now; one that there is not was never a place."""
    due, _, rest = place.partition(".")
    worth, _, ref = rest.partition(".")
    try:
        due_key, worth_key = int(due), int(worth)
    except ValueError:
        raise PlaceUnknown from None
    if max(abs(due_key), abs(worth_key)) > NO_DUE or not CaseRow.objects.filter(organisation=organisation, ref=ref).exists():
        raise PlaceUnknown
    level = Q(worth_key__lt=worth_key) | Q(worth_key=worth_key, ref__gt=ref)
    return Q(due_key__gte=due_key) & (Q(due_key__gt=due_key) | level)


def _row(row: Mapping[str, Any]) -> QueueRow:
    return QueueRow(
        case=CaseId(row["ref"]),
        state=State(row["state"]),
        due=row["due"],
        amount=Money(row["amount_minor"], row["currency"]),
        finding=FindingKind(row["finding"]) if row["finding"] else None,
        choice=Choice(row["choice"]) if row["choice"] else None,
        network=row["network"],
        code=row["code"] or None,
        opened_at=row["opened_at"].astimezone(UTC),
        worth_minor=row["worth_minor"],
        low_minor=row["low_minor"],
        high_minor=row["high_minor"],
        family=ClaimFamily(row["family"]) if row["family"] else None,
        claim=row["claim"],
        customer=row["customer"],
        order=row["order"] or None,
        last4=row["last4"] or None,
        assigned=PersonId(row["assigned"]) if row["assigned"] else None,
        lacking=row["lacking"],
    )
