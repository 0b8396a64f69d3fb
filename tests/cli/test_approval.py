"""An approval belongs to the answer that was looked at: what is sent names who approved it, and nobody else."""

from dataclasses import replace
from pathlib import Path

import pytest

from cli.test_order_of_steps import SEND, codes, papers, sent, with_paper
from commands import Line
from pdf_text import text_of


@pytest.fixture
def people(cli: Line) -> None:
    cli.did("settings", "set", "name", "Oak")
    cli.did("person", "add", "Dana Levi", "--id", "dana", "--role", "approver")
    cli.did("person", "add", "Rina", "--id", "rina", "--role", "analyst")
    cli.did("person", "add", "Uri", "--id", "uri", "--role", "reader")


def answer_of(path: Path) -> str:
    return text_of((path.parent / "answer.pdf").read_bytes())


def test_the_packet_that_is_sent_names_who_approved_it(cli: Line, tmp_path: Path, people: None) -> None:
    case = with_paper(cli, tmp_path)
    packet = Path(cli.did("answer", case, "--choice", "fight", "--language", "en")["packet"])
    assert "Draft" in answer_of(packet)
    cli.did("approve", case, "--as", "dana")
    assert "Draft" not in answer_of(packet)
    assert "Dana Levi" in answer_of(packet)
    cli.did("send", case, *SEND)
    assert cli.did("case", "show", case)["state"] == "sent"


def test_an_approval_of_another_course_is_not_printed(cli: Line, tmp_path: Path, people: None) -> None:
    case = with_paper(cli, tmp_path)
    cli.did("answer", case, "--choice", "talk")
    cli.did("approve", case, "--as", "dana")
    packet = Path(cli.did("answer", case, "--choice", "fight", "--language", "en")["packet"])
    assert "Dana Levi" not in answer_of(packet)
    cli.did("approve", case, "--as", "rina")
    assert "Rina" in answer_of(packet)
    assert "Dana Levi" not in answer_of(packet)


def test_what_changed_since_it_was_prepared_is_not_approved(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    cli.did("answer", case, "--choice", "fight")
    paper = tmp_path / "more.txt"
    paper.write_text("Signed by Dana, order A-77, 2026-10-07", "utf-8")
    cli.did("evidence", "add", case, paper, "--kind", "signed_delivery_confirmation")
    assert cli.refused("approve", case) == "desk.changed_since_prepared"


def test_a_read_only_person_sees_and_changes_nothing(cli: Line, tmp_path: Path, people: None) -> None:
    case = with_paper(cli, tmp_path)
    cli.did("answer", case)
    for words in (("approve", case), ("note", case, "x"), ("answer", case), ("refund", case), ("settings", "set", "name", "Mine")):
        assert cli.refused(*words, "--as", "uri") == "desk.role_may_not"
    assert cli.refused("person", "add", "Eve", "--as", "rina") == "desk.role_may_not"
    assert cli.did("case", "show", case, "--as", "uri")["case"] == case


def test_a_course_that_a_person_chose_stays_until_another_is_chosen(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    packet = Path(cli.did("answer", case, "--choice", "lawyer", "--because", "large sum")["packet"])
    again = cli.did("answer", case)
    assert (again["decision"]["choice"], Path(again["packet"])) == ("lawyer", packet)
    assert cli.did("approve", case)["notes"] == []
    cli.did("answer", case)
    assert cli.did("case", "show", case)["state"] == "approved"


def test_a_reason_that_was_given_is_not_asked_for_again(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    cli.did("answer", case, "--choice", "lawyer", "--because", "large sum")
    assert "desk.no_reason_given" not in codes(cli.did("approve", case))
    other = cli.case_of("claim: x\ndenial: {network: visa, code: '13.1', amount: '5.00', currency: ILS}\n")
    cli.did("answer", other, "--choice", "lawyer")
    assert "desk.no_reason_given" in codes(cli.did("approve", other))


def test_an_answer_that_was_sent_stands(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    packet = Path(cli.did("answer", case, "--choice", "fight")["packet"])
    cli.did("approve", case)
    cli.did("send", case, *SEND)
    before = papers(packet.parent)
    shown = cli.did("answer", case)
    assert (shown["packet"], shown["letter"]) == (None, None)
    assert "desk.answer_left" in [note["code"] for note in shown["notes"]]
    assert papers(packet.parent) == before
    [row] = cli.did("case", "list")["cases"]
    assert row["choice"] == "fight"


def test_a_refund_of_the_whole_is_answered_with_its_proof_and_can_be_sent(cli: Line) -> None:
    case = cli.case()
    cli.did("refund", case)
    answer = cli.did("answer", case)
    assert answer["decision"]["choice"] == "fight"
    assert "decision.send_proof_of_credit" in [reason["code"] for reason in answer["decision"]["because"]]
    cli.did("approve", case)
    assert cli.did("send", case, *SEND)["state"] == "sent"


def test_two_part_refunds_that_are_recorded_add_up(cli: Line) -> None:
    case = cli.case()
    cli.did("refund", case, "--amount", "250.00")
    cli.did("refund", case, "--amount", "1000.00")
    assert "gate.refund_issued" in [gate["code"] for gate in cli.did("answer", case)["gates"]]


@pytest.mark.parametrize("amount", ["-5", "0"])
def test_a_sum_that_is_none_cannot_be_given_back(cli: Line, amount: str) -> None:
    assert cli.refused("refund", cli.case(), "--amount", amount) in ("desk.refund_nothing", "cli.amount_unreadable")


def test_an_empty_note_is_refused(cli: Line) -> None:
    assert cli.refused("note", cli.case(), "  \u200f ") == "desk.note_empty"


def test_a_day_in_at_is_a_day_of_the_business(cli: Line) -> None:
    cli.did("settings", "set", "zone", "America/New_York")
    case = sent(cli)
    cli.did("outcome", case, "won", "--at", "2026-11-20", now="2026-11-25T09:00:00Z")
    event = next(e for e in cli.did("case", "show", case)["events"] if e["act"] == "outcome")
    assert (event["happened"], event["certainty"]) == ("2026-11-20T00:00:00-05:00", "day")


def test_a_decision_of_before_the_denial_is_remarked_on(cli: Line) -> None:
    assert "desk.outcome_before_denial" in codes(cli.did("outcome", sent(cli), "won", "--at", "2019-01-01"))


def test_a_restored_home_has_its_packets(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    packet = Path(cli.did("answer", case, "--choice", "fight")["packet"])
    cli.did("backup", tmp_path / "b.tar")
    replace(cli, home=tmp_path / "new").did("restore", tmp_path / "b.tar")
    assert papers(tmp_path / "new" / "packets") == papers(packet.parent)


def test_somebody_else_approves_where_the_owner_wants_it(cli: Line, tmp_path: Path, people: None) -> None:
    cli.did("settings", "set", "approval_by_another", "yes")
    case = with_paper(cli, tmp_path)
    cli.did("answer", case, "--choice", "fight", "--as", "rina")
    assert cli.refused("approve", case, "--as", "rina") == "desk.approve_own"
    assert cli.did("approve", case, "--as", "dana")["state"] == "approved"


def test_a_letter_to_a_customer_waits_and_an_answer_to_a_bank_does_not(cli: Line, tmp_path: Path) -> None:
    cli.did("settings", "set", "cooling_off_hours", "12")
    hot, due = cli.case(), with_paper(cli, tmp_path)
    cli.did("answer", hot, "--choice", "talk")
    cli.did("approve", hot)
    assert cli.refused("send", hot, *SEND) == "desk.cooling_off"
    assert cli.did("send", hot, *SEND, now="2026-11-23T09:00:00+02:00")["state"] == "gathering"
    other = cli.case_of("claim: x\ndenial: {network: visa, code: '13.1', amount: '5.00', currency: ILS}\n")
    cli.did("answer", other, "--choice", "lawyer")
    cli.did("approve", other)
    assert cli.did("send", other, *SEND)["state"] == "sent"
    assert due


@pytest.mark.parametrize(
    ("key", "value"), [("approval_by_another", "perhaps"), ("cooling_off_hours", "soon"), ("cooling_off_hours", "1000")]
)
def test_a_policy_that_cannot_be_is_refused(cli: Line, key: str, value: str) -> None:
    assert cli.refused("settings", "set", key, value) == "desk.setting_unreadable"
