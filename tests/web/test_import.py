"""The page of cases under way: the sheet is handed in, looked at row by row, taken over, and its cases are there."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from given_list import STATES, as_csv, as_workbook, long_list
from web.conftest import SHOP, Desk
from yosher.bootstrap.tasks import handlers
from yosher.bootstrap.wire import clock
from yosher.desk.work import UNWATCHED, run
from yosher.kernel.words import Language
from yosher.people.model import Role
from yosher.phrases.catalogue import word

ODD = b"Dispute id,Amount,State,Weather\nD-1,10,wobbling,rain\n<script>x</script>,10,lost,sun\n"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def hand_in(client: Client, body: bytes, name: str = "cases.xlsx") -> str:
    response = client.post("/import", {"file": SimpleUploadedFile(name, body)}, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def cases(desk: Desk) -> int:
    return sum(1 for _ in desk.house.store.queue(SHOP))


@pytest.mark.parametrize("language", list(Language))
def test_a_sheet_of_every_state_from_the_form_to_its_cases(desk: Desk, language: Language) -> None:
    client, before = desk.client(desk.enter("Noa"), language=language), cases(desk)
    form = client.get("/import").content.decode()
    assert "Sent on" in form
    assert "תאריך שליחה" in form
    looked = hand_in(client, as_workbook(language))
    assert all(word("case_state", state, language) in looked for state in STATES)
    assert (cases(desk), "/cases/C-" in looked) == (before, False)  # nothing is written, so there is nothing to go to
    taken = client.post("/import/take", follow=True).content.decode()
    assert cases(desk) == before + len(STATES)
    links = re.findall(r'href="(/cases/C-[0-9A-Z]{12})"', taken)
    assert len(links) == len(STATES)
    for link in links:
        assert client.get(link).status_code == 200
    log = words(client.get(f"{links[1]}/log").content.decode())
    assert "cases.xlsx" in log
    again = hand_in(client, as_csv(language), "cases.csv")
    assert words(again).count("known, nothing new" if language is Language.EN else "מוכר, אין חדש") == len(STATES)
    client.post("/import/aside")
    assert "enctype" in client.get("/import").content.decode()


def test_what_is_not_understood_is_said_in_words_and_nothing_of_it_is_markup(desk: Desk) -> None:
    page = hand_in(desk.client(desk.enter("Noa")), ODD, "<b>odd</b>.csv")
    assert "is not known here" in words(page)
    assert "Weather" in page
    assert "partly won" in words(page)
    assert "זכייה חלקית" in words(page)
    assert "<script>x" not in page
    assert "<b>odd" not in page


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", b"\x00\x01" * 200, b"one line"])
def test_what_is_no_sheet_is_said_and_cannot_be_confirmed(desk: Desk, body: bytes) -> None:
    client, before = desk.client(desk.enter("Noa")), cases(desk)
    page = hand_in(client, body)
    assert 'action="/import/take"' not in page
    client.post("/import/take", follow=True)
    assert cases(desk) == before


def test_a_long_list_goes_on_in_the_background(desk: Desk) -> None:
    client = desk.client(desk.enter("Noa"))

    def work() -> None:
        doing = handlers(desk.home, desk.house.store, now=clock)
        for found in desk.house.store.work(SHOP, now=clock()):
            if found.row.task == "take_over":
                assert run(found.row, UNWATCHED, doing) is None

    assert "201 rows are being looked at" in words(hand_in(client, long_list(201), "long.csv"))
    work()
    assert "201 rows would be taken over" in words(client.get("/import").content.decode())
    assert "201 rows are being taken over" in words(client.post("/import/take", follow=True).content.decode())
    work()
    assert "201 rows were taken over" in words(client.get("/import").content.decode())


def test_a_confirmation_that_comes_twice_takes_over_once(desk: Desk) -> None:
    client = desk.client(desk.enter("Noa"))
    hand_in(client, as_csv(Language.EN))
    client.post("/import/take")
    before = cases(desk)
    again = client.post("/import/take", follow=True).content.decode()
    assert "no list here that waits" in words(again)
    assert cases(desk) == before


def test_who_may_only_read_is_told_who_takes_over(desk: Desk) -> None:
    client = desk.client(desk.enter("Reader", Role.READER))
    assert "enctype" not in client.get("/import").content.decode()
    page = hand_in(client, as_csv(Language.EN))
    assert "may not" in words(page) or "cannot" in words(page)


def test_a_list_is_seen_by_whoever_handed_it_in(desk: Desk) -> None:
    hand_in(desk.client(desk.enter("Noa")), as_csv(Language.EN))
    other = desk.client(desk.enter("Avi"))
    assert "enctype" in other.get("/import").content.decode()


def test_the_page_is_reached_from_the_settings_and_the_sheet_is_a_file(desk: Desk) -> None:
    client = desk.client(desk.enter("Noa"))
    assert 'href="/import"' in client.get("/settings").content.decode()
    sheet = client.get("/import/sheet?sheet=he")
    assert "attachment" in sheet.headers["Content-Disposition"]
    assert "מצב" in sheet.content.decode("utf-8-sig")
