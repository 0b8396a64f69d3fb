"""Many rows into one table: what the ORM cannot say fast enough, for each database in its own way."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

Rows = Iterable[tuple[Any, ...]]


def upsert(model: type[Model], columns: Sequence[str], unique: Sequence[str], rows: Rows, fixed: tuple[str, ...]) -> None:
    """Insert rows of the columns after the `fixed` ones; where the `unique` columns are known, the later row wins."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _into_sqlite(cursor.connection, table, columns, unique, rows, fixed)
        else:
            _into_postgresql(cursor, table, columns, unique, rows, fixed)


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


def _conflict(columns: Sequence[str], unique: Sequence[str]) -> str:
    changed = ", ".join(f'"{c}"=excluded."{c}"' for c in columns if c not in unique)
    return f"ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {changed}"


def _into_sqlite(raw: Any, table: str, columns: Sequence[str], unique: Sequence[str], rows: Rows, fixed: tuple[str, ...]) -> None:
    names = ", ".join(f'"{c}"' for c in columns)
    # the fixed values are literals of the statement: fewer parameters to bind for each row
    literals = ", ".join("'" + value.replace("'", "''") + "'" for value in fixed)
    marks = ", ".join("?" * (len(columns) - len(fixed)))
    raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({literals}, {marks}) {_conflict(columns, unique)}", rows)  # noqa: S608  (names of our own; values are bound or quoted)


def _into_postgresql(cursor: Any, table: str, columns: Sequence[str], unique: Sequence[str], rows: Rows, fixed: tuple[str, ...]) -> None:
    names = ", ".join(f'"{c}"' for c in columns)
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS load_{table} (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS")
    cursor.execute(f"ALTER TABLE load_{table} ALTER COLUMN id DROP NOT NULL")
    with cursor.copy(f"COPY load_{table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*fixed, *row))
    key = ", ".join(unique)
    last = f"SELECT DISTINCT ON ({key}) * FROM load_{table} ORDER BY {key}, ctid DESC"  # noqa: S608  (names of our own)
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM ({last}) AS last {_conflict(columns, unique)}")  # noqa: S608  (names of our own)
    cursor.execute(f"DELETE FROM load_{table}")  # noqa: S608  (names of our own)
