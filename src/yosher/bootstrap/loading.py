"""`history load`: a file read in batches and put into the store in one transaction, or not at all."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl

from yosher.adapters.history.read import Batch, Opened, as_body, open_file
from yosher.adapters.store.records import (
    TRANSACTION_COLUMNS,
    count,
    count_of_all,
    put_records,
    put_transactions,
    with_indexes,
    without_indexes,
)
from yosher.desk.ports import LoadResult, Store
from yosher.evidence.model import RecordKind
from yosher.kernel.ids import OrgId
from yosher.privacy.mask import mask

MOST_REFUSALS = 1000  # kept with their row; further ones are counted
_KEYS = ("order", "transaction", "customer", "email")
_TIMES = ("at", "shipped_at", "delivered_at", "accepted_at")


class HistoryLoader:
    """`LoadsHistory` of the desk's ports."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self, organisation: OrgId, path: str, *, kind: RecordKind | None = None, currency: str = "", zone: str = "UTC") -> LoadResult:
        """Raises FileUnreadable where the file is nothing that can be read; then nothing was kept."""
        began = perf_counter()
        opened = open_file(Path(path), kind=kind, currency=currency, zone=zone)
        source = mask(Path(path).name)
        rows = more = 0
        refused: list[tuple[int | None, str]] = []
        with self._store.transaction():
            before = count(organisation, opened.kind)
            for batch in _indexed_late(opened):
                _put(organisation, opened.kind, source, batch)
                rows += batch.rows.height
                room = MOST_REFUSALS - len(refused)
                refused += batch.refused[:room]
                more += len(batch.refused[room:])
            new = count(organisation, opened.kind) - before
        return LoadResult(opened.kind, rows, new, refused, perf_counter() - began, more, opened.amounts, opened.notes)


def _indexed_late(opened: Opened) -> Iterator[Batch]:
    """The batches. Once a file brings more rows than its table had, indexes are cheaper made anew at its end than kept in step."""
    later: list[str] = []
    rows, known = 0, -1
    for batch in opened.batches:
        if rows and not later:
            known = count_of_all(opened.kind) - rows if known < 0 else known
            later = without_indexes(opened.kind) if rows >= known else []
        yield batch
        rows += batch.rows.height
    with_indexes(later)


def _put(organisation: OrgId, kind: RecordKind, source: str, batch: Batch) -> None:
    if kind is RecordKind.TRANSACTIONS:
        known = [name for name in TRANSACTION_COLUMNS if batch.rows[name].null_count() < batch.rows.height]
        put_transactions(organisation, source, known, _tuples(batch.rows.select("id", *known)))
    else:
        put_records(organisation, kind, source, _records(batch.rows))


def _tuples(rows: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    """A column at a time: several times faster than a row at a time."""
    return zip(*(column.to_list() for column in rows.iter_columns()), strict=True)


def _records(rows: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    nothing = [None] * rows.height
    keys = (rows[name].to_list() if name in rows.columns else nothing for name in _KEYS)
    times = [pl.col(name) for name in _TIMES if name in rows.columns]
    at = rows.select(pl.coalesce(times)).to_series().to_list() if times else nothing
    return zip(rows["id"].to_list(), *keys, at, map(as_body, rows.iter_rows(named=True)), strict=True)
