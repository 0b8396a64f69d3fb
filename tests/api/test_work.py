"""The work in the background, for programs: the same rows as the command line, page by page, and what failed put back or given up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commands import Line
from programs import FORM_NOW, OAK, RIVAL, Program, Town
from yosher.adapters.store.outbox import OutboxInDatabase
from yosher.desk.ports import Failure, OutboxRow
from yosher.kernel.ids import OrgId
from yosher.kernel.reason import Reason
from yosher.people.may import Ability

MESSAGE, LIST = "deliver:msg_1", "take_over:דנה:looking:0a:1"


def posted(town: Town, ref: str, *, org: OrgId = OAK, due: int = 0, dead: bool = False) -> None:
    row = OutboxRow(ref, org, None, ref.partition(":")[0], {}, FORM_NOW + timedelta(seconds=due))
    town.house.store.post(row)
    if dead:
        OutboxInDatabase().failed(row, Failure(Reason("notice.no_address"), permanent=True), again_at=None)


def refs(program: Program, query: str = "") -> list[str]:
    return [row["id"] for row in program.did("get", f"work{query}")["work"]]


def test_work_is_told_to_programs_as_on_the_command_line(town: Town, program: Program) -> None:
    case = program.case()
    posted(town, MESSAGE, dead=True)
    line = Line(town.house.home.folder)
    told = program.did("get", "work")
    assert told == line.did("work", "list", org="oak") | {"next": None}
    waits, dead = told["work"]
    assert (waits["task"], waits["case"], waits["state"], waits["trouble"]) == ("prepare_answer", case, "waiting", None)
    assert (dead["state"], dead["attempts"], dead["trouble"]["code"]) == ("dead", 1, "notice.no_address")
    assert program.did("get", "work?dead=true") == line.did("work", "list", "--dead", org="oak") | {"next": None}
    hebrew = replace(program, language="he").did("get", "work?dead=true")["work"][0]["trouble"]
    assert hebrew["code"] == "notice.no_address"
    assert hebrew["text"] != dead["trouble"]["text"]


def test_each_row_stands_on_one_page_though_others_are_done_meanwhile(town: Town, program: Program) -> None:
    for n in range(7):
        posted(town, f"deliver:msg_{n}", due=n // 3)  # several are due at the same moment
    first = program.did("get", "work?limit=3")
    ids = [row["id"] for row in first["work"]]
    last = OutboxRow(ids[-1], OAK, None, "deliver", {}, FORM_NOW)
    assert OutboxInDatabase().done(last, now=FORM_NOW)
    following = program.did("get", f"work?limit=3&after={first['next']}")
    final = program.did("get", f"work?limit=3&after={following['next']}")
    ids += [row["id"] for row in (*following["work"], *final["work"])]
    assert ids == [f"deliver:msg_{n}" for n in range(7)]
    assert final["next"] is None


@pytest.mark.parametrize("place", ["x", "1", "1.x", "-1.1", "1.1.1", "9" * 17 + ".1", "1." + "9" * 19, "١.١"])
def test_a_place_that_there_is_not_is_refused(program: Program, place: str) -> None:
    assert program.get(f"work?after={place}").status_code == 422


def test_what_failed_is_put_back_and_a_message_given_up(town: Town, program: Program) -> None:
    for ref in (MESSAGE, "deliver:msg_2", LIST):
        posted(town, ref, dead=True)
    once = {"Idempotency-Key": "one"}
    back = program.did("post", f"work/{MESSAGE}/retry", **once)
    assert back == {"id": MESSAGE, "state": "waiting"}
    assert program.did("post", f"work/{MESSAGE}/retry", **once) == back
    assert program.post(f"work/{MESSAGE}/retry").json()["code"] == "work.not_dead"
    assert program.post(f"work/{MESSAGE}/dismiss").json()["code"] == "work.not_dead"
    assert program.did("post", "work/deliver:msg_2/dismiss") == {"id": "deliver:msg_2", "state": "dismissed"}
    assert program.post("work/deliver:msg_2/dismiss").status_code == 404
    refused = program.post(f"work/{LIST}/dismiss")
    assert (refused.status_code, refused.json()["code"]) == (409, "work.no_message")
    assert refs(program, "?dead=true") == [LIST]
    assert program.did("post", f"work/{LIST}/retry") == {"id": LIST, "state": "waiting"}
    assert refs(program, "?dead=true") == []
    assert sorted(refs(program)) == sorted([MESSAGE, LIST])


@pytest.mark.parametrize("act", ["retry", "dismiss"])
def test_work_of_another_organisation_is_not_found_and_stays(town: Town, act: str) -> None:
    posted(town, MESSAGE, org=RIVAL, dead=True)
    oak, rival = town.key(), town.key(RIVAL)
    foreign, nobodys = oak.post(f"work/{MESSAGE}/{act}"), oak.post(f"work/deliver:msg_9/{act}")
    assert [foreign.status_code, nobodys.status_code] == [404, 404]
    assert foreign.content.decode().replace("msg_1", "msg_9") == nobodys.content.decode()
    assert foreign.json()["code"] == "api.not_found_work"
    assert refs(oak) == []
    assert refs(rival, "?dead=true") == [MESSAGE]


def test_a_key_does_what_its_scopes_say(town: Town) -> None:
    posted(town, MESSAGE, dead=True)
    reader, worker = town.key(scopes=frozenset({Ability.READ})), town.key(scopes=frozenset({Ability.WORK}))
    assert refs(reader) == [MESSAGE]
    assert reader.post(f"work/{MESSAGE}/retry").status_code == 403
    assert worker.get("work").status_code == 403
    assert worker.did("post", f"work/{MESSAGE}/retry")["state"] == "waiting"
