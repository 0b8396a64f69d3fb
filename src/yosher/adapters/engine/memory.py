"""Where DBOS remembers workflows and their steps, and how it is started: quietly, and with nothing of it leaving the machine."""

import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig

# Both fixed: whoever starts next recognises what an earlier process, or an earlier version of Yosher, left unfinished.
APPLICATION, VERSION = "yosher", "1"
SCHEMA = "yosher_engine"  # on a server: beside the store's tables, never among them
_WRITERS = 2
KEPT = timedelta(days=90)  # longer than any row is tried again
_FORGOTTEN_AT_ONCE = 1000
# A commit here may be lost with the machine's power: then a step runs again, which its idempotency key makes harmless.
_SQLITE = ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")

Card = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Memory:
    """`server`: the address of a PostgreSQL database; without one it is an SQLite file. `log`: where DBOS writes its warnings."""

    file: Path
    log: Path
    server: str | None = None

    def open(self, *, connections: int) -> sa.Engine:
        if self.server is not None:
            url = sa.make_url(self.server).set(drivername="postgresql+psycopg")
            return sa.create_engine(url, pool_size=connections, max_overflow=2, pool_pre_ping=True)
        self.file.touch(mode=0o600)
        # SQLite has one writer at a time: threads queue for a connection, which wakes them, instead of for its lock, which they poll.
        engine = sa.create_engine(f"sqlite:///{self.file}", pool_size=_WRITERS, max_overflow=0, pool_timeout=120)
        sa.event.listen(engine, "connect", _set_up)
        return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = "IMMEDIATE"  # a reader that turns writer would find the database locked
    for pragma in _SQLITE:
        connection.execute(f"PRAGMA {pragma}")


def launch(task: Callable[[Card], Any], *, engine: sa.Engine, log: Path) -> Callable[[Card], Any]:
    """Start DBOS in this process and return the workflow that runs `task`.

    Every process has a name of its own and DBOS recovers nothing by itself: the claim of a row says who runs it (ADR 6).
    """
    _write_to(log)
    config: DBOSConfig = {
        "name": APPLICATION,
        "application_version": VERSION,
        "executor_id": f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}",
        "system_database_url": engine.url.render_as_string(hide_password=False),
        "system_database_engine": engine,
        "dbos_system_schema": SCHEMA,
        "use_listen_notify": False,  # nothing here waits for a notification
        "notification_listener_polling_interval_sec": 0.2,
        "scheduler_polling_interval_sec": 3600.0,
        "enable_otlp": False,
        "log_level": "WARNING",
    }
    DBOS(config=config)

    def workflow(card: Card) -> Any:  # DBOS marks the function itself, which a method does not let it
        return task(card)

    registered = DBOS.workflow(name="task", max_recovery_attempts=None)(workflow)
    DBOS.launch()
    return registered


def shut(engine: sa.Engine) -> None:
    DBOS.destroy(destroy_registry=True)
    engine.dispose()
    _write(logging.NullHandler())  # a handler that outlives its worker has nothing more to say


def forget_before(now: datetime) -> int:
    """Workflows of long ago leave the memory, a thousand at a time."""
    old = DBOS.list_workflows(end_time=(now - KEPT).isoformat(), limit=_FORGOTTEN_AT_ONCE, load_input=False, load_output=False)
    if old:
        DBOS.delete_workflows([workflow.workflow_id for workflow in old])
    return len(old)


def _write_to(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = logging.FileHandler(log, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _write(handler)


def _write(handler: logging.Handler) -> None:
    """DBOS logs to the terminal unless its logger has a handler already."""
    logger = logging.getLogger("dbos")
    for earlier in logger.handlers:
        earlier.close()
    logger.handlers, logger.propagate = [handler], False
