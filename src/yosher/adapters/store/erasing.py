"""What is too old, counted and deleted: a case with all that belongs to it, records of the business, drafts that nobody sent."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery

from yosher.adapters.store.locks import lock
from yosher.adapters.store.models import (
    AnswerRow,
    CaseRow,
    CaseWordRow,
    DenialRow,
    DraftRow,
    ErasureRow,
    EventRow,
    ExhibitRow,
    FactRow,
    GuestLinkRow,
    OutboxRow,
    RecordRow,
    ReminderRow,
    SharedRow,
    TallyRow,
    TransactionRow,
)
from yosher.adapters.store.troubles import explained
from yosher.cases.states import Lane
from yosher.desk.ports import Erasure
from yosher.kernel.ids import BlobRef, CaseId, OrgId, PersonId
from yosher.privacy.retention import Kept

# All that a case has besides its row and its log. What was counted of it (TallyRow) names nobody and stays.
_OF_CASE: tuple[type[Model], ...] = (
    CaseWordRow,
    GuestLinkRow,
    SharedRow,
    DenialRow,
    FactRow,
    ExhibitRow,
    AnswerRow,
    OutboxRow,
    ReminderRow,
)
_BLOB = re.compile("[0-9a-f]{64}")


class ErasesInDatabase:
    """`Erases` of the desk's ports."""

    def outlived(self, organisation: OrgId, *, before: datetime, limit: int) -> Sequence[CaseId]:
        with explained():
            rows = _outlived(organisation, before).order_by("opened_at", "id")
            return [CaseId(ref) for ref in rows.values_list("ref", flat=True)[:limit]]

    def too_old(self, organisation: OrgId, kept: Kept, *, before: Sequence[datetime]) -> Sequence[int]:
        with explained():
            each = [_counted(rows, before) for rows in _OLD[kept](organisation, max(before))]
        return [sum(counts) for counts in zip(*each, strict=True)]

    def is_any_too_old(self, organisation: OrgId, kept: Kept, *, before: datetime) -> bool:
        with explained():
            return any(rows.rows.exists() for rows in _OLD[kept](organisation, before))

    def erase_case(self, organisation: OrgId, case: CaseId, *, before: datetime | None = None, counts: bool = True) -> bool:
        mine = {"organisation": organisation, "case": case}
        with explained(), transaction.atomic():
            rows = CaseRow.objects.filter(organisation=organisation, ref=case)
            lock(rows)  # whoever works on it now is waited for
            if connection.vendor == "sqlite":
                connection.cursor().execute("PRAGMA secure_delete = ON")  # what is deleted does not stay in free pages
            if not rows.exists() or (before is not None and not _outlived(organisation, before).filter(ref=case).exists()):
                return False
            for model in _OF_CASE:
                model._default_manager.filter(**mine).delete()
            if not counts:
                TallyRow.objects.filter(**mine).delete()
            rows.delete()
            EventRow.objects.filter(**mine).update(body="{}", salt=b"")  # the one change that the log's own triggers let through
        return True

    def left_open(self, organisation: OrgId, *, before: datetime) -> int:
        with explained():
            return _quiet(CaseRow.objects.filter(organisation=organisation, on_hold=False).exclude(lane=Lane.DONE), before).count()

    def erase_drafts(self, organisation: OrgId, *, before: datetime, most: int) -> Sequence[tuple[PersonId, str]]:
        with explained(), transaction.atomic():
            old = list(_drafts(organisation, before).order_by("pk")[:most])
            DraftRow.objects.filter(pk__in=[row.pk for row in old]).delete()
        return [(PersonId(row.person), row.kind) for row in old]

    def erase_history(self, organisation: OrgId, *, before: datetime, most: int) -> int:
        done = 0
        for old in _history(organisation, before):
            done += _delete(old.rows, most - done) if done < most else 0
        return done

    def papers_named(self, organisation: OrgId) -> frozenset[BlobRef]:
        drafts = DraftRow.objects.filter(organisation=organisation).values_list("body", flat=True)
        work = OutboxRow.objects.filter(organisation=organisation, done_at__isnull=True).values_list("body", flat=True)
        with explained():
            return frozenset(BlobRef(ref) for bodies in (drafts, work) for body in bodies.iterator() for ref in _BLOB.findall(body))

    def scrub(self) -> None:
        """SQLite's log still holds the pages as they were; a server's vacuum comes by itself."""
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with explained():
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def note_erased(self, organisation: OrgId, run: str, erased: Erasure) -> None:
        with explained():
            row, created = ErasureRow.objects.get_or_create(
                organisation=organisation,
                run=run,
                kept=erased.kept,
                defaults={"at": erased.at, "n": erased.n, "before": erased.before},
            )
            if not created:
                ErasureRow.objects.filter(pk=row.pk).update(n=F("n") + erased.n)

    def erasures(self, organisation: OrgId, *, limit: int) -> Sequence[Erasure]:
        with explained():
            rows = ErasureRow.objects.filter(organisation=organisation).order_by("-id")[:limit]
            return [Erasure(row.at, Kept(row.kept), row.n, row.before) for row in rows]


def _outlived(organisation: OrgId, before: datetime) -> QuerySet[CaseRow]:
    """Cases that are over, on no hold, and to which nothing was added since."""
    return _quiet(CaseRow.objects.filter(organisation=organisation, lane=Lane.DONE, on_hold=False), before)


def _quiet(cases: QuerySet[CaseRow], before: datetime) -> QuerySet[CaseRow]:
    same = {"organisation": OuterRef("organisation"), "case": OuterRef("ref")}
    last = EventRow.objects.filter(**same).order_by("-sequence").values("recorded_at")[:1]
    return cases.filter(opened_at__lt=before).annotate(last=Subquery(last)).filter(last__lt=before)


def _drafts(organisation: OrgId, before: datetime) -> QuerySet[DraftRow]:
    return DraftRow.objects.filter(organisation=organisation, saved_at__lt=before)


def _running(organisation: OrgId) -> QuerySet[DenialRow]:
    """The messages of cases that still run or are on hold: what their customers did is evidence yet."""
    cases = CaseRow.objects.filter(Q(organisation=organisation) & (~Q(lane=Lane.DONE) | Q(on_hold=True)))
    return DenialRow.objects.filter(organisation=organisation, case__in=cases.values("ref"))


def _sales_in_dispute(organisation: OrgId) -> QuerySet[TransactionRow]:
    running = _running(organisation)
    ids = Q(ref__in=_known(running, "transaction")) | Q(ref__in=_known(running, "payment")) | Q(order__in=_known(running, "order"))
    return TransactionRow.objects.filter(ids, organisation=organisation)


def _old_sales(organisation: OrgId, before: datetime) -> QuerySet[TransactionRow]:
    """By whom or about what no case runs; those without a time have no age."""
    sales, running = _sales_in_dispute(organisation), _running(organisation)
    rows = TransactionRow.objects.filter(organisation=organisation, ts__lt=int(before.timestamp()))
    rows = rows.exclude(ref__in=_known(running, "transaction")).exclude(ref__in=_known(running, "payment"))
    for key in ("account", "email", "order"):
        rows = rows.exclude(**{f"{key}__in": _known(sales, key)})
    return rows.exclude(order__in=_known(running, "order"))


def _old_records(organisation: OrgId, before: datetime) -> QuerySet[RecordRow]:
    sales, running = _sales_in_dispute(organisation), _running(organisation)
    rows = RecordRow.objects.filter(organisation=organisation, at__lt=int(before.timestamp()))
    rows = rows.exclude(order__in=_known(running, "order")).exclude(transaction__in=_known(running, "transaction"))
    rows = rows.exclude(transaction__in=_known(running, "payment")).exclude(order__in=_known(sales, "order"))
    return rows.exclude(customer__in=_known(sales, "account")).exclude(email__in=_known(sales, "email"))


@dataclass(frozen=True, slots=True)
class _Old:
    """Rows that are too old, and what their age is told by: a column, in Unix seconds where `seconds`."""

    rows: QuerySet[Any]
    age: tuple[str, ...]
    seconds: bool = False


def _history(organisation: OrgId, before: datetime) -> tuple[_Old, ...]:
    return _Old(_old_records(organisation, before), ("at",), seconds=True), _Old(_old_sales(organisation, before), ("ts",), seconds=True)


# By kind; sights are with the accounts.
_OLD: Mapping[Kept, Callable[[OrgId, datetime], tuple[_Old, ...]]] = {
    Kept.DRAFTS: lambda organisation, before: (_Old(_drafts(organisation, before), ("saved_at",)),),
    Kept.CASES: lambda organisation, before: (_Old(_outlived(organisation, before), ("opened_at", "last")),),
    Kept.HISTORY: _history,
}


def _counted(old: _Old, before: Sequence[datetime]) -> list[int]:
    """How many are older than each of these moments, of which the rows are older than the last, in one query."""
    counts = {}
    for n, moment in enumerate(before):
        than = int(moment.timestamp()) if old.seconds else moment
        counts[f"n{n}"] = Count("pk", filter=Q(**{f"{column}__lt": than for column in old.age}))
    found = old.rows.aggregate(**counts)
    return [found[name] for name in counts]


def _known(rows: QuerySet[DenialRow] | QuerySet[TransactionRow], key: str) -> QuerySet[Any, Any]:
    """The values of a column; an absent one is no value, and NOT IN would find nothing beside it."""
    chosen: QuerySet[Any, Any] = rows.filter(**{f"{key}__isnull": False}).values(key)
    return chosen


def _delete(rows: QuerySet[TransactionRow] | QuerySet[RecordRow], most: int) -> int:
    """Some of the rows, in the transaction that is open."""
    with explained(), transaction.atomic():
        chosen = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
        rows.model._default_manager.filter(pk__in=chosen).delete()
    return len(chosen)
