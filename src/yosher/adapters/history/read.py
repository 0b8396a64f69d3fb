"""Files read in batches: every column typed and checked at once, bad rows set aside with their number."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from yosher.adapters.history.cards import Cards
from yosher.adapters.history.cells import minor_of, typed
from yosher.adapters.history.columns import COLUMNS, Column, Type, columns_of, kind_of
from yosher.adapters.history.files import ROW, TROUBLE, Renamed, Table, table_of, unreadable
from yosher.desk.ports import FileUnreadable
from yosher.evidence.model import RecordKind
from yosher.kernel.reason import Reason
from yosher.privacy.mask import DOTS

_DAY = 86400


@dataclass(frozen=True, slots=True)
class Batch:
    """Good rows as typed columns (all of the kind, absent ones null), and (row number, code) of the bad ones."""

    rows: pl.DataFrame
    refused: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """`amounts` says how the file's amounts are read (MINOR or MAJOR); None where it has none."""

    kind: RecordKind
    batches: Iterator[Batch]
    amounts: Type | None = None


def open_file(path: Path, *, kind: RecordKind | None = None) -> Opened:
    """Recognise a file and read it. Raises FileUnreadable where it is nothing that can be read."""
    table = table_of(path)
    found = kind or kind_of(table.names, path.stem)
    columns = columns_of(found, table.names) if found else {}
    if found is None or all(column.name != "id" for column in columns.values()):
        raise FileUnreadable(Reason("history.kind_unknown", values={"file": path.name}), permanent=True)
    renamed = {header: column.name for header, column in columns.items()}
    whole = next((header for header, name in renamed.items() if name == "amount"), None)
    if whole is not None and "amount_major" not in renamed.values() and _are_decimals(table, whole, path):
        renamed[whole] = "amount_major"
    amounts = next((c.type for c in COLUMNS[found] if c.type in (Type.MINOR, Type.MAJOR) and c.name in renamed.values()), None)
    return Opened(found, _batches(table, renamed, found, path), amounts)


def _are_decimals(table: Table, header: str, path: Path) -> bool:
    """Whether at least half of the column's first amounts have a decimal point: then all are decimals, whole ones too."""
    try:
        first = next(table.frames({header: "amount"}), None)
    except (pl.exceptions.PolarsError, OSError) as trouble:
        raise unreadable(path, trouble) from trouble
    points = first["amount"].drop_nulls().str.contains(r"^[+-]?\d+\.\d*$") if first is not None else pl.Series([], dtype=pl.Boolean)
    return points.len() > 0 and points.sum() * 2 >= points.len()


def _batches(table: Table, renamed: Renamed, kind: RecordKind, path: Path) -> Iterator[Batch]:
    columns = [column for column in COLUMNS[kind] if column.name in renamed.values()]
    cards = Cards(columns)
    try:
        for frame in table.frames(renamed):
            if frame.height:
                yield _checked(frame, kind, columns, cards)
    except (pl.exceptions.PolarsError, OSError) as trouble:
        raise unreadable(path, trouble) from trouble


def _checked(frame: pl.DataFrame, kind: RecordKind, columns: list[Column], cards: Cards) -> Batch:
    """Type and mask every column; a row is bad by its first wrong cell, and only that row is set aside."""
    right = typed(frame, columns)
    if "amount_major" in frame.columns:
        right = _with_minor(right)
    masked = cards.masked(right)
    trouble = _troubles(frame, masked, columns)
    refused: list[tuple[int, str]] = []
    if trouble.null_count() < trouble.len():
        empty = frame.select(pl.all_horizontal(pl.exclude(ROW).is_null())).to_series()
        bad = trouble.is_not_null() & ~empty
        refused = list(zip(frame[ROW].filter(bad).to_list(), trouble.filter(bad).to_list(), strict=True))
        masked = masked.filter(trouble.is_null())
    return Batch(_whole(masked, kind), refused)


def _troubles(frame: pl.DataFrame, read: pl.DataFrame, columns: list[Column]) -> pl.Series:
    """The code of the first thing that is wrong with each row; null where nothing is."""
    found = [frame[TROUBLE]]
    if frame["id"].null_count():
        found.append(_where(frame["id"].is_null(), "history.no_id"))
    changed = frame["id"].is_not_null() & (frame["id"] != read["id"])
    if changed.any():  # masked ids would run together: many end alike
        found.append(_where(changed & read["id"].str.contains(DOTS, literal=True), "history.id_is_card"))
    for column in sorted(columns, key=lambda c: c.type is Type.MAJOR):  # a decimal cannot be read without its currency
        if read[column.name].null_count() > frame[column.name].null_count():
            found.append(_where(read[column.name].is_null() & frame[column.name].is_not_null(), f"history.bad_{column.type}"))
    return pl.select(pl.coalesce(found)).to_series()


def _where(bad: pl.Series, code: str) -> pl.Series:
    return pl.select(pl.when(bad).then(pl.lit(code))).to_series()


def _with_minor(frame: pl.DataFrame) -> pl.DataFrame:
    """`amount_major` in minor units, null where it cannot be; it stands in where `amount` is empty."""
    unknown = pl.repeat(None, frame.height, dtype=pl.String, eager=True)
    minor = minor_of(frame["amount_major"], frame["currency"] if "currency" in frame.columns else unknown)
    return frame.with_columns(minor.alias("amount_major"))


def _whole(frame: pl.DataFrame, kind: RecordKind) -> pl.DataFrame:
    """All columns of the kind, absent ones null; what is derived is derived."""
    if "amount_major" in frame.columns:
        given = frame["amount"] if "amount" in frame.columns else pl.lit(None, pl.Int64)
        frame = frame.with_columns(pl.coalesce(given, pl.col("amount_major")).alias("amount"))
    kept = [column for column in COLUMNS[kind] if column.type is not Type.MAJOR]
    absent = [pl.lit(None).alias(column.name) for column in kept if column.name not in frame.columns]
    whole = frame.with_columns(absent).select(column.name for column in kept)
    if kind is RecordKind.TRANSACTIONS:
        whole = whole.with_columns(pl.coalesce(pl.col("day").cast(pl.Int64), pl.col("ts").cast(pl.Int64).floordiv(_DAY)))
    return whole


def as_body(row: dict[str, object]) -> str:
    """The cells of a row that are known, as JSON."""
    return json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False, separators=(",", ":"))
