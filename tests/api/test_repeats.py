"""Idempotency-Key: the same request again gets the first answer and does nothing; another request under it is refused."""

from datetime import timedelta
from typing import Any

import pytest

from programs import FORM_NOW, Program, Town, upload
from yosher.adapters.accounts.models import Repeat
from yosher.api import acts, caller
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

TOKEN = {"Idempotency-Key": "refund-1"}


@pytest.fixture
def case(program: Program) -> str:
    return program.case()


def test_the_same_request_again_gets_the_first_answer_and_pays_once(program: Program, case: str) -> None:
    first, again = (program.post(f"cases/{case}/refund", {"amount": "100.00"}, **TOKEN) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content == first.content
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert program.did("get", f"cases/{case}")["refunded"]["minor"] == 10000


def test_another_request_under_the_same_key_is_refused(program: Program, case: str) -> None:
    program.did("post", f"cases/{case}/refund", {"amount": "100.00"}, **TOKEN)
    other = program.post(f"cases/{case}/refund", {"amount": "200.00"}, **TOKEN)
    assert (other.status_code, other.json()["code"]) == (422, "api.repeat_key_used")
    elsewhere = program.post(f"cases/{case}/notes", {"text": "100.00"}, **TOKEN)
    assert elsewhere.status_code == 422
    assert program.did("get", f"cases/{case}")["refunded"]["minor"] == 10000


def test_a_refusal_is_kept_as_well(program: Program, case: str) -> None:
    refused = program.post(f"cases/{case}/approve", {}, **TOKEN)
    program.did("post", f"cases/{case}/answer", {})
    again = program.post(f"cases/{case}/approve", {}, **TOKEN)
    assert (refused.status_code, again.status_code) == (409, 409)
    assert again.headers["Content-Type"] == "application/problem+json"


def test_trouble_of_ours_is_not_kept_and_nothing_of_it_stays(program: Program, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = acts.note

    def fails_afterwards(*given: Any, **more: Any) -> Any:
        real(*given, **more)
        raise Trouble(Reason("store.locked"))

    monkeypatch.setattr(acts, "note", fails_afterwards)
    assert program.post(f"cases/{case}/notes", {"text": "hello"}, **TOKEN).status_code == 503
    monkeypatch.undo()
    monkeypatch.setattr(caller, "right_now", lambda: FORM_NOW)
    assert program.post(f"cases/{case}/notes", {"text": "hello"}, **TOKEN).status_code == 201
    notes = [event for event in program.did("get", f"cases/{case}/events")["events"] if event["act"] == "note"]
    assert len(notes) == 1


def test_a_form_is_the_same_whatever_its_boundary(program: Program, case: str) -> None:
    address, headers = f"/api/v1/cases/{case}/exhibits", {"Authorization": f"Bearer {program.secret}"} | TOKEN

    def form(boundary: str, content: str) -> Any:
        part = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n{content}\r\n--{boundary}--\r\n'
        kind = f"multipart/form-data; boundary={boundary}"
        return program.client.post(address, part.encode(), content_type=kind, headers=headers)

    assert form("one", "a paper").status_code == 201
    assert form("two", "a paper").headers["Idempotent-Replayed"] == "true"
    assert form("two", "another").status_code == 422


def test_two_programs_and_two_organisations_do_not_share_a_key(town: Town, program: Program, case: str) -> None:
    program.did("post", f"cases/{case}/notes", {"text": "one"}, **TOKEN)
    town.key().did("post", f"cases/{case}/notes", {"text": "two"}, **TOKEN)
    rival = town.key(town.other)
    rival.did("post", f"cases/{rival.case()}/notes", {"text": "three"}, **TOKEN)
    assert Repeat.objects.count() == 3


def test_after_a_day_the_key_is_free_again(program: Program, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program.did("post", f"cases/{case}/notes", {"text": "one"}, **TOKEN)
    monkeypatch.setattr(caller, "right_now", lambda: FORM_NOW + timedelta(hours=24, seconds=1))
    later = program.post(f"cases/{case}/notes", {"text": "two"}, **TOKEN)
    assert later.status_code == 201
    assert "Idempotent-Replayed" not in later.headers
    assert Repeat.objects.count() == 1


@pytest.mark.parametrize("token", ["", " ", "x" * 256])
def test_a_key_that_is_none_is_refused(program: Program, case: str, token: str) -> None:
    done = program.post(f"cases/{case}/notes", {"text": "one"}, **{"Idempotency-Key": token})
    assert (done.status_code, done.json()["code"]) == (422, "api.repeat_key_unfit")


def test_an_upload_is_read_once_its_digest_is_taken(program: Program, case: str) -> None:
    held = program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"a paper", "a.txt")}, **TOKEN)["exhibits"]
    assert program.get(f"cases/{case}/exhibits/{held[0]['exhibit']}").content == b"a paper"
