"""Rows posted to an outbox and an engine over it, for tests that every engine must pass."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connections

from given import NOW
from yosher.adapters.engine.durable import DurableEngine
from yosher.adapters.store.drain import Drain
from yosher.adapters.store.outbox import OutboxInDatabase
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.bootstrap.worker import PACE, engine_of
from yosher.desk.ports import Engine, Handler, NotFound, OutboxRow, Running, Trouble
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason

ORG, OTHER = OrgId("one"), OrgId("two")
ENGINES = ("drain", "durable")


def post(store: StoreInDatabase, ref: str, *, due: datetime = NOW, org: OrgId = ORG, task: str = "work") -> None:
    store.post(OutboxRow(ref, org, CaseId("C-1"), task, {"n": 1}, due))


@contextmanager
def engine(kind: str, home: Home, handlers: Mapping[str, Handler], *, organisation: OrgId | None = None) -> Iterator[Engine]:
    if kind == "drain":
        yield Drain(handlers, outbox=OutboxInDatabase(), organisation=organisation)
        return
    with durable(home, handlers, organisation=organisation) as made:
        yield made


@contextmanager
def durable(
    home: Home, handlers: Mapping[str, Handler], *, organisation: OrgId | None = None, lease: timedelta = PACE.lease
) -> Iterator[DurableEngine]:
    pace = replace(PACE, lease=lease)
    tasks = {name: closing(handler) for name, handler in handlers.items()}
    made = engine_of(home, tasks, outbox=OutboxInDatabase(), pace=pace, organisation=organisation)
    made.start()
    try:
        yield made
    finally:
        made.stop(now=NOW, patience=5)


def closing(handler: Handler) -> Handler:
    """Like the worker's own handlers: the thread's connection is not left open."""

    def run(row: OutboxRow, running: Running) -> None:
        try:
            handler(row, running)
        finally:
            connections.close_all()

    return run


def drained(
    kind: str,
    home: Home,
    handler: Handler,
    *,
    now: datetime = NOW,
    limit: int | None = None,
    organisation: OrgId | None = None,
) -> int:
    """One engine that starts, drains and stops."""
    with engine(kind, home, {"work": handler}, organisation=organisation) as made:
        return made.drain(now=now, limit=limit)


def failing(reason: str, *, permanent: bool = False) -> Handler:
    def handler(row: OutboxRow, running: Running) -> None:
        raise Trouble(Reason(reason, values={"what": "x"}), permanent=permanent)

    return handler


def gone(row: OutboxRow, running: Running) -> None:
    raise NotFound("case", "C-1")


def noting(ran: list[OutboxRow]) -> Handler:
    def handler(row: OutboxRow, running: Running) -> None:
        ran.append(row)

    return handler


def nothing(row: OutboxRow, running: Running) -> None:
    pass
