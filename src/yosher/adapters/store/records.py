"""Records kept and looked up by their keys: the loaded history is the first source of evidence."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from yosher.adapters.store.bulk import Into, drop_indexes, make_indexes, upsert
from yosher.adapters.store.models import RecordRow, TransactionRow
from yosher.adapters.store.troubles import explained
from yosher.desk.ports import Sought
from yosher.evidence.model import Record, RecordKind
from yosher.kernel.ids import OrgId, RecordId
from yosher.kernel.reason import Value
from yosher.kernel.when import Moment

TRANSACTION_COLUMNS = tuple(f.name for f in TransactionRow._meta.concrete_fields if f.name not in ("id", "organisation", "ref", "source"))
RECORD_COLUMNS = ("order", "transaction", "customer", "email", "at", "body")


def count(organisation: OrgId, kind: RecordKind) -> int:
    with explained():
        if kind is RecordKind.TRANSACTIONS:
            return TransactionRow.objects.filter(organisation=organisation).count()
        return RecordRow.objects.filter(organisation=organisation, kind=kind).count()


def count_of_all(kind: RecordKind) -> int:
    """Rows of the kind's table, whoever owns them."""
    with explained():
        return _model(kind)._default_manager.count()


def put_transactions(organisation: OrgId, source: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows of (id, *columns), some of TRANSACTION_COLUMNS, the others null; a known id takes the new values."""
    absent = [name for name in TRANSACTION_COLUMNS if name not in columns]
    fixed = {"organisation": organisation, "source": source}
    with explained():
        upsert(Into(TransactionRow, ("organisation", "ref"), fixed, ("ref", *columns), absent), rows)


def put_records(organisation: OrgId, kind: RecordKind, source: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows of (id, order, transaction, customer, email, at, body); a known id takes the new values."""
    fixed = {"organisation": organisation, "kind": kind.value, "source": source}
    with explained():
        upsert(Into(RecordRow, ("organisation", "kind", "ref"), fixed, ("ref", *RECORD_COLUMNS)), rows)


def without_indexes(kind: RecordKind) -> list[str]:
    """Drop the indexes that look-ups need; the statements that make them again, for `with_indexes` in the same transaction."""
    with explained():
        return drop_indexes(_model(kind))


def with_indexes(statements: Iterable[str]) -> None:
    with explained():
        make_indexes(statements)


def _model(kind: RecordKind) -> type[models.Model]:
    return TransactionRow if kind is RecordKind.TRANSACTIONS else RecordRow


class LoadedHistory:
    """`Source` of the desk's ports over what was loaded: index look-ups only."""

    name = "history"

    def about(self, organisation: OrgId, sought: Sought) -> Sequence[Record]:
        deal = _either(ref=sought.transaction, order=sought.order)
        with explained():
            paid = list(TransactionRow.objects.filter(deal, organisation=organisation).order_by("ts", "ref")) if deal else []
            orders = {row.order for row in paid if row.order} | ({sought.order} if sought.order else set())
            payments = {row.ref for row in paid} | ({sought.transaction} if sought.transaction else set())
            keys = _any_of(order=orders, transaction=payments) | (Q(kind=RecordKind.ORDERS, ref__in=orders) if orders else Q())
            rows = list(RecordRow.objects.filter(keys, organisation=organisation)) if keys else []
            rows += self._of_customer(organisation, sought, paid, rows)
        records = [_transaction(row) for row in paid] + [_record(row) for row in rows]
        return sorted({record.id: record for record in records}.values(), key=_by_time)

    def _of_customer(self, organisation: OrgId, sought: Sought, paid: list[TransactionRow], rows: list[RecordRow]) -> list[RecordRow]:
        """Log-ins, messages and agreements that name the customer but no order: they are about this deal as far as anybody knows."""
        customers = {c for c in (sought.customer, *(r.account for r in paid), *(r.customer for r in rows)) if c}
        emails = {e for e in (sought.email, *(r.email for r in paid), *(r.email for r in rows)) if e}
        keys = _any_of(customer=customers, email=emails)
        if not keys:
            return []
        loose = RecordRow.objects.filter(
            keys, organisation=organisation, kind__in=(RecordKind.LOGINS, RecordKind.MESSAGES, RecordKind.AGREEMENTS)
        )
        return list(loose.filter(order__isnull=True)[:500])

    def customer_history(self, organisation: OrgId, sought: Sought, *, limit: int = 200) -> Sequence[Record]:
        keys = _either(account=sought.customer, email=sought.email)
        if not keys:
            return []
        with explained():
            return [
                _transaction(row) for row in TransactionRow.objects.filter(keys, organisation=organisation).order_by("-ts", "ref")[:limit]
            ]


def _either(**keys: str | None) -> Q:
    found = Q()
    for name, value in keys.items():
        if value:
            found |= Q(**{name: value})
    return found


def _any_of(**keys: set[str]) -> Q:
    found = Q()
    for name, values in keys.items():
        if values:
            found |= Q(**{f"{name}__in": sorted(values)})
    return found


def _transaction(row: TransactionRow) -> Record:
    values: Mapping[str, Value] = {"id": row.ref} | {
        name: value for name in TRANSACTION_COLUMNS if (value := getattr(row, name)) is not None
    }
    return Record(RecordId(f"{RecordKind.TRANSACTIONS}:{row.ref}"), RecordKind.TRANSACTIONS, values, _moment(row.ts), row.source)


def _record(row: RecordRow) -> Record:
    return Record(RecordId(f"{row.kind}:{row.ref}"), RecordKind(row.kind), json.loads(row.body), _moment(row.at), row.source)


def _moment(seconds: int | None) -> Moment | None:
    return None if seconds is None else Moment(datetime.fromtimestamp(seconds, UTC))


def _by_time(record: Record) -> tuple[bool, float, str]:
    return (record.at is None, record.at.at.timestamp() if record.at else 0.0, record.id)
