"""A case walked out of order: what is refused, what is remarked on, and which papers lie in its folder."""

from pathlib import Path

import pytest

from commands import Line

SEND = ("--by-hand", "--channel", "portal")


def with_paper(cli: Line, folder: Path) -> str:
    case = cli.case()
    note = folder / "pod.txt"
    note.write_text("Delivered 2026-10-07, signed by Dana. Order A-77.", "utf-8")
    cli.did("evidence", "add", case, note, "--kind", "proof_of_delivery")
    return case


def sent(cli: Line) -> str:
    case = cli.case()
    cli.did("answer", case, "--choice", "fight")
    cli.did("approve", case)
    cli.did("send", case, *SEND)
    return case


def codes(document: dict[str, list[dict[str, str]]]) -> list[str]:
    return [note["code"] for note in document["notes"]]


def papers(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_another_course_leaves_no_paper_of_the_first_behind(cli: Line, tmp_path: Path) -> None:
    case, out = with_paper(cli, tmp_path), tmp_path / "out"
    packet = Path(cli.did("answer", case, "--choice", "fight")["packet"])
    cli.did("answer", case, "--choice", "fight", "--out", out)
    assert papers(packet.parent) >= {"answer.pdf", "packet.json", f"{case}.zip"}
    (out / "my own.txt").write_text("kept")
    cli.did("answer", case, "--choice", "refund", "--out", out)
    assert papers(packet.parent) == {f"{case}-letter.pdf"}
    assert papers(out) == {f"{case}-letter.pdf", "my own.txt"}
    assert cli.did("answer", case, "--choice", "mediate", "--out", out)["letter"] is None
    assert not packet.parent.exists()
    assert papers(out) == {"my own.txt"}


def test_approving_another_course_leaves_its_own_paper_only(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    packet = Path(cli.did("answer", case, "--choice", "fight")["packet"])
    cli.did("approve", case, "--choice", "refund", "--because", "she is a regular")
    assert papers(packet.parent) == {f"{case}-letter.pdf"}


def test_nothing_is_left_over_beside_the_folder_of_a_case(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    packet = Path(cli.did("answer", case, "--choice", "fight")["packet"])
    cli.did("answer", case, "--choice", "refund")
    assert [path.name for path in packet.parent.parent.iterdir()] == [case]


def test_approving_a_fight_without_a_packet_is_remarked_on(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case)
    assert codes(cli.did("approve", case, "--choice", "fight")) == ["desk.approved_without_packet", "desk.no_reason_given"]
    assert codes(cli.did("send", case, *SEND)) == ["desk.sent_without_packet"]


def test_approving_what_is_advised_needs_no_remark(cli: Line, tmp_path: Path) -> None:
    case = with_paper(cli, tmp_path)
    cli.did("answer", case)
    assert codes(cli.did("approve", case)) == []


def test_the_reason_for_another_course_is_enough(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case)
    assert codes(cli.did("approve", case, "--choice", "refund", "--because", "she is a regular")) == []


def test_the_same_sending_is_recorded_once(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case, "--choice", "accept", "--because", "we were wrong")
    cli.did("approve", case)
    words = ("send", case, *SEND, "--at", "2026-11-21T10:00:00+02:00")
    cli.did(*words)
    assert codes(cli.did(*words)) == ["desk.sending_known"]
    assert codes(cli.did("send", case, "--by-hand", "--channel", "fax", "--at", "2026-11-21T11:00:00+02:00")) == ["desk.sent_before"]
    assert [event["act"] for event in cli.did("case", "show", case)["events"]].count("sent") == 2


def test_a_letter_to_the_customer_leaves_the_denial_to_be_answered(cli: Line) -> None:
    """What goes to the customer answers nobody who decides: the case stays in the queue until the bank has its answer."""
    case = cli.case()
    cli.did("answer", case, "--choice", "talk")
    cli.did("approve", case)
    sent = cli.did("send", case, "--by-hand", "--channel", "mail")
    assert (sent["state"], codes(sent)) == ("gathering", ["desk.denial_unanswered"])
    assert codes(cli.did("send", case, "--by-hand", "--channel", "mail")) == ["desk.sending_known"]
    (row,) = cli.did("case", "list")["cases"]
    assert (row["state"], row["next"], row["due"] is not None) == ("gathering", "talk", True)
    assert "stays open" in cli.page("send", case, "--by-hand", "--channel", "post").stdout
    assert cli.did("case", "show", case)["events"][-1]["act"] == "written_to_customer"
    cli.did("answer", case, "--choice", "accept", "--because", "she is right")
    cli.did("approve", case)
    assert cli.did("send", case, *SEND)["state"] == "sent"
    assert [e["act"] for e in cli.did("case", "show", case)["events"]].count("sent") == 1


def test_an_answer_is_not_older_than_its_denial(cli: Line) -> None:
    case = cli.case()  # told on 2 November
    cli.did("answer", case, "--choice", "accept", "--because", "we were wrong")
    cli.did("approve", case)
    assert cli.refused("send", case, *SEND, "--at", "2026-11-01T23:00:00+02:00") == "desk.sent_before_denial"
    assert cli.did("send", case, *SEND, "--at", "2026-11-02T08:00:00+02:00")["state"] == "sent"


def test_a_verdict_on_a_case_that_was_never_answered_is_taken_and_remarked_on(cli: Line) -> None:
    assert codes(cli.did("outcome", cli.case(), "lost")) == ["desk.verdict_on_nothing_sent"]


def test_a_verdict_on_what_was_sent_needs_no_remark(cli: Line) -> None:
    assert codes(cli.did("outcome", sent(cli), "won")) == []


@pytest.mark.parametrize("outcome", ["won", "lost", "withdrawn"])
def test_a_case_that_is_over_makes_no_paper_unless_one_is_asked_for(cli: Line, outcome: str) -> None:
    case = sent(cli)
    cli.did("outcome", case, outcome)
    answer = cli.did("answer", case)
    assert (answer["packet"], answer["letter"], answer["why_not"]["code"]) == (None, None, "desk.case_is_over")
    assert cli.did("case", "show", case)["choice"] == "fight"
    assert cli.did("answer", case, "--choice", "talk")["letter"]


@pytest.mark.parametrize("act", [("send",), ("outcome",)])
def test_nobody_is_reminded_of_what_is_done(cli: Line, act: tuple[str, ...]) -> None:
    case = cli.case()
    cli.did("answer", case)
    later = "2026-12-01T12:00:00+02:00"
    assert [r["case"] for r in cli.did("worker", "--once", now=later)["reminders"]] != []
    cli.did("approve", case)
    cli.did("send", case, *SEND) if act == ("send",) else cli.did("outcome", case, "won")
    assert cli.did("worker", "--once", now=later)["reminders"] == []
    cli.did("answer", case)
    assert cli.did("worker", "--once", now=later)["reminders"] == []


def test_the_worker_keeps_the_course_that_a_person_chose(cli: Line) -> None:
    case = cli.case()
    advised = cli.did("answer", case)["decision"]["advised"]
    assert advised != "refund"
    cli.did("approve", case, "--choice", "refund", "--because", "she is a regular")
    cli.did("worker", "--once")
    shown = cli.did("case", "show", case)
    assert (shown["state"], shown["choice"]) == ("approved", "refund")


@pytest.mark.parametrize("person", ["nobody", "Owner", "owner ", ""])
def test_only_people_who_are_known_act(cli: Line, person: str) -> None:
    assert cli.refused("note", cli.case(), "x", "--as", person) == "desk.no_such_person"
    cli.did("person", "add", "Dana", "--role", "approver")
    assert cli.refused("note", cli.case(), "x", "--as", person) == "desk.no_such_person"


def test_the_owner_acts_where_nobody_is_named(cli: Line) -> None:
    case = cli.case()
    cli.did("note", case, "x")
    cli.did("note", case, "y", "--as", "owner")
    assert [event["actor"]["ref"] for event in cli.did("case", "show", case)["events"]][-2:] == ["owner", "owner"]


def test_a_note_holds_nothing_unseen(cli: Line) -> None:
    case = cli.case()
    cli.did("note", case, "paid \u202ewith\u0000 4111\u202c 1111 1111 1111")
    text = cli.did("case", "show", case)["events"][-1]["body"]["text"]
    assert "\u202e" not in text
    assert "4111" not in text


def test_a_refusal_names_its_command_on_the_terminal_alone(cli: Line) -> None:
    case = cli.case()
    assert cli.page("approve", case).stderr.splitlines() == [
        f"Case {case} has no answer yet. Have it answered first. Command: yosher answer CASE"
    ]
    assert cli.json("approve", case).document["error"]["text"].endswith("Have it answered first.")
