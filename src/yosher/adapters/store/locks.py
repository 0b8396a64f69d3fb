"""Rows held until a transaction ends."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def lock(rows: QuerySet[Any]) -> None:
    """Wait for whoever holds these rows, then hold them. On SQLite a transaction is the only one from its beginning (BEGIN IMMEDIATE)."""
    if connection.vendor == "postgresql":
        list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
