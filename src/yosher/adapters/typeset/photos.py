"""Photos enter the finished pages as they are: Typst sets a stand-in of a few bytes, and the JPEG takes its place undecoded.

Typst would decode each photo to set it; its place on the page, its alternative text and its tag need only its shape.
"""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf

_STARTS_A_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_PNG = b"\x89PNG\r\n\x1a\n"
_SIDE_BY_SIDE = 24  # bytes of the marker that a stand-in's pixels spell


@dataclass(frozen=True, slots=True)
class Shape:
    width: int
    height: int
    colours: int  # 1 grey, 3 colours


def shape_of(picture: bytes) -> Shape | None:
    """Width, height and colours of a JPEG or PNG by its header; None for what is neither."""
    if picture.startswith(_PNG) and picture[12:16] == b"IHDR" and len(picture) >= 24:
        width, height = struct.unpack(">II", picture[16:24])
        return Shape(width, height, 3)
    return jpeg_shape(picture)


def jpeg_shape(picture: bytes) -> Shape | None:
    """Of a JPEG with 8 bits in grey or three colours (ITU-T T.81, B.2.2); None for any other."""
    at = 2
    while picture.startswith(b"\xff\xd8") and at + 9 < len(picture) and picture[at] == 0xFF:
        marker, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        if marker in _STARTS_A_FRAME:
            bits, height, width, colours = struct.unpack(">BHHB", picture[at + 4 : at + 10])
            return Shape(width, height, colours) if bits == 8 and colours in (1, 3) and width and height else None
        at += 1 if marker == 0xFF else 2 + length
    return None


def stand_in(number: int, shape: Shape) -> bytes:
    """A PNG of 24 bytes in the photo's colours that spells its number."""
    width = _SIDE_BY_SIDE // shape.colours
    header = struct.pack(">IIBBBBB", width, 1, 8, 0 if shape.colours == 1 else 2, 0, 0, 0)
    return _PNG + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" + _marker(number))) + _chunk(b"IEND", b"")


def _marker(number: int) -> bytes:
    return b"yosher-photo:%0*d" % (_SIDE_BY_SIDE - len(b"yosher-photo:"), number)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def put_in(pdf: pikepdf.Pdf, photos: Mapping[int, tuple[bytes, Shape]]) -> bool:
    """Each photo in place of its stand-in, by number. Whether all were placed."""
    wanted = {_marker(number): number for number in photos}
    placed: set[int] = set()
    for page in pdf.pages:
        for image in page.resources.get("/XObject", pikepdf.Dictionary()).values():
            number = wanted.get(_spelled(image))
            if number is not None:
                _replace(image, *photos[number])
                placed.add(number)
    return placed == photos.keys()


def _spelled(image: pikepdf.Object) -> bytes:
    """What the pixels of a stand-in spell; nothing for any other image."""
    is_small = (
        image.get("/Subtype") == "/Image" and image.get("/Height") == 1 and image.get("/Width") in (_SIDE_BY_SIDE, _SIDE_BY_SIDE // 3)
    )
    return image.read_bytes() if is_small else b""


def _replace(image: pikepdf.Object, photo: bytes, shape: Shape) -> None:
    image.write(photo, filter=pikepdf.Name.DCTDecode)
    image.Width, image.Height = shape.width, shape.height
