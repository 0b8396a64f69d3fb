"""Recordings: the strictest place governs, and what is not known keeps them out."""

import pytest

from yosher.conversations.consent import lawful
from yosher.evidence.model import Lawful, Party


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
    ],
)
def test_a_recording_is_judged_by_the_strictest_place(places: tuple[str, ...], verdict: Lawful, code: str) -> None:
    found, because = lawful("call_recording", parties=parties(*places), is_recording=True)
    assert (found, because.code) == (verdict, code)


def test_agreement_of_all_opens_an_all_party_place() -> None:
    assert lawful("call_recording", parties=parties("IL", "DE"), is_recording=True, all_agreed=True)[0] is Lawful.LAWFUL


def test_writing_is_free_without_places() -> None:
    assert lawful("customer_communication", parties=(), is_recording=False)[0] is Lawful.LAWFUL
