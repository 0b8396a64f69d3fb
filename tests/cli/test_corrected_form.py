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
