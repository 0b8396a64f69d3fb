"""Words that no page of ours carries: on character, intensifiers, pleading, more certainty than evidence carries (craft checks R5–R7)."""

import re

ENGLISH = (
    "fraudster", "fraudsters", "liar", "liars", "lying", "lied", "scam", "scammer", "thief", "thieves", "dishonest", "crook", "criminal",
    "cheat", "cheater", "friendly fraud", "clearly", "obviously", "outrageous", "please understand", "proves", "prove", "undeniable",
    "undeniably", "beyond doubt",
)  # fmt: skip
HEBREW = (
    "שקרן", "שקרנית", "שקרנים", "משקר", "משקרת", "משקרים", "רמאי", "רמאית", "רמאים", "נוכל", "נוכלת", "נוכלים", "גנב", "גנבת", "גנבים",
    "סחטן", "סחטנית", "סחטנים", "עבריין", "חוצפה", "חצוף", "חצופה", "אנא הבינו", "מוכיח", "מוכיחה", "מוכיחים", "ללא ספק", "ברור ש",
)  # fmt: skip
# Whole words; in Hebrew one or two prefixes may stand on the word, and "ברור ש" goes on in the next one.
_PATTERNS = (
    re.compile(r"(?<![A-Za-z])(?:" + "|".join(map(re.escape, ENGLISH)) + r")(?![A-Za-z])", re.IGNORECASE),
    re.compile("(?<![\u05d0-\u05ea])[והשלבמכ]{0,2}(?:" + "|".join(map(re.escape, HEBREW[:-1])) + ")(?![\u05d0-\u05ea])|ברור ש"),
)


def harsh_words(text: str) -> tuple[str, ...]:
    """The words of a text that a page of ours must not say, as they stand there; empty for a calm text."""
    return tuple(found.group() for pattern in _PATTERNS for found in pattern.finditer(text))


def is_calm(text: str) -> bool:
    return not harsh_words(text)
