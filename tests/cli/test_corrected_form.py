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
