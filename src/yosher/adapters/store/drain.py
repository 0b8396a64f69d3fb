"""A plain drain of the outbox for cron: claim, run, mark done; a killed run's claim lapses and the row runs again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from yosher.desk.ports import AlreadyDone, Handler, Outbox, OutboxRow, StepResult
from yosher.desk.work import again_at, run
from yosher.kernel.ids import OrgId

CLAIM = timedelta(minutes=10)  # how long a row belongs to the run that took it: longer than any task takes


class Drain:
    """`Engine` of the desk's ports: of one organisation, or of all where none is named."""

    def __init__(self, handlers: Mapping[str, Handler], *, outbox: Outbox, organisation: OrgId | None = None) -> None:
        self._handlers, self._outbox, self._organisation = handlers, outbox, organisation

    def drain(self, *, now: datetime, limit: int | None = None) -> int:
        count = 0
        while limit is None or count < limit:
            rows = self._outbox.claim(now=now, until=now + CLAIM, most=1, organisation=self._organisation)
            if not rows:
                return count
            count += self._run(rows[0], now)
        return count

    def _run(self, row: OutboxRow, now: datetime) -> bool:
        failure = run(row, _InHand(row, self._outbox, now), self._handlers)
        if failure is None:
            self._outbox.done(row, now=now)
            return True
        self._outbox.failed(row, failure, again_at=again_at(row, failure, now=now))
        return False


class _InHand:
    """`Running`. Steps are not remembered: a row that runs again repeats them, and their idempotency keys make that harmless."""

    def __init__(self, row: OutboxRow, outbox: Outbox, now: datetime) -> None:
        self._row, self._outbox, self._now = row, outbox, now

    def at(self, stage: str, percent: int) -> None:
        self._outbox.hold(self._row, until=self._now + CLAIM, stage=stage, percent=percent)

    def step(self, name: str, run: Callable[[], StepResult]) -> StepResult:  # noqa: ARG002  (nothing remembers it)
        return run()

    def done(self) -> None:
        if not self._outbox.done(self._row, now=self._now):
            raise AlreadyDone
