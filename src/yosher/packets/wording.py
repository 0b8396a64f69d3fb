"""Sentences of a packet as runs: words of the receiver's language, and values that keep their own direction."""

import re
from datetime import date, datetime

from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.packets.model import Foreign, Run, Text, Token
from yosher.phrases.catalogue import template, vocabulary, word
from yosher.phrases.say import Token as Said
from yosher.phrases.say import runs

_HEBREW = re.compile("[\u0590-\u05ff]")
_LATIN = re.compile("[A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
WORDS_OF_A_SENTENCE = 3  # fewer are a name or a term, which nobody translates
# The fixed words of a page; their sentences stand in page.po.
# fmt: off
PAGE_WORDS = (
    "letter", "exhibit", "p", "page", "page_short", "of", "case", "order", "to", "element", "fact", "elements", "also", "ask",
    "timeline", "date", "time", "event", "source", "third", "own", "framed", "strip_alt", "shows", "who", "message", "system",
    "original", "hash", "no_lawyer", "file_follows", "picture_alt", "us", "customer", "not_drawn", "facts_for_lawyer",
)
# fmt: on


def text_of(reason: Reason, language: Language) -> Text:
    """A reason's sentence as runs."""
    return tuple(run if isinstance(run, str) else _of_token(run) for run in runs(reason, language))


def _of_token(token: Said) -> Run:
    value = token.value
    if isinstance(value, Money | date):
        return value
    if token.kind == "term":
        return token.text
    return value_run(value)


def value_run(value: Value) -> Run:
    """A value as a run: people's words keep their language, all else is a machine's token."""
    if isinstance(value, Money | datetime | date):
        return value
    text = str(value)
    if isinstance(value, str) and (" " in text.strip() or _HEBREW.search(text) or (_LETTERS.search(text) and text.isalpha())):
        return Foreign(text, language_of(text))
    return Token(text)


def brief(text: str, most: int) -> str:
    """On one line, and cut visibly where it is longer than its place; the whole text stands in its exhibit or record."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def foreign(text: str, language: Language) -> Text:
    """A person's own words, marked where they are not in the reader's language."""
    own = language_of(text)
    says_something = len(_LETTERS.findall(text)) >= WORDS_OF_A_SENTENCE
    mark: Text = (" ", *text_of(Reason("packet.mark_not_translated"), language)) if says_something and own not in (None, language) else ()
    return (Foreign(text, own), *mark)


def language_of(text: str) -> Language | None:
    """Hebrew or English by what most letters are; None where there are no words of either."""
    hebrew = len(_HEBREW.findall(text))
    if hebrew and 2 * hebrew >= len(_LATIN.findall(text)):  # Hebrew writes no vowels: half as many letters say as much
        return Language.HE
    return Language.EN if _LETTERS.search(text) else None


def term(group: str, key: str, language: Language) -> str:
    return word(group, key, language)


def is_evidence(kind: str) -> bool:
    return ("evidence", kind) in vocabulary()


def page_words(language: Language) -> dict[str, str]:
    return {name: template(f"page.{name}", language) or name for name in PAGE_WORDS}


def months(language: Language) -> tuple[str, ...]:
    """Names of months for a date in words; Hebrew writes dates in figures."""
    return tuple((template("page.months", language) or "").split()) if language is Language.EN else ()
