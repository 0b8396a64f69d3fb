"""The stories of each kind of user in a real browser, in both languages, wide and on a phone, by mouse and by keyboard alone."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from given_list import STATES, as_csv
from web.conftest import NOW, SHOP, Desk, Reader
from web.test_pages import first_case
from yosher.desk.ports import Invitation
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.say import say as sentence

PAGES = (
    "/",
    "/cases",
    "/insights",
    "/rules",
    "/rules/visa/13.1",
    "/settings",
    "/import",
    "/settings/keys",
    "/settings/hooks",
    "/settings/listeners",
    "/settings/sights",
    "/settings/retention",
    "/me",
    "/work",
    "/first/1",
    "/first/check",
    "/emergency",
    "/emergency/threat",
)
PAGES += ("/account/2fa/", "/account/password/change/", "/account/sessions/")
BOTH = [("he", 360), ("en", 1280), ("he", 1280), ("en", 360)]


def serious(reader: Reader) -> list[str]:
    """What axe finds serious or critical on the page that is shown."""
    found = Axe().run(reader.page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in ("serious", "critical")]


def is_too_wide(reader: Reader) -> bool:
    return bool(reader.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("screen", BOTH, indirect=True)
def test_no_page_is_too_wide_or_hard_to_use(desk: Desk, screen: Reader) -> None:
    screen.sign_in(desk.enter("Noa Peretz"))
    case = first_case(desk)
    faults = {}
    for path in (
        *PAGES,
        f"/cases/{case}",
        f"/cases/{case}/log",
        f"/cases/{case}/letter",
        f"/cases/{case}/approve",
        f"/cases/{case}/erase",
        f"/cases/{case}/refund",
    ):
        screen.go(path)
        found = [*serious(screen), *(["too wide"] if is_too_wide(screen) else [])]
        if found:
            faults[path] = found
    assert faults == {}


@pytest.mark.parametrize("screen", [("en", 320), ("he", 320)], indirect=True)
def test_the_smallest_phone_needs_no_scrolling_aside(desk: Desk, screen: Reader) -> None:
    screen.sign_in(desk.enter("Noa Peretz"))
    for path in (*PAGES, f"/cases/{first_case(desk)}"):
        screen.go(path)
        assert not is_too_wide(screen), path


@pytest.mark.parametrize("screen", [("en", 360), ("he", 360)], indirect=True)
def test_a_view_with_a_long_name_does_not_widen_the_queue(desk: Desk, screen: Reader) -> None:
    email = desk.enter("Noa")
    desk.client(email).post("/views", {"name": "n" * 60, "address": "view=all"})
    screen.sign_in(email)
    assert not is_too_wide(screen)


@pytest.mark.parametrize("screen", BOTH, indirect=True)
def test_a_spreadsheet_of_cases_is_looked_at_and_taken_over(desk: Desk, screen: Reader) -> None:
    screen.sign_in(desk.enter("Noa Peretz"))
    screen.go("/settings")
    screen.page.locator("a[href='/import']").click()
    odd = as_csv(Language.EN) + b"D-99,A-99,10.00,visa,13.1,2026-10-15,,wobbling,,,,,,\n"
    screen.page.locator("#l-file").set_input_files({"name": "cases.csv", "mimeType": "text/csv", "buffer": odd})
    screen.page.locator(".drop .btn-go").click()
    assert (serious(screen), is_too_wide(screen)) == ([], False)
    screen.page.locator("form[action='/import/take'] .btn-go").click()
    expect(screen.page.locator("a[href^='/cases/C-']")).to_have_count(len(STATES))
    assert (serious(screen), is_too_wide(screen)) == ([], False)
    screen.page.locator("a[href^='/cases/C-']").first.click()
    expect(screen.page).to_have_url(re.compile("/cases/C-"))


def test_the_first_owner_comes_in_by_the_printed_link(desk: Desk, screen: Reader) -> None:
    secret = desk.house.accounts.invite(Invitation("owner", SHOP), now=NOW, lasts=timedelta(days=1))
    screen.go(f"/start/{secret}")
    screen.page.fill("#f-name", "Noa Peretz")
    screen.page.fill("#f-email", "noa@example.com")
    screen.page.fill("#f-password", "a sentence that is mine")
    screen.page.locator(".btn-go").click()
    expect(screen.page.locator("h1")).to_contain_text("want something from you")
    assert desk.house.store.people(SHOP)[0].name == "Noa Peretz"


@pytest.mark.parametrize("screen", [("he", 360)], indirect=True)
def test_an_owner_goes_from_the_letter_to_the_answer_on_a_phone_in_hebrew(desk: Desk, screen: Reader, tmp_path: Path) -> None:
    page = screen.page
    screen.sign_in(desk.enter("Alon Cohen"))
    page.get_by_role("link", name="הגיע מכתב").click()
    letter = tmp_path / "מכתב.txt"
    letter.write_text("ישראכרט: הכחשת עסקה", "utf-8")
    page.set_input_files("#q-paper", letter)
    page.fill("#q-told_by", "ישראכרט")
    page.fill("#q-received", "2026-11-19")
    page.fill("#q-answer_by", "2026-12-03")
    page.fill("#q-amount", "2,400.00")
    page.get_by_role("button", name="English").click()  # a change of language in the middle of a form loses nothing, no photo either
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#q-told_by")).to_have_value("ישראכרט")
    expect(page.locator("#main")).to_contain_text("מכתב.txt")
    page.get_by_role("button", name="עברית").click()
    expect(page.locator("html")).to_have_attribute("lang", "he")
    page.locator(".act .btn-go").click()
    page.fill("#q-claim", "השירות לא ניתן כפי שסוכם")
    page.get_by_text("שירות", exact=True).click()
    page.locator(".act .btn-go").click()
    page.fill("#q-sale", "2026-10-15")
    page.fill("#q-customer", "רות אדלר")
    page.locator(".act .btn-go").click()
    page.get_by_text("כן", exact=True).click()
    page.fill("#q-supplied_on", "2026-10-20")
    page.locator(".act .btn-go").click()
    expect(page.locator("h1")).to_have_text("יש זמן, ויש מה לעשות.")
    page.locator(".act .btn-go").click()
    expect(page.locator("h1")).to_contain_text("רות אדלר")
    case = page.url.rpartition("/")[2]
    assert [x.name for x in desk.house.store.exhibits(SHOP, case)] == ["מכתב.txt"]
    page.locator(".approve .btn-go").click()
    page.locator(".confirm .btn-go").click()
    expect(page.locator(".flashes")).to_contain_text("אושר")
    assert desk.house.store.case(SHOP, case).state == "approved"


def test_an_analyst_works_the_queue_by_keyboard_alone(desk: Desk, screen: Reader) -> None:
    page = screen.page
    screen.sign_in(desk.enter("Avi Alon"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("tr[aria-selected=true]")).to_have_count(1)
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("#claim-h")).to_be_visible()
    page.go_back()
    page.keyboard.press("/")
    expect(page.locator("input[type=search]")).to_be_focused()
    page.keyboard.type("A-77")
    page.keyboard.press("Enter")
    expect(page.locator("a.row")).to_have_count(1)


def test_the_first_key_press_offers_to_skip_to_the_content(desk: Desk, screen: Reader) -> None:
    screen.sign_in(desk.enter("Avi Alon"))
    screen.go("/rules")
    screen.page.keyboard.press("Tab")
    expect(screen.page.locator(".skip")).to_be_focused()


def test_an_analyst_adds_a_paper_weighs_again_and_approves(desk: Desk, screen: Reader, tmp_path: Path) -> None:
    page = screen.page
    screen.sign_in(desk.enter("Avi Alon"))
    case = first_case(desk)
    screen.go(f"/cases/{case}")
    paper = tmp_path / "note.txt"
    paper.write_text("Delivered on 7 October 2026, signed by the customer.", "utf-8")
    page.set_input_files("#add-files", paper)
    page.get_by_role("button", name="Add to the case").click()
    expect(page.locator(".flashes")).to_contain_text("note.txt")
    page.locator(".approve .btn-go").click()
    expect(page.locator(".flashes")).to_contain_text("Weighed")
    page.locator(".approve .btn-go").click()
    expect(page.locator(".confirm h1")).to_contain_text("approve the answer")
    page.locator(".confirm .btn-go").click()
    expect(page.locator(".flashes")).to_contain_text("Approved")


def test_papers_are_dropped_and_one_sees_how_far_they_are(desk: Desk, screen: Reader) -> None:
    page = screen.page
    screen.sign_in(desk.enter("Avi Alon"))
    screen.go(f"/cases/{first_case(desk)}")
    dropped = page.evaluate_handle(
        "() => { const it = new DataTransfer(); it.items.add(new File(['Left at the door. '.repeat(4000)], 'door.txt')); return it }"
    )
    page.dispatch_event("#add", "dragover", {"dataTransfer": dropped})
    expect(page.locator("#add")).to_have_attribute("data-over", "")
    page.dispatch_event("#add", "drop", {"dataTransfer": dropped})
    page.route("**/evidence", lambda route: route.abort())
    page.get_by_role("button", name="Add to the case").click()
    expect(page.locator("[data-said]")).to_contain_text("still chosen")
    page.unroute("**/evidence")
    assert [*screen.troubles] == ["Failed to load resource: net::ERR_FAILED"]
    screen.troubles.clear()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 50, "downloadThroughput": 200_000, "uploadThroughput": 40_000}
    line.send("Network.emulateNetworkConditions", slow)
    page.get_by_role("button", name="Add to the case").click()
    expect(page.locator("[data-said]")).to_contain_text("%")
    expect(page.locator(".flashes")).to_contain_text("door.txt", timeout=20_000)


def test_two_people_at_once_do_not_approve_over_each_other(desk: Desk, screen: Reader, browser: object) -> None:
    case = first_case(desk)
    screen.sign_in(desk.enter("Avi Alon"))
    screen.go(f"/cases/{case}/approve")
    other = desk.client(desk.enter("Dana Levi"))
    other.post(f"/cases/{case}/choose", {"choice": "lawyer", "because": "a large sum"})
    screen.page.locator(".confirm .btn-go").click()
    expect(screen.page.locator(".flashes")).to_contain_text("changed while you were looking")
    assert desk.house.store.case(SHOP, case).state == "answer_ready"


@pytest.mark.parametrize("language", list(Language))
def test_a_clock_in_another_zone_shows_the_desks_own_times(desk: Desk, screen: Reader, language: Language) -> None:
    """The browser stands in New York; the business's times are those of Jerusalem, and the page says so."""
    screen.sign_in(desk.enter("Avi Alon"))
    screen.go(f"/?language={language}")
    expect(screen.page.locator(".head p").first).to_contain_text(sentence(Reason("web.zone_jerusalem"), language))
    expect(screen.page.locator(".head p").first).to_contain_text("09:00")


def test_everything_that_matters_works_without_a_script(desk: Desk, browser: object, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")  # type: ignore[attr-defined]  # a browser
    reader = Reader(context.new_page(), served)
    reader.sign_in(desk.enter("Noa Peretz"))
    case = first_case(desk)
    reader.go(f"/cases/{case}")
    reader.page.locator("#note").fill("She called at nine.")
    reader.page.get_by_role("button", name="Keep the note").click()
    reader.page.locator(".approve .btn-go").click()
    reader.page.locator(".confirm .btn-go").click()
    assert desk.house.store.case(SHOP, case).state == "approved"
    assert "She called at nine." in [e.body.get("text") for e in desk.house.store.events(SHOP, case)]
    context.close()


def test_the_first_load_is_small(desk: Desk, screen: Reader) -> None:
    """Page, stylesheet, script and the fonts of one language: at most 150 kB over the wire."""
    sizes: list[int] = []
    screen.sign_in(desk.enter("Noa Peretz"))
    client = screen.page.context.new_cdp_session(screen.page)
    client.send("Network.enable")
    client.send("Network.clearBrowserCache")
    client.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    screen.go("/")
    screen.page.wait_for_load_state("networkidle")
    assert 20_000 < sum(sizes) <= 150_000, sizes


def test_amounts_and_tokens_stand_in_isolates(desk: Desk) -> None:
    """No amount, id or date of a Hebrew page stands bare between Hebrew letters."""
    page = desk.client(desk.enter("Noa"), language="he").get("/").content.decode()
    body = re.sub(r"<(script|style|svg|select)[\s\S]*?</\1>", "", page)
    bare = re.sub(r"<bdi[^>]*>(?:[^<]|<bdi[^>]*>[^<]*</bdi>)*</bdi>", "", body)
    text = re.sub(r"<[^>]+>", "\n", bare)
    assert re.findall(r"[\u05d0-\u05ea] ?[-\u2212]?\d[\d,.]*\.\d\d", text) == []
