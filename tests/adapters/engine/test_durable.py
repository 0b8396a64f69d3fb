"""What DBOS adds to a claim: steps that are over are never repeated, whatever happens to the worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from engines import ORG, durable, failing, nothing, post
from given import NOW
from yosher.adapters.engine import memory
from yosher.adapters.engine.durable import LEASE
from yosher.adapters.store.models import OutboxRow as Row
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home
from yosher.cases.model import Act
from yosher.desk.ports import Handler, OutboxRow, Running, Trouble
from yosher.desk.work import FIRST_RETRY
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment


def until(true: Callable[[], bool], *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def in_steps(did: list[str], *, failing_at: str = "", permanent: bool = False) -> Handler:
    """Three steps, each noted; one of them fails the first time."""

    def handler(row: OutboxRow, running: Running) -> None:
        for name in ("read", "submit", "confirm"):
            running.step(name, lambda name=name: step(name))  # type: ignore[misc]  # bound now

    def step(name: str) -> None:
        did.append(name)
        if name == failing_at and did.count(name) == 1:
            raise Trouble(Reason("store.unreachable"), permanent=permanent)

    return handler


def test_a_later_attempt_goes_on_at_the_step_that_failed(home: Home, store: StoreInDatabase) -> None:
    did: list[str] = []
    post(store, "t")
    with durable(home, {"work": in_steps(did, failing_at="confirm")}) as engine:
        assert engine.drain(now=NOW) == 0
        assert engine.drain(now=NOW + FIRST_RETRY) == 1
    assert did == ["read", "submit", "confirm", "confirm"]


def test_a_dead_letter_that_is_put_back_goes_on_at_the_step_that_failed(home: Home, store: StoreInDatabase) -> None:
    did: list[str] = []
    post(store, "t")
    handlers = {"work": in_steps(did, failing_at="submit", permanent=True)}
    with durable(home, handlers) as engine:
        assert engine.drain(now=NOW) == 0
    assert store.put_back(ORG, "t", now=NOW)
    with durable(home, handlers) as engine:  # by another process, later
        assert engine.drain(now=NOW) == 1
    assert did == ["read", "submit", "submit", "confirm"]


def test_what_was_done_but_not_marked_is_marked_and_not_done_again(home: Home, store: StoreInDatabase) -> None:
    did: list[str] = []
    post(store, "t")
    with durable(home, {"work": in_steps(did)}) as engine:
        assert engine.drain(now=NOW) == 1
        Row.objects.update(done_at=None)  # as if the worker had died between the workflow's end and the mark
        assert engine.drain(now=NOW) == 1
    assert did == ["read", "submit", "confirm"]


CHILD = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home
from yosher.bootstrap.opening import open_home
home = Home(Path(sys.argv[2]), database=sys.argv[3] or None)
open_home(home)
from engines import durable
from given import NOW

def handler(row, running):
    running.step("submit", lambda: print("submitted", flush=True))
    running.step("wait", lambda: time.sleep(60))

with durable(home, {"work": handler}) as engine:
    engine.drain(now=NOW)
"""


def test_a_killed_workers_row_is_taken_up_where_it_was(home: Home, store: StoreInDatabase) -> None:
    """By another process, once the claim has lapsed; the step that was interrupted runs again, the one before does not."""
    did: list[str] = []
    post(store, "t")
    tests = str(Path(__file__).parents[2])
    paths = {"PYTHONPATH": str(Path(tests).parent / "src")}
    command = [sys.executable, "-c", CHILD, tests, str(home.folder), home.database or ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | paths) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "submitted\n"
        with durable(home, {}) as engine:  # it knows the step as over as soon as the next one begins
            until(lambda: len(memory.DBOS.list_workflow_steps("one/t")) == 1)
            assert engine.drain(now=NOW + LEASE - timedelta(seconds=1)) == 0  # the claim holds
        child.send_signal(signal.SIGKILL)

    def handler(row: OutboxRow, running: Running) -> None:
        running.step("submit", lambda: did.append("submit"))
        running.step("wait", lambda: did.append("wait"))

    with durable(home, {"work": handler}) as engine:
        assert engine.drain(now=NOW + LEASE) == 1
    assert did == ["wait"]
    assert Row.objects.get().lapses == 1


def test_a_worker_that_slept_and_was_overtaken_records_nothing_more(home: Home, store: StoreInDatabase) -> None:
    first, go_on, runs = threading.Event(), threading.Event(), [0]

    def read() -> None:
        runs[0] += 1
        if runs[0] == 1:
            first.set()
            assert go_on.wait(20)

    def handler(row: OutboxRow, running: Running) -> None:
        running.step("read", read)
        with store.transaction():
            running.done()
            store.record(ORG, CaseId("C-1"), act=Act.NOTE, actor=SYSTEM, happened=Moment(NOW), body={})

    post(store, "t")
    with durable(home, {"work": handler}) as engine:
        engine.turn(now=NOW)
        assert first.wait(20)
        memory.DBOS.resume_workflow("one/t")  # what the worker does that finds the claim lapsed
        until(lambda: Row.objects.get().done_at is not None)
        go_on.set()
        until(lambda: memory.DBOS.list_workflows(status="SUCCESS") != [])
        engine.drain(now=NOW)
    assert runs == [2]
    assert len(store.events(ORG, CaseId("C-1"))) == 1


def test_a_row_that_runs_is_held_and_says_where_it_is(home: Home, store: StoreInDatabase) -> None:
    go_on, lease = threading.Event(), timedelta(seconds=0.3)

    def handler(row: OutboxRow, running: Running) -> None:
        running.at("work.typesetting", 40)
        assert go_on.wait(20)

    post(store, "t")
    with durable(home, {"work": handler}, lease=lease) as engine:
        engine.turn(now=NOW)

        def is_shown() -> bool:
            engine.turn(now=NOW + lease)  # the first claim would have lapsed by now
            (seen,) = store.work(ORG, now=NOW + lease)
            return (seen.is_running, seen.stage, seen.percent) == (True, "work.typesetting", 40)

        until(is_shown)
        go_on.set()
        until(lambda: engine.turn(now=NOW)[1] == 1)
    assert store.work(ORG, now=NOW) == []


def test_a_worker_that_stops_hands_back_what_it_cannot_finish(home: Home, store: StoreInDatabase) -> None:
    go_on = threading.Event()
    post(store, "t")
    with durable(home, {"work": lambda row, running: go_on.wait(20) and None}) as engine:
        engine.turn(now=NOW)
        until(lambda: engine.is_busy)
        assert not engine.stop(now=NOW, patience=0)
        row = Row.objects.get()
        assert (row.claimed_until, row.done_at, row.attempts) == (None, None, 0)
        go_on.set()
        until(lambda: not any(thread.name.startswith("dbos-executor") for thread in threading.enumerate()))


def test_what_it_remembers_of_long_ago_is_forgotten(home: Home, store: StoreInDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    post(store, "t")
    with durable(home, {"work": nothing}) as engine:
        assert engine.drain(now=NOW) == 1
        assert memory.forget_before(NOW) == 0
        monkeypatch.setattr(memory, "KEPT", timedelta(days=-10_000))
        assert memory.forget_before(NOW) == 1
        assert memory.forget_before(NOW) == 0


def test_a_new_store_knows_nothing_of_the_work_of_an_old_one(tmp_path: Path, store: StoreInDatabase) -> None:
    home = Home(tmp_path / "anew")
    for _ in range(2):
        post(open_home(home), "t")
        with durable(home, {"work": failing("store.failed", permanent=True)}) as engine:
            engine.drain(now=NOW)
        assert Row.objects.get().dead
        for path in home.folder.glob("yosher.sqlite3*"):
            path.unlink()
        connections.close_all()
