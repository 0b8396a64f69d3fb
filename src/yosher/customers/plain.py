"""A customer's text made comparable: one case, one kind of apostrophe, no vowel points or direction marks, cut into sentences."""

import re
from collections.abc import Iterator

# A message longer than this is read up to here: word rules look for sentences, not for needles in a mailbox dump.
READ_UP_TO = 20_000

_UNSEEN = re.compile("[\u0591-\u05bd\u05bf-\u05c7\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "׳": "'", "`": "'", "“": '"', "”": '"', "״": '"', "־": " "})
_ENDS = re.compile(r"[.!?;\n\r]+")


def plain(text: str) -> str:
    """Lower case, straight apostrophes, without niqqud and bidi controls; at most READ_UP_TO characters."""
    return _UNSEEN.sub("", text[:READ_UP_TO]).translate(_APOSTROPHES).lower()


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, plain and with single blanks; empty ones are left out."""
    for part in _ENDS.split(plain(text)):
        words = " ".join(part.split())
        if words:
            yield words
