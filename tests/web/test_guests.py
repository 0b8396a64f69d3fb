"""The pages of a witness, a mediator and a lawyer, and the page on which the business invites them."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, expect

from web.conftest import SHOP, Desk, Reader
from web.test_other_side import desk_of, read
from web.test_pages import first_case
from web.test_stories import is_too_wide, serious
from yosher.desk.evidence import Custody, add_file
from yosher.desk.guests import accounts, other_guests
from yosher.desk.ports import SightView
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.people.model import CasePart, Role
from yosher.web.porch import token_of


def owner_of(desk: Desk) -> Client:
    known = "noa@example.com"
    has_come = get_user_model().objects.filter(email=known).exists()
    return desk.client(known if has_come else desk.enter("Noa"))


def page_of(desk: Desk, case: str, kind: str, **more: Any) -> tuple[Client, str]:
    """The owner makes a link on the page; the link's own address as it is shown there."""
    owner = owner_of(desk)
    form = {"guest": kind, "name": "Adv. Cohen", "about": "a delivery in May", "language": "en"} | more
    answer = owner.post(f"/cases/{case}/guests/invite", form)
    assert answer.status_code == 200, read(answer)
    found = re.search(r"http://testserver(/with/[\w-]{43})", answer.content.decode())
    assert found
    return owner, found[1]


def paper_in(desk: Desk, case: str) -> ExhibitId:
    return add_file(CaseId(case), b"what was agreed", name="terms.txt", custody=Custody(), desk=desk_of(desk)).id


def test_a_lawyer_reads_what_was_ticked_and_every_opening_is_noted(desk: Desk) -> None:
    answers = [(row.case, desk.house.store.answer(SHOP, row.case)) for row in desk.house.store.queue(SHOP)]
    case = next(case for case, answer in answers if answer and answer.packet)
    _, whole = page_of(desk, case, "lawyer", part=list(CasePart))
    page = Client().get(whole)
    assert page.status_code == 200
    assert "<form" not in page.content.decode()
    assert "set-cookie" not in {name.lower() for name in page.headers}
    text = read(page)
    for words in ("a delivery in May", "What happened, in order", "What we make of it", "Read the packet"):
        assert words in text
    pdf = Client().get(f"{whole}/answer")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert Client().get(f"{whole}/packet")["Content-Type"] == "application/zip"
    sights = desk.house.accounts.sights(SHOP, SightView()).rows
    noted = {(sight.what, sight.actor.ref.partition(":")[0]) for sight in sights}
    assert {("given", "lawyer"), ("paper", "lawyer"), ("packet", "lawyer")} <= noted


def test_a_mediator_with_one_part_reaches_no_other(desk: Desk) -> None:
    case = first_case(desk)
    _, little = page_of(desk, case, "mediator", part=["claim"])
    text = read(Client().get(little))
    assert "What is claimed" in text
    for words in ("What happened, in order", "What we make of it", "Read the packet"):
        assert words not in text
    for place in ("answer", "packet", "tell/1", "record", "check", "papers", "papers/x"):
        assert Client().get(f"{little}/{place}").status_code == 404
    assert Client().post(f"{little}/tell/1", {"token": token_of(little.rpartition("/")[2]), "w1": "x"}).status_code == 404


def test_a_witness_tells_first_and_sees_the_topic_alone(desk: Desk) -> None:
    case = first_case(desk)
    paper = paper_in(desk, case)
    owner, address = page_of(desk, case, "witness", exhibit=[paper], about="a delivery in May")
    client, token = Client(), token_of(address.rpartition("/")[2])
    first = read(client.get(address))
    assert "a delivery in May" in first
    customer = desk.house.store.case(SHOP, CaseId(case)).denial.customer.name
    for words in ("bank", "chargeback", *([customer] if customer else [])):
        assert words not in first
    client.post(f"{address}/tell/1", {"token": token, "w1": "I carried the box up."})
    client.post(f"{address}/tell/2", {"token": token, "w2": "In May."})
    client.post(f"{address}/tell/3", {"token": token, "w6": "Not the hour."})
    assert "papers/" not in client.get(f"{address}/check").content.decode()
    assert client.post(f"{address}/check", {"token": token})["Location"] == f"{address}/record"
    record = client.get(f"{address}/record").content.decode()
    (seen,) = set(re.findall(r"/papers/(\w{20})", record))
    assert client.get(f"{address}/papers/{seen}").status_code == 200
    (told,) = accounts(desk.house.store.events(SHOP, CaseId(case)))
    assert told.body["answers"] == {"w1": "I carried the box up.", "w2": "In May.", "w6": "Not the hour."}
    mine = read(owner.get(f"/cases/{case}/guests"))
    for words in ("I carried the box up.", "What do you not remember", "no evidence yet"):
        assert words in mine
    assert "I carried the box up." not in read(owner.get(f"/cases/{case}"))


def test_nobody_of_the_business_speaks_for_a_witness(desk: Desk) -> None:
    owner, address = page_of(desk, first_case(desk), "witness")
    answer = owner.post(f"{address}/tell/1", {"token": token_of(address.rpartition("/")[2]), "w1": "it was so"})
    assert answer.status_code == 403


def test_what_a_link_shows_is_changed_and_the_link_is_closed(desk: Desk) -> None:
    case = first_case(desk)
    owner, address = page_of(desk, case, "lawyer", part=["claim"])
    (link,) = other_guests(CaseId(case), desk=desk_of(desk))
    owner.post(f"/cases/{case}/guests/{link.ref}/give", {"part": ["timeline"]})
    text = read(Client().get(address))
    assert ("What happened, in order" in text, "What is claimed" in text) == (True, False)
    assert "opens nothing any more" in read(owner.post(f"/cases/{case}/guests/{link.ref}/close", follow=True))
    assert Client().get(address).content == Client().get("/with/x").content
    assert "is not there" in read(owner.post(f"/cases/{case}/guests/nobody/close", follow=True))
    assert owner.post(f"/cases/C-none/guests/{link.ref}/close").status_code == 404


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"guest": "witness", "name": "Dana", "about": " "}, "What is the witness asked about?"),
        ({"guest": "lawyer", "name": " "}, "Whom is the link for?"),
        ({"guest": "mediator", "name": "Dana", "part": ["finding"]}, "is not shown to a mediator"),
    ],
)
def test_a_bad_invitation_is_answered_beside_what_was_typed(desk: Desk, form: dict[str, Any], words: str) -> None:
    case, owner = first_case(desk), owner_of(desk)
    answer = owner.post(f"/cases/{case}/guests/invite", {"about": "my words"} | form)
    assert answer.status_code == 400
    assert words in read(answer)
    assert form.get("about", "my words") in answer.content.decode()
    assert other_guests(CaseId(case), desk=desk_of(desk)) == []


def test_who_only_reads_makes_no_link(desk: Desk) -> None:
    case = first_case(desk)
    reader = desk.client(desk.enter("Gil", Role.READER))
    for answer in (
        reader.get(f"/cases/{case}/guests", follow=True),
        reader.post(f"/cases/{case}/guests/invite", {"guest": "lawyer", "name": "Dana"}, follow=True),
        reader.post(f"/cases/{case}/guests/x/give", follow=True),
    ):
        assert "may not" in read(answer)
        assert "Make the link" not in read(answer)
    assert other_guests(CaseId(case), desk=desk_of(desk)) == []


@pytest.mark.parametrize("screen", [("en", 360), ("he", 360), ("en", 1280), ("he", 1280)], indirect=True)
def test_no_page_of_a_guest_is_too_wide_or_hard_to_use(desk: Desk, screen: Reader) -> None:
    case, language = first_case(desk), screen.page.evaluate("navigator.language")
    paper = paper_in(desk, case)
    _, whole = page_of(desk, case, "lawyer", part=list(CasePart), exhibit=[paper], language=language)
    _, account = page_of(desk, case, "witness", language=language)
    faults = {}
    for address in (whole, account, f"{account}/tell/1", f"{account}/tell/2", f"{account}/papers", f"{account}/check"):
        screen.go(address)
        assert screen.page.locator("html").get_attribute("dir") == ("rtl" if language == "he" else "ltr")
        faults[address] = (is_too_wide(screen), serious(screen))
    screen.sign_in("noa@example.com")
    for kind in ("witness", "mediator", "lawyer"):
        screen.go(f"/cases/{case}/guests?for={kind}")
        faults[kind] = (is_too_wide(screen), serious(screen))
    assert {where: found for where, found in faults.items() if found != (False, [])} == {}


def test_a_witness_tells_without_a_script(desk: Desk, browser: Browser, served: str) -> None:
    _, address = page_of(desk, first_case(desk), "witness")
    context = browser.new_context(java_script_enabled=False, locale="en")
    reader = Reader(context.new_page(), served)
    reader.go(address)
    reader.page.locator(".act .btn-go").click()
    reader.page.fill("#w1", "I carried it up.")
    for _ in range(5):
        reader.page.locator(".act .btn-go").click()
    expect(reader.page.locator("h1")).to_have_text("Thank you. This is what you told.")
    assert context.cookies() == []
    context.close()
