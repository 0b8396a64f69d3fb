"""The one loader of the rulebook: CSV tables inside the package, each row a sourced record."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from yosher.kernel.words import Confidence
from yosher.rulebook.model import Source

Row = Mapping[str, str]

# The reason codes keep an older scale of confidence: a public digest of the scheme's own text is second-hand for us.
_OLDER_SCALE = {"primary_via_digest": Confidence.MEDIUM, "secondary": Confidence.LOW}


@cache
def table(name: str) -> tuple[Row, ...]:
    """All rows of `records/<name>.csv`, in the file's order."""
    text = files("yosher.rulebook").joinpath("records", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def source_of(row: Row) -> Source:
    return Source(
        text=row["source"],
        confidence=confidence_of(row["confidence"]),
        checked_on=date.fromisoformat(row.get("checked_on") or "2026-11-22"),
        effective_from=day(row.get("effective_from") or row.get("from")),
        effective_to=day(row.get("effective_to") or row.get("to")),
        region=row.get("region") or None,
    )


def confidence_of(word: str) -> Confidence:
    return _OLDER_SCALE.get(word) or Confidence(word)


def day(text: str | None) -> date | None:
    """A day of a record; a bare year is its first day."""
    if not text:
        return None
    return date(int(text), 1, 1) if len(text) == 4 else date.fromisoformat(text)


def number(text: str | None) -> int | None:
    return int(text) if text else None


def in_force(source: Source, on: date | None) -> bool:
    """Whether a record holds on a day; without a day every record does."""
    if on is None:
        return True
    return (source.effective_from is None or source.effective_from <= on) and (source.effective_to is None or on <= source.effective_to)
