"""A form is typed by a person: what it corrects or adds is taken, and nothing of it is lost or counted twice."""

from typing import Any

import pytest

from commands import FORM, Line


def taken(cli: Line, text: str, name: str = "again.yaml") -> Any:
    return cli.did("intake", cli.form(text, name=name))


def shown(cli: Line, case: str) -> Any:
    return cli.did("case", "show", case)


def test_the_same_form_again_changes_nothing(cli: Line) -> None:
    case = cli.case()
    before = shown(cli, case)
    again = taken(cli, FORM)
    assert [(one["case"], one["created"]) for one in again["cases"]] == [(case, False)]
    assert shown(cli, case) == before


@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        ("answer_by: 2026-12-02", "answer_by: 2026-12-09", "2026-12-09T23:59:59+02:00"),
        ("answer_by: 2026-12-02", "answer_by: 2026-11-30", "2026-11-30T23:59:59+02:00"),
        ("I never got the table and nobody answers me", "I cancelled it in time", "2026-12-02T23:59:59+02:00"),
    ],
)
def test_a_corrected_form_counts_instead_of_the_first(cli: Line, old: str, new: str, due: str) -> None:
    case = cli.case()
    cli.did("answer", case)
    again = taken(cli, FORM.replace(old, new))
    assert [(one["case"], one["created"], one["due"]) for one in again["cases"]] == [(case, False, due)]
    whole = shown(cli, case)
    assert len(whole["denials"]) == 1
    assert whole["state"] == "gathering"
    assert cli.did("answer", case)["clock"]["due"] == due
    assert whole["denial"]["claim"] == (new if "claim" in old or "table" in old else "I never got the table and nobody answers me")


def test_what_a_form_tells_more_is_added_once_and_takes_an_approval_back(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case)
    cli.did("approve", case)
    more = FORM + "  - {at: 2026-10-20, kind: message_in, text: where is my table, source: customer}\n"
    taken(cli, more)
    taken(cli, more)
    whole = shown(cli, case)
    assert whole["state"] == "gathering"
    assert [fact["kind"] for fact in whole["facts"]].count("message_in") == 1
    assert [event["act"] for event in whole["events"]].count("facts_added") == 1


def test_another_sum_for_the_same_payment_is_pointed_out(cli: Line) -> None:
    first = cli.case()
    again = taken(cli, FORM.replace('"1250.00", currency: ILS}\ntransaction', '"1200.00", currency: ILS}\ntransaction'))
    assert again["cases"][0]["created"]
    assert [note["code"] for note in again["notes"] if first in note["reason"]] == ["desk.same_payment"]


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_corrected_sum_is_said_with_both_sums(cli: Line, language: str) -> None:
    speaking, first = Line(cli.home, language), FORM.replace("denial: {", "denial: {ref: IC-77, ")
    case = taken(speaking, first)["cases"][0]["case"]
    denied = 'amount: "1250.00", currency: ILS}\ntransaction'
    for changed, sums in (
        ('amount: "1200.00", currency: ILS}', ("1,250.00", "1,200.00")),
        ('amount: "1200.00", currency: USD}', ("1,200.00",)),
    ):
        again = taken(speaking, first.replace(denied, f"{changed}\ntransaction"))
        said = [note["reason"] for note in again["notes"] if note["code"] == "desk.sum_corrected"]
        assert [(one["case"], one["created"]) for one in again["cases"]] == [(case, False)]
        assert len(said) == 1
        assert all(one in said[0] for one in (*sums, case))
    same = taken(speaking, first.replace(denied, f"{changed}\ntransaction"))
    assert "desk.sum_corrected" not in [note["code"] for note in same["notes"]]


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("answer_by: 2026-12-02", "answer_by: 2026-10-30", "form.due_before_received"),
        ("answer_by: 2026-12-02", "answer_by: 2016-12-02", "form.due_long_ago"),
        ("received: 2026-11-02", "received: 2026-11-25", "form.received_in_the_future"),
        ("received: 2026-11-02", "received: 2026-09-02", "form.received_before_paid"),
    ],
)
def test_days_that_cannot_be_are_taken_and_pointed_out(cli: Line, old: str, new: str, code: str, language: str) -> None:
    speaking = Line(cli.home, language)
    plain, doubtful = taken(speaking, FORM), taken(speaking, FORM.replace(old, new), name="doubtful.yaml")
    assert code in [note["code"] for note in doubtful["notes"]]
    assert doubtful["cases"]
    assert not [note["code"] for note in plain["notes"] if note["code"].startswith("form.")]


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_payment_that_is_still_to_come_is_pointed_out(cli: Line, language: str) -> None:
    speaking, code = Line(cli.home, language), "form.payment_in_the_future"
    assert code in [note["code"] for note in taken(speaking, FORM.replace("date: 2026-09-30", "date: 2027-09-30"))["notes"]]
    assert code not in [note["code"] for note in taken(speaking, FORM, name="plain.yaml")["notes"]]


@pytest.mark.parametrize(
    ("amount", "code"),
    [("1500.50 JPY", "intake.amount_too_fine"), ("¥15,000", "intake.amount_sign_unknown"), ("1e5", "intake.amount_unreadable")],
)
def test_an_amount_that_cannot_be_is_refused_with_its_reason(cli: Line, amount: str, code: str) -> None:
    said = cli.json(
        "intake", cli.form(FORM.replace('amount: "1250.00", currency: ILS}\ntransaction', f'amount: "{amount}"}}\ntransaction'))
    )
    assert said.exit_code == 2
    assert [row["code"] for row in said.document["refused"]] == [code]


@pytest.mark.parametrize("amount", ["1e3", "١٢٠٠", "1_000", "12 00", "NaN", ""])
def test_an_amount_on_the_command_line_is_plain_digits(cli: Line, amount: str) -> None:
    assert cli.refused("refund", cli.case(), "--amount", amount, exit_code=2) == "cli.amount_unreadable"
