"""What a packet or a letter is composed from."""

from dataclasses import dataclass
from datetime import datetime

from yosher.cases.model import Case
from yosher.evidence.model import Timeline
from yosher.kernel.words import Choice, Language
from yosher.people.model import Organisation, Person
from yosher.rulebook.model import Rule


@dataclass(frozen=True, slots=True)
class Material:
    """`language` is the reader's of this paper: the receiver's for a packet, the customer's for a letter to them."""

    case: Case
    timeline: Timeline
    rule: Rule
    choice: Choice
    organisation: Organisation
    language: Language
    receiver: str
    now: datetime
    people: tuple[Person, ...] = ()  # of the business: who handed an exhibit in is named by name or role
