"""Sentences: typed values in the reader's language, isolated where Hebrew needs it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosher.kernel.currency import EXPONENTS
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.phrases.catalogue import vocabulary, where, word
from yosher.phrases.say import FSI, LRI, PDI, Token, day, isolated, moment, money, runs, say

HE, EN = Language.HE, Language.EN


@pytest.mark.parametrize(
    ("amount", "language", "text"),
    [
        (Money(125000, "ILS"), HE, f"{LRI}1,250.00{PDI}\u00a0₪"),
        (Money(125000, "ILS"), EN, "ILS\u00a01,250.00"),
        (Money(-3550, "ILS"), HE, f"{LRI}-35.50{PDI}\u00a0₪"),
        (Money(500, "JPY"), EN, "JPY\u00a0500"),
        (Money(1234567, "KWD"), EN, "KWD\u00a01,234.567"),
        (Money(0, "USD"), HE, f"{LRI}0.00{PDI}\u00a0$"),
    ],
)
def test_money_is_written_with_its_own_decimals(amount: Money, language: Language, text: str) -> None:
    assert money(amount, language) == text


def test_days_and_times_keep_their_offset() -> None:
    assert day(date(2026, 11, 2), HE) == "2.11.2026"
    assert day(date(2026, 11, 2), EN) == "2 Nov 2026"
    assert moment(datetime(2026, 11, 2, 23, 59, tzinfo=UTC), EN) == "2 Nov 2026 23:59 UTC+00:00"


def test_a_code_without_words_is_shown_and_does_not_crash() -> None:
    assert say(Reason("nowhere.known"), HE) == "nowhere.known"


def test_a_missing_value_leaves_its_gap_visible() -> None:
    assert "{what}" in say(Reason("cli.not_found"), EN)


def test_a_key_of_the_vocabulary_is_put_into_words() -> None:
    said = say(Reason("cli.not_found", values={"what": "evidence:tracking_number", "ref": "C-1"}), HE)
    assert word("evidence", "tracking_number", HE) in said
    assert f"{LRI}C-1{PDI}" in said


@pytest.mark.parametrize(
    ("code", "language", "text"),
    [
        ("IL", HE, "ישראל"),
        ("IL", EN, "Israel"),
        ("US-CA", HE, "קליפורניה"),
        ("US-CA", EN, "California"),
        ("US-DC", HE, "מחוז קולומביה"),
        ("CEMEA", HE, "CEMEA"),
    ],
)
def test_a_country_is_called_by_its_name(code: str, language: Language, text: str) -> None:
    said = say(Reason("insights.region", values={"region": f"country:{code}"}), language)
    assert text in said
    assert "country:" not in said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ישראכרט", f"כפי שנמסר מ{FSI}ישראכרט{PDI}"),
        ("Visa", f"כפי שנמסר מ-{LRI}Visa{PDI}"),
        ("Oak and Olive", f"כפי שנמסר מ-{FSI}Oak and Olive{PDI}"),
        ("365 ימים", f"כפי שנמסר מ-{FSI}365 ימים{PDI}"),
        ("claim_family:not_received", f"כפי שנמסר מ{word('claim_family', 'not_received', HE)}"),
    ],
)
def test_a_prefix_is_written_together_with_a_hebrew_name(name: str, text: str) -> None:
    assert say(Reason("web.told_by", values={"name": name}), HE) == text


@given(st.text(min_size=1, max_size=20) | st.from_regex("[א-ת0-9A-Za-z״][א-ת A-Z]*", fullmatch=True))
def test_a_prefix_keeps_its_hyphen_unless_a_hebrew_letter_follows(name: str) -> None:
    before, token = runs(Reason("web.told_by", values={"name": name}), HE)
    assert isinstance(token, Token)
    assert str(before).endswith("מ-") is not ("א" <= token.text[0] <= "ת")


@pytest.mark.parametrize(("value", "kind"), [("A-77", "id"), ("שכן", "words"), ("two words", "words"), ("+972-54-1", "id")])
def test_machine_tokens_and_peoples_words_are_told_apart(value: str, kind: str) -> None:
    token = next(run for run in runs(Reason("cli.not_found", values={"ref": value, "what": value}), EN) if isinstance(run, Token))
    assert token.kind == kind


@given(st.text(min_size=1, max_size=40))
def test_isolates_are_balanced_around_any_value(value: str) -> None:
    said = isolated(Token("words", value, value), HE)
    assert said.startswith(FSI)
    assert said.endswith(PDI)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["ILS", "USD", "JPY", "KWD", *sorted(EXPONENTS)]))
def test_the_digits_of_an_amount_survive_in_both_languages(minor: int, currency: str) -> None:
    for language in Language:
        digits = "".join(c for c in money(Money(minor, currency), language) if c.isdigit())
        assert int(digits) == abs(minor)


def test_the_vocabulary_has_both_languages_everywhere() -> None:
    rows = [row for (group, key), row in vocabulary().items() if group != "group"]
    assert rows
    assert [row["key"] for row in rows if not row["english"] or not row["hebrew"]] == []


def test_every_kind_of_evidence_says_where_to_get_it() -> None:
    keys = [key for group, key in vocabulary() if group == "evidence"]
    assert [key for key in keys if not where(key, HE) or not where(key, EN)] == []


def test_an_unknown_word_is_shown_as_it_is() -> None:
    assert word("evidence", "moon_dust", EN) == "moon dust"
    assert where("moon_dust", HE) == ""
