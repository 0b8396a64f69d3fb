"""The worker of a home: as a process that is told to stop, as one that is killed at any moment, and as a thread beside something else."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from commands import FORM
from kills import killed_at_random, mother_of_workers
from yosher.adapters.store.models import EventRow, OutboxRow, ReminderRow
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap import worker
from yosher.bootstrap.home import Home
from yosher.bootstrap.inboxes import reader_of
from yosher.bootstrap.wire import Wired, wired_desk
from yosher.bootstrap.worker import PACE, WorkerThread
from yosher.cases.model import Act
from yosher.desk.intake import take_file
from yosher.desk.ports import ReminderRow as Reminder
from yosher.desk.ports import Trouble
from yosher.desk.remind import post_reminders
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason

SOURCE = str(Path(__file__).parents[2] / "src")
KILLS = 5


def until(true: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def now() -> datetime:
    return datetime.now(UTC)


def desk_of(home: Home, store: StoreInDatabase) -> Wired:
    return wired_desk(home, store, store.organisation(None), actor=SYSTEM, now=now())


def cases_in(home: Home, store: StoreInDatabase, *, count: int) -> list[CaseId]:
    """Cases that came in just now, each with two reminders that have come due."""
    wired = desk_of(home, store)
    found = []
    for n in range(count):
        reader = reader_of("manual")
        assert reader is not None
        taken = take_file(FORM.replace("A-77", f"A-{n}").encode(), reader=reader, desk=wired.desk, name=f"{n}.yaml")
        case = taken.opened[0][1].case
        reminders = [Reminder(wired.desk.organisation.id, case, now() - timedelta(hours=h), "deadlines.reminder_days") for h in (1, 2)]
        store.set_reminders(wired.desk.organisation.id, case, reminders)
        found.append(case)
    return found


def acts_of(case: CaseId) -> Counter[str]:
    return Counter(EventRow.objects.filter(case=case).values_list("act", flat=True))


def assert_all_once(home: Home, store: StoreInDatabase, cases: list[CaseId]) -> None:
    """Each answer prepared once, each reminder written once, every paper in its folder, and a log without gaps."""
    for case in cases:
        assert (acts_of(case)[Act.ANSWERED], acts_of(case)[Act.REMINDED]) == (1, 2)
        sequence = list(EventRow.objects.filter(case=case).order_by("sequence").values_list("sequence", flat=True))
        assert sequence == list(range(1, len(sequence) + 1))
        organisation = store.organisation(None).id
        answer = store.answer(organisation, case)
        assert answer is not None
        ref = answer.packet or answer.letter
        assert ref is not None
        kept = desk_of(home, store).desk.blobs.get(organisation, case, ref)
        assert [p for p in (home.packets / organisation / case).iterdir() if p.is_file() and p.read_bytes() == kept]


def is_idle() -> bool:
    connections.close_all()
    return not OutboxRow.objects.filter(done_at__isnull=True).exists()


def test_workers_that_are_killed_at_any_moment_lose_nothing_and_repeat_nothing(home: Home, store: StoreInDatabase) -> None:
    cases = cases_in(home, store, count=5)
    connections.close_all()
    dice = random.Random(20261122)
    with mother_of_workers(home, lease=0.5) as start:
        killed_at_random(start, times=KILLS, dice=dice, longest=0.7, between=lambda n: None)
        last = start()
        until(is_idle)
        os.kill(last, signal.SIGKILL)
    assert not OutboxRow.objects.filter(dead=True).exists()
    assert ReminderRow.objects.filter(at__lte=now()).count() == 0
    assert_all_once(home, store, cases)


def test_three_workers_share_the_work(home: Home, store: StoreInDatabase) -> None:
    cases = cases_in(home, store, count=4)
    connections.close_all()
    with mother_of_workers(home, lease=5) as start:
        workers = [start() for _ in range(3)]
        until(is_idle)
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
    assert_all_once(home, store, cases)


def worker_process(home: Home, *words: str) -> "subprocess.Popen[str]":
    env = {key: value for key, value in os.environ.items() if not key.startswith(("YOSHER", "DBOS"))} | {"PYTHONPATH": SOURCE}
    if home.database:
        env["YOSHER_DATABASE_URL"] = home.database
    command = [sys.executable, "-W", "error", "-m", "yosher", "worker", "--home", str(home.folder), "--poll", "0.1", "--json", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def listening(pid: int) -> list[str]:
    """Inodes of the process's sockets that listen for TCP."""
    inodes = {os.readlink(fd) for fd in Path(f"/proc/{pid}/fd").iterdir() if fd.exists() or fd.is_symlink()}
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return [line[9] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in inodes]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_runs_until_it_is_told_to_stop_and_is_quiet(home: Home, store: StoreInDatabase, sign: signal.Signals) -> None:
    cases = cases_in(home, store, count=1)
    connections.close_all()
    with worker_process(home) as process:
        until(is_idle)
        assert listening(process.pid) == []
        process.send_signal(sign)
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, json.loads(stdout), stderr) == (0, {"done": 3}, "")
    assert_all_once(home, store, cases)


def test_a_worker_beside_something_else_starts_and_stops(home: Home, store: StoreInDatabase) -> None:
    cases = cases_in(home, store, count=2)
    thread = WorkerThread(home, pace=replace(PACE, poll=0.05))
    thread.start()
    until(is_idle)
    thread.stop()
    assert thread.trouble is None
    assert_all_once(home, store, cases)


def test_a_worker_that_cannot_run_says_why_and_harms_nobody(tmp_path: Path) -> None:
    home: Any = Home(tmp_path / "home")
    home.folder.mkdir()
    home.engine.mkdir()  # where its memory would lie
    thread = WorkerThread(home)
    thread.start()
    until(lambda: thread.trouble is not None)
    thread.stop()
    assert "engine.sqlite3" in (home.logs / "unexpected.log").read_text()


def test_a_round_that_fails_is_tried_again(home: Home, store: StoreInDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked database is waited out in silence; a fault of our own is reported, and the worker lives on."""
    troubles = [Trouble(Reason("store.locked")), ZeroDivisionError()]
    cases = cases_in(home, store, count=1)

    def scan(*given: object, **more: object) -> int:
        if troubles:
            raise troubles.pop(0)
        return post_reminders(*given, **more)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(worker, "post_reminders", scan)
    thread = WorkerThread(home, pace=replace(PACE, poll=0.05))
    thread.start()
    until(is_idle)
    thread.stop()
    assert_all_once(home, store, cases)
    assert (home.logs / "unexpected.log").read_text().count("Traceback") == 1
