"""An archive of either database comes back on either database, with its log and its files."""

import contextlib
import hashlib
import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.db import connections

from given import NOW, at, denial, exhibit, fact
from yosher.adapters.blobs.store import blobs_at
from yosher.adapters.store.copying import refuse_newer
from yosher.adapters.store.models import EventRow
from yosher.adapters.store.records import LoadedHistory
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap import upkeep
from yosher.bootstrap.home import Home
from yosher.bootstrap.loading import HistoryLoader
from yosher.bootstrap.opening import open_home
from yosher.cases.fold import opened
from yosher.cases.model import Act
from yosher.desk.ports import Sought, Trouble
from yosher.evidence.model import RecordKind
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import BlobRef, CaseId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.words import Language
from yosher.people.model import Organisation

ORG, CASE = OrgId("one"), CaseId("C-1")


def furnish(home: Home, folder: Path) -> BlobRef:
    """A home with a bit of everything."""
    store = open_home(home)
    store.add_organisation(Organisation(ORG, "Oak & Olive"))
    store.set_setting(ORG, "hour_cost", "100")
    store.save(opened(denial(), case=CASE, organisation=ORG, language=Language.HE, now=NOW))
    store.add_denial(ORG, CASE, denial())
    store.add_facts(ORG, CASE, [fact("shipped", "2026-10-05", text="נמסר לשליח", values={"sum": Money(5, "ILS")})])
    store.add_exhibit(ORG, CASE, exhibit("tracking_number"))
    for n in range(3):
        store.record(ORG, CASE, act=Act.NOTE, actor=SYSTEM, happened=at("2026-11-01"), body={"n": n})
    (folder / "h.csv").write_text("id,account,pm,ts,disputed\n1,c,p,5,yes\n2,c,p,,no\n")
    HistoryLoader(store).load(ORG, str(folder / "h.csv"), kind=RecordKind.TRANSACTIONS)
    ref = blobs_at(home.blobs, home.blob_folder).put(ORG, CASE, b"a file")
    connections.close_all()
    return ref


def seen(store: StoreInDatabase) -> list[object]:
    leaves = [(bytes(row.leaf), bytes(row.salt)) for row in EventRow.objects.order_by("sequence")]
    history = LoadedHistory().customer_history(ORG, Sought(None, None, "c", None))
    return [
        store.organisation(ORG), store.case(ORG, CASE), store.facts(ORG, CASE), store.exhibits(ORG, CASE),
        store.events(ORG, CASE), leaves, history, list(store.queue(ORG)),
    ]  # fmt: skip


def use(home: Home, monkeypatch: pytest.MonkeyPatch) -> str:
    """The environment of a command in this home."""
    monkeypatch.setenv("YOSHER_DATABASE_URL", home.database or "")
    return str(home.folder)


def test_an_archive_comes_back_on_either_database(home: Home, empty_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Home(tmp_path / "elsewhere", database=empty_home.database)
    ref = furnish(home, tmp_path)
    before = seen(open_home(home))
    connections.close_all()
    upkeep.backup(tmp_path / "a.tar", home=use(home, monkeypatch))
    connections.close_all()
    upkeep.restore(tmp_path / "a.tar", home=use(target, monkeypatch))
    assert seen(open_home(target)) == before
    assert blobs_at(None, target.blob_folder).get(ORG, CASE, ref) == b"a file"
    connections.close_all()


def test_a_server_that_is_in_use_is_not_restored_into(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(home, tmp_path)
    upkeep.backup(tmp_path / "a.tar", home=use(home, monkeypatch))
    connections.close_all()
    again = home if home.database is None else Home(tmp_path / "elsewhere", database=home.database)
    with pytest.raises(Trouble) as trouble:
        upkeep.restore(tmp_path / "a.tar", home=use(again, monkeypatch))
    assert trouble.value.reason.code == "upkeep.home_not_empty"
    assert len(open_home(home).events(ORG, CASE)) == 3
    connections.close_all()


def test_an_archive_of_a_newer_version_is_refused_before_anything_is_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, target = Home(tmp_path / "home"), Home(tmp_path / "target")
    furnish(home, tmp_path)
    with contextlib.closing(sqlite3.connect(home.sqlite)) as database, database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')")
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        with contextlib.closing(sqlite3.connect(home.sqlite)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        tar.add(home.sqlite, "yosher.sqlite3")
        digest = hashlib.sha256(home.sqlite.read_bytes()).hexdigest()
        index = json.dumps({"format": 1, "files": {"yosher.sqlite3": digest}}).encode()
        entry = tarfile.TarInfo("index.json")
        entry.size = len(index)
        tar.addfile(entry, io.BytesIO(index))
    with pytest.raises(Trouble) as trouble:
        upkeep.restore(tmp_path / "a.tar", home=use(target, monkeypatch))
    assert trouble.value.reason.code == "store.newer"
    assert not target.sqlite.exists()
    connections.close_all()


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(Trouble) as trouble:
        refuse_newer(tmp_path / "x")
    assert trouble.value.reason.code == "store.corrupt"


def test_what_a_killed_put_left_behind_is_neither_archived_nor_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "home")
    ref = furnish(home, tmp_path)
    (whole,) = home.blob_folder.rglob(ref)
    whole.with_name(f"{ref}#1").write_bytes(b"half")
    upkeep.backup(tmp_path / "a.tar", home=use(home, monkeypatch))
    with tarfile.open(tmp_path / "a.tar") as tar:
        assert [name for name in tar.getnames() if "#" in name] == []
    assert upkeep.doctor(home=str(home.folder))["ok"]
    connections.close_all()
