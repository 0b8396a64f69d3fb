"""How words are compared: spelling evened out, Hebrew prefixes allowed, a negation before a phrase noticed.

A table of phrases is plain text, one phrase a line, so that a person who knows the language can read and mend it:
`receiv*` is any ending, `..` is a gap of up to four words, `(a|b)` stands for both. Case and vowel points do not matter.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

# Texts are looked at up to here: the words that matter in a letter or a log stand in its first part, and a note of
# ten megabytes must not hold up a case.
LONGEST = 60_000

_DROPPED = re.compile("[\u0591-\u05bd\u05bf-\u05c7\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff]")
_EVEN = str.maketrans({"’": "'", "‘": "'", "`": "'", "׳": "'", "״": '"', "“": '"', "”": '"', "„": '"', "־": "-", "_": " ", "\u00a0": " "})
_BLANKS = re.compile(r"[^\S\n]+")
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
_NEGATORS = word_set("not no never without nor neither nobody לא שלא ולא הלא אין שאין ואין טרם מעולם בלי ללא אל מבלי")
_NEGATED_WITHIN = 3  # words before the phrase, in the same part of the sentence
_TAIL = re.compile(r"[^.!?;,:\n]*\Z")

_CHOICE = re.compile(r"\(([^)]*)\)")
_GAP = r"(?:[^\s.!?\n]+[^\S\n]+){0,4}?"
_BETWEEN = r"[\s,'\"()/\-]+"
_PREFIXES = "[ושהבלכמ]{0,3}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`anchor` is a fixed part that the text must hold; it is looked for first, because that is quick."""

    text: str
    anchor: str
    negative: bool


Phrases = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands in an evened-out text."""

    phrase: str
    start: int
    end: int


def evened(text: str) -> str:
    """The text as it is compared: lower case, one kind of quotation mark, no vowel points, no direction marks."""
    plain = _DROPPED.sub("", text[:LONGEST]).translate(_EVEN).lower()
    if "'" in plain or "wont" in plain or "cannot" in plain or "nt " in plain:
        for short, full in _IRREGULAR:
            plain = plain.replace(short, full)
        plain = _NOT.sub(" not", plain)
    return _BLANKS.sub(" ", plain).strip()


def phrases(*tables: str) -> Phrases:
    """Read tables of phrases (see above); blank lines are skipped."""
    lines = (line.strip() for table in tables for line in table.splitlines())
    return tuple(dict.fromkeys(_phrase(text) for line in lines if line for text in _expanded(line)))


def hits(text: str, table: Phrases) -> list[Hit]:
    """All places of an evened-out text where a phrase of the table stands and is not negated, in order."""
    found = []
    for phrase in table:
        if phrase.anchor in text:
            for match in _regex(phrase.text).finditer(text):
                if phrase.negative or not is_negated(text, match.start()):
                    found.append(Hit(phrase.text, match.start(), match.end()))
    return sorted(found, key=lambda hit: (hit.start, -hit.end))


def says(text: str, table: Phrases) -> bool:
    """Whether an evened-out text says one of these phrases without negating it."""
    return any(
        phrase.negative or not is_negated(text, match.start())
        for phrase in table
        if phrase.anchor in text
        for match in _regex(phrase.text).finditer(text)
    )


def is_negated(text: str, start: int) -> bool:
    """Whether a negation stands within three words before `start`, in the same part of the sentence."""
    part = _TAIL.search(text, max(0, start - 60), start)
    return part is not None and any(word.strip("\"'()") in _NEGATORS for word in part.group().split()[-_NEGATED_WITHIN:])


def _expanded(line: str) -> list[str]:
    pieces = [piece.split("|") if number % 2 else [piece] for number, piece in enumerate(_CHOICE.split(line))]
    return [" ".join("".join(words).split()) for words in product(*pieces)]


def _phrase(text: str) -> Phrase:
    words = text.split()
    fixed = [word.rstrip("*") for word in words if word != ".."]
    return Phrase(text, max(fixed, key=len), any(word in _NEGATORS for word in fixed[:2]))


@cache
def _regex(text: str) -> re.Pattern[str]:
    pattern, gap = "", False
    for word in text.split():
        if word == "..":
            gap = True
            continue
        if pattern:
            pattern += _BETWEEN + (_GAP if gap else "")
        pattern += _word(word)
        gap = False
    return re.compile(r"(?<!\w)" + pattern)


def _word(word: str) -> str:
    stem = re.escape(word.rstrip("*"))
    prefix = _PREFIXES if "\u05d0" <= word[0] <= "\u05ea" else ""
    return prefix + stem + (r"\w*" if word.endswith("*") else r"(?!\w)")
