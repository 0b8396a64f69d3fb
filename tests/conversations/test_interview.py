"""The questions to a customer: open, few at a time, and none that leads or blames."""

import re

import pytest

from yosher.conversations.interview import CLOSING, MOST_AT_A_TIME, OPENING, QUESTIONS, READ_BACK, pages_for
from yosher.kernel.words import ClaimFamily, Language
from yosher.phrases.catalogue import template

# What makes a question leading, accusing or closed.
LEADS = {
    Language.EN: re.compile(r"\b(right|isn't it|surely|why did you|are you sure|didn't you|our system|really)\b|^did you", re.I),
    Language.HE: re.compile(r"הרי|נכון ש|ברור ש|למה פניתם|בטוחים ש|האם|אצלנו רשום|בעצם"),
}


@pytest.mark.parametrize("family", list(ClaimFamily))
def test_the_questions_begin_openly_and_are_few_at_a_time(family: ClaimFamily) -> None:
    pages = pages_for(family)
    assert (pages[0], pages[-1]) == (OPENING, CLOSING)
    assert all(0 < len(page) <= MOST_AT_A_TIME for page in pages)
    asked = [question for page in pages for question in page]
    assert len(set(asked)) == len(asked)
    assert set(asked) <= set(QUESTIONS) - {READ_BACK}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_leads_or_blames(question: str, language: Language) -> None:
    said = template(f"guest.{question}", language)
    assert said
    assert not LEADS[language].search(said)
