"""JSON and text out of bytes, whatever the bytes are."""

import json
import re
from decimal import Decimal, InvalidOperation

from yosher.cases.door.unreadable import Unreadable

_DIGITS_MOST = 40  # an integer with more digits is no amount, no time and no id; Python itself refuses to read 4,300


def json_of(body: bytes) -> object:
    """The value that a JSON text holds. Decimals stay exact; NaN, Infinity and endless integers read as null.

    Of a key that stands twice the last counts, as with the processors' own libraries. Raises Unreadable.
    """
    text = text_of_bytes(body)
    try:
        return json.loads(text, parse_float=_decimal, parse_int=_integer, parse_constant=_nothing)
    except json.JSONDecodeError as trouble:
        raise _not_json(trouble, text) from trouble
    except RecursionError as trouble:
        raise Unreadable("intake.too_deep") from trouble


def text_of_bytes(body: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one; else, byte for byte, Latin letters. Null bytes are dropped."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = body.decode("utf-16", "replace")
    else:
        try:
            text = body.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = body.decode("latin-1")
    text = text.replace("\x00", "")
    if not text.strip():
        raise Unreadable("intake.empty")
    return text


def looks_like_json(body: bytes) -> bool:
    """Whether the first sign of a text is that of a JSON object or list."""
    return body.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] in (b"{", b"[")


Marks = tuple[tuple[int, tuple[re.Pattern[bytes], ...]], ...]  # how sure one is, where all of these patterns are there; surest first


def marks(*rows: tuple[int, *tuple[bytes, ...]]) -> Marks:
    """A table of marks out of patterns as they are written."""
    return tuple((score, tuple(re.compile(one) for one in patterns)) for score, *patterns in rows)


def likeness(head: bytes, table: Marks) -> int:
    """How much the first bytes of a file look like a processor's, also in UTF-16."""
    plain = head.replace(b"\x00", b"")
    return next((score for score, patterns in table if all(one.search(plain) for one in patterns)), 0)


def hinted(score: int, *, name: str, by: str) -> int:
    """A weak guess becomes a fair one where the file is named after the processor; a strong one needs no name."""
    return 70 if 0 < score < 60 and by in name.casefold() else score


def _not_json(trouble: json.JSONDecodeError, text: str) -> Unreadable:
    ended = trouble.pos >= len(text.rstrip()) or trouble.msg.startswith("Unterminated string")
    if ended:
        return Unreadable("intake.truncated", line=trouble.lineno)
    return Unreadable("intake.not_json", line=trouble.lineno, column=trouble.colno)


def _decimal(number: str) -> Decimal | None:
    try:
        return Decimal(number) if len(number) <= _DIGITS_MOST else None
    except InvalidOperation:  # an exponent beyond all measure
        return None


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= _DIGITS_MOST else None


def _nothing(_: str) -> None:
    return None
