"""Signing in with an outside provider: the whole way with a stand-in, who may come in, and what is said to whoever does not."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client, override_settings
from playwright.sync_api import expect

from identity_provider import CLIENT, SECRET, Provider, provider
from web.conftest import NOW, PASSWORD, SHOP, Desk, Reader
from web.test_pages import words
from yosher.adapters.accounts.models import Login, Seat
from yosher.bootstrap.site_settings import Outside, provider_settings
from yosher.desk.ports import Invitation
from yosher.kernel.ids import PersonId
from yosher.kernel.words import Language
from yosher.people.model import Person, Role

BEGIN, BACK = "/account/oidc/outside/login/", "/account/oidc/outside/login/callback/"


@pytest.fixture
def there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setattr("yosher.web.accounts.right_now", lambda: NOW)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with provider() as stand_in:
        known = Outside(stand_in.address, CLIENT, SECRET, "Example ID")
        with override_settings(SOCIALACCOUNT_PROVIDERS=provider_settings(known)):
            yield stand_in


def add(desk: Desk, name: str, email: str, *, invited: bool = True) -> Person:
    person = Person(PersonId(name.lower()), SHOP, name, Role.ANALYST, email)
    desk.house.store.add_person(person)
    if invited:
        desk.house.accounts.invite(Invitation("seat", SHOP, person.id), now=NOW, lasts=timedelta(days=1))
    return person


def to_the_provider(client: Client, **form: str) -> str:
    """Where the provider sends the browser back to."""
    page = client.post(BEGIN, form)
    assert page.status_code == 200
    address = re.search(r'content="0;url=([^"]+)"', page.content.decode())
    assert address
    return httpx.get(unescape(address[1]), trust_env=False).headers["Location"]


def come_in(client: Client, **form: str) -> Any:
    address = to_the_provider(client, **form)
    return client.get(address.removeprefix("http://testserver"))


def test_an_invited_person_comes_in_by_a_verified_address(desk: Desk, there: Provider) -> None:
    add(desk, "Dana", "Dana@Example.com")
    client = Client(headers={"accept-language": "en"})
    answer = come_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Dana" in client.get("/").content.decode()
    login = Login.objects.get(email="dana@example.com")
    assert not login.has_usable_password()
    assert Seat.objects.get(login=login).person == "dana"
    assert there.asked.count("/token") == 1
    again = Client()
    assert come_in(again)["Location"] == "/"
    assert Login.objects.count() == 1


def test_what_is_connected_is_shown_and_removed_in_our_words(desk: Desk, there: Provider) -> None:
    desk.enter("Noa")
    client = Client(headers={"accept-language": "en"})
    client.post("/account/login/", {"login": "noa@example.com", "password": PASSWORD})
    come_in(client, process="connect")
    page = client.get("/account/3rdparty/").content.decode()
    assert "These open your account here." in words(page)
    chosen = re.search(r'name="account" value="(\d+)"', page)
    assert chosen
    assert "Nothing outside is connected" in words(client.post("/account/3rdparty/", {"account": chosen[1]}, follow=True).content.decode())


def test_who_has_a_seat_comes_into_that_seat_and_goes_on_to_where_they_were(desk: Desk, there: Provider) -> None:
    add(desk, "Dana", "dana@example.com")
    secret = desk.house.accounts.invite(Invitation("seat", SHOP, PersonId("dana")), now=NOW, lasts=timedelta(days=1))
    Client().post(f"/start/{secret}", {"email": "private@example.org", "password": "a sentence of my own"})
    client = Client()
    assert come_in(client, next="/insights")["Location"] == "/insights"
    assert "private@example.org" in words(client.get("/me").content.decode())


def test_the_button_stands_only_where_a_provider_is_set(desk: Desk, there: Provider) -> None:
    for language, text in ((Language.EN, "Sign in with Example ID"), (Language.HE, "כניסה עם")):
        page = Client(headers={"accept-language": str(language)}).get("/account/login/?next=/rules").content.decode()
        assert BEGIN in page
        assert text in words(page)
        assert re.search(f'action="{BEGIN}">(<input[^>]*>)*<input type="hidden" name="next" value="/rules">', page)
    with override_settings(SOCIALACCOUNT_PROVIDERS={}):
        assert BEGIN not in Client().get("/account/login/").content.decode()
        assert Client().get(BACK).status_code == 404
        assert Client().post(BEGIN).status_code == 404


@pytest.mark.parametrize(
    ("person", "invited", "title"),
    [
        ({"sub": "u", "email": "dana@example.com", "email_verified": False}, True, "not verified"),
        ({"sub": "u", "email": "dana@example.com", "email_verified": "false"}, True, "not verified"),
        ({"sub": "u", "email": "dana@example.com"}, True, "not verified"),
        ({"sub": "u"}, True, "not verified"),
        ({"sub": "u", "email": "eve@example.com", "email_verified": True}, True, "Nobody here has this address"),
        ({"sub": "u", "email": "dana@example.com", "email_verified": True}, False, "Nobody here has this address"),
    ],
)
def test_nobody_else_comes_in(desk: Desk, there: Provider, person: Any, title: str, *, invited: bool) -> None:
    add(desk, "Dana", "dana@example.com", invited=invited)
    there.person = person
    client = Client(headers={"accept-language": "en"})
    answer = come_in(client)
    assert answer.status_code == 403
    assert title in words(answer.content.decode())
    assert client.get("/")["Location"].startswith("/account/login/")
    assert (Login.objects.count(), SocialAccount.objects.count()) == (0, 0)


def test_an_invitation_that_has_run_out_lets_nobody_in(desk: Desk, there: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    add(desk, "Dana", "dana@example.com")
    monkeypatch.setattr("yosher.web.accounts.right_now", lambda: NOW + timedelta(days=2))
    assert come_in(Client()).status_code == 403


def test_an_address_that_somebody_typed_at_their_own_log_in_opens_it_to_nobody(desk: Desk, there: Provider) -> None:
    """Eve signs in with Dana's address; Dana, invited under it, gets neither Eve's log-in nor gives Eve her seat."""
    secret = desk.house.accounts.invite(Invitation("seat", SHOP, add(desk, "Eve", "").id), now=NOW, lasts=timedelta(days=1))
    Client().post(f"/start/{secret}", {"email": "dana@example.com", "password": "a sentence of my own"})
    add(desk, "Dana", "dana@example.com")
    assert come_in(Client()).status_code == 403
    assert list(Seat.objects.values_list("person", flat=True)) == ["eve"]


def test_who_came_in_by_the_link_connects_the_provider_first(desk: Desk, there: Provider) -> None:
    there.person = {"sub": "u-7", "email": "other@example.net", "email_verified": False}
    client = desk.client(desk.enter("Noa"))
    assert "/account/3rdparty/" in client.get("/me").content.decode()
    assert BEGIN in client.get("/account/3rdparty/").content.decode()
    come_in(client, process="connect")
    assert SocialAccount.objects.get().user.email == "noa@example.com"
    new = Client()
    assert come_in(new)["Location"] == "/"
    assert "noa@example.com" in words(new.get("/me").content.decode())


def test_a_second_lock_is_asked_for_all_the_same(desk: Desk, there: Provider) -> None:
    there.person = {"sub": "u-7", "email": "noa@example.com", "email_verified": True}
    email = desk.enter("Noa")
    user = get_user_model().objects.get(email=email)
    come_in(desk.client(email), process="connect")
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    assert come_in(client)["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/")["Location"].startswith("/account/login/")


@pytest.mark.parametrize("broken", ["/.well-known/openid-configuration", "/token", "/userinfo"])
@pytest.mark.parametrize("language", list(Language))
def test_a_provider_that_is_out_of_order_is_said_calmly(desk: Desk, there: Provider, broken: str, language: Language) -> None:
    add(desk, "Dana", "dana@example.com")
    client = Client(headers={"accept-language": str(language)}, raise_request_exception=True)
    address = to_the_provider(client)
    there.broken = broken
    answers = [client.get(address.removeprefix("http://testserver"))]
    if broken.startswith("/.well"):
        answers.append(client.post(BEGIN))
    for answer in answers:
        assert answer.status_code in (401, 503)
        assert "out of order" not in answer.content.decode()
        assert "office." not in words(answer.content.decode())
    assert Login.objects.count() == 0


def test_a_provider_that_is_not_there_holds_up_nothing(desk: Desk, there: Provider) -> None:
    nobody = Outside("http://127.0.0.1:9", CLIENT, SECRET, "Example ID")
    with override_settings(SOCIALACCOUNT_PROVIDERS=provider_settings(nobody)):
        answer = Client(headers={"accept-language": "en"}).post(BEGIN)
    assert answer.status_code == 503
    assert "Example ID does not answer" in words(answer.content.decode())


@pytest.mark.parametrize("token", [{"aud": "somebody else"}, {"iss": "https://elsewhere.example"}, {"exp": 1_000_000_000}, {"sub": "u-2"}])
def test_an_id_token_for_another_one_opens_nothing(desk: Desk, there: Provider, token: Any) -> None:
    add(desk, "Dana", "dana@example.com")
    there.token = token
    there.userinfo = {"sub": "u-1"}
    assert come_in(Client()).status_code == 401
    assert Login.objects.count() == 0


def test_a_state_of_another_browser_opens_nothing(desk: Desk, there: Provider) -> None:
    add(desk, "Dana", "dana@example.com")
    address = to_the_provider(Client()).removeprefix("http://testserver")
    stranger = Client(headers={"accept-language": "en"})
    for place in (address, address.replace("state=", "state=x"), BACK, f"{BACK}?code=x", f"{BACK}?error=access_denied&state=x"):
        answer = stranger.get(place)
        assert answer.status_code in (401, 403), place
        assert "That did not work." in words(answer.content.decode())
    assert Login.objects.count() == 0
    assert there.asked.count("/token") == 0


def test_who_turns_back_half_way_may_try_again(desk: Desk, there: Provider) -> None:
    client = Client(headers={"accept-language": "en"})
    address = to_the_provider(client)
    state = re.search(r"state=([^&]+)", address)
    assert state
    answer = client.get(f"{BACK}?error=access_denied&state={state[1]}")
    assert "Nothing happened." in words(answer.content.decode())


def test_a_form_from_elsewhere_begins_nothing(desk: Desk, there: Provider) -> None:
    assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403
    assert Client().get(BEGIN)["Location"] == "/account/login/"
    assert there.asked == []


def test_who_begins_too_often_waits(desk: Desk, there: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosher.web.outside.MOST", 2)
    assert [Client().post(BEGIN).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("screen", [("he", 360), ("en", 1280)], indirect=True)
def test_a_browser_goes_the_whole_way(desk: Desk, there: Provider, screen: Reader) -> None:
    """Also past our own policy, which lets no form end elsewhere."""
    add(desk, "Dana", "dana@example.com")
    screen.go("/account/login/")
    screen.page.locator(f'form[action="{BEGIN}"] button').click()
    expect(screen.page).to_have_url(screen.address + "/")
    expect(screen.page.locator(".who summary")).to_contain_text("Dana")
