"""What an answer rests on, as a digest: an approval holds for the same digest only."""

import hashlib

import rfc8785

from yosher.cases.merge import refund_room
from yosher.cases.model import Case
from yosher.evidence.model import Timeline
from yosher.kernel.words import Choice, Language


def digest_of(case: Case, timeline: Timeline, choice: Choice, language: Language | None, *, words: int = 0) -> str:
    """Messages, facts, exhibits, records, course, the paper's language; not the moment at which it was prepared.

    `words`: the revision of what a person put into their own words.
    """
    resting: dict[str, list[str] | str | int] = {
        "denials": [denial.id for denial in case.denials],
        "facts": [fact.id for fact in timeline.entries],
        "exhibits": [exhibit.id for exhibit in timeline.exhibits],
        "records": [record.id for record in timeline.records],
        "choice": choice.value,
        "language": language.value if language else "",
        "refundable": refund_room(case).minor,
    }
    if words:
        resting["words"] = words
    return hashlib.sha256(rfc8785.dumps(resting)).hexdigest()
