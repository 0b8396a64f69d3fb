"""Text out of bytes whose encoding nobody names: Unicode first, then the Hebrew of Windows, ISO and DOS, then what the letters suggest."""

import codecs
import re

from charset_normalizer import from_bytes

from yosher.privacy.clean import clean

_BOMS = (  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536  # bytes: enough letters to tell an encoding by, whatever the size of the file
_SCRIPTS = (b"\x00", b"\x04", b"\x05", b"\x06")  # the high bytes of Latin, Cyrillic, Hebrew and Arabic letters in UTF-16
# In Hebrew text its letters stand beside each other; in French or German an accented letter stands alone among plain ones.
_HEBREW_PAIR = re.compile(rb"[\xe0-\xfa]{2}")
_DOS_PAIR = re.compile(rb"[\x80-\x9a]{2}")
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")
_HIGH = re.compile(rb"[\x80-\xff]")
# Frequent in Cyrillic (Windows 1251: ы, ь, я, the end of its capitals), next to never in Hebrew: unused places, a mark of direction.
_NOT_HEBREW = re.compile(rb"[\xd9-\xdf\xfb\xfc\xff]")


def decoded(body: bytes) -> str:
    """The text of any bytes, cleaned of what cannot be seen; never fails, since a wrong letter is better than no text."""
    return clean(_text(body))


def is_text(body: bytes) -> bool:
    """Whether the beginning of these bytes is text: a Unicode mark, or no bytes that text does not have."""
    head = body[:_SAMPLE]
    if any(head.startswith(mark) for mark, _ in _BOMS) or _unmarked_utf16(head):
        return True
    control = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 27), 28, 29, 30, 31))
    return control * 20 <= len(head)  # in compressed or compiled bytes it is one in ten; a stray null in a table is none


def _text(body: bytes) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    if name := _unmarked_utf16(body[:_SAMPLE]):
        return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as trouble:
        return body.decode(_legacy(body, trouble.start), "replace")


def _unmarked_utf16(head: bytes) -> str:
    """UTF-16 without its mark: every second byte names a script, and it is nearly always one of these."""
    if len(head) < 4 or b"\x00" not in head:
        return ""
    odd, even = (sum(half.count(page) for page in _SCRIPTS) / len(half) for half in (head[1::2], head[::2]))
    if odd > 0.8 and even < 0.4:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 and odd < 0.4 else ""


def _legacy(body: bytes, first: int) -> str:
    """The encoding of text that is no UTF-8, by the letters around the first one that is not ASCII."""
    sample = body[max(0, first - 1000) : first + _SAMPLE]
    pairs = len(_HIGH_PAIR.findall(sample))
    foreign = 40 * len(_NOT_HEBREW.findall(sample)) > len(_HIGH.findall(sample))
    if pairs and not foreign and 2 * len(_HEBREW_PAIR.findall(sample)) > pairs:
        return "cp1255"  # Windows; of ISO-8859-8 it holds every Hebrew letter at the same place
    if pairs and 2 * len(_DOS_PAIR.findall(sample)) > pairs:
        return "cp862"
    if _nearly_utf8(sample):
        return "utf-8"
    if not pairs:
        return "cp1252"  # letters with accents, each alone in its word
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _nearly_utf8(sample: bytes) -> bool:
    """UTF-8 with a few broken places (a cut file, a bad byte) stays UTF-8."""
    text = sample.decode("utf-8", "replace")
    good = sum(1 for letter in text if letter > "\x7f" and letter != "\ufffd")
    return good > 4 * text.count("\ufffd")
