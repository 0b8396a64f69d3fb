"""What is printed to others of names and numbers: the shop or a blank to fill, the receiver's own number, an order that the deal has."""

from yosher.cases.match import MADE_UP
from yosher.cases.model import Denial
from yosher.evidence.model import RecordKind, Timeline
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.packets.texts import own_records
from yosher.packets.wording import brief
from yosher.people.model import Organisation
from yosher.phrases.say import say

MOST_OF_A_NAME = 160  # characters: three lines of the letter's head


def sender_of(organisation: Organisation, language: Language) -> str:
    """The name of the business; while nobody set it, a marked blank in the paper's language."""
    return brief(organisation.name, MOST_OF_A_NAME) if organisation.is_named else say(Reason("packet.sender_blank"), language)


def reference_of(denial: Denial) -> str:
    """The number that the other side gave the denial; empty where we made one up, for it says nothing to anybody else."""
    return "" if denial.ref.startswith(MADE_UP) else denial.ref


def order_of(denial: Denial, timeline: Timeline) -> str:
    """The order's number, as the denial or the one order on record states it; a payment or a case is no order."""
    if denial.transaction.order:
        return denial.transaction.order
    known = {record.number for record in own_records(timeline, RecordKind.ORDERS)}
    return known.pop() if len(known) == 1 else ""
