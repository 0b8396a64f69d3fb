"""A picture in at most so many bytes, with as much of it left as they allow."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from yosher.kernel.reason import Reason
from yosher.packets.model import DoesNotFit

MOST_PIXELS = 100_000_000  # a decoded picture takes up to 4 bytes a pixel; above this it is a bomb and no photo
PAGE_PIXELS = 2400  # the longer side at 300 dpi on a page of 8 inches: more cannot be seen in print (Checkout.com, Mastercard: 300 dpi)
QUALITIES = (90, 80, 70, 60, 50, 40)
SMALLEST = 400  # pixels of the longer side: below this a paper is no longer legible


def fit(content: bytes, *, name: str, most: int | None = None) -> bytes:
    """A PNG or JPEG ready to be placed. Small enough originals are kept as they are, unless they must be turned or decoded anew.

    Raises DoesNotFit where it cannot be opened safely, or where even the smallest legible size has more than `most` bytes.
    """
    picture, ready = _opened(content, name)
    if ready and (most is None or len(content) <= most):
        return content
    picture = _flat(picture)
    if most is None:
        return _jpeg(_within(picture, PAGE_PIXELS), QUALITIES[0])
    side = min(max(picture.size), PAGE_PIXELS)
    while True:
        found, least = _best_quality(_within(picture, side), most)
        if found is not None:
            return found
        if side <= SMALLEST:
            raise DoesNotFit(Reason("packet.picture_too_large", values={"name": name, "most": most}))
        side = max(SMALLEST, int(side * _shrink(least, most)))


def _best_quality(picture: Image.Image, most: int) -> tuple[bytes | None, int]:
    """The best quality that fits and the size of the smallest that was tried.

    A JPEG's size grows with its quality: the worst is tried where the best is far over, else it is halved between them.
    """
    best = _jpeg(picture, QUALITIES[0])
    if len(best) <= most:
        return best, len(best)
    low, high, found, least = 1, len(QUALITIES) - 1, None, len(best)
    # the worst quality takes about a quarter of the best one's bytes: where even that is far over, one trial tells
    middle = high if len(best) > 3 * most else (low + high) // 2
    while low <= high:
        made = _jpeg(picture, QUALITIES[middle])
        least = min(least, len(made))
        if len(made) <= most:
            found, high = made, middle - 1
        else:
            low = middle + 1
        middle = (low + high) // 2
    return found, least


def _shrink(least: int, most: int) -> float:
    """How much smaller the sides must be. Bytes go roughly with the area, a little less on detail: a step too short costs another trial."""
    return float(min(0.9, max(0.3, 0.94 * (most / max(1, least)) ** 0.5)))


def _opened(content: bytes, name: str) -> tuple[Image.Image, bool]:
    """The picture, and whether its bytes can be placed as they are: an upright JPEG or PNG of one frame without metadata of a person."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content))
            if picture.width * picture.height > MOST_PIXELS:
                raise DoesNotFit(Reason("packet.picture_unreadable", values={"name": name}))
            plain = picture.format in ("JPEG", "PNG") and picture.mode in ("RGB", "L", "RGBA", "P", "1") and not picture.getexif()
            picture.load()
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as trouble:
        raise DoesNotFit(Reason("packet.picture_unreadable", values={"name": name})) from trouble
    return picture, plain


def _flat(picture: Image.Image) -> Image.Image:
    """Upright, on white, in RGB."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        layer = upright.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return upright.convert("RGB")


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    scale = side / max(picture.size)
    return picture.resize(
        (max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), Image.Resampling.BICUBIC, reducing_gap=2.0
    )


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
