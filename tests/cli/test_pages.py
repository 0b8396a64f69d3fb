"""What a person sees on the terminal: in their language, in words, at 80 characters."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import Line, run

HEBREW = """\
language: he
place: IL
told_by: {kind: acquirer, name: ישראכרט, channel: letter, received: 2026-11-02, answer_by: 2026-12-02}
denial: {network: visa, code: "13.1", amount: "1250.00", currency: ILS}
transaction: {id: A-77, date: 2026-09-30, amount: "1250.00", currency: ILS, card_present: false}
goods: {kind: physical, description: שולחן}
claim: לא קיבלתי את השולחן
events:
  - {at: 2026-10-05, kind: shipped, text: נמסר לשליח, source: שליח}
"""
# What stays as it is: ids, codes, file names and paths, names of networks and processors, units, commands, the networks' own titles.
AS_IT_IS = re.compile(
    r"C-[0-9A-Z]{12}|X-[0-9a-f]{12}|A-77|\S*/\S*|\S+\.(?:yaml|txt|pdf|csv)|--[a-z-]+|yosher settings set [a-z]+|yosher [a-z]+"
    r"|FILE|CASE|won\|lost\|partial"
    r"|Visa|VAMP|UTC|PDF|Merchandise/Services Not Received|Merchandise|Services Not Received|Services|Not|Received|he|en|SQLite"
    r"|CEMEA|APAC|yes|no"
)
RAW = re.compile(r"[a-z]+_[a-z_]+")
KEYS_AND_CODES = re.compile(r"^[a-z_]+|\b[A-Z]{2,3}\b", re.MULTILINE)


def latin(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{2,}", AS_IT_IS.sub("", text))


@pytest.fixture
def hebrew(tmp_path: Path) -> Line:
    return Line(tmp_path / "home", "he")


def walk(cli: Line, folder: Path, form: str) -> dict[str, str]:
    """Every page of the road, by its command."""
    case = cli.did("intake", cli.form(form))["cases"][0]["case"]
    note = folder / "pod.txt"
    note.write_text("Delivered 2026-10-07, signed by Dana. Order A-77.", "utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    pages = {
        "intake": cli.page("intake", cli.form(form)),
        "case list": cli.page("case", "list"),
        "evidence add": cli.page("evidence", "add", case, note, folder / "empty.pdf", "--kind", "proof_of_delivery"),
        "answer": cli.page("answer", case),
        "answer otherwise": cli.page("answer", case, "--choice", "accept"),
        "approve": cli.page("approve", case),
        "send": cli.page("send", case, "--by-hand", "--channel", "פורטל"),
        "outcome": cli.page("outcome", case, "won"),
        "note": cli.page("note", case, "דיברנו"),
        "case show": cli.page("case", "show", case),
        "settings get": cli.page("settings", "get"),
        "person list": cli.page("person", "list"),
        "work list": cli.page("work", "list"),
        "worker": cli.page("worker", "--once"),
        "work list, nothing left": cli.page("work", "list"),
        "migrate": cli.page("migrate"),
        "reindex": cli.page("reindex"),
        "doctor": cli.page("doctor"),
    }
    return {command: said.stdout + said.stderr for command, said in pages.items()}


def test_the_pages_speak_hebrew_only(hebrew: Line, tmp_path: Path) -> None:
    pages = walk(hebrew, tmp_path, HEBREW)
    pages["settings get"] = KEYS_AND_CODES.sub("", pages["settings get"])  # a setting is set by its key
    pages["work list"] = re.sub(r"prepare:\S+", "", pages["work list"])  # and work put back by its id
    assert {command: found for command, text in pages.items() if (found := latin(text))} == {}


@pytest.mark.parametrize("language", ["he", "en"])
def test_no_page_shows_a_key_in_place_of_a_word(tmp_path: Path, language: str) -> None:
    cli = Line(tmp_path / "home", language)
    pages = walk(cli, tmp_path, HEBREW)
    keys = {command: RAW.findall(AS_IT_IS.sub("", text)) for command, text in pages.items()}
    keys.pop("settings get")  # a setting is set by its key
    assert {command: found for command, found in keys.items() if found} == {}
    assert not any("terminal." in text or "demo." in text for text in pages.values())


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize("rule", [("visa", "13.1"), ("visa", "99.9"), ("mastercard", "4853", "--processor", "stripe"), ("amex", "C08")])
def test_a_rule_is_a_page(language: str, rule: tuple[str, ...]) -> None:
    said = run("rules", "show", *rule, language=language)
    assert said.exit_code == 0
    assert "terminal." not in said.stdout
    assert "{" not in said.stdout


def test_rules_of_a_network_without_codes_are_said_to_be_none() -> None:
    assert "caution" in run("rules", "list", "--network", "jcb").stdout
    assert "13.1" in run("rules", "list", "--network", "visa").stdout


def test_papers_of_which_one_is_enough_stand_together(cli: Line) -> None:
    page = cli.page("answer", cli.case_of(HEBREW)).stdout
    group = page.partition("one of these is enough")[2].partition("Missing;")[0]
    assert "Proof of delivery" in group
    assert "Collection record" in group
    assert "Tracking number" not in group


def test_an_unknown_kind_of_evidence_is_refused_with_the_nearest(cli: Line, tmp_path: Path) -> None:
    note = tmp_path / "n.txt"
    note.write_text("Delivered")
    said = cli.json("evidence", "add", cli.case(), note, "--kind", "proof-of-delivry")
    assert (said.exit_code, said.code) == (2, "cli.no_such_evidence")
    assert "proof_of_delivery" in said.stderr
    assert cli.did("evidence", "add", cli.case(), note)["exhibits"][0]["kind"] == "other"


@pytest.mark.parametrize(("name", "content", "says"), [("e.pdf", b"", "empty"), ("b.pdf", b"%PDF-1.7 x", "could not be read")])
def test_a_file_that_says_nothing_is_followed_by_what_to_do(cli: Line, tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    page = cli.page("evidence", "add", cli.case(), tmp_path / name, "--kind", "proof_of_delivery").stdout
    assert f"{name} is {says}" in page or f"{name} {says}" in page


def test_rates_say_which_rows_were_refused(cli: Line, tmp_path: Path) -> None:
    table = tmp_path / "rates.csv"
    table.write_text("date,base,quote,rate,source\n2026-11-20,USD,ILS,3.7,Bank of Israel\n2026-11-20,USD,XXQ,3.7,x\n")
    page = cli.page("rates", "load", table).stdout
    assert "Rates kept: 1; rows refused: 1" in page
    assert "row 3:" in page


@pytest.mark.parametrize(("language", "columns", "most"), [("en", None, 80), ("he", None, 80), ("en", "140", 140), ("he", "200", 200)])
def test_the_demo_is_a_line_for_each_denial_in_a_pipe_and_in_a_window(
    tmp_path: Path, language: str, columns: str | None, most: int
) -> None:
    """In a process of its own: the width is the terminal's, and 80 where there is none."""
    env = {key: value for key, value in os.environ.items() if key != "COLUMNS"} | {"YOSHER_LANGUAGE": language}
    said = subprocess.run(
        [sys.executable, "-m", "yosher", "demo", "--no-serve", "--home", str(tmp_path)],
        env=env | ({"COLUMNS": columns} if columns else {}), capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    rows = [line for line in said.stdout.splitlines() if re.match(r"\d\d[- ]", line)]
    assert len(rows) >= 24
    assert all(len(re.sub("[\u2066-\u2069]", "", row).rstrip()) <= most for row in rows)
    assert "…" not in "".join(rows)
