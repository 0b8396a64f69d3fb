"""A refund is recorded, and never twice for the same sum."""

from yosher.cases.merge import refund_room
from yosher.cases.model import Act, Case
from yosher.desk.approve import act
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused
from yosher.desk.room import Room, room_of
from yosher.desk.typed import Typed, typed
from yosher.kernel.ids import CaseId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value


def refund(case_id: CaseId, amount: Money | None, *, desk: Desk, reference: str = "") -> Case:
    """Record money given back. Without an amount it is all that may still be paid; more than that is refused.

    A refund in the loaded records of the deal counts as paid: the refusal names its row, for a wrong row is mended in the records.

    Yosher moves no money by itself: the refund is made at the processor, and its reference is kept here.
    """
    with desk.store.transaction():
        case = desk.store.case(desk.organisation.id, case_id)
        found = room_of(case, desk=desk)
        room, given = found.left, amount or found.left
        if given.currency != room.currency:
            raise DeskRefused(Reason("desk.refund_other_currency", values={"amount": given, "room": room}))
        if given.minor <= 0 < room.minor:
            raise DeskRefused(Reason("desk.refund_nothing", values={"amount": given}))
        if given.minor <= 0 or room < given:
            raise DeskRefused(_too_much(given, found, case))
        body: dict[str, object] = {"minor": given.minor, "currency": given.currency, "reference": typed(reference, Typed.REFERENCE)}
        return act(case_id, Act.REFUNDED, body, desk=desk)


def _too_much(given: Money, found: Room, case: Case) -> Reason:
    """By the records where they leave less room than the case alone."""
    if found.back is not None and found.left < refund_room(case):
        values: dict[str, Value] = {"amount": given, "back": found.back, "rows": found.rows, "room": found.left}
        return Reason("desk.refund_on_record", values=values)
    return Reason("desk.refund_too_much", values={"amount": given, "room": found.left})
