"""Which characters the shipped fonts can draw; what they cannot is named by its code point instead of stopping a packet."""

from functools import cache
from importlib.resources import files

# Control characters and directional marks that carry nothing on paper; overrides could turn a line round.
_DROPPED = frozenset(
    {*range(0x20), 0x7F, *range(0x80, 0xA0), 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF}
) - {0x0A}
_LONGEST_WORD = 60  # characters without a blank: more would run out of the page, so it may break there


@cache
def drawn() -> frozenset[int]:
    """Code points of Noto Sans and Noto Sans Hebrew, as ranges in `fonts/coverage.txt`."""
    text = files("yosher.adapters.typeset").joinpath("fonts", "coverage.txt").read_text("ascii")
    ranges = [line.split("-") for line in text.split()]
    return frozenset(code for first, last in ((int(r[0], 16), int(r[-1], 16)) for r in ranges) for code in range(first, last + 1))


def printable(text: str) -> str:
    """Text that the fonts can draw: `🙂` becomes `[U+1F642]`, controls and marks of direction go, long words may break."""
    known = drawn()
    kept = "".join(c if ord(c) in known or c == "\n" else f"[U+{ord(c):04X}]" for c in text if ord(c) not in _DROPPED)
    return " ".join(_broken(word) for word in kept.split(" ")) if len(kept) > _LONGEST_WORD else kept


def _broken(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    return " ".join(word[i : i + _LONGEST_WORD] for i in range(0, len(word), _LONGEST_WORD))
