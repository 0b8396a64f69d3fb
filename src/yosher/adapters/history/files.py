"""A file of records as batches of text cells: CSV, NDJSON or Parquet, told by its first bytes, in whatever encoding."""

import codecs
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs

from yosher.cases.door.decoding import decoded
from yosher.desk.ports import FileUnreadable
from yosher.kernel.reason import Reason

BATCH = 50_000  # rows held at once: memory stays flat whatever the file's length
ROW = "\x00row"  # number of a record in its file, as a person counts
TROUBLE = "\x00trouble"  # code of what is wrong with a row as a whole
_BEYOND = "\x00beyond"
_HEAD = 2**16
_CHUNK = 2**20
_NULL = "\x00"  # no database keeps it in a text
_NDJSON = (".ndjson", ".jsonl")
_SEPARATORS = (",", ";", "\t", "|")

Renamed = Mapping[str, str]  # name in the file → our column


@dataclass(frozen=True, slots=True)
class Table:
    """`frames` gives ROW, TROUBLE and the columns that it is asked for, as text; it raises what polars raises."""

    names: list[str]
    frames: Callable[[Renamed], Iterator[pl.DataFrame]]


def table_of(path: Path) -> Table:
    """Recognise a file. Raises FileUnreadable."""
    try:
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
        if head.startswith(b"PAR1") or path.suffix.lower() == ".parquet":
            return _parquet(path)
        source: Path | bytes = path
        if not _is_utf8(path):
            source = decoded(path.read_bytes()).encode()
            head = source[:_HEAD]
        if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{" or path.suffix.lower() in _NDJSON:
            return _ndjson(source)
        return _csv(source, head)
    except (pl.exceptions.PolarsError, OSError, ValueError) as trouble:
        raise unreadable(path, trouble) from trouble


def unreadable(path: Path, trouble: Exception) -> FileUnreadable:
    why = next((line.strip() for line in str(trouble).splitlines() if line.strip()), "?")[:200]
    return FileUnreadable(Reason("history.unreadable", values={"file": path.name, "why": why}), permanent=True)


def _is_utf8(path: Path) -> bool:
    """Read once from end to end; plain ASCII costs next to nothing. A null character is a sign of UTF-16."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    pending = b""
    with path.open("rb") as opened:
        try:
            while chunk := opened.read(_CHUNK):
                if b"\x00" in chunk:
                    return False
                if pending or not chunk.isascii():
                    decoder.decode(chunk)
                    pending = decoder.getstate()[0]
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _parquet(path: Path) -> Table:
    """Moments as Unix seconds, other plain values as text; nested ones are no cells of ours."""
    lazy = pl.scan_parquet(path, glob=False).select(~(cs.nested() | cs.binary() | cs.object()))
    text = lazy.with_columns(cs.datetime().dt.epoch("s")).cast(pl.String).with_columns(pl.all().str.replace_all(_NULL, "", literal=True))
    return Table(text.collect_schema().names(), partial(_collected, text.with_row_index(ROW, offset=1), pl.lit(None, pl.String)))


def _csv(source: Path | bytes, head: bytes) -> Table:
    """One column more than the header has, so that a row which is out of step is seen instead of cut. The header is line 1."""
    line = head.partition(b"\n")[0]
    separator = max(_SEPARATORS, key=lambda s: line.count(s.encode()))
    names = pl.scan_csv(source, infer_schema=False, separator=separator, glob=False, truncate_ragged_lines=True).collect_schema().names()
    lazy = pl.scan_csv(
        source,
        schema=dict.fromkeys((*names, _BEYOND), pl.String),
        separator=separator,
        glob=False,
        truncate_ragged_lines=True,
        missing_columns="insert",
        row_index_name=ROW,
        row_index_offset=2,
    )
    return Table(names, partial(_collected, lazy, pl.when(pl.col(_BEYOND).is_not_null()).then(pl.lit("history.too_many_cells"))))


def _collected(lazy: pl.LazyFrame, trouble: pl.Expr, renamed: Renamed) -> Iterator[pl.DataFrame]:
    """Cells without the blanks around them, empty ones null. Only element-wise expressions: all else would hold the whole file."""
    cut = ((pl.col(name).str.strip_chars(), plain) for name, plain in renamed.items())
    cells = (pl.when(cell.str.len_bytes() > 0).then(cell).alias(plain) for cell, plain in cut)
    chosen = lazy.select(pl.col(ROW).cast(pl.Int64), trouble.alias(TROUBLE), *cells)
    yield from chosen.collect_batches(chunk_size=BATCH, maintain_order=True)


def _ndjson(source: Path | bytes) -> Table:
    """A line at a time: one broken line is one refused row."""
    names: dict[str, None] = {}
    for _, row in islice(_lines(source), 1000):
        names |= dict.fromkeys(row or ())
    if not names:
        raise ValueError("no line is a JSON object")
    return Table(list(names), partial(_json_frames, source))


def _json_frames(source: Path | bytes, renamed: Renamed) -> Iterator[pl.DataFrame]:
    lines = _lines(source)
    schema = {ROW: pl.Int64, TROUBLE: pl.String} | dict.fromkeys(renamed.values(), pl.String)
    while batch := list(islice(lines, BATCH)):
        rows = [
            (number, None if row is not None else "history.bad_json", *(_cell(row.get(name)) if row else None for name in renamed))
            for number, row in batch
        ]
        yield pl.DataFrame(rows, schema=schema, orient="row")


def _lines(source: Path | bytes) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """(line number, object) of every line that is not empty; None where it is no JSON object."""
    with source.open("rb") if isinstance(source, Path) else io.BytesIO(source) as opened:
        for number, line in enumerate(opened, 1):
            if line.strip():
                yield number, _object(line)


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _cell(value: object) -> str | None:
    """A plain JSON value as the text that it would be in a CSV."""
    match value:
        case str():
            return value.replace(_NULL, "").strip() or None
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            return None
