"""A JPEG or PNG without what tells of a person: place, camera, time, comments, hidden previews; the picture itself stays as it is."""

from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_SCAN, _END = 0xDA, 0xD9
# APP1 (Exif, XMP), APP3–APP13 (makers' notes, IPTC), APP15 and COM go; APP0 (JFIF), APP2 (colours) and APP14 (Adobe's colours) are needed.
_DROPPED = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"})


class NotPlain(ValueError):
    """The bytes do not follow the format closely enough to be parted without decoding."""


def bare(content: bytes) -> bytes:
    """The same picture without metadata and without what stands behind its end. Raises NotPlain."""
    if content.startswith(_JPEG):
        return b"".join(_segments(content))
    if content.startswith(_PNG):
        return _PNG + b"".join(_chunks(content))
    raise NotPlain("neither JPEG nor PNG")


def _segments(content: bytes) -> Iterator[bytes]:
    """The parts of a JPEG (ITU-T T.81, annex B) that are kept."""
    yield _JPEG
    at = len(_JPEG)
    while True:
        marker, at = _marker(content, at)
        if marker == _END:
            yield b"\xff\xd9"
            return
        length = int.from_bytes(content[at : at + 2], "big")
        end = at + length
        if length < 2 or end > len(content):
            raise NotPlain("a segment is cut off")
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        if marker not in _DROPPED:
            yield b"\xff" + bytes([marker]) + content[at:end]
        at = end


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place and where it ends; fill bytes before it are skipped."""
    if content[at : at + 1] != b"\xff":
        raise NotPlain("no marker where one must stand")
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content) or content[at] == 0:
        raise NotPlain("no marker where one must stand")
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Coded data goes on until a marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise NotPlain("the picture is cut off")
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _chunks(content: bytes) -> Iterator[bytes]:
    """The parts of a PNG (ISO/IEC 15948) that are kept."""
    at = len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if end > len(content):
            raise NotPlain("a chunk is cut off")
        if kind in _KEPT_CHUNKS:
            yield content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise NotPlain("the picture is cut off")
