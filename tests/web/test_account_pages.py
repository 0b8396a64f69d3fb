"""The pages of one's own account are in our words and our look, in both languages; the framework's own stand nowhere."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from web.conftest import PASSWORD, Desk, Reader
from web.test_pages import words
from web.test_stories import is_too_wide, serious
from yosher.kernel.words import Language

FRAMEWORKS = (
    *("Two-Factor", "Authenticator", "authenticator", "Security Key", "security key", "Sign Up", "Too Many", "Third-Party"),
    *("Reauth", "reauth", "Confirm Access", "אימות דו-שלבי", "ההרשמה", "אפליקצי", "מפתחות אבטחה", "קודי שחזור"),
)
OWN = (
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/logout/",
    "/account/3rdparty/",
    "/account/reauthenticate/",
)


def came_in(desk: Desk, language: str = "en") -> Client:
    """By the page: what changes how one signs in is only shown to somebody who has just come in."""
    client = Client(headers={"accept-language": language})
    client.post("/account/login/", {"login": desk.enter("Noa"), "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def of_the_framework(page: str) -> list[str]:
    seen = words(re.sub(r"<script.*?</script>", "", page, flags=re.S))
    return [each for each in FRAMEWORKS if each in seen]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", OWN)
def test_an_account_page_is_in_our_words(desk: Desk, path: str, language: Language) -> None:
    page = came_in(desk, language).get(path)
    text = page.content.decode()
    assert page.status_code == 200
    assert (of_the_framework(text), 'class="bar"' in text) == ([], True)
    assert not re.search(r">\s*(office|web)\.[a-z_0-9]+\s*<", text)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", ["/account/signup/", "/account/inactive/"])
def test_what_is_closed_says_so_in_our_words(desk: Desk, path: str, language: Language) -> None:
    text = Client(headers={"accept-language": language}).get(path).content.decode()
    assert of_the_framework(text) == []
    assert "/account/login/" in text


def test_nobody_adds_an_address_to_their_seat(desk: Desk) -> None:
    """An address is the owner's to write: by it somebody may come in from outside."""
    client = came_in(desk)
    answer = client.post("/account/email/", {"action_add": "", "email": "other@example.com"})
    assert answer.status_code == 404
    assert not EmailAddress.objects.filter(email="other@example.com").exists()
    assert client.get("/account/confirm-email/").status_code == 404


@pytest.mark.parametrize(("language", "said"), [("en", "Too much came from here at once."), ("he", "הגיע מכאן יותר מדי בבת אחת.")])
def test_who_comes_too_often_reads_our_page(desk: Desk, language: str, said: str) -> None:
    client = Client(headers={"accept-language": language})
    cache.clear()
    answers = [client.post("/account/login/", {"login": f"p{n}@example.com", "password": "x"}) for n in range(31)]
    assert answers[-1].status_code == 429
    assert said in words(answers[-1].content.decode())
    assert 'class="bar"' in answers[-1].content.decode()


@pytest.mark.parametrize("language", list(Language))
def test_an_app_is_set_up_used_and_left_in_our_words(desk: Desk, language: Language) -> None:
    client = came_in(desk, language)
    secret = re.search(r'id="authenticator_secret">(\w+)<', client.get("/account/2fa/totp/activate/").content.decode())
    assert secret

    def code() -> str:
        counter = next(iter(auth.yield_hotp_counters_from_time()))
        return auth.format_hotp_value(auth.hotp_value(secret[1], counter))

    wrong = client.post("/account/2fa/totp/activate/", {"code": "000"})
    pages = [client.post("/account/2fa/totp/activate/", {"code": code()}, follow=True)]
    pages += [
        client.get(f"/account/2fa/{tail}")
        for tail in ("", "recovery-codes/", "recovery-codes/generate/", "reauthenticate/", "totp/deactivate/")
    ]
    cache.clear()
    again = Client(headers={"accept-language": language})
    pages.append(again.post("/account/login/", {"login": "noa@example.com", "password": PASSWORD}, follow=True))
    assert pages[-1].request["PATH_INFO"] == "/account/2fa/authenticate/"
    pages.append(client.post("/account/2fa/recovery-codes/generate/", follow=True))
    pages.append(client.post("/account/2fa/totp/deactivate/", follow=True))
    assert wrong.status_code == 200
    assert [(page.status_code, of_the_framework(page.content.decode())) for page in pages] == [(200, [])] * len(pages)
    assert "/account/2fa/totp/activate/" in client.get("/account/2fa/").content.decode()


@pytest.mark.parametrize("screen", [("en", 360), ("he", 360)], indirect=True)
def test_the_account_pages_are_not_too_wide_or_hard_to_use(desk: Desk, screen: Reader) -> None:
    screen.sign_in(desk.enter("Noa"))
    faults = {}
    for path in OWN:
        screen.go(path)
        faults[path] = (is_too_wide(screen), serious(screen))
    assert {where: found for where, found in faults.items() if found != (False, [])} == {}


def test_a_passkey_is_added_renamed_and_removed_on_our_pages(desk: Desk, screen: Reader) -> None:
    screen.address = screen.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    wire = screen.page.context.new_cdp_session(screen.page)
    wire.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": key | {"automaticPresenceSimulation": True}})
    screen.sign_in(desk.enter("Noa"))
    screen.go("/account/2fa/webauthn/add/")
    screen.page.fill("#id_password", PASSWORD)
    screen.page.locator(".account .btn-go").click()
    screen.page.fill("#id_name", "my phone")
    screen.page.locator("#mfa_webauthn_add").click()
    screen.page.wait_for_url("**/recovery-codes/**")
    assert of_the_framework(screen.page.content()) == []
    screen.go("/account/2fa/webauthn/")
    expect(screen.page.locator(".account .docs")).to_contain_text("my phone")
    screen.page.get_by_role("link", name="Rename").click()
    screen.page.fill("#id_name", "old phone")
    screen.page.locator(".account .btn-go").click()
    expect(screen.page.locator(".account .docs")).to_contain_text("old phone")
    screen.page.get_by_role("link", name="Remove").click()
    screen.page.locator(".account .btn-go").click()
    expect(screen.page.locator(".account")).to_contain_text("There is no passkey yet.")
