"""Reason codes as people and exports write them, and the records that they mean."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from yosher.kernel.words import Network
from yosher.rulebook.records import Row, table, words

# What stands before a code in exports and letters: the network's name, or the word "code" itself. (Compiled when first needed.)
_BEFORE = r"(?:(?:VISA|MASTERCARD|MC|AMEX|AMERICAN EXPRESS|DISCOVER|PAYPAL|KLARNA|REASON|CODE|CHARGEBACK|DISPUTE|RC)\b[\s:#_-]*)+"
_FIRST = r"[A-Z0-9._]+"
# What may follow a code without making it a word of a sentence: "RM - quality", "C08 (4554)", "10.4: other fraud".
_AFTER = r"\s*(?:$|[\u2013\u2014:(]|-\s)"
_WORD = re.compile(r"[A-Za-z]{4,}(_[A-Za-z]+)*")  # a scheme's code in words: GOODS_NOT_RECEIVED
_WIDTHS = (2, 3)  # a spreadsheet takes the zeros from Discover 05 and Amex 004


@cache
def rows_by_code() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """(network, code) → its records; those that only bear it as another name (column `aliases`) come last."""
    own: dict[tuple[str, str], list[Row]] = defaultdict(list)
    other: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in table("reason_codes"):
        own[row["network"], row["code"].upper()].append(row)
        for alias in words(row["aliases"]):
            other[row["network"], alias.rstrip("?").upper()].append(row)
    return {key: (*own.get(key, ()), *other.get(key, ())) for key in (*own, *other)}


def rows_of(network: Network, written: str) -> tuple[Row, ...]:
    """The records of a code as written: blanks, case, zeros, the network's name before it, its own name or a second number behind it."""
    known = rows_by_code()
    return next((known[network, code] for code in _readings(written) if (network, code) in known), ())


def title_of(network: Network, code: str) -> str:
    """What a scheme's code in words says (`Goods not received`); empty for a code in figures, or where no record bears it."""
    return next((row["official_name"] for row in rows_of(network, code)), "") if _WORD.fullmatch(code.strip()) else ""


def is_doubted(row: Row, written: str) -> bool:
    """Whether the code as written is only a likely misprint of this record's code (`4573?` among the aliases)."""
    doubted = [alias.removesuffix("?").upper() for alias in words(row["aliases"]) if alias.endswith("?")]
    return bool(doubted) and any(code in doubted for code in _readings(written))


def _readings(written: str) -> Iterator[str]:
    whole = written.strip().upper()
    yield whole
    bare = re.sub(f"^{_BEFORE}", "", whole).strip("# ")
    for code in (bare, _first_word(bare)):
        yield code
        yield code.removesuffix(".0")
        yield code.lstrip("0")
        if code.isdigit():
            yield from (code.zfill(width) for width in _WIDTHS)


def _first_word(text: str) -> str:
    """A word without a digit (`IS`, `IN`, `CA` are codes of Discover) is a code only where nothing but its own name follows."""
    first = re.match(_FIRST, text)
    if first is None or not (any(letter.isdigit() for letter in first.group()) or re.match(_AFTER, text[first.end() :])):
        return ""
    return first.group()
