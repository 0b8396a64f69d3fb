"""The page for one's own words: two tabs over one letter, what is wrong is said and what was typed stays."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from web.conftest import SHOP, Desk, Reader
from web.test_pages import first_case, words
from web.test_stories import serious
from yosher.kernel.ids import CaseId
from yosher.people.model import Role
from yosher.web.letter import difference


@pytest.fixture
def owner(desk: Desk) -> Client:
    return desk.client(desk.enter("Noa Peretz"))


def typed(page: str) -> dict[str, str]:
    """What the form would send as it stands."""
    fields = {name: text.lstrip("\n") for name, text in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>(.*?)</textarea>', page, re.S)}
    based_on = re.search(r'name="based_on" value="(\d+)"', page)
    assert based_on
    return fields | {"based_on": based_on[1]}


def test_own_words_stand_in_the_letter_and_are_to_be_approved_again(desk: Desk, owner: Client) -> None:
    case = first_case(desk, "approved") if any(row.state == "approved" for row in desk.house.store.queue(SHOP)) else first_case(desk)
    form = typed(owner.get(f"/cases/{case}/letter").content.decode())
    part = next(name for name in ("answer", "body") if name in form)
    sign = "[A]" if part == "answer" else ""
    done = owner.post(f"/cases/{case}/letter", form | {part: f"We ask you to look at this first {sign}."}, follow=True)
    assert done.status_code == 200
    text = words(done.content.decode())
    assert "We ask you to look at this first" in text
    assert "to be approved again" in text
    assert desk.house.store.case(SHOP, CaseId(case)).state == "answer_ready"


def test_the_second_of_two_tabs_sees_the_difference_and_may_keep_its_own(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    second = desk.client(desk.enter("Dana Levi", Role.ANALYST))
    mine, theirs = (typed(tab.get(f"/cases/{case}/letter").content.decode()) for tab in (owner, second))
    part = next(name for name in ("answer", "body") if name in mine)
    owner.post(f"/cases/{case}/letter", mine | {part: "From the first tab."})
    late = second.post(f"/cases/{case}/letter", theirs | {part: "From the second tab."})
    assert late.status_code == 409
    page = late.content.decode()
    assert typed(page)[part] == "From the second tab."
    assert "<del>first</del> <ins>second</ins>" in page
    assert "Noa Peretz" in words(page)
    again = second.post(f"/cases/{case}/letter", typed(page))
    assert again.status_code == 302
    assert "From the second tab." in words(second.get(f"/cases/{case}").content.decode())


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    form = typed(owner.get(f"/cases/{case}/letter").content.decode())
    part = next(name for name in ("answer", "body") if name in form)
    wrong = owner.post(f"/cases/{case}/letter", form | {part: "As [Q] shows <script>alert(1)</script>"})
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "[Q] would name an exhibit" in words(page)
    assert "As [Q] shows &lt;script&gt;" in page
    assert owner.post(f"/cases/{case}/letter", {part: "no revision"}).status_code == 422


def test_ones_words_are_taken_back(desk: Desk, owner: Client) -> None:
    case = first_case(desk)
    form = typed(owner.get(f"/cases/{case}/letter").content.decode())
    part = next(name for name in ("answer", "body") if name in form)
    owner.post(f"/cases/{case}/letter", form | {part: "Otherwise."})
    now = typed(owner.get(f"/cases/{case}/letter").content.decode())
    assert now[part] == "Otherwise."
    owner.post(f"/cases/{case}/letter", now | {"do": "drop"})
    assert typed(owner.get(f"/cases/{case}/letter").content.decode())[part] == form[part]


@pytest.mark.parametrize("screen", [("he", 360)], indirect=True)
def test_two_tabs_on_a_phone_in_hebrew(desk: Desk, screen: Reader) -> None:
    """The same person twice: the second tab shows both, and keeps its own by one more press."""
    screen.sign_in(desk.enter("Noa Peretz", language="he"))
    case = first_case(desk)
    first, second = screen.page, screen.page.context.new_page()
    for tab in (first, second):
        tab.goto(f"{screen.address}/cases/{case}/letter")
        tab.locator("textarea").first.fill("שילמתם 120.00 ₪ על הזמנה A-77." if tab is first else "שילמתם 130.00 ₪ על הזמנה A-77.")
    first.get_by_role("button", name="לשמור את המילים").click()
    expect(first.locator("#letter .letter")).to_contain_text("120.00")
    second.get_by_role("button", name="לשמור את המילים").click()
    expect(second.get_by_role("alert")).to_contain_text("דבר לא אבד")
    expect(second.locator("textarea").first).to_have_value("שילמתם 130.00 ₪ על הזמנה A-77.")
    assert (second.locator("del").inner_text(), second.locator("ins").inner_text()) == ("120.00", "130.00")
    assert second.evaluate("document.documentElement.scrollWidth") <= 360
    assert serious(Reader(second, screen.address)) == []
    second.get_by_role("button", name="לשמור בכל זאת את שלי").click()
    expect(second.locator("#letter .letter")).to_contain_text("130.00")
    second.close()


def test_a_change_of_language_in_the_middle_loses_no_word(desk: Desk, screen: Reader) -> None:
    screen.sign_in(desk.enter("Noa Peretz"))
    case = first_case(desk)
    screen.go(f"/cases/{case}/letter")
    field = screen.page.locator("textarea").first
    field.fill("These are my words.")
    screen.page.get_by_role("link", name="עברית").click()
    expect(screen.page.locator("html")).to_have_attribute("lang", "he")
    expect(field).to_have_value("These are my words.")
    screen.page.get_by_role("button", name="לשמור את המילים").click()
    expect(screen.page.locator("#letter .letter")).to_contain_text("These are my words.")
    screen.go(f"/cases/{case}/letter")
    expect(field).to_have_value("These are my words.")


def test_who_only_reads_has_no_form(desk: Desk) -> None:
    case = first_case(desk)
    reader = desk.client(desk.enter("Rina", Role.READER))
    assert f"/cases/{case}/letter" not in reader.get(f"/cases/{case}").content.decode()
    assert reader.get(f"/cases/{case}/letter").status_code == 302


def test_a_difference_is_word_by_word_and_escaped() -> None:
    assert difference("the <b> parcel came", "the parcel came late") == "the <del>&lt;b&gt;</del> parcel came <ins>late</ins>"
