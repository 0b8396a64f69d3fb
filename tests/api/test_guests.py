"""The customer's page by the API: its link is shown once, what is shared and told is read, and it is closed."""

from django.test import Client

from programs import Program, upload
from web.test_other_side import told


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
