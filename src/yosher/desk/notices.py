"""Who wants to know is told: an event of a case becomes a row of the outbox in its own transaction, the row a message to each."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from yosher.cases.model import Act, Case
from yosher.desk.model import Desk
from yosher.desk.ports import KeepsListeners, OutboxRow


class Notice(StrEnum):
    OPENED = "case.opened"
    ANSWERED = "case.answered"
    APPROVED = "case.approved"
    SENT = "case.sent"
    REFUNDED = "case.refunded"
    OUTCOME = "case.outcome"
    DUE_SOON = "case.due_soon"


OF_ACT: Mapping[Act, Notice] = {
    Act.APPROVED: Notice.APPROVED,
    Act.SENT: Notice.SENT,
    Act.REFUNDED: Notice.REFUNDED,
    Act.OUTCOME: Notice.OUTCOME,
}
BY_MAIL = frozenset({Notice.OPENED, Notice.DUE_SOON, Notice.OUTCOME})
# A setting of the organisation that no person sets: somebody listens. Where nobody does, no row is written.
WANTED = "notices_wanted"


def tell(case: Case, notice: Notice, mark: str | int, *, desk: Desk) -> None:
    """Post what happened. Call it inside the transaction of the event; `mark` makes it one notice however often it is called."""
    if WANTED not in desk.organisation.settings:
        return
    row = OutboxRow(f"notify:{case.id}:{mark}", desk.organisation.id, case.id, "notify", _told(case, notice, desk=desk), desk.now)
    desk.store.post(row)


def _told(case: Case, notice: Notice, *, desk: Desk) -> dict[str, object]:
    """After Standard Webhooks: type, timestamp, data. No name, no address, no words of a customer leave the house by this way."""
    amount = case.denial.amount
    data = {
        "case": case.id,
        "state": case.state.value,
        "network": case.denial.network.value,
        "code": case.denial.code,
        "amount": {"minor": amount.minor, "currency": amount.currency},
        "due": _moment(case.due, desk),
        "choice": case.choice.value if case.choice else None,
    }
    return {"type": notice.value, "timestamp": desk.now.isoformat(timespec="seconds"), "data": data}


def _moment(at: datetime | None, desk: Desk) -> str | None:
    return at.astimezone(desk.organisation.tz).isoformat(timespec="seconds") if at else None


def spread(row: OutboxRow, *, desk: Desk, listeners: KeepsListeners) -> None:
    """A message for each who wants to know, every one a row of its own: one that is not reached holds up no other."""
    organisation, kind = desk.organisation.id, str(row.body["type"])
    posted = [
        _for(row, "deliver", listener.id, desk=desk)
        for listener in listeners.listeners(organisation)
        if not listener.events or kind in listener.events
    ]
    if kind in BY_MAIL:
        posted += [_for(row, "mail", person, desk=desk) for person in listeners.mailed(organisation)]
    with desk.store.transaction():
        for one in posted:
            desk.store.post(one)


def _for(row: OutboxRow, task: str, whom: str, *, desk: Desk) -> OutboxRow:
    body = {"to": whom, "message": message_id(row, whom), "told": dict(row.body)}
    return OutboxRow(f"{task}:{body['message']}", row.organisation, row.case, task, body, desk.now)


def message_id(row: OutboxRow, whom: str) -> str:
    """The same event for the same listener has the same id, so that whoever gets it twice knows."""
    return "msg_" + hashlib.sha256("\x1f".join((row.organisation, row.id, whom)).encode()).hexdigest()[:32]
