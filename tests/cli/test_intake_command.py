"""`yosher intake`: every source, the same denial twice, signatures, secrets, and what cannot be read."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands import FORM, Line
from inboxes import SIGNED_AT, loaded, path
from yosher.bootstrap.inboxes import INBOXES
from yosher.cases.match import PROCESSORS
from yosher.cli.intake import SOURCES as SOURCES_OF_THE_COMMAND

SOURCES = [
    ("stripe", path("stripe", "dispute.json")),
    ("stripe", path("stripe", "disputes-export.csv")),
    ("adyen", path("adyen", "chargeback.json")),
    ("adyen", path("adyen", "dispute_report_2026_11_03.csv")),
    ("paypal", path("paypal", "inquiry.json")),
    ("square", path("square", "webhook.json")),
]
each_source = pytest.mark.parametrize(("source", "file"), SOURCES, ids=[f"{s}-{f.name}" for s, f in SOURCES])
TABLE = "Case number,Network,Reason code,Amount,Currency,Chargeback date\nCB-1,Visa,13.1,120.00,ILS,2026-11-02\n"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Path, Path, str]:
    """A signed webhook: its body, the file of its secret, its header."""
    sample = loaded("stripe", "signed-webhook.json")
    secret = write(tmp_path, "secret", sample["secret"] + "\n")
    secret.chmod(0o600)
    return write(tmp_path, "event.json", sample["body"]), secret, sample["header"]


@each_source
def test_source_gives_cases_of_the_promised_shape(cli: Line, source: str, file: Path) -> None:
    document = cli.did("intake", file, "--source", source)
    assert document["cases"]
    assert {"cases", "refused"} <= set(document)
    for case in document["cases"]:
        assert set(case) == {"case", "denial", "network", "code", "amount", "due", "created"}
        assert re.fullmatch(r"C-[0-9A-HJKMNP-TV-Z]{12}", case["case"])
        assert set(case["amount"]) == {"minor", "currency"}
        assert isinstance(case["amount"]["minor"], int)
        assert case["due"] is None or datetime.fromisoformat(case["due"]).utcoffset() is not None


@each_source
def test_source_is_recognised_by_itself(cli: Line, source: str, file: Path) -> None:
    recognised = cli.did("intake", file)
    named = cli.did("intake", file, "--source", source)
    assert {case["case"] for case in recognised["cases"]} == {case["case"] for case in named["cases"]}


@each_source
def test_the_same_file_twice_opens_nothing_new(cli: Line, source: str, file: Path) -> None:
    first = cli.did("intake", file, "--source", source)
    again = cli.did("intake", file, "--source", source)
    assert not any(case["created"] for case in again["cases"])
    assert {case["case"] for case in first["cases"]} == {case["case"] for case in again["cases"]}
    assert len(cli.did("case", "list")["cases"]) == len({case["case"] for case in first["cases"]})


def test_a_table_and_a_form_are_read(cli: Line, tmp_path: Path) -> None:
    table = cli.did("intake", write(tmp_path, "report.csv", TABLE), "--source", "csv")["cases"]
    form = cli.did("intake", cli.form(), "--source", "manual")["cases"]
    assert table[0]["amount"] == {"minor": 12000, "currency": "ILS"}
    assert (form[0]["code"], form[0]["due"]) == ("13.1", "2026-12-02T23:59:59+02:00")


def test_several_files_are_one_document(cli: Line, tmp_path: Path) -> None:
    document = cli.did("intake", cli.form(), write(tmp_path, "report.csv", TABLE), path("stripe", "dispute.json"))
    assert len(document["cases"]) == 3


def test_one_readable_file_among_unreadable_ones_is_enough(cli: Line, tmp_path: Path) -> None:
    document = cli.did("intake", write(tmp_path, "notes.txt", "buy milk"), cli.form())
    assert len(document["cases"]) == 1
    assert len(document["refused"]) == 1
    assert set(document["refused"][0]) >= {"file", "row", "reason"}


@pytest.mark.parametrize(
    "body", ["", "buy milk", "{}", "[]", "null", "{", "<a/>", "\x00\x01", "denial: {amount: x}", "a,b\n1,2\n", "[" * 5000]
)
def test_a_file_without_a_denial_is_named_and_exits_2(cli: Line, tmp_path: Path, body: str) -> None:
    said = cli.json("intake", write(tmp_path, "odd.json", body))
    assert said.exit_code == 2, said
    assert said.document["cases"] == []
    assert said.document["refused"]
    assert cli.did("case", "list")["cases"] == []


def test_a_signed_webhook_is_confirmed(cli: Line, signed: tuple[Path, Path, str]) -> None:
    body, secret, header = signed
    taken = cli.did("intake", body, "--source", "stripe", "--signature", header, "--secret-file", secret, now=SIGNED_AT.isoformat())
    assert cli.did("case", "show", taken["cases"][0]["case"])["denial"]["confirmed"] is True


def test_an_unsigned_webhook_is_taken_unconfirmed(cli: Line, signed: tuple[Path, Path, str]) -> None:
    taken = cli.did("intake", signed[0])
    assert cli.did("case", "show", taken["cases"][0]["case"])["denial"]["confirmed"] is False


def test_a_wrong_signature_is_refused_and_leaves_no_case(cli: Line, signed: tuple[Path, Path, str]) -> None:
    body, secret, header = signed
    said = cli.json("intake", body, "--signature", header[:-1] + "0", "--secret-file", secret, now=SIGNED_AT.isoformat())
    assert said.exit_code == 1
    assert said.document["cases"] == []
    assert said.document["refused"][0]["reason"]
    assert cli.did("case", "list")["cases"] == []


def test_a_signature_grown_old_is_refused(cli: Line, signed: tuple[Path, Path, str]) -> None:
    body, secret, header = signed
    late = (SIGNED_AT + timedelta(hours=2)).isoformat()
    assert cli.json("intake", body, "--signature", header, "--secret-file", secret, now=late).exit_code == 1
    assert cli.did("case", "list")["cases"] == []


def test_a_signature_without_a_secret_is_refused(cli: Line, signed: tuple[Path, Path, str]) -> None:
    assert cli.json("intake", signed[0], "--signature", signed[2], now=SIGNED_AT.isoformat()).exit_code == 1


@pytest.mark.parametrize(("key", "exit_code"), [("integration_private_key", 0), ("integration_private_kez", 1)])
def test_a_notice_that_carries_its_signature_needs_the_secret_alone(cli: Line, tmp_path: Path, key: str, exit_code: int) -> None:
    secret = write(tmp_path, "key", key)
    secret.chmod(0o600)
    body = write(tmp_path, "notice.json", json.dumps(loaded("braintree", "signed.json")["samples"]["DisputeOpened"]))
    said = cli.json("intake", body, "--secret-file", secret)
    assert said.exit_code == exit_code
    assert bool(said.document["cases"]) is (exit_code == 0)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666])
def test_a_secret_that_others_can_read_is_not_used(cli: Line, signed: tuple[Path, Path, str], mode: int) -> None:
    body, secret, header = signed
    secret.chmod(mode)
    code = cli.refused("intake", body, "--signature", header, "--secret-file", secret, exit_code=2)
    assert code == "cli.secret_readable_by_others"


def test_every_reader_has_a_name_that_may_be_asked_for() -> None:
    assert set(SOURCES_OF_THE_COMMAND) == set(INBOXES)
    assert {*PROCESSORS, "csv", "manual"} == set(INBOXES)


@pytest.mark.parametrize("source", ["checkout", "payme", "rapyd"])
def test_a_source_without_a_reader_yet_is_said(cli: Line, source: str) -> None:
    assert cli.refused("intake", cli.form(), "--source", source, exit_code=2) == "cli.source_not_yet"


@pytest.mark.parametrize("source", ["", "Stripe", "bank", "../x", "עברית"])
def test_an_unknown_source_is_bad_usage_with_the_known_ones(cli: Line, source: str) -> None:
    said = cli.json("intake", cli.form(), "--source", source)
    assert (said.exit_code, said.code) == (2, "cli.no_such_source")
    assert "stripe" in said.document["error"]["text"]


def test_a_missing_file_is_bad_usage_and_takes_no_other_file(cli: Line, tmp_path: Path) -> None:
    assert cli.refused("intake", cli.form(), tmp_path / "nowhere.json", exit_code=2) == "cli.file_unreadable"
    assert cli.did("case", "list")["cases"] == []


def test_a_folder_is_no_file(cli: Line, tmp_path: Path) -> None:
    assert cli.refused("intake", tmp_path, exit_code=2) == "cli.file_unreadable"


def test_a_file_that_a_form_names_and_that_is_not_there_is_noted(cli: Line) -> None:
    text = FORM + "exhibits:\n  - {file: ../../etc/passwd, kind: proof_of_delivery, shows: signed}\n"
    document = cli.did("intake", cli.form(text))
    assert any("passwd" in note["reason"] for note in document["notes"])
    exhibits = cli.did("case", "show", document["cases"][0]["case"])["exhibits"]
    assert [x["sha256"] for x in exhibits] == [None] or [x["sha256"] for x in exhibits] == [""]


def test_reasons_of_refusal_are_in_the_readers_language(cli: Line, tmp_path: Path) -> None:
    file = write(tmp_path, "notes.txt", "buy milk")
    english = cli.json("intake", file).document["refused"][0]["reason"]
    hebrew = Line(cli.home, "he").json("intake", file).document["refused"][0]["reason"]
    assert english.isascii()
    assert re.search("[א-ת]", hebrew)


def test_due_is_only_what_the_source_states(cli: Line) -> None:
    text = FORM.replace(", answer_by: 2026-12-02", "")
    assert cli.did("intake", cli.form(text))["cases"][0]["due"] is None


def test_now_in_another_zone_is_the_same_moment(cli: Line, signed: tuple[Path, Path, str]) -> None:
    body, secret, header = signed
    there = SIGNED_AT.astimezone(UTC).isoformat().replace("+00:00", "Z")
    cli.did("intake", body, "--signature", header, "--secret-file", secret, now=there)
