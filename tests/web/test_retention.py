"""What is kept, as pages: the owner's periods, a hold, and a case that is erased after a look at what goes."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from web.conftest import SHOP, Desk
from web.test_pages import MOST_QUERIES, first_case, words
from yosher.cases.model import Act
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.words import Language
from yosher.people.model import Organisation, Role
from yosher.phrases.catalogue import template

PAGE = "/settings/retention"


@pytest.fixture
def owner(desk: Desk) -> Client:
    return desk.client(desk.enter("Noa Peretz"))


def over(desk: Desk, owner: Client) -> str:
    """A case of the demo, decided."""
    case = first_case(desk)
    owner.post(f"/cases/{case}/outcome", {"result": "lost", "at": "2026-11-22T08:00"})
    return case


def test_the_owner_reads_what_each_period_deletes_in_both_languages(desk: Desk, owner: Client) -> None:
    for language in Language:
        page = owner.get(PAGE, headers={"accept-language": language}).content.decode()
        for kept in ("drafts", "cases", "history", "sights"):
            assert f'id="p-{kept}"' in page
    said = words(owner.get(PAGE).content.decode())
    assert said.count("Nothing is deleted: no period is set.") == 3
    assert "none now" in said


def test_a_period_is_kept_and_says_when_it_begins(desk: Desk, owner: Client) -> None:
    said = words(owner.post(PAGE, {"key": "keep_cases_months", "value": "84"}, follow=True).content.decode())
    assert "Deleting by it begins in a day." in said
    assert "begins" in said
    assert re.search(r"22 \w+ 2019|\w+ 22, 2019", said)
    assert desk.house.store.organisation(SHOP).settings["keep_cases_months"] == "84"
    settings = owner.get("/settings").content.decode()
    assert "keep_cases_months" not in settings, "it has a page of its own"


def test_a_period_that_is_none_is_said_where_it_was_typed(desk: Desk, owner: Client) -> None:
    told = owner.post(PAGE, {"key": "keep_cases_months", "value": "seven years"})
    page = told.content.decode()
    assert told.status_code == 422
    assert 'value="seven years"' in page
    assert "The period is a whole number of months" in words(page)
    assert "keep_cases_months" not in desk.house.store.organisation(SHOP).settings


def test_an_analyst_changes_no_period_and_erases_nothing(desk: Desk, owner: Client) -> None:
    case = over(desk, owner)
    analyst = desk.client(desk.enter("Uri", Role.ANALYST))
    assert analyst.post(PAGE, {"key": "keep_cases_months", "value": "1"}).status_code == 403
    assert f"/cases/{case}/erase" not in analyst.get(f"/cases/{case}").content.decode()
    analyst.post(f"/cases/{case}/erase", {"because": "asked"})
    assert desk.house.store.case(SHOP, CaseId(case))


def test_a_case_is_held_and_the_owner_ends_it(desk: Desk, owner: Client) -> None:
    case = over(desk, owner)
    analyst = desk.client(desk.enter("Uri", Role.ANALYST))
    page = words(analyst.post(f"/cases/{case}/hold", {"because": "<b>her lawyer wrote</b>"}, follow=True).content.decode())
    assert "On hold: no period deletes this case." in page
    assert "&lt;b&gt;her lawyer wrote&lt;/b&gt;" in page
    assert "End the hold" not in page
    analyst.post(f"/cases/{case}/end-hold")
    assert desk.house.store.case(SHOP, CaseId(case)).on_hold
    refused = words(owner.get(f"/cases/{case}/erase", follow=True).content.decode())
    assert "on hold" in refused
    owner.post(f"/cases/{case}/end-hold")
    assert not desk.house.store.case(SHOP, CaseId(case)).on_hold
    acts = [event.act for event in desk.house.store.events(SHOP, CaseId(case))]
    assert acts[-2:] == [Act.HELD, Act.HOLD_ENDED]


def test_a_case_is_erased_after_a_look_at_what_goes(desk: Desk, owner: Client) -> None:
    case = over(desk, owner)
    asked = words(owner.get(f"/cases/{case}/erase").content.decode())
    assert "Erase this case over" in asked
    assert words(template("web.undo_no", Language.EN) or "") in asked
    assert desk.house.store.case(SHOP, CaseId(case)), "a look erases nothing"
    unsaid = owner.post(f"/cases/{case}/erase", {})
    assert unsaid.status_code == 422
    assert "Choose why" in words(unsaid.content.decode())
    papers = desk.home.packets / SHOP / case
    assert papers.exists()
    told = owner.post(f"/cases/{case}/erase", {"because": "asked"}, follow=True)
    assert f"Case {case} was erased." in words(told.content.decode())
    assert not papers.exists()
    for place in ("", "/log", "/paper", "/packet", "/erase", "/letter", "/guests"):
        gone = owner.get(f"/cases/{case}{place}")
        assert gone.status_code == 404, place
        assert "This case was erased" in words(gone.content.decode()), place
    stranger = desk.client(desk.enter("Rival", org=_other(desk)))
    assert "erased" not in words(stranger.get(f"/cases/{case}").content.decode()), "nobody else is told that it ever was"
    assert case not in owner.get("/cases").content.decode()


def _other(desk: Desk) -> OrgId:
    desk.house.store.add_organisation(Organisation(OrgId("other"), "Other"))
    return OrgId("other")


def test_a_case_that_runs_is_erased_only_as_a_mistake(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    asked = owner.get(f"/cases/{case}/erase").content.decode()
    assert "It still runs" in words(asked)
    assert 'value="asked"' not in asked
    refused = owner.post(f"/cases/{case}/erase", {"because": "asked"})
    assert "still runs" in words(refused.content.decode())
    owner.post(f"/cases/{case}/erase", {"because": "mistake"})
    assert owner.get(f"/cases/{case}").status_code == 404


def test_the_page_asks_little_of_the_database_with_every_period_set(desk: Desk, owner: Client) -> None:
    for key in ("keep_drafts_days", "keep_cases_months", "keep_history_months", "keep_sights_months"):
        owner.post(PAGE, {"key": key, "value": "12"})
    with CaptureQueriesContext(connection) as queries:
        assert owner.get(PAGE).status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:90] for query in queries]
