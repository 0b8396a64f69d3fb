"""The one loader of the rulebook: CSV tables inside the package, each row a sourced record."""

import csv
import io
import pkgutil
from collections.abc import Mapping
from datetime import date
from functools import cache

from yosher.kernel.words import Confidence
from yosher.rulebook.model import Source

Row = Mapping[str, str]

# The reason codes keep an older scale of confidence: a public digest of the scheme's own text is second-hand for us.
_OLDER_SCALE = {"primary_via_digest": Confidence.MEDIUM, "secondary": Confidence.LOW}


@cache
def table(name: str) -> tuple[Row, ...]:
    """All rows of `records/<name>.csv`, in the file's order. Read when first asked for.

    `pkgutil` reads through the package's own loader as `importlib.resources` does, and imports in a tenth of the time.
    """
    content = pkgutil.get_data("yosher.rulebook", f"records/{name}.csv") or b""
    lines = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    header = next(lines)
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


def source_of(row: Row) -> Source:
    return Source(
        text=row["source"],
        confidence=confidence_of(row["confidence"]),
        checked_on=date.fromisoformat(row["checked_on"]),
        effective_from=day(row.get("effective_from") or row.get("from")),
        effective_to=day(row.get("effective_to") or row.get("to")),
        region=row.get("region") or None,
    )


def confidence_of(word: str) -> Confidence:
    return _OLDER_SCALE.get(word) or Confidence(word)


def day(text: str | None) -> date | None:
    """A day of a record; a bare year or month is its first day."""
    if not text:
        return None
    return date.fromisoformat(f"{text}-01-01"[:10])


def number(text: str | None) -> int | None:
    return int(text) if text else None


def words(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, divided by semicolons."""
    return tuple(part for part in text.split(";") if part)


def in_force(source: Source, on: date | None) -> bool:
    """Whether a record holds on a day; without a day every record does."""
    if on is None:
        return True
    return (source.effective_from is None or source.effective_from <= on) and (source.effective_to is None or on <= source.effective_to)


def holds_in(region: str, place: str | None) -> bool:
    """Whether a record of a region (`europe`, `eea`, `us`; `international` = outside North America) holds at a place.

    An empty region holds everywhere, and an unknown place is in every region. A place is ISO 3166-1 or -2, or a region's own name.
    """
    if not region or not place or place == region:
        return True
    country = place.partition("-")[0].upper()
    if region == "international":
        return country not in _countries("north_america")
    return country in _countries(region)


@cache
def _countries(region: str) -> frozenset[str]:
    return frozenset(country for row in table("regions") if row["region"] == region for country in words(row["countries"]))
