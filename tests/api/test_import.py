"""A spreadsheet of cases under way, handed in by a program: at once, in the background, and by whom it may be."""

import pytest

from given_list import STATES, as_csv, as_workbook, long_list
from programs import OAK, Program, Town, upload
from yosher.bootstrap.tasks import handlers
from yosher.bootstrap.wire import clock
from yosher.desk.work import UNWATCHED, run
from yosher.kernel.words import Language
from yosher.people.may import Ability


def work(town: Town) -> None:
    """What waits, as a worker runs it."""
    doing = handlers(town.house.home, town.house.store, now=clock)
    for found in town.house.store.work(OAK, now=clock()):
        if found.row.task == "take_over":
            assert run(found.row, UNWATCHED, doing) is None


@pytest.mark.parametrize("body", [as_csv(Language.HE), as_workbook(Language.EN)])
def test_a_sheet_is_looked_at_then_taken_over(program: Program, body: bytes) -> None:
    looked = program.did("post", "import", {"dry_run": "true"}, files={"file": upload(body, "cases.xlsx")})
    assert [case["state"] for case in looked["cases"]] == STATES
    assert program.did("get", "cases")["cases"] == []
    done = program.did("post", "import", files={"file": upload(body, "cases.xlsx")})
    assert done == looked | {"dry_run": False}
    assert program.did("get", "import") == done
    events = program.did("get", f"cases/{done['cases'][1]['case']}/events")["events"]
    assert [event["act"] for event in events] == ["opened", "sent", "denial_read"]


def test_the_same_request_again_is_answered_from_memory(program: Program) -> None:
    first, again = (
        program.post("import", {}, files={"file": upload(as_csv(Language.EN), "cases.csv")}, **{"Idempotency-Key": "k-1"}) for _ in range(2)
    )
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_long_list_waits_in_the_background_and_is_then_there(town: Town, program: Program) -> None:
    response = program.post("import", {}, files={"file": upload(long_list(201), "long.csv")})
    assert (response.status_code, response.json()) == (
        202,
        {"file": "long.csv", "rows": 201, "dry_run": False, "see": "/api/v1/import"},
    )
    assert program.get("import").status_code == 202
    work(town)
    assert program.did("get", "import")["new"] == 201
    events = program.did("get", f"cases/{program.did('get', 'import')['cases'][0]['case']}/events")["events"]
    assert {event["actor"]["kind"] for event in events} == {"key"}


def test_nothing_that_can_be_taken_is_said_with_each_reason(program: Program) -> None:
    refused = program.post("import", {}, files={"file": upload(b"Dispute id,Amount,State\nD-1,10,wobbling\n", "odd.csv")})
    assert (refused.status_code, refused.json()["code"]) == (422, "desk.no_row_taken")
    assert [row["code"] for row in refused.json()["refused"]] == ["sheet.state_unknown"]


def test_a_key_that_may_not_approve_takes_nothing_over(town: Town) -> None:
    modest = town.key(scopes=frozenset({Ability.READ, Ability.WORK}))
    refused = modest.post("import", {}, files={"file": upload(as_csv(Language.EN), "cases.csv")})
    assert (refused.status_code, refused.json()["code"]) == (403, "desk.key_may_not")


def test_a_list_is_shown_to_the_key_that_handed_it_in_only(town: Town, program: Program) -> None:
    program.did("post", "import", files={"file": upload(as_csv(Language.EN), "cases.csv")})
    for other in (town.key(), town.key(town.other)):
        assert (other.get("import").status_code, other.get("import").json()["code"]) == (404, "api.not_found_list")


def test_the_sheet_to_fill_in_is_a_file(program: Program) -> None:
    response = program.get("import/template?language=he")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "מצב" in response.content.decode("utf-8-sig")
