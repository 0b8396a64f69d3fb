"""The engine: claims rows, starts a workflow for each, holds them while they run, and writes back how they ended."""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dbos import DBOS, SetWorkflowID, WorkflowStatus

from yosher.adapters.engine.memory import Card, Memory, forget_before, launch, shut
from yosher.adapters.engine.steps import (
    Ended,
    attempts_of,
    card_of,
    first_to_repeat,
    read,
    remembered,
    row_of,
    workflow_id,
    written,
)
from yosher.desk.ports import AlreadyDone, Failure, Handler, Outbox, OutboxRow, StepResult
from yosher.desk.work import again_at, failure_of, run
from yosher.kernel.ids import OrgId
from yosher.kernel.reason import Reason

LEASE = timedelta(seconds=30)  # a worker that is gone for so long has lost its rows; one that lives renews in time
AT_ONCE = 4
PULSE = 0.02  # seconds at most between two rounds of a busy worker: what ends meanwhile is written back in one commit
_STAGES_EVERY = 0.5  # seconds: what is over sooner is never seen under way, and writes nothing
_TOLD_AGAIN = 10.0  # seconds in which a workflow that was put back must have been taken up
_TIDY_EVERY = 3600.0

Key = tuple[OrgId, str]


@dataclass
class _Hand:
    """A row that runs here."""

    row: OutboxRow
    stage: str = ""
    percent: int | None = None
    is_news: bool = False  # the outbox does not know yet that it runs here, or where it is


class DurableEngine:
    """`Engine` of the desk's ports, of one organisation or of all. DBOS lives once in a process, and so does this.

    `start` … `turn` again and again … `stop`; or `drain` once. All are called by one thread; handlers run in others.
    """

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        *,
        outbox: Outbox,
        memory: Memory,
        organisation: OrgId | None = None,
        at_once: int = AT_ONCE,
        lease: timedelta = LEASE,
    ) -> None:
        self._handlers, self._outbox, self._memory, self._organisation = handlers, outbox, memory, organisation
        self._at_once, self._lease = at_once, lease
        self._hands: dict[Key, _Hand] = {}
        self._ended: deque[tuple[OutboxRow, Failure | None]] = deque()
        self._told_again: dict[Key, float] = {}
        self._lock, self._woken = threading.Lock(), threading.Event()
        self._held_at = self._shown_at = self._tidied_at = 0.0
        self._now: datetime
        self.finished = 0  # rows done since the start

    def start(self) -> None:
        self._database = self._memory.open(connections=self._at_once + 4)
        self._workflow = launch(self._task, engine=self._database, log=self._memory.log)

    def stop(self, *, now: datetime, patience: float) -> bool:
        """Take nothing new, wait for what runs, hand back what is not over by then. False where something still runs."""
        began = time.monotonic()
        try:
            while self.is_busy and time.monotonic() - began < patience:
                self.turn(now=now + timedelta(seconds=time.monotonic() - began), most=0)
                self.wait(0.1)
            self.turn(now=now, most=0)
            left = self._in_hand()
            for hand in left:
                self._outbox.let_go(hand.row)
        finally:
            shut(self._database)
        return not left

    @property
    def is_busy(self) -> bool:
        return bool(self._hands or self._ended)

    def wait(self, seconds: float) -> None:
        """Until a row ends here, at most so long."""
        self._woken.wait(seconds)
        self._woken.clear()

    def gather(self) -> None:
        """After the first row that ended, until all that runs here has, at most a pulse: they are written back together."""
        until = time.monotonic() + PULSE
        while self._hands and (left := until - time.monotonic()) > 0:
            self.wait(left)

    def tidy(self, *, now: datetime) -> None:
        """Once an hour, when nothing runs: what is over long since leaves the memory."""
        if not self.is_busy and time.monotonic() - self._tidied_at > _TIDY_EVERY:
            self._tidied_at = time.monotonic()
            while forget_before(now):
                pass

    def drain(self, *, now: datetime, limit: int | None = None) -> int:
        count = claimed = 0
        while True:
            left = None if limit is None else limit - claimed
            taken, done = self.turn(now=now, most=left)
            claimed, count = claimed + taken, count + done
            if not taken and not self.is_busy and not self._expected():
                return count
            self.wait(0.05)
            self.gather()

    def turn(self, *, now: datetime, most: int | None = None) -> tuple[int, int]:
        """One round: write back what ended, hold what runs, claim what is due. Returns how many were claimed and how many were done.

        Everything is one transaction, so that a busy worker pays for one commit a round and not for one a row.
        """
        self._now = now
        free = self._at_once - len(self._hands)
        wanted = free if most is None else min(free, most)
        rows: list[OutboxRow] = []
        ended = [self._ended.popleft() for _ in range(len(self._ended))]
        is_claiming = wanted > 0 and (bool(ended) or self._outbox.is_due(now=now, organisation=self._organisation))
        showing = self._to_show()
        if ended or showing or is_claiming:
            try:
                with self._outbox.transaction():
                    self._settle(ended, now)
                    self._hold(showing, now)
                    if is_claiming:
                        rows = self._claim(now, wanted)
            except BaseException:
                self._ended.extendleft(reversed(ended))
                raise
        for row in rows:
            try:
                self._begin(row)
            except Exception as trouble:  # the memory is locked or away: this row's failure, not the worker's
                self._release(row, failure_of(trouble))
        done = sum(failure is None for _, failure in ended)
        self.finished += done
        return len(rows), done

    def _claim(self, now: datetime, most: int) -> list[OutboxRow]:
        rows = self._outbox.claim(now=now, until=now + self._lease, most=most, organisation=self._organisation)
        return [row for row in rows if _key(row) not in self._hands]  # ours still: this worker was stopped for longer than its lease

    def _settle(self, ended: list[tuple[OutboxRow, Failure | None]], now: datetime) -> None:
        self._outbox.all_done([row for row, failure in ended if failure is None], now=now)
        for row, failure in ended:
            if failure is not None:
                self._outbox.failed(row, failure, again_at=again_at(row, failure, now=now))

    # -- what runs here -----------------------------------------------------------------------------------------

    def _task(self, card: Card) -> Ended | None:
        """The workflow: it runs a row's handler and brings back how it ended, so that every end is one that DBOS remembers."""
        row = row_of(card, attempts=attempts_of(str(DBOS.workflow_id)))
        hand = self._take(row, is_news=True)
        try:
            failure = run(row, _InWorkflow(self, hand), self._handlers)
        except BaseException:  # DBOS stops a run whose row another worker took over: it has nothing to say of the row any more
            self._drop(row)
            raise
        self._release(row, failure)
        return written(failure)

    def _take(self, row: OutboxRow, *, is_news: bool = False) -> _Hand:
        with self._lock:
            self._told_again.pop(_key(row), None)
            return self._hands.setdefault(_key(row), _Hand(row, is_news=is_news))

    def _release(self, row: OutboxRow, failure: Failure | None) -> None:
        with self._lock:
            self._hands.pop(_key(row), None)
            self._ended.append((row, failure))
        self._woken.set()

    def _drop(self, row: OutboxRow) -> None:
        with self._lock:
            self._hands.pop(_key(row), None)
        self._woken.set()

    def _in_hand(self) -> list[_Hand]:
        with self._lock:
            return list(self._hands.values())

    def _expected(self) -> bool:
        with self._lock:
            return any(time.monotonic() - at < _TOLD_AGAIN for at in self._told_again.values())

    def _to_show(self) -> list[_Hand]:
        """All that runs when its claims are to be renewed; in between what is somewhere else than the outbox says."""
        clock = time.monotonic()
        if clock - self._held_at > self._lease.total_seconds() / 3:
            self._held_at = clock
            return self._in_hand()
        if clock - self._shown_at < _STAGES_EVERY:
            return []
        self._shown_at = clock
        return [hand for hand in self._in_hand() if hand.is_news]

    def _hold(self, hands: list[_Hand], now: datetime) -> None:
        for hand in hands:
            hand.is_news = False
            self._outbox.hold(hand.row, until=now + self._lease, stage=hand.stage, percent=hand.percent)

    # -- how a row begins ---------------------------------------------------------------------------------------

    def _begin(self, row: OutboxRow) -> None:
        """Start the row's workflow, or go on with what DBOS remembers of it."""
        name = workflow_id(row, attempts=row.attempts)
        if row.attempts and self._inherit(row, name):
            self._tell_again(row)
            return
        self._take(row)
        with SetWorkflowID(name):
            handle = DBOS.start_workflow(self._workflow, card_of(row))
        if hasattr(handle, "future"):
            return
        self._drop(row)  # it was begun before, here or elsewhere
        self._resume(row, handle.get_status())

    def _resume(self, row: OutboxRow, status: WorkflowStatus) -> None:
        match status.status:
            case "SUCCESS":  # its worker died before it wrote that down
                self._ended.append((row, read(status.output)))
            case "PENDING" | "ENQUEUED":  # its worker died: the next free one, this or another, takes it up where it was
                DBOS.resume_workflow(status.workflow_id)
                self._tell_again(row)
            case other:
                self._ended.append((row, Failure(Reason("work.unexpected", values={"what": other}))))

    def _inherit(self, row: OutboxRow, name: str) -> bool:
        """A later attempt takes over the steps that are over. False where it exists already, or nothing is remembered."""
        earlier = workflow_id(row, attempts=row.attempts - 1)
        if DBOS.get_workflow_status(name) is not None or DBOS.get_workflow_status(earlier) is None:
            return False
        steps = DBOS.list_workflow_steps(earlier)
        start = first_to_repeat(steps)
        if start == 1:
            return False
        with SetWorkflowID(name):
            DBOS.fork_workflow(earlier, start)
        return True

    def _tell_again(self, row: OutboxRow) -> None:
        clock = time.monotonic()
        with self._lock:
            self._told_again = {key: at for key, at in self._told_again.items() if clock - at < _TOLD_AGAIN}
            self._told_again[_key(row)] = clock


def _key(row: OutboxRow) -> Key:
    return row.organisation, row.id


class _InWorkflow:
    """`Running` inside a workflow."""

    def __init__(self, engine: DurableEngine, hand: _Hand) -> None:
        self._engine, self._hand = engine, hand

    def at(self, stage: str, percent: int) -> None:
        self._hand.stage, self._hand.percent, self._hand.is_news = stage, percent, True

    def step(self, name: str, run: Callable[[], StepResult]) -> StepResult:
        return remembered(name, run)

    def done(self) -> None:
        if not self._engine._outbox.done(self._hand.row, now=self._engine._now):
            raise AlreadyDone
