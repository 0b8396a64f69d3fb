"""What a customer or a witness is asked: open questions that suggest no answer and blame no one, few at a time.

First the free account (1–3), then what their kind of claim is about, then what nobody thought of (29); 30 is the reading back.
Meta-analysis of cognitive interviews: Köhnken and others 1999 (more correct details, accuracy unchanged); the questions are our own.
A witness tells freely before anything is shown, says what comes from others and what is not remembered, and how they stand to the
people of the matter (after the English Practice Direction 57AC: craft.md 9).
"""

from collections.abc import Mapping
from typing import Final

from yosher.kernel.words import ClaimFamily

OPENING: Final = ("q1", "q2", "q3")
CLOSING: Final = ("q29",)
READ_BACK: Final = "q30"
MOST_AT_A_TIME: Final = 5

_GENERAL = ("q4", "q6")
_OF_FAMILY: Mapping[ClaimFamily, tuple[str, ...]] = {
    ClaimFamily.NOT_ME: ("q7", "q8", "q9", "q10", "q11"),
    ClaimFamily.NOT_RECEIVED: ("q12", "q13", "q14", "q15"),
    ClaimFamily.NOT_AS_DESCRIBED: ("q16", "q17", "q18", "q19"),
    ClaimFamily.CANCELLED: ("q20", "q21", "q22"),
    ClaimFamily.CREDIT_NOT_PROCESSED: ("q23", "q24"),
    ClaimFamily.DUPLICATE: ("q25", "q4"),
    ClaimFamily.AMOUNT_DIFFERS: ("q26", "q27"),
    ClaimFamily.OTHER: ("q28", "q4"),
}
QUESTIONS: Final = tuple(f"q{number}" for number in range(1, 31))
WITNESS_PAGES: Final = (("w1",), ("w2", "w3", "w4", "w5"), ("w6", "w7", "w8"))
WITNESS_QUESTIONS: Final = (*(question for page in WITNESS_PAGES for question in page), READ_BACK)


def pages_for(family: ClaimFamily) -> tuple[tuple[str, ...], ...]:
    """The pages of questions, by their codes."""
    return OPENING, _OF_FAMILY.get(family, _GENERAL), CLOSING
