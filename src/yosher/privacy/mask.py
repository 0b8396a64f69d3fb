"""Card numbers are masked, and security codes dropped, before anything is stored or logged."""

import re
from collections.abc import Mapping

from yosher.privacy.clean import clean, file_name

__all__ = ["clean", "file_name", "mask", "mask_all"]

DOTS = "••••"

# What people and terminals put between the groups of a card number: blanks, no-break spaces, dots, dashes, slashes, marks of direction.
_GAP = "[ \u00a0\u2000-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff./\\-\u2010-\u2015\u2212]"
_CHAIN = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{12,}}")
_GROUP = re.compile(r"\d+")
_SHORTEST = 13  # digits
_THREE_DIGITS = re.compile(r"\d{3}")

# Lengths of groups as letters (a = 1 … s = 19, z = more), so that a chain of groups is a word in which card numbers are looked for.
_LETTERS = "".join(chr(96 + n) for n in range(20))
_WRITTEN_AS = (
    *("ddddc", "ddddb", "dddda", "dddd", "ddda"),  # fours, and 19, 18, 17 or 13 digits
    *("dfe", "dfd", "dccc"),  # American Express, Diners, old Visa
    *("hh", "hdd", "dhd", "ddh", "dl", "ld", "fj", "ffd", "fm"),  # broken elsewhere by a form or a terminal
)
_SHAPES = {first: tuple(shape for shape in _WRITTEN_AS if shape[0] == first) for first in _LETTERS}
_LONE = "mnopqrs"  # 13 to 19 digits in one piece
_EVENLY = re.compile(r"a{13,19}|b{6,9}a?|c{4,6}[ab]?")  # pairs or single digits: only where nothing else stands around them
_YEAR = re.compile(r"(?:19|20)\d\d")

_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
_ZERO = ord("0")

_LABELS = (
    r"cvv2?|cvc2?|cvn2?|(?:card )?security code",
    r"קוד (?:ה)?(?:אבטחה|ביטחון)|(?:שלוש|3) (?:ה)?ספרות(?: שבגב| בגב)?(?: הכרטיס)?",
)
_LABEL = f"(?:{'|'.join(_LABELS)})"
_SECURITY_CODE = re.compile(rf"(?<![a-z_])({_LABEL}[\"'”״]?\s{{0,2}}[:=\-–]?\s{{0,2}}[\"'(]?)\d{{3,4}}(?!\d)", re.IGNORECASE)
_IN_LABELS = ("cv", "security code", "קוד", "ספרות")  # a quick look before the slow one
_CODE_KEY = re.compile(r"(?:card[_ -]?)?(?:cvv2?|cvc2?|cvn2?|security[_ -]?code)", re.IGNORECASE)


def mask(text: str) -> str:
    """`4111 1111 1111 1111` becomes `•••• 1111`; a number that fails the Luhn check (ISO/IEC 7812-1, annex B) stays.

    13 to 19 digits, in one piece or in the groups in which card numbers are written, whatever script the digits are in. A longer
    run of digits (an acquirer's reference number has 23) is no card number. A security code that is named as such is dropped whole.
    """
    if len(text) >= _SHORTEST:
        text = _CHAIN.sub(_masked, text)
    if not _THREE_DIGITS.search(text):
        return text
    lower = text.casefold()
    return _SECURITY_CODE.sub(_label_only, text) if any(mark in lower for mark in _IN_LABELS) else text


def _label_only(found: re.Match[str]) -> str:
    return found[1] + DOTS[:3]


def mask_all(value: object) -> object:
    """The same for every text in a nested JSON value, keys too; whole numbers that are card numbers become masked texts."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, int) and not isinstance(value, bool):
        shown = mask(str(value)) if abs(value) < 10**19 else ""
        return shown if DOTS in shown else value
    if isinstance(value, Mapping):
        return {mask(str(key)): _entry(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [mask_all(inner) for inner in value]
    return value


def _entry(key: str, value: object) -> object:
    """A security code goes by its key; the result of its check ("M", "pass") stays."""
    if _CODE_KEY.fullmatch(key) and re.fullmatch(r"\d{3,4}", str(value).strip()):
        return DOTS[:3]
    return mask_all(value)


def _masked(chain: re.Match[str]) -> str:
    """A chain of digit groups with each card number in it masked."""
    text = chain[0]
    groups = [found.span() for found in _GROUP.finditer(text)]
    word = "".join(_LETTERS[end - start] if end - start < 20 else "z" for start, end in groups)
    if _EVENLY.fullmatch(word) and _is_card(text):
        return _last_four(text)
    kept: list[str] = []
    done = at = 0
    while at < len(groups):
        taken = _card_at(text, groups, word, at)
        if taken:
            start, end = groups[at][0], groups[at + taken - 1][1]
            kept += (text[done:start], _last_four(text[start:end]))
            done = end
        at += taken or 1
    return "".join((*kept, text[done:]))


def _card_at(text: str, groups: list[tuple[int, int]], word: str, at: int) -> int:
    """How many groups from here make a card number; 0 where none do."""
    first = word[at]
    if first in _LONE:
        return 1 if _is_card(text[groups[at][0] : groups[at][1]]) else 0
    for shape in _SHAPES.get(first, ()):
        if word.startswith(shape, at):
            written = text[groups[at][0] : groups[at + len(shape) - 1][1]]
            if _is_card(written) and not _are_years(written):
                return len(shape)
    return 0


def _are_years(written: str) -> bool:
    """`2023 2024 2025 2026` over the columns of a table."""
    return all(_YEAR.fullmatch(group) for group in _GROUP.findall(written))


def _is_card(written: str) -> bool:
    digits = _digits(written)
    ones, doubled = digits[-1::-2], digits[-2::-2].translate(_DOUBLED)
    return (sum(ones) - _ZERO * len(ones) + sum(doubled)) % 10 == 0


def _last_four(written: str) -> str:
    return f"{DOTS} {_digits(written)[-4:].decode()}"


def _digits(written: str) -> bytes:
    """The digits alone, in ASCII whatever script they are in."""
    found = "".join(_GROUP.findall(written))
    return (found if found.isascii() else "".join(str(int(digit)) for digit in found)).encode()
