"""What one organisation has, another one does not find: one test over every command that names a case, and over the lists."""

import json
from pathlib import Path

import pytest

from commands import Line

# Every command that names a case, with what it needs to run where the case is one's own.
NAMING = (
    ("case", "show", "CASE"),
    ("evidence", "add", "CASE", "FILE"),
    ("answer", "CASE"),
    ("answer", "CASE", "--choice", "fight", "--out", "OUT"),
    ("approve", "CASE"),
    ("approve", "CASE", "--choice", "refund"),
    ("send", "CASE", "--by-hand", "--channel", "portal", "--proof", "FILE"),
    ("outcome", "CASE", "won"),
    ("outcome", "CASE", "partial", "--amount", "10.00"),
    ("outcome", "CASE", "reversed"),
    ("refund", "CASE"),
    ("refund", "CASE", "--amount", "1.00"),
    ("note", "CASE", "hello"),
    ("assign", "CASE", "eve"),
)


@pytest.fixture
def case(cli: Line) -> str:
    """A case of the first organisation, answered and approved; a second organisation stands beside it."""
    case = cli.case()
    cli.did("answer", case)
    cli.did("approve", case)
    cli.did("org", "add", "Rival", "--language", "en")
    cli.did("person", "add", "Eve", org="rival")
    return case


def test_no_command_finds_a_case_of_another_organisation(cli: Line, tmp_path: Path, case: str) -> None:
    before = cli.did("case", "show", case)
    places = {"CASE": case, "FILE": cli.form(), "OUT": tmp_path / "out"}
    for words in NAMING:
        given = [places.get(word, word) for word in words]
        said = cli.json(*given, org="rival")
        unknown = cli.json(*[("C-000000000000" if word == case else word) for word in given], org="rival")
        assert (said.exit_code, said.code) == (1, "cli.not_found"), words
        assert said.stdout == unknown.stdout.replace("C-000000000000", case), "a case of another is as one that never was"
    assert cli.did("case", "show", case) == before
    assert not (tmp_path / "out").exists()


def test_lists_show_nothing_of_another_organisation(cli: Line, case: str) -> None:
    cli.did("settings", "set", "hour_cost", "180.00")
    for words in (("case", "list"), ("person", "list"), ("settings", "get")):
        said = json.dumps(cli.did(*words, org="rival"), ensure_ascii=False)
        assert case not in said
        assert "180.00" not in said
        assert "owner" not in said or words[0] == "settings"


def test_figures_count_nothing_of_another_organisation(cli: Line, tmp_path: Path, case: str) -> None:
    sales = tmp_path / "transactions.csv"
    sales.write_text("id,amount,currency,ts,card_brand,card_present\n" + "T-1,1,ILS,2026-11-02T10:00:00,Visa,false\n", "utf-8")
    cli.did("history", "load", sales)
    cli.did("outcome", case, "won")
    ours, theirs = (cli.did("insights", org=org) for org in (None, "rival"))
    cli.did("org", "add", "Third", "--language", "en")
    assert theirs == cli.did("insights", org="third")
    assert (ours["n"], theirs["n"], theirs["money"], theirs["monitoring"][0]["months"]) == (1, 0, [], [])


def test_the_same_denial_in_two_organisations_is_two_cases(cli: Line, case: str) -> None:
    taken = cli.did("intake", cli.form(), org="rival")["cases"][0]
    assert taken["created"]
    assert taken["case"] != case
    assert [row["case"] for row in cli.did("case", "list", org="rival")["cases"]] == [taken["case"]]


def test_the_worker_of_one_does_not_answer_for_another(cli: Line, case: str) -> None:
    before = cli.did("case", "show", case)
    cli.did("worker", "--once", org="rival")
    after = cli.did("case", "show", case)
    assert [e["act"] for e in after["events"]][: len(before["events"])] == [e["act"] for e in before["events"]]


def test_records_of_one_are_no_evidence_for_another(cli: Line, tmp_path: Path, case: str) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("order,created,amount,currency\nA-77,2026-09-30,1250.00,ILS\n", "utf-8")
    cli.json("history", "load", orders, "--kind", "orders", org="rival")
    first = cli.did("answer", case)
    assert not any(fact["record"] for fact in first["timeline"])


def test_an_unknown_organisation_is_not_found(cli: Line) -> None:
    assert cli.refused("case", "list", org="nobody") == "cli.not_found"
    assert cli.refused("case", "list", org="' OR 1=1 --") == "cli.not_found"


def test_a_person_of_another_organisation_cannot_act(cli: Line, case: str) -> None:
    cli.did("person", "add", "Dana")
    assert cli.refused("note", case, "x", "--as", "eve") == "desk.no_such_person"
    cli.did("note", case, "x", "--as", "dana")
    assert cli.did("case", "show", case)["events"][-1]["actor"]["ref"] == "dana"
