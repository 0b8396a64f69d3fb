"""How a database goes about a query: by the index of its key, or through all rows of a table."""

import re
from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext

# SQLite names what it finds by; "organisation" alone (or with a kind of records) is most of a table.
_SQLITE = re.compile(r"\bSCAN store_|\(organisation=\?( AND kind=\?)?\)(?! AND)")
_POSTGRESQL = re.compile(r"Seq Scan on store_")


def plans_of(asked: CaptureQueriesContext) -> Iterator[str]:
    """The plan of every captured query that reads."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")  # on a handful of rows the planner would read them all
        for query in asked.captured_queries:
            if query["sql"].startswith(("SELECT", "(SELECT")):
                cursor.execute(f"{explain} {query['sql']}")
                yield "\n".join([query["sql"], *(str(row[-1]) for row in cursor.fetchall())])


def reads_all(plan: str) -> bool:
    return bool((_SQLITE if connection.vendor == "sqlite" else _POSTGRESQL).search(plan))
