"""How words are compared: spelling evened out, Hebrew prefixes allowed, a negation before a phrase noticed.

A table of phrases is plain text, one phrase a line, so that a person who knows the language can read and mend it:
`receiv*` is any ending, `..` is a gap of up to four words, `(a|b)` stands for both. Case and vowel points do not matter.
"""

import re
from dataclasses import dataclass
from functools import cache

# Texts are looked at up to here: the words that matter in a letter or a log stand in its first part, and a note of
# ten megabytes must not hold up a case.
LONGEST = 60_000

_DROPPED = re.compile("[\u0591-\u05bd\u05bf-\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]")
_EVEN = str.maketrans({"’": "'", "‘": "'", "`": "'", "׳": "'", "״": '"', "“": '"', "”": '"', "„": '"', "־": "-", "\u00a0": " "})
_BLANKS = re.compile(r"[^\S\n]+")
_HAS_BLANKS = re.compile(r"[^\S\n ]|  ").search
_NOT = re.compile(r"n't\b")
_IRREGULAR = (
    ("can't", "can not"),
    ("won't", "will not"),
    ("cannot", "can not"),
    ("wont ", "will not "),
    ("didnt", "did not"),
    ("havent", "have not"),
)


def word_set(text: str) -> frozenset[str]:
    """Words apart by blanks as a set."""
    return frozenset(text.split())


# Words that turn the phrase after them round; Hebrew ones also with the prefixes that they take.
NEGATORS = word_set("not no never without nor neither nobody לא שלא ולא הלא אין שאין ואין טרם מעולם בלי ללא אל מבלי")
_NEGATED_WITHIN = 3  # words before the phrase, in the same part of the sentence
_TAIL = re.compile(r"[^.!?;,:\n]*\Z")

_CHOICE = re.compile(r"\(([^)]*)\)")
# A gap stays inside a clause: it steps over no comma and over no "and" or "but".
_GAP = r"(?:(?!(?:and|but|then)\s)[^\s.!?\n]+(?<![,;:])[^\S\n]+){0,4}?"
_BETWEEN = r"[\s,'\"()/\-]+"
_PREFIXES = "[ושהבלכמ]{0,3}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line of a table. The text must hold one of the `anchors`: they are looked for first, because that is quick."""

    line: str
    anchors: tuple[str, ...]


Phrases = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands in an evened-out text."""

    phrase: str
    start: int
    end: int


def evened(text: str) -> str:
    """The text as it is compared: lower case, one kind of quotation mark, no vowel points, no direction marks."""
    plain = text[:LONGEST]
    if not plain.isascii():
        plain = _DROPPED.sub("", plain).translate(_EVEN)
    plain = plain.lower().replace("_", " ")
    if "'" in plain or "nt " in plain or "cannot" in plain:
        for short, full in _IRREGULAR:
            plain = plain.replace(short, full)
        plain = _NOT.sub(" not", plain)
    return (_BLANKS.sub(" ", plain) if _HAS_BLANKS(plain) else plain).strip()


def phrases(*tables: str) -> Phrases:
    """Read tables of phrases (see above); blank lines are skipped."""
    lines = (line.strip() for table in tables for line in table.splitlines())
    return tuple(Phrase(line, _anchors(line)) for line in dict.fromkeys(lines) if line)


def hits(text: str, table: Phrases) -> list[Hit]:
    """All places of an evened-out text where a phrase of the table stands and is not negated, in order."""
    found = [
        Hit(phrase.line, match.start(), match.end())
        for phrase in narrowed(text, table)
        for match in _regex(phrase.line).finditer(text)
        if _holds(text, match)
    ]
    return sorted(found, key=lambda hit: (hit.start, -hit.end))


def says(text: str, table: Phrases) -> bool:
    """Whether an evened-out text says one of these phrases without negating it."""
    return any(_holds(text, match) for phrase in narrowed(text, table) for match in _regex(phrase.line).finditer(text))


def narrowed(text: str, table: Phrases) -> Phrases:
    """The phrases of a table that a text may hold at all; cheap, and usually none."""
    found = []
    for phrase in table:  # the innermost loop of the room: no generator in here
        for anchor in phrase.anchors:
            if anchor in text:
                found.append(phrase)
                break
    return tuple(found)


def is_negated(text: str, start: int) -> bool:
    """Whether a negation stands within three words before `start`, in the same part of the sentence."""
    part = _TAIL.search(text, max(0, start - 60), start)
    return part is not None and any(word.strip("\"'()") in NEGATORS for word in part.group().split()[-_NEGATED_WITHIN:])


def _holds(text: str, match: re.Match[str]) -> bool:
    """Not negated; a phrase that begins with a negation of its own ("never arrived") is meant as it stands."""
    return not NEGATORS.isdisjoint(match.group().split()[:2]) or not is_negated(text, match.start())


def _slots(line: str) -> list[tuple[str, ...]]:
    """The places of a phrase from left to right, each with what may stand there."""
    slots: list[tuple[str, ...]] = []
    for number, piece in enumerate(_CHOICE.split(line)):
        slots += [tuple(piece.split("|"))] if number % 2 else [(word,) for word in piece.split()]
    return slots


def _anchors(line: str) -> tuple[str, ...]:
    """The fixed parts of the place with the fewest choices, and among those the longest ones; words of a letter or two are too common."""
    places = [tuple(max(option.split(), key=len).rstrip("*") for option in slot) for slot in _slots(line) if slot != ("..",)]
    return min(places, key=lambda options: (min(map(len, options)) < 3, len(options), -min(map(len, options))))


@cache
def _regex(line: str) -> re.Pattern[str]:
    pattern, between = "", ""
    for slot in _slots(line):
        if slot == ("..",):
            between += _GAP
        else:
            pattern += between + "(?:" + "|".join(map(_words, slot)) + ")"
            between = _BETWEEN
    return re.compile(r"(?<!\w)" + pattern)


def _words(option: str) -> str:
    return _BETWEEN.join(map(_word, option.split()))


def _word(word: str) -> str:
    stem = re.escape(word.rstrip("*"))
    prefix = _PREFIXES if "\u05d0" <= word[0] <= "\u05ea" else ""
    return prefix + stem + (r"\w*" if word.endswith("*") else r"(?!\w)")
