"""The work that waits: run once for cron, listed, and put back."""

from typing import Any

from yosher.adapters.store.drain import Drain
from yosher.adapters.store.outbox import OutboxInDatabase
from yosher.bootstrap.chores import accounts_here
from yosher.bootstrap.tasks import handlers
from yosher.bootstrap.wire import Wired
from yosher.cases.model import Act
from yosher.desk.ports import Handler, OutboxRow, Running, WorkRow
from yosher.desk.remind import MOST, post_reminders, reminder_of
from yosher.desk.retention import post_retention
from yosher.desk.work import work_of
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason
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


def listed(wired: Wired, *, only_dead: bool) -> dict[str, Any]:
    return {"work": [_document(found, wired) for found in work_of(wired.desk, only_dead=only_dead)]}


def _document(found: WorkRow, wired: Wired) -> dict[str, Any]:
    tz, row = wired.desk.organisation.tz, found.row
    state = "dead" if found.is_dead else "running" if found.is_running else "waiting"
    return {
        "id": row.id,
        "task": row.task,
        "case": row.case,
        "state": state,
        "since": (row.first_due or row.due_at).astimezone(tz).isoformat(),
        "due": row.due_at.astimezone(tz).isoformat(),
        "attempts": row.attempts,
        "stage": found.stage or None,
        "stage_text": say(Reason(found.stage), wired.language) if found.stage else None,
        "percent": found.percent,
        "trouble": {"code": found.trouble.code, "text": say(found.trouble, wired.language)} if found.trouble else None,
    }
