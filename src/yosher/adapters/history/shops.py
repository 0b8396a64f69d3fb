"""Exports of shop systems whose headers mean something else than they say. Another one is another row of SHOPS."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from yosher.adapters.history.columns import plain
from yosher.evidence.model import RecordKind


@dataclass(frozen=True, slots=True)
class Shop:
    """`told_by`: headers (as `plain` writes them) that together are nobody else's. `names`: header → our column."""

    name: str
    kind: RecordKind
    told_by: frozenset[str]
    names: Mapping[str, str]


# An order is known by its Name (#1001), which is what a customer and a processor see; further items stand in rows of their own,
# which repeat the Name and leave the rest empty (Shopify Help Center, "Exporting orders to a CSV file").
SHOPIFY = Shop(
    "Shopify",
    RecordKind.ORDERS,
    frozenset({"name", "financial_status", "lineitem_name"}),
    {
        "name": "id",
        "email": "email",
        "created_at": "at",
        "total": "amount_major",
        "currency": "currency",
        "lineitem_name": "description",
        "shipping_street": "ship_to",
        "billing_street": "bill_to",
    },
)
SHOPS = (SHOPIFY,)


def shop_of(headers: list[str]) -> Shop | None:
    """The shop system that writes these headers."""
    found = {plain(header) for header in headers}
    return next((shop for shop in SHOPS if shop.told_by <= found), None)


def columns_in(shop: Shop, headers: list[str]) -> dict[str, str]:
    """Header in the file → our column."""
    return {header: shop.names[plain(header)] for header in headers if plain(header) in shop.names}


def an_order_a_row(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The rows of one order as one: its first row, with the items of all. What a batch ends with may go on in the next."""
    held = pl.DataFrame()
    for frame in frames:
        whole = pl.concat([held, frame]) if held.height else frame
        cut = _start_of_last(whole["id"])
        held = whole.slice(cut)
        if cut:
            yield _joined(whole.head(cut))
    if held.height:
        yield _joined(held)


def _start_of_last(ids: pl.Series) -> int:
    """Where the last run of one id begins."""
    other = ids.ne_missing(ids.tail(1).item()).arg_true()
    return int(other[-1]) + 1 if other.len() else 0


def _joined(frame: pl.DataFrame) -> pl.DataFrame:
    runs = frame.with_columns(pl.col("id").rle_id().alias("\x00run"))
    rest = pl.exclude("\x00run", "description").first()
    items = [pl.col("description").drop_nulls().str.join(", ").replace("", None)] if "description" in frame.columns else []
    return runs.group_by("\x00run", maintain_order=True).agg(rest, *items).select(frame.columns)
