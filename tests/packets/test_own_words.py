"""A person's own words on a paper: exhibits stay exhibits, directions stay right, and what strikes the eye is remarked on."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

import given_packet as g
from yosher.kernel.ids import ExhibitId
from yosher.kernel.words import Choice, Language
from yosher.packets.compose import compose
from yosher.packets.customer_letter import letter_to_customer
from yosher.packets.fields import GENERIC, plain
from yosher.packets.model import Cite, Foreign, Packet, Token
from yosher.packets.own_words import (
    NONE_YET,
    OwnWords,
    Part,
    UnknownSign,
    draft_of,
    in_letter,
    lost,
    read,
    remarks,
    runs_of,
    tidy,
    written,
)

SIGNS = {"A": ExhibitId("x-1"), "B": ExhibitId("x-2")}


def packet(own: OwnWords = NONE_YET, language: str = "en") -> Packet:
    return compose(g.delivered(language), field_map=GENERIC, own=own)


def codes(text: str, part: Part = Part.ANSWER) -> list[str]:
    draft = draft_of(packet())
    return [remark.code for remark in remarks(read(text, draft.signs), part, draft)]


def test_a_packet_has_two_free_sentences_and_its_facts_are_none_of_them() -> None:
    draft = draft_of(packet())
    assert list(draft.ours) == [Part.ANSWER, Part.ASK]
    assert "[A]" in draft.ours[Part.ANSWER]
    assert draft.signs["A"] == packet().exhibits[0].id


def test_a_letter_is_free_but_for_the_customers_own_words() -> None:
    words = "I never saw it at my door"
    letter = letter_to_customer(g.delivered(choice=Choice.OFFER, denial_={"claim": words}), owed=None)
    draft = draft_of(letter)
    assert plain(letter.quote, {}, letter.language) == words
    assert set(draft.ours) == {Part.GREETING, Part.OPENING, Part.BODY, Part.WAYS, Part.AFTER, Part.CLOSING}
    assert words not in "".join(draft.ours.values())


def test_own_words_stand_in_the_paper_and_in_the_form() -> None:
    draft = draft_of(packet())
    made = packet(OwnWords(3, {Part.ANSWER: read("It was handed over at the door [A].", draft.signs)}))
    assert made.letter.answer == ("It was handed over at the door ", Cite(draft.signs["A"]), ".")
    assert made.letter.ask == packet().letter.ask
    assert any("It was handed over at the door (Exhibit A)." in field.text for field in made.fields)


def test_words_about_a_lost_exhibit_are_set_aside_and_that_is_said() -> None:
    own = OwnWords(3, {Part.ANSWER: ("See ", Cite(ExhibitId("gone"))), Part.ASK: ("Please find for us.",)})
    assert lost(own, draft_of(packet()).signs) == (Part.ANSWER,)
    made = packet(own)
    assert made.letter.answer == packet().letter.answer
    assert made.letter.ask == ("Please find for us.",)
    assert [note.code for note in made.notes] == ["packet.words_set_aside"]


def test_own_words_of_a_letter_keep_their_paragraphs_and_ways() -> None:
    letter = letter_to_customer(g.delivered(choice=Choice.OFFER), owed=None)
    own = OwnWords(1, {Part.BODY: ("One.\n\nTwo.",), Part.WAYS: ("a call\na letter",), Part.AFTER: (), Part.CLOSING: ()})
    made = in_letter(letter, own)
    assert made.body == (("One.",), ("Two.",))
    assert made.options == (("a call",), ("a letter",))
    assert made.after == ()
    assert made.greeting == letter.greeting
    assert made.closing == letter.closing[-1:]  # that this is no lawyer's letter


def test_a_sign_of_no_exhibit_is_refused() -> None:
    with pytest.raises(UnknownSign, match="Q"):
        read("as [Q] shows", SIGNS)


@pytest.mark.parametrize("typed", ["כפי שרואים [א׳].", "כפי שרואים [א].", "כפי שרואים [א']."])
def test_a_hebrew_sign_is_read_however_it_is_typed(typed: str) -> None:
    draft = draft_of(packet(language="he"))
    assert "[א׳]" in draft.ours[Part.ANSWER]
    assert read(typed, draft.signs) == ("כפי שרואים ", Cite(draft.signs["א׳"]), ".")


def test_our_own_words_are_read_back_as_they_were_written() -> None:
    for language in ("en", "he"):
        draft = draft_of(packet(language=language))
        pieces = read(draft.ours[Part.ANSWER], draft.signs)
        assert [piece for piece in pieces if isinstance(piece, Cite)]
        assert written(pieces, draft.signs) == draft.ours[Part.ANSWER]


@drawn(st.lists(st.sampled_from(["the parcel", " ", "[A]", "[B]", "שלום", "12.50", "[", "]", "[a]"]), max_size=12))
def test_what_is_read_is_written_the_same(parts: list[str]) -> None:
    text = "".join(parts)
    assert written(read(text, SIGNS), SIGNS) == text


@drawn(st.text(max_size=300), st.sampled_from(list(Part)))
def test_tidying_twice_changes_nothing(text: str, part: Part) -> None:
    once = tidy(text, part)
    assert tidy(once, part) == once


@drawn(st.text(alphabet="אבג ABC12.,-₪()\n\"'[]", max_size=120), st.sampled_from(list(Language)))
def test_no_word_is_lost_on_the_page(text: str, language: Language) -> None:
    assert plain(runs_of((text,), language), {}, language) == text


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("ההזמנה A-77 נמסרה", [Token("A-77")]),
        ("חויבתם ב־₪1,250.00.", [Token("₪1,250.00")]),
        ("טלפון 03-1234567, שלוחה 4", [Token("03-1234567"), Token("4")]),
        ("הזיכוי הוא -50.00", [Token("-50.00")]),
        ("לפי Track and Trace (UPS)", [Foreign("Track and Trace", Language.EN), Token("UPS")]),
        ("שילמתם ב-120 ש״ח", [Token("120")]),
        ("ראו f(x) שם", [Token("f(x)")]),
    ],
)
def test_in_hebrew_what_reads_left_to_right_stands_by_itself(text: str, inside: list[object]) -> None:
    assert [run for run in runs_of((text,), Language.HE) if not isinstance(run, str)] == inside


def test_in_english_hebrew_words_keep_their_direction() -> None:
    assert runs_of(("signed by דנה לוי, yesterday",), Language.EN) == ("signed by ", Foreign("דנה לוי", Language.HE), ", yesterday")


def test_what_strikes_the_eye_is_remarked_on() -> None:
    assert codes(draft_of(packet()).ours[Part.ANSWER]) == []
    assert codes("She lied [A].") == ["desk.words_harsh"]
    assert codes("החבילה נמסרה ביד [A].") == ["desk.words_other_language"]
    assert codes("It was 9,999 in all [A].") == ["desk.words_new_figures"]
    draft = draft_of(packet(language="he"))
    (new,) = (one for one in remarks(("נמסר ב-20.1.2031 לשכן ב־99",), Part.ASK, draft) if one.code == "desk.words_new_figures")
    assert new.values["figures"] == "20.1.2031, 99"
    assert codes("It was handed over.") == ["desk.words_lean_on_nothing"]
    assert codes("Find for us.", Part.ASK) == []
