"""What one organisation has, another one's key does not find: one test over every address of the API's own description."""

import json
import re
from typing import Any

import pytest

from programs import Program, Town, upload
from yosher.api.described import api
from yosher.people.may import Ability

# What an address needs besides the case to run where the case is one's own.
BODIES: dict[str, Any] = {
    "answer": {},
    "approve": {},
    "refund": {"amount": "1.00"},
    "notes": {"text": "hello"},
    "assign": {"person": "dana"},
    "outcome": {"result": "won"},
    "guest": {},
    "guests": {"guest": "lawyer", "name": "Dana"},
    "{link}": {"parts": []},
    "shared": {"shared": True},
    "kind": {"kind": "signed_receipt"},
    "withdrawn": {"withdrawn": True, "because": "Of another customer."},
    "letter": {"parts": {"ask": "Please look again."}},
    "hooks": {"processor": "stripe"},
    "secret": {"secret": "x"},
    "listeners": {"url": "https://shop.example/"},
    "mail": {"mail": True},
    "role": {"role": "reader"},
    "hold": {"held": True, "because": "a claim may follow"},
    "erase": {"because": "mistake"},
    "retry": {},
    "dismiss": {},
}
# What only a key that manages may read: tests/api/test_ways.py has these addresses one by one.
OF_THE_OFFICE = ("keys", "hooks", "listeners", "sights", "retention")
FORMS: dict[str, dict[str, Any]] = {"send": {"channel": "portal"}, "exhibits": {"kind": "other"}}
OPERATIONS = sorted(
    (method, place.removeprefix("/api/v1/"))
    for place, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in methods
)
OF_A_CASE = [(method, place) for method, place in OPERATIONS if "{ref}" in place]
LISTS = [(method, place) for method, place in OPERATIONS if method == "get" and "{" not in place]


def asked(program: Program, method: str, place: str, *, case: str, exhibit: str = "X-1", link: str = "none") -> Any:
    """A call that is right in all but whose case it is."""
    address = place.format(ref=case, exhibit=exhibit, link=link, number=1, work="prepare:1")
    name = place.rpartition("/")[2]
    if method == "get":
        return program.get(address)
    if name in FORMS:
        files = {"file": upload(b"a paper", "paper.txt")} if name == "exhibits" else {}
        return program.post(address, FORMS[name], files=files)
    return program.call(method, address, None if method == "delete" else BODIES[name])


@pytest.fixture
def case(program: Program) -> str:
    case = program.case()
    about = {"kind": "proof_of_delivery"}
    program.did("post", f"cases/{case}/exhibits", about, files={"file": upload(b"a paper", "paper.txt")})
    program.did("post", f"cases/{case}/answer", {"choice": "fight"})
    program.did("post", f"cases/{case}/guests", BODIES["guests"])
    return case


def named_in(program: Program, case: str) -> dict[str, str]:
    """What stands in a case's addresses behind it."""
    exhibit = program.did("get", f"cases/{case}/exhibits")["exhibits"][0]["exhibit"]
    return {"exhibit": exhibit, "link": program.did("get", f"cases/{case}/guests")["guests"][0]["ref"]}


def test_the_description_names_the_addresses_of_a_case() -> None:
    assert len(OF_A_CASE) >= 16
    assert len(LISTS) >= 8


def test_no_address_finds_a_case_of_another_organisation(town: Town, case: str, caplog: pytest.LogCaptureFixture) -> None:
    rival = town.key(town.other)
    named = named_in(town.key(), case)
    for method, place in OF_A_CASE:
        answers = [asked(rival, method, place, case=ref, **named) for ref in (case, "C-NOBODYS")]
        assert [a.status_code for a in answers] == [404, 404], (method, place)
        bodies = [a.content.decode().replace(case, "C").replace("C-NOBODYS", "C") for a in answers]
        assert bodies[0] == bodies[1], "nothing tells whose it is"
        assert answers[0].json()["code"] == "api.not_found_case"
    assert f"of {town.other} asked for case {case}" in caplog.text, "who asked is written down"


def test_nothing_was_changed_by_who_may_not_see_it(town: Town, program: Program, case: str) -> None:
    before = program.did("get", f"cases/{case}/events")
    rival = town.key(town.other)
    for method, place in OF_A_CASE:
        asked(rival, method, place, case=case)
    assert program.did("get", f"cases/{case}/events") == before


def test_no_list_shows_what_is_of_another_organisation(town: Town, program: Program, case: str) -> None:
    held = set(re.findall(r"C-[0-9A-Z]{12}|X-[0-9a-f]{12}|K-[0-9a-f]{12}", json.dumps(program.did("get", f"cases/{case}"))))
    assert case in held
    rival = town.key(town.other)
    for _, place in LISTS:
        text = rival.get(place).content.decode()
        assert not [one for one in held if one in text], place
    assert rival.did("get", "cases")["cases"] == []
    assert rival.did("get", f"cases?q={case}&view=all")["cases"] == []


def test_an_exhibit_of_another_case_is_not_found_under_ones_own(town: Town, program: Program, case: str) -> None:
    exhibit = program.did("get", f"cases/{case}/exhibits")["exhibits"][0]["exhibit"]
    rival = town.key(town.other)
    own = rival.case()
    assert rival.get(f"cases/{own}/exhibits/{exhibit}").status_code == 404
    assert program.get(f"cases/{case}/exhibits/{exhibit}").content == b"a paper"


@pytest.mark.parametrize(("method", "place"), OF_A_CASE, ids=lambda value: value)
def test_each_address_works_for_its_own_organisation(program: Program, case: str, method: str, place: str) -> None:
    named = named_in(program, case)
    if place.endswith("send"):
        program.did("post", f"cases/{case}/answer", {"choice": "fight"})
        program.did("post", f"cases/{case}/approve", {})
    if place.endswith("approve"):
        program.did("post", f"cases/{case}/answer", {"choice": "fight"})
    done = asked(program, method, place, case=case, **named)
    assert done.status_code in (200, 201), done.content


@pytest.mark.parametrize(("method", "place"), OPERATIONS, ids=lambda value: value)
def test_a_key_that_may_only_read_changes_nothing(town: Town, case: str, method: str, place: str) -> None:
    reader = town.key(scopes=frozenset({Ability.READ}))
    if place == "key":
        return
    match method, place:  # what it would need besides
        case "get", _ if "network" in place:
            done = reader.get("rules/visa/13.1")
        case "get", _:
            done = reader.get(place.format(ref=case, exhibit="X-none", number=1))
        case "put", _ if "settings" in place:
            done = reader.put("settings/contact", {"value": "x"})
        case "put" | "delete", _ if "{ref}" not in place:
            named = place.format(key="K-1", hook="H-1", listener="L-1", person="dana")
            done = reader.call(method, named, BODIES.get(place.rpartition("/")[2]) or BODIES.get(place.partition("/")[0]))
        case _, "intake" | "import" | "history" | "rates":
            done = reader.post(place, {}, files={"file": upload(b"x", "x.csv")})
        case _, "people":
            done = reader.post(place, {"name": "Eve"})
        case _:
            done = asked(reader, method, place, case=case)
    if method == "get" and place not in OF_THE_OFFICE:
        assert done.status_code in (200, 404)
    else:
        assert (done.status_code, done.json()["code"]) == (403, "desk.key_may_not")


@pytest.mark.parametrize("place", [place for method, place in OPERATIONS if method == "get" and place != "key"])
def test_a_key_that_may_only_work_reads_nothing(town: Town, case: str, place: str) -> None:
    feed = town.key(scopes=frozenset({Ability.WORK}))
    done = feed.get(place.format(ref=case, exhibit="X-none", number=1, network="visa", code="13.1"))
    assert done.status_code == 403
