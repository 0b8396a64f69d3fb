"""The ways into an organisation and out of it, for programs: the same documents as the command line, secrets shown once."""

import json
from typing import Any

import pytest

from commands import FORM, Line
from programs import FORM_NOW, Program, Town
from yosher.adapters.accounts.models import Repeat, Sight
from yosher.desk.keys import add_key
from yosher.desk.ports import NotAllowed
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import PersonId
from yosher.people.may import Ability
from yosher.people.model import Person, Role

URL = "https://shop.example/yosher"


def test_a_key_sees_the_keys_and_closes_one_but_makes_none(town: Town, program: Program) -> None:
    made = Line(town.house.home.folder).did("key", "add", "report", "--scope", "read", org="oak")
    listed = program.did("get", "keys")["keys"]
    assert [key["name"] for key in listed] == ["a program", "report"]
    assert listed[1]["made_by"] == "owner"
    assert program.post("keys", {"name": "mine", "scopes": ["read"]}).status_code == 405
    closed = program.call("delete", f"keys/{made['key']}").json()
    assert closed["revoked_at"] is not None
    assert Program(made["secret"]).get("key").status_code == 401
    assert program.call("delete", f"keys/{made['key']}").json() == closed, "again: as it was"


def test_no_key_makes_a_key_whichever_way_it_asks(town: Town) -> None:
    desk = town.house.desk(
        town.house.store.organisation(town.one), Actor(ActorKind.KEY, "K-1"), Role.OWNER, now=FORM_NOW, scopes=frozenset(Ability)
    )
    with pytest.raises(NotAllowed, match="key_makes_no_key"):
        add_key("mine", ["read"], desk=desk, keys=town.house.keys)
    assert town.house.keys.keys(town.one) == []


def test_a_hook_is_made_told_and_removed(town: Town, program: Program) -> None:
    made = program.did("post", "hooks", {"processor": "stripe"})
    assert (made["processor"], made["has_secret"], made["heard_at"]) == ("stripe", False, None)
    told = program.call("put", f"hooks/{made['hook']}/secret", {"secret": "whsec_x"})
    assert told.json() | {"made_at": made["made_at"]} == made | {"has_secret": True}
    assert program.did("get", "hooks")["hooks"] == [told.json()]
    assert program.call("delete", f"hooks/{made['hook']}").json() == {"hook": made["hook"], "removed": True}
    assert program.did("get", "hooks")["hooks"] == []
    assert program.post("hooks", {"processor": "paypal"}).json()["code"] == "desk.no_signed_messages"
    assert program.call("put", "hooks/H-nobody/secret", {"secret": "x"}).status_code == 404


def test_a_hook_whose_secret_is_refused_is_not_made(town: Town, program: Program) -> None:
    assert program.post("hooks", {"processor": "stripe", "secret": "   "}).json()["code"] == "desk.secret_empty"
    assert program.did("get", "hooks")["hooks"] == []


def test_a_listeners_secret_is_shown_once_also_to_a_repeated_request(town: Town, program: Program) -> None:
    body = {"url": URL, "events": ["case.opened"]}
    first = program.did("post", "listeners", body, **{"Idempotency-Key": "one"})
    again = program.did("post", "listeners", body, **{"Idempotency-Key": "one"})
    assert again == first
    assert first["secret"].startswith("whsec_")
    [listed] = program.did("get", "listeners")["listeners"]
    assert listed | {"made_at": first["made_at"]} == {key: value for key, value in first.items() if key != "secret"}
    kept = bytes(Repeat.objects.get().body)
    assert first["secret"].encode() not in kept
    assert URL.encode() not in kept, "what is kept of an answer is sealed"
    assert program.call("delete", f"listeners/{first['listener']}").json()["removed"] is True
    assert program.post("listeners", {"url": "x"}).json()["code"] == "notice.no_address"
    assert program.post("listeners", {"url": URL, "events": ["case.lost"]}).status_code == 422


def test_people_are_mailed_or_not(town: Town, program: Program) -> None:
    town.house.store.add_person(Person(PersonId("gil"), town.one, "Gil", Role.ANALYST, "gil@example.com"))
    assert program.call("put", "mail/gil", {"mail": True}).json() == {"person": "gil", "mail": True}
    assert program.did("get", "listeners")["mailed"] == ["gil"]
    program.call("put", "mail/gil", {"mail": False})
    assert program.did("get", "listeners")["mailed"] == []
    assert program.call("put", "mail/dana", {"mail": True}).json()["code"] == "notice.no_mail_address"
    assert program.call("put", "mail/nobody", {"mail": True}).status_code == 404


def test_who_looked_is_told_to_programs_and_on_the_command_line_alike(town: Town, program: Program) -> None:
    case = program.case()
    program.did("get", f"cases/{case}")
    program.did("get", f"cases/{case}/events")
    Sight.objects.create(organisation=town.other, who_kind="person", who="eve", case=case, what="case")
    key = program.did("get", "key")["key"]
    told = program.did("get", f"sights?case={case}&who={key}")
    assert [(sight["what"], sight["case"], sight["who"]) for sight in told["sights"]] == [
        ("log", case, {"kind": "key", "ref": key}),
        ("case", case, {"kind": "key", "ref": key}),
    ]
    page = program.did("get", "sights?limit=1")
    assert program.did("get", f"sights?limit=1&after={page['next']}")["sights"][0]["what"] == "case"
    line = Line(town.house.home.folder)
    assert line.did("sights", "--case", case, org="oak") == told
    assert line.did("sights", "--limit", "1", "--after", page["next"], org="oak")["sights"][0]["what"] == "case"
    assert line.did("sights", "--day", "2020-01-01", org="oak")["sights"] == []
    assert line.refused("sights", "--day", "yesterday", org="oak", exit_code=2) == "cli.date_unreadable"
    assert line.refused("sights", "--as", "dana", org="oak") == "desk.role_may_not"
    for language, words in (("en", "The case"), ("he", "התיק")):
        page = Line(town.house.home.folder, language).page("sights", "--limit", "2", org="oak")
        assert words in page.stdout
        assert case in page.stdout
    assert program.get("sights?day=0001-01-01").json()["code"] == "cli.date_unreadable"


PLACES: list[tuple[str, str, Any]] = [
    ("get", "keys", None),
    ("delete", "keys/{key}", None),
    ("get", "hooks", None),
    ("put", "hooks/{hook}/secret", {"secret": "x"}),
    ("delete", "hooks/{hook}", None),
    ("get", "listeners", None),
    ("delete", "listeners/{listener}", None),
    ("put", "mail/gil", {"mail": True}),
    ("get", "sights", None),
]


@pytest.mark.parametrize(("method", "place", "body"), PLACES)
def test_nothing_of_another_organisation_is_found_or_changed(town: Town, method: str, place: str, body: Any) -> None:
    oak, rival = town.key(), town.key(town.other)
    town.house.store.add_person(Person(PersonId("gil"), town.one, "Gil", Role.ANALYST, "gil@example.com"))
    oak.did("get", f"cases/{oak.case()}")
    held = {
        "key": oak.did("get", "key")["key"],
        "hook": oak.did("post", "hooks", {"processor": "stripe"})["hook"],
        "listener": oak.did("post", "listeners", {"url": URL})["listener"],
    }
    before = [oak.did("get", each) for each in ("keys", "hooks", "listeners")]
    done = rival.call(method, place.format(**held), body)
    if method == "get":
        assert done.status_code == 200
        assert not [one for one in held.values() if one in done.content.decode()]
    else:
        assert done.status_code == 404
        assert [oak.did("get", each)["hooks" if each == "hooks" else each] for each in ("keys", "hooks", "listeners")] == [
            each[name] for each, name in zip(before, ("keys", "hooks", "listeners"), strict=True)
        ]


def test_only_a_key_that_manages_reaches_the_office(town: Town) -> None:
    program = town.key(scopes=frozenset({Ability.READ, Ability.WORK, Ability.APPROVE}))
    for method, place, body in PLACES:
        done = program.call(method, place.format(key="K-1", hook="H-1", listener="L-1"), body)
        assert (done.status_code, done.json()["code"]) == (403, "desk.key_may_not"), place
    for place, body in (("hooks", {"processor": "stripe"}), ("listeners", {"url": URL})):
        assert program.post(place, body).status_code == 403
    assert "whsec_" not in json.dumps(town.key().did("get", "listeners"))


def test_a_program_changes_a_role_and_ends_a_seat(town: Town, program: Program) -> None:
    program.did("post", "people", {"name": "Noa", "role": "owner"})
    assert program.did("put", "people/dana/role", {"role": "reader"})["role"] == "reader"
    assert program.put("people/noa/role", {"role": "reader"}).json()["code"] == "desk.last_owner"
    assert program.delete("people/noa").json()["code"] == "desk.last_owner"
    ended = program.did("delete", "people/dana")
    assert ended == {"person": "dana", "name": "Dana", "role": "reader", "has_left": True, "keys": []}
    assert {one["person"]: one["has_left"] for one in program.did("get", "people")["people"]} == {"dana": True, "noa": False}
    rival = town.key(town.other)
    assert rival.delete("people/noa").status_code == rival.put("people/noa/role", {"role": "reader"}).status_code == 404


def test_every_message_to_a_listener_says_when_the_answer_is_due_as_the_list_does(town: Town, program: Program) -> None:
    program.did("post", "listeners", {"url": URL})
    stated = program.case(FORM)
    unstated = program.case(FORM.replace(", answer_by: 2026-12-02", "").replace("id: A-77", "id: A-78"))
    for case in (stated, unstated):
        program.did("post", f"cases/{case}/answer", {"choice": "fight"})
        program.did("post", f"cases/{case}/approve", {})
        program.did("post", f"cases/{case}/send", {"channel": "portal"}, files={})
        program.did("post", f"cases/{case}/outcome", {"result": "won"})
    listed = {row["case"]: row["due"] for row in program.did("get", "cases")["cases"]}
    assert all(listed.values())
    told = [(row.row.case, row.row.body) for row in town.house.store.work(town.one, now=FORM_NOW) if row.row.task == "notify"]
    dues = {case: {body["type"]: body["data"]["due"] for of, body in told if of == case} for case in listed}
    kinds = ("case.opened", "case.answered", "case.approved", "case.sent", "case.outcome")
    assert dues[stated] == dict.fromkeys(kinds, listed[stated])
    assert dues[unstated] == dict.fromkeys(kinds, listed[unstated]) | {"case.opened": None}, "nothing states one, and no clock ran yet"
