"""`worker --once`: outbox rows that are due are run, reminders that have come due are named."""

from collections.abc import Callable
from typing import Any

from yosher.adapters.store.drain import Drain
from yosher.bootstrap.tellers import TELLERS, Teller
from yosher.bootstrap.wire import Wired
from yosher.desk.answer import NO_WISH
from yosher.desk.keep import is_answered_since
from yosher.desk.notices import tell_due
from yosher.desk.ports import OutboxRow
from yosher.kernel.reason import Reason
from yosher.phrases.say import say


def work_once(wired: Wired) -> dict[str, Any]:
    def prepare(row: OutboxRow) -> None:
        if row.case is not None and not is_answered_since(row.case, row.due_at, desk=wired.desk):
            wired.answer(row.case, wish=NO_WISH)

    def told(teller: Teller) -> Callable[[OutboxRow], None]:
        return lambda row: teller(row, wired.home, wired.desk)

    due = [row for row in wired.desk.store.due_reminders(wired.desk.now) if row.organisation == wired.desk.organisation.id]
    for reminder in due:
        with wired.desk.store.transaction():
            tell_due(reminder, desk=wired.desk)
    tasks = {"prepare_answer": prepare} | {name: told(teller) for name, teller in TELLERS.items()}
    done = Drain(tasks, organisation=wired.desk.organisation.id).drain(now=wired.desk.now)
    reminders = [
        {
            "case": r.case,
            "at": r.at.astimezone(wired.desk.organisation.tz).isoformat(),
            "text": say(Reason(r.code, values={"due": r.at}), wired.language),
        }
        for r in wired.desk.store.due_reminders(wired.desk.now)
        if r.organisation == wired.desk.organisation.id
    ]
    return {"done": done, "reminders": reminders}
