"""Files read in batches: every column typed and checked at once, bad rows set aside with their number."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from yosher.adapters.history.columns import COLUMNS, NEVER_READ, Type, kind_of
from yosher.desk.ports import FileUnreadable
from yosher.evidence.model import RecordKind
from yosher.kernel.currency import CODES
from yosher.kernel.reason import Reason
from yosher.privacy.mask import mask

BATCH = 50_000  # rows held at once: memory stays flat whatever the file's length
_ROW = "__row"
_TRUE, _FALSE = ["true", "t", "1", "yes", "y", "כן"], ["false", "f", "0", "no", "n", "לא"]
# 13 or more digits with single separators: only such cells are looked at for card numbers.
_MAY_HOLD_A_CARD = r"[0-9](?:[ \x{00a0}.\x{2010}-\x{2015}-]?[0-9]){12,}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Good rows as typed columns (all of the kind, absent ones null), and (row number, code) of the bad ones."""

    rows: pl.DataFrame
    refused: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Opened:
    kind: RecordKind
    batches: Iterator[Batch]


def open_file(path: Path, *, kind: RecordKind | None = None) -> Opened:
    """Recognise a file and read it. Raises FileUnreadable where it is nothing that can be read."""
    lazy = _scan(path)
    names = {name: name.strip().lower().lstrip("\ufeff") for name in _header(lazy, path)}
    found = kind or kind_of(list(names.values()), path.stem)
    if found is None or "id" not in names.values():
        raise FileUnreadable(Reason("history.kind_unknown", values={"file": path.name}), permanent=True)
    wanted = {column.name for column in COLUMNS[found]} - NEVER_READ
    chosen = [pl.col(name).cast(pl.String).alias(plain) for name, plain in names.items() if plain in wanted]
    first = 2 if path.suffix.lower() in (".csv", ".tsv", ".txt") else 1  # as a person counts, the header is line 1
    typed = lazy.with_row_index(_ROW, offset=first).select(_ROW, *chosen)
    return Opened(found, _batches(typed, found, path))


def _scan(path: Path) -> pl.LazyFrame:
    try:
        match path.suffix.lower():
            case ".parquet" | ".pq":
                return pl.scan_parquet(path)
            case ".ndjson" | ".jsonl":
                return pl.scan_ndjson(path, infer_schema_length=None)
            case _:
                separator = _separator(path)
                return pl.scan_csv(path, infer_schema=False, separator=separator, truncate_ragged_lines=True, encoding="utf8-lossy")
    except (pl.exceptions.PolarsError, OSError) as trouble:
        raise _unreadable(path, trouble) from trouble


def _header(lazy: pl.LazyFrame, path: Path) -> list[str]:
    try:
        return lazy.collect_schema().names()
    except (pl.exceptions.PolarsError, OSError) as trouble:
        raise _unreadable(path, trouble) from trouble


def _separator(path: Path) -> str:
    """The separator of the header line: the one that occurs most."""
    with path.open("rb") as opened:
        line = opened.readline(65536)
    return max((",", ";", "\t", "|"), key=lambda s: line.count(s.encode()))


def _unreadable(path: Path, trouble: Exception) -> FileUnreadable:
    return FileUnreadable(
        Reason("history.unreadable", values={"file": path.name, "why": str(trouble).splitlines()[0][:200] if str(trouble) else "?"}),
        permanent=True,
    )


def _batches(lazy: pl.LazyFrame, kind: RecordKind, path: Path) -> Iterator[Batch]:
    try:
        for frame in lazy.collect_batches(chunk_size=BATCH, maintain_order=True):
            if frame.height:
                yield _checked(frame, kind)
    except (pl.exceptions.PolarsError, OSError) as trouble:
        raise _unreadable(path, trouble) from trouble


def _checked(frame: pl.DataFrame, kind: RecordKind) -> Batch:
    """Type every column; a row is bad by its first wrong cell, and only that row is set aside."""
    columns = [c for c in COLUMNS[kind] if c.name not in NEVER_READ]
    texts = [
        pl.col(c.name).str.strip_chars().replace("", None) if c.name in frame.columns else pl.lit(None, pl.String).alias(c.name)
        for c in columns
    ]
    text = frame.select(_ROW, *texts)
    typed = text.select(_ROW, *(_typed(c.name, c.type) for c in columns))
    wrong = [(pl.col(c.name).is_not_null() & typed[c.name].is_null(), f"history.bad_{c.type}") for c in columns if c.type is not Type.TEXT]
    code = pl.coalesce(
        pl.when(pl.col("id").is_null()).then(pl.lit("history.no_id")), *(pl.when(bad).then(pl.lit(why)) for bad, why in wrong)
    )
    codes = text.select(_ROW, code.alias("code"))
    bad = codes.filter(pl.col("code").is_not_null())
    empty = text.select(pl.all_horizontal(pl.exclude(_ROW).is_null())).to_series()
    refused = [(int(row), str(why)) for row, why in bad.rows() if not empty[int(row) - int(frame[_ROW][0])]] if bad.height else []
    good = typed if not bad.height else typed.filter(codes["code"].is_null())
    return Batch(_masked(_with_day(good.drop(_ROW), kind), [c.name for c in columns if c.type is Type.TEXT]), refused)


def _typed(name: str, kind: Type) -> pl.Expr:
    cell = pl.col(name)
    match kind:
        case Type.TEXT:
            return cell
        case Type.MINOR | Type.WHOLE:
            return cell.cast(pl.Int64, strict=False)
        case Type.BOOL:
            low = cell.str.to_lowercase()
            return pl.when(low.is_in([*_TRUE, *_FALSE])).then(low.is_in(_TRUE)).alias(name)
        case Type.CURRENCY:
            return pl.when(cell.str.to_uppercase().is_in(sorted(CODES))).then(cell.str.to_uppercase()).alias(name)
        case Type.TIME:
            seconds = cell.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
            return pl.coalesce(seconds, _iso(cell)).alias(name)


def _iso(cell: pl.Expr) -> pl.Expr:
    """ISO 8601 → Unix seconds; a day is its midnight in UTC, a time without an offset is UTC."""
    spaced = cell.str.replace("^(\\d{4}-\\d{2}-\\d{2}) ", "${1}T").str.replace("Z$", "+00:00")
    zoned = spaced.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%:z", strict=False, time_zone="UTC")
    short = spaced.str.to_datetime("%Y-%m-%dT%H:%M%:z", strict=False, time_zone="UTC")
    plain = spaced.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_zone="UTC")
    minutes = spaced.str.to_datetime("%Y-%m-%dT%H:%M", strict=False, time_zone="UTC")
    day = cell.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us", "UTC"))
    return pl.coalesce(zoned, short, plain, minutes, day).dt.epoch("s")


def _with_day(frame: pl.DataFrame, kind: RecordKind) -> pl.DataFrame:
    if kind is not RecordKind.TRANSACTIONS:
        return frame
    return frame.with_columns(pl.coalesce(pl.col("day"), pl.col("ts").floordiv(86400)))


def _masked(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Card numbers masked in every text column; only columns that may hold one are walked cell by cell."""
    suspects = frame.select(pl.col(names).str.contains(_MAY_HOLD_A_CARD).any()).row(0) if frame.height else ()
    changes = [frame[name].map_elements(mask, return_dtype=pl.String) for name, suspect in zip(names, suspects, strict=False) if suspect]
    return frame.with_columns(changes) if changes else frame


def as_body(row: dict[str, object]) -> str:
    """The cells of a row that are known, as JSON."""
    return json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False, separators=(",", ":"))
