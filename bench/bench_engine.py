"""The engine: its cost over bare DBOS workflows, what more workers bring, its memory, and what SIGKILLs leave behind.

Throughput (required: at least 0.7 times bare DBOS workflows with as many steps, on SQLite and PostgreSQL): rows of the outbox that are
claimed, run in three steps and marked, against workflows of three steps that are started one after the other, and as many at a time as
the engine runs; the better of the two counts. Same database settings, fresh processes and databases, in turn.
Workers (required: three do at least twice what one does on PostgreSQL where steps wait for the network). Memory (required: flat) over
20,000 workflows in one process. Kills: 200 workers on each database, each killed at a random moment while cases, reminders and payments
to an outside come in; then everything is counted.
"""

import argparse
import json
import os
import platform
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

os.environ["PYTHONPATH"] = str(Path(__file__).parents[1] / "src")
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from servers import postgresql
from yosher.bootstrap.home import Home
from yosher.bootstrap.opening import open_home

ROWS, STEPS, AT_ONCE, TURNS = 600, 3, 8, 3
WAIT, WAITING_ROWS = 0.1, 240
MANY, EVERY = 20_000, 2_000
KILLS, LONGEST, LEASE, BACKLOG = 200, 0.8, 0.5, 60
SEED = 20261122


def now() -> datetime:
    return datetime.now(UTC)


def home_of(folder: str, database: str) -> Home:
    return Home(Path(folder), database=database or None)


def post(home: Home, rows: int) -> None:
    from yosher.desk.ports import OutboxRow
    from yosher.kernel.ids import OrgId

    store = open_home(home)
    with store.transaction():
        for n in range(rows):
            store.post(OutboxRow(f"row-{n}", OrgId("default"), None, "work", {"n": n}, now()))


def engine(home: Home, handler: Any, *, at_once: int) -> Any:
    from yosher.adapters.store.outbox import OutboxInDatabase
    from yosher.bootstrap.worker import PACE, engine_of

    return engine_of(home, {"work": handler}, outbox=OutboxInDatabase(), pace=replace(PACE, at_once=at_once))


def in_steps(wait: float = 0.0, steps: int = STEPS) -> Any:
    def handler(row: Any, running: Any) -> None:
        del row
        for n in range(steps):
            running.step(f"step {n}", lambda: time.sleep(wait) if wait else None)

    return handler


# -- children: each measures one thing in a fresh process -----------------------------------------------------------


def ours(home: Home) -> float:
    open_home(home)
    made = engine(home, in_steps(), at_once=AT_ONCE)
    made.start()
    began = time.perf_counter()
    done = made.drain(now=now())
    seconds = time.perf_counter() - began
    assert done == ROWS, done
    made.stop(now=now(), patience=5)
    return done / seconds


def bare(home: Home, *, at_once: int) -> float:
    """DBOS as its documentation starts it, on the same engine of the same settings."""
    from dbos import DBOS, SetWorkflowID

    from yosher.adapters.engine.memory import Memory, launch, shut

    home.folder.mkdir(parents=True, exist_ok=True)
    database = Memory(home.engine, home.logs / "engine.log", home.database).open(connections=AT_ONCE + 4)

    def body(card: dict[str, Any]) -> None:
        del card
        for n in range(STEPS):
            DBOS.run_step({"name": f"step {n}"}, lambda: None)

    workflow = launch(body, engine=database, log=home.logs / "engine.log")
    began, waiting = time.perf_counter(), []
    for n in range(ROWS):
        with SetWorkflowID(f"row-{n}"):
            if at_once == 1:
                workflow({"n": n})
                continue
            waiting.append(DBOS.start_workflow(workflow, {"n": n}))
        if len(waiting) >= at_once:
            waiting.pop(0).get_result()
    for handle in waiting:
        handle.get_result()
    seconds = time.perf_counter() - began
    shut(database)
    return ROWS / seconds


def wait_for_network(home: Home) -> None:
    """One of several workers: ready, go, until nothing is left."""
    open_home(home)
    made = engine(home, in_steps(WAIT), at_once=4)
    made.start()
    print("ready", flush=True)
    sys.stdin.readline()
    made.drain(now=now())
    made.stop(now=now(), patience=5)


def memory(home: Home) -> list[float]:
    """Megabytes of the process after every so many workflows."""
    open_home(home)
    made = engine(home, in_steps(steps=1), at_once=AT_ONCE)
    made.start()
    seen = []
    for _ in range(MANY // EVERY):
        assert made.drain(now=now(), limit=EVERY) == EVERY
        status = Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]
        seen.append(round(int(status) / 1024, 1))
        print(f"memory: {len(seen) * EVERY} workflows, {seen[-1]} MB", file=sys.stderr)
    made.stop(now=now(), patience=5)
    return seen


CHILDREN: dict[str, Callable[[Home], Any]] = {
    "post": lambda home: post(home, ROWS),
    "post-many": lambda home: post(home, MANY),
    "post-waiting": lambda home: post(home, WAITING_ROWS),
    "ours": ours,
    "bare-1": lambda home: bare(home, at_once=1),
    "bare-many": lambda home: bare(home, at_once=AT_ONCE),
    "memory": memory,
    "wait": wait_for_network,
}


def child(what: str, home: Home) -> Any:
    command = [sys.executable, __file__, "--child", what, str(home.folder), home.database or ""]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


# -- figures --------------------------------------------------------------------------------------------------------


def throughput(homes: Callable[[], Home]) -> dict[str, Any]:
    seen: dict[str, list[float]] = {"ours": [], "bare-1": [], "bare-many": []}
    for _ in range(TURNS):
        for what, rates in seen.items():
            home = homes()
            if what == "ours":
                child("post", home)
            rates.append(child(what, home))
            print(f"throughput: {what} {rates[-1]:.1f}/s", file=sys.stderr)
    a_second = {what: round(statistics.median(rates), 1) for what, rates in seen.items()}
    ratios = {what: round(a_second["ours"] / a_second[what], 2) for what in ("bare-1", "bare-many")}
    return {"rows_a_second": a_second, "ratios": ratios, "ratio": min(ratios.values())}


def sharing(homes: Callable[[], Home], *, workers: int) -> float:
    """Rows a second of so many workers together."""
    home = homes()
    child("post-waiting", home)
    command = [sys.executable, __file__, "--child", "wait", str(home.folder), home.database or ""]
    crew = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(workers)]
    for one in crew:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for one in crew:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    left = -1
    while left:
        left = open_rows(home)
        time.sleep(0.02)
    seconds = time.perf_counter() - began
    for one in crew:
        assert one.wait() == 0
    return WAITING_ROWS / seconds


def open_rows(home: Home) -> int:
    from yosher.bootstrap.database import set_up

    set_up(home)
    from yosher.adapters.store.models import OutboxRow

    return OutboxRow.objects.filter(done_at__isnull=True).count()


# -- kills ----------------------------------------------------------------------------------------------------------

# An outside that takes a payment once for a key, as a processor does, and that counts how often it was asked.
OUTSIDE = """
import sqlite3
from yosher.bootstrap import tasks
def pay(row, running, wired):
    def call(word):
        with sqlite3.connect(OUTSIDE_FILE, timeout=30) as outside:
            outside.execute("INSERT INTO asked VALUES (?)", (f"{row.id} {word}",))
            outside.execute("INSERT OR IGNORE INTO taken VALUES (?)", (f"{row.id} {word}",))
        outside.close()
    running.step("submit", lambda: call("submit"))
    running.step("confirm", lambda: call("confirm"))
tasks.TASKS["pay"] = pay
"""


def kill_run(home: Home) -> dict[str, Any]:
    from commands import FORM
    from kills import killed_at_random, mother_of_workers
    from yosher.bootstrap.inboxes import reader_of
    from yosher.bootstrap.wire import wired_desk
    from yosher.desk.intake import take_file
    from yosher.desk.ports import OutboxRow, ReminderRow
    from yosher.kernel.actor import SYSTEM

    store = open_home(home)
    organisation = store.organisation(None)
    outside = home.folder / "outside.sqlite3"
    with closing(sqlite3.connect(outside)) as opened, opened:
        opened.executescript("PRAGMA journal_mode=WAL; CREATE TABLE asked (what); CREATE TABLE taken (what PRIMARY KEY)")
    reader, cases = reader_of("manual"), []
    assert reader is not None

    def comes_in(number: int) -> None:
        from django.db import connections

        if number % 2 == 0:
            desk = wired_desk(home, store, organisation, actor=SYSTEM, now=now()).desk
            case = take_file(FORM.replace("A-77", f"A-{number}").encode(), reader=reader, desk=desk).opened[0][1].case
            at = now() - timedelta(hours=1)
            store.set_reminders(organisation.id, case, [ReminderRow(organisation.id, case, at, "deadlines.reminder_days")])
            cases.append(case)
        for n in range(2):
            store.post(OutboxRow(f"pay-{number}-{n}", organisation.id, None, "pay", {}, now()))
        connections.close_all()

    for number in range(BACKLOG):
        comes_in(number - BACKLOG)
    dice = random.Random(SEED)
    with mother_of_workers(home, lease=LEASE, more=OUTSIDE.replace("OUTSIDE_FILE", repr(str(outside)))) as start:
        began = time.perf_counter()
        killed_at_random(start, times=KILLS, dice=dice, longest=LONGEST, between=comes_in)
        last = start()
        while open_rows(home) - dead_rows():
            time.sleep(0.1)
        os.kill(last, signal.SIGKILL)
    return counted(home, cases, outside, payments=2 * (KILLS + BACKLOG)) | {"kills": KILLS, "seconds": round(time.perf_counter() - began)}


def dead_rows() -> int:
    from yosher.adapters.store.models import OutboxRow

    return OutboxRow.objects.filter(dead=True).count()


def counted(home: Home, cases: list[Any], outside: Path, *, payments: int) -> dict[str, Any]:
    from yosher.adapters.store.models import EventRow, OutboxRow

    lost = doubled = gaps = papers = 0
    for case in cases:
        acts = Counter(EventRow.objects.filter(case=case).values_list("act", flat=True))
        lost += (acts["answered"] < 1) + (acts["reminded"] < 1)
        doubled += (acts["answered"] > 1) + (acts["reminded"] > 1)
        numbers = list(EventRow.objects.filter(case=case).order_by("sequence").values_list("sequence", flat=True))
        gaps += numbers != list(range(1, len(numbers) + 1))
        papers += not any((home.packets / "default" / case).glob("*"))
    with closing(sqlite3.connect(outside)) as opened:
        asked, taken = (opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("asked", "taken"))
    return {
        "cases": len(cases),
        "rows": OutboxRow.objects.count(),
        "lost": lost + 2 * payments - taken + papers,
        "doubled": doubled + gaps,
        "dead_letters": dead_rows(),
        "rows_whose_worker_was_killed": OutboxRow.objects.filter(lapses__gt=0).count(),
        "outside": {"steps": 2 * payments, "taken": taken, "asked_again_and_recognised_by_key": asked - taken},
    }


# -- all of it ------------------------------------------------------------------------------------------------------


@contextmanager
def databases() -> Iterator[dict[str, Callable[[], Home]]]:
    """A new home on each call: SQLite in a folder, or a database of its own on a server for this run."""
    with tempfile.TemporaryDirectory(prefix="yosher-bench-") as folder, postgresql() as fresh:
        count = iter(range(1_000_000))

        def on_sqlite() -> Home:
            return Home(Path(folder) / f"home-{next(count)}")

        def on_postgresql() -> Home:
            return Home(Path(folder) / f"home-{next(count)}", database=fresh())

        try:
            yield {"sqlite": on_sqlite, "postgresql": on_postgresql}
        finally:
            from django.conf import settings
            from django.db import connections

            if settings.configured:
                connections.close_all()


def main(parts: list[str]) -> None:
    figures: dict[str, Any] = {
        "bench": "engine",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("dbos", "sqlalchemy", "django")} | {"sqlite": sqlite3.sqlite_version},
        "cores": os.cpu_count(),
    }
    with databases() as homes:
        if "throughput" in parts:
            found = {name: throughput(make) for name, make in homes.items()}
            figures["throughput"] = {"rows": ROWS, "steps": STEPS, "at_once": AT_ONCE, **found, "required": "ratio >= 0.7"}
        if "workers" in parts:
            one, three = ([sharing(homes["postgresql"], workers=n) for _ in range(TURNS)] for n in (1, 3))
            rates = {"one": round(statistics.median(one), 1), "three": round(statistics.median(three), 1)}
            ratio = round(rates["three"] / rates["one"], 2)
            figures["workers"] = {"seconds_a_step": WAIT, "rows_a_second": rates, "ratio": ratio, "required": "ratio >= 2"}
        if "memory" in parts:
            home = homes["sqlite"]()
            child("post-many", home)
            seen = child("memory", home)
            growth = round(seen[-1] - seen[0], 1)
            figures["memory"] = {"workflows": MANY, "megabytes_every_2000": seen, "growth_megabytes": growth, "required": "flat"}
        if "kills" in parts:
            figures["kills"] = {name: kill_run(make()) for name, make in homes.items()} | {"required": "lost 0, doubled 0"}
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", nargs="*", default=["throughput", "workers", "memory", "kills"])
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--child", nargs=3, metavar=("WHAT", "FOLDER", "DATABASE"))
    given = parser.parse_args()
    KILLS = given.kills
    if given.child:
        what, folder, database = given.child
        result = CHILDREN[what](home_of(folder, database))
        if what != "wait":
            print(json.dumps(result))
    else:
        main(given.part)
