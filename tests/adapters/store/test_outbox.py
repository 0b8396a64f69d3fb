"""Rows are claimed by one worker, held while it lives, and done once."""

import threading
from datetime import timedelta

from django.db import connections

from engines import ORG, OTHER, drained, noting, post
from given import NOW
from yosher.adapters.store.drain import CLAIM
from yosher.adapters.store.models import OutboxRow as Row
from yosher.adapters.store.outbox import OutboxInDatabase
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.desk import work
from yosher.desk.ports import Failure, OutboxRow
from yosher.kernel.reason import Reason

OUTBOX = OutboxInDatabase()


def claim(**given: object) -> OutboxRow:
    (row,) = OUTBOX.claim(**({"now": NOW, "until": NOW + CLAIM, "most": 9} | given))  # type: ignore[arg-type]  # a test's own words
    return row


def test_a_row_that_is_done_is_never_claimed_again_and_done_once(store: StoreInDatabase) -> None:
    post(store, "t")
    row = claim()
    assert [OUTBOX.done(row, now=NOW), OUTBOX.done(row, now=NOW)] == [True, False]
    OUTBOX.failed(row, Failure(Reason("store.failed")), again_at=NOW)  # a worker that comes too late
    assert OUTBOX.claim(now=NOW + timedelta(days=1), until=NOW + timedelta(days=2), most=9) == []


def test_a_claim_that_is_held_does_not_lapse_and_one_that_is_let_go_is_free(store: StoreInDatabase) -> None:
    post(store, "t")
    row = claim()
    OUTBOX.hold(row, until=NOW + 3 * CLAIM, stage="work.typesetting", percent=40)
    assert not OUTBOX.is_due(now=NOW + 2 * CLAIM)
    (seen,) = store.work(ORG, now=NOW + 2 * CLAIM)
    assert (seen.is_running, seen.stage, seen.percent) == (True, "work.typesetting", 40)
    OUTBOX.let_go(row)
    assert OUTBOX.is_due(now=NOW)
    assert not OUTBOX.is_due(now=NOW, organisation=OTHER)
    (seen,) = store.work(ORG, now=NOW)
    assert (seen.is_running, seen.stage, seen.percent) == (False, "", None)


def test_a_second_failure_of_one_attempt_counts_once(store: StoreInDatabase) -> None:
    post(store, "t")
    row = claim()
    for _ in range(2):
        OUTBOX.failed(row, Failure(Reason("store.failed")), again_at=NOW)
    assert Row.objects.get().attempts == 1


def test_two_workers_never_run_one_row(home: Home, store: StoreInDatabase) -> None:
    for n in range(12):
        post(store, f"t{n}")
    ran: list[OutboxRow] = []
    together = threading.Barrier(2)

    def worker() -> None:
        together.wait()
        drained("drain", home, noting(ran))
        connections.close_all()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(row.id for row in ran) == sorted(f"t{n}" for n in range(12))


def test_the_same_task_posted_twice_is_one_row(store: StoreInDatabase) -> None:
    post(store, "t")
    post(store, "t")
    assert Row.objects.count() == 1


def test_the_last_attempt_comes_within_hours() -> None:
    """The pauses together: what the comment beside them promises."""
    assert sum((work.FIRST_RETRY * 2**n for n in range(work.MOST_ATTEMPTS - 1)), timedelta()) < timedelta(hours=3)
