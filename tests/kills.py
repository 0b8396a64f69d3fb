"""Workers that are killed at random moments: processes forked from one that has imported everything, so that a start costs little."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from yosher.bootstrap.home import Home

_MOTHER = """
import json, os, signal, sys, threading
from datetime import timedelta
from pathlib import Path
from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home
folder, database, lease, at_once, more = json.loads(sys.argv[1])
home = Home(Path(folder), database=database)
set_up(home)
import yosher.bootstrap.wire, yosher.bootstrap.tasks, yosher.adapters.store.store, yosher.adapters.typeset.press, yosher.bootstrap.loading
from yosher.bootstrap.worker import Pace, work_on
exec(more)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        work_on(home, stop=threading.Event(), pace=Pace(poll=0.05, lease=timedelta(seconds=lease), at_once=at_once))
        os._exit(0)
    print(pid, flush=True)
"""


@contextlib.contextmanager
def mother_of_workers(home: Home, *, lease: float, at_once: int = 4, more: str = "") -> Iterator[Callable[[], int]]:
    """Gives a function that starts a worker and returns its process id. `more`: code that adds tasks of a test's own."""
    given = json.dumps([str(home.folder), home.database, lease, at_once, more])
    source = str(Path(__file__).parents[1] / "src")
    process: subprocess.Popen[str] = subprocess.Popen(
        [sys.executable, "-c", _MOTHER, given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": source},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout
    assert stdout.readline() == "ready\n"

    def start() -> int:
        stdin.write("\n")
        stdin.flush()
        return int(stdout.readline())

    try:
        yield start
    finally:
        stdin.close()
        process.wait()
        stdout.close()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.005)


def killed_at_random(start: Callable[[], int], *, times: int, dice: random.Random, longest: float, between: Callable[[int], Any]) -> None:
    """A worker after the other, each killed within `longest` seconds of its start."""
    for number in range(times):
        pid = start()
        time.sleep(dice.uniform(0, longest))  # the random moment itself
        kill(pid)
        between(number)
