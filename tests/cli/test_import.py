"""`yosher import`: a spreadsheet of every state, in both languages and forms, looked at, taken over, and taken over again."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commands import Line
from given_list import STATES, as_csv, as_workbook
from inboxes import path
from yosher.kernel.words import Language

IN_LANGUAGES = [(language, body) for language in Language for body in (as_csv(language), as_workbook(language))]
each_sheet = pytest.mark.parametrize(("language", "body"), IN_LANGUAGES, ids=["en-csv", "en-xlsx", "he-csv", "he-xlsx"])


def sheet(cli: Line, body: bytes, name: str = "cases.bin") -> Path:
    place = cli.home.parent / name
    place.write_bytes(body)
    return place


def count(cli: Line, table: str) -> int:
    with closing(sqlite3.connect(cli.home / "yosher.sqlite3")) as opened:
        return int(opened.execute(f"SELECT count(*) FROM store_{table}").fetchone()[0])


def states(document: Any) -> list[str]:
    return [case["state"] for case in document["cases"]]


@each_sheet
def test_a_sheet_of_every_state_is_looked_at_taken_over_and_known(cli: Line, language: Language, body: bytes) -> None:
    file = sheet(cli, body)
    looked = cli.did("import", file, "--dry-run")
    assert (states(looked), looked["dry_run"], looked["refused"]) == (STATES, True, [])
    assert (count(cli, "caserow"), count(cli, "outboxrow")) == (0, 0)
    done = cli.did("import", file)
    assert done == looked | {"dry_run": False}
    assert (done["new"], done["known"]) == (len(STATES), 0)
    events, tasks = count(cli, "eventrow"), count(cli, "outboxrow")
    again = cli.did("import", file, now="2026-11-23T09:00:00+02:00")
    assert (again["new"], again["changed"], again["known"]) == (0, 0, len(STATES))
    assert (count(cli, "eventrow"), count(cli, "outboxrow"), tasks) == (events, 1, 1)  # only the open one is to be weighed
    assert [case["state"] for case in cli.did("case", "list")["cases"]] != []
    waiting = cli.did("case", "show", done["cases"][1]["case"])
    assert (waiting["state"], waiting["refunded"]) == ("sent", {"minor": 5000, "currency": "ILS"})


def test_the_open_one_is_weighed_and_reminded_of_and_no_other(cli: Line) -> None:
    done = cli.did("import", sheet(cli, as_csv(Language.EN)))
    assert cli.did("worker", "--once")["done"] == 1
    reminded = cli.did("worker", "--once", now="2026-12-04T09:00:00+02:00")["reminders"]
    assert {row["case"] for row in reminded} <= {done["cases"][0]["case"]}
    assert cli.did("case", "show", done["cases"][0]["case"])["state"] == "answer_ready"


def test_what_was_sent_by_hand_stands_in_the_log_in_words(cli: Line) -> None:
    case = cli.did("import", sheet(cli, as_csv(Language.EN), "mine.csv"))["cases"][1]["case"]
    page = cli.page("case", "show", case).stdout
    assert "no packet of ours" in page
    assert "mine.csv" in page


def test_insights_count_the_cases_as_they_are(cli: Line) -> None:
    cli.did("import", sheet(cli, as_csv(Language.HE)))
    told = cli.did("insights", "--from", "2026-10-01", "--to", "2026-11-22")
    counted = told["outcomes"]["all"]
    assert {name: counted[name] for name in ("n", "answered", "open", "won", "partly_won", "lost", "refunded", "accepted", "expired")} == {
        "n": len(STATES),
        "answered": 5,
        "open": 3,
        "won": 1,
        "partly_won": 1,
        "lost": 1,
        "refunded": 1,
        "accepted": 1,
        "expired": 1,
    }
    (money,) = told["money"]
    assert (money["refunded"]["minor"], money["recovered"]["minor"]) == (35000, 40000)


def test_the_denial_that_an_export_brought_is_the_case_of_the_sheet(cli: Line) -> None:
    known = cli.did("intake", path("stripe", "dispute.json"))["cases"][0]
    minor, currency = known["amount"]["minor"], known["amount"]["currency"]
    row = f"Dispute id,Amount,Currency,State,Sent on\n{known['denial']},{minor / 100:.2f},{currency},sent,2026-11-20\n"
    done = cli.did("import", sheet(cli, row.encode()))
    assert [(case["case"], case["was"]) for case in done["cases"]] == [(known["case"], "received")]
    assert count(cli, "caserow") == 1


def test_wrong_rows_are_named_and_the_right_ones_go_in(cli: Line) -> None:
    said = cli.page("import", sheet(cli, b"Dispute id,Amount,State\nD-1,10,wobbling\nD-2,10,lost\n", "odd.csv"))
    assert said.exit_code == 0
    assert 'odd.csv:2  The state "wobbling" is not known here' in said.stdout
    assert "partly won" in said.stdout
    assert "זכייה חלקית" in said.stdout
    assert said.stdout.rstrip().endswith("New 1, changed 0, known 0, refused 1.")


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00\x01\x02" * 99, b"a,b\n1,2\n"])
def test_what_is_no_sheet_gets_a_message(cli: Line, body: bytes) -> None:
    said = cli.json("import", sheet(cli, body))
    assert said.exit_code == 2
    (refused,) = said.document["refused"]
    assert not refused["reason"].startswith(refused["code"])


def test_a_sheet_to_fill_in_is_written_in_either_language(cli: Line) -> None:
    for language in Language:
        page = cli.page("import", "--template", language)
        assert page.stdout.startswith("\ufeff")
        assert cli.did("import", "--template", language)["sheet"].split() == page.stdout.removeprefix("\ufeff").split()
    assert cli.refused("import", "--template", "fr", exit_code=2) == "cli.import_language"
    assert cli.refused("import", exit_code=2) == "cli.import_what"
