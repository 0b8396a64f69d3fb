"""From the answer to the verdict as scripts drive it: answer, approve, send, outcome, refund, note, assign, case, evidence."""

import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commands import FORM, NOW, Line
from yosher.cases.model import State
from yosher.kernel.words import Choice

ACT = {"case", "state", "choice", "refunded", "recovered", "assigned", "notes"}
REASON = {"code", "text", "facts", "rule"}
SEND = ("--by-hand", "--channel", "portal")


def paper(folder: Path, name: str = "pod.txt", text: str = "Delivered 2026-10-07, signed by Dana. Order A-77.") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def with_paper(cli: Line, folder: Path) -> str:
    case = cli.case()
    cli.did("evidence", "add", case, paper(folder), "--kind", "proof_of_delivery")
    return case


def sent(cli: Line) -> str:
    case = cli.case()
    cli.did("answer", case, "--choice", "fight")
    cli.did("approve", case)
    cli.did("send", case, *SEND)
    return case


def shapes(reasons: list[dict[str, Any]]) -> None:
    for reason in reasons:
        assert set(reason) >= REASON
        assert reason["text"]
        assert "{" not in reason["text"]
        assert isinstance(reason["facts"], list)


def test_answer_has_the_promised_shape(cli: Line) -> None:
    document = cli.did("answer", cli.case())
    assert {"rule", "clock", "evidence", "missing", "contradictions", "adverse", "finding", "decision", "packet", "letter"} <= set(document)
    assert {"due", "basis", "emergency"} <= set(document["clock"])
    assert document["clock"]["basis"] in {"processor", "letter", "rulebook", "assumed", "none"}
    for proof in document["evidence"]:
        assert proof["need"] in {"required", "strong", "supporting"}
        assert proof["state"] in {"present", "weak", "missing", "not_applicable"}
    assert {"kind", "cause", "family", "for", "against", "would_change_it"} <= set(document["finding"])
    for reasons in (document["missing"], document["contradictions"], document["adverse"]):
        shapes(reasons)
    for side in ("for", "against", "would_change_it"):
        shapes(document["finding"][side])
    assert all({"kind", "where"} <= set(one) for one in document["missing"])
    assert all("check" in one for one in document["contradictions"])


def test_options_of_an_answer_have_the_promised_shape(cli: Line) -> None:
    decision = cli.did("answer", cli.case())["decision"]
    assert {"choice", "ranked", "options"} <= set(decision)
    assert decision["choice"] in {option["choice"] for option in decision["options"]}
    for option in decision["options"]:
        assert {"choice", "worth", "low", "high", "chance", "because"} <= set(option)
        assert option["choice"] in set(Choice)
        assert option["choice"] not in {"refund", "accept"} or option["chance"] is None
        assert option["chance"] is None or set(option["chance"]) == {"low", "high", "basis", "n"}
        shapes(option["because"])


def test_due_of_an_answer_stands_in_the_organisations_offset(cli: Line) -> None:
    assert cli.did("answer", cli.case())["clock"]["due"] == "2026-12-02T23:59:59+02:00"


@pytest.mark.parametrize("choice", ["fight", "accept", "court", "lawyer"])
def test_choice_that_goes_to_the_bank_makes_a_packet(cli: Line, tmp_path: Path, choice: str) -> None:
    case = with_paper(cli, tmp_path)
    document = cli.did("answer", case, "--choice", choice, "--because", "the owner says so")
    assert document["decision"]["choice"] == choice
    assert zipfile.is_zipfile(document["packet"])
    assert (document["letter"], document["why_not"]) == (None, None)


@pytest.mark.parametrize("choice", ["fight", "mediate", "blind_bid"])
def test_answer_without_a_paper_says_why(cli: Line, choice: str) -> None:
    case = cli.case()
    document = cli.did("answer", case, "--choice", choice)
    assert (document["packet"], document["letter"]) == (None, None)
    shapes([document["why_not"]])
    assert document["why_not"]["text"] in " ".join(cli.page("answer", case, "--choice", choice).stdout.split())


@pytest.mark.parametrize("choice", ["talk", "offer", "refund", "partial_refund", "replace"])
def test_choice_that_goes_to_the_customer_makes_a_letter(cli: Line, choice: str) -> None:
    document = cli.did("answer", cli.case(), "--choice", choice)
    assert Path(document["letter"]).read_bytes().startswith(b"%PDF")
    assert document["packet"] is None


def test_choice_is_recorded_with_its_reason_and_with_what_was_advised(cli: Line) -> None:
    case = cli.case()
    advised = cli.did("answer", case)["decision"]["choice"]
    other = "refund" if advised != "refund" else "fight"
    cli.did("answer", case, "--choice", other, "--because", "she is a neighbour")
    chosen = [e["body"] for e in cli.did("case", "show", case)["events"] if e["act"] == "chosen"]
    assert chosen == [{"choice": other, "because": "she is a neighbour", "advised": advised}]


@pytest.mark.parametrize(("option", "code"), [("--choice", "cli.no_such_choice"), ("--language", "cli.no_such_language")])
def test_words_that_answer_does_not_know_are_bad_usage(cli: Line, option: str, code: str) -> None:
    assert cli.refused("answer", cli.case(), option, "xx", exit_code=2) == code


def test_out_gets_a_copy_and_makes_its_folder(cli: Line, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    document = cli.did("answer", with_paper(cli, tmp_path), "--choice", "fight", "--out", out)
    assert Path(document["packet"]).parent == out
    assert list((cli.home / "packets").rglob("*.zip"))


def test_out_that_cannot_be_written_is_said(cli: Line, tmp_path: Path) -> None:
    assert cli.refused("answer", with_paper(cli, tmp_path), "--choice", "fight", "--out", cli.form()) == "cli.file_trouble"


def test_language_of_the_receiver_is_not_the_language_of_the_reader(cli: Line) -> None:
    case = cli.case()
    hebrew = cli.did("answer", case, "--choice", "fight", "--language", "he")
    english = cli.did("answer", case, "--choice", "fight", "--language", "en")
    assert hebrew["finding"] == english["finding"]
    assert all(r["text"].isascii() or not re.search("[א-ת]", r["text"]) for r in hebrew["clock"]["because"])


def test_reader_chooses_the_language_of_the_reasons(cli: Line) -> None:
    case = cli.case()
    texts = [r["text"] for r in Line(cli.home, "he").did("answer", case)["decision"]["because"]]
    assert texts
    assert all(re.search("[א-ת]", text) for text in texts)


def test_answer_alone_is_no_approval(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case)
    assert cli.refused("send", case, *SEND) == "desk.not_approved"


def test_nothing_can_be_approved_or_sent_before_an_answer(cli: Line) -> None:
    case = cli.case()
    assert cli.refused("approve", case) == "desk.nothing_prepared"
    assert cli.refused("send", case, *SEND) == "desk.nothing_prepared"


def test_approve_with_a_choice_answers_and_approves_it(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case)
    document = cli.did("approve", case, "--choice", "refund", "--because", "he is right")
    assert set(document) == ACT
    assert document["choice"] == "refund"


def test_send_asks_for_a_hand_and_a_channel(cli: Line) -> None:
    case = cli.case()
    assert cli.refused("send", case, exit_code=2) == "cli.send_by_hand_only"
    assert cli.refused("send", case, "--by-hand", exit_code=2) == "cli.channel_missing"


def test_send_keeps_who_when_how_and_the_proof(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    cli.did("answer", case, "--choice", "fight")
    cli.did("approve", case)
    at = "2026-11-22T08:30:00+02:00"
    document = cli.did("send", case, *SEND, "--at", at, "--proof", paper(tmp_path, "receipt.txt"))
    assert document["state"] == "sent"
    event = cli.did("case", "show", case)["events"][-1]
    assert (event["act"], event["body"]["channel"], event["body"]["proof_name"]) == ("sent", "portal", "receipt.txt")
    assert datetime.fromisoformat(event["happened"]) == datetime.fromisoformat(at)


def test_send_in_the_future_is_refused(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case, "--choice", "fight")
    cli.did("approve", case)
    assert cli.refused("send", case, *SEND, "--at", "2027-01-01") == "desk.sent_in_the_future"


def test_send_after_a_new_exhibit_is_refused_until_approved_again(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    cli.did("answer", case, "--choice", "fight")
    cli.did("approve", case)
    cli.did("evidence", "add", case, paper(tmp_path), "--kind", "proof_of_delivery")
    assert cli.refused("send", case, *SEND) in {"desk.not_approved", "desk.changed_since_approval"}
    cli.did("answer", case, "--choice", "fight")
    assert cli.refused("send", case, *SEND) in {"desk.not_approved", "desk.changed_since_approval"}
    cli.did("approve", case)
    cli.did("send", case, *SEND)


def test_send_of_another_choice_than_approved_is_refused(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case, "--choice", "fight")
    cli.did("approve", case)
    cli.did("answer", case, "--choice", "accept")
    assert cli.refused("send", case, *SEND) in {"desk.not_approved", "desk.changed_since_approval"}


def test_verdict_then_reversal(cli: Line) -> None:
    case = sent(cli)
    won = cli.did("outcome", case, "won")
    assert set(won) == ACT
    assert (won["state"], won["recovered"]) == ("won", {"minor": 125000, "currency": "ILS"})
    turned = cli.did("outcome", case, "reversed")
    assert (turned["state"], turned["recovered"]) == ("received", None)
    assert "reversed_by_hand" in cli.did("case", "show", case)["flags"]


@pytest.mark.parametrize(
    ("words", "exit_code", "code"),
    [
        (("victory",), 2, "cli.no_such_outcome"),
        (("partial",), 1, "desk.outcome_needs_amount"),
        (("partial", "--amount", "1250.01"), 1, "desk.outcome_amount"),
        (("partial", "--amount", "twelve"), 2, "cli.amount_unreadable"),
        (("won", "--amount", "1.001"), 2, "cli.amount_unreadable"),
        (("won", "--at", "yesterday"), 2, "cli.now_unreadable"),
    ],
)
def test_outcome_that_cannot_be_is_refused(cli: Line, words: tuple[str, ...], exit_code: int, code: str) -> None:
    assert cli.refused("outcome", sent(cli), *words, exit_code=exit_code) == code


def test_partial_outcome_keeps_what_came_back(cli: Line) -> None:
    assert cli.did("outcome", sent(cli), "partial", "--amount", "300.50")["recovered"] == {"minor": 30050, "currency": "ILS"}


def test_refund_is_never_recorded_twice(cli: Line) -> None:
    case = cli.case()
    assert cli.did("refund", case)["refunded"] == {"minor": 125000, "currency": "ILS"}
    assert cli.refused("refund", case) == "desk.refund_too_much"
    assert cli.refused("refund", case, "--amount", "0.01") == "desk.refund_too_much"


def test_refunds_in_parts_stop_at_the_amount(cli: Line) -> None:
    case = cli.case()
    cli.did("refund", case, "--amount", "1000.00", "--reference", "ARN-1")
    assert cli.refused("refund", case, "--amount", "250.01") == "desk.refund_too_much"
    assert cli.did("refund", case, "--amount", "250")["refunded"]["minor"] == 125000


@pytest.mark.parametrize(("amount", "exit_code"), [("0", 1), ("0.00", 1), ("-5", 1), ("NaN", 2), ("", 2), ("1,250", 2)])
def test_refund_of_no_sum_is_refused(cli: Line, amount: str, exit_code: int) -> None:
    case = cli.case()
    said = cli.json("refund", case, f"--amount={amount}")
    assert said.exit_code in {1, 2}, said
    assert cli.did("case", "show", case)["refunded"] in (None, {"minor": 0, "currency": "ILS"})
    assert said.exit_code == exit_code


@pytest.mark.parametrize("card", ["4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444", "378282246310005"])
def test_note_keeps_no_card_number(cli: Line, card: str) -> None:
    case = cli.case()
    cli.did("note", case, f"he read me {card} on the phone")
    body = cli.did("case", "show", case)["events"][-1]["body"]
    assert card not in body["text"]
    assert body["text"].startswith("he read me ")
    assert card.encode() not in (cli.home / "yosher.sqlite3").read_bytes()


def test_assign_knows_people_only(cli: Line) -> None:
    case = cli.case()
    assert cli.refused("assign", case, "dana") == "cli.not_found"
    cli.did("person", "add", "Dana")
    assert cli.did("assign", case, "dana")["assigned"] == "dana"


def test_evidence_has_the_promised_shape(cli: Line, tmp_path: Path) -> None:
    document = cli.did("evidence", "add", cli.case(), paper(tmp_path), paper(tmp_path, "b.txt", "x"), "--kind", "proof_of_delivery")
    assert len(document["exhibits"]) == 2
    for exhibit in document["exhibits"]:
        assert set(exhibit) >= {"exhibit", "sha256", "kind", "lawful", "why"}
        assert re.fullmatch("[0-9a-f]{64}", exhibit["sha256"])
        assert exhibit["lawful"] in {"lawful", "unlawful", "unchecked"}


def test_recording_is_unchecked_until_its_parties_are_known(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    call = paper(tmp_path, "call.txt", "hello")
    assert cli.did("evidence", "add", case, call, "--kind", "call_recording")["exhibits"][0]["lawful"] == "unchecked"
    assert cli.refused("evidence", "add", case, call, "--party", "IL", exit_code=2) == "cli.party_unreadable"


def test_missing_evidence_adds_nothing(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    assert cli.refused("evidence", "add", case, paper(tmp_path), tmp_path / "no.pdf", exit_code=2) == "cli.file_unreadable"
    assert cli.did("case", "show", case)["exhibits"] == []


def test_list_is_by_due_date_and_knows_states_only(cli: Line) -> None:
    late = cli.did("intake", cli.form(FORM.replace("2026-12-02", "2026-12-20").replace("A-77", "A-78")))["cases"][0]["case"]
    soon = cli.case()
    rows = cli.did("case", "list")["cases"]
    assert [row["case"] for row in rows] == [soon, late]
    assert all(set(row) >= {"case", "state", "due", "amount", "finding", "choice"} for row in rows)
    assert len(cli.did("case", "list", "--limit", "1")["cases"]) == 1
    for state in State:
        cli.did("case", "list", "--state", state.value)
    assert cli.refused("case", "list", "--state", "odd", exit_code=2) == "cli.no_such_state"


def test_now_sets_what_happened_and_never_when_it_was_recorded(cli: Line) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    case = cli.case()
    cli.did("note", case, "later", now="2031-01-01T00:00:00+00:00")
    event = cli.did("case", "show", case)["events"][-1]
    assert datetime.fromisoformat(event["happened"]) == datetime(2031, 1, 1, tzinfo=UTC)
    assert before <= datetime.fromisoformat(event["recorded_at"]) <= datetime.now(UTC) + timedelta(seconds=1)


@pytest.mark.parametrize(
    "now", ["yesterday", "2026-13-01", "12:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "٢٠٢٦-٠١-٠١x"]
)
def test_now_that_is_no_moment_is_bad_usage(cli: Line, now: str) -> None:
    assert cli.refused("case", "list", now=now, exit_code=2) == "cli.now_unreadable"


def test_every_page_for_a_person_is_readable_too(cli: Line, tmp_path: Path) -> None:
    case = cli.case()
    for words in (
        ("case", "list"),
        ("case", "show", case),
        ("evidence", "add", case, paper(tmp_path)),
        ("answer", case),
        ("approve", case),
        ("send", case, *SEND),
        ("outcome", case, "won"),
        ("note", case, "[red]not markup[/]"),
    ):
        said = cli.page(*words)
        assert (said.exit_code, said.stderr) == (0, ""), words
        assert said.stdout.strip()


def test_now_is_used_for_what_is_computed(cli: Line) -> None:
    case = cli.case()
    assert cli.did("answer", case, now=NOW)["clock"]["emergency"] is False
    assert cli.did("answer", case, now="2026-12-02T12:00:00+02:00")["clock"]["emergency"] is True
