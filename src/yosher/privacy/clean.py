"""Text and file names without what cannot be seen: control characters, and hidden changes of direction."""

import re
import unicodedata

# Embeddings, overrides and isolates of UAX 9: in foreign text they only make one thing look like another. Marks (LRM, RLM, ALM)
# stay in text, since they cannot reorder letters, and go from file names.
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_UNSEEN = re.compile(f"[{_CONTROL}{_DIRECTION}\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_NOT_IN_NAMES = re.compile(f"[{_CONTROL}{_DIRECTION}\ufeff\u200b-\u200f\u061c\u2028\u2029\t\n]")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)  # devices of Windows, with any ending
_NAME_MOST = 120  # characters
_NAME_BYTES = 240  # in UTF-8: file systems stop at 255 bytes, and a packet puts a number before the name
_ENDING_MOST = 16


def clean(text: str) -> str:
    """One way of ending lines, no NUL or control characters but tab and newline, no overrides, embeddings or isolates.

    A lone surrogate, which no file or database could keep, becomes U+FFFD.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _UNSEEN.sub("", lines))


def file_name(text: str) -> str:
    """A base name that is safe on every system and reads as it is: no path, no device name, at most 120 characters.

    What is left empty by that is called `file`.
    """
    base = re.split(r"[/\\]", text)[-1]
    plain = _NOT_IN_NAMES.sub("", _SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", base)))
    name = _fitted(_NOT_ON_WINDOWS.sub("_", plain).strip(" .-"))
    return _fitted(f"_{name}") if _RESERVED.fullmatch(name) else name or "file"


def _fitted(name: str) -> str:
    """Cut until nothing more is to be cut: a name that lost its middle may have gained an ending."""
    shorter = _cut(name)
    return name if shorter == name else _fitted(shorter)


def _cut(name: str) -> str:
    """Cut in the middle of a long name, so that its ending stays; the ending itself is short or it is none."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _ENDING_MOST:
        stem, dot, ending = name, "", ""
    stem = stem[: _NAME_MOST - 1 - len(dot + ending)]
    room = _NAME_BYTES - 1 - len((dot + ending).encode())
    return (stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + dot + ending).strip(" .-")
