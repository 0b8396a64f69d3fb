"""A reminder that has come due becomes work, and the work an event of its case: each exactly once."""

from collections.abc import Mapping
from datetime import datetime

from yosher.cases.model import Act
from yosher.cases.states import OPEN
from yosher.desk.model import Desk
from yosher.desk.notices import Notice, tell
from yosher.desk.ports import OutboxRow, ReminderRow, Running, Store
from yosher.kernel.ids import OrgId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment

MOST = 500  # in one transaction


def post_reminders(now: datetime, *, store: Store, organisation: OrgId | None = None) -> int:
    """Reminders and cut-offs that have come due leave their table and enter the outbox in one transaction."""
    with store.transaction():
        rows = store.take_reminders(now, most=MOST, organisation=organisation)
        for row in rows:
            store.post(_task(row))
    return len(rows)


def _task(row: ReminderRow) -> OutboxRow:
    ref = f"remind:{row.case}:{row.code}:{int(row.at.timestamp())}"
    return OutboxRow(ref, row.organisation, row.case, "remind", {"code": row.code, "at": row.at.isoformat()}, row.at)


def remind(row: OutboxRow, running: Running, *, desk: Desk) -> None:
    """Write the reminder into the case's log, where an answer is still to be made or sent."""
    if row.case is None:
        return
    organisation = desk.organisation.id
    with desk.store.transaction():
        running.done()
        case = desk.store.case(organisation, row.case)
        if case.state not in OPEN:
            return
        answer = desk.store.answer(organisation, row.case)
        at = datetime.fromisoformat(str(row.body["at"]))
        due = answer.due if answer and answer.due else at
        body = {"code": row.body["code"], "due": due.astimezone(desk.organisation.tz).isoformat()}
        event = desk.store.record(organisation, row.case, act=Act.REMINDED, actor=desk.actor, happened=Moment(at), body=body)
        tell(case, Notice.DUE_SOON, event.sequence, desk=desk)


def reminder_of(body: Mapping[str, object]) -> Reason:
    """A recorded reminder as a sentence."""
    return Reason(str(body["code"]), values={"due": datetime.fromisoformat(str(body["due"]))})
