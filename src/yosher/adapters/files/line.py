"""A line of a page, from where its letters stand to the order in which they are read.

PDFium gives a line that holds Hebrew and Latin letters in an order of its own making (`RR771204IL` as `IL771204RR`, a sentence from its
end). Where each letter stands is certain, so the order is made from that: the inverse of the Unicode Bidirectional Algorithm (UAX 9),
which is not unique; of two readings the one is taken that keeps a run of Latin words and numbers together.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
RTL = re.compile(f"[{_RTL}]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_NO_RTL = re.compile(f"[^{_RTL}]+")
_RTL_RUN = re.compile(f"[{_RTL}](?:[^A-Za-z\u00c0-\u024f]*[{_RTL}])?")
_CORE = re.compile("[A-Za-z0-9\u00c0-\u024f]")
_SIGN = "₪$€£%+-\u2212#"  # beside a number they are part of it (UAX 9: ET, ES)
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_GAP = 0.15  # of a letter's height: between two words it is about a quarter, between letters a few hundredths


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter and where it stands, in points from the left; `height` of its box."""

    letter: str
    left: float
    right: float
    height: float


def is_mixed(text: str) -> bool:
    """Whether a page holds both scripts: PDFium may give any of its lines that holds letters or digits in another order."""
    return bool(RTL.search(text) and _CORE.search(text))


def has_words(text: str) -> bool:
    return bool(_CORE.search(text))


def in_reading_order(glyphs: Sequence[Glyph], *, mostly_rtl: bool) -> str:
    """The line as it is read. `mostly_rtl` is whether the page is, for a line that itself does not tell."""
    seen = _from_left(glyphs)
    ends = seen[:1] + seen[-1:]
    has_rtl, has_latin = (any(script.match(each) for each in seen) for script in (RTL, LATIN))
    is_rtl = (mostly_rtl and (has_rtl or not has_latin)) or (has_rtl and all(RTL.match(each) for each in ends))
    return _brackets("".join(_right_to_left(seen) if is_rtl else _left_to_right(seen)))


def _from_left(glyphs: Sequence[Glyph]) -> list[str]:
    """Letters with their points, from the left; a gap between two is one space."""
    bases = sorted((g for g in glyphs if _is_seen(g.letter) and not _is_mark(g.letter)), key=_middle)
    middles = [_middle(base) for base in bases]
    marks: dict[int, str] = {}
    for mark in (g for g in glyphs if _is_mark(g.letter)):
        behind = bisect_left(middles, _middle(mark))
        beside = [n for n in (behind - 1, behind) if 0 <= n < len(bases)]
        if beside:
            nearest = min(beside, key=lambda n: abs(middles[n] - _middle(mark)))
            marks[nearest] = marks.get(nearest, "") + mark.letter
    found: list[str] = []
    for number, glyph in enumerate(bases):
        if number and glyph.left - bases[number - 1].right > _GAP * max(glyph.height, bases[number - 1].height):
            found.append(" ")
        found.append(glyph.letter + marks.get(number, ""))
    return found


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _is_seen(letter: str) -> bool:
    """No space, and no sign that only steers (an isolate has the box of the space beside it)."""
    return not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Cc")


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn"


def _right_to_left(seen: Sequence[str]) -> list[str]:
    """Read from the right, what is written from the left inside it turned back."""
    read = list(reversed(seen))
    plain = "".join(each[0] for each in read)
    for run in _NO_RTL.finditer(plain):
        for start, end in _left_runs(run[0]):
            first, last = run.start() + start, run.start() + end
            read[first:last] = reversed(read[first:last])
    return read


def _left_runs(text: str) -> list[tuple[int, int]]:
    """What is written from the left in a stretch without right-to-left letters: with a word in it the whole, else each number."""
    pieces = [(0, len(text))] if LATIN.search(text) else [match.span() for match in re.finditer(r"\S+", text)]
    return [run for start, end in pieces if (run := _trimmed(text, start, end))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without the punctuation around it, but with the signs of its numbers."""
    core = [start + match.start() for match in _CORE.finditer(text[start:end])]
    if not core:
        return None
    first, last = core[0], core[-1] + 1
    while first > start and text[first - 1] in _SIGN and text[first].isdigit():
        first -= 1
    while last < end and text[last] in _SIGN and text[last - 1].isdigit():
        last += 1
    return first, last


def _left_to_right(seen: Sequence[str]) -> list[str]:
    """Read from the left, what is written from the right inside it turned round."""
    read = list(seen)
    plain = "".join(each[0] for each in read)
    for run in _RTL_RUN.finditer(plain):
        read[run.start() : run.end()] = _right_to_left(read[run.start() : run.end()])
    return read


def _brackets(text: str) -> str:
    """PDFium turns some brackets round: where a line's do not match, the first of each two opens."""
    for opening, closing in _PAIRS.items():
        places = [n for n, letter in enumerate(text) if letter in (opening, closing)]
        if len(places) % 2 == 0 and not _match([text[n] == opening for n in places]):
            letters = list(text)
            for number, place in enumerate(places):
                letters[place] = closing if number % 2 else opening
            text = "".join(letters)
    return text


def _match(opens: Sequence[bool]) -> bool:
    depth = 0
    for is_open in opens:
        depth += 1 if is_open else -1
        if depth < 0:
            return False
    return depth == 0
