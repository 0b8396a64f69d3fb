"""A home is saved and brought back, visited by the doctor, and survives kill -9 at any moment."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from pathlib import Path

import pytest

from commands import NOW, Line

CASES = 30
ENV = os.environ | {"YOSHER_LANGUAGE": "en"}


def begun(*words: object, home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "yosher", *map(str, words), "--home", str(home), "--now", NOW, "--json"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENV)


def killed_at(moment: float, *words: object, home: Path) -> None:
    """The command's process gets SIGKILL after `moment` seconds, if it is still there."""
    process = begun(*words, home=home)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.fixture
def here(tmp_path: Path) -> Line:
    return Line(tmp_path / "home")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A file of many denials."""
    head = "case_id,transaction_id,amount,currency,network,reason_code,received_date,due_date\n"
    rows = [f"K-{n},T-{n},{100 + n}.00,ILS,visa,13.1,2026-11-02,2026-12-02\n" for n in range(CASES)]
    path = tmp_path / "acquirer.csv"
    path.write_text(head + "".join(rows), "utf-8")
    return path


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "refunds.csv"
    rows = (f"R-{n},A-{n},100,ILS,2026-10-05,ARN{n},returned\n" for n in range(40_000))
    path.write_text("id,order,amount,currency,at,arn,reason\n" + "".join(rows), "utf-8")
    return path


def shown(line: Line) -> object:
    rows = line.did("case", "list")
    case = rows["cases"][0]["case"]
    return rows, line.did("case", "show", case), line.did("answer", case)["decision"]


def test_a_home_comes_back_from_its_archive_as_it_was(here: Line, tmp_path: Path) -> None:
    here.case()
    here.did("backup", tmp_path / "yosher.tar")
    twin = Line(tmp_path / "twin")
    twin.did("restore", tmp_path / "yosher.tar")
    assert shown(twin) == shown(here)
    assert (tmp_path / "yosher.tar").stat().st_mode & 0o077 == 0
    assert twin.did("doctor")["ok"] is True


def test_an_archive_is_not_brought_over_a_home_that_holds_something(here: Line, tmp_path: Path) -> None:
    here.case()
    before = here.did("case", "list")
    here.did("backup", tmp_path / "yosher.tar")
    assert here.refused("restore", tmp_path / "yosher.tar") == "upkeep.home_not_empty"
    assert here.did("case", "list") == before


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2000])


def _changed(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 3] ^= 1
    path.write_bytes(body)


def _no_database(path: Path) -> None:
    index = path.with_name("index.json")
    index.write_text(json.dumps({"format": 1, "files": {}}), "utf-8")
    with tarfile.open(path, "w") as tar:
        tar.add(index, "index.json")


def _not_an_archive(path: Path) -> None:
    path.write_text("a letter", "utf-8")


@pytest.mark.parametrize("harm", [_torn, _changed, _no_database, _not_an_archive])
def test_a_damaged_archive_is_refused_and_nothing_of_it_is_put_in_place(here: Line, tmp_path: Path, harm: object) -> None:
    here.case()
    archive = tmp_path / "yosher.tar"
    here.did("backup", archive)
    harm(archive)  # type: ignore[operator]
    twin = Line(tmp_path / "twin")
    assert twin.refused("restore", archive) == "upkeep.archive_damaged"
    assert not (tmp_path / "twin" / "yosher.sqlite3").exists()
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("yosher-restore-")]


def test_the_doctor_names_what_is_wrong(here: Line) -> None:
    here.case()
    (here.home / "yosher.sqlite3").write_bytes(b"this is no database, it was one once" * 200)
    for more in here.home.glob("yosher.sqlite3-*"):
        more.unlink()
    said = here.json("doctor")
    assert said.exit_code != 0
    wrong = {row["check"]: row["code"] for row in said.document["checks"] if not row["ok"]}
    assert "database" in wrong
    assert all(row["text"] for row in said.document["checks"])


def test_kill_9_during_intake_loses_no_case_and_halves_none(here: Line, export: Path) -> None:
    """Some rounds of SIGKILL at random moments, then once to the end: every denial is there once, and each can be answered."""
    chance = random.Random(7)
    before = 0
    for _ in range(5):
        killed_at(chance.uniform(0.3, 2.5), "intake", export, home=here.home)
        if (here.home / "yosher.sqlite3").exists() and here.json("doctor").exit_code == 0:
            kept = len(here.did("case", "list")["cases"])
            assert kept >= before  # what was taken stays taken
            before = kept
    here.did("intake", export)
    rows = here.did("case", "list")["cases"]
    assert len(rows) == len({row["case"] for row in rows}) == CASES
    assert sqlite3.connect(here.home / "yosher.sqlite3").execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert here.did("answer", rows[-1]["case"])["decision"]["options"]


def test_kill_9_during_an_import_halves_no_row(here: Line, tmp_path: Path) -> None:
    """A list of cases under way is taken row by row; the same list once more brings what is lacking, and nothing twice."""
    path = tmp_path / "under-way.csv"
    rows = [f"K-{n},{100 + n}.00,sent,2026-10-15,2026-11-08,10.00\n" for n in range(CASES)]
    path.write_text("Dispute id,Amount,State,Dispute date,Sent on,Refunded\n" + "".join(rows), "utf-8")
    chance = random.Random(13)
    kept = []
    for _ in range(5):
        killed_at(chance.uniform(0.6, 2.5), "import", path, home=here.home)
        if (here.home / "yosher.sqlite3").exists() and here.json("doctor").exit_code == 0:
            cases = here.did("case", "list")["cases"]
            assert {case["state"] for case in cases} <= {"sent"}, "no row stops between opened and sent"
            kept.append(len(cases))
    assert kept == sorted(kept)
    done = here.did("import", path)
    assert (done["new"] + done["known"], done["refused"]) == (CASES, [])
    shown = [here.did("case", "show", row["case"]) for row in here.did("case", "list")["cases"]]
    assert len(shown) == CASES
    assert {(case["state"], case["refunded"]["minor"]) for case in shown} == {("sent", 1000)}
    assert len({tuple(event["act"] for event in case["events"]) for case in shown}) == 1, "each has the same log"


def test_kill_9_during_a_load_keeps_all_of_a_file_or_nothing(here: Line, records: Path) -> None:
    here.case()
    chance = random.Random(11)
    for _ in range(4):
        killed_at(chance.uniform(0.4, 2.0), "history", "load", records, home=here.home)
        with sqlite3.connect(here.home / "yosher.sqlite3") as connection:
            (kept,) = connection.execute("SELECT count(*) FROM store_recordrow").fetchone()
        assert kept in (0, 40_000)
    assert here.did("history", "load", records)["rows"] == 40_000


def test_kill_9_during_a_backup_leaves_no_half_archive_under_its_name(here: Line, records: Path, tmp_path: Path) -> None:
    here.did("history", "load", records)
    archive = tmp_path / "yosher.tar"
    for n, moment in enumerate((0.5, 0.8, 1.1, 1.4)):
        killed_at(moment, "backup", archive, home=here.home)
        if archive.exists():
            Line(tmp_path / f"twin-{n}").did("restore", archive)
            archive.unlink()
    here.did("backup", archive)
    Line(tmp_path / "twin").did("restore", archive)


def test_a_folder_that_cannot_be_used_is_answered_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert Line(tmp_path / "file").refused("case", "list") == "store.home_unusable"


def test_a_backup_into_a_folder_that_is_not_there_is_answered_in_words(here: Line, tmp_path: Path) -> None:
    here.case()
    assert here.refused("backup", tmp_path / "nowhere" / "yosher.tar") == "upkeep.archive_unwritable"


def test_an_archive_says_where_its_papers_lie_and_what_is_missing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With YOSHER_BLOBS_URL the papers are no part of the archive."""
    own, other = (f"file://{tmp_path / name}" for name in ("bucket", "another"))
    monkeypatch.setenv("YOSHER_BLOBS_URL", own)
    here = Line(tmp_path / "home")
    case = here.case()
    here.did("answer", case, "--choice", "talk", "--because", "we know each other")
    archive = tmp_path / "yosher.tar"
    assert here.did("backup", archive)["blobs_elsewhere"] == own
    assert "not in this archive" in here.page("backup", archive).stdout
    back = Line(tmp_path / "back").did("restore", archive)
    assert (back["blobs_elsewhere"], back["papers_missing"]) == (own, 0)
    monkeypatch.setenv("YOSHER_BLOBS_URL", other)
    said = Line(tmp_path / "astray").page("restore", archive)
    assert said.exit_code == 0
    assert "One paper was not found" in said.stdout


def test_words_that_are_renewed_by_a_process_that_is_killed_at_any_moment_are_those_of_a_fresh_store(here: Line, export: Path) -> None:
    here.did("intake", export)
    fresh = kept_words(here.home)
    with closing(sqlite3.connect(here.home / "yosher.sqlite3")) as opened, opened:
        opened.execute("DELETE FROM store_casewordrow WHERE id % 2")
        opened.execute(
            "INSERT INTO store_casewordrow (organisation, \"case\", word) SELECT organisation, ref, x'676f6e65' FROM store_caserow"
        )
        opened.execute("UPDATE store_caserow SET words_digest = x'00'")
    assert kept_words(here.home) != fresh
    chance = random.Random(8)
    for _ in range(6):
        killed_at(chance.uniform(0.4, 1.2), "reindex", home=here.home)
    found = here.did("reindex")
    assert found["cases"] == CASES
    assert kept_words(here.home) == fresh
    assert here.did("reindex") == {"cases": CASES, "renewed": 0}
    assert here.did("reindex", org="default")["cases"] == CASES
    assert here.refused("reindex", org="nobody") == "cli.not_found"


def kept_words(home: Path) -> list[tuple[str, str, bytes]]:
    with closing(sqlite3.connect(home / "yosher.sqlite3")) as opened:
        rows = opened.execute('SELECT organisation, "case", word FROM store_casewordrow').fetchall()
    return sorted(rows)
