"""The documentation of the columns is that of the reader, and its schemas take what the reader takes."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from yosher.adapters.history.columns import COLUMNS
from yosher.adapters.history.describe import page, schema
from yosher.evidence.model import RecordKind

DOCS = Path(__file__).parents[3] / "docs" / "schema"


@pytest.mark.parametrize("kind", list(RecordKind))
def test_the_committed_schema_is_that_of_the_reader(kind: RecordKind) -> None:
    assert (DOCS / f"{kind}.schema.json").read_text("utf-8") == schema(kind)


def test_the_committed_page_is_that_of_the_reader() -> None:
    assert (DOCS / "history.md").read_text("utf-8") == page()


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_column_is_described(kind: RecordKind) -> None:
    described = json.loads(schema(kind))["properties"]
    assert list(described) == [column.name for column in COLUMNS[kind]]
    assert all(len(one["description"]) > 3 for one in described.values())


@pytest.mark.parametrize(
    ("row", "good"),
    [
        ({"id": "1", "amount": 100, "currency": "ILS", "ts": 5, "disputed": False}, True),
        ({"id": 7, "ts": "2026-10-05T12:00:00Z", "amount_major": "12.50", "currency": "usd", "pm": None}, True),
        ({"account": "c"}, False),
        ({"id": ""}, False),
        ({"id": "1", "amount": 12.5}, False),
        ({"id": "1", "currency": "shekel"}, False),
    ],
)
def test_the_schema_of_transactions_takes_what_the_reader_takes(row: dict[str, Any], good: bool) -> None:
    assert Draft202012Validator(json.loads(schema(RecordKind.TRANSACTIONS))).is_valid(row) is good
