"""What a worker can do: the task of a row by its name. A new task is one line in `TASKS`."""

from collections.abc import Callable, Mapping
from datetime import datetime

from yosher.bootstrap.chores import accounts_here
from yosher.bootstrap.home import Home
from yosher.bootstrap.inboxes import read_list
from yosher.bootstrap.reports import report
from yosher.bootstrap.tellers import TELLERS, Teller
from yosher.bootstrap.wire import Wired, clock, wired_desk
from yosher.desk.answer import NO_WISH
from yosher.desk.hand_in import work_through
from yosher.desk.keep import is_answered_since
from yosher.desk.ports import AlreadyDone, DeskRefused, Handler, NotFound, OutboxRow, Running, Store, Trouble
from yosher.desk.remind import remind as write_reminder
from yosher.desk.retention import TASK as RETAIN
from yosher.desk.retention import retain
from yosher.kernel.actor import SYSTEM

Task = Callable[[OutboxRow, Running, Wired], None]


def prepare(row: OutboxRow, running: Running, wired: Wired) -> None:
    """Weigh a case after a message, unless somebody did since."""
    if row.case is not None and not is_answered_since(row.case, row.first_due or row.due_at, desk=wired.desk):
        wired.answer(row.case, wish=NO_WISH, running=running)


def remind(row: OutboxRow, running: Running, wired: Wired) -> None:
    write_reminder(row, running, desk=wired.desk)


def take_list(row: OutboxRow, running: Running, wired: Wired) -> None:
    work_through(row, running, reader=read_list, desk=wired.desk)


def let_go(row: OutboxRow, running: Running, wired: Wired) -> None:
    retain(row, running, desk=wired.desk, accounts=accounts_here(), clear=wired.clear)


def telling(teller: Teller) -> Task:
    """Who wants to know is told; the message's own id makes it one, however often it is tried."""

    def run(row: OutboxRow, running: Running, wired: Wired) -> None:
        del running
        teller(row, wired.home, wired.desk)

    return run


TASKS: Mapping[str, Task] = {
    "prepare_answer": prepare,
    "remind": remind,
    "take_over": take_list,
    RETAIN: let_go,
    **{name: telling(teller) for name, teller in TELLERS.items()},
}


def handlers(home: Home, store: Store, *, now: Callable[[], datetime] = clock) -> Mapping[str, Handler]:
    """Each task with a desk of its row's organisation, at the moment at which it begins; the system acts."""

    def handler(task: Task) -> Handler:
        def run(row: OutboxRow, running: Running) -> None:
            from django.db import connections

            try:
                organisation = store.organisation(row.organisation)
                task(row, running, wired_desk(home, store, organisation, actor=SYSTEM, now=now()))
            except (AlreadyDone, DeskRefused, NotFound, Trouble):
                raise
            except Exception as trouble:
                report(trouble, home.logs)
                raise
            finally:
                connections.close_all()  # of this thread: the next row does not inherit one that broke

        return run

    return {name: handler(task) for name, task in TASKS.items()}
