"""`rules` and `verify` need no home: they open none, make none, and load no Django."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from commands import Line, run

CHECKED = {"members", "exhibits", "proofs", "signature", "timestamp", "signer"}
PROBE = """
import sys
from yosher.cli.main import app
try:
    app(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
loaded = sorted(name for name in ("django", "polars", "typst", "PIL", "yosher.bootstrap.wire") if name in sys.modules)
print(code, loaded, file=sys.stderr)
"""


@pytest.fixture
def packet(cli: Line, tmp_path: Path) -> Path:
    proof = tmp_path / "pod.txt"
    proof.write_text("Delivered 2026-10-07, signed by Dana. Order A-77.", "utf-8")
    case = cli.case()
    cli.did("evidence", "add", case, proof, "--kind", "proof_of_delivery")
    return Path(cli.did("answer", case, "--choice", "fight", "--out", tmp_path / "out")["packet"])


def rewritten(packet: Path, folder: Path, *, without: str = "", changed: str = "", added: str = "") -> Path:
    """The packet with one member left out, changed or added."""
    made = folder / "other.zip"
    with zipfile.ZipFile(packet) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if not (without and name.startswith(without)):
                new.writestr(name, old.read(name) + (b" " if changed and name.startswith(changed) else b""))
        if added:
            new.writestr(added, b"x")
    return made


def test_rules_have_the_promised_shape(tmp_path: Path) -> None:
    document = run("rules", "list", "--json").document
    keys = {"network", "code", "sub", "official_name", "status", "category", "source", "confidence", "listed"}
    assert len(document["rules"]) > 100
    assert all(set(rule) == keys for rule in document["rules"])
    assert {r["network"] for r in run("rules", "list", "--network", "VISA", "--json").document["rules"]} == {"visa"}


def test_a_rule_is_shown_in_full(tmp_path: Path) -> None:
    document = run("rules", "show", "visa", "13.1", "--on", "2026-11-01", "--processor", "stripe", "--json").document
    assert document["listed"] is True
    assert {"official_name", "conflicts", "source"} <= set(document)


@pytest.mark.parametrize("code", ["99.99", "", "שלום", "x" * 1000, "'; --", "13.1\n"])
def test_an_unlisted_code_gives_a_cautious_rule(code: str) -> None:
    said = run("rules", "show", "visa", code, "--json")
    assert said.exit_code == 0
    assert said.document["listed"] is (code.strip() == "13.1")


def test_what_rules_do_not_know_is_bad_usage() -> None:
    for words, code in (
        (("list", "--network", "vista"), "cli.no_such_network"),
        (("show", "vista", "13.1"), "cli.no_such_network"),
        (("show", "visa", "13.1", "--on", "soon"), "cli.date_unreadable"),
    ):
        said = run("rules", *words, "--json")
        assert (said.exit_code, said.code) == (2, code)


def test_a_packet_that_is_as_it_was_made_has_its_members_and_exhibits(packet: Path) -> None:
    document = run("verify", packet, "--json").document
    assert set(document) == {"ok", "checked", "problems"}
    assert set(document["checked"]) == CHECKED
    assert (document["checked"]["members"], document["checked"]["exhibits"]) == ("ok", "ok")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"changed": "exhibits/"}, "verify.changed"),
        ({"changed": "answer.pdf"}, "verify.changed"),
        ({"without": "exhibits/"}, "verify.missing"),
        ({"without": "answer.pdf"}, "verify.missing"),
        ({"without": "packet.json"}, "verify.no_manifest"),
        ({"added": "exhibits/99-more.pdf"}, "verify.not_listed"),
    ],
)
def test_a_changed_packet_is_found_out(packet: Path, tmp_path: Path, change: dict[str, str], code: str) -> None:
    said = run("verify", rewritten(packet, tmp_path, **change), "--json")
    assert said.exit_code == 1
    assert said.document["ok"] is False
    assert said.document["checked"]["members"] == "failed"
    assert code in {problem["code"] for problem in said.document["problems"]}
    assert all(problem["text"] for problem in said.document["problems"])


def test_a_packet_cut_anywhere_is_no_packet(packet: Path, tmp_path: Path) -> None:
    whole = packet.read_bytes()
    for part in (0, 1, 10, len(whole) // 3, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.zip").write_bytes(whole[:part])
        said = run("verify", tmp_path / "cut.zip", "--json")
        assert said.exit_code == 1, part
        assert said.document["ok"] is False
        assert said.document["checked"]["members"] == "failed"


def test_a_flipped_byte_anywhere_is_never_ok_and_never_a_crash(packet: Path, tmp_path: Path) -> None:
    whole = packet.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        (tmp_path / "flipped.zip").write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert run("verify", tmp_path / "flipped.zip", "--json").document["ok"] is False


def test_a_wanted_signer_who_did_not_sign_is_a_problem(packet: Path) -> None:
    problems = run("verify", packet, "--key", "ab" * 32, "--json").document["problems"]
    assert "verify.signer_unknown" in {problem["code"] for problem in problems}


def test_verify_of_no_file_is_bad_usage(tmp_path: Path) -> None:
    said = run("verify", tmp_path / "no.zip", "--json")
    assert (said.exit_code, said.code) == (2, "cli.file_unreadable")


@pytest.mark.parametrize("words", [("rules", "list"), ("rules", "show", "visa", "10.4"), ("verify", "PACKET")], ids=" ".join)
def test_neither_a_home_nor_django_is_needed(tmp_path: Path, words: tuple[str, ...]) -> None:
    packet = tmp_path / "p.zip"
    with zipfile.ZipFile(packet, "w") as made:
        made.writestr("packet.json", "{}")
    given = [str(packet) if word == "PACKET" else word for word in words]
    home = tmp_path / "home"
    environment = {"PYTHONPATH": ":".join(sys.path), "YOSHER_HOME": str(home), "HOME": str(tmp_path / "user")}
    done = subprocess.run([sys.executable, "-c", PROBE, *given, "--json"], capture_output=True, text=True, env=environment, check=False)
    assert json.loads(done.stdout)
    assert done.stderr.strip() in {"0 []", "1 []"}, done.stderr
    assert not home.exists()
    assert not (tmp_path / "user").exists()
