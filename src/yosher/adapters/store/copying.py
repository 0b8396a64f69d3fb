"""Rows between a database server and an SQLite file of the same schema: for archives that come back on either."""

import sqlite3
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, models, transaction

_BATCH = 1000
_ALIAS = "archive"


def out_of_server(target: Path) -> None:
    """All rows of the connected server into a new SQLite file, seen at one moment."""
    with _archive(target):
        call_command("migrate", database=_ALIAS, interactive=False, verbosity=0)
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _copy("default", _ALIAS)
    with sqlite3.connect(target) as file:
        file.execute("PRAGMA journal_mode=DELETE")


def into_server(source: Path) -> None:
    """All rows of an SQLite file into the connected, empty database, in one transaction."""
    with _archive(source), transaction.atomic():
        _copy(_ALIAS, "default")


class _archive:
    """The SQLite file as a second connection of Django."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        entry: dict[str, Any] = dict(connections["default"].settings_dict) | {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(self._path),
            "OPTIONS": {},
        }
        connections.settings[_ALIAS] = entry

    def __exit__(self, *trouble: object) -> None:
        connections[_ALIAS].close()
        del connections[_ALIAS]
        connections.settings.pop(_ALIAS, None)


def _copy(source: str, target: str) -> None:
    for model in apps.get_app_config("store").get_models():
        rows: list[models.Model] = []
        for row in model._default_manager.using(source).order_by("pk").iterator(chunk_size=_BATCH):
            row.pk = None
            rows.append(row)
            if len(rows) == _BATCH:
                model._default_manager.using(target).bulk_create(rows, ignore_conflicts=True)
                rows = []
        model._default_manager.using(target).bulk_create(rows, ignore_conflicts=True)
