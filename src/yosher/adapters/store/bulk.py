"""Many rows into one table: what the ORM cannot say fast enough, for each database in its own way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

Rows = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Into:
    """Where rows go: `fixed` values first, then a row's own for the `given` columns; `absent` columns are null."""

    model: type[Model]
    unique: Sequence[str]
    fixed: Mapping[str, str]
    given: Sequence[str]
    absent: Sequence[str] = ()

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.fixed, *self.given, *self.absent)

    @property
    def conflict(self) -> str:
        changed = ", ".join(f'"{c}"=excluded."{c}"' for c in self.columns if c not in self.unique)
        return f"ON CONFLICT ({_names(self.unique)}) DO UPDATE SET {changed}"


def upsert(into: Into, rows: Rows) -> None:
    """Insert rows; where the unique columns are known, the later row wins."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _into_sqlite(cursor.connection, into, rows)
        else:
            _into_postgresql(cursor, into, rows)


def drop_indexes(model: type[Model]) -> list[str]:
    """Drop all but the unique indexes; the statements that make them again.

    On SQLite only: there a reader goes on with what it sees, while on PostgreSQL it would wait for the end of the load.
    """
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql LIKE 'CREATE INDEX%%'",
            [model._meta.db_table],
        )
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]


def make_indexes(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{c}"' for c in columns)


def _into_sqlite(raw: Any, into: Into, rows: Rows) -> None:
    """Fixed values are literals of the statement and absent columns are not named: the fewer parameters to bind, the faster a row."""
    literals = ", ".join("'" + value.replace("'", "''") + "'" for value in into.fixed.values())
    marks = ", ".join("?" * len(into.given))
    names = _names((*into.fixed, *into.given))
    raw.executemany(f"INSERT INTO {into.table} ({names}) VALUES ({literals}, {marks}) {into.conflict}", rows)  # noqa: S608  (names of our own; values are bound or quoted)


def _into_postgresql(cursor: Any, into: Into, rows: Rows) -> None:
    load, names, key = f"load_{into.table}", _names(into.columns), _names(into.unique)
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {load} (LIKE {into.table} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS")
    cursor.execute(f"ALTER TABLE {load} ALTER COLUMN id DROP NOT NULL")
    fixed = tuple(into.fixed.values())
    with cursor.copy(f"COPY {load} ({_names((*into.fixed, *into.given))}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*fixed, *row))
    last = f"SELECT DISTINCT ON ({key}) * FROM {load} ORDER BY {key}, ctid DESC"  # noqa: S608  (names of our own)
    cursor.execute(f"INSERT INTO {into.table} ({names}) SELECT {names} FROM ({last}) AS last {into.conflict}")  # noqa: S608  (names of our own)
    cursor.execute(f"DELETE FROM {load}")  # noqa: S608  (names of our own)
