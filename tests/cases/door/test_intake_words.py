"""Every code of the intake has its sentence in both languages, with the same gaps, and none is left over."""

import re
from pathlib import Path

import pytest

from yosher.kernel.words import Language
from yosher.phrases.catalogue import template

SOURCE = Path(__file__).parents[3] / "src" / "yosher"
WRITTEN = sorted({code for file in SOURCE.rglob("*.py") for code in re.findall(r'"(intake\.[a-z_]+)"', file.read_text("utf-8"))})


def listed(language: Language) -> set[str]:
    text = (SOURCE / "phrases" / "locale" / language / "intake.po").read_text("utf-8")
    return set(re.findall(r'^msgid "(intake\.[a-z_]+)"$', text, re.MULTILINE))


def test_codes_are_found_at_all() -> None:
    assert len(WRITTEN) >= 25


@pytest.mark.parametrize("code", WRITTEN)
def test_code_has_the_same_gaps_in_both_languages(code: str) -> None:
    texts = [template(code, language) for language in Language]
    assert all(texts)
    assert len({frozenset(re.findall(r"\{[a-z]+\}", text or "")) for text in texts}) == 1


@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_left_without_its_code(language: Language) -> None:
    assert listed(language) == set(WRITTEN)


def test_hebrew_is_hebrew() -> None:
    for code in WRITTEN:
        assert re.search("[א-ת]", template(code, Language.HE) or "")
