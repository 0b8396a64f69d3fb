"""`yosher insights`: one document, readable tables in both languages, and a clear word on arguments that cannot be."""

import re
from pathlib import Path

import pytest

from commands import FORM, Line

HISTORY = "id,amount,currency,ts,card_brand,card_present\n" + "".join(
    f"T-{n},1000,ILS,2026-11-0{n % 9 + 1}T10:00:00,{'Visa' if n % 2 else 'MasterCard'},false\n" for n in range(40)
)
RAW = re.compile(r"insights\.|terminal\.|\b[a-z]+_[a-z_]+\b|\{\w+\}")
# What stays as it is in a Hebrew page: programmes, networks, services, currencies, the interval's author, regions.
AS_IT_IS = re.compile(r"VAMP|ECM|HECM|EFM|Visa|Mastercard|CE 3\.0|RDR|3-D Secure|E\. B\. Wilson|\b(?:ILS|USD|IL)\b")


@pytest.fixture
def lived(cli: Line, tmp_path: Path) -> Line:
    """Denials on two networks, one of them answered and won, one refunded, and a month's sales."""
    case = cli.case()
    cli.did("answer", case, "--choice", "fight")
    cli.did("approve", case)
    cli.did("send", case, "--by-hand", "--channel", "portal")
    cli.did("outcome", case, "won")
    other = FORM.replace("A-77", "A-78").replace("visa", "mastercard").replace("13.1", "4837")
    cli.did("refund", cli.case_of(other))
    (history := tmp_path / "transactions.csv").write_text(HISTORY, "utf-8")
    cli.did("history", "load", history)
    return cli


def test_a_period_is_counted_in_one_document(lived: Line) -> None:
    found = lived.did("insights")
    assert (found["from"], found["to"], found["n"]) == ("2025-12-01", "2026-11-22", 2)
    assert found["sales"] == [{"month": "2026-11", "n": 40}]
    visa, *mastercard = found["monitoring"]
    assert [one["programme"] for one in (visa, *mastercard)] == ["VAMP", "ECM", "HECM", "EFM"]
    (month,) = visa["months"]
    assert (month["n"], month["sales"], month["ratio"]) == (1, {"low": 20, "high": 20}, 0.05)
    assert [one["months"][0]["sales"] for one in mastercard] == [None, None, None]
    (ils,) = found["money"]
    assert (ils["recovered"]["minor"], ils["refunded"]["minor"], ils["fees_unknown"]) == (125000, 125000, 2)
    assert found["outcomes"]["all"]["won_of_decided"] == {"n": 1, "of": 1, "share": None, "low": None, "high": None}


def test_a_period_without_the_cases_counts_none(lived: Line) -> None:
    assert lived.did("insights", "--from", "2026-11-03", "--to", "2026-11-22")["n"] == 0
    assert lived.did("insights", "--from", "2026-11-02", "--to", "2026-11-02")["n"] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("--from", "2026-11-02", "--to", "2026-11-01"), "insights.dates_reversed", 1),
        (("--from", "1999-01-01"), "insights.period_too_long", 1),
        (("--currency", "shekel"), "insights.no_such_currency", 1),
        (("--currency", "ils"), "insights.no_such_currency", 1),
        (("--currency", ""), "insights.no_such_currency", 1),
        (("--from", "yesterday"), "cli.date_unreadable", 2),
        (("--to", "2026-13-01"), "cli.date_unreadable", 2),
        (("--to", "0001-01-01"), "cli.date_unreadable", 2),
    ],
)
def test_arguments_that_cannot_be_are_refused(cli: Line, arguments: tuple[str, ...], code: str, exit_code: int) -> None:
    assert cli.refused("insights", *arguments, exit_code=exit_code) == code


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_page_is_in_words(lived: Line, language: str) -> None:
    said = Line(lived.home, language).page("insights")
    assert (said.exit_code, said.stderr) == (0, "")
    assert RAW.findall(said.stdout) == []
    if language == "he":
        assert re.findall(r"[A-Za-z]{2,}", AS_IT_IS.sub("", said.stdout)) == []


@pytest.mark.parametrize("language", ["en", "he"])
def test_an_empty_home_has_a_page(cli: Line, language: str) -> None:
    said = Line(cli.home, language).page("insights")
    assert (said.exit_code, RAW.findall(said.stdout)) == (0, [])


def test_language_changes_words_and_never_figures(lived: Line) -> None:
    english, hebrew = lived.did("insights"), Line(lived.home, "he").did("insights")
    assert _without_words(english) == _without_words(hebrew)
    assert english != hebrew


def _without_words(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_words(inner) for key, inner in value.items() if key not in ("text", "name")}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value


def test_settings_say_what_no_record_does(lived: Line) -> None:
    lived.did("settings", "set", "monitoring_region", "CEMEA")
    found = lived.did("insights")
    assert found["region"] == "CEMEA"
    assert found["monitoring"][0]["months"][0]["thresholds"][0]["count"] == 150
    assert lived.refused("settings", "set", "monitoring_region", "Atlantis") == "insights.setting_refused"
    assert lived.refused("settings", "set", "card_not_present", "perhaps") == "insights.setting_refused"
    lived.did("settings", "set", "card_not_present", "yes")
    rows = {row["key"]: row["value"] for row in lived.did("settings", "get")["settings"]}
    assert (rows["monitoring_region"], rows["card_not_present"]) == ("CEMEA", "yes")
