"""Every code that the room can return has words in both languages, and the words ask for no value that it does not carry."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from yosher.kernel.words import Language
from yosher.phrases.catalogue import template

SOURCES = "".join(file.read_text("utf-8") for file in files("yosher.customers").iterdir() if file.name.endswith(".py"))
CODES = sorted(set(re.findall(r'Reason\(\s*"([a-z_.]+)"', SOURCES)))
COUNTED = {"finding.earlier_orders", "finding.earlier_orders_since", "finding.earlier_denials"}


def gaps(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_scan_finds_the_codes():
    assert len(CODES) > 40
    assert all(code.startswith("finding.") for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_both_languages_say_the_same_with_the_same_values(code):
    english, hebrew = (template(code, language, 5 if code in COUNTED else None) for language in (Language.EN, Language.HE))
    assert english is not None
    assert hebrew is not None
    assert gaps(english) == gaps(hebrew)
    assert re.search("[\u05d0-\u05ea]", hebrew)


@pytest.mark.parametrize("code", sorted(COUNTED))
def test_one_two_and_many_are_said_apart_in_hebrew(code):
    assert len({template(code, Language.HE, n) for n in (1, 2, 3)}) == 3
    assert len({template(code, Language.EN, n) for n in (1, 2)}) == 2
