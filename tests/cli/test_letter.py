"""`yosher letter`: one's own words by the command line."""

from dataclasses import replace
from pathlib import Path

from commands import Line


def answered(cli: Line) -> str:
    case = cli.case()
    cli.did("answer", case, "--choice", "talk", "--because", "we know each other", "--language", "en")
    return case


def test_the_free_sentences_are_shown_and_written(cli: Line, tmp_path: Path) -> None:
    case = answered(cli)
    shown = cli.did("letter", "show", case)
    assert (shown["revision"], shown["choice"], shown["by"]) == (0, "talk", None)
    assert "body" in [part["part"] for part in shown["parts"]]
    written = cli.did("letter", "write", case, "body", "Shall we speak on Sunday?")
    assert written["revision"] > 0
    assert "Shall we speak on Sunday?" in cli.page("letter", "show", case).stdout
    file = tmp_path / "words.txt"
    file.write_text("First.\n\nSecond.", "utf-8")
    again = cli.did("letter", "write", case, "body", "--file", file, "--based-on", written["revision"])
    assert next(part["text"] for part in again["parts"] if part["part"] == "body") == "First.\n\nSecond."
    dropped = cli.did("letter", "drop", case)
    assert [part["part"] for part in dropped["parts"] if part["own"]] == []


def test_odd_words_get_a_message(cli: Line, tmp_path: Path) -> None:
    case = answered(cli)
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    assert cli.json("letter", "write", case, "body").code == "cli.letter_text_or_file"
    assert cli.json("letter", "write", case, "body", "x", "--file", picture).code == "cli.letter_text_or_file"
    assert cli.json("letter", "write", case, "body", "--file", picture).code == "cli.letter_not_text"
    assert cli.json("letter", "write", case, "poem", "x").code == "desk.words_no_such_part"
    assert cli.json("letter", "write", case, "body", "x", "--based-on", "999").code == "desk.words_changed"
    assert cli.json("letter", "show", "C-X").code == "cli.not_found"


def test_remarks_are_said_in_hebrew(cli: Line) -> None:
    case = answered(cli)
    said = replace(cli, language="he").page("letter", "write", case, "body", "You lied about 987654.").stdout
    assert "987654" in said
    assert "שופט יותר" in said
