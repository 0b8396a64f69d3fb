"""A plain drain of the outbox: claim, run, mark done; a killed run's claim lapses and the row runs again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from yosher.adapters.store.outbox import Claimed, claim, done, failed
from yosher.desk.ports import NotFound, OutboxRow, Trouble
from yosher.kernel.ids import OrgId
from yosher.kernel.reason import Reason

CLAIM = timedelta(minutes=10)  # how long a row belongs to the worker that took it: longer than any task takes
FIRST_RETRY = timedelta(minutes=1)
MOST_ATTEMPTS = 8  # with doubling pauses: about two hours until a row is set aside

Handler = Callable[[OutboxRow], None]


class Drain:
    """`Engine` of the desk's ports for one organisation."""

    def __init__(self, handlers: Mapping[str, Handler], *, organisation: OrgId) -> None:
        self._handlers, self._organisation = handlers, organisation

    def drain(self, *, now: datetime, limit: int | None = None) -> int:
        count = 0
        while limit is None or count < limit:
            row = claim(self._organisation, now=now, until=now + CLAIM)
            if row is None:
                return count
            count += self._run(row, now)
        return count

    def _run(self, claimed: Claimed, now: datetime) -> bool:
        handler = self._handlers.get(claimed.row.task)
        try:
            if handler is None:
                raise Trouble(Reason("store.task_unknown"), permanent=True)
            handler(claimed.row)
        except NotFound as trouble:
            failed(claimed, str(trouble), dead=True, again_at=now)
        except Trouble as trouble:
            dead = trouble.permanent or claimed.row.attempts + 1 >= MOST_ATTEMPTS
            failed(claimed, trouble.reason.code, dead=dead, again_at=now + FIRST_RETRY * 2**claimed.row.attempts)
        else:
            done(claimed, now)
            return True
        return False
