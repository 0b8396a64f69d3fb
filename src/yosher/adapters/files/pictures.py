"""Pictures: their headers are looked at, their pixels are never decoded here."""

import warnings
from io import BytesIO
from struct import error as StructError

from PIL import Image, UnidentifiedImageError

from yosher.adapters.files.limits import PIXELS_MOST, SIDE_MOST
from yosher.desk.ports import ReadFile
from yosher.evidence.model import Readable
from yosher.kernel.reason import Reason

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
_LOOKED_AT = frozenset(f"image/{name.casefold()}" for name in _FORMATS)


def read_picture(content: bytes, media_type: str) -> ReadFile:
    """Unread, since a picture has no text layer; unreadable where its header is broken or it would unfold beyond all measure."""
    if media_type not in _LOOKED_AT:
        return ReadFile(Readable.UNREAD, media_type, reason=Reason("files.picture"))
    try:
        width, height = _size(content)
    except Image.DecompressionBombError:
        return _too_many_pixels(media_type)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, LookupError, OverflowError, StructError):
        return ReadFile(Readable.UNREADABLE, media_type, reason=Reason("files.damaged"))
    if max(width, height) > SIDE_MOST or width * height > PIXELS_MOST:
        return _too_many_pixels(media_type)
    return ReadFile(Readable.UNREAD, media_type, reason=Reason("files.picture"))


def _too_many_pixels(media_type: str) -> ReadFile:
    return ReadFile(Readable.UNREADABLE, media_type, reason=Reason("files.too_many_pixels"))


def _size(content: bytes) -> tuple[int, int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of half of what we refuse, and of broken metadata that we do not read
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            return picture.size
