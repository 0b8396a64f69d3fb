"""`history load`: a file read in batches and put into the store in one transaction, or not at all."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl

from yosher.adapters.history.read import Batch, as_body, open_file
from yosher.adapters.store.records import TRANSACTION_COLUMNS, count, put_records, put_transactions
from yosher.adapters.store.store import StoreInDatabase
from yosher.desk.ports import LoadResult
from yosher.evidence.model import RecordKind
from yosher.kernel.ids import OrgId

MOST_REFUSALS = 1000  # kept with their row; further ones are counted
_TIMES = ("at", "shipped_at", "accepted_at")


class HistoryLoader:
    """`LoadsHistory` of the desk's ports."""

    def __init__(self, store: StoreInDatabase) -> None:
        self._store = store

    def load(self, organisation: OrgId, path: str, *, kind: RecordKind | None = None) -> LoadResult:
        """Raises FileUnreadable where the file is nothing that can be read; then nothing was kept."""
        began = perf_counter()
        opened = open_file(Path(path), kind=kind)
        rows = 0
        refused: list[tuple[int | None, str]] = []
        with self._store.transaction():
            before = count(organisation, opened.kind)
            for batch in opened.batches:
                _put(organisation, opened.kind, Path(path).name, batch)
                rows += batch.rows.height
                refused += batch.refused[: MOST_REFUSALS - len(refused)]
            new = count(organisation, opened.kind) - before
        return LoadResult(opened.kind, rows, new, refused, perf_counter() - began)


def _put(organisation: OrgId, kind: RecordKind, source: str, batch: Batch) -> None:
    if kind is RecordKind.TRANSACTIONS:
        put_transactions(organisation, source, batch.rows.select("id", *TRANSACTION_COLUMNS).iter_rows())
    else:
        put_records(organisation, kind, source, _records(batch.rows))


def _records(rows: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    key = {name: name in rows.columns for name in ("order", "transaction", "customer", "email")}
    time = next((name for name in _TIMES if name in rows.columns), None)
    for row in rows.iter_rows(named=True):
        yield (row["id"], *(row[name] if known else None for name, known in key.items()), row[time] if time else None, as_body(row))
