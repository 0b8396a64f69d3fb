"""The outbox is drained: each row by one worker, again after a pause where it failed, aside where it never will."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connections

from given import NOW
from yosher.adapters.store import drain
from yosher.adapters.store.drain import CLAIM, FIRST_RETRY, MOST_ATTEMPTS, Drain
from yosher.adapters.store.models import OutboxRow as Row
from yosher.adapters.store.outbox import claim, done
from yosher.adapters.store.store import StoreInDatabase
from yosher.desk.ports import NotFound, OutboxRow, Trouble
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason

ORG, OTHER = OrgId("one"), OrgId("two")


def post(store: StoreInDatabase, ref: str, *, due: datetime = NOW, org: OrgId = ORG, task: str = "work") -> None:
    store.post(OutboxRow(ref, org, CaseId("C-1"), task, {"n": 1}, due))


def drained(handler: Callable[[OutboxRow], None], *, now: datetime = NOW, limit: int | None = None, org: OrgId = ORG) -> int:
    return Drain({"work": handler}, organisation=org).drain(now=now, limit=limit)


def failing(reason: str, *, permanent: bool = False) -> Callable[[OutboxRow], None]:
    def handler(row: OutboxRow) -> None:
        raise Trouble(Reason(reason), permanent=permanent)

    return handler


def test_what_is_due_runs_once_in_the_order_of_its_time(store: StoreInDatabase) -> None:
    ran: list[OutboxRow] = []
    post(store, "later", due=NOW - timedelta(minutes=1))
    post(store, "first", due=NOW - timedelta(hours=1))
    post(store, "tomorrow", due=NOW + timedelta(days=1))
    assert drained(ran.append) == 2
    assert drained(ran.append) == 0
    assert [row.id for row in ran] == ["first", "later"]
    assert (ran[0].case, ran[0].task, dict(ran[0].body)) == ("C-1", "work", {"n": 1})
    assert drained(ran.append, now=NOW + timedelta(days=2)) == 1


def test_a_limit_leaves_the_rest_for_the_next_time(store: StoreInDatabase) -> None:
    ran: list[OutboxRow] = []
    for n in range(3):
        post(store, f"t{n}")
    assert drained(ran.append, limit=2) == 2
    assert drained(ran.append) == 1


def test_another_organisations_work_stays_with_it(store: StoreInDatabase) -> None:
    ran: list[OutboxRow] = []
    post(store, "theirs", org=OTHER)
    assert drained(ran.append) == 0
    assert drained(ran.append, org=OTHER) == 1


def test_a_row_that_failed_waits_twice_as_long_each_time_and_is_set_aside_at_last(store: StoreInDatabase) -> None:
    post(store, "t")
    now = NOW
    for attempt in range(MOST_ATTEMPTS):
        assert drained(failing("store.locked"), now=now) == 0
        row = Row.objects.get()
        assert (row.attempts, row.trouble) == (attempt + 1, "store.locked")
        if not row.dead:
            assert row.due_at - now == FIRST_RETRY * 2**attempt
            assert drained(failing("store.locked"), now=row.due_at - timedelta(seconds=1)) == 0
            assert Row.objects.get().attempts == attempt + 1  # not before its time
            now = row.due_at
    assert Row.objects.get().dead
    assert drained(lambda row: None, now=now + timedelta(days=30)) == 0


def test_a_row_that_failed_does_not_hold_up_the_others(store: StoreInDatabase) -> None:
    ran: list[str] = []

    def handler(row: OutboxRow) -> None:
        if row.id == "bad":
            raise Trouble(Reason("store.failed"))
        ran.append(row.id)

    post(store, "bad", due=NOW - timedelta(hours=1))
    post(store, "good")
    assert drained(handler) == 1
    assert ran == ["good"]


@pytest.mark.parametrize("handler", [failing("store.corrupt", permanent=True), lambda row: (_ for _ in ()).throw(NotFound("case", "C-1"))])
def test_what_never_will_succeed_is_set_aside_at_once(store: StoreInDatabase, handler: Callable[[OutboxRow], None]) -> None:
    post(store, "t")
    assert drained(handler) == 0
    row = Row.objects.get()
    assert (row.dead, row.attempts) == (True, 1)


def test_a_task_that_this_version_does_not_know_is_set_aside(store: StoreInDatabase) -> None:
    post(store, "t", task="telepathy")
    assert drained(lambda row: None) == 0
    assert (Row.objects.get().dead, Row.objects.get().trouble) == (True, "store.task_unknown")


def test_the_claim_of_a_worker_that_was_killed_lapses_and_the_row_runs_again(store: StoreInDatabase) -> None:
    post(store, "t")
    taken = claim(ORG, now=NOW, until=NOW + CLAIM)  # and then the worker is gone
    assert taken is not None
    ran: list[OutboxRow] = []
    assert drained(ran.append, now=NOW + CLAIM - timedelta(seconds=1)) == 0
    assert drained(ran.append, now=NOW + CLAIM) == 1


def test_a_row_that_is_done_is_never_claimed_again(store: StoreInDatabase) -> None:
    post(store, "t")
    taken = claim(ORG, now=NOW, until=NOW + CLAIM)
    assert taken is not None
    done(taken, NOW)
    assert claim(ORG, now=NOW + timedelta(days=1), until=NOW + timedelta(days=2)) is None


def test_two_workers_never_run_one_row(store: StoreInDatabase) -> None:
    for n in range(12):
        post(store, f"t{n}")
    ran: list[str] = []
    together = threading.Barrier(2)

    def worker() -> None:
        together.wait()
        drained(lambda row: ran.append(row.id))
        connections.close_all()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(ran) == sorted(f"t{n}" for n in range(12))


def test_the_same_task_posted_twice_is_one_row(store: StoreInDatabase) -> None:
    post(store, "t")
    post(store, "t")
    assert Row.objects.count() == 1


def test_the_last_attempt_comes_within_hours() -> None:
    """The pauses together: what the docstring of the drain promises."""
    assert sum((drain.FIRST_RETRY * 2**n for n in range(MOST_ATTEMPTS - 1)), timedelta()) < timedelta(hours=3)
