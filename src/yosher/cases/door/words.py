"""Foreign text made safe to keep: no card numbers, no control characters, no hidden changes of direction."""

import hashlib
import re
from decimal import Decimal

from yosher.privacy.mask import mask

WORD_MOST = 5_000  # characters; the largest `maxLength` of an id or a name in the five processors' specifications (Stripe's)
PROSE_MOST = 150_000  # characters; all text of a Stripe dispute together, the largest of the five. The raw message keeps the rest

# Embeddings, overrides and isolates of UAX 9, with byte-order marks: in a name they only make one text look like another.
_DIRECTION = "\u202a-\u202e\u2066-\u2069\ufeff"
_MARKS = "\u200e\u200f\u061c"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_NOT_IN_PROSE = re.compile(f"[{_CONTROL}{_DIRECTION}]")
_NOT_IN_WORDS = re.compile(f"[{_CONTROL}{_DIRECTION}{_MARKS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CARD_LEAST = 13  # digits of the shortest card number (ISO/IEC 7812)

# ISO/IEC 7812: the first digit of a payment card is 1 to 6. Adyen's numeric references begin with 8 or 9.
_NO_CARD = re.compile(r"[7-9][0-9]*")


def text_of(value: object) -> str:
    """A word or a number as text; what is neither (null, list, object) is empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**40 else ""
    return str(value) if isinstance(value, Decimal) else ""


def word(value: object) -> str:
    """A short text on one line: a name, a status, a reference of the merchant. Too long a one is cut."""
    return _masked(one_line(value))


def one_line(value: object) -> str:
    """The same without the mask: to be read as an amount or a time, never to be kept."""
    return _one_line(text_of(value)[:WORD_MOST])


def prose(value: object) -> str:
    """A longer text with its lines, as a person wrote it."""
    plain = _SURROGATE.sub("\ufffd", text_of(value)[:PROSE_MOST]).replace("\r\n", "\n").replace("\r", "\n")
    return mask(_NOT_IN_PROSE.sub("", plain).strip())


def reference(value: object) -> str:
    """An id that the processor made, letter for letter, since cases and payments are joined by it.

    One that holds what reads like a card number is masked all the same, and keeps a digest so that two of them stay apart.
    """
    text = text_of(value)
    if len(text) > WORD_MOST:
        return ""
    plain = _one_line(text)
    if _NO_CARD.fullmatch(plain) or (masked := _masked(plain)) == plain:
        return plain
    return f"{masked} #{hashlib.sha256(plain.encode()).hexdigest()[:8]}"


def _one_line(text: str) -> str:
    if not (text.isascii() and text.isprintable()):  # nearly every cell of a long table is plain, and needs no more
        text = _NOT_IN_WORDS.sub("", _SURROGATE.sub("\ufffd", text))
    return " ".join(text.split())


def _masked(text: str) -> str:
    return mask(text) if len(text) >= _CARD_LEAST else text
