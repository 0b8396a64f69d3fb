"""`yosher work`: what waits and what failed is seen by a person, who can put it back; reminders are written once."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from commands import FORM, Line

LATER = "2026-12-01T12:00:00+02:00"
AFTER_IT_IS_DUE = "2026-12-03T12:00:00+02:00"


def execute(cli: Line, statement: str) -> None:
    with closing(sqlite3.connect(cli.home / "yosher.sqlite3")) as opened, opened:
        opened.execute(statement)


def dead_letter(cli: Line) -> str:
    """A row whose task this version does not know."""
    cli.case()
    execute(cli, "UPDATE store_outboxrow SET task = 'telepathy'")
    cli.did("worker", "--once")
    return str(cli.did("work", "list", "--dead")["work"][0]["id"])


def test_what_waits_is_listed_since_when_it_waits(cli: Line) -> None:
    case = cli.case()
    (row,) = cli.did("work", "list")["work"]
    assert (row["task"], row["case"], row["state"], row["attempts"], row["trouble"]) == ("prepare_answer", case, "waiting", 0, None)
    assert row["since"] == "2026-11-22T09:00:00+02:00"
    assert cli.did("work", "list", "--dead") == {"work": []}
    cli.did("worker", "--once")
    assert cli.did("work", "list") == {"work": []}


def test_what_runs_says_where_it_is(cli: Line) -> None:
    cli.case()
    execute(cli, "UPDATE store_outboxrow SET claimed_until = '2026-11-22 08:00:00', stage = 'work.typesetting', percent = 40")
    (row,) = cli.did("work", "list")["work"]
    assert (row["state"], row["stage"], row["stage_text"], row["percent"]) == ("running", "work.typesetting", "typesetting", 40)
    assert "typesetting, 40%" in cli.page("work", "list").stdout
    assert cli.did("work", "list", now="2026-11-22T12:00:00Z")["work"][0]["state"] == "waiting"  # its worker is gone


def test_a_dead_letter_is_seen_and_put_back(cli: Line) -> None:
    ref = dead_letter(cli)
    (row,) = cli.did("work", "list", "--dead")["work"]
    assert (row["state"], row["attempts"], row["trouble"]["code"]) == ("dead", 1, "store.task_unknown")
    assert ref in cli.page("work", "list", "--dead").stdout
    doctor = cli.json("doctor")
    assert (doctor.exit_code, [c["code"] for c in doctor.document["checks"] if not c["ok"]]) == (1, ["upkeep.dead_letters"])
    assert "work list --dead" in cli.page("doctor").stdout
    assert cli.did("work", "retry", ref) == {"id": ref, "state": "waiting"}
    assert cli.json("doctor").exit_code == 0
    execute(cli, "UPDATE store_outboxrow SET task = 'prepare_answer'")
    assert cli.did("worker", "--once")["done"] == 1


def test_only_a_dead_letter_of_the_own_organisation_is_put_back(cli: Line) -> None:
    ref = dead_letter(cli)
    cli.did("org", "add", "Rival", "--id", "rival")
    assert cli.refused("work", "retry", ref, org="rival") == "cli.not_found"
    assert cli.did("work", "list", org="rival") == {"work": []}
    for odd in ("nothing", "", "'; --", "\x00"[:0] + "א"):
        assert cli.refused("work", "retry", odd) == "cli.not_found"
    cli.did("work", "retry", ref)
    assert cli.refused("work", "retry", ref) == "work.not_dead"


def test_a_reminder_is_written_into_its_case_once_by_the_system(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case)
    first = cli.did("worker", "--once", now=LATER)["reminders"]
    assert first
    assert cli.did("worker", "--once", now=LATER)["reminders"] == []
    events = [e for e in cli.did("case", "show", case)["events"] if e["act"] == "reminded"]
    assert len(events) == len(first)
    assert {e["actor"]["ref"] for e in events} == {"yosher"}
    assert "The answer is due 2 Dec 2026" in cli.page("case", "show", case).stdout.replace("\n", " ")


def test_the_cut_off_and_the_due_date_are_events_too(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case)
    cli.did("worker", "--once", now=AFTER_IT_IS_DUE)
    codes = {e["body"]["code"] for e in cli.did("case", "show", case)["events"] if e["act"] == "reminded"}
    assert codes == {"deadlines.reminder_days", "deadlines.reminder_cut_off", "deadlines.reminder_due"}


def test_a_worker_without_an_organisation_serves_all(cli: Line) -> None:
    cli.did("org", "add", "Rival", "--id", "rival")
    cli.did("intake", cli.form(FORM), org="rival")
    cli.case()
    assert cli.did("worker", "--once", org="rival")["done"] == 1
    assert cli.did("worker", "--once")["done"] == 1


@pytest.mark.parametrize("words", [("work", "list"), ("worker", "--once"), ("case", "list"), ("rules", "show", "visa", "13.1")])
def test_only_a_running_worker_loads_the_engine(cli: Line, words: tuple[str, ...]) -> None:
    code = f"import sys; from yosher.cli.main import app; sys.argv = ['yosher', *{[*words, '--home', str(cli.home)]!r}]\n"
    code += "try: app()\nexcept SystemExit: print([m for m in ('dbos', 'sqlalchemy') if m in sys.modules], file=sys.stderr)"
    if words[0] == "rules":
        code = code.replace(repr("--home") + ", " + repr(str(cli.home)), "").replace(", ]", "]")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("[]\n")
