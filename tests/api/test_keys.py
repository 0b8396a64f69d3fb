"""Keys: shown once, kept as a digest, as far as their scopes reach, until they are taken back."""

import hashlib
from datetime import timedelta

import pytest

from commands import Line
from pdf_text import text_of
from programs import FORM_NOW, Program, Town, upload
from yosher.adapters.accounts.models import Key
from yosher.api import caller, pace
from yosher.people.may import Ability


def test_without_a_key_nothing_is_told(town: Town) -> None:
    for secret in ("", "yosher_wrong", "\x00", "a b"):
        done = Program(secret).get("cases")
        assert (done.status_code, done.json()["code"]) == (401, "api.no_key")
        assert done.headers["WWW-Authenticate"] == "Bearer"
        assert done.headers["Content-Type"] == "application/problem+json"


def test_a_key_is_shown_once_used_and_taken_back(town: Town) -> None:
    line = Line(town.house.home.folder)
    made = line.did("key", "add", "shop system", "--scope", "read", "--scope", "work", org="oak")
    assert made["scopes"] == ["read", "work"]
    program = Program(made["secret"])
    assert program.did("get", "key")["name"] == "shop system"
    row = Key.objects.get(ref=made["key"])
    assert bytes(row.digest) == hashlib.sha256(made["secret"].encode()).digest()
    (listed,) = line.did("key", "list", org="oak")["keys"]
    assert listed["used_at"] is not None
    assert "secret" not in listed
    assert line.did("key", "revoke", made["key"], org="oak")["revoked_at"] is not None
    assert program.get("key").status_code == 401


def test_a_key_of_another_organisation_cannot_be_taken_back(town: Town) -> None:
    line = Line(town.house.home.folder)
    made = line.did("key", "add", "theirs", "--scope", "read", org="rival")
    assert line.refused("key", "revoke", made["key"], org="oak") == "cli.not_found"
    assert line.did("key", "list", org="oak")["keys"] == []


@pytest.mark.parametrize("scopes", [["--scope", "all"], ["--scope", "read", "--scope", ""]])
def test_a_scope_that_there_is_not_is_refused(town: Town, scopes: list[str]) -> None:
    assert Line(town.house.home.folder).refused("key", "add", "x", *scopes, org="oak") == "desk.no_such_scope"


def test_who_may_not_manage_makes_no_key(town: Town) -> None:
    assert Line(town.house.home.folder).refused("key", "add", "x", "--scope", "read", "--as", "dana", org="oak") == "desk.role_may_not"


def test_the_last_use_is_noted_to_the_minute(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    program, uses = town.key(), []
    for after in (0, 30, 70):
        monkeypatch.setattr(caller, "right_now", lambda after=after: FORM_NOW + timedelta(seconds=after))
        program.get("key")
        uses.append(Key.objects.get().used_at)
    assert uses == [FORM_NOW, FORM_NOW, FORM_NOW + timedelta(seconds=70)]


def test_a_key_that_asks_too_often_waits(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "PACE", pace.Pace(3))
    program, other = town.key(), town.key()
    assert [program.get("key").status_code for _ in range(4)] == [200, 200, 200, 429]
    slowed = program.get("key")
    assert slowed.json()["code"] == "api.too_fast"
    assert 0 < int(slowed.headers["Retry-After"]) <= 20
    assert other.get("key").status_code == 200


def test_what_a_program_did_names_the_key_and_its_approval_names_nobody_on_paper(town: Town, program: Program) -> None:
    case = program.case()
    program.did("post", f"cases/{case}/exhibits", {"kind": "proof_of_delivery"}, files={"file": upload(b"signed by Dana", "pod.txt")})
    program.did("post", f"cases/{case}/answer", {"choice": "fight", "language": "en"})
    program.did("post", f"cases/{case}/approve", {})
    key = program.did("get", "key")["key"]
    actors = {event["act"]: event["actor"] for event in program.did("get", f"cases/{case}/events")["events"]}
    assert actors["opened"] == actors["approved"] == {"kind": "key", "ref": key}
    paper = text_of(program.get(f"cases/{case}/paper").content)
    assert "Approved" not in paper
    assert key not in paper
    assert "in by a program on" in " ".join(paper.split()), "by its name"
    Line(town.house.home.folder).did("answer", case, "--choice", "fight", "--language", "en", org="oak")
    Line(town.house.home.folder).did("approve", case, org="oak")
    assert "Approved" in text_of(program.get(f"cases/{case}/paper").content)


def test_scopes_are_what_a_person_may_do(town: Town) -> None:
    assert town.key().did("get", "key")["scopes"] == [ability.value for ability in Ability]


def test_neither_a_key_nor_its_maker_approves_what_the_other_prepared(town: Town) -> None:
    line = Line(town.house.home.folder)
    line.did("settings", "set", "approval_by_another", "yes", org="oak")
    line.did("person", "add", "Noa", "--role", "owner", org="oak")

    def key() -> Program:
        scopes = [word for scope in ("read", "work", "approve") for word in ("--scope", scope)]
        return Program(line.did("key", "add", "shop", *scopes, "--as", "noa", org="oak")["secret"])

    shop, sister, other = key(), key(), town.key()
    case = shop.case()
    digest = shop.did("post", f"cases/{case}/answer", {"choice": "fight", "because": "delivered"})["digest"]
    for program in (shop, sister):
        assert program.post(f"cases/{case}/approve", {"digest": digest}).json()["code"] == "desk.approve_own"
    assert line.refused("approve", case, "--as", "noa", org="oak") == "desk.approve_own"
    line.did("answer", case, "--choice", "lawyer", "--as", "noa", org="oak")
    other.did("post", f"cases/{case}/answer", {})
    for program in (shop, other):
        assert program.post(f"cases/{case}/approve", {}).json()["code"] == "desk.approve_own"
    assert line.refused("approve", case, "--as", "noa", org="oak") == "desk.approve_own", "a key that weighs again takes no choice over"
    assert line.did("approve", case, "--as", "dana", org="oak")["state"] == "approved"


def test_who_approved_before_may_approve_again(town: Town) -> None:
    line = Line(town.house.home.folder)
    line.did("settings", "set", "approval_by_another", "yes", org="oak")
    case = town.key().case()
    line.did("answer", case, "--choice", "fight", org="oak")
    line.did("approve", case, "--as", "dana", org="oak")
    assert line.did("approve", case, "--as", "dana", org="oak")["state"] == "approved"
    assert line.refused("approve", case, org="oak") == "desk.approve_own"
