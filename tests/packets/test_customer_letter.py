"""Letters to the customer: calm, concrete, honest about money, in their language; no finding, no accusation (craft.md 3, 6)."""

import re
from typing import Any

import pytest

import given
import given_packet as g
from yosher.cases.model import CustomerRef, Goods, Transaction
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import Choice, ClaimFamily, GoodsKind, Language, Phase
from yosher.packets.customer_letter import QUESTIONS, letter_to_customer
from yosher.packets.fields import plain
from yosher.packets.model import CustomerLetter, Foreign
from yosher.packets.tone import harsh_words
from yosher.phrases.catalogue import word

LETTERS = (Choice.TALK, Choice.OFFER, Choice.REFUND, Choice.PARTIAL_REFUND, Choice.REPLACE)
BOTH = pytest.mark.parametrize("language", ["en", "he"])
EACH = pytest.mark.parametrize("choice", LETTERS)
# What hurts and helps nobody (craft.md 3), and what would press the customer to withdraw.
NEVER = (
    "calm down",
    "you claim",
    "you allege",
    "policy",
    "must",
    "unfortunately",
    "as i already",
    "withdraw the",
    "תירגעו",
    "אתם טוענים",
    "מדיניות",
)


def letter(choice: Choice, language: str = "en", *, owed: Money | None = None, **changes: Any) -> CustomerLetter:
    return letter_to_customer(g.delivered(language, choice=choice, **changes), owed=owed)


def said(made: CustomerLetter) -> str:
    parts = (made.greeting, *made.paragraphs, made.quote, *made.body, *made.options, *made.after, *made.closing)
    return "\n".join(plain(part, {}, made.language) for part in parts)


@BOTH
@EACH
def test_a_letter_is_calm_and_says_nothing_of_the_finding(choice: Choice, language: str) -> None:
    text = said(letter(choice, language))
    assert harsh_words(text) == ()
    assert [phrase for phrase in NEVER if phrase in text.lower()] == []
    for key in ("tactical", "mistaken"):
        assert word("finding", key, Language(language)) not in text
    assert not re.search(r"!|\?\?", text)


@BOTH
@EACH
def test_a_letter_names_the_sum_the_days_the_thing_and_that_yosher_is_no_lawyer(choice: Choice, language: str) -> None:
    text = said(letter(choice, language))
    assert "1,248.60" in text
    assert {"en": "21 May 2026", "he": "21.5.2026"}[language] in text
    assert g.GOODS[language] in text
    assert g.NAME[language] in text
    assert {"en": "not a lawyer", "he": "אינו עורך דין"}[language] in text


@BOTH
@EACH
def test_sentences_are_short(choice: Choice, language: str) -> None:
    made = letter(choice, language)
    for part in (*made.body, *made.after):
        for sentence in re.split(r"[.;?] ", plain(part, {}, made.language)):
            assert len(sentence.split()) <= 25, sentence


@BOTH
def test_the_customers_own_words_stand_as_they_were_written(language: str) -> None:
    made = letter(Choice.TALK, language, denial_={"claim": "  לא קיבלתי כלום!! #panic("})
    assert made.quote == (Foreign("לא קיבלתי כלום!! #panic(", Language.HE),)


def test_without_words_of_the_customer_nothing_is_quoted() -> None:
    made = letter(Choice.TALK, denial_={"claim": ""})
    assert made.quote == ()
    assert "you wrote" not in said(made)


@pytest.mark.parametrize("phase", [Phase.INQUIRY, Phase.RETRIEVAL, Phase.ALERT])
def test_before_a_denial_the_business_pays_back_itself(phase: Phase) -> None:
    text = said(letter(Choice.REFUND, case_={"phase": phase}))
    assert "You get USD\u00a01,248.60 back in full" in text
    assert "reference" in text


def test_once_the_money_was_taken_back_a_refund_is_not_promised_a_second_time() -> None:
    text = said(letter(Choice.REFUND))
    assert "Your card company returns USD\u00a01,248.60 to you" in text
    assert "I will not send a second refund" in text


def test_a_part_that_is_owed_is_named_and_one_that_is_not_known_is_asked_about() -> None:
    known, unknown = letter(Choice.PARTIAL_REFUND, owed=Money(30000, "USD")), letter(Choice.PARTIAL_REFUND)
    assert "USD\u00a0300.00 of the USD\u00a01,248.60 goes back to you." in said(known)
    assert "agree on that part" in said(unknown)


def test_an_offer_starts_from_what_is_owed_and_gives_a_choice() -> None:
    made = letter(Choice.OFFER, owed=Money(30000, "USD"))
    assert plain(made.body[0], {}, made.language).startswith("USD\u00a0300.00 comes back to you in any case.")
    assert len(made.options) == 3
    assert "asks you to withdraw" in said(made)


@BOTH
@pytest.mark.parametrize("choice", [Choice.OFFER, Choice.TALK])
def test_a_sentence_leads_to_the_ways_to_go_on(choice: Choice, language: str) -> None:
    made = letter(choice, language)
    assert made.options
    assert plain(made.body[-1], {}, made.language).endswith(("?", ":"))


def test_what_cannot_be_sent_again_is_not_offered_again() -> None:
    made = letter(Choice.OFFER, denial_={"goods": Goods(GoodsKind.SERVICE, "Massage")})
    assert len(made.options) == 2


def test_the_day_until_which_an_answer_helps_is_named_while_there_is_time() -> None:
    due = given.at("2026-12-02T12:00").at
    assert "2 Dec 2026" in said(letter(Choice.TALK, case_={"due": due}))
    assert "I have to answer" not in said(letter(Choice.TALK, case_={"due": given.at("2026-11-01T12:00").at}))
    assert "I have to answer" not in said(letter(Choice.TALK))


@pytest.mark.parametrize("family", list(ClaimFamily))
@BOTH
def test_a_talk_asks_one_open_question_of_the_family(family: ClaimFamily, language: str) -> None:
    it = g.delivered(language, choice=Choice.TALK)
    made = letter_to_customer(g.replace(it, timeline=g.replace(it.timeline, family=family)), owed=None)
    question = plain(made.body[1], {}, made.language)
    assert question
    assert (family in QUESTIONS) == (
        question
        != plain(
            letter_to_customer(g.replace(it, timeline=g.replace(it.timeline, family=ClaimFamily.OTHER)), owed=None).body[1],
            {},
            made.language,
        )
    )
    assert not re.search(r"didn’t you|isn’t it|surely|נכון\?|הרי", question)


def test_an_unknown_name_is_greeted_without_one() -> None:
    assert said(letter(Choice.TALK, denial_={"customer": CustomerRef()})).startswith("Hello,")


def test_the_letter_is_in_the_customers_language_and_foreign_goods_are_marked() -> None:
    made = letter_to_customer(g.delivered("he", choice=Choice.TALK, receiver_language="en"), owed=None)
    assert made.language is Language.EN
    assert "(not translated)" in said(made)


def test_without_an_order_the_letter_is_about_the_payment() -> None:
    made = letter(Choice.TALK, denial_={"transaction": g.Transaction(id="ch_3QX")}, records_=[])
    assert made.title == "About your payment of USD\u00a01,248.60"


@BOTH
@pytest.mark.parametrize("paid", [True, False])
def test_the_day_on_which_a_form_was_typed_in_is_not_the_day_of_the_denial(paid: bool, language: str) -> None:
    """Nobody said when the denial came: the letter names no day for it rather than today's."""
    read_today = Moment(g.NOW, Certainty.UNKNOWN)
    deal = {} if paid else {"transaction": Transaction(id="TX-9")}
    made = letter(Choice.TALK, language, denial_={"happened": read_today, "told_by": None, **deal})
    about = plain(made.paragraphs[0], {}, made.language)
    assert str(g.NOW.year) in about if paid else not re.search(r"\d{4}", about.replace("1,", ""))
    assert ("reached me on" not in about) if language == "en" else ("הגיעה אליי" not in about)
