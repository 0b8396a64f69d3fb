"""The office as pages: who may see it, secrets that are shown once, and what ends only after a look at what stops."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from web.conftest import NOW, PASSWORD, SHOP, Desk, Reader
from web.test_pages import MOST_QUERIES, first_case, words
from yosher.adapters.accounts.models import Login, Sight
from yosher.adapters.store.models import OutboxRow as Outbox
from yosher.desk.ports import Entry, Invitation, OutboxRow
from yosher.kernel.ids import OrgId, PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.may import Ability
from yosher.people.model import Organisation, Person, Role
from yosher.phrases.catalogue import template

OFFICE = ("/settings/keys", "/settings/hooks", "/settings/listeners", "/settings/sights", "/settings/retention")
OTHER = OrgId("other")
READS = frozenset({Ability.READ})


@pytest.fixture
def owner(desk: Desk) -> Client:
    return desk.client(desk.enter("Noa Peretz"))


def ways(desk: Desk, org: OrgId = SHOP) -> dict[str, str]:
    """A key, a hook and a listener of an organisation, with the pages that end them."""
    key, _ = desk.house.keys.add_key(org, "rival’s report", READS, now=NOW)
    hook = desk.house.hooks.add_hook(org, "stripe", now=NOW)
    listener = desk.house.listeners.add_listener(org, "https://shop.example/yosher", frozenset(), now=NOW)
    return {
        "key": f"/settings/keys/{key.id}/close",
        "hook": f"/settings/hooks/{hook.id}/remove",
        "secret": f"/settings/hooks/{hook.id}/secret",
        "listener": f"/settings/listeners/{listener.id}/remove",
    }


def kept(desk: Desk, org: OrgId = SHOP) -> tuple[int, int, int]:
    open_keys = [key for key in desk.house.keys.keys(org) if key.revoked_at is None]
    return len(open_keys), len(desk.house.hooks.hooks(org)), len(desk.house.listeners.listeners(org))


# -- who may -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.ANALYST, Role.APPROVER, Role.READER])
def test_the_office_is_for_whoever_manages(desk: Desk, role: Role) -> None:
    made = ways(desk)
    client = desk.client(desk.enter("Uri", role))
    for path in (*OFFICE, made["key"], made["hook"], made["listener"]):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert "This page is the owner’s." in words(answer.content.decode())
    for path, data in (
        ("/settings/keys", {"name": "x", "scope": "read"}),
        ("/settings/hooks", {"processor": "stripe"}),
        ("/settings/listeners", {"url": "https://x.example/"}),
        ("/settings/listeners/mail", {"person": "uri", "wanted": "yes"}),
        (made["key"], {}),
        (made["hook"], {}),
        (made["secret"], {"secret": "x"}),
        (made["listener"], {}),
    ):
        assert client.post(path, data).status_code == 403, path
    assert kept(desk) == (1, 1, 1)
    assert desk.house.listeners.mailed(SHOP) == []
    assert '/settings/keys"' not in client.get("/settings").content.decode()


def test_what_is_another_organisations_is_not_found(desk: Desk, owner: Client) -> None:
    desk.house.store.add_organisation(Organisation(OTHER, "Other"))
    for path in ways(desk, OTHER).values():
        assert owner.post(path, {"secret": "x"}).status_code == 404, path
        if not path.endswith("secret"):
            assert owner.get(path).status_code == 404, path
    assert kept(desk, OTHER) == (1, 1, 1)
    pages = "".join(owner.get(path).content.decode() for path in OFFICE)
    assert "rival’s report" not in pages
    assert "shop.example" not in pages


def test_a_form_from_elsewhere_is_not_taken(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = desk.client(desk.enter("Noa")).cookies
    made = ways(desk)
    for path in ("/settings/keys", "/settings/hooks", "/settings/listeners", "/settings/listeners/mail", "/me", *made.values()):
        assert client.post(path, {"name": "x", "scope": "read", "secret": "x"}).status_code == 403, path
    assert kept(desk) == (1, 1, 1)


@pytest.mark.parametrize("path", [*OFFICE, "/me"])
def test_the_pages_take_few_queries_however_much_there_is(desk: Desk, owner: Client, path: str) -> None:
    for _ in range(20):
        ways(desk)
    for n in range(70):
        Sight.objects.create(organisation=SHOP, who_kind="person", who="noa-peretz", case=f"C-{n}", what="case")
    owner.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert owner.get(path).status_code == 200
    assert len(asked.captured_queries) <= MOST_QUERIES, [q["sql"][:90] for q in asked.captured_queries]


@pytest.mark.parametrize("language", list(Language))
def test_what_ends_something_is_asked_in_both_languages(desk: Desk, language: Language) -> None:
    client = desk.client(desk.enter("Noa"), language=language)
    for path in [path for path in ways(desk).values() if not path.endswith("secret")]:
        page = client.get(path)
        assert page.status_code == 200
        assert "office." not in words(page.content.decode())
        assert f'lang="{language}"' in page.content.decode()
    assert kept(desk) == (1, 1, 1), "looking ends nothing"


# -- keys ----------------------------------------------------------------------------------------------------------------------


def test_a_key_is_made_on_the_page_and_its_secret_is_shown_once(desk: Desk, owner: Client) -> None:
    answer = owner.post("/settings/keys", {"name": "shop system", "scope": ["read", "work"]})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    found = re.search(r"yosher_[\w-]{43}", answer.content.decode())
    assert found
    key = desk.house.keys.key_of(found[0], now=NOW)
    assert key is not None
    assert (key.name, key.scopes, key.made_by) == ("shop system", {Ability.READ, Ability.WORK}, "noa-peretz")
    page = owner.get("/settings/keys").content.decode()
    assert found[0] not in page
    assert {"shop system", "Noa Peretz", "See cases, their papers and the figures"} <= set(_texts(page))
    assert found[0] not in str(dict(owner.session.items()))
    assert all(found[0] not in str(morsel) for morsel in answer.cookies.values())


def spaced(page: Any) -> str:
    """What is read of a page, with a gap where one element ends and another one begins."""
    return " ".join(text for text in _texts(page.content.decode()) if text)


def _texts(page: str) -> list[str]:
    return [" ".join(text.split()) for text in re.split(r"<[^>]+>", page)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": "shop <b>system</b>", "scope": []}, "office.scope_missing"),
        ({"name": "  ", "scope": ["read"]}, "desk.name_unfit"),
        ({"name": "x" * 61, "scope": ["read"]}, "desk.name_unfit"),
        ({"name": "x", "scope": ["read", "everything"]}, "desk.no_such_scope"),
    ],
)
def test_a_key_that_cannot_be_keeps_what_was_typed(desk: Desk, owner: Client, data: Any, said: str) -> None:
    answer = owner.post("/settings/keys", data)
    assert answer.status_code == 400
    start = str(template(said, Language.EN)).partition("{")[0].strip()
    assert start in words(answer.content.decode())
    if data["name"].strip():
        assert data["name"].replace("<", "&lt;").replace(">", "&gt;") in answer.content.decode()
    assert kept(desk)[0] == 0


def test_a_key_is_closed_after_a_look_at_what_stops(desk: Desk, owner: Client) -> None:
    key, secret = desk.house.keys.add_key(SHOP, "monthly report", frozenset({Ability.READ, Ability.MANAGE}), now=NOW)
    desk.house.keys.key_of(secret, now=NOW)
    page = words(owner.get(f"/settings/keys/{key.id}/close").content.decode())
    assert "Close the key “monthly report”?" in page
    assert "See cases, their papers and the figures" in page
    assert "09:00" in page, "when it was used last, by the clock of the reader"
    assert desk.house.keys.key_of(secret, now=NOW) is not None
    told = words(owner.post(f"/settings/keys/{key.id}/close", follow=True).content.decode())
    assert "opens nothing any more" in told
    assert "Closed" in told
    assert desk.house.keys.key_of(secret, now=NOW) is None


# -- processors' messages ------------------------------------------------------------------------------------------------------


def test_an_address_for_a_processor_is_made_told_its_secret_and_removed(desk: Desk, owner: Client) -> None:
    told = owner.post("/settings/hooks", {"processor": "stripe"}, follow=True).content.decode()
    [(hook, has_secret)] = desk.house.hooks.hooks(SHOP)
    assert not has_secret
    assert f"http://testserver/hooks/stripe/{hook.id}" in told
    assert "Not told yet" in words(told)
    done = owner.post(f"/settings/hooks/{hook.id}/secret", {"secret": "whsec_of_the_processor"}, follow=True).content.decode()
    assert "whsec_of_the_processor" not in done
    known = desk.house.hooks.hook(hook.id)
    assert known is not None
    assert known.secret == "whsec_of_the_processor"
    assert "Stripe" in words(owner.get(f"/settings/hooks/{hook.id}/remove").content.decode())
    owner.post(f"/settings/hooks/{hook.id}/remove")
    assert desk.house.hooks.hooks(SHOP) == []


def test_a_secret_that_is_known_is_told_at_once_and_never_shown(desk: Desk, owner: Client) -> None:
    page = owner.post("/settings/hooks", {"processor": "adyen", "secret": "  ABCD1234  "}, follow=True).content.decode()
    [(hook, has_secret)] = desk.house.hooks.hooks(SHOP)
    known = desk.house.hooks.hook(hook.id)
    assert has_secret
    assert known is not None
    assert known.secret == "ABCD1234"
    assert "ABCD1234" not in page


def test_a_secret_of_two_lines_is_told_as_such(desk: Desk, owner: Client) -> None:
    page = owner.post("/settings/hooks", {"processor": "square", "secret": "https://x.example/\r\nkey"}, follow=True).content.decode()
    [(hook, _)] = desk.house.hooks.hooks(SHOP)
    known = desk.house.hooks.hook(hook.id)
    assert known is not None
    assert known.secret == "https://x.example/\nkey"
    assert "Square needs two lines" in words(page)


@pytest.mark.parametrize("data", [{"processor": "paypal", "secret": "x"}, {"processor": ""}, {}])
def test_a_processor_whose_signature_cannot_be_checked_has_no_address(desk: Desk, owner: Client, data: Any) -> None:
    answer = owner.post("/settings/hooks", data)
    assert answer.status_code == 400
    assert "carry no signature" in words(answer.content.decode())
    assert desk.house.hooks.hooks(SHOP) == []


def test_what_came_last_is_seen_and_so_is_what_was_refused(desk: Desk, owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosher.api.hooks.right_now", lambda: NOW)
    hook = desk.house.hooks.add_hook(SHOP, "stripe", now=NOW)
    desk.house.hooks.set_hook_secret(SHOP, hook.id, "whsec_x")
    assert "nothing yet" in words(owner.get("/settings/hooks").content.decode())
    assert Client().post(f"/hooks/stripe/{hook.id}", b"{}", content_type="application/json").status_code == 400
    page = spaced(owner.get("/settings/hooks"))
    assert "Last refused 22 Nov , 09:00" in page
    assert "Last message nothing yet" in page


def test_a_secret_in_a_form_whose_session_had_ended_is_not_kept(desk: Desk) -> None:
    hook = desk.house.hooks.add_hook(SHOP, "stripe", now=NOW)
    stranger = Client()
    stranger.post(f"/settings/hooks/{hook.id}/secret", {"secret": "whsec_of_the_processor"})
    assert "whsec_of_the_processor" not in str(dict(stranger.session.items()))


# -- who is told ---------------------------------------------------------------------------------------------------------------


def test_an_address_is_told_and_its_secret_is_shown_once(desk: Desk, owner: Client) -> None:
    data = {"url": "https://shop.example/yosher", "event": ["case.opened", "case.outcome"]}
    answer = owner.post("/settings/listeners", data).content.decode()
    [made] = desk.house.listeners.listeners(SHOP)
    secret = desk.house.listeners.listener(SHOP, made.id).secret
    assert secret in answer
    page = owner.get("/settings/listeners").content.decode()
    assert secret not in page
    assert "A denial came in" in words(page)
    desk.house.listeners.note_told(SHOP, made.id, now=NOW)
    trouble = Reason("notice.not_taken", values={"host": "shop.example", "status": "503"})
    desk.house.listeners.note_told(SHOP, made.id, now=NOW + timedelta(hours=1), trouble=trouble)
    page = spaced(owner.get("/settings/listeners"))
    assert "Last delivered 22 Nov , 09:00" in page
    assert "Last failed 22 Nov , 10:00" in page
    assert "503" in page
    owner.post(f"/settings/listeners/{made.id}/remove")
    assert desk.house.listeners.listeners(SHOP) == []


@pytest.mark.parametrize(
    "data", [{"url": "not an address"}, {"url": ""}, {"url": "javascript:alert(1)"}, {"url": "https://x.example/", "event": "case.lost"}]
)
def test_an_address_that_cannot_be_told_keeps_what_was_typed(desk: Desk, owner: Client, data: Any) -> None:
    answer = owner.post("/settings/listeners", data)
    assert answer.status_code == 400
    assert f'value="{data["url"]}"' in answer.content.decode()
    assert desk.house.listeners.listeners(SHOP) == []


def test_people_with_an_address_get_mail_or_none(desk: Desk, owner: Client) -> None:
    owner.post("/settings/people", {"name": "Dana", "email": "dana@example.com", "role": "analyst"})
    assert "dana@example.com" in owner.get("/settings/listeners").content.decode()
    owner.post("/settings/listeners/mail", {"person": "dana", "wanted": "yes"})
    assert desk.house.listeners.mailed(SHOP) == [PersonId("dana")]
    owner.post("/settings/listeners/mail", {"person": "dana", "wanted": "no"})
    assert desk.house.listeners.mailed(SHOP) == []
    assert owner.post("/settings/listeners/mail", {"person": "nobody", "wanted": "yes"}).status_code == 404
    assert owner.post("/settings/listeners/mail", {"person": "noa-peretz", "wanted": "yes"}).status_code == 400, "no e-mail"


# -- who looked ----------------------------------------------------------------------------------------------------------------


def seen(case: str, *, who: str = "noa-peretz", kind: str = "person", at: datetime = NOW, org: str = SHOP, what: str = "case") -> None:
    row = Sight.objects.create(organisation=org, who_kind=kind, who=who, case=case, what=what)
    Sight.objects.filter(pk=row.pk).update(at=at)


@pytest.fixture
def unseen(desk: Desk) -> None:
    Sight.objects.all().delete()


def cases_on(page: Any) -> list[str]:
    return re.findall(r'href="/cases/([^"]+)"', page.content.decode())


def test_the_owner_sees_who_looked_and_asks_by_person_case_and_day(desk: Desk, owner: Client, unseen: None) -> None:
    key, _ = desk.house.keys.add_key(SHOP, "monthly report", READS, now=NOW)
    seen("C-1", at=NOW - timedelta(days=1))
    seen("C-2", at=datetime(2026, 11, 21, 21, 59, tzinfo=UTC))  # 23:59 in Jerusalem
    seen("C-3", at=datetime(2026, 11, 21, 22, 1, tzinfo=UTC), who=key.id, kind="key", what="packet")  # the day after
    seen("C-9", org="other")
    page = owner.get("/settings/sights")
    assert cases_on(page) == ["C-3", "C-2", "C-1"]
    assert {"Noa Peretz", "monthly report", "The packet"} <= set(_texts(page.content.decode()))
    assert cases_on(owner.get("/settings/sights?day=2026-11-21")) == ["C-2", "C-1"]
    assert cases_on(owner.get("/settings/sights?day=2026-11-22")) == ["C-3"]
    assert cases_on(owner.get(f"/settings/sights?who={key.id}")) == ["C-3"]
    assert cases_on(owner.get("/settings/sights?case=C-2&who=noa-peretz")) == ["C-2"]
    assert cases_on(owner.get("/settings/sights?case=C-9")) == []


def test_the_log_of_sights_goes_back_page_by_page_and_misses_none(desk: Desk, owner: Client, unseen: None) -> None:
    for n in range(120):
        seen(f"C-{n}", at=NOW - timedelta(seconds=n // 3))  # several in the same second
    address, found = "/settings/sights", []
    for _ in range(3):
        page = owner.get(address)
        found += cases_on(page)
        following = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        address = following[1] if following else ""
    assert address == ""
    assert sorted(found) == sorted(f"C-{n}" for n in range(120))
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "query", ["day=yesterday", "after=x", "after=99999999999999999999", "who=%00", "case=" + "x" * 500, "day=0001-01-01"]
)
def test_an_odd_question_shows_the_log_all_the_same(desk: Desk, owner: Client, query: str) -> None:
    assert owner.get(f"/settings/sights?{query}").status_code == 200


def test_a_case_that_was_shown_stands_in_the_log(desk: Desk, owner: Client, unseen: None) -> None:
    case = first_case(desk)
    owner.get(f"/cases/{case}")
    assert cases_on(owner.get("/settings/sights")) == [case]


# -- one's own page ------------------------------------------------------------------------------------------------------------


def test_times_are_shown_by_the_clock_that_a_person_chose(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    told = owner.post("/me", {"language": "en", "zone": "America/New_York"}, follow=True).content.decode()
    assert "It is now 02:00 in New York" in words(told)
    assert "02:00" in words(owner.get("/").content.decode())
    assert Login.objects.get(email="noa-peretz@example.com").zone == "America/New_York"
    other = desk.client(desk.enter("Dana"))
    assert "09:00" in words(other.get("/").content.decode()), "for themselves alone"
    owner.post("/me", {"language": "en", "zone": ""})
    assert "09:00" in words(owner.get("/").content.decode())
    assert owner.get(f"/cases/{case}").status_code == 200


def test_the_language_that_a_person_chose_stays_also_in_another_browser(desk: Desk) -> None:
    email = desk.enter("Noa")
    desk.client(email).post("/me", {"language": "he", "zone": ""})
    page = desk.client(email, language="en").get("/me").content.decode()
    assert 'lang="he" dir="rtl"' in page


@pytest.mark.parametrize(
    "data", [{"language": "xx", "zone": ""}, {"language": "en", "zone": "Mars/Base"}, {"language": "en", "zone": "../x"}]
)
def test_a_zone_or_language_that_there_is_not_is_said(desk: Desk, owner: Client, data: Any) -> None:
    answer = owner.post("/me", data)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Login.objects.get(email="noa-peretz@example.com").zone == ""


def test_a_person_ends_what_is_open_elsewhere(desk: Desk) -> None:
    email = desk.enter("Noa")
    here, there = Client(headers={"accept-language": "en"}), Client()
    for client in (here, there):
        client.post("/account/login/", {"login": email, "password": PASSWORD})
        assert client.get("/").status_code == 200
    page = here.get("/account/sessions/").content.decode()
    assert page.count("127.0.0.1") == 2
    assert page.count("this one") == 1
    here.post("/account/sessions/")
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


# -- in a browser --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", [("he", 360), ("en", 1280)], indirect=True)
def test_an_owner_makes_a_key_copies_it_and_closes_it(desk: Desk, screen: Reader) -> None:
    page = screen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=screen.address)
    screen.sign_in(desk.enter("Noa Peretz"))
    screen.go("/settings/keys")
    page.fill("#k-name", "shop system")
    page.locator('input[value="work"]').check()
    page.locator("#new .btn-go").click()
    secret = page.locator("#secret").inner_text()
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text(re.compile("Copied|הועתק"))
    assert page.evaluate("navigator.clipboard.readText()") == secret
    key = desk.house.keys.key_of(secret, now=NOW)
    assert key is not None
    assert key.scopes == {Ability.READ, Ability.WORK}
    page.locator(f'a[href$="{key.id}/close"]').click()
    page.locator(".confirm .btn-go").click()
    expect(page.locator(".flashes")).to_contain_text("shop system")
    assert desk.house.keys.key_of(secret, now=NOW) is None


# -- roles and seats -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_whose_seat_ends_is_out_at_once_and_stays_named(desk: Desk, language: Language) -> None:
    owner = desk.client(desk.enter("Noa Peretz"), language=language)
    email = desk.enter("Uri")
    uri, case = desk.client(email), first_case(desk)
    uri.post(f"/cases/{case}/note", {"text": "I looked"})
    desk.house.store.save_person(replace(desk.house.store.person(SHOP, "uri"), email=email))
    desk.house.listeners.set_mailed(SHOP, PersonId("uri"), wanted=True)
    desk.house.keys.add_key(SHOP, "till", READS, now=NOW, by="uri")
    open_link = desk.house.accounts.invite(Invitation("seat", SHOP, PersonId("uri")), now=NOW, lasts=timedelta(days=1))
    page = owner.get("/settings/people/uri/end")
    assert page.status_code == 200
    assert "till" in page.content.decode()
    assert "office." not in words(page.content.decode())
    assert uri.get("/").status_code == 200, "looking ends nothing"
    owner.post("/settings/people/uri/end")
    assert uri.get("/").status_code == 302
    assert Client().get(f"/start/{open_link}").status_code == 404
    assert not Login.objects.filter(email=email).exists()
    assert desk.house.listeners.mailed(SHOP) == []
    assert kept(desk)[0] == 1, "their keys go on"
    assert "Uri" in owner.get(f"/cases/{case}/log").content.decode()
    assert 'value="uri"' not in owner.get(f"/cases/{case}").content.decode()
    asked = owner.get("/settings/people/uri/role?role=reader")
    assert "office." not in words(asked.content.decode())
    owner.post("/settings/people/uri/role?role=reader")
    back = desk.house.store.person(SHOP, "uri")
    assert (back.role, back.has_left) == (Role.READER, False)


def test_a_log_in_with_another_seat_stays(desk: Desk, owner: Client) -> None:
    desk.house.store.add_organisation(Organisation(OTHER, "Other"))
    email = desk.enter("Uri")
    desk.house.store.add_person(Person(PersonId("uri"), OTHER, "Uri", Role.READER))
    secret = desk.house.accounts.invite(Invitation("seat", OTHER, PersonId("uri")), now=NOW, lasts=timedelta(days=1))
    login = Login.objects.get(email=email).pk
    desk.house.accounts.redeem(secret, person=PersonId("uri"), now=NOW, entry=Entry(signed_in=login))
    uri = desk.client(email)
    owner.post("/settings/people/uri/end")
    assert "Other" in uri.get("/settings").content.decode()
    assert uri.get(f"/cases/{first_case(desk)}").status_code == 404


def test_nobody_ends_their_own_seat_or_the_last_owner_s(desk: Desk, owner: Client) -> None:
    for act in ("end", "role?role=reader", "role?role=x"):
        for method in (owner.get, owner.post):
            answer = method(f"/settings/people/noa-peretz/{act}", follow=True)
            assert 'class="note note-wait"' in answer.content.decode(), act
    assert owner.get("/settings/people/nobody/end").status_code == 404
    uri = desk.client(desk.enter("Uri", Role.ANALYST))
    assert uri.post("/settings/people/noa-peretz/end").status_code == 403
    assert uri.post("/settings/people/noa-peretz/role?role=reader").status_code == 403
    assert desk.house.store.person(SHOP, "noa-peretz").role is Role.OWNER


def test_a_message_that_failed_for_good_is_given_up(desk: Desk, owner: Client) -> None:
    row = OutboxRow("deliver:x", SHOP, None, "deliver", {"to": "L-1"}, NOW)
    desk.house.store.post(row)
    Outbox.objects.filter(ref=row.id).update(dead=True)
    assert "Give up" in owner.get("/work").content.decode()
    reader = desk.client(desk.enter("Reader", Role.READER))
    reader.post("/work/dismiss", {"id": row.id})
    assert desk.house.store.work(SHOP, now=NOW, only_dead=True)
    owner.post("/work/dismiss", {"id": row.id})
    assert not desk.house.store.work(SHOP, now=NOW, only_dead=True)
