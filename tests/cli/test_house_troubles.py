"""A home that cannot be used, a database that is damaged, newer or locked, a full disk: one sentence, exit 1, nothing half-written."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from commands import Line
from yosher.bootstrap import database
from yosher.desk.typed import MOST, Typed

TOUCHING = (
    ("case", "list"),
    ("settings", "set", "hour_cost", "1.00"),
    ("org", "add", "Other"),
    ("worker", "--once"),
    ("migrate",),
    ("reindex",),
)


def execute(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "yosher.sqlite3")) as opened, opened:
        for statement in statements:
            opened.execute(statement)


def leave_wal(home: Path) -> None:
    """The database as one file, so that a test may spoil it."""
    with closing(sqlite3.connect(home / "yosher.sqlite3")) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Somebody else writes and does not end."""
    with closing(sqlite3.connect(home / "yosher.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_home_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    cli = Line(tmp_path / "home")
    assert cli.refused("case", "list") == "store.home_unusable"
    assert cli.json("doctor").exit_code == 1


def test_a_home_under_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert Line(tmp_path / "file" / "home").refused("case", "list") == "store.home_unusable"


@pytest.mark.parametrize("words", TOUCHING, ids=" ".join)
def test_a_file_that_is_no_database_is_named_and_left_alone(cli: Line, words: tuple[str, ...]) -> None:
    (cli.home / "yosher.sqlite3").write_bytes(b"no database at all " * 500)
    before = (cli.home / "yosher.sqlite3").read_bytes()
    assert cli.refused(*words) == "store.corrupt"
    assert (cli.home / "yosher.sqlite3").read_bytes() == before


def test_a_damaged_page_is_found_by_the_doctor(cli: Line) -> None:
    cli.case()
    leave_wal(cli.home)
    file = cli.home / "yosher.sqlite3"
    body = bytearray(file.read_bytes())
    body[4096 * 3 : 4096 * 40] = os.urandom(4096 * 37)
    file.write_bytes(body)
    said = cli.json("doctor")
    assert said.exit_code == 1
    assert "store.corrupt" in {check["code"] for check in said.document["checks"]}


@pytest.mark.parametrize("words", TOUCHING, ids=" ".join)
def test_a_database_of_a_newer_version_is_not_touched(cli: Line, words: tuple[str, ...]) -> None:
    execute(cli.home, "INSERT INTO django_migrations(app, name, applied) VALUES ('store', '9999_of_tomorrow', '2030-01-01')")
    said = cli.json(*words)
    assert (said.exit_code, said.code) == (1, "store.newer")
    assert "9999_of_tomorrow" in said.document["error"]["text"]


def test_a_locked_database_is_said_after_the_wait(cli: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    case = cli.case()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    elsewhere(cli)
    with locked(cli.home):
        assert cli.refused("note", case, "x") == "store.locked"
    elsewhere(cli)
    assert [e["act"] for e in cli.did("case", "show", case)["events"]].count("note") == 0
    cli.did("note", case, "x")


def elsewhere(cli: Line) -> None:
    """Another home was in use meanwhile: the next command connects anew, with the wait that stands now."""
    Line(cli.home.parent / "another").did("migrate")


def test_a_home_that_may_only_be_read_is_said(cli: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for root, whom modes do not stop: the database itself is opened for reading only."""
    case = cli.case()
    leave_wal(cli.home)
    init = database._SQLITE + " PRAGMA query_only=ON;"
    monkeypatch.setattr(database, "_SQLITE", init)
    elsewhere_read_only(cli)
    assert cli.refused("note", case, "x") == "store.not_writable"
    assert cli.did("case", "show", case)["case"] == case


def elsewhere_read_only(cli: Line) -> None:
    connection.close()
    database.set_up(database.Home(cli.home.parent / "nowhere"))


def test_a_full_disk_is_said_and_nothing_is_half_written(cli: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    case = cli.case()
    leave_wal(cli.home)
    with closing(sqlite3.connect(cli.home / "yosher.sqlite3")) as opened:
        pages = opened.execute("PRAGMA page_count").fetchone()[0]
    monkeypatch.setattr(database, "_SQLITE", database._SQLITE + f" PRAGMA max_page_count={pages};")
    elsewhere_read_only(cli)
    kept = 0  # what still fits on pages that are there already
    while (said := cli.json("note", case, "א" * MOST[Typed.NOTE])).exit_code == 0 and kept < 20:
        kept += 1
    assert said.code == "store.disk_full"
    assert [e["act"] for e in cli.did("case", "show", case)["events"]].count("note") == kept


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense", "postgresql://nobody@127.0.0.1:1/none"])
def test_an_address_without_our_database_is_said(cli: Line, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("YOSHER_DATABASE_URL", address)
    assert cli.refused("case", "list") in {"store.address_unknown", "store.unreachable"}
