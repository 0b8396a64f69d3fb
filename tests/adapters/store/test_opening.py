"""A home is opened: made from nothing, brought up to date from any earlier version, or left alone with words that say why."""

import contextlib
import sqlite3
import stat
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from given import NOW, denial
from query_plans import plans_of, reads_all
from yosher.adapters.store.store import StoreInDatabase, pending
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home
from yosher.cases.fold import opened
from yosher.cases.model import Transaction
from yosher.desk.ports import Trouble
from yosher.kernel.ids import CaseId, DenialId, OrgId
from yosher.kernel.words import Language

SCHEMAS = Path(__file__).parent / "schemas"
VERSIONS = sorted({path.name[:4] for path in SCHEMAS.iterdir()})
ORG, OLD = OrgId("one"), CaseId("C-OLD")


def as_left_by(version: str, home: Home) -> None:
    """A database as users of that version have it, with a case in it."""
    if home.database is None:
        home.folder.mkdir(mode=0o700)
        with contextlib.closing(sqlite3.connect(home.sqlite)) as database:
            database.executescript((SCHEMAS / f"{version}.sqlite.sql").read_text("utf-8"))
        return
    with contextlib.closing(psycopg.connect(home.database, autocommit=True)) as server:
        server.execute((SCHEMAS / f"{version}.pg.sql").read_bytes())


def run_beside(home: Home, statement: str) -> list[tuple[object, ...]]:
    """What another process does in the same database."""
    if home.database is None:
        with contextlib.closing(sqlite3.connect(home.sqlite)) as database, database:
            return database.execute(statement).fetchall()
    with contextlib.closing(psycopg.connect(home.database, autocommit=True)) as server:
        done = server.execute(statement.encode())
        return done.fetchall() if done.description else []


def case_in(store: StoreInDatabase, ref: str = "C-1") -> None:
    message = denial(id=DenialId(f"d-{ref}"), ref=f"dp-{ref}")
    store.save(opened(message, case=CaseId(ref), organisation=ORG, language=Language.HE, now=NOW))
    store.add_denial(ORG, CaseId(ref), message)


def test_an_empty_home_is_initialised_and_a_second_opening_changes_nothing(empty_home: Home) -> None:
    home = empty_home
    store = open_home(home)
    assert pending() == []
    case_in(store)
    connections.close_all()
    assert open_home(home).case(ORG, CaseId("C-1")).id == "C-1"
    assert not (home.folder / "backups").exists()
    connections.close_all()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_every_version_is_brought_up_to_date_with_its_cases(empty_home: Home, version: str) -> None:
    as_left_by(version, empty_home)
    store = open_home(empty_home)
    assert pending() == []
    assert store.case(ORG, OLD).denials[0].claim == "לא קיבלתי"
    assert [event.sequence for event in store.events(ORG, OLD)] == [1]
    for key in (Transaction(id="pi_1"), Transaction(id="ch_1")):  # the payment's reference and the charge's id are two keys
        assert [case.id for case in store.candidates(ORG, denial(ref="another", transaction=key))] == [OLD]
    connections.close_all()


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_an_older_sqlite_store_is_copied_before_it_is_changed(tmp_path: Path, version: str) -> None:
    home = Home(tmp_path / "home")
    as_left_by(version, home)
    open_home(home)
    connections.close_all()
    (copy,) = (home.folder / "backups").iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with contextlib.closing(sqlite3.connect(copy)) as database:
        applied = {name[:4] for (name,) in database.execute("SELECT name FROM django_migrations WHERE app = 'store'")}
        assert max(applied) == version
        assert database.execute("SELECT ref FROM store_caserow").fetchall() == [("C-OLD",)]


def test_a_schema_file_is_kept_of_every_migration() -> None:
    folder = Path(__file__).parents[3] / "src" / "yosher" / "adapters" / "store" / "migrations"
    assert sorted(path.name[:4] for path in folder.glob("0*.py")) == VERSIONS


def test_a_store_of_a_newer_version_is_left_alone(home: Home) -> None:
    case_in(open_home(home))
    connections.close_all()
    run_beside(home, "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')")
    with pytest.raises(Trouble) as trouble:
        open_home(home)
    assert (trouble.value.reason.code, trouble.value.permanent) == ("store.newer", True)
    assert run_beside(home, "SELECT ref FROM store_caserow") == [("C-1",)]
    connections.close_all()


def test_the_folder_and_the_database_are_its_owners_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "home")
    open_home(home)
    connections.close_all()
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.sqlite.stat().st_mode) == 0o600


def test_what_is_committed_to_sqlite_is_on_disk(tmp_path: Path) -> None:
    open_home(Home(tmp_path / "home"))
    with connection.cursor() as cursor:
        settings = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    connections.close_all()


def test_a_locked_store_is_said_to_be_locked_and_works_again(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    store = open_home(home)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    with contextlib.closing(sqlite3.connect(home.sqlite, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble) as trouble:
            case_in(store)
        other.execute("ROLLBACK")
    assert (trouble.value.reason.code, trouble.value.permanent) == ("store.locked", False)
    case_in(store)
    assert store.case(ORG, CaseId("C-1"))
    connections.close_all()


def test_a_full_disk_stops_a_write_whole(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    store = open_home(home)
    case_in(store, "C-before")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 2}")

    def many() -> None:
        with store.transaction():
            for n in range(200):
                case_in(store, f"C-{n}")

    with pytest.raises(Trouble) as trouble:
        many()
    assert trouble.value.reason.code == "store.disk_full"
    assert [row.case for row in store.queue(ORG)] == ["C-before"]
    connections.close_all()


def test_a_store_that_cannot_be_written_says_so_and_can_be_read(home: Home) -> None:
    store = open_home(home)
    case_in(store)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if connection.vendor == "sqlite" else "SET default_transaction_read_only = on")
    with pytest.raises(Trouble) as trouble:
        case_in(store, "C-2")
    assert trouble.value.reason.code == "store.not_writable"
    assert [row.case for row in store.queue(ORG)] == ["C-1"]
    connections.close_all()


def test_a_file_that_is_no_database_is_said_to_be_damaged_and_left_as_it_is(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    home.sqlite.write_bytes(b"a letter, not a database" * 100)
    with pytest.raises(Trouble) as trouble:
        open_home(home)
    assert trouble.value.reason.code == "store.corrupt"
    assert home.sqlite.read_bytes() == b"a letter, not a database" * 100
    connections.close_all()


def test_a_folder_that_is_a_file_cannot_be_a_home(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(Trouble) as trouble:
        open_home(Home(tmp_path / "home"))
    assert trouble.value.reason.code == "store.home_unusable"


@pytest.mark.parametrize(
    ("address", "code"),
    [("postgresql://127.0.0.1:1/nothing?connect_timeout=2", "store.unreachable"), ("mysql://here/db", "store.address_unknown")],
)
def test_an_address_at_which_nothing_answers(tmp_path: Path, address: str, code: str) -> None:
    with pytest.raises(Trouble) as trouble:
        open_home(Home(tmp_path / "home", database=address))
    assert trouble.value.reason.code == code


def test_no_look_up_of_the_store_reads_through_a_table(store: StoreInDatabase) -> None:
    case_in(store)
    known = denial(ref="x", payment_ref="p", transaction=Transaction(id="t", order="o", arn="a"))
    with CaptureQueriesContext(connection) as asked:
        store.candidates(ORG, known)
        store.case(ORG, CaseId("C-1"))
        store.facts(ORG, CaseId("C-1"))
        store.exhibits(ORG, CaseId("C-1"))
        store.events(ORG, CaseId("C-1"))
        store.answer(ORG, CaseId("C-1"))
    for plan in plans_of(asked):
        assert not reads_all(plan), plan
