"""What a column's header says: which field of ours it is, and the unit, currency, zone or order of its cells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import lru_cache

from yosher.adapters.processors.csv import shapes
from yosher.cases.door.written_amounts import currency_sign
from yosher.cases.door.written_dates import zone_written

_BRACKETS = re.compile(r"[(\[]([^)\]]{1,30})[)\]]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONG = 100  # characters: what is longer is a sentence, and no header


@dataclass(frozen=True, slots=True)
class Heading:
    """A header that we know. `rank`: how well it says what it is, 0 best; `minor` is None where it does not say."""

    field: str
    place: int
    rank: int
    plain: str
    minor: bool | None = None
    currency: str = ""
    zone: tzinfo | None = None
    month_first: bool | None = None


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Words as they are compared: one case, one blank between them, no underscores, one way to write gershayim."""
    bare = re.sub(r"[\u0591-\u05c7\u200e\u200f\u061c]", "", text).replace('"', "״").replace("''", "״").replace("'", "׳")
    return re.sub(r"[\s_]+", " ", bare.casefold()).strip(" :*.״׳\ufeff")


def headings(cells: Iterable[str], *, under_way: bool = False) -> tuple[Heading, ...]:
    """The known ones among these cells; where two columns say the same, the one with the better header, else the first."""
    best: dict[str, Heading] = {}
    for place, cell in enumerate(cells):
        found = _heading(cell, under_way=under_way)
        if found is not None and (found.field not in best or found.rank < best[found.field].rank):
            best[found.field] = replace(found, place=place)
    return tuple(best.values())


@lru_cache(maxsize=8192)
def _heading(cell: str, *, under_way: bool) -> Heading | None:
    if not cell.strip() or len(cell) > _LONG:
        return None
    known = shapes.headers(under_way=under_way)
    whole, said = plain(cell), tuple(_BRACKETS.findall(cell))
    for name in (whole, plain(_BRACKETS.sub(" ", cell)), plain(_CAMEL.sub(" ", cell))):
        if name in known:
            field, rank = known[name]
            return _with_hints(Heading(field, 0, rank, name), said)
    return _with_last_word(whole, said, known)


def _with_last_word(whole: str, said: tuple[str, ...], known: Mapping[str, tuple[str, int]]) -> Heading | None:
    """`amount_minor`, `amount in cents`, `due by utc`, `סכום באגורות`: the last word or two say the unit, the currency or the zone."""
    words = _BRACKETS.sub(" ", whole).split()
    for taken in (1, 2):
        name = " ".join(words[:-taken])
        hint = " ".join(words[-taken:])
        for shorter in (name, name.removesuffix(" in")):
            if shorter in known:
                field, rank = known[shorter]
                hinted = _with_hints(Heading(field, 0, rank, shorter), (*said, hint))
                return hinted if _says_something(hinted) else None
    return None


def _says_something(heading: Heading) -> bool:
    return heading.minor is not None or bool(heading.currency) or heading.zone is not None or heading.month_first is not None


def _with_hints(heading: Heading, said: tuple[str, ...]) -> Heading:
    for hint in said:
        word = plain(hint).removeprefix("in ")
        if word in shapes.MINOR_WORDS:
            heading = replace(heading, minor=True)
        elif word in shapes.MAJOR_WORDS:
            heading = replace(heading, minor=False)
        elif word in shapes.DAY_FIRST | shapes.MONTH_FIRST:
            heading = replace(heading, month_first=word in shapes.MONTH_FIRST)
        elif heading.field in shapes.TIMES and (zone := zone_written(word) or zone_written(hint)):
            heading = replace(heading, zone=zone)
        elif heading.field in shapes.ALL_SUMS and (currency := currency_sign(word.removeprefix("ב").strip("-")) or currency_sign(word)):
            heading = replace(heading, currency=currency)
    return heading
