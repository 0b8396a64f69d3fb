"""Pictures: kept as they are where they fit, only as small as needed where they do not, never opened where they are bombs."""

import io
import random
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from yosher.adapters.pictures.bare import NotPlain, bare
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


POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n"


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", photo(400, 300)[:200], POSTSCRIPT], ids=["empty", "text", "cut", "a program for a printer"]
)
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


def with_segment(original: bytes, marker: int, body: bytes) -> bytes:
    """A JPEG with one more segment behind its start."""
    return original[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + original[2:]


@pytest.mark.parametrize("marker", [0xE1, 0xED, 0xFE, 0xE5], ids=["xmp", "iptc", "comment", "maker"])
def test_what_tells_of_a_person_goes_and_the_picture_stays_byte_for_byte(marker: int) -> None:
    original = photo(400, 300, quality=80)
    told = with_segment(original, marker, b"http://ns.adobe.com/xap/1.0/\x00 taken in Haifa") + b"hidden behind the end"
    assert fit(told, name="a.jpg") == original


def test_a_png_loses_its_texts_and_keeps_its_pixels() -> None:
    plain, told = io.BytesIO(), io.BytesIO()
    picture = Image.open(io.BytesIO(photo(80, 60)))
    notes = PngInfo()
    notes.add_text("Author", "Dana")
    picture.save(plain, "PNG")
    picture.save(told, "PNG", pnginfo=notes)
    assert b"Dana" in told.getvalue()
    assert fit(told.getvalue(), name="a.png") == plain.getvalue()


def test_a_paper_of_several_pictures_is_refused_instead_of_losing_some() -> None:
    out = io.BytesIO()
    pages = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue", "green")]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(DoesNotFit) as refused:
        fit(out.getvalue(), name="fax.tiff")
    assert refused.value.reason.code == "packet.picture_of_several"
    assert refused.value.reason.values["n"] == 3


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixels_fits(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (1200, 900)).save(out, "TIFF" if mode in ("CMYK", "I;16") else "PNG")
    made = fit(out.getvalue(), name="a", most=200_000)
    assert len(made) <= 200_000
    Image.open(io.BytesIO(made)).load()


@given(st.integers(3_000, 500_000), st.integers(1, 5))
@settings(max_examples=12, deadline=None)
def test_none_is_over_whatever_the_budget(most: int, seed: int) -> None:
    try:
        made = fit(PHOTOS[seed], name="a.jpg", most=most)
    except DoesNotFit:
        assert most < 30_000
    else:
        assert len(made) <= most


PHOTOS = {seed: photo(1200, 900, seed=seed, quality=95) for seed in range(1, 6)}


@given(st.binary(max_size=80))
@settings(max_examples=60)
def test_any_bytes_lose_their_metadata_or_are_left_to_the_decoder(content: bytes) -> None:
    for start in (b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b""):
        with suppress(NotPlain):
            assert isinstance(bare(start + content), bytes)
