"""Decimal amounts a column at a time: as exports write them, with signs and groups, into minor units of their currency."""

import polars as pl

from yosher.cases.door.written_amounts import currency_sign
from yosher.kernel.currency import CODES, exponent

_PLAIN = r"^[+-]?\d{1,15}(?:\.\d*)?$"
_WRITTEN = r"^([^\d.,+-]{0,6}?)\s*([+-]?)\s*([^\d.,+-]{0,6}?)\s*(\d[\d.,]*)\s*([^\d.,+-]{0,6})$"
_DIGITS = {code: exponent(code) for code in CODES}


def plain_amounts(amount: pl.Series, currency: pl.Series, *, decimal_comma: bool, home: str) -> tuple[pl.Series, pl.Series]:
    """Amounts without signs and groups, and their currencies: a sign beside an amount is its currency where no code is given.

    Null where an amount can be read in two ways, or its sign is of another currency than its code. `home`: the currency of the
    business, which "$" means where it is a dollar.
    """
    is_plain = amount.str.contains(_PLAIN) & ~(amount.str.contains(".", literal=True) if decimal_comma else pl.Series([False]))
    odd = amount.is_not_null() & ~is_plain
    if not odd.any():
        return amount, currency
    before, minus, between, number, behind = amount.str.extract_groups(_WRITTEN).struct.unnest().iter_columns()
    sign = (before + between + behind).str.strip_chars()
    meant = sign.replace_strict({text: currency_sign(text, home=home) or "?" for text in sign.unique().drop_nulls() if text}, default=None)
    frame = pl.DataFrame({"amount": amount, "odd": odd, "minus": minus, "number": number, "meant": meant, "currency": currency})
    group, point = (".", ",") if decimal_comma else (",", ".")
    grouped = pl.col("number").str.contains(rf"^\d{{1,3}}(?:[{group}]\d{{3}})+(?:[{point}]\d*)?$")
    # One group of three digits is a decimal where the currency has three of them.
    plainly = pl.col("number").str.contains(point, literal=True) | (_digits(pl.coalesce("currency", "meant", pl.lit(home))) < 3)
    whole = pl.col("number").str.contains(rf"^\d+(?:[{point}]\d*)?$") | (grouped & plainly)
    digits = pl.col("number").str.replace_all(group, "", literal=True).str.replace(point, ".", literal=True)
    clash = pl.col("meant").is_not_null() & pl.col("meant").ne_missing(pl.coalesce("currency", "meant"))
    clash |= pl.col("meant").eq_missing(pl.lit("?"))
    read = frame.select(
        pl.when(~pl.col("odd")).then("amount").when(whole & ~clash).then(pl.col("minus") + digits).alias("amount"),
        pl.coalesce("currency", pl.when(pl.col("meant") != "?").then("meant")).alias("currency"),
    )
    return read["amount"], read["currency"]


def minor_of(amount: pl.Series, currency: pl.Series) -> pl.Series:
    """Decimals as minor units of their currencies; null where a cell is no decimal or has more digits than its currency."""
    parts = amount.str.extract_groups(r"^([+-]?\d{1,15})(?:\.(\d*?)0*)?$").struct.unnest()
    whole, fraction = parts.to_series(0), parts.to_series(1).fill_null("")
    digits = currency.replace_strict(_DIGITS, default=None, return_dtype=pl.Int64)
    fits = fraction.str.len_bytes().cast(pl.Int64) <= digits
    frame = pl.DataFrame({"whole": whole, "fraction": fraction, "digits": digits, "fits": fits})
    padded = pl.col("fraction") + pl.lit("0000").str.slice(0, pl.col("digits") - pl.col("fraction").str.len_bytes().cast(pl.Int64))
    return frame.select(pl.when("fits").then((pl.col("whole") + padded).cast(pl.Int64, strict=False))).to_series()


def _digits(currency: pl.Expr) -> pl.Expr:
    return currency.replace_strict(_DIGITS, default=9, return_dtype=pl.Int64)
