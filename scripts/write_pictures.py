"""Write docs/pictures: every page of the desk as a picture, in both languages, on a desk and on a phone.

Run after the pages change, and look at what it wrote; names of pages (`letter queue`) write those alone. Needs Chromium (`make test` installs it); loads nothing from elsewhere.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from wsgiref.simple_server import make_server

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ["YOSHER_SITE_HOSTS"] = "testserver"

from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home

FOLDER = Path(tempfile.mkdtemp(prefix="yosher-pictures-"))
HOME = Home(FOLDER / "home")
set_up(HOME, site=True)

from commands import run
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from web.conftest import NOW, PASSWORD, SHOP, Quiet, Threads
from web.test_other_side import PNG, told

import yosher.web.here
from yosher.bootstrap import site
from yosher.desk.aside import hand_in
from yosher.desk.guests import give_account, invite_guest
from yosher.desk.other_side import invite_customer, share
from yosher.desk.porch import keep_answers
from yosher.desk.ports import Entry, Given, Invitation, Invited, ShownTo
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, ExhibitId, PersonId
from yosher.kernel.reason import Reason
from yosher.people.may import Ability
from yosher.people.model import CasePart, Guest, Person, Role

TARGET = ROOT / "docs" / "pictures"
PAGES = {
    "sign-in": "/account/login/",
    "queue": "/",
    "case": "/cases/{case}",
    "letter": "/cases/{case}/letter",
    "approve": "/cases/{case}/approve",
    "erase": "/cases/{case}/erase",
    "log": "/cases/{case}/log",
    "guests": "/cases/{case}/guests?for=lawyer",
    "first-steps": "/first/1",
    "first-check": "/first/check",
    "insights": "/insights",
    "rules": "/rules?network=visa",
    "rule": "/rules/visa/13.1",
    "settings": "/settings",
    "keys": "/settings/keys",
    "key-close": "/settings/keys/{key}/close",
    "hooks": "/settings/hooks",
    "listeners": "/settings/listeners",
    "sights": "/settings/sights",
    "retention": "/settings/retention",
    "me": "/me",
    "import": "/import",
    "work": "/work",
    "emergency": "/emergency",
    "emergency-threat": "/emergency/threat",
}
# What the page of cases under way is shown with: one row is known here, one is not understood.
LIST = """\
Dispute id,Order,Amount,State,Dispute date,Due by,Sent on,Decided on,Refunded,Recovered,Assigned to,Notes
D-301,A-901,"1,250.00",open,2026-11-12,2026-12-05,,,,,Noa Peretz,
D-302,A-902,300.00,sent,2026-10-15,,2026-11-08,,50.00,,,
D-303,A-903,420.00,זכינו,2026-09-15,,2026-10-01,2026-11-10,,,,
D-304,A-904,80.00,partly won,2026-09-15,,2026-10-01,2026-11-10,,30.00,,
D-305,A-905,99.90,הוחזר,2026-10-15,,,2026-10-20,,,Somebody,
D-306,A-906,45.00,on its way,2026-10-15,,,,,,,
D-307,A-907,60.00,sent,2026-10-15,,,,,,,
"""
# The guests' pages: of customers by links of two cases, one that nobody has told anything yet and one that was told.
GUESTS = {
    "customer": "/with/{new}",
    "customer-tell": "/with/{new}/tell/1",
    "customer-papers": "/with/{waits}/papers",
    "customer-check": "/with/{waits}/check",
    "customer-record": "/with/{told}/record",
    "witness": "/with/{witness}",
    "witness-tell": "/with/{witness}/tell/2",
    "lawyer": "/with/{lawyer}",
}
WIDTHS = {"desk": 1280, "phone": 360}
COLOURS = 64  # a page has few; a picture of it is a quarter as large
TALLEST = 2400  # pixels: the first screens tell how a page feels


def signed_in() -> tuple[str, str]:
    """The demo's desk at the demo's morning: a case with a packet, and the session of Noa, who owns it."""
    said = run("demo", "--no-serve", "--json", "--home", str(HOME.folder), "--now", NOW.isoformat())
    assert said.exit_code == 0, said
    house = site.the_house(HOME)
    yosher.web.here.right_now = lambda: NOW
    house.store.add_person(Person(PersonId("noa"), SHOP, "Noa Peretz", Role.OWNER))
    secret = house.accounts.invite(Invitation("seat", SHOP, PersonId("noa")), now=NOW, lasts=timedelta(days=1))
    house.accounts.redeem(secret, person=PersonId("noa"), now=NOW, entry=Entry("noa@example.com", "Noa Peretz", PASSWORD))
    client = Client()
    client.force_login(get_user_model().objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/import", {"file": SimpleUploadedFile("denials-2026.csv", LIST.encode())})
    return next(row.case for row in house.store.queue(SHOP) if row.order == "A-77"), client.cookies["yosher_session"].value


def links(case: str) -> dict[str, str]:
    """The secrets of guests' pages. Of `told` the account was sent with a paper, and one of ours is shared; of `waits` nothing was sent yet."""
    house = site.the_house(HOME)
    desk = house.desk(house.store.organisation(SHOP), Actor(ActorKind.PERSON, "noa"), Role.OWNER, now=NOW)
    new, waits = [row.case for row in house.store.queue(SHOP) if row.case != case][:2]
    cases = {"told": case, "new": new, "waits": waits}
    found = {name: invite_customer(CaseId(of), desk=desk)[1] for name, of in cases.items()}
    porch = house.porch(now=NOW)
    for name in ("told", "waits"):
        hand_in(found[name], "table-leg.png", PNG, porch=porch)
    hand_in(found["waits"], "receipt.png", PNG + b"2", porch=porch)
    keep_answers(found["waits"], {"q1": "The table came with a scratched leg."}, porch=porch)
    told(found["told"], Client())
    shown = next(kept for kept in house.store.exhibits(SHOP, CaseId(case)) if kept.blob)
    share(CaseId(case), ExhibitId(shown.id), desk=desk)
    lawyer = Invited(Guest.LAWYER, "Adv. Tamar Regev", "Is there anything that we must not say?", Given(frozenset(CasePart), frozenset({shown.id})))
    witness = Invited(Guest.WITNESS, "Avi Dahan", "A delivery to Herzl Street in November")
    found |= {"lawyer": invite_guest(CaseId(case), lawyer, desk=desk)[1], "witness": invite_guest(CaseId(case), witness, desk=desk)[1]}
    give_account(found["witness"], {"w1": "I carried a parcel up to the second floor and handed it to a woman.", "w6": "I do not remember the hour."}, porch=porch)
    return found


def office() -> dict[str, str]:
    """What the pages of the office are shown with: a key that reads and one that was closed, processors, and who is told."""
    house, ago = site.the_house(HOME), [NOW - timedelta(days=days) for days in range(10)]
    house.store.add_person(Person(PersonId("dana"), SHOP, "Dana Levi", Role.ANALYST, "dana@example.com"))
    key, secret = house.keys.add_key(SHOP, "Monthly report", frozenset({Ability.READ}), now=ago[9], by="noa")
    house.keys.key_of(secret, now=ago[1])
    old, _ = house.keys.add_key(SHOP, "Shop system", frozenset({Ability.READ, Ability.WORK}), now=ago[9], by="noa")
    house.keys.revoke_key(SHOP, old.id, now=ago[2])
    for processor, fits in (("stripe", True), ("adyen", False)):
        hook = house.hooks.add_hook(SHOP, processor, now=ago[8])
        if fits:
            house.hooks.set_hook_secret(SHOP, hook.id, "the processor's")
            house.hooks.note_message(hook, now=ago[0], fits=True)
    listener = house.listeners.add_listener(SHOP, "https://shop.example/yosher", frozenset({"case.opened", "case.outcome"}), now=ago[8])
    trouble = Reason("notice.not_taken", values={"host": "shop.example", "status": "503"})
    house.listeners.note_told(SHOP, listener.id, now=ago[3], trouble=trouble)
    house.listeners.note_told(SHOP, listener.id, now=ago[1])
    house.listeners.set_mailed(SHOP, PersonId("dana"), wanted=True)
    for kind, who, what, case in (("person", "dana", "case", "C-1"), ("key", key.id, "queue", None), ("person", "noa", "packet", "C-1")):
        house.accounts.note_sight(ShownTo(SHOP, Actor(ActorKind(kind), who), what, CaseId(case) if case else None))
    return {"key": key.id}


def take(browser: Browser, address: str, names: dict[str, str], session: str, wanted: set[str]) -> None:
    for language in ("en", "he"):
        for size, width in WIDTHS.items():
            for name, path in (PAGES | GUESTS).items():
                if name not in wanted:
                    continue
                context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
                cookies = {} if name in GUESTS else {"yosher_language": language}
                cookies |= {} if name in GUESTS or name == "sign-in" else {"yosher_session": session}
                context.add_cookies([{"name": key, "value": value, "url": address} for key, value in cookies.items()])
                page = context.new_page()
                page.goto(address + path.format(**names) + (f"?language={language}" if name in GUESTS else ""))
                page.evaluate("for (const picture of document.images) picture.loading = 'eager'")
                page.wait_for_load_state("networkidle")
                tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                page.set_viewport_size({"width": width, "height": tall})
                page.screenshot(path=TARGET / f"{name}-{language}-{size}.png")
                context.close()


def main(*only: str) -> None:
    if unknown := set(only) - set(PAGES | GUESTS):
        raise SystemExit(f"No such page: {', '.join(sorted(unknown))}. There are: {', '.join(PAGES | GUESTS)}.")
    if not only:
        shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    started = time.time()
    case, session = signed_in()
    server = make_server("127.0.0.1", 0, site.wsgi(HOME), Threads, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        take(browser, f"http://127.0.0.1:{server.server_port}", {"case": case, **links(case), **office()}, session, set(only or (PAGES | GUESTS)))
        browser.close()
    server.shutdown()
    server.server_close()
    shutil.rmtree(FOLDER)
    for path in (path for path in TARGET.iterdir() if path.stat().st_mtime >= started):
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
