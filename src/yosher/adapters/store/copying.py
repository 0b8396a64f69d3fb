"""Rows between a database server and an SQLite file of the same schema: for archives that come back on either."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.migrations.loader import MigrationLoader

from yosher.adapters.store.troubles import explained
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

_BATCH = 1000
_ALIAS = "archive"


def out_of_server(target: Path) -> None:
    """All rows of the connected server into a new SQLite file, seen at one moment."""
    with explained(), _archive(target):
        call_command("migrate", database=_ALIAS, interactive=False, verbosity=0)
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _copy("default", _ALIAS)
    with contextlib.closing(sqlite3.connect(target)) as file:
        file.execute("PRAGMA journal_mode=DELETE")


def into_server(source: Path) -> None:
    """All rows of an SQLite file, of this version or an older one, into the connected, empty database; all of them or none."""
    with explained(), _archive(source):
        call_command("migrate", database=_ALIAS, interactive=False, verbosity=0)
        with transaction.atomic():
            _copy(_ALIAS, "default")


def is_empty() -> bool:
    """Whether the connected database holds nothing of ours yet."""
    with explained():
        return not any(model._default_manager.exists() for model in apps.get_app_config("store").get_models())


def refuse_newer(file: Path) -> None:
    """Raises Trouble where an SQLite file comes from a version that we do not know, or is no store."""
    with explained():
        known = {name for app, name in MigrationLoader(None).disk_migrations if app == "store"}
        with contextlib.closing(sqlite3.connect(file)) as database:
            try:
                applied = {name for (name,) in database.execute("SELECT name FROM django_migrations WHERE app = 'store'")}
            except sqlite3.DatabaseError as trouble:
                raise Trouble(Reason("store.corrupt"), permanent=True) from trouble
    if newer := sorted(applied - known):
        raise Trouble(Reason("store.newer", values={"what": ", ".join(newer)}), permanent=True)


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


# Whose rows an archive holds. Those of the store name each other by their refs and get new keys; log-ins and what hangs on them keep
# theirs. Sessions stay behind: whoever comes back signs in again.
_APPS = ("store", "accounts", "notices", "account", "mfa", "socialaccount")


def _copy(source: str, target: str) -> None:
    for model in _models():
        rows: list[models.Model] = []
        for row in model._default_manager.using(source).order_by("pk").iterator(chunk_size=_BATCH):
            if model._meta.app_label == "store":
                row.pk = None
            rows.append(row)
            if len(rows) == _BATCH:
                model._default_manager.using(target).bulk_create(rows)
                rows = []
        model._default_manager.using(target).bulk_create(rows)
    _continue_keys(target)


def _models() -> list[type[models.Model]]:
    return [model for config in sorted(apps.get_app_configs(), key=_place) if config.label in _APPS for model in config.get_models()]


def _place(config: AppConfig) -> int:
    """Log-ins come before what hangs on them."""
    return _APPS.index(config.label) if config.label in _APPS else len(_APPS)


def _continue_keys(target: str) -> None:
    """New rows get keys after those that were brought along."""
    with connections[target].cursor() as cursor:
        for statement in connections[target].ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)
