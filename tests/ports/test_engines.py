"""What every engine promises: each row once, again after a pause where it failed, aside where it never will succeed."""

from datetime import timedelta

import pytest

from engines import ENGINES, ORG, OTHER, drained, engine, failing, gone, nothing, noting, post
from given import NOW
from yosher.adapters.store.drain import CLAIM
from yosher.adapters.store.models import OutboxRow as Row
from yosher.adapters.store.outbox import MOST_LAPSES, OutboxInDatabase
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.cases.model import Act
from yosher.desk.ports import Handler, OutboxRow, Running, Trouble
from yosher.desk.work import FIRST_RETRY, MOST_ATTEMPTS
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment

pytestmark = pytest.mark.parametrize("kind", ENGINES)


def test_what_is_due_runs_once_with_all_that_was_posted(kind: str, home: Home, store: StoreInDatabase) -> None:
    ran: list[OutboxRow] = []
    post(store, "later", due=NOW - timedelta(minutes=1))
    post(store, "first", due=NOW - timedelta(hours=1))
    post(store, "tomorrow", due=NOW + timedelta(days=1))
    with engine(kind, home, {"work": noting(ran)}) as made:
        assert made.drain(now=NOW) == 2
        assert made.drain(now=NOW) == 0
        assert sorted(row.id for row in ran) == ["first", "later"]
        assert {(row.case, row.task, row.organisation, row.body["n"]) for row in ran} == {("C-1", "work", ORG, 1)}
        assert {row.id: row.first_due for row in ran}["first"] == NOW - timedelta(hours=1)
        assert made.drain(now=NOW + timedelta(days=2)) == 1


def test_a_limit_leaves_the_rest_for_the_next_time_and_takes_the_oldest_first(kind: str, home: Home, store: StoreInDatabase) -> None:
    ran: list[OutboxRow] = []
    for n in range(3):
        post(store, f"t{n}", due=NOW - timedelta(minutes=n))
    with engine(kind, home, {"work": noting(ran)}) as made:
        assert made.drain(now=NOW, limit=2) == 2
        assert {row.id for row in ran} == {"t2", "t1"}
        assert made.drain(now=NOW) == 1


def test_an_engine_of_one_organisation_leaves_the_others_work(kind: str, home: Home, store: StoreInDatabase) -> None:
    post(store, "same", org=OTHER)
    post(store, "same", org=ORG)
    assert drained(kind, home, nothing, organisation=ORG) == 1
    assert Row.objects.get(organisation=OTHER).done_at is None


def test_an_engine_of_all_serves_all_organisations(kind: str, home: Home, store: StoreInDatabase) -> None:
    ran: list[OutboxRow] = []
    post(store, "same", org=OTHER)
    post(store, "same", org=ORG)
    assert drained(kind, home, noting(ran)) == 2
    assert {row.organisation for row in ran} == {ORG, OTHER}


def test_a_row_that_failed_waits_twice_as_long_each_time_and_is_set_aside_at_last(kind: str, home: Home, store: StoreInDatabase) -> None:
    post(store, "t")
    now = NOW
    with engine(kind, home, {"work": failing("store.locked")}) as made:
        for attempt in range(MOST_ATTEMPTS):
            assert made.drain(now=now) == 0
            row = Row.objects.get()
            assert (row.attempts, row.trouble, row.claimed_until) == (attempt + 1, "store.locked", None)
            if not row.dead:
                assert row.due_at - now == FIRST_RETRY * 2**attempt
                assert made.drain(now=row.due_at - timedelta(seconds=1)) == 0
                assert Row.objects.get().attempts == attempt + 1  # not before its time
                now = row.due_at
        assert Row.objects.get().dead
        assert Row.objects.get().first_due == NOW
        assert made.drain(now=now + timedelta(days=30)) == 0


def test_a_row_that_failed_does_not_hold_up_the_others(kind: str, home: Home, store: StoreInDatabase) -> None:
    ran: list[str] = []

    def handler(row: OutboxRow, running: Running) -> None:
        if row.id == "bad":
            raise Trouble(Reason("store.failed"))
        ran.append(row.id)

    post(store, "bad", due=NOW - timedelta(hours=1))
    post(store, "good")
    assert drained(kind, home, handler) == 1
    assert ran == ["good"]


@pytest.mark.parametrize(("handler", "code"), [(failing("store.corrupt", permanent=True), "store.corrupt"), (gone, "work.gone")])
def test_what_never_will_succeed_is_set_aside_at_once(kind: str, home: Home, store: StoreInDatabase, handler: Handler, code: str) -> None:
    post(store, "t")
    assert drained(kind, home, handler) == 0
    row = Row.objects.get()
    assert (row.dead, row.attempts, row.trouble) == (True, 1, code)


def test_an_unexpected_error_is_a_failure_of_the_row_alone(kind: str, home: Home, store: StoreInDatabase) -> None:
    def handler(row: OutboxRow, running: Running) -> None:
        if row.id == "bad":
            raise ZeroDivisionError

    post(store, "bad")
    post(store, "good")
    assert drained(kind, home, handler) == 1
    found = store.work(ORG, now=NOW)
    assert [(w.row.id, w.is_dead, w.trouble) for w in found] == [
        ("bad", False, Reason("work.unexpected", values={"what": "ZeroDivisionError"}))
    ]


def test_a_task_that_this_version_does_not_know_is_set_aside(kind: str, home: Home, store: StoreInDatabase) -> None:
    post(store, "t", task="telepathy")
    assert drained(kind, home, nothing) == 0
    assert (Row.objects.get().dead, Row.objects.get().trouble) == (True, "store.task_unknown")


def test_the_claim_of_a_worker_that_was_killed_lapses_and_the_row_runs_again(kind: str, home: Home, store: StoreInDatabase) -> None:
    post(store, "t")
    assert len(OutboxInDatabase().claim(now=NOW, until=NOW + CLAIM, most=5)) == 1  # and then the worker is gone
    with engine(kind, home, {"work": nothing}) as made:
        assert made.drain(now=NOW + CLAIM - timedelta(seconds=1)) == 0
        assert made.drain(now=NOW + CLAIM) == 1


def test_a_row_that_takes_its_workers_down_with_it_is_set_aside(kind: str, home: Home, store: StoreInDatabase) -> None:
    post(store, "deadly")
    now = NOW
    for _ in range(MOST_LAPSES):
        OutboxInDatabase().claim(now=now, until=now + CLAIM, most=1)
        now += CLAIM
    assert drained(kind, home, nothing, now=now) == 0
    (found,) = store.work(ORG, now=now)
    assert (found.is_dead, found.trouble) == (True, Reason("work.worker_died", values={"n": MOST_LAPSES}))


def test_a_dead_letter_that_is_put_back_runs_again(kind: str, home: Home, store: StoreInDatabase) -> None:
    post(store, "t")
    assert drained(kind, home, failing("store.corrupt", permanent=True)) == 0
    assert store.put_back(ORG, "t", now=NOW)
    assert not store.put_back(ORG, "t", now=NOW)
    assert drained(kind, home, nothing) == 1
    assert store.work(ORG, now=NOW) == []


def test_the_effect_and_the_mark_are_one_transaction(kind: str, home: Home, store: StoreInDatabase) -> None:
    """What fails after the mark, in the same transaction, leaves neither; what succeeds is there once, whoever else ran it too."""
    ran: list[str] = []

    def handler(row: OutboxRow, running: Running) -> None:
        ran.append(row.id)
        with store.transaction():
            running.done()
            store.record(ORG, CaseId("C-1"), act=Act.NOTE, actor=SYSTEM, happened=Moment(NOW), body={})
            if len(ran) == 1:
                raise Trouble(Reason("store.disk_full"))

    post(store, "t")
    with engine(kind, home, {"work": handler}) as made:
        assert made.drain(now=NOW) == 0
        assert store.events(ORG, CaseId("C-1")) == []
        assert made.drain(now=NOW + FIRST_RETRY) == 1
    assert len(store.events(ORG, CaseId("C-1"))) == 1


def test_a_worker_that_was_overtaken_repeats_nothing(kind: str, home: Home, store: StoreInDatabase) -> None:
    outbox = OutboxInDatabase()

    def handler(row: OutboxRow, running: Running) -> None:
        assert outbox.done(row, now=NOW)  # another worker was faster
        with store.transaction():
            running.done()
            store.record(ORG, CaseId("C-1"), act=Act.NOTE, actor=SYSTEM, happened=Moment(NOW), body={})

    post(store, "t")
    assert drained(kind, home, handler) == 1
    assert store.events(ORG, CaseId("C-1")) == []


def test_steps_bring_back_what_they_found(kind: str, home: Home, store: StoreInDatabase) -> None:
    brought: list[object] = []

    def handler(row: OutboxRow, running: Running) -> None:
        brought.extend(running.step(f"step {n}", lambda n=n: n) for n in (1, "x", None, True))  # type: ignore[misc]  # bound now

    post(store, "t")
    assert drained(kind, home, handler) == 1
    assert brought == [1, "x", None, True]


def test_a_failure_inside_a_step_is_the_rows_own(kind: str, home: Home, store: StoreInDatabase) -> None:
    def handler(row: OutboxRow, running: Running) -> None:
        def step() -> None:
            raise Trouble(Reason("store.failed", values={"what": "step"}), permanent=True)

        running.step("send", step)

    post(store, "t")
    assert drained(kind, home, handler) == 0
    (found,) = store.work(ORG, now=NOW)
    assert (found.is_dead, found.trouble) == (True, Reason("store.failed", values={"what": "step"}))
