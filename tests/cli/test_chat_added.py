"""A chat that is added to a case: its kind is told by its content, and what is unclear in it is said at once."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commands import Line

FORM = """
place: IL
language: en
told_by: {kind: acquirer, name: Isracard, channel: letter, received: 2026-11-02, answer_by: 2026-11-12}
denial: {network: visa, code: "13.1", amount: "1250.00", currency: ILS}
transaction: {id: A-77, date: 2026-09-30}
customer: {name: Dana Cohen, language: en}
claim: "I never got the table"
"""
ARRIVED = """[7.10.2026, 18:00:00] Dana Cohen: when does the table come?
[7.10.2026, 18:01:00] Oak: today
[7.10.2026, 18:02:00] Oak: is it there?
[7.10.2026, 18:03:00] Dana Cohen: I got the table, thanks
"""
UNCLEAR = "05/10/2026, 14:05 - Dana Cohen: I got the table\n05/10/2026, 14:06 - Oak: ok\n"


def added(cli: Line, tmp_path: Path, text: str, *typed: str) -> tuple[str, Any]:
    (tmp_path / "form.yaml").write_text(FORM, "utf-8")
    case = cli.did("intake", tmp_path / "form.yaml")["cases"][0]["case"]
    (tmp_path / "t.txt").write_text(text, "utf-8")
    return case, cli.did("evidence", "add", case, tmp_path / "t.txt", *typed)


@pytest.mark.parametrize("language", ["he", "en"])
def test_a_chat_without_a_stated_kind_is_correspondence_by_its_content_and_its_words_answer(
    cli: Line, tmp_path: Path, language: str
) -> None:
    line = replace(cli, language=language)
    case, document = added(line, tmp_path, ARRIVED)
    assert [x["kind"] for x in document["exhibits"]] == ["customer_communication"]
    assert [note["code"] for note in document["notes"]] == ["evidence.kind_by_content"]
    answer = line.did("answer", case, "--choice", "fight", "--because", "w", "--out", tmp_path / "out")
    assert answer["packet"]
    assert answer["finding"]["kind"] == "mistaken"


def test_a_stated_kind_is_kept_and_a_note_that_is_no_chat_stays_a_further_paper(cli: Line, tmp_path: Path) -> None:
    _, stated = added(cli, tmp_path, ARRIVED, "--kind", "order_confirmation")
    _, note = added(cli, tmp_path, "a note that we wrote")
    assert [x["kind"] for x in (*stated["exhibits"], *note["exhibits"])] == ["order_confirmation", "other"]
    assert note["notes"] == []


def test_dates_that_can_be_read_in_two_ways_are_said_when_the_chat_is_added(cli: Line, tmp_path: Path) -> None:
    _, document = added(cli, tmp_path, UNCLEAR, "--kind", "customer_communication")
    assert [note["code"] for note in document["notes"]] == ["evidence.chat_dates_unclear"]


def test_the_kind_of_a_further_paper_has_words_in_hebrew(cli: Line, tmp_path: Path) -> None:
    hebrew = replace(cli, language="he")
    (tmp_path / "form.yaml").write_text(FORM, "utf-8")
    case = hebrew.did("intake", tmp_path / "form.yaml")["cases"][0]["case"]
    (tmp_path / "t.txt").write_text("פתק שכתבנו", "utf-8")
    page = hebrew.page("evidence", "add", case, tmp_path / "t.txt").stdout
    assert "מסמך נוסף" in page
    assert "other" not in page
