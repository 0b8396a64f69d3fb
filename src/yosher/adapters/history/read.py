"""Files read in batches: every column typed and checked at once, bad rows set aside with their number."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from yosher.adapters.history.amounts import minor_of, plain_amounts
from yosher.adapters.history.cards import Cards
from yosher.adapters.history.cells import typed
from yosher.adapters.history.columns import COLUMNS, NEED_NO_ID, NEVER_READ, Column, Type, columns_of, kind_of, plain
from yosher.adapters.history.files import ROW, TROUBLE, Renamed, Table, table_of, unreadable
from yosher.adapters.history.habits import SLASHED, Habits, are_decimals, habits_of
from yosher.adapters.history.shops import Shop, an_order_a_row, columns_in, shop_of
from yosher.desk.ports import FileUnreadable
from yosher.evidence.model import RecordKind
from yosher.kernel.reason import Reason
from yosher.privacy.mask import DOTS

_DAY = 86400
_IN_UTC = re.compile(r"(?:^|_)(?:utc|gmt)(?:_|$)")
_ID = COLUMNS[RecordKind.SHIPMENTS][0]
_MOST_NAMED = 8  # columns that are named as not read; of more, their number


@dataclass(frozen=True, slots=True)
class Batch:
    """Good rows as typed columns (all of the kind, absent ones null), and (row number, code) of the bad ones."""

    rows: pl.DataFrame
    refused: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """`amounts` says how the file's amounts are read (MINOR or MAJOR); None where it has none. `notes`: what to look at."""

    kind: RecordKind
    batches: Iterator[Batch]
    amounts: Type | None = None
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one file is read. `currency`: what an amount is in where nothing in the file says it."""

    kind: RecordKind
    shop: Shop | None
    renamed: Renamed
    currency: str
    zone: str
    habits: Habits = field(default_factory=Habits)

    @property
    def columns(self) -> list[Column]:
        """Those of the kind that the file has, in the table's order."""
        return [column for column in COLUMNS[self.kind] if column.name in self.renamed.values()]

    @property
    def telling(self) -> Renamed:
        """The columns of the file that show its habits."""
        shown = {column.name for column in self.columns if column.type in (Type.MINOR, Type.MAJOR, Type.TIME)}
        return {header: name for header, name in self.renamed.items() if name in shown}

    @property
    def has_amounts(self) -> bool:
        return any(column.type in (Type.MINOR, Type.MAJOR) for column in self.columns)


def open_file(path: Path, *, kind: RecordKind | None = None, currency: str = "", zone: str = "UTC") -> Opened:
    """Recognise a file and read it. `currency`, `zone`: the business's own, for what the file does not say.

    Raises FileUnreadable where it is nothing that can be read.
    """
    table = table_of(path)
    shop = shop_of(table.names) if kind is None else None
    found = kind or (shop.kind if shop else kind_of(table.names, path.stem))
    if found is None:
        raise FileUnreadable(Reason("history.kind_unknown", values={"file": path.name}), permanent=True)
    renamed = columns_in(shop, table.names) if shop else {header: c.name for header, c in columns_of(found, table.names).items()}
    plan = _Plan(found, shop, renamed, currency, zone)
    if "id" not in renamed.values() and (found not in NEED_NO_ID or not plan.columns):
        raise FileUnreadable(Reason("history.no_id_column", values={"file": path.name}), permanent=True)
    try:
        plan = _told(plan, next(table.frames(plan.telling), None))
    except (pl.exceptions.PolarsError, OSError) as trouble:
        raise unreadable(path, trouble) from trouble
    amounts = next((column.type for column in plan.columns if column.type in (Type.MINOR, Type.MAJOR)), None)
    return Opened(found, _batches(table, plan, path), amounts, tuple(_notes(plan, table.names, amounts)))


def _told(plan: _Plan, first: pl.DataFrame | None) -> _Plan:
    """The plan with what the first rows tell of the file's habits."""
    if first is None:
        return plan
    whole = next((header for header, name in plan.renamed.items() if name == "amount"), None)
    if whole is not None and "amount_major" not in plan.renamed.values() and are_decimals(first["amount"]):
        plan = replace(plan, renamed={**plan.renamed, whole: "amount_major"})
        first = first.rename({"amount": "amount_major"})
    zones = {name: "UTC" if _IN_UTC.search(plain(header)) else plan.zone for header, name in plan.renamed.items()}
    return replace(plan, habits=habits_of(first, plan.columns, zones))


def _notes(plan: _Plan, headers: list[str], amounts: Type | None) -> Iterator[Reason]:
    """How the file was understood, where a person may have meant it otherwise."""
    if plan.shop:
        yield Reason("history.read_as_shop", values={"shop": plan.shop.name})
    if amounts:
        yield Reason(f"history.read_as_{amounts}")
    if plan.has_amounts and plan.currency and "currency" not in plan.renamed.values():
        yield Reason("history.own_currency", values={"currency": plan.currency})
    if orders := set(plan.habits.month_first.values()):
        yield Reason("history.month_first" if orders == {True} else "history.day_first" if orders == {False} else "history.both_orders")
    if plan.habits.local:
        yield Reason("history.local_times", values={"zone": plan.zone})
    if "id" not in plan.renamed.values():
        yield Reason("history.id_is_tracking" if "tracking" in plan.renamed.values() else "history.id_is_row")
    left = [header for header in headers if header not in plan.renamed and plain(header) not in NEVER_READ]
    if left and not plan.shop:
        named = ", ".join(left[:_MOST_NAMED])
        yield Reason("history.columns_left", values={"columns": named, "n": len(left)})


def _batches(table: Table, plan: _Plan, path: Path) -> Iterator[Batch]:
    cards = Cards([_ID, *plan.columns] if "id" not in plan.renamed.values() else plan.columns)
    frames = table.frames(plan.renamed)
    try:
        for frame in an_order_a_row(frames) if plan.shop else frames:
            if frame.height:
                yield _checked(_identified(frame), plan, cards)
    except (pl.exceptions.PolarsError, OSError) as trouble:
        raise unreadable(path, trouble) from trouble


def _identified(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows without an id of their own: a tracking number, else all that stands in the row."""
    if "id" in frame.columns:
        return frame
    cells = frame.drop(ROW, TROUBLE)
    made = pl.Series("id", [_made_up(row) for row in cells.iter_rows()], dtype=pl.String)
    return frame.with_columns(pl.coalesce("tracking", made).alias("id") if "tracking" in frame.columns else made)


def _made_up(row: tuple[str | None, ...]) -> str | None:
    return f"row-{sha256(json.dumps(row).encode()).hexdigest()[:24]}" if any(row) else None


def _checked(frame: pl.DataFrame, plan: _Plan, cards: Cards) -> Batch:
    """Type and mask every column; a row is bad by its first wrong cell, and only that row is set aside."""
    right = typed(frame, plan.columns, plan.habits)
    if "amount_major" in frame.columns or (plan.has_amounts and "currency" not in frame.columns):
        right = _with_minor(right, plan)
    masked = cards.masked(right)
    trouble = _troubles(frame, masked, plan)
    refused: list[tuple[int, str]] = []
    if trouble.null_count() < trouble.len():
        empty = frame.select(pl.all_horizontal(pl.exclude(ROW).is_null())).to_series()
        bad = trouble.is_not_null() & ~empty
        refused = list(zip(frame[ROW].filter(bad).to_list(), trouble.filter(bad).to_list(), strict=True))
        masked = masked.filter(trouble.is_null())
    return Batch(_whole(masked, plan.kind), refused)


def _troubles(frame: pl.DataFrame, read: pl.DataFrame, plan: _Plan) -> pl.Series:
    """The code of the first thing that is wrong with each row; null where nothing is."""
    found = [frame[TROUBLE]]
    if frame["id"].null_count():
        found.append(_where(frame["id"].is_null(), "history.no_id"))
    changed = frame["id"].is_not_null() & (frame["id"] != read["id"])
    if changed.any():  # masked ids would run together: many end alike
        found.append(_where(changed & read["id"].str.contains(DOTS, literal=True), "history.id_is_card"))
    for column in sorted(plan.columns, key=lambda c: c.type is Type.MAJOR):  # a decimal cannot be read without its currency
        given, taken = frame[column.name], read[column.name]
        if taken.null_count() > given.null_count():
            bad = taken.is_null() & given.is_not_null()
            if column.type is Type.TIME and column.name not in plan.habits.month_first:
                found.append(_where(bad & given.str.contains(SLASHED), "history.day_or_month"))
            found.append(_where(bad, f"history.bad_{column.type}"))
    return pl.select(pl.coalesce(found)).to_series()


def _where(bad: pl.Series, code: str) -> pl.Series:
    return pl.select(pl.when(bad).then(pl.lit(code))).to_series()


def _with_minor(frame: pl.DataFrame, plan: _Plan) -> pl.DataFrame:
    """`amount_major` in minor units, null where it cannot be; amounts whose currency nothing says are in the business's own."""
    unknown = pl.repeat(None, frame.height, dtype=pl.String, eager=True)
    currency = frame["currency"] if "currency" in frame.columns else unknown
    own = pl.when(pl.any_horizontal(pl.col("^amount(_major)?$").is_not_null())).then(pl.lit(plan.currency or None))
    fallback = frame.select(own).to_series() if "currency" not in frame.columns else unknown
    if "amount_major" in frame.columns:
        decimals, currency = plain_amounts(frame["amount_major"], currency, decimal_comma=plan.habits.decimal_comma, home=plan.currency)
        currency = currency.fill_null(fallback)
        frame = frame.with_columns(minor_of(decimals, currency).alias("amount_major"))
    return frame.with_columns(currency.fill_null(fallback).alias("currency"))


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
