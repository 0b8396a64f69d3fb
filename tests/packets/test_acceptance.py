"""An acceptance accepts: no sentence of it contests, and no form for evidence is filled in."""

import pytest

import given_packet as g
from yosher.bootstrap.forms import FORMS
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, Language, Phase
from yosher.packets.compose import compose
from yosher.packets.fields import GENERIC, FieldMap, plain
from yosher.packets.model import Packet
from yosher.phrases.say import say

BOTH = pytest.mark.parametrize("language", ["en", "he"])
# Words of a paper that contests or argues.
CONTESTING = (
    "contested:", "please reverse", "does not agree", "bears on", "evidence", "exhibit", "answer to a denial",
    "לדחות את ההכחשה", "אינה מקובלת", "אינה מתיישבת", "ראיות", "מוצג", "מענה להכחשה",
)  # fmt: skip


def accepted(language: str, form: FieldMap = GENERIC, **changes: object) -> Packet:
    return compose(g.delivered(language, choice=Choice.ACCEPT, **changes), field_map=form)


def said(packet: Packet) -> str:
    letter = packet.letter
    texts = [plain(text, {}, packet.language) for text in (letter.subject, letter.answer, letter.ask)]
    return "\n".join([packet.title, *texts, *(value.text + value.summary for value in packet.fields)]).lower()


@BOTH
@pytest.mark.parametrize("phase", [Phase.FIRST_CHARGEBACK, Phase.INQUIRY, Phase.PRE_ARBITRATION])
def test_no_sentence_of_an_acceptance_contests(phase: Phase, language: str) -> None:
    text = said(accepted(language, case_={"phase": phase}))
    assert [word for word in CONTESTING if word in text] == []
    assert {"en": "acceptance of a denial", "he": "קבלת הכחשה"}[language] in text
    assert {"en": "is accepted and will not be contested", "he": "מתקבלת, והעסק אינו מתנגד"}[language] in text


@BOTH
def test_what_the_records_concede_or_miss_does_not_lower_an_acceptance(language: str) -> None:
    rows = [g.payment(language), g.order(language, amount=100000)]
    ask = plain(accepted(language, records_=rows).letter.ask, {}, Language(language))
    assert "1,248.60" in ask
    assert "248.60" not in ask.replace("1,248.60", "")


@BOTH
def test_what_was_given_back_already_is_not_left_with_the_cardholder_again(language: str) -> None:
    part, whole = (
        plain(accepted(language, case_={"refunded": Money(minor, {"en": "USD", "he": "ILS"}[language])}).letter.ask, {}, Language(language))
        for minor in (24860, 124860)
    )
    assert "1,000.00" in part
    assert "1,248.60" not in part
    assert {"en": "nothing further is to be paid", "he": "לא נותר מה לשלם"}[language] in whole


@BOTH
@pytest.mark.parametrize("processor", list(FORMS))
def test_a_form_for_evidence_stays_empty_and_a_person_is_told_so(processor: str, language: str) -> None:
    packet = accepted(language, FORMS[processor])
    assert packet.fields == ()
    note = {"en": "Its form for evidence stays empty", "he": "טופס הראיות נשאר ריק"}[language]
    assert any(note in say(reason, Language(language)) for reason in packet.notes)


def test_who_has_no_form_is_sent_the_letter_and_nobody_is_told_of_a_button() -> None:
    packet = accepted("en")
    assert [(value.name, value.answer) for value in packet.fields] == [("letter", False), ("answer", True)]
    assert packet.notes == ()


def test_a_contest_is_told_nothing_of_a_button() -> None:
    assert compose(g.delivered(), field_map=FORMS["stripe"]).notes == ()
