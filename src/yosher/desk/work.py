"""How a row of the outbox is run, whatever the engine: its handler, what its failure means, when it is tried again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from yosher.desk.allowed import require
from yosher.desk.document import Json, moment, speaker
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
    WorkPage,
    WorkRow,
)
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
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


def work_page(desk: Desk, *, only_dead: bool = False, after: str | None = None, limit: int) -> WorkPage:
    """The same a page at a time. Raises PlaceUnknown."""
    require(Ability.READ, desk=desk)
    return desk.store.work_page(desk.organisation.id, now=desk.now, only_dead=only_dead, after=after, limit=limit)


def work_document(found: WorkRow, *, zone: tzinfo, language: Language) -> dict[str, Json]:
    row, said = found.row, speaker(language)
    return {
        "id": row.id,
        "task": row.task,
        "case": row.case,
        "state": "dead" if found.is_dead else "running" if found.is_running else "waiting",
        "since": moment((row.first_due or row.due_at).astimezone(zone)),
        "due": moment(row.due_at.astimezone(zone)),
        "attempts": row.attempts,
        "stage": found.stage or None,
        "stage_text": said(Reason(found.stage))["text"] if found.stage else None,
        "percent": found.percent,
        "trouble": said(found.trouble) if found.trouble else None,
    }


def retry(ref: str, *, desk: Desk) -> None:
    """A dead letter is put back and due at once. Refuses what is not dead; NotFound for an id that is unknown here."""
    require(Ability.WORK, desk=desk)
    if not desk.store.put_back(desk.organisation.id, ref, now=desk.now):
        raise DeskRefused(Reason("work.not_dead", values={"ref": ref}))


def dismiss(ref: str, *, desk: Desk) -> None:
    """A message that failed for good is given up. Refuses what is not dead and what a case waits for; NotFound for an unknown id."""
    require(Ability.WORK, desk=desk)
    found = next((one for one in work_of(desk) if one.row.id == ref), None)
    if found is None:
        raise NotFound("work", ref)
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
