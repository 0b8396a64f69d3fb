"""Which characters the shipped fonts can draw; what they cannot is named by its code point instead of stopping a packet."""

import re
from functools import cache
from importlib.resources import files

# Control characters and directional marks that carry nothing on paper; overrides could turn a line round.
_DROPPED = frozenset(
    {*range(0x20), 0x7F, *range(0x80, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF}
) - {0x0A, 0x09}
_LONG_WORD = re.compile(r"\S{31,}")  # longer than any column is wide: it may break
_EVERY = 12  # characters between two places where such a word may break
BREAK = "\u200b"  # a place to break that is no character on paper and in the text layer


@cache
def drawn() -> frozenset[int]:
    """Code points of Noto Sans and Noto Sans Hebrew, as ranges in `fonts/coverage.txt`."""
    text = files("yosher.adapters.typeset").joinpath("fonts", "coverage.txt").read_text("ascii")
    ranges = [line.split("-") for line in text.split()]
    return frozenset(code for first, last in ((int(r[0], 16), int(r[-1], 16)) for r in ranges) for code in range(first, last + 1))


@cache
def _undrawn() -> re.Pattern[str]:
    """One pattern for all characters that need a thought: most texts hold none."""
    known = sorted(drawn() | {0x0A})
    ranges = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in _ranges(known))
    return re.compile(f"[^{ranges}]")


def _ranges(codes: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for code in codes:
        if code in _DROPPED:
            continue
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return found


def is_drawn(text: str) -> bool:
    """Whether the fonts hold every character of a text that is kept."""
    return all(ord(found.group()) in _DROPPED or found.group() == "\t" for found in _undrawn().finditer(text))


def printable(text: str) -> str:
    """Text that the fonts can draw: `🙂` becomes `[U+1F642]`, controls and marks of direction go, long words may break."""
    return _LONG_WORD.sub(_broken, _undrawn().sub(_replaced, text))


def _replaced(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == 0x09:
        return "    "
    return "" if code in _DROPPED else f"[U+{code:04X}]"


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    return BREAK.join(word[i : i + _EVERY] for i in range(0, len(word), _EVERY))
