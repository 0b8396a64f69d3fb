"""The work that waits, run once for cron."""

from typing import Any

from yosher.adapters.store.drain import Drain
from yosher.adapters.store.outbox import OutboxInDatabase
from yosher.bootstrap.chores import accounts_here
from yosher.bootstrap.tasks import handlers
from yosher.bootstrap.wire import Wired
from yosher.cases.model import Act
from yosher.desk.ports import Handler, OutboxRow, Running
from yosher.desk.remind import MOST, post_reminders, reminder_of
from yosher.desk.retention import post_retention
from yosher.kernel.ids import CaseId, OrgId
from yosher.phrases.say import say


def work_once(wired: Wired, *, organisation: OrgId | None) -> dict[str, Any]:
    """`worker --once`: what is due runs, of one organisation or of all; the reminders that it wrote are shown."""
    while post_reminders(wired.desk.now, store=wired.desk.store, organisation=organisation) == MOST:
        pass
    post_retention(wired.desk.now, store=wired.desk.store, accounts=accounts_here(), organisation=organisation)
    tasks = dict(handlers(wired.home, wired.desk.store, now=lambda: wired.desk.now))
    reminded: list[OutboxRow] = []
    tasks["remind"] = _noted(tasks["remind"], reminded)
    done = Drain(tasks, outbox=OutboxInDatabase(), organisation=organisation).drain(now=wired.desk.now)
    return {"done": done, "reminders": [document for row in reminded for document in _reminder(row, wired)]}


def _noted(handler: Handler, seen: list[OutboxRow]) -> Handler:
    def run(row: OutboxRow, running: Running) -> None:
        handler(row, running)
        seen.append(row)

    return run


def _reminder(row: OutboxRow, wired: Wired) -> list[dict[str, Any]]:
    """The event that the row wrote; none where nobody waits for the case's answer any more."""
    store, tz = wired.desk.store, wired.desk.store.organisation(row.organisation).tz
    events = store.events(row.organisation, row.case or CaseId(""))
    return [
        {"case": e.case, "at": e.happened.at.astimezone(tz).isoformat(), "text": say(reminder_of(e.body), wired.language)}
        for e in events
        if e.act is Act.REMINDED and (e.body["code"], e.happened.at) == (row.body["code"], row.first_due)
    ]
