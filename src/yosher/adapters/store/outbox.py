"""Outbox rows claimed and finished: two workers never hold one row."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from yosher.adapters.store.models import OutboxRow as Row
from yosher.adapters.store.troubles import explained
from yosher.desk.ports import OutboxRow
from yosher.kernel.ids import CaseId, OrgId


@dataclass(frozen=True, slots=True)
class Claimed:
    key: int
    row: OutboxRow


def claim(organisation: OrgId, *, now: datetime, until: datetime) -> Claimed | None:
    """The next row that is due and that nobody holds; held until `until`."""
    with explained(), transaction.atomic():
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
        rows = Row.objects.filter(free, organisation=organisation, due_at__lte=now, done_at__isnull=True, dead=False).order_by(
            "due_at", "id"
        )
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(skip_locked=True)
        row = rows.first()
        if row is None:
            return None
        Row.objects.filter(pk=row.pk).update(claimed_until=until)
    case = CaseId(row.case) if row.case else None
    return Claimed(row.pk, OutboxRow(row.ref, OrgId(row.organisation), case, row.task, json.loads(row.body), row.due_at, row.attempts))


def done(claimed: Claimed, now: datetime) -> None:
    with explained():
        Row.objects.filter(pk=claimed.key).update(done_at=now, claimed_until=None, trouble="")


def failed(claimed: Claimed, trouble: str, *, dead: bool, again_at: datetime) -> None:
    """Tried again at `again_at`, or set aside for a person when `dead`."""
    with explained():
        Row.objects.filter(pk=claimed.key).update(
            attempts=claimed.row.attempts + 1,
            claimed_until=None,
            due_at=claimed.row.due_at if dead else again_at,
            dead=dead,
            trouble=trouble[:500],
        )
