"""`yosher retention`: periods acted upon by the worker, a hold, and a case erased by hand."""

from pathlib import Path

import pytest

from commands import Line

FAR = "2031-01-01T09:00:00+02:00"


@pytest.fixture
def over(cli: Line) -> str:
    case = cli.case()
    cli.did("answer", case)
    cli.did("outcome", case, "lost")
    return case


def papers(cli: Line, case: str) -> list[Path]:
    return [path for path in cli.home.rglob("*") if case in str(path)]


def test_the_worker_erases_what_is_too_old(cli: Line, over: str) -> None:
    assert papers(cli, over)
    cli.did("settings", "set", "keep_cases_months", "24")
    shown = cli.did("retention", "show")
    assert shown["periods"][1] | {"begins": None, "before": None} == {
        "kept": "cases", "setting": "keep_cases_months", "unit": "months", "length": 24,
        "begins": None, "before": None, "too_old": 0, "too_old_soon": 0, "left_open": 0,
    }  # fmt: skip
    cli.did("worker", "--once")
    assert cli.did("case", "show", over)["case"] == over
    assert cli.did("retention", "show", now=FAR)["periods"][1]["too_old"] == 1
    cli.did("worker", "--once", now=FAR)
    assert cli.refused("case", "show", over) == "cli.not_found"
    assert "was erased" in cli.page("case", "show", over).stderr
    assert papers(cli, over) == []
    assert [(one["kept"], one["n"]) for one in cli.did("retention", "show", now=FAR)["erased"]] == [("cases", 1)]
    assert over not in str(cli.did("case", "list"))


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_page_names_periods_and_what_was_deleted(cli: Line, over: str, language: str) -> None:
    cli.did("settings", "set", "keep_cases_months", "1")
    cli.did("worker", "--once", now=FAR)
    said = Line(cli.home, language).page("retention", "show")
    assert said.exit_code == 0
    assert "keep_cases_months" in said.stdout
    assert ("1 month" if language == "en" else "חודש אחד") in said.stdout
    assert ("Deleted so far" if language == "en" else "נמחק עד כה") in said.stdout
    assert over not in said.stdout


def test_a_hold_keeps_a_case_and_ends(cli: Line, over: str) -> None:
    cli.did("settings", "set", "keep_cases_months", "1")
    assert cli.refused("retention", "hold", over, "--because", " ") == "desk.hold_needs_reason"
    cli.did("retention", "hold", over, "--because", "a claim may follow")
    assert cli.did("case", "show", over)["on_hold"] is True
    assert "On hold" in cli.page("case", "show", over).stdout
    cli.did("worker", "--once", now=FAR)
    assert cli.did("case", "show", over)["case"] == over
    cli.did("retention", "end-hold", over)
    cli.did("worker", "--once", now="2032-01-01T09:00:00+02:00")
    assert cli.json("case", "show", over).exit_code == 1


def test_a_dispute_that_comes_again_after_it_was_erased_is_answered_anew(cli: Line) -> None:
    case = cli.case()
    cli.did("answer", case, "--choice", "talk", "--because", "we know each other", "--language", "en")
    cli.did("letter", "write", case, "body", "Shall we speak on Sunday?")
    cli.did("approve", case)
    cli.did("retention", "erase", case, "--because", "mistake", "--yes")
    assert cli.case() == case
    shown = cli.did("case", "show", case)
    assert [event["act"] for event in shown["events"]] == ["erased", "opened"]
    assert cli.did("worker", "--once")["done"] == 1, "it is weighed by itself"
    shown = cli.did("case", "show", case)
    assert (shown["state"], shown["choice"]) == ("answer_ready", cli.did("answer", case)["decision"]["advised"])
    assert "Shall we speak" not in str(cli.did("answer", case))
    assert cli.page("case", "show", case).exit_code == 0


def test_by_hand_nothing_goes_before_one_says_yes(cli: Line, over: str) -> None:
    assert cli.refused("retention", "erase", over, "--because", "bored", exit_code=2) == "cli.no_such_because"
    looked = cli.json("retention", "erase", over, "--because", "asked")
    assert (looked.exit_code, looked.document) == (1, {"case": over, "erased": False})
    assert "--yes" in cli.page("retention", "erase", over, "--because", "asked").stdout
    assert cli.did("case", "show", over)["case"] == over
    assert cli.did("retention", "erase", over, "--because", "asked", "--yes") == {"case": over, "erased": True}
    assert cli.json("case", "show", over).exit_code == 1
    assert papers(cli, over) == []
    assert cli.json("retention", "erase", over, "--because", "asked", "--yes").exit_code == 1
