"""Card numbers and security codes leave a batch before anything of it is kept."""

import polars as pl

from yosher.adapters.history.columns import Column, Type
from yosher.privacy.mask import mask

# What `mask` would look at, told quickly: 13 digits with little between them, or words that name a security code beside its digits.
_DIGITS = r"(?:\d[^\p{L}]{0,3}){13}"
_WORDS = r"(?:\d[^\p{L}]{0,3}){13}|(?i:cv[vcn]|security.code)|קוד|ספרות"
_SHORTEST = 7  # bytes: "cvv 123"
# Shops number orders with 13 digits and more, and one number in ten passes the Luhn check by chance; of card numbers, all do.
_ENOUGH = 20  # numbers of a column before it is judged


class Cards:
    """Masks batch by batch and remembers which columns hold serial numbers of the shop."""

    def __init__(self, columns: list[Column]) -> None:
        self._columns = {c.name: c for c in columns if c.type in (Type.TEXT, Type.WORDS)}
        self._serial: set[str] = set()

    def masked(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The batch with every text column masked; only cells that may hold a card number are walked."""
        longest = frame.select(pl.col(list(self._columns)).str.len_bytes().max()).row(0)
        worth_a_look = [c for c, most in zip(self._columns.values(), longest, strict=True) if most is not None and most >= _SHORTEST]
        suspects = frame.select(pl.col(c.name).str.contains(_WORDS if c.type is Type.WORDS else _DIGITS) for c in worth_a_look)
        hit = [s.name for s in suspects if s.any()]
        return frame.with_columns(self._column(frame[name], suspects[name].fill_null(value=False)) for name in hit)

    def _column(self, cells: pl.Series, suspect: pl.Series) -> pl.Series:
        found = cells.filter(suspect).to_list()
        masked = [mask(cell) for cell in found]
        if self._columns[cells.name].type is Type.TEXT and self._is_serial(cells.name, found, masked):
            masked = [cell if cell.isdecimal() else shown for cell, shown in zip(found, masked, strict=True)]
        return cells.scatter(suspect.arg_true(), masked) if masked != found else cells

    def _is_serial(self, name: str, cells: list[str], masked: list[str]) -> bool:
        numbers = [cell != shown for cell, shown in zip(cells, masked, strict=True) if cell.isdecimal()]
        if len(numbers) >= _ENOUGH and 2 * sum(numbers) < len(numbers):
            self._serial.add(name)
        return name in self._serial
