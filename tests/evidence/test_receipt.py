"""What a customer's words say about the coming of goods: the customer's own plain statement, and nothing else, confirms it."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from evidence.scenes import build
from evidence.test_conversation import chat, checks
from yosher.evidence.receipt import confirms_receipt

with (Path(__file__).parent / "receipt.csv").open(encoding="utf-8", newline="") as opened:
    ROWS = [(row["language"], row["confirms"] == "yes", row["text"]) for row in csv.DictReader(opened)]


def test_the_table_has_enough_of_both_in_both_languages() -> None:
    count = Counter((language, confirms) for language, confirms, _ in ROWS)
    assert all(count[language, confirms] >= 20 for language in ("en", "he") for confirms in (True, False))


@pytest.mark.parametrize(("confirms", "text"), [row[1:] for row in ROWS])
def test_reported_asked_or_wished_receipt_is_no_confirmation_and_a_plain_one_is(text: str, *, confirms: bool) -> None:
    assert confirms_receipt(text) is confirms


@pytest.mark.parametrize(
    ("goods", "text", "confirms"),
    [
        ("Oak dining table", "The oak table arrived, thanks", True),
        ("Oak dining table", "the chair came", False),
        ("שולחן אוכל", "הכיסא הגיע", False),
        ("שולחן אוכל", "השולחן היפה הגיע", True),
        ("שולחן אוכל", "the table has arrived, thank you", True),
        ("", "I got the impression that you ignore me", False),
        ("", "the day came and no table", False),
        ("", "I got the idea, thanks", False),
    ],
)
def test_goods_are_known_by_their_description_and_without_one_by_any_thing(goods: str, text: str, *, confirms: bool) -> None:
    assert confirms_receipt(text, [goods]) is confirms


@pytest.mark.parametrize("text", ["You say it was delivered but I never got it", "קיבלתי מייל שהחבילה הגיעה לשכן, לא אליי"])
def test_the_customers_words_are_not_taken_as_the_opposite(text: str) -> None:
    timeline = build("13.1", chat(f"[7.10.2026, 14:05:00] Dana Levi: {text}\n"))
    assert "customer_confirmed_receipt" not in checks(timeline)


@each(st.text(max_size=200))
def test_any_text_is_weighed_without_a_fall(text: str) -> None:
    assert confirms_receipt(text, [text]) in (True, False)
