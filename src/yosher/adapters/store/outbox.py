"""Outbox rows claimed, held and finished: two workers never hold one row, and a row is done once."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from yosher.adapters.store.cases import CasesInDatabase
from yosher.adapters.store.codec import dumps
from yosher.adapters.store.models import OutboxRow as Row
from yosher.adapters.store.troubles import explained
from yosher.desk.ports import Failure, OutboxRow
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason

MOST_LAPSES = 20  # workers that a row may take down with it before a person has to look
_RESTED: dict[str, object] = {"claimed_until": None, "stage": "", "percent": None}


class OutboxInDatabase:
    """`Outbox` of the desk's ports."""

    def transaction(self) -> AbstractContextManager[None]:
        return CasesInDatabase().transaction()

    def is_due(self, *, now: datetime, organisation: OrgId | None = None) -> bool:
        """A look that takes no lock, so that an idle worker is in nobody's way."""
        with explained():
            return _free(now, organisation).exists()

    def claim(self, *, now: datetime, until: datetime, most: int, organisation: OrgId | None = None) -> Sequence[OutboxRow]:
        with explained(), transaction.atomic(savepoint=False):
            rows = _free(now, organisation).order_by("due_at", "id")
            if connection.vendor == "postgresql":
                rows = rows.select_for_update(skip_locked=True)
            taken = [row for row in rows[:most] if not _is_deadly(row)]
            if lapsed := [row.pk for row in taken if row.claimed_until]:
                Row.objects.filter(pk__in=lapsed).update(lapses=F("lapses") + 1)
            Row.objects.filter(pk__in=[row.pk for row in taken]).update(claimed_until=until)
        return [read_row(row) for row in taken]

    def hold(self, row: OutboxRow, *, until: datetime, stage: str = "", percent: int | None = None) -> None:
        with explained():
            _open(row).update(claimed_until=until, stage=stage, percent=percent)

    def let_go(self, row: OutboxRow) -> None:
        with explained():
            _open(row).update(**_RESTED)

    def done(self, row: OutboxRow, *, now: datetime) -> bool:
        """Whoever commits first has done it: the second one waits for the first and then finds nothing to mark."""
        with explained():
            return bool(_mark(_open(row), now))

    def all_done(self, rows: Sequence[OutboxRow], *, now: datetime) -> None:
        refs: dict[OrgId, list[str]] = {}
        for row in rows:
            refs.setdefault(row.organisation, []).append(row.id)
        with explained():
            for organisation, done in refs.items():
                _mark(Row.objects.filter(organisation=organisation, ref__in=done, done_at__isnull=True), now)

    def failed(self, row: OutboxRow, failure: Failure, *, again_at: datetime | None) -> None:
        what = {"trouble": failure.reason.code, "reason": dumps(failure.reason), "attempts": row.attempts + 1}
        due = {} if again_at is None else {"due_at": again_at}
        with explained():
            _open(row).filter(attempts=row.attempts).update(dead=again_at is None, **what, **due, **_RESTED)


def read_row(row: Row) -> OutboxRow:
    case = CaseId(row.case) if row.case else None
    first = row.first_due or row.due_at
    return OutboxRow(row.ref, OrgId(row.organisation), case, row.task, json.loads(row.body), row.due_at, row.attempts, first)


def _open(row: OutboxRow) -> QuerySet[Row]:
    return Row.objects.filter(organisation=row.organisation, ref=row.id, done_at__isnull=True)


def _mark(rows: QuerySet[Row], now: datetime) -> int:
    return rows.update(done_at=now, dead=False, trouble="", reason="", **_RESTED)


def _free(now: datetime, organisation: OrgId | None) -> QuerySet[Row]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    rows = Row.objects.filter(free, due_at__lte=now, done_at__isnull=True, dead=False)
    return rows.filter(organisation=organisation) if organisation else rows


def _is_deadly(row: Row) -> bool:
    """A row whose workers keep dying is set aside, so that the next one lives."""
    if row.claimed_until is None or row.lapses + 1 < MOST_LAPSES:
        return False
    reason = Reason("work.worker_died", values={"n": row.lapses + 1})
    Row.objects.filter(pk=row.pk).update(dead=True, trouble=reason.code, reason=dumps(reason), lapses=0, claimed_until=None)
    return True
