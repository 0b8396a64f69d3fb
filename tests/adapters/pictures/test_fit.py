"""Pictures: kept as they are where they fit, only as small as needed where they do not, never opened where they are bombs."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from yosher.adapters.pictures.fit import PAGE_PIXELS, fit
from yosher.packets.model import DoesNotFit


def photo(width: int, height: int, *, seed: int = 1, kind: str = "JPEG", **save: object) -> bytes:
    """A picture with detail: noise enlarged, so that it compresses like a photo."""
    dice = random.Random(seed)
    small = Image.frombytes("RGB", (width // 8, height // 8), dice.randbytes(width // 8 * (height // 8) * 3))
    out = io.BytesIO()
    small.resize((width, height), Image.Resampling.BICUBIC).save(out, kind, **save)
    return out.getvalue()


def test_a_small_picture_is_kept_byte_for_byte() -> None:
    original = photo(400, 300, quality=80)
    assert fit(original, name="a.jpg") == original
    assert fit(original, name="a.jpg", most=len(original)) == original


@pytest.mark.parametrize("most", [60_000, 200_000])
def test_a_picture_is_made_to_fit_and_not_much_smaller(most: int) -> None:
    original = photo(1600, 1200, quality=95)
    made = fit(original, name="a.jpg", most=most)
    assert len(made) <= most
    assert len(made) > most * 0.4 or len(made) == len(original)
    assert Image.open(io.BytesIO(made)).format == "JPEG"


def test_a_larger_budget_leaves_more_of_the_picture() -> None:
    original = photo(1600, 1200, quality=95)
    sizes = [len(fit(original, name="a", most=most)) for most in (60_000, 120_000, 300_000)]
    assert sizes == sorted(sizes)


def test_a_turned_photo_is_turned_upright_and_its_metadata_is_gone() -> None:
    picture = Image.open(io.BytesIO(photo(400, 200)))
    exif = picture.getexif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    made = Image.open(io.BytesIO(fit(out.getvalue(), name="a.jpg")))
    assert made.size == (200, 400)
    assert not made.getexif()


def test_a_transparent_picture_stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (900, 900), (0, 0, 0, 0)).save(out, "TIFF")
    made = Image.open(io.BytesIO(fit(out.getvalue(), name="a.tiff"))).convert("RGB")
    assert made.getpixel((5, 5)) == (255, 255, 255)


def test_what_no_print_can_show_is_taken_away() -> None:
    out = io.BytesIO()
    Image.new("RGB", (6000, 100), "grey").save(out, "TIFF")
    assert max(Image.open(io.BytesIO(fit(out.getvalue(), name="a.tiff"))).size) == PAGE_PIXELS


def bomb() -> bytes:
    """A PNG that says 50,000 × 50,000 pixels in its header."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("content", [b"", b"not a picture", photo(400, 300)[:200]], ids=["empty", "text", "cut"])
def test_what_is_no_whole_picture_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(DoesNotFit) as refused:
        fit(content, name="a.jpg")
    assert refused.value.reason.code == "packet.picture_unreadable"


def test_a_picture_of_fifty_thousand_pixels_is_never_decoded() -> None:
    with pytest.raises(DoesNotFit):
        fit(bomb(), name="bomb.png")


def test_a_budget_below_what_is_legible_is_refused_with_words() -> None:
    with pytest.raises(DoesNotFit) as refused:
        fit(photo(1200, 900, quality=95), name="a.jpg", most=900)
    assert refused.value.reason.code == "packet.picture_too_large"
