"""Every code that the room can return has words in both languages; whole decisions can be read out in both."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from given_decision import decide, fee, finding, legal, option, prior, programme
from given_timeline import proof, timeline
from yosher.decisions.model import Costs, Rate
from yosher.decisions.override import override
from yosher.evidence.model import Strength
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, Language, Phase
from yosher.phrases.catalogue import template
from yosher.phrases.say import say

SOURCES = "".join(file.read_text("utf-8") for file in files("yosher.decisions").iterdir() if file.name.endswith(".py"))
CODES = sorted(set(re.findall(r'Reason\(\s*"([a-z_.]+)"', SOURCES)))
COUNTED = {"decision.own_outcomes_few"}


def gaps(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_scan_finds_the_codes():
    assert len(CODES) > 70
    assert all(code.startswith("decision.") for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_both_languages_say_the_same_with_the_same_values(code):
    english, hebrew = (template(code, language, 5 if code in COUNTED else None) for language in (Language.EN, Language.HE))
    assert english is not None
    assert hebrew is not None
    assert gaps(english) == gaps(hebrew)
    assert re.search("[\u05d0-\u05ea]", hebrew)


WHOLE = [
    decide(fees=(fee(low=Money(1500, "USD")), fee("representment"), fee(low=Money(5, "ILS"), when_charged="programme ECM, month 1"))),
    decide(fees=(fee("representment", Money(1500, "USD")),), rates=(Rate("2026-11-21", "USD", "ILS", "3.72", "Bank of Israel"),)),
    decide(fees=(fee("representment", Money(1500, "ILS"), high=Money(4000, "ILS")),), programmes=(programme(),), prior=None),
    decide(costs=Costs(Money(15000, "ILS"), 1.5, Money(90000, "ILS"), 0.6, 0.2, lawyer_from=Money(1, "ILS")), priors=(prior(),)),
    decide(timeline(proofs=(proof("proof_of_delivery", "missing"), proof("tracking_number", "weak"))), finding("partly", owed_minor=500)),
    decide(
        timeline(denial_={"phase": Phase.ALERT}, strength=Strength.JUNK_ONLY), programmes=(programme(),), prior=prior("junk_only", 0, 0.1)
    ),
    override(decide(legal=(legal("small_claims_limit", "100"),)), Choice.BLIND_BID, "נראה לי נכון"),
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("decision", WHOLE)
def test_a_whole_decision_reads_without_a_gap(decision, language):
    room = [r for r in (*decision.because, *(r for one in decision.options for r in one.because)) if r.code.startswith("decision.")]
    for reason in room:
        sentence = say(reason, language)
        assert "{" not in sentence
        assert not sentence.startswith("decision.")


def test_the_sentence_of_a_range_in_hebrew_keeps_its_numbers_apart():
    (reason,) = (one for one in option(decide(), "fight").because if one.code == "decision.odds_starting_range")
    assert (
        say(reason, Language.HE)
        == "טווח התחלתי לראיות כאלה: בין \u206640\u2069 ל-\u206680\u2069 אחוזים. הוא יוחלף בתוצאות של בית העסק עצמו."
    )
