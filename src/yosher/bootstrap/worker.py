"""The worker of a home: it runs until it is told to stop, as a process of its own or as a thread beside something else."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from yosher.adapters.engine.durable import AT_ONCE, LEASE, DurableEngine
from yosher.adapters.engine.memory import Memory
from yosher.bootstrap.chores import EVERY, do_chores
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home
from yosher.bootstrap.reports import report
from yosher.bootstrap.tasks import handlers
from yosher.bootstrap.wire import clock
from yosher.desk.ports import Handler, Outbox, Trouble
from yosher.desk.remind import post_reminders
from yosher.kernel.ids import OrgId


@dataclass(frozen=True, slots=True)
class Pace:
    """`poll`: seconds between two looks of an idle worker. `patience`: seconds that running rows are given when it stops."""

    poll: float = 1.0
    at_once: int = AT_ONCE
    lease: timedelta = LEASE
    patience: float = 30.0


PACE = Pace()
_LONGEST_PAUSE = 60.0  # seconds, after rounds that failed one after the other


def engine_of(home: Home, tasks: "dict[str, Handler]", *, outbox: Outbox, pace: Pace, organisation: OrgId | None = None) -> DurableEngine:
    """The durable engine over a home: its memory lies in the folder, or on the home's server."""
    memory = Memory(home.engine, home.logs / "engine.log", home.database if home.is_on_server else None)
    return DurableEngine(tasks, outbox=outbox, memory=memory, organisation=organisation, at_once=pace.at_once, lease=pace.lease)


def work_on(home: Home, *, stop: threading.Event, pace: Pace = PACE, organisation: OrgId | None = None) -> int:
    """Scan and work until `stop` is set; returns how many rows were done. A home can be opened by many workers."""
    from django.db import connections

    from yosher.adapters.store.outbox import OutboxInDatabase

    store = open_home(home)
    engine = engine_of(home, dict(handlers(home, store)), outbox=OutboxInDatabase(), pace=pace, organisation=organisation)
    engine.start()
    scanned = chored = -math.inf

    def round_() -> None:
        nonlocal scanned, chored
        if time.monotonic() - chored >= EVERY:
            chored = time.monotonic()
            do_chores(now=clock(), store=store, organisation=organisation)
        if time.monotonic() - scanned >= pace.poll:
            scanned = time.monotonic()
            post_reminders(clock(), store=store, organisation=organisation)
            engine.tidy(now=clock())
        engine.turn(now=clock())

    failed = 0
    try:
        while not stop.is_set():
            failed = 0 if _survived(round_, home) else failed + 1
            engine.wait(pace.poll)
            if failed:
                stop.wait(min(_LONGEST_PAUSE, pace.poll * 2**failed))
            else:
                engine.gather()
        engine.stop(now=clock(), patience=pace.patience)
    finally:
        connections.close_all()
    return engine.finished


def _survived(round_: Callable[[], None], home: Home) -> bool:
    """A round that fails (a locked database, a server that went away) is tried again after a pause; our own faults are reported."""
    from django.db import connections

    try:
        round_()
    except Exception as trouble:
        connections.close_all()  # the next round does not inherit one that broke
        if not isinstance(trouble, Trouble):
            report(trouble, home.logs)
        return False
    return True


class WorkerThread:
    """A worker inside another process, as `serve` has one. `trouble`: why it could not run; the process lives on."""

    def __init__(self, home: Home, *, pace: Pace = PACE) -> None:
        self._home, self._pace, self._stop = home, pace, threading.Event()
        self._thread = threading.Thread(target=self._run, name="yosher-worker")
        self.trouble: Exception | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Running rows are finished, or handed back after the pace's patience."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            work_on(self._home, stop=self._stop, pace=self._pace)
        except Exception as trouble:
            self.trouble = trouble
            report(trouble, self._home.logs)
