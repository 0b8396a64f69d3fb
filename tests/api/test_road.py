"""The road as a program walks it, in both languages, and what it is told where it cannot go on."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from commands import FORM
from programs import Program, Town, upload
from yosher.adapters.accounts.models import Sight
from yosher.adapters.files import pages
from yosher.adapters.files.pdfium import Pdfium

NO_PROGRAM = "/there/is/no/such/program"
ENDS_AT_ONCE = (sys.executable, "-c", "import os; os.write(0, bytes([1] + [0] * 8))")  # PDFium's process, and every file crashes it
SIGNED = Path(__file__).parents[1] / "adapters" / "processors" / "stripe" / "samples" / "signed-webhook.json"
HISTORY = b"id,account,amount,currency,ts,delivered\nA-77,c-12,125000,ILS,1790000000,true\n"


def test_a_denial_becomes_an_answer_that_is_approved_sent_and_won(program: Program) -> None:
    case = program.case()
    program.did("post", "history", {"kind": "transactions"}, files={"file": upload(HISTORY, "sales.csv")})
    added = program.did(
        "post", f"cases/{case}/exhibits", {"kind": "proof_of_delivery"}, files={"file": upload(b"signed by Dana", "pod.txt")}
    )
    assert added["exhibits"][0]["kind"] == "proof_of_delivery"
    answer = program.did("post", f"cases/{case}/answer", {"choice": "fight", "because": "we have the signature", "language": "en"})
    assert answer["packet"] == f"/api/v1/cases/{case}/packet"
    assert program.get(answer["packet"]).content[:2] == b"PK"
    assert program.get(f"cases/{case}/paper").content[:5] == b"%PDF-"
    assert program.get(f"cases/{case}/pages/1").content[1:4] == b"PNG"
    assert program.get(f"cases/{case}/pages/999").status_code == 404
    program.did("post", f"cases/{case}/approve", {"digest": answer["digest"]})
    sent = program.did("post", f"cases/{case}/send", {"channel": "portal"}, files={"proof": upload(b"receipt", "receipt.txt")})
    assert sent["state"] == "sent"
    assert program.did("post", f"cases/{case}/outcome", {"result": "won"})["state"] == "won"
    acts = [event["act"] for event in program.did("get", f"cases/{case}/events")["events"]]
    assert acts[0] == "opened"
    assert acts[-2:] == ["sent", "outcome"]
    whole = program.did("get", f"cases/{case}")
    assert whole["answer"]["digest"] == program.did("get", f"cases/{case}/answer")["digest"]


@pytest.mark.parametrize(
    ("command", "status", "code"), [(ENDS_AT_ONCE, 422, "files.page_not_drawn"), ((NO_PROGRAM,), 503, "files.pdfium_not_started")]
)
def test_a_page_that_cannot_be_drawn_is_a_problem_and_no_error(
    program: Program, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], status: int, code: str
) -> None:
    case = program.case()
    program.did("post", f"cases/{case}/exhibits", {"kind": "proof_of_delivery"}, files={"file": upload(b"signed by Dana", "pod.txt")})
    program.did("post", f"cases/{case}/answer", {"choice": "fight", "because": "we have the signature", "language": "en"})
    monkeypatch.setattr(pages, "pdfium", lambda: Pdfium(command))
    told = program.get(f"cases/{case}/pages/1")
    assert (told.status_code, told.json()["code"]) == (status, code)
    assert code not in told.json()["detail"]
    monkeypatch.undo()
    assert program.get(f"cases/{case}/pages/1").content[1:4] == b"PNG"


def test_the_sentences_are_in_the_language_that_is_asked_for(program: Program) -> None:
    case = program.case()
    program.did("post", f"cases/{case}/answer", {})
    english, hebrew = (
        program.get(f"cases/{case}/answer", **{"Accept-Language": wanted}) for wanted in ("fr, en;q=0.5", "en;q=0.2, he-IL;q=0.9")
    )
    assert (english.headers["Content-Language"], hebrew.headers["Content-Language"]) == ("en", "he")
    said = [one.json()["decision"]["because"][0] for one in (english, hebrew)]
    assert said[0]["code"] == said[1]["code"]
    assert said[0]["text"] != said[1]["text"]
    refused = program.post(f"cases/{case}/send", {"channel": "portal"}, files={}, **{"Accept-Language": "he"}).json()
    assert refused["code"] == "desk.not_approved"
    assert "לא אושר" in refused["detail"]


def test_an_approval_of_an_answer_that_changed_is_refused(program: Program) -> None:
    case = program.case()
    seen = program.did("post", f"cases/{case}/answer", {})["digest"]
    program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"new", "new.txt")})
    program.did("post", f"cases/{case}/answer", {})
    refused = program.post(f"cases/{case}/approve", {"digest": seen})
    assert (refused.status_code, refused.json()["code"]) == (409, "api.changed_meanwhile")


@pytest.mark.parametrize(
    ("place", "body", "status", "code"),
    [
        ("approve", {}, 409, "desk.nothing_prepared"),
        ("refund", {"amount": "9999.00"}, 409, "desk.refund_too_much"),
        ("refund", {"amount": "1.005"}, 422, "cli.amount_unreadable"),
        ("refund", {"amount": "1,250.00"}, 422, "api.fields_wrong"),
        ("outcome", {"result": "partial"}, 409, "desk.outcome_needs_amount"),
        ("outcome", {"result": "won", "at": "0001-01-01T00:00:00+14:00"}, 422, "cli.date_unreadable"),
        ("outcome", {"result": "perhaps"}, 422, "api.fields_wrong"),
        ("assign", {"person": "nobody"}, 404, "api.not_found_person"),
        ("notes", {"text": "\u200b"}, 409, "desk.note_empty"),
        ("notes", {"text": "x", "loud": True}, 422, "api.fields_wrong"),
        ("notes", {"text": "x" * 5001}, 422, "api.fields_wrong"),
        ("answer", {"choice": "pray"}, 422, "api.fields_wrong"),
    ],
)
def test_what_is_refused_is_a_problem_with_its_reason(program: Program, place: str, body: Any, status: int, code: str) -> None:
    done = program.post(f"cases/{program.case()}/{place}", body)
    told = done.json()
    assert (done.status_code, told["code"], told["status"]) == (status, code, status)
    assert done.headers["Content-Type"] == "application/problem+json"
    assert told["type"] == f"urn:yosher:problem:{code}"
    assert told["title"]
    assert told["detail"]


def test_fields_that_are_wrong_are_named_and_never_repeated(program: Program) -> None:
    told = program.post(f"cases/{program.case()}/notes", {"text": 4580458045804580}).json()
    assert told["errors"] == [{"where": "body.text", "code": "string_type"}]
    assert "4580" not in json.dumps(told)


def test_what_is_no_json_no_form_and_no_address_is_a_problem_too(program: Program, town: Town) -> None:
    headers = {"Authorization": f"Bearer {program.secret}"}
    broken = program.client.post("/api/v1/people", b"{", content_type="application/json", headers=headers)
    assert (broken.status_code, broken.json()["code"]) == (400, "api.unreadable")
    nowhere = program.get("nowhere")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "api.not_found")
    other = program.call("delete", "cases")
    assert (other.status_code, other.json()["code"]) == (405, "api.other_method")
    assert other.headers["Allow"] == "GET"
    large = program.client.post("/api/v1/people", b" " * (2 * 2**20 + 1), content_type="application/json", headers=headers)
    assert (large.status_code, large.json()["code"]) == (413, "api.too_large")
    assert large.json()["detail"] == "At most 2 MB are taken."


def test_a_body_in_chunks_is_refused_rather_than_lost(program: Program) -> None:
    done = program.post("people", {"name": "Noa"}, **{"Transfer-Encoding": "chunked"})
    assert (done.status_code, done.json()["code"]) == (411, "api.no_length")


def test_an_unexpected_fault_is_told_without_a_traceback(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosher.api.cases.queue_document", None)
    program.case()
    done = program.get("cases")
    assert (done.status_code, done.json()["code"]) == (500, "api.unexpected")
    assert b"Traceback" not in done.content


def test_the_list_is_read_a_page_at_a_time(program: Program) -> None:
    wanted = {program.case(FORM.replace("A-77", f"A-{n}").replace("1250.00", f"{n}.00")) for n in range(100, 105)}
    found, after = [], ""
    while True:
        page = program.did("get", f"cases?limit=2{after}")
        found += [row["case"] for row in page["cases"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(found) == 5
    assert set(found) == wanted
    cursor = after.removeprefix("&after=")
    for place in ("cases?after=nonsense", f"cases?after={cursor[:-3]}", f"cases?after=x{cursor}", "sights?after=nonsense"):
        done = program.get(place)
        assert (done.status_code, done.json()["code"]) == (422, "desk.no_such_place"), place


@pytest.mark.parametrize(
    ("query", "n"),
    [("view=today", 1), ("state=won", 0), ("network=visa", 1), ("network=amex", 0), ("q=A-77", 1), ("q=nothing", 0), ("assigned=dana", 0),
     ("due_before=2026-12-03T00:00:00Z", 1), ("due_before=2026-11-23T00:00:00Z", 0), ("lacking=false", 1), ("view=review", 0)],
)  # fmt: skip
def test_the_list_is_narrowed_as_on_the_page(program: Program, query: str, n: int) -> None:
    program.case()
    assert len(program.did("get", f"cases?{query}")["cases"]) == n


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=10000000000000000001", "state=lively", "view=none", "due_before=soon"])
def test_a_list_that_cannot_be_is_refused(program: Program, query: str) -> None:
    assert program.get(f"cases?{query}").json()["code"] == "api.fields_wrong"


def test_personal_data_that_is_handed_out_is_written_down(program: Program) -> None:
    case = program.case()
    for place in ("", "/events", "/exhibits"):
        program.get(f"cases/{case}{place}")
    program.get("cases")
    key = program.did("get", "key")["key"]
    seen = list(Sight.objects.order_by("id").values_list("who_kind", "who", "case", "what"))
    assert seen == [("key", key, case, what) for what in ("case", "log", "exhibit")]


def test_a_signed_message_is_taken_as_confirmed_and_a_forged_one_leaves_no_case(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = json.loads(SIGNED.read_text("utf-8"))
    form = {"source": "stripe", "signature": sample["header"], "secret": sample["secret"]}
    forged = program.post("intake", form | {"secret": "whsec_other"}, files={"file": upload(sample["body"].encode(), "hook.json")})
    assert (forged.status_code, forged.json()["code"]) == (422, "cli.signature_wrong")
    assert program.did("get", "cases")["cases"] == []


def test_a_file_in_which_nothing_is_a_denial_is_refused_with_its_rows(program: Program) -> None:
    done = program.post("intake", {}, files={"file": upload(b"\x00\x01", "photo.bin")})
    assert (done.status_code, done.json()["code"]) == (422, "cli.nothing_readable")
    assert done.json()["refused"][0]["file"] == "photo.bin"


def test_the_files_that_a_form_names_come_beside_it(program: Program) -> None:
    form = FORM + "exhibits:\n  - {file: pod.txt, kind: proof_of_delivery, date: 2026-10-07}\n"
    files = {"file": upload(form.encode(), "letter.yaml"), "beside": upload(b"signed", "pod.txt")}
    case = program.did("post", "intake", {"source": "manual"}, files=files)["cases"][0]["case"]
    (exhibit,) = program.did("get", f"cases/{case}/exhibits")["exhibits"]
    assert program.get(f"cases/{case}/exhibits/{exhibit['exhibit']}").content == b"signed"


def test_records_that_cannot_be_read_are_refused(program: Program) -> None:
    assert program.post("history", {}, files={"file": upload(b"\x00", "x.parquet")}).status_code == 422


def test_settings_people_and_rates_are_kept_in_order(program: Program) -> None:
    assert program.call("put", "settings/contact", {"value": "help@oak.example"}).json() == {"key": "contact", "value": "help@oak.example"}
    held = {row["key"]: row["value"] for row in program.did("get", "settings")["settings"]}
    assert held["contact"] == "help@oak.example"
    assert program.call("put", "settings/nonsense", {"value": "1"}).json()["code"] == "desk.no_such_setting"
    assert program.did("post", "people", {"name": "Noa", "role": "analyst"})["person"] == "noa"
    assert program.post("people", {"name": "Noa"}).json()["code"] == "desk.id_taken"
    assert [one["person"] for one in program.did("get", "people")["people"]] == ["dana", "noa"]
    rates = b"date,base,quote,rate,source\n2026-11-01,USD,ILS,3.7,BOI\n"
    assert program.did("post", "rates", files={"file": upload(rates, "rates.csv")}) == {"rates": 1, "refused": []}
    assert program.post("rates", files={"file": upload(b"nothing", "rates.csv")}).json()["code"] == "api.no_row"


def test_the_rulebook_and_what_the_cases_say_together(program: Program) -> None:
    program.case()
    assert {row["network"] for row in program.did("get", "rules?network=visa")["rules"]} == {"visa"}
    assert program.did("get", "rules/visa/13.1?on=2026-11-01&processor=stripe")["code"] == "13.1"
    assert program.did("get", "rules/visa/99.9")["listed"] is False
    assert program.did("get", "insights?from=2026-01-01&to=2026-11-30")["n"] == 1
    assert program.get("insights?from=2026-02-01&to=2026-01-01").json()["code"] == "insights.dates_reversed"


def test_the_description_is_open_and_is_3_1(program: Program) -> None:
    told = Program("").get("openapi.json")
    assert told.status_code == 200
    assert told.json()["openapi"].startswith("3.1")
    posts = [methods["post"] for methods in told.json()["paths"].values() if "post" in methods]
    assert all("Idempotency-Key" in [p["name"] for p in one["parameters"]] for one in posts)


def test_the_same_file_again_is_known_and_its_kind_can_be_changed(program: Program) -> None:
    case = program.case()
    (first,) = program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"terms", "terms.txt")})["exhibits"]
    again = program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"terms", "copy.txt")})
    assert again["exhibits"] == [first]
    assert [note["code"] for note in again["notes"]] == ["evidence.known_already"]
    place = f"cases/{case}/exhibits/{first['exhibit']}/kind"
    assert program.did("put", place, {"kind": "terms_accepted_record"})["kind"] == "terms_accepted_record"
    assert program.call("put", place, {"kind": "nonsense"}).json()["code"] == "desk.no_such_kind"


def test_a_paper_is_taken_out_and_put_in_again(program: Program) -> None:
    case = program.case()
    (paper,) = program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"terms", "terms.txt")})["exhibits"]
    assert paper["withdrawn"] is None
    place = f"cases/{case}/exhibits/{paper['exhibit']}/withdrawn"
    blank = program.call("put", place, {"withdrawn": True})
    assert (blank.status_code, blank.json()["code"]) == (409, "desk.withdrawn_without_reason")
    taken_out = program.did("put", place, {"withdrawn": True, "because": "Of another customer."})["withdrawn"]
    assert taken_out["because"] == "Of another customer."
    (listed,) = program.did("get", f"cases/{case}/exhibits")["exhibits"]
    assert listed["withdrawn"] == taken_out == program.did("get", f"cases/{case}")["exhibits"][0]["withdrawn"]
    program.did("post", f"cases/{case}/answer", {"choice": "fight"})
    assert paper["exhibit"] not in str(program.did("get", f"cases/{case}/answer"))
    assert program.did("put", place, {"withdrawn": False})["withdrawn"] is None
    program.did("put", place, {"withdrawn": True, "because": "Of another customer."})
    again = program.did("post", f"cases/{case}/exhibits", files={"file": upload(b"terms", "copy.txt")})
    assert (again["exhibits"], [note["code"] for note in again["notes"]]) == ([paper], ["evidence.in_use_again"])
    assert program.call("put", f"cases/{case}/exhibits/X-none/withdrawn", {"withdrawn": False}).status_code == 404


def test_a_packet_with_a_paper_that_was_taken_out_is_handed_out_no_more(program: Program) -> None:
    case = program.case()
    about = {"kind": "proof_of_delivery"}
    papers = [upload(f"Delivered, order A-77, {n}".encode(), f"{n}.txt") for n in range(2)]
    first, _ = (program.did("post", f"cases/{case}/exhibits", about, files={"file": one})["exhibits"][0] for one in papers)
    program.did("post", f"cases/{case}/answer", {"choice": "fight"})
    places = [f"cases/{case}/{tail}" for tail in ("packet", "paper", "pages/1")]
    assert [program.get(place).status_code for place in places] == [200] * 3
    program.did("put", f"cases/{case}/exhibits/{first['exhibit']}/withdrawn", {"withdrawn": True, "because": "Of another customer."})
    assert [(program.get(place).status_code, program.get(place).json()["code"]) for place in places] == [(409, "desk.paper_is_stale")] * 3
    program.did("post", f"cases/{case}/answer", {"choice": "fight"})
    assert [program.get(place).status_code for place in places] == [200] * 3


def test_a_case_is_due_when_the_list_says_so(program: Program) -> None:
    case = program.case()
    program.did("post", f"cases/{case}/answer", {})
    (listed,) = program.did("get", "cases")["cases"]
    assert listed["due"] == program.did("get", f"cases/{case}")["due"] == "2026-12-02T23:59:59+02:00"


@pytest.mark.parametrize(
    ("given", "happened", "certainty"),
    [
        ("2026-11-01", "2026-11-01T00:00:00+02:00", "day"),
        ("2026-11-01T00:00:00Z", "2026-11-01T02:00:00+02:00", "exact"),
        ("2026-11-01T09:30:00", "2026-11-01T09:30:00+02:00", "exact"),
    ],
)
def test_a_day_alone_is_that_day_at_the_business(program: Program, given: str, happened: str, certainty: str) -> None:
    case = program.case()
    program.did("post", f"cases/{case}/outcome", {"result": "won", "at": given})
    event = next(one for one in program.did("get", f"cases/{case}/events")["events"] if one["act"] == "outcome")
    assert (event["happened"], event["certainty"]) == (happened, certainty)


@pytest.mark.parametrize("given", ["2026-13-01", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "yesterday", "2026-11-1"])
def test_a_moment_that_cannot_be_is_refused(program: Program, given: str) -> None:
    case = program.case()
    program.did("post", f"cases/{case}/answer", {"choice": "fight"})
    program.did("post", f"cases/{case}/approve", {})
    assert program.post(f"cases/{case}/outcome", {"result": "won", "at": given}).status_code == 422
    assert program.post(f"cases/{case}/send", {"channel": "portal", "at": given}, files={}).status_code == 422
    assert program.get(f"cases?due_before={given.replace('+', '%2B')}").status_code == 422
