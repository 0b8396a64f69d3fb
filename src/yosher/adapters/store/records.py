"""Records kept and looked up by their keys: the loaded history is the first source of evidence."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q

from yosher.adapters.store.bulk import Into, drop_indexes, make_indexes, upsert
from yosher.adapters.store.models import RecordRow, TransactionRow
from yosher.adapters.store.troubles import explained
from yosher.desk.ports import Sought
from yosher.evidence.model import Record, RecordKind
from yosher.kernel.ids import OrgId, RecordId
from yosher.kernel.money import Money
from yosher.kernel.reason import Value
from yosher.kernel.when import Moment, from_seconds

Row = TypeVar("Row", TransactionRow, RecordRow)
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


_LOOSE = (RecordKind.LOGINS, RecordKind.MESSAGES, RecordKind.AGREEMENTS)
_DAY = 86400
_MOST_LOOSE = 500  # by each key: a "guest" who is everybody is looked at only so far


class LoadedHistory:
    """`Source` of the desk's ports over what was loaded. `zone`: the organisation's, in which a day without an hour is a day.

    Index look-ups only, one for each key: alternatives in one condition (`OR`) make SQLite read all rows of the organisation.
    """

    name = "history"

    def __init__(self, zone: tzinfo = UTC) -> None:
        self.zone = zone

    def about(self, organisation: OrgId, sought: Sought) -> Sequence[Record]:
        with explained():
            paid = _of_deal(
                TransactionRow.objects.filter(organisation=organisation), ref=_set(sought.transaction), order=_spelled({sought.order})
            )
            orders = _spelled({row.order for row in paid} | {sought.order})
            payments = {row.ref for row in paid} | _set(sought.transaction)
            records = RecordRow.objects.filter(organisation=organisation)
            rows = _of_deal(records, order=orders, transaction=payments) + _of_deal(records.filter(kind=RecordKind.ORDERS), ref=orders)
            further = _spelled({row.ref for row in rows if row.kind == RecordKind.ORDERS}) - orders
            rows += _of_deal(records, order=further)  # an order that only names its payment leads to its shipments
            rows += self._of_customer(organisation, sought, paid, rows)
        found = [_transaction(row, self.zone) for row in paid] + [_record(row, self.zone) for row in rows]
        return sorted({record.id: record for record in found}.values(), key=_by_time)

    def _of_customer(self, organisation: OrgId, sought: Sought, paid: list[TransactionRow], rows: list[RecordRow]) -> list[RecordRow]:
        """Log-ins, messages and agreements that name the customer but no order: they are about this deal as far as anybody knows."""
        customers = {c for c in (sought.customer, *(r.account for r in paid), *(r.customer for r in rows)) if c}
        emails = {e for e in (sought.email, *(r.email for r in paid), *(r.email for r in rows)) if e}
        loose = RecordRow.objects.filter(organisation=organisation, kind__in=_LOOSE, order__isnull=True).order_by("-at")
        return [row for key in _keys(customer=customers, email=emails) for row in loose.filter(key)[:_MOST_LOOSE]]

    def deals(
        self, organisation: OrgId, sought: Sought, *, sums: Sequence[Money], around: date | None, limit: int = 200
    ) -> Sequence[Record]:
        paid = TransactionRow.objects.filter(organisation=organisation).order_by(F("ts").desc(nulls_last=True), "ref")
        ordered = RecordRow.objects.filter(organisation=organisation, kind=RecordKind.ORDERS).order_by("-at", "ref")
        payments = [Q(amount=money.minor, currency=money.currency) for money in sums]
        orders = [Q(body__contains=f'"amount":{money.minor},"currency":"{money.currency}"') for money in sums]
        keys = _keys(email=_set(sought.email))
        spans = [] if around is None else [_around(around)]
        with explained():
            of_payment = [*keys, *_keys(account=_set(sought.customer)), *(Q(ts__range=span) for span in spans)]
            of_order = [*keys, *_keys(customer=_set(sought.customer)), *(Q(at__range=span) for span in spans)]
            found = {row.pk: row for key in of_payment for sum_ in payments for row in paid.filter(key).filter(sum_)[:limit]}
            also = {row.pk: row for key in of_order for sum_ in orders for row in ordered.filter(key).filter(sum_)[:limit]}
        rows = [*(_transaction(row, self.zone) for row in found.values()), *(_record(row, self.zone) for row in also.values())]
        return sorted(rows, key=_by_time, reverse=True)

    def customer_history(self, organisation: OrgId, sought: Sought, *, limit: int = 200) -> Sequence[Record]:
        theirs = TransactionRow.objects.filter(organisation=organisation).order_by(F("ts").desc(nulls_last=True), "ref")
        with explained():
            found = {
                row.pk: row for key in _keys(account=_set(sought.customer), email=_set(sought.email)) for row in theirs.filter(key)[:limit]
            }
        newest = sorted(found.values(), key=lambda row: (row.ts is None, -(row.ts or 0), row.ref))
        return [_transaction(row, self.zone) for row in newest[:limit]]


def _around(day: date) -> tuple[int, int]:
    """Unix seconds from the day before to the end of the day after, in UTC: every zone's day is within."""
    midnight = int(datetime.combine(day, time(), UTC).timestamp())
    return midnight - _DAY, midnight + 2 * _DAY


def _spelled(orders: set[str | None]) -> set[str]:
    """Order numbers with and without the `#` that shops write before them."""
    bare = {order.removeprefix("#") for order in orders if order}
    return bare | {f"#{order}" for order in bare}


def _set(key: str | None) -> set[str]:
    return {key} if key else set()


def _keys(**keys: set[str]) -> list[Q]:
    return [Q(**{f"{name}__in": sorted(values)}) for name, values in keys.items() if values]


def _of_deal(rows: models.QuerySet[Row], **keys: set[str]) -> list[Row]:
    """The rows of any of these keys."""
    arms = [rows.filter(key) for key in _keys(**keys)]
    return list(arms[0].union(*arms[1:], all=True)) if arms else []


def _transaction(row: TransactionRow, zone: tzinfo) -> Record:
    values: Mapping[str, Value] = {"id": row.ref} | {
        name: value for name in TRANSACTION_COLUMNS if (value := getattr(row, name)) is not None
    }
    return Record(RecordId(f"{RecordKind.TRANSACTIONS}:{row.ref}"), RecordKind.TRANSACTIONS, values, _moment(row.ts, zone), row.source)


def _record(row: RecordRow, zone: tzinfo) -> Record:
    return Record(RecordId(f"{row.kind}:{row.ref}"), RecordKind(row.kind), json.loads(row.body), _moment(row.at, zone), row.source)


def _moment(seconds: int | None, zone: tzinfo) -> Moment | None:
    return None if seconds is None else from_seconds(seconds, zone)


def _by_time(record: Record) -> tuple[bool, float, str]:
    return (record.at is None, record.at.at.timestamp() if record.at else 0.0, record.id)
