"""What the planner of queries knows of the tables' contents: SQLite is told by us, PostgreSQL looks by itself."""

from django.db import connection

from yosher.adapters.store.troubles import explained

# Entries of an index that are looked at: a store of any size takes as long, and queries become as good as with all of them.
_LOOKED_AT = 10_000


def refresh_statistics() -> None:
    """Without it SQLite takes a common word for a rare one and reads every case that has it, one by one."""
    if connection.vendor != "sqlite":
        return
    with explained(), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={_LOOKED_AT}")
        cursor.execute("ANALYZE")
