"""A new password by mail: one link for an hour, once, and nobody learns who has a log-in here."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client, override_settings

from web.conftest import PASSWORD, Desk
from web.test_pages import words
from yosher.adapters.notices import backend
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

NEW = "another long sentence to sign in with"
SENT: list[tuple[str, str, str]] = []


class Post:
    """Stands in for the server: what would have gone out."""

    def __init__(self, server: str | None, sender: str) -> None:
        assert (server, sender) == ("smtp://mail.example", "desk@example.com")

    def __call__(self, to: str, *, subject: str, text: str, message: str) -> None:
        SENT.append((to, subject, text))


class Down(Post):
    def __call__(self, to: str, **_: Any) -> None:
        raise Trouble(Reason("notice.mail_unreachable", values={"why": "TimeoutError"}))


@pytest.fixture
def post(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    SENT.clear()
    monkeypatch.setattr(backend, "Mail", Post)
    own = {
        "YOSHER_SMTP_URL": "smtp://mail.example",
        "DEFAULT_FROM_EMAIL": "desk@example.com",
        "EMAIL_BACKEND": "yosher.adapters.notices.backend.MailBackend",
    }
    with override_settings(**own):
        yield desk


def asked(email: str, language: str = "en") -> Any:
    return Client(headers={"accept-language": language}).post("/account/password/reset/", {"email": email}, follow=True)


def link() -> str:
    found = re.search(r"https?://[^/\s]+(/account/password/reset/key/\S+)", SENT[-1][2])
    assert found
    return found[1]


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_new_password_comes_by_a_link_that_works_once(post: Desk, language: str) -> None:
    email = post.enter("Noa Peretz")
    assert asked(email, language).status_code == 200
    ((to, subject, text),) = SENT
    assert (to, subject) == (email, {"en": "A new password for Yosher", "he": "סיסמה חדשה ליושר"}[language])
    assert not re.search("[\u2066-\u2069]", text)
    person = Client()
    form = person.get(link(), follow=True)
    done = person.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}, follow=True)
    assert "The new password holds" in words(done.content.decode())
    login = get_user_model().objects.get(email=email)
    assert login.check_password(NEW)
    assert not login.check_password(PASSWORD)
    again = Client().get(link(), follow=True)
    assert "This link is over" in words(again.content.decode())
    assert settings.PASSWORD_RESET_TIMEOUT == 3600


def test_whoever_asks_is_told_the_same(post: Desk) -> None:
    known, unknown = asked(post.enter("Noa Peretz")), asked("nobody@example.com")
    assert words(known.content.decode()) == words(unknown.content.decode())
    assert len(SENT) == 1


def test_a_server_that_is_away_tells_nobody_who_is_known(post: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "Mail", Down)
    assert words(asked(post.enter("Noa Peretz")).content.decode()) == words(asked("nobody@example.com").content.decode())


def test_the_same_weak_password_is_refused_in_words(post: Desk) -> None:
    asked(post.enter("Noa Peretz"))
    person = Client()
    form = person.get(link(), follow=True)
    done = person.post(form.redirect_chain[-1][0], {"password1": "short", "password2": "short"})
    assert done.status_code == 200
    assert 'class="stop small"' in done.content.decode()


def test_without_a_mail_server_the_page_says_who_helps(desk: Desk) -> None:
    shown = Client().get("/account/password/reset/")
    assert "The owner makes you a new link" in words(shown.content.decode())
    assert "/account/password/reset/" not in Client().get("/account/login/").content.decode()
    assert asked(desk.enter("Noa Peretz")).status_code == 200
    assert not getattr(mail, "outbox", [])
