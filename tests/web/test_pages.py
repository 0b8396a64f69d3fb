"""Every page without a browser: who sees what, what is refused, and that nothing of another organisation is ever found."""

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from web.conftest import NOW, PASSWORD, SHOP, Desk
from yosher.adapters.accounts.models import Sight
from yosher.adapters.files import pages
from yosher.adapters.files.pdfium import Pdfium
from yosher.adapters.store.models import CaseRow
from yosher.desk.intake import take_file
from yosher.desk.ports import Invitation
from yosher.desk.shelf import SHELF
from yosher.evidence.model import Exhibit
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.words import Language
from yosher.people.model import Organisation, Role
from yosher.phrases.catalogue import template, word
from yosher.rulebook.lookup import rules
from yosher.web import html
from yosher.web.charts import bars
from yosher.web.emergency import EVENTS

TEMPLATES = Path(__file__).parents[2] / "src" / "yosher" / "web" / "templates"
ENDS_AT_ONCE = (sys.executable, "-c", "import os; os.write(0, bytes([1] + [0] * 8))")  # PDFium's process, and every file crashes it
PAGES = (
    "/",
    "/cases",
    "/insights",
    "/rules",
    "/rules/visa/13.1",
    "/settings",
    "/settings/keys",
    "/settings/hooks",
    "/settings/listeners",
    "/settings/sights",
    "/settings/retention",
    "/me",
    "/work",
    "/import",
    "/first/1",
    "/first/check",
    "/emergency",
    "/emergency/threat",
)
MOST_QUERIES = 15


def first_case(desk: Desk, state: str = "answer_ready") -> str:
    return next(row.case for row in desk.house.store.queue(SHOP) if row.state == state)


def words(page: str) -> str:
    """What is read of a page."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


@pytest.fixture
def owner(desk: Desk) -> Client:
    return desk.client(desk.enter("Noa Peretz"))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_in_both_languages(desk: Desk, path: str, language: Language) -> None:
    shown = desk.client(desk.enter("Noa"), language=language).get(path)
    assert shown.status_code == 200
    text = shown.content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language is Language.HE else "ltr"}">' in text
    assert not re.search(r">(web|office|terminal|cases|insights)\.[a-z_]+<", text)  # no key in place of a word
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick" not in text


def test_every_sentence_of_the_templates_has_its_words() -> None:
    named = {code for path in TEMPLATES.rglob("*.html") for code in re.findall(r'{% ta? "([a-z_]+\.[a-z0-9_]+)"', path.read_text("utf-8"))}
    assert len(named) > 150
    without = {code for code in named for language in Language if template(code, language) is None and template(code, language, 1) is None}
    assert without == set()


@pytest.mark.parametrize("path", [*PAGES, "/cases/C-1", "/cases/C-1/paper", "/cases/C-1/log"])
def test_nobody_sees_a_page_without_signing_in(desk: Desk, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


def test_a_case_is_shown_whole_with_few_queries(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    owner.get(f"/cases/{case}")
    with CaptureQueriesContext(connection) as asked:
        shown = owner.get(f"/cases/{case}")
    assert shown.status_code == 200
    assert len(asked.captured_queries) <= MOST_QUERIES, [q["sql"][:90] for q in asked.captured_queries]


def test_the_queue_takes_few_queries(desk: Desk, owner: Client) -> None:
    owner.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert owner.get("/?q=שולחן&due=week").status_code == 200
    assert len(asked.captured_queries) <= MOST_QUERIES, [q["sql"][:90] for q in asked.captured_queries]


def test_every_case_of_the_demo_has_its_page_in_both_languages(desk: Desk) -> None:
    email = desk.enter("Noa")
    for row in desk.house.store.queue(SHOP):
        for language in Language:
            shown = desk.client(email, language=language).get(f"/cases/{row.case}")
            assert shown.status_code == 200, row.case
            assert not re.search(r">(web|terminal|cases|evidence|decision|finding)\.[a-z_]+", shown.content.decode())


def test_the_search_finds_by_words_in_either_language(desk: Desk, owner: Client) -> None:
    assert "דנה לוי" in owner.get("/cases?q=דנה").content.decode()
    assert "דנה לוי" not in owner.get("/cases?q=nobody").content.decode()


def test_another_organisations_case_is_not_there(desk: Desk) -> None:
    desk.house.store.add_organisation(Organisation(OrgId("other"), "Other"))
    stranger = desk.client(desk.enter("Eve", org=OrgId("other")))
    case = first_case(desk)
    for tail in ("", "/log", "/paper", "/packet", "/pages/1", "/approve", "/erase", "/send", "/refund", "/outcome"):
        assert stranger.get(f"/cases/{case}{tail}").status_code == 404, tail
    for tail in ("weigh", "choose", "evidence", "kind", "note", "assign", "approve", "send", "refund", "outcome"):
        assert stranger.post(f"/cases/{case}/{tail}").status_code == 404, tail
    assert case not in stranger.get("/cases").content.decode()


@pytest.mark.parametrize("language", list(Language))
def test_a_page_that_cannot_be_drawn_says_so_in_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    owner, case = desk.client(desk.enter("Noa Peretz"), language=language), first_case(desk)
    monkeypatch.setattr(pages, "pdfium", lambda: Pdfium(ENDS_AT_ONCE))
    shown = owner.get(f"/cases/{case}/pages/1")
    assert (shown.status_code, shown.content.decode()) == (422, template("files.page_not_drawn", language))
    assert owner.get(f"/cases/{case}").status_code == 200
    monkeypatch.undo()
    assert owner.get(f"/cases/{case}/pages/1").content[1:4] == b"PNG"


def test_who_only_reads_changes_nothing(desk: Desk) -> None:
    reader = desk.client(desk.enter("Uri", Role.READER))
    case = first_case(desk)
    page = reader.get(f"/cases/{case}").content.decode()
    assert f'action="/cases/{case}/' not in page.replace(f'action="/cases/{case}/choose"', "")
    before = len(desk.house.store.events(SHOP, case))
    for tail, data in (("weigh", {}), ("note", {"text": "x"}), ("assign", {"person": "uri"}), ("choose", {"choice": "talk"})):
        reader.post(f"/cases/{case}/{tail}", data)
    reader.post("/settings/change", {"key": "name", "value": "Mine"})
    assert len(desk.house.store.events(SHOP, case)) == before
    assert desk.house.store.organisation(SHOP).name != "Mine"


def test_the_road_on_pages_from_choice_to_verdict(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    owner.post(f"/cases/{case}/choose", {"choice": "fight", "because": "the courier's record"})
    page = owner.get(f"/cases/{case}/approve").content.decode()
    digest = re.search(r'name="digest" value="([0-9a-f]+)"', page)
    assert digest
    owner.post(f"/cases/{case}/approve", {"digest": digest[1]})
    assert desk.house.store.case(SHOP, case).state == "approved"
    proof = SimpleUploadedFile("sent.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    owner.post(f"/cases/{case}/send", {"channel": "portal", "how": "no. 7", "at": "2026-11-22T08:30", "proof": proof})
    assert desk.house.store.case(SHOP, case).state == "sent"
    owner.post(f"/cases/{case}/outcome", {"result": "won", "at": "2026-11-22T09:00"})
    assert desk.house.store.case(SHOP, case).state == "won"
    told = owner.get(f"/cases/{case}/log").content.decode()
    assert "Noa Peretz" in told


def test_an_answer_that_changed_meanwhile_is_not_approved(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    answer = owner.post(f"/cases/{case}/approve", {"digest": "0" * 64}, follow=True)
    assert "changed while you were looking" in answer.content.decode()
    assert desk.house.store.case(SHOP, case).state == "answer_ready"


def test_a_hostile_file_is_never_shown_as_a_page(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    hostile = SimpleUploadedFile("../../<script>x.html", b"<html><script>alert(1)</script>", content_type="text/html")
    owner.post(f"/cases/{case}/evidence", {"file": hostile, "kind": "nonsense", "note": "<b>x</b>"})
    exhibit = desk.house.store.exhibits(SHOP, case)[-1]
    page = owner.get(f"/cases/{case}").content.decode()
    assert "<script>x" not in page
    assert "<b>x</b>" not in page
    got = owner.get(f"/cases/{case}/exhibits/{exhibit.id}")
    assert got["Content-Disposition"].startswith("attachment")
    assert "sandbox" in got["Content-Security-Policy"]
    assert "html" not in got["Content-Type"]


def test_what_was_typed_when_the_session_had_ended_is_offered_back(desk: Desk) -> None:
    email, case = desk.enter("Noa"), first_case(desk)
    stranger = Client()
    answer = stranger.post(f"/cases/{case}/note", {"text": "She called at nine, and <i>this</i> is what she said."})
    assert answer["Location"] == "/account/login/?next=%2Fkept"
    stranger.post("/account/login/?next=/kept", {"login": email, "password": PASSWORD})
    kept = stranger.get("/kept").content.decode()
    assert "She called at nine, and &lt;i&gt;this&lt;/i&gt;" in kept
    assert f'action="/cases/{case}/note"' in kept


def test_work_that_is_not_there_is_not_put_back(desk: Desk, owner: Client) -> None:
    answer = owner.post("/work/again", {"id": "nothing"}, follow=True)
    assert answer.status_code == 200
    assert 'class="note note-wait"' in answer.content.decode()
    reader = desk.client(desk.enter("Reader", role=Role.READER))
    assert "may not" in words(reader.post("/work/again", {"id": "nothing"}, follow=True).content.decode())


def test_a_link_works_once(desk: Desk, owner: Client) -> None:
    owner.post("/settings/people", {"name": "Dana", "email": "dana@example.com", "role": "analyst"})
    link = re.search(r"/start/[\w-]+", owner.get("/settings").content.decode())
    assert link
    new = Client()
    assert 'value="dana@example.com"' in new.get(link[0]).content.decode(), "the address that the owner gave"
    short = new.post(link[0], {"email": "dana@example.com", "password": "short"})
    assert short.status_code == 400
    assert new.post(link[0], {"email": "dana@example.com", "password": "a sentence of my own"})["Location"] == "/"
    assert new.get("/").status_code == 200
    assert Client().get(link[0]).status_code == 404
    assert Client().get("/start/nothing").status_code == 404


def test_a_link_never_opens_the_door_of_somebody_else(desk: Desk, owner: Client) -> None:
    owner.post("/settings/people", {"name": "Mallory", "email": "", "role": "reader"})
    link = re.search(r"/start/[\w-]+", owner.get("/settings").content.decode())
    assert link
    taken = Client().post(link[0], {"email": "noa-peretz@example.com", "password": "a sentence of my own"})
    assert taken.status_code == 400
    assert "signs in with this address already" in taken.content.decode()


def test_several_cases_are_approved_each_by_itself(desk: Desk, owner: Client) -> None:
    rows = [row.case for row in desk.house.store.queue(SHOP) if row.state == "answer_ready"][:2]
    answer = owner.post("/bulk", {"do": "approve", "case": [*rows, "C-NOWHERE"]}, follow=True).content.decode()
    assert [desk.house.store.case(SHOP, case).state for case in rows] == ["approved", "approved"]
    assert "2 cases were done" in words(answer)
    assert "C-NOWHERE" in answer


def test_decided_cases_stand_together_at_the_end_and_promise_nothing(desk: Desk, owner: Client) -> None:
    case = next(row.case for row in desk.house.store.queue(SHOP) if row.low_minor is not None)
    owner.post(f"/cases/{case}/outcome", {"result": "won", "at": "2026-11-22T09:00"})
    assert desk.house.store.case(SHOP, case).state == "won"
    page = owner.get("/?view=all").content.decode()
    groups = re.findall(r'scope="rowgroup">([^<]+)<', page)
    assert (groups[-1], len(groups)) == ("Decided or closed", len(set(groups)))
    line = next(line for line in page.split("<tr") if f'href="/cases/{case}"' in line)
    assert '<td class="num quiet"></td>' in line


def test_a_view_is_kept_under_a_name(desk: Desk, owner: Client) -> None:
    owner.post("/views", {"name": "Visa, soon", "address": "view=today&network=visa"})
    assert "Visa, soon" in owner.get("/").content.decode()
    owner.post("/views", {"forget": "Visa, soon"})
    assert "Visa, soon" not in owner.get("/").content.decode()


def test_every_sight_of_a_case_is_written_down(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    owner.get(f"/cases/{case}")
    sight = Sight.objects.order_by("-id").first()
    assert sight is not None
    assert (sight.case, sight.what, sight.who) == (case, "case", "noa-peretz")


def test_the_headers_let_nothing_in_from_elsewhere(desk: Desk, owner: Client) -> None:
    page = owner.get("/")
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "query", ["?view=nonsense", "?after=x", "?due=never", "?network=nobody", "?q=" + "a" * 5000, "?q=%00", "?language=xx"]
)
def test_an_odd_address_shows_the_queue_all_the_same(owner: Client, query: str) -> None:
    assert owner.get("/" + query).status_code == 200


def test_first_steps_make_a_case_out_of_a_letter(desk: Desk) -> None:
    owner = desk.client(desk.enter("Noa"), language="he")
    letter = SimpleUploadedFile("מכתב.txt", "מכתב מישראכרט".encode(), content_type="text/plain")
    owner.post(
        "/first/1", {"told_by": "ישראכרט", "received": "2026-11-19", "answer_by": "2026-12-03", "amount": "2,400.00", "files": letter}
    )
    claim = {"claim": "השירות לא ניתן כפי שסוכם", "network": "isracard", "goods": "service", "description": "צילום אירוע"}
    owner.post("/first/2", claim)
    owner.post("/first/3", {"sale": "2026-10-15", "customer": "רות", "sold_by": "web"})
    page = owner.get("/first/check").content.decode()
    assert "ישראכרט" in page
    owner.post("/first/4", {"supplied": "yes", "supplied_on": "2026-10-20"})
    done = owner.post("/first/finish")
    case = done["Location"].rpartition("/")[2]
    kept = desk.house.store.case(SHOP, case)
    assert (kept.denial.amount.minor, kept.denial.network, kept.denial.customer.name) == (240000, "isracard", "רות")
    assert [x.name for x in desk.house.store.exhibits(SHOP, case)] == ["מכתב.txt"]
    assert desk.house.blobs.put_before(SHOP, SHELF, datetime.now(UTC) + timedelta(days=1)) == [], "nothing is left beside the case"
    assert owner.get(f"/cases/{case}").status_code == 200
    assert "2,400.00" not in owner.get("/first/1").content.decode()


@pytest.mark.parametrize("name", EVENTS)
def test_each_emergency_says_three_things_in_both_languages(desk: Desk, name: str) -> None:
    email = desk.enter("Noa")
    for language in Language:
        page = desk.client(email, language=language).get(f"/emergency/{name}").content.decode()
        assert page.count("<h3>") == 3
        assert not re.search(r">emergency\.[a-z_]+<", page)


def test_first_steps_say_what_is_still_needed(desk: Desk, owner: Client) -> None:
    owner.post("/first/1", {"told_by": "Isracard"})
    assert "2 things are still needed" in words(owner.get("/first/check").content.decode())
    assert owner.post("/first/finish")["Location"] == "/first/check"


@pytest.mark.parametrize("day", ["0001-01-01", "next week"])
def test_first_steps_make_no_case_with_a_day_that_is_none(desk: Desk, owner: Client, day: str) -> None:
    owner.post("/first/1", {"told_by": "Isracard", "received": "2026-11-19", "answer_by": day, "amount": "1,250"})
    owner.post("/first/2", {"claim": "It never came."})
    before = len(list(desk.house.store.queue(SHOP)))
    page = words(owner.post("/first/finish", follow=True).content.decode())
    assert f"{day} is no date that can be read." in page
    assert len(list(desk.house.store.queue(SHOP))) == before


def test_first_steps_are_read_back_as_people_write_them(desk: Desk, owner: Client) -> None:
    """A day in words and a sum with its currency; what cannot be read stands as it was typed."""
    owner.post("/first/1", {"told_by": "Isracard", "received": "2026-11-19", "answer_by": "next week", "amount": "1,250"})
    text = words(owner.get("/first/check").content.decode())
    assert "19 Nov 2026" in text
    assert "₪1,250.00" in text
    assert "next week" in text
    owner.post("/first/1", {"told_by": "Isracard", "amount": "about a thousand"})
    assert "about a thousand" in words(owner.get("/first/check").content.decode())


def test_what_is_read_back_has_its_labels(desk: Desk, owner: Client) -> None:
    owner.post("/first/1", {"told_by": "Isracard", "amount": "1,250"})
    page = owner.get("/first/check").content.decode()
    told, amount = (template(f"web.first_{name}", Language.EN) for name in ("told_by", "amount"))
    assert f"<dt>{told}</dt><dd><bdi>Isracard</bdi></dd><dt>{amount}</dt><dd>" in page


def test_a_change_of_language_in_the_first_steps_keeps_the_photo(desk: Desk, owner: Client) -> None:
    photo = SimpleUploadedFile("letter.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    answer = owner.post("/first/1", {"told_by": "Isracard", "files": photo, "language": "he"}, follow=True)
    page = answer.content.decode()
    assert '<html lang="he" dir="rtl">' in page
    assert "letter.png" in page
    assert 'value="Isracard"' in page
    assert re.search(r'<button[^>]*form="first" name="language" value="en"', page)


@pytest.mark.parametrize("content", [b"MZ\x90\x00" + bytes(300), b"%PDF-1.7\nbroken", b""])
def test_what_cannot_be_read_is_said_where_it_is_handed_in(desk: Desk, owner: Client, content: bytes) -> None:
    """It is kept all the same: the name of a file tells nothing of what is in it."""
    said = "cannot be read" if content else "is empty"
    page = owner.post("/first/1", {"told_by": "Isracard", "files": SimpleUploadedFile("letter.pdf", content)}, follow=True)
    assert said in words(page.content.decode()), content
    assert "letter.pdf" in owner.get("/first/1").content.decode()
    case = first_case(desk)
    page = owner.post(f"/cases/{case}/evidence", {"file": SimpleUploadedFile("letter.pdf", content), "kind": "other"}, follow=True)
    assert said in words(page.content.decode()), content


def test_a_link_that_outlasts_the_answer_says_so(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    owner.post(f"/cases/{case}/invite")
    answer = desk.house.store.answer(SHOP, CaseId(case))
    assert answer is not None
    desk.house.store.save_answer(SHOP, replace(answer, due=NOW + timedelta(days=3)))
    assert "The link stays open after the answer is due (25 Nov 2026" in words(owner.get(f"/cases/{case}").content.decode())
    desk.house.store.save_answer(SHOP, replace(answer, due=NOW + timedelta(days=60)))
    assert "The link stays open after" not in words(owner.get(f"/cases/{case}").content.decode())


def test_what_does_not_apply_is_not_asked_for(desk: Desk, owner: Client) -> None:
    without = re.escape(str(template("web.proof_not_applicable", Language.EN)))
    rows = [
        row
        for case in desk.house.store.queue(SHOP)
        for row in re.findall(r"<tr><td><span class=\"st.*?</tr>", owner.get(f"/cases/{case.case}").content.decode(), re.S)
        if re.search(f">{without}<", row)
    ]
    assert rows
    assert all('<td class="quiet"></td>' in row for row in rows)


def test_a_door_is_named_in_words(desk: Desk) -> None:
    case = first_case(desk)
    page = desk.client(desk.enter("Noa", language="he"), language="he").get(f"/cases/{case}").content.decode()
    assert not re.search(r">(manual|csv)<", page)


def test_the_way_in_which_an_answer_left_is_told_in_words(desk: Desk) -> None:
    case = first_case(desk)
    owner = desk.client(desk.enter("Noa", language="he"), language="he")
    owner.post(f"/cases/{case}/choose", {"choice": "fight", "because": "so"})
    digest = re.search(r'name="digest" value="([0-9a-f]+)"', owner.get(f"/cases/{case}/approve").content.decode())
    assert digest
    owner.post(f"/cases/{case}/approve", {"digest": digest[1]})
    owner.post(f"/cases/{case}/send", {"channel": "portal", "how": "FAX-7", "at": "2026-11-22T08:30"})
    log = words(owner.get(f"/cases/{case}/log").content.decode())
    assert "portal" not in log
    assert "FAX-7" in log


def test_a_verdict_is_chosen_and_never_there_by_itself(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    assert re.search(r'name="result" required><option value=""></option>', owner.get(f"/cases/{case}/outcome").content.decode())


def test_a_letter_that_was_begun_is_offered_on_the_queue(desk: Desk, owner: Client) -> None:
    assert "/first/check" not in owner.get("/").content.decode()
    owner.post("/first/1", {"told_by": "Isracard"})
    assert "A letter that you began to enter is kept here." in words(owner.get("/").content.decode())
    owner.post("/first/anew")
    assert "/first/check" not in owner.get("/").content.decode()


@pytest.mark.parametrize(("password", "said"), [("short", "הסיסמה קצרה מדי"), ("noa@example.com", "דומה מדי"), ("1234567890", "מהראשונות")])
def test_a_weak_password_is_refused_in_hebrew(desk: Desk, password: str, said: str) -> None:
    secret = desk.house.accounts.invite(Invitation("owner", SHOP), now=NOW, lasts=timedelta(days=1))
    fields = {"name": "Noa Peretz", "email": "noa@example.com", "password": password}
    shown = Client(headers={"accept-language": "he"}).post(f"/start/{secret}", fields)
    assert said in words(shown.content.decode())


def test_a_finding_says_what_it_rests_on_whoever_it_speaks_for(desk: Desk, owner: Client) -> None:
    """Where the customer is right, what the finding rests on does not speak for the business."""
    page = words(owner.get(f"/cases/{first_case(desk)}").content.decode())
    assert "What it rests on" in page
    assert "What speaks against it" in page
    assert "Speaks for us" not in page


@pytest.mark.parametrize("tail", ["", "/approve", "/send", "/letter", "/log"])
def test_a_title_is_plain_words(desk: Desk, owner: Client, tail: str) -> None:
    title = re.search("<title>(.*?)</title>", owner.get(f"/cases/{first_case(desk)}{tail}", follow=True).content.decode(), re.S)
    assert title
    assert "&lt;" not in title[1]
    assert "<" not in title[1]


def test_a_case_is_opened_when_it_came_in(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    opened = desk.house.store.events(SHOP, case)[0]
    shown = html.moment(opened.recorded_at, Language.EN, desk.house.store.organisation(SHOP).tz)
    assert str(shown) in owner.get(f"/cases/{case}/log").content.decode()


def test_a_letter_to_the_customer_leaves_the_case_in_the_queue(desk: Desk) -> None:
    case = first_case(desk)
    owner = desk.client(desk.enter("Noa"))
    owner.post(f"/cases/{case}/choose", {"choice": "talk", "because": "so"})
    digest = re.search(r'name="digest" value="([0-9a-f]+)"', owner.get(f"/cases/{case}/approve").content.decode())
    assert digest
    owner.post(f"/cases/{case}/approve", {"digest": digest[1]})
    assert "Send it to the customer" in words(owner.get(f"/cases/{case}").content.decode())
    asked = owner.get(f"/cases/{case}/send").content.decode()
    assert "Was the letter to the customer" in words(asked)
    assert 'value="portal"' not in asked
    owner.post(f"/cases/{case}/send", {"channel": "mail", "at": "2026-11-22T08:30"})
    page = words(owner.get(f"/cases/{case}").content.decode())
    assert "The letter to the customer is out." in page
    assert "The denial itself waits for an answer by" in page
    assert case in owner.get("/").content.decode()


def test_what_was_typed_stays_where_an_act_is_refused(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    page = owner.post(f"/cases/{case}/outcome", {"result": "partial", "amount": "a little", "at": "2026-11-22T09:00"})
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="a little"' in text
    assert '<option value="partial" selected>' in text
    assert "a little" in words(text), "and what is wrong is said"
    assert desk.house.store.case(SHOP, CaseId(case)).state == "answer_ready"


def test_a_reason_code_in_words_is_shown_by_its_title(desk: Desk, owner: Client) -> None:
    CaseRow.objects.filter(ref=first_case(desk)).update(network="klarna", code="goods_not_received")
    page = owner.get("/cases").content.decode()
    assert '<bdi dir="ltr" lang="en">Klarna: Goods not received</bdi> <bdi class="n" dir="ltr">goods_not_received</bdi>' in page
    assert '<bdi class="n" dir="ltr">Visa 13.1</bdi>' in page
    assert "The figures are those for one region, Israel;" in words(owner.get("/insights").content.decode())


def test_the_same_file_again_is_named_by_its_mark_and_what_it_is_can_be_changed(desk: Desk, owner: Client) -> None:
    case = first_case(desk)

    def add() -> str:
        paper = SimpleUploadedFile("note.txt", b"Signed for by Dana, order A-77.")
        return words(owner.post(f"/cases/{case}/evidence", {"file": paper, "kind": "other"}, follow=True).content.decode())

    assert "was added" in add()
    before = desk.house.store.exhibits(SHOP, case)
    assert f"note.txt is in the case already, as exhibit {len(before)} (" in add()
    assert desk.house.store.exhibits(SHOP, case) == before
    page = owner.post(f"/cases/{case}/kind", {"exhibit": before[-1].id, "kind": "proof_of_delivery"}, follow=True).content.decode()
    assert "is now kept as “Proof of delivery”" in words(page)
    assert desk.house.store.exhibits(SHOP, case)[-1].kind == "proof_of_delivery"
    assert '<option value="proof_of_delivery" selected>' in page, "what it is stands chosen"
    assert "kind of a paper changed" in words(owner.get(f"/cases/{case}/log").content.decode())
    assert "no kind of evidence" in words(
        owner.post(f"/cases/{case}/kind", {"exhibit": before[-1].id, "kind": "x"}, follow=True).content.decode()
    )


def resting_on_a_paper(desk: Desk) -> tuple[str, Exhibit]:
    """A case whose packet shows a paper that somebody added, and that paper."""
    store = desk.house.store
    for row in store.queue(SHOP):
        saved = store.answer(SHOP, row.case) if row.choice == "fight" else None
        for exhibit in store.exhibits(SHOP, row.case) if saved and saved.packet else ():
            if exhibit.id in str(saved and saved.document):
                return row.case, exhibit
    raise AssertionError("the demo has one")


def test_a_stale_paper_is_shown_by_no_page(desk: Desk, owner: Client) -> None:
    case, named = resting_on_a_paper(desk)
    assert owner.get(f"/cases/{case}/packet").status_code == 200
    owner.post(f"/cases/{case}/take-out", {"exhibit": named.id, "because": "Of another customer."})
    for tail in ("/packet", "/paper"):
        assert owner.get(f"/cases/{case}{tail}")["Location"] == f"/cases/{case}#letter"
    assert owner.get(f"/cases/{case}/pages/1").status_code == 409
    page = owner.get(f"/cases/{case}").content.decode()
    assert "still holds what was taken out" in words(page)
    assert f"/cases/{case}/packet" not in page


def test_a_paper_is_taken_out_of_a_case_and_put_in_again(desk: Desk) -> None:
    case = first_case(desk)
    owner, reader = desk.client(desk.enter("Noa")), desk.client(desk.enter("Uri", Role.READER))
    add = {"file": SimpleUploadedFile("of-another.txt", b"Invoice for somebody else")}
    owner.post(f"/cases/{case}/evidence", add)
    paper = desk.house.store.exhibits(SHOP, CaseId(case))[-1]
    owner.post(f"/cases/{case}/share", {"exhibit": [paper.id]})
    assert "of-another.txt stays listed below with your reason" in words(owner.get(f"/cases/{case}").content.decode())
    assert "/take-out" not in reader.get(f"/cases/{case}").content.decode()
    form = {"exhibit": paper.id, "because": " Another customer's <b>invoice</b>. "}
    assert "in a sentence why" in words(owner.post(f"/cases/{case}/take-out", form | {"because": " "}, follow=True).content.decode())
    reader.post(f"/cases/{case}/take-out", form)
    assert desk.house.store.exhibits(SHOP, CaseId(case))[-1] == paper
    page = owner.post(f"/cases/{case}/take-out", form, follow=True).content.decode()
    assert "of-another.txt was taken out and is used for nothing any more." in words(page)
    listed = words(page.split('id="taken-out"')[1].split("</ul>")[0])
    assert "Taken out by Noa on" in listed
    assert "Another customer&#x27;s &lt;b&gt;invoice&lt;/b&gt;." in page
    assert "<b>invoice" not in page
    assert f'name="exhibit" value="{paper.id}"' in page.split('id="taken-out"')[1]
    assert f'value="{paper.id}"' not in page.split('id="guest"')[1], "it cannot be shared"
    assert list(desk.house.store.shared(SHOP, CaseId(case))) == []
    assert "put-in-again" not in reader.get(f"/cases/{case}").content.decode()
    assert "paper taken out" in words(owner.get(f"/cases/{case}/log").content.decode())
    owner.post(f"/cases/{case}/weigh")
    saved = desk.house.store.answer(SHOP, CaseId(case))
    assert saved is not None
    assert paper.id not in str(saved.document)
    assert "is used again" in words(owner.post(f"/cases/{case}/put-in-again", {"exhibit": paper.id}, follow=True).content.decode())
    assert "taken-out" not in owner.get(f"/cases/{case}").content.decode()
    owner.post(f"/cases/{case}/take-out", form)
    add = {"file": SimpleUploadedFile("once-more.txt", b"Invoice for somebody else")}
    again = words(owner.post(f"/cases/{case}/evidence", add, follow=True).content.decode())
    assert "of-another.txt had been taken out of this case" in again
    assert desk.house.store.exhibits(SHOP, CaseId(case))[-1] == paper


def test_first_steps_ask_what_a_paper_is(desk: Desk, owner: Client) -> None:
    owner.post("/first/1", {"told_by": "Isracard", "amount": "1,250", "files": SimpleUploadedFile("letter.txt", b"a letter")})
    owner.post("/first/2", {"claim": "It never came"})
    note = SimpleUploadedFile("note.txt", b"Signed for by Dana")
    owner.post("/first/4", {"files": note, "proof_kind": "signed_delivery_confirmation"})
    case = owner.post("/first/finish")["Location"].rpartition("/")[2]
    kinds = [(exhibit.name, exhibit.kind) for exhibit in desk.house.store.exhibits(SHOP, CaseId(case))]
    assert kinds == [("letter.txt", "other"), ("note.txt", "signed_delivery_confirmation")]


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
@pytest.mark.parametrize("act", ["send", "outcome"])
def test_a_time_of_no_calendar_is_said_over_the_form(desk: Desk, owner: Client, act: str, at: str) -> None:
    case = first_case(desk)
    answer = owner.post(f"/cases/{case}/{act}", {"at": at, "channel": "portal", "result": "won"})
    assert answer.status_code == 422
    assert "Look at the year" in words(answer.content.decode())


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0000-00-00"])
def test_a_day_of_no_calendar_stops_no_first_step(desk: Desk, owner: Client, day: str) -> None:
    owner.post("/first/1", {"amount": "12.00", "received": day, "answer_by": day})
    owner.post("/first/2", {"claim": "never came"})
    owner.post("/first/3", {"sale": day})
    owner.post("/first/4", {"supplied": "yes", "supplied_on": day})
    assert owner.get("/first/check").status_code == 200
    assert owner.post("/first/finish", follow=True).status_code == 200


@pytest.mark.parametrize("act", ["send", "refund", "outcome"])
def test_who_only_reads_is_refused_an_act_that_asks(desk: Desk, act: str) -> None:
    reader, case = desk.client(desk.enter("Reader", role=Role.READER)), first_case(desk)
    before = desk.house.store.events(SHOP, case)
    for answer in (reader.get(f"/cases/{case}/{act}", follow=True), reader.post(f"/cases/{case}/{act}", {"amount": "1"}, follow=True)):
        assert answer.status_code == 200
        assert "may not" in words(answer.content.decode())
    assert desk.house.store.events(SHOP, case) == before


def test_nothing_is_sent_where_nothing_was_prepared(desk: Desk, owner: Client) -> None:
    body = b"claim: x\ndenial: {network: visa, amount: '7.00', currency: ILS}\n"
    reader = desk.house.inbox("manual", body, name="f.yaml")
    owner_desk = desk.house.desk(desk.house.store.organisation(SHOP), SYSTEM, Role.OWNER, now=NOW)
    case = take_file(body, reader=reader, desk=owner_desk, name="f.yaml").opened[0][1].case
    answer = owner.post(f"/cases/{case}/send", {"channel": "portal", "at": "2026-11-22T08:00"}, follow=True)
    assert answer.status_code == 200
    assert 'class="note note-wait"' in answer.content.decode()


def test_a_note_that_is_too_long_is_refused_and_stays(desk: Desk, owner: Client) -> None:
    case, long = first_case(desk), "a" * 5001
    page = owner.post(f"/cases/{case}/note", {"text": long})
    assert page.status_code == 422
    assert "The note has 5,001 letters, and 5,000 can be kept." in words(page.content.decode())
    assert f">{long}</textarea>" in page.content.decode()
    assert long[:100] not in owner.get(f"/cases/{case}/log").content.decode()
    owner.post(f"/cases/{case}/note", {"text": "b" * 4999 + "\r\nc"[:2]})
    assert "bbbb" in owner.get(f"/cases/{case}/log").content.decode()


def test_what_is_typed_into_the_other_forms_is_refused_where_it_is_too_long_and_never_cut(desk: Desk, owner: Client) -> None:
    case, long = first_case(desk), "z" * 1001
    before = len(desk.house.store.events(SHOP, CaseId(case)))
    digest = desk.house.store.answer(SHOP, CaseId(case))
    assert digest is not None
    paper = SimpleUploadedFile("a.txt", b"Delivered")
    forms = (
        ("choose", {"choice": "fight", "because": long}, "The reason has 1,001 letters"),
        ("approve", {"digest": digest.state_digest, "because": long}, "The reason has 1,001 letters"),
        ("refund", {"amount": "1.00", "reference": long}, "The reference of the refund has 1,001 letters"),
        ("evidence", {"file": paper, "note": long}, "What the file shows is told in 1,001 letters"),
        ("guests/invite", {"guest": "lawyer", "name": long}, "The guest’s name has 1,001 letters"),
        ("guests/invite", {"guest": "lawyer", "name": "Gil", "about": long}, "What the page says to the guest has 1,001 letters"),
    )
    for place, fields, said in forms:
        assert said in words(owner.post(f"/cases/{case}/{place}", fields, follow=True).content.decode()), place
    assert len(desk.house.store.events(SHOP, CaseId(case))) == before
    owner.post(f"/cases/{case}/choose", {"choice": "fight", "because": "the courier's record"})
    page = owner.get(f"/cases/{case}/approve").content.decode()
    owner.post(f"/cases/{case}/approve", {"digest": re.search(r'name="digest" value="([^"]+)"', page)[1]})  # type: ignore[index]  # the form has it
    sent = {"channel": "portal", "how": "z" * 193, "at": "2026-11-22T08:30"}
    assert "How it was sent takes up 201 letters" in words(owner.post(f"/cases/{case}/send", sent, follow=True).content.decode())
    most = int(re.search(r'name="how"[^>]* maxlength="(\d+)"', owner.get(f"/cases/{case}/send").content.decode())[1])  # type: ignore[index]
    assert most + len("portal: ") == 200


def test_a_view_with_a_long_name_is_refused_and_never_cut(desk: Desk, owner: Client) -> None:
    answer = owner.post("/views", {"name": "n" * 61, "address": "view=all"}, follow=True).content.decode()
    assert "at most 60 letters" in words(answer)
    assert "nnnn" not in answer
    assert "n" * 60 in owner.post("/views", {"name": "n" * 60, "address": "view=all"}, follow=True).content.decode()


def test_a_timeline_says_how_much_of_it_is_shown(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    source = re.search(r"source=([^&\"]+)#timeline", owner.get(f"/cases/{case}").content.decode())
    assert source
    page = words(owner.get(f"/cases/{case}?source={source[1]}").content.decode())
    assert re.search(r"\d+ of \d+ entries", page)
    assert not re.search(r"\d+ of \d+ entries", words(owner.get(f"/cases/{case}").content.decode()))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=x", "“x” is no day that can be shown"),
        ("to=9999-12-31", "“9999-12-31” is no day that can be shown"),
        ("currency=ZZZ", "ZZZ is no currency."),
        ("from=&to=&currency=", None),
        ("currency=ils", None),
    ],
)
def test_insights_say_what_was_asked_and_cannot_be_shown(desk: Desk, owner: Client, query: str, said: str | None) -> None:
    page = owner.get(f"/insights?{query}").content.decode()
    assert said in words(page) if said else 'role="alert"' not in page
    assert 'name="from" value="2025-12-01"' in page


def test_a_bars_name_is_never_cut() -> None:
    name = "Goods were not as described in the agreement, and were sent back"
    assert f">{name}</text>" in bars([(name, 3), ("other", 1)], Language.EN)


def test_bars_begin_where_a_line_begins() -> None:
    left, right = (str(bars([("one", 4), ("two", 1)], language)) for language in (Language.EN, Language.HE))
    assert re.findall(r'<rect class="svg-bar" x="([\d.]+)"', left) == ["0.0", "0.0"]
    ends = [float(x) + float(width) for x, width in re.findall(r'<rect class="svg-bar" x="([\d.]+)" y="\d+" width="([\d.]+)"', right)]
    assert ends == [400.0, 400.0]


def test_beside_every_english_title_of_the_rulebook_a_hebrew_page_says_what_it_is_about(desk: Desk) -> None:
    reader = desk.client(desk.enter("Noa"), language=Language.HE)
    page = reader.get("/rules").content.decode()
    beside = re.findall(r'<td><bdi lang="en" dir="ltr">([^<]+)</bdi><p class="fine">([^<]+)</p></td>', page)
    assert len(beside) == len(rules())
    assert [about for _, about in beside if not re.search("[א-ת]", about)] == []
    assert {title for title, _ in beside if title in ("Goods not received", "Duplicate transaction")}, "also where the code is words"
    one = reader.get("/rules/klarna/GOODS_NOT_RECEIVED").content.decode()
    assert "Goods not received" in one
    assert html.say("web.place_rulebook", Language.HE) in one
    assert word("claim_family", "not_received", Language.HE) in words(one)


def test_the_rulebook_is_searched_by_what_a_code_is_about_in_either_language(desk: Desk, owner: Client) -> None:
    for typed in (word("claim_family", "not_received", language) for language in Language):
        assert "GOODS_NOT_RECEIVED" in owner.get("/rules", {"q": typed}).content.decode()
