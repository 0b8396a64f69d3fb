"""The whole store, and how it is opened: initialised, migrated after a backup, or refused when it is newer than we are."""

import contextlib
import sqlite3
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from yosher.adapters.store.cases import CasesInDatabase
from yosher.adapters.store.erasing import ErasesInDatabase
from yosher.adapters.store.guests import GuestsInDatabase
from yosher.adapters.store.office import AnswersInDatabase, DraftsInDatabase, EvidenceInDatabase, PeopleInDatabase, WorkInDatabase
from yosher.adapters.store.tallies import TalliesInDatabase
from yosher.adapters.store.troubles import explained
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason


class StoreInDatabase(
    CasesInDatabase,
    EvidenceInDatabase,
    AnswersInDatabase,
    DraftsInDatabase,
    GuestsInDatabase,
    PeopleInDatabase,
    WorkInDatabase,
    ErasesInDatabase,
    TalliesInDatabase,
):
    """`Store` of the desk's ports."""


def bring_up_to_date(*, keep: Path | None) -> list[str]:
    """Apply what is missing and name it. An older SQLite database is copied to `keep` first. Raises Trouble for a newer one."""
    with explained():
        loader = MigrationLoader(connection)
        applied = {key for key in loader.applied_migrations if key[0] == "store"}
        newer = applied - set(loader.disk_migrations)
        if newer:
            raise Trouble(Reason("store.newer", values={"what": ", ".join(sorted(name for _, name in newer))}), permanent=True)
        missing = sorted(set(loader.disk_migrations) - set(loader.applied_migrations))
        if not missing:
            return []
        if applied and keep is not None and connection.vendor == "sqlite":
            _copy(Path(str(connection.settings_dict["NAME"])), keep)
        _migrate()
    return [name for _, name in missing]


def _migrate() -> None:
    """All that is missing in one transaction: each alone, Django notes a migration only after it has committed it."""
    connection.disable_constraint_checking()  # SQLite heeds this outside of a transaction only
    try:
        with transaction.atomic():
            call_command("migrate", interactive=False, verbosity=0)
    finally:
        connection.enable_constraint_checking()


def pending() -> list[str]:
    """Names of migrations that are not applied. Raises Trouble."""
    with explained():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [migration.name for migration, _ in plan]


def _copy(database: Path, keep: Path) -> None:
    """A consistent copy by SQLite's own backup, written beside and renamed."""
    keep.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = keep.with_suffix(".half")
    half.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(database)) as source, contextlib.closing(sqlite3.connect(half)) as target:
        source.backup(target)
    half.replace(keep)
