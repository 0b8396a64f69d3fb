"""How a row of the outbox is run, whatever the engine: its handler, what its failure means, when it is tried again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from yosher.desk.allowed import require
from yosher.desk.model import Desk
from yosher.desk.ports import (
    AlreadyDone,
    DeskRefused,
    Failure,
    Handler,
    NotFound,
    OutboxRow,
    Running,
    StepResult,
    Trouble,
    WorkRow,
)
from yosher.kernel.reason import Reason
from yosher.people.may import Ability

FIRST_RETRY = timedelta(minutes=1)
MESSAGES = frozenset({"deliver", "mail"})  # tasks that tell somebody outside: nothing else waits for them
MOST_ATTEMPTS = 8  # with doubling pauses: about two hours until a row is set aside


def run(row: OutboxRow, running: Running, handlers: Mapping[str, Handler]) -> Failure | None:
    """Run a row's handler. Whatever it raises is a failure of this row, never of the worker."""
    handler = handlers.get(row.task)
    if handler is None:
        return Failure(Reason("store.task_unknown"), permanent=True)
    try:
        handler(row, running)
    except AlreadyDone:
        return None
    except Exception as trouble:  # a worker outlives every handler
        return failure_of(trouble)
    return None


def failure_of(trouble: Exception) -> Failure:
    match trouble:
        case DeskRefused() | Trouble():
            return Failure(trouble.reason, trouble.permanent)
        case NotFound():
            return Failure(Reason("work.gone", values={"what": trouble.what, "ref": trouble.ref}), permanent=True)
        case _:
            return Failure(Reason("work.unexpected", values={"what": type(trouble).__name__}))


def again_at(row: OutboxRow, failure: Failure, *, now: datetime) -> datetime | None:
    """When a row that failed is tried again; None where a person has to look."""
    if failure.permanent or row.attempts + 1 >= MOST_ATTEMPTS:
        return None
    pause: timedelta = FIRST_RETRY * 2**row.attempts
    return now + pause


class Unwatched:
    """`Running` where a person runs a verb themselves: nobody looks on, and there is no row."""

    def at(self, stage: str, percent: int) -> None:
        pass

    def step(self, name: str, run: Callable[[], StepResult]) -> StepResult:  # noqa: ARG002  (nothing remembers it)
        return run()

    def done(self) -> None:
        pass


UNWATCHED = Unwatched()


def work_of(desk: Desk, *, only_dead: bool = False) -> Sequence[WorkRow]:
    """What waits, runs or is dead in the organisation."""
    return desk.store.work(desk.organisation.id, now=desk.now, only_dead=only_dead)


def retry(ref: str, *, desk: Desk) -> None:
    """A dead letter is put back and due at once. Refuses an id that is unknown here, and what is not dead."""
    require(Ability.WORK, desk=desk)
    try:
        is_back = desk.store.put_back(desk.organisation.id, ref, now=desk.now)
    except NotFound:
        raise DeskRefused(Reason("work.unknown", values={"ref": ref})) from None
    if not is_back:
        raise DeskRefused(Reason("work.not_dead", values={"ref": ref}))


def dismiss(ref: str, *, desk: Desk) -> None:
    """A message that failed for good is given up. Refuses an id that is unknown here, what is not dead, and work that a case waits for."""
    require(Ability.WORK, desk=desk)
    found = next((one for one in work_of(desk) if one.row.id == ref), None)
    if found is None:
        raise DeskRefused(Reason("work.unknown", values={"ref": ref}))
    if not found.is_dead:
        raise DeskRefused(Reason("work.not_dead", values={"ref": ref}))
    if found.row.task not in MESSAGES:
        raise DeskRefused(Reason("work.no_message", values={"ref": ref}))
    desk.store.dismiss(desk.organisation.id, ref, now=desk.now)


def dismiss_messages_to(whom: str, *, desk: Desk) -> None:
    """Whoever is told nothing any more leaves no message behind that failed."""
    for found in work_of(desk, only_dead=True):
        if found.row.task in MESSAGES and found.row.body.get("to") == whom:
            desk.store.dismiss(desk.organisation.id, found.row.id, now=desk.now)
