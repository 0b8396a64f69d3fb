"""What may still be given back: less what we recorded ourselves, and less what the loaded records of the deal say was given back."""

from dataclasses import dataclass

from yosher.cases.merge import refund_room
from yosher.cases.model import Case
from yosher.desk.gather import gather_exhibits
from yosher.desk.model import Desk
from yosher.evidence.facts import facts_of
from yosher.evidence.keys import keys_of
from yosher.evidence.readings import GivenBack, back_on_record
from yosher.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Room:
    """`left` = what may still be paid; `back` and `rows` (their own numbers and the file) = what the records say was paid already."""

    left: Money
    back: Money | None = None
    rows: str = ""


def room_of(case: Case, *, desk: Desk) -> Room:
    """Reads the sources. The same refund often stands in the case and in the records: the larger of the two counts."""
    gathered = gather_exhibits(case, desk=desk)
    _, ours = keys_of(case.denial, gathered.records, zone=desk.organisation.tz)
    found = back_on_record(facts_of(ours, zone=desk.organisation.tz), case.denial.amount.currency)
    if found is None or not found.total.minor:
        return Room(refund_room(case))
    named = {fact.record for fact in found.facts}
    rows = ", ".join(dict.fromkeys(f"{row.number} ({row.source})" for row in ours if row.id in named))
    return Room(left_beside(case, found), found.total, rows)


def left_beside(case: Case, found: GivenBack | None) -> Money:
    """What may still be paid beside what the records say; never less than nothing."""
    room = refund_room(case)
    if found is None or found.total.currency != room.currency:
        return room
    left = max(0, case.denial.amount.minor - found.total.minor)
    return min(room, Money(left, room.currency), key=lambda money: money.minor)
