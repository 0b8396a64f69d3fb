"""The desk over a home of its own: a client without a browser, and a served site for a real one."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from commands import run
from yosher.bootstrap import site
from yosher.bootstrap.home import Home
from yosher.bootstrap.house import House
from yosher.bootstrap.site import the_house, wsgi
from yosher.desk.ports import Entry, Invitation
from yosher.kernel.ids import OrgId, PersonId
from yosher.people.model import Person, Role

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in the test's thread; the store knows nothing of it
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
PASSWORD = "a long sentence to sign in with"
SHOP = OrgId("oak-olive")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass
class Desk:
    """A home with the demo's cases; `enter` makes a person with a role who can sign in."""

    house: House
    home: Home

    def enter(self, name: str, role: Role = Role.OWNER, *, org: OrgId = SHOP, language: str = "") -> str:
        ref = PersonId(name.lower().replace(" ", "-"))
        self.house.store.add_person(Person(ref, org, name, role))
        secret = self.house.accounts.invite(Invitation("seat", org, ref), now=NOW, lasts=timedelta(days=1))
        email = f"{ref}@example.com"
        self.house.accounts.redeem(secret, person=ref, now=NOW, entry=Entry(email, name, PASSWORD))
        return email

    def client(self, email: str, *, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        user = get_user_model().objects.get(email=email)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace, answered once; each test gets a copy."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    said = run("demo", "--no-serve", "--json", "--home", str(folder), "--now", NOW.isoformat())
    assert said.exit_code == 0, said
    site._houses.clear()
    the_house(Home(folder))  # the tables of the pages, too
    connections.close_all()
    return folder


@pytest.fixture
def desk(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    folder = tmp_path / "home"
    shutil.copytree(demo_home, folder)
    monkeypatch.setattr(site, "right_now", lambda: NOW)
    monkeypatch.setattr("yosher.web.here.right_now", lambda: NOW)
    monkeypatch.setattr("yosher.web.doors.right_now", lambda: NOW)
    monkeypatch.setattr("yosher.web.porch.right_now", lambda: NOW)
    site._houses.clear()
    cache.clear()  # counts of sign-ins
    home = Home(folder)
    yield Desk(the_house(home), home)
    site._houses.clear()
    connections.close_all()


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a test says what it looked for."""


@pytest.fixture
def served(desk: Desk) -> Iterator[str]:
    """The address of the desk, served with its files."""
    pages = wsgi(desk.home)

    def application(environ: object, start: object) -> object:
        found = pages(environ, start)
        try:
            yield from found
        finally:
            if hasattr(found, "close"):
                found.close()
            connections.close_all()

    server = make_server("127.0.0.1", 0, application, Threads, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield opened
        opened.close()


@dataclass
class Reader:
    """Somebody before a screen."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)  # what the browser's console said; none is left at the end of a test

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, email: str) -> None:
        self.go("/account/login/")
        self.page.fill("#id_login", email)
        self.page.fill("#id_password", PASSWORD)
        self.page.locator("form[action='/account/login/'] .btn-go").click()
        expect(self.page).to_have_url(self.address + "/")


@pytest.fixture
def screen(browser: Browser, served: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """English on a wide screen, unless a test says otherwise: `@pytest.mark.parametrize("screen", [("he", 360)], indirect=True)`."""
    language, width = getattr(request, "param", ("en", 1280))
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=language, timezone_id="America/New_York")
    page = context.new_page()
    reader = Reader(page, served)
    page.on("console", lambda said: reader.troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: reader.troubles.append(str(error)))
    yield reader
    context.close()
    assert reader.troubles == []
