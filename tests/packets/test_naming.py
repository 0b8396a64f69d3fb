"""Names and numbers on papers: what others know us and the deal by, and nothing that we made up."""

from typing import Any

import pytest

import given_packet as g
from yosher.adapters.typeset.document import of_letter, of_packet
from yosher.kernel.words import Choice, Language, Network
from yosher.packets.compose import compose
from yosher.packets.customer_letter import letter_to_customer
from yosher.packets.fields import GENERIC, plain
from yosher.packets.manifest import manifest
from yosher.packets.model import CustomerLetter, Packet
from yosher.people.model import UNNAMED

BOTH = pytest.mark.parametrize("language", ["en", "he"])
BLANK = {"en": "[name of the business]", "he": "[שם העסק]"}
PAPERS = (Choice.FIGHT, Choice.ACCEPT, Choice.LAWYER, Choice.COURT)
NO_ORDER = {"transaction": g.Transaction(id="ch_3QX", day=g.denial().transaction.day, descriptor="HARBORPINE* 503")}
MADE_UP = pytest.mark.parametrize("ref", ["form-281a0c9d5f5b2c11", "row-281a0c9d5f5b2c11"])


def packet(language: str, choice: Choice = Choice.FIGHT, **changes: Any) -> Packet:
    return compose(g.delivered(language, choice=choice, **changes), field_map=GENERIC)


def letter(language: str, **changes: Any) -> CustomerLetter:
    return letter_to_customer(g.delivered(language, choice=Choice.TALK, **changes), owed=None)


def about(made: CustomerLetter) -> str:
    return "\n".join(plain(text, {}, made.language) for text in (made.subject, *made.paragraphs, *made.closing))


@BOTH
@MADE_UP
@pytest.mark.parametrize("choice", PAPERS)
def test_a_number_that_we_made_up_stands_on_no_packet(choice: Choice, ref: str, language: str) -> None:
    made = packet(language, choice, denial_={"ref": ref})
    assert ref not in str(of_packet(made, pictures={}))
    assert ref not in manifest(made, {}).decode()
    shown = {one.label: plain(one.value, {}, made.language) for one in made.letter.identification}
    assert {"en": "not stated", "he": "לא נמסר"}[language] == next(iter(shown.values()))


@BOTH
@MADE_UP
def test_a_number_that_we_made_up_stands_in_no_letter(ref: str, language: str) -> None:
    made = letter(language, denial_={"ref": ref, **NO_ORDER}, records_=[])
    assert ref not in str(of_letter(made)) + str(made)


@BOTH
def test_the_number_that_they_gave_is_theirs(language: str) -> None:
    made = packet(language, denial_={"ref": "ISR-551"})
    first = made.letter.identification[0]
    assert (first.label, plain(first.value, {}, made.language)) == ({"en": "Your reference", "he": "מספר התיק אצלכם"}[language], "ISR-551")
    assert "ISR-551" in made.title
    for choice in (Choice.COURT, Choice.LAWYER):
        label = packet(language, choice, denial_={"ref": "ISR-551"}).letter.identification[0].label
        assert label == {"en": "Case number", "he": "מספר תיק"}[language]


@BOTH
@pytest.mark.parametrize("ref", ["ISR-551", "dp_1", "form-281a0c9d5f5b2c11"])
def test_without_an_order_a_letter_names_sum_day_shop_and_statement(ref: str, language: str) -> None:
    text = about(letter(language, denial_={"ref": ref, **NO_ORDER}, records_=[]))
    assert ref not in text
    assert "ch_3QX" not in text
    assert {"en": "your order", "he": "להזמנה"}[language] not in text
    for known in ("1,248.60", {"en": "27 Apr 2026", "he": "27.4.2026"}[language], g.SHOP[language], "HARBORPINE* 503"):
        assert known in text


@BOTH
def test_a_payments_number_is_no_order_on_a_packet(language: str) -> None:
    assert packet(language, denial_=NO_ORDER, records_=[g.payment(language, order=""), g.shipment(language, order="ch_3QX")]).order == ""


@BOTH
def test_the_one_order_on_record_is_the_order(language: str) -> None:
    rows = g.records(language)
    assert packet(language, denial_=NO_ORDER, records_=rows).order == "HP-20418"
    assert "HP-20418" in letter(language, denial_=NO_ORDER, records_=rows).title


@BOTH
@pytest.mark.parametrize("name", ["", "  ", UNNAMED])
def test_a_name_that_nobody_set_is_a_blank_to_fill(name: str, language: str) -> None:
    one, other = (
        packet(language, organisation_={"name": name}),
        letter(language, organisation_={"name": name}, denial_=NO_ORDER, records_=[]),
    )
    for shown in (one.sender, other.sender):
        assert BLANK[language] in shown
    assert UNNAMED not in str(of_packet(one, pictures={})) + str(of_letter(other))
    assert UNNAMED not in manifest(one, {}).decode()


@BOTH
def test_a_name_that_was_set_stands_on_both(language: str) -> None:
    assert packet(language).sender == letter(language).sender == g.SHOP[language]


@BOTH
def test_the_blank_is_in_the_papers_language(language: str) -> None:
    other = {"en": "he", "he": "en"}[language]
    made = packet(other, receiver_language=language, organisation_={"name": ""})
    assert BLANK[language] in made.sender


@BOTH
def test_a_customer_is_told_how_to_reach_the_shop(language: str) -> None:
    plainly, with_contact = (about(letter(language, organisation_={"settings": s})) for s in ({}, {"contact": "help@oak.example"}))
    assert "help@oak.example" in with_contact
    assert {"en": "A reply to this message", "he": "תשובה להודעה הזו"}[language] in plainly


@BOTH
def test_a_network_that_nobody_named_is_not_called_other(language: str) -> None:
    made = packet(language, Choice.ACCEPT, denial_={"network": Network.OTHER, "network_raw": "", "code": None, "ref": "form-1"})
    assert "Other" not in plain(made.letter.subject, {}, Language(language)) + made.title
    assert made.title == {"en": "Acceptance of a denial", "he": "קבלת הכחשה"}[language]


@pytest.mark.parametrize(("language", "line", "direction"), [("he", "5 Oak Street, Haifa", "ltr"), ("en", "רחוב האלון 5, חיפה", "rtl")])
def test_a_name_and_an_address_of_the_other_language_keep_their_direction(language: str, line: str, direction: str) -> None:
    """A number at the start of an English address would go to its end on a Hebrew page."""
    of_shop = {"name": line, "settings": {"sender_line": line}}
    laid = of_packet(packet(language, organisation_=of_shop), pictures={})["sender"]
    assert laid == {"name": line, "shown": [{direction: line}], "line": [{direction: line}]}
    assert of_letter(letter(language, organisation_=of_shop))["signed"] == [{direction: line}]


@BOTH
def test_an_order_that_is_only_on_record_is_named_by_its_number_and_not_by_ours(language: str) -> None:
    rows = [g.payment(language), g.order(language)]
    unnamed = {"transaction": g.Transaction(id=rows[0].number, day=g.denial().transaction.day)}
    made = letter(language, denial_=unnamed, records_=rows)
    assert rows[1].number in about(made)
    for paper in (
        of_letter(made),
        *(of_packet(packet(language, choice, denial_=unnamed, records_=rows), pictures={}) for choice in PAPERS),
    ):
        assert "orders:" not in str(paper)
        assert "transactions:" not in str(paper)
