"""A picture in at most so many bytes, with as much of it left as they allow."""

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from yosher.adapters.pictures.bare import NotPlain, bare
from yosher.kernel.reason import Reason
from yosher.packets.model import DoesNotFit

MOST_PIXELS = 100_000_000  # a decoded picture takes up to 4 bytes a pixel; above this it is a bomb and no photo
PAGE_PIXELS = 2400  # the longer side at 300 dpi on a page of 8 inches: more cannot be seen in print (Checkout.com, Mastercard: 300 dpi)
QUALITIES = (90, 85, 80, 75, 70, 65, 60, 55, 50, 45, 40)
# Bytes at each quality relative to the first that is tried, measured on photos and scans: only for the next guess, never for a promise.
_SHARES = (1.9, 1.55, 1.3, 1.12, 1.0, 0.92, 0.85, 0.79, 0.73, 0.68, 0.63)
_FIRST, _MIDDLING, _SURE = 4, 8, 1.15
SMALLEST = 400  # pixels of the longer side: below this a paper is no longer legible
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")  # no others: some of Pillow's readers start programs
_ORIENTATION = 0x0112
_PLACED = ("RGB", "L", "RGBA", "P", "1")  # what a page can hold as it is
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def fit(content: bytes, *, name: str, most: int | None = None) -> bytes:
    """A PNG or JPEG ready to be placed, without metadata. Small enough originals keep their own bytes.

    Raises DoesNotFit where it cannot be opened safely, or where even the smallest legible size has more than `most` bytes.
    """
    picture = _opened(content, name)
    ready = _as_it_is(content, picture, most)
    if ready is not None:
        return ready
    upright = _upright(picture, name)
    if most is None:
        return _jpeg(_within(upright, PAGE_PIXELS), QUALITIES[0])
    return _into(upright, most, name)


def _into(picture: Image.Image, most: int, name: str) -> bytes:
    """Quality gives way first, then the size, which bytes follow a little less than the area does (measured: side to the power 1.5)."""
    side = min(max(picture.size), PAGE_PIXELS)
    while True:
        found, middling = _best_quality(_within(picture, side), most)
        if found is not None:
            return found
        if side <= SMALLEST:
            raise DoesNotFit(Reason("packet.picture_too_large", values={"name": name, "most": most}))
        side = max(SMALLEST, int(side * min(0.9, max(0.3, (most / middling) ** (2 / 3)))))


def _best_quality(picture: Image.Image, most: int) -> tuple[bytes | None, int]:
    """The best quality that fits, and about how many bytes a middling one takes.

    Searched between bounds, since a JPEG's size grows with its quality; each next step is guessed from the sizes seen, so that
    mostly one or two encodings are enough. Where even the poorest is sure to be over, none is tried.
    """
    low, high, guess = 0, len(QUALITIES) - 1, _FIRST
    found: bytes | None = None
    base = 0.0
    while low <= high:
        made = _jpeg(picture, QUALITIES[guess])
        base = len(made) / _SHARES[guess]
        if len(made) <= most:
            found, high = made, guess - 1
        else:
            low = guess + 1
        next_best = high if found else len(QUALITIES) - 1
        if low > high or base * _SHARES[next_best] > most * _SURE:
            break
        fitting = (n for n in range(low, high + 1) if base * _SHARES[n] <= most)
        guess = next(fitting, high)
    return found, round(base * _SHARES[_MIDDLING])


def _opened(content: bytes, name: str) -> Image.Image:
    """The picture's header; a bomb is refused by what it says there, before a pixel is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of broken metadata, which we do not use
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            too_many = picture.width * picture.height > MOST_PIXELS
            frames = 1 if picture.format in ("JPEG", "MPO") else int(getattr(picture, "n_frames", 1))
    except _BROKEN as trouble:
        raise _unreadable(name) from trouble
    if too_many:
        raise _unreadable(name)
    if frames > 1:
        raise DoesNotFit(Reason("packet.picture_of_several", values={"name": name, "n": frames}))
    return picture


def _as_it_is(content: bytes, picture: Image.Image, most: int | None) -> bytes | None:
    """The picture's own bytes without metadata, where a page can hold it so: an upright JPEG or PNG that fits and decodes whole."""
    if picture.format not in ("JPEG", "PNG") or picture.mode not in _PLACED:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if picture.getexif().get(_ORIENTATION, 1) != 1:
                return None
            kept = bare(content)
            if most is not None and len(kept) > most:
                return None
            picture.load()
    except (NotPlain, *_BROKEN):
        return None
    return kept


def _upright(picture: Image.Image, name: str) -> Image.Image:
    """Upright, on white, in grey or RGB. A large JPEG is decoded no larger than a page can show."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.draft(None, (PAGE_PIXELS, PAGE_PIXELS))
            upright = ImageOps.exif_transpose(picture)
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                layer = upright.convert("RGBA")
                ground = Image.new("RGB", layer.size, "white")
                ground.paste(layer, mask=layer.getchannel("A"))
                return ground
            return upright.convert("L" if upright.mode in ("1", "L", "I;16") else "RGB")
    except _BROKEN as trouble:
        raise _unreadable(name) from trouble


def _unreadable(name: str) -> DoesNotFit:
    return DoesNotFit(Reason("packet.picture_unreadable", values={"name": name}))


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
