"""Recordings: the strictest place governs, and what is not known keeps them out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.conversations.consent import lawful
from yosher.evidence.model import Lawful, Party
from yosher.kernel.country import CODES
from yosher.kernel.words import Confidence, Language
from yosher.phrases.say import country, say
from yosher.rulebook.law import all_recording_rules
from yosher.rulebook.model import RecordingRule


def parties(*places: str) -> tuple[Party, ...]:
    return tuple(Party(f"p{n}", place) for n, place in enumerate(places))


@pytest.mark.parametrize(
    ("places", "verdict", "code"),
    [
        (("IL", "IL"), Lawful.LAWFUL, "conversations.one_party"),
        (("IL", "DE"), Lawful.UNLAWFUL, "conversations.all_must_agree"),
        (("DE", "IL"), Lawful.UNLAWFUL, "conversations.all_must_agree"),
        (("IL", "FI"), Lawful.UNCHECKED, "conversations.rule_unsure"),
        (("IL", "DK"), Lawful.UNCHECKED, "conversations.rule_unsure"),
        (("IL", "ZZ"), Lawful.UNCHECKED, "conversations.place_unknown"),
        (("IL",), Lawful.UNCHECKED, "conversations.parties_unknown"),
        ((), Lawful.UNCHECKED, "conversations.parties_unknown"),
        (("IL", ""), Lawful.UNCHECKED, "conversations.parties_unknown"),
        (("FI", "DE"), Lawful.UNLAWFUL, "conversations.all_must_agree"),  # what one place forbids, another's doubt does not heal
        (("ZZ", "DE"), Lawful.UNLAWFUL, "conversations.all_must_agree"),
        (("DE", ""), Lawful.UNLAWFUL, "conversations.all_must_agree"),
        (("IL", "AT"), Lawful.UNLAWFUL, "conversations.all_must_agree"),  # weakly attested, and still forbidden
        (("IL", "US-CA"), Lawful.UNLAWFUL, "conversations.all_must_agree"),
        (("IL", "US-NY"), Lawful.LAWFUL, "conversations.one_party"),
        (("IL-TA", "US"), Lawful.LAWFUL, "conversations.one_party"),  # a subdivision takes its country's rule
        (("AU-QLD", "IL"), Lawful.UNCHECKED, "conversations.rule_unsure"),
    ],
)
def test_a_recording_is_judged_by_the_strictest_place(places: tuple[str, ...], verdict: Lawful, code: str) -> None:
    found, because = lawful("call_recording", parties=parties(*places), is_recording=True)
    assert (found, because.code) == (verdict, code)


def test_agreement_of_all_opens_an_all_party_place() -> None:
    assert lawful("call_recording", parties=parties("IL", "DE"), is_recording=True, all_agreed=True)[0] is Lawful.LAWFUL


def test_agreement_of_parties_that_nobody_names_opens_nothing() -> None:
    found, because = lawful("call_recording", parties=(), is_recording=True, all_agreed=True)
    assert (found, because.code) == (Lawful.UNCHECKED, "conversations.parties_unknown")


@pytest.mark.parametrize(
    ("refs", "verdict", "code"),
    [
        (("owner", "customer"), Lawful.LAWFUL, "conversations.one_party"),
        (("dana", "c-12"), Lawful.LAWFUL, "conversations.one_party"),
        (("customer", "courier"), Lawful.UNCHECKED, "conversations.not_a_party"),
        (("לקוח", "שליח"), Lawful.UNCHECKED, "conversations.not_a_party"),
        (("Customer-2", "cardholder"), Lawful.UNCHECKED, "conversations.not_a_party"),
    ],
)
def test_only_who_took_part_may_record(refs: tuple[str, str], verdict: Lawful, code: str) -> None:
    found, because = lawful("call_recording", parties=tuple(Party(ref, "IL") for ref in refs), is_recording=True)
    assert (found, because.code) == (verdict, code)


@given(st.permutations(["IL", "DE", "FI", "ZZ", "AU-QLD"]))
@settings(max_examples=40)
def test_the_order_of_the_parties_changes_nothing(places: list[str]) -> None:
    assert lawful("call_recording", parties=parties(*places), is_recording=True)[0] is Lawful.UNLAWFUL


@pytest.mark.parametrize("rule", all_recording_rules().values(), ids=lambda rule: rule.place)
def test_no_place_lets_a_recording_in_on_a_doubted_rule(rule: RecordingRule) -> None:
    found, because = lawful("call_recording", parties=parties("IL", rule.place), is_recording=True)
    assert (found is Lawful.LAWFUL) is (rule.rule == "one_party" and rule.source.confidence in (Confidence.HIGH, Confidence.MEDIUM))
    assert (found is Lawful.UNLAWFUL) is (rule.rule == "all_party")
    assert say(because, Language.HE) != say(because, Language.EN) != because.code


def test_writing_is_free_without_places() -> None:
    assert lawful("customer_communication", parties=(), is_recording=False)[0] is Lawful.LAWFUL


@pytest.mark.parametrize("place", sorted(place for place in all_recording_rules() if "-" in place))
def test_a_part_of_a_country_with_a_rule_of_its_own_is_called_by_its_name(place: str) -> None:
    _, because = lawful("call_recording", parties=(Party("owner", "IL"), Party("customer", place)), is_recording=True)
    _, own = lawful("call_recording", parties=(Party("owner", place), Party("customer", place)), is_recording=True)
    for language, letters in ((Language.HE, "[א-ת]"), (Language.EN, "[A-Z][a-z]")):
        name = country(place, language)
        assert re.match(letters, name)
        assert name not in {country(one, language) for one in CODES if one != "PR"}
        assert name in say(own, language)
        assert place not in say(because, language)
