"""Words that no page of ours carries, in both languages; and that our own sentences carry none of them."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from yosher.packets.tone import harsh_words, is_calm

LOCALE = Path(__file__).parents[2] / "src" / "yosher" / "phrases" / "locale"


@pytest.mark.parametrize(
    "text",
    [
        "He is a liar", "This PROVES it", "a scam", "friendly fraud", "clearly", "please understand",
        "הוא שקרן", "והרמאי הזה", "ברור שקיבל", "זה מוכיח", "חוצפה", "אנא הבינו", "ללא ספק",
    ],
)  # fmt: skip
def test_harsh_words_are_found(text: str) -> None:
    assert harsh_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "proof of delivery", "approved", "improve", "fraud screening", "the cheetah", "clear text", "unclearly",
        "הוכחה", "מוכן", "שקר כלשהו לא נאמר", "תוצאות סינון ההונאות", "ברורים",
    ],
)  # fmt: skip
def test_calm_words_stay(text: str) -> None:
    assert is_calm(text)


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("room", ["packet", "letter", "page"])
def test_our_own_sentences_are_calm(room: str, language: str) -> None:
    with (LOCALE / language / f"{room}.po").open("rb") as opened:
        messages = [m for m in read_po(opened, locale=language) if m.id]
    harsh = {str(m.id): harsh_words(str(m.string)) for m in messages if harsh_words(str(m.string))}
    assert messages
    assert harsh == {}
