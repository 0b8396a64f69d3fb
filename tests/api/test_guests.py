"""The guests by the API: a link is shown once, what is shared, given and told is read, and a link is closed."""

from typing import Any

import pytest
from django.test import Client

from programs import Program, upload
from web.test_other_side import told
from yosher.web.porch import token_of


def test_a_link_is_made_used_and_closed(program: Program) -> None:
    case = program.case()
    assert program.did("get", f"cases/{case}/guest") == {"case": case, "link": None, "shared": [], "told": []}
    made = program.did("post", f"cases/{case}/guest")
    secret = made["link"].rpartition("/with/")[2]
    assert len(secret) == 43
    told(secret, Client())
    read = program.did("get", f"cases/{case}/guest")
    assert (read["link"]["is_open"], read["link"]["opened_at"] is not None) == (True, True)
    assert {"question": "q1", "words": "My neighbour took it in."} in read["told"][0]["answers"]
    assert secret not in str(read)
    assert program.did("delete", f"cases/{case}/guest") == {"case": case, "was_open": True}
    assert program.did("delete", f"cases/{case}/guest")["was_open"] is False
    assert program.did("get", f"cases/{case}/guest")["link"]["is_open"] is False
    assert Client().get(f"/with/{secret}").status_code == 404


def test_a_paper_is_shared_and_no_longer(program: Program) -> None:
    case = program.case()
    paper = program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"our terms", "terms.txt")})["exhibits"][0]["exhibit"]
    place = f"cases/{case}/exhibits/{paper}/shared"
    assert program.did("put", place, {"shared": True}) == {"case": case, "exhibit": paper, "shared": True}
    assert program.did("get", f"cases/{case}/guest")["shared"] == [paper]
    program.did("put", place, {"shared": False})
    assert program.did("get", f"cases/{case}/guest")["shared"] == []
    assert program.put(f"cases/{case}/exhibits/X-none/shared", {"shared": True}).status_code == 404


def test_the_same_request_again_gets_the_same_link(program: Program) -> None:
    case = program.case()
    first, again = (program.post(f"cases/{case}/guest", **{"Idempotency-Key": "once"}) for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_guest_is_given_parts_and_closed(program: Program) -> None:
    case = program.case()
    paper = program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"our terms", "terms.txt")})["exhibits"][0]["exhibit"]
    wish = {"guest": "lawyer", "name": "Adv. Cohen", "about": "Please read.", "parts": ["claim"], "exhibits": [paper], "language": "en"}
    made = program.did("post", f"cases/{case}/guests", wish)
    address = "/with/" + made["link"].rpartition("/with/")[2]
    assert "Please read." in Client().get(address).content.decode()
    (guest,) = program.did("get", f"cases/{case}/guests")["guests"]
    assert {key: guest[key] for key in wish} == wish
    place = f"cases/{case}/guests/{guest['ref']}"
    assert program.did("put", place, {"parts": ["timeline", "claim"]})["exhibits"] == []
    assert program.did("get", f"cases/{case}/guests")["guests"][0]["parts"] == ["claim", "timeline"]
    assert [program.did("delete", place)["is_open"] for _ in range(2)] == [False, False]
    assert Client().get(address).status_code == 404
    refused = program.put(place, {"parts": []})
    assert (refused.status_code, refused.json()["code"]) == (409, "desk.guest_link_is_over")


def test_a_witness_tells_and_the_program_reads_it(program: Program) -> None:
    case = program.case()
    made = program.did("post", f"cases/{case}/guests", {"guest": "witness", "name": "Dana", "about": "a delivery"})
    secret = made["link"].rpartition("/with/")[2]
    Client().post(f"/with/{secret}/tell/1", {"token": token_of(secret), "w1": "I carried it up."})
    Client().post(f"/with/{secret}/check", {"token": token_of(secret)})
    (guest,) = program.did("get", f"cases/{case}/guests")["guests"]
    assert guest["told"][0]["answers"] == [{"question": "w1", "words": "I carried it up."}]


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"guest": "customer", "name": "Rina"}, 422, "api.fields_wrong"),
        ({"guest": "witness", "name": "Dana"}, 409, "desk.witness_has_no_topic"),
        ({"guest": "mediator", "name": "Dana", "parts": ["finding"]}, 409, "desk.not_for_this_guest"),
        ({"guest": "lawyer", "name": "Dana", "exhibits": ["X-none"]}, 404, None),
    ],
)
def test_a_bad_invitation_makes_no_link(program: Program, wish: dict[str, Any], status: int, code: str | None) -> None:
    case = program.case()
    answer = program.post(f"cases/{case}/guests", wish)
    assert answer.status_code == status, answer.json()
    assert code is None or answer.json()["code"] == code
    assert program.did("get", f"cases/{case}/guests") == {"case": case, "guests": []}
