"""A refund is recorded, and never twice for the same sum."""

from yosher.cases.merge import refund_room
from yosher.cases.model import Act, Case
from yosher.desk.approve import act
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused
from yosher.kernel.ids import CaseId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason


def refund(case_id: CaseId, amount: Money | None, *, desk: Desk, reference: str = "") -> Case:
    """Record money given back. Without an amount it is all that may still be paid; more than that is refused.

    Yosher moves no money by itself: the refund is made at the processor, and its reference is kept here.
    """
    with desk.store.transaction():
        case = desk.store.case(desk.organisation.id, case_id)
        room = refund_room(case)
        given = amount or room
        if given.currency != room.currency:
            raise DeskRefused(Reason("desk.refund_other_currency", values={"amount": given, "room": room}))
        if given.minor <= 0 < room.minor:
            raise DeskRefused(Reason("desk.refund_nothing", values={"amount": given}))
        if given.minor <= 0 or room < given:
            raise DeskRefused(Reason("desk.refund_too_much", values={"amount": given, "room": room}))
        body: dict[str, object] = {"minor": given.minor, "currency": given.currency, "reference": reference}
        return act(case_id, Act.REFUNDED, body, desk=desk)
