"""Files inside answer.pdf: annexes under their strip, photos undecoded, texts flowing; and what cannot be shown is refused with words."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest
import typst
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from PIL import Image

import given_packet as g
from pdf_text import opened, text_of
from yosher.adapters.typeset.annexes import MOST_PAGES
from yosher.adapters.typeset.photos import Shape, jpeg_shape, put_in, shape_of, stand_in
from yosher.adapters.typeset.press import typeset
from yosher.kernel.ids import BlobRef
from yosher.packets.compose import compose
from yosher.packets.fields import GENERIC
from yosher.packets.model import DoesNotFit, FileBody, Packet

READ = "Order HP-20418. Delivered 6 May 2026, 1,248.60."
CHAT = "[7.5.2026, 10:00:00] {name}: It has arrived, thanks\n"  # a chat is shown only where something in it answers


def photo(width: int = 800, height: int = 600, mode: str = "RGB", kind: str = "JPEG", colour: Any = "grey") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind)
    return out.getvalue()


def annex(*bodies: str) -> bytes:
    source = '#set page(paper: "a4")\n' + "\n#pagebreak()\n".join(bodies)
    made = typst.compile(source.encode(), ignore_system_fonts=True, format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


ANNEX = annex(
    "= First\nWord-one", '= Second\nWord-two #link("https://shop.example/x")[follow]', "#page(flipped: true)[= Third\nWord-three]"
)


def packet_of(*files: tuple[str, str, bytes], language: str = "en", **changes: Any) -> tuple[Packet, dict[BlobRef, bytes]]:
    """A packet over these files: (kind, name, content)."""
    held = g.Files()
    exhibits = tuple(
        held.exhibit(kind, name, content, text=_read(kind, language, n), day=date(2026, 5, 6), **changes)
        for n, (kind, name, content) in enumerate(files)
    )
    # A picture is weak proof: it is shown where no record is stronger.
    only_pictures = all(name.endswith(("jpg", "png")) for _, name, _ in files)
    records = [] if only_pictures else [g.payment(language), g.order(language)]
    return compose(g.delivered(language, records_=records, exhibits=exhibits), field_map=GENERIC), held.content


def _read(kind: str, language: str, number: int) -> str:
    return CHAT.format(name=g.NAME[language]) if kind == "customer_communication" else f"{READ} {number}"


def answer(packet: Packet, content: dict[BlobRef, bytes]) -> tuple[bytes, int]:
    bodies = (b for page in packet.exhibits for b in page.blocks if isinstance(b, FileBody) and b.how == "picture")
    return typeset(packet, content=lambda ref: content[ref], pictures={b.blob: content[b.blob] for b in bodies})


def place(made: bytes, pages: int, words: str) -> list[int]:
    return [n for n in range(1, pages + 1) if words in text_of(made, page=n)]


# -- annexes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "he"])
def test_each_page_of_an_annex_stands_under_its_exhibits_strip(language: str) -> None:
    packet, content = packet_of(("signed_delivery_confirmation", "note.pdf", ANNEX), language=language)
    made, pages = answer(packet, content)
    letter = next(p.letter for p in packet.exhibits if p.kind == "signed_delivery_confirmation")
    where = [place(made, pages, f"Word-{n}") for n in ("one", "two", "three")]
    assert [len(w) for w in where] == [1, 1, 1]
    first = where[0][0]
    assert [w[0] for w in where] == [first, first + 1, first + 2]
    for n in range(3):
        text = text_of(made, page=first + n)
        assert letter in text
        assert {"en": f"{n + 1}/3", "he": f"{n + 1}"}[language] in text
        assert {"en": f"Page {first + n} of {pages}", "he": f"{first + n}"}[language] in text


def test_a_citation_names_the_page_on_which_the_annex_begins_and_pages_after_it_count_on() -> None:
    packet, content = packet_of(("signed_delivery_confirmation", "note.pdf", ANNEX), ("customer_communication", "mail.txt", b"x"))
    made, pages = answer(packet, content)
    first, mail = place(made, pages, "Word-one")[0], place(made, pages, "mail.txt")[0]
    letter = text_of(made, page=1)
    assert f"(Exhibit B, p. {mail})" in letter
    assert mail == first + 3
    assert re.search(rf"A {first}\b", letter)


def test_an_annex_loses_its_links_and_scripts_and_no_hole_is_left() -> None:
    packet, content = packet_of(("signed_delivery_confirmation", "note.pdf", ANNEX))
    made, _ = answer(packet, content)
    with opened(made) as pdf:
        targets = [str(a.get("/A", {})) for page in pdf.pages for a in page.obj.get("/Annots", [])]
    assert b"shop.example" not in made
    assert not any("annex:" in target or "URI" in target for target in targets)


def test_a_packet_with_an_annex_has_the_same_bytes_each_time() -> None:
    packet, content = packet_of(("signed_delivery_confirmation", "note.pdf", ANNEX), ("proof_of_delivery", "p.jpg", photo()))
    assert answer(packet, content) == answer(packet, content)


def locked() -> bytes:
    out = io.BytesIO()
    with opened(ANNEX) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 nothing", ANNEX[: len(ANNEX) // 3], locked()], ids=["empty", "no pdf", "cut", "locked"]
)
def test_an_annex_that_cannot_be_opened_is_refused_with_its_name(content: bytes) -> None:
    packet, held = packet_of(("signed_delivery_confirmation", "note.pdf", content))
    with pytest.raises(DoesNotFit) as refused:
        answer(packet, held)
    assert refused.value.reason.code == "packet.annex_unreadable"
    assert refused.value.reason.values["name"] == "01-signed-delivery-confirmation.pdf"


def test_an_annex_of_more_pages_than_anybody_takes_is_refused_before_it_is_set() -> None:
    with pikepdf.new() as pdf:
        for _ in range(MOST_PAGES + 1):
            pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    packet, held = packet_of(("signed_delivery_confirmation", "note.pdf", out.getvalue()))
    with pytest.raises(DoesNotFit) as refused:
        answer(packet, held)
    assert refused.value.reason.code == "packet.annex_too_long"


# -- photos --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "colours"), [("RGB", 3), ("L", 1)])
def test_a_photo_stands_in_the_answer_byte_for_byte(mode: str, colours: int) -> None:
    taken = photo(640, 480, mode)
    packet, content = packet_of(("signed_delivery_confirmation", "p.jpg", taken))
    made, _ = answer(packet, content)
    with opened(made) as pdf:
        (image,) = [x for page in pdf.pages for x in page.resources.get("/XObject", {}).values() if x.get("/Subtype") == "/Image"]
        assert image.read_raw_bytes() == taken
        assert (int(image.Width), int(image.Height)) == (640, 480)
    assert jpeg_shape(taken) == Shape(640, 480, colours)


def test_a_photo_keeps_its_alternative_text() -> None:
    packet, content = packet_of(("signed_delivery_confirmation", "p.jpg", photo()))
    made, _ = answer(packet, content)
    with opened(made) as pdf:
        alts = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert any("Delivery note" in alt for alt in alts)


def test_several_photos_and_a_png_each_stand_on_their_page() -> None:
    files = [
        ("proof_of_delivery", "1.jpg", photo(300, 200)),
        ("signed_delivery_confirmation", "2.jpg", photo(200, 300)),
        ("tracking_number", "3.png", photo(101, 99, "P", "PNG", 3)),
    ]
    packet, content = packet_of(*files)
    made, _ = answer(packet, content)
    sizes = {"proof_of_delivery": (300, 200), "signed_delivery_confirmation": (200, 300), "tracking_number": (101, 99)}
    with opened(made) as pdf:
        images = [
            [(int(x.Width), int(x.Height)) for x in page.resources.get("/XObject", {}).values() if x.get("/Subtype") == "/Image"]
            for page in pdf.pages
        ]
    assert [found[0] for found in images if found] == [sizes[p.kind] for p in packet.exhibits if p.kind in sizes]


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"], ids=["empty", "gif", "cut jpeg", "cut png"]
)
def test_what_is_no_picture_ready_to_be_placed_is_refused(content: bytes) -> None:
    packet, held = packet_of(("signed_delivery_confirmation", "p.jpg", content))
    with pytest.raises(DoesNotFit):
        answer(packet, held)


@pytest.mark.parametrize(("kind", "mode", "colours"), [("JPEG", "RGB", 3), ("JPEG", "L", 1), ("JPEG", "CMYK", None), ("PNG", "RGB", None)])
def test_the_shape_of_a_jpeg_is_read_from_its_header(kind: str, mode: str, colours: int | None) -> None:
    shape = jpeg_shape(photo(31, 17, mode, kind, 0))
    assert shape == (Shape(31, 17, colours) if colours else None)


def test_a_progressive_photo_has_its_shape_too() -> None:
    out = io.BytesIO()
    Image.new("RGB", (33, 21), "blue").save(out, "JPEG", progressive=True)
    assert shape_of(out.getvalue()) == Shape(33, 21, 3)


@examples(st.binary(max_size=60))
@settings(max_examples=80)
def test_any_bytes_have_a_shape_or_none(content: bytes) -> None:
    for start in (b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"):
        shape = shape_of(start + content)
        assert shape is None or isinstance(shape, Shape)


def test_a_stand_in_is_a_tiny_picture_that_opens() -> None:
    for colours in (1, 3):
        opened_ = Image.open(io.BytesIO(stand_in(7, Shape(10, 10, colours))))
        opened_.load()
        assert b"7" in opened_.tobytes()


def test_a_photo_that_found_no_place_is_noticed() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        assert put_in(pdf, {}) is True
        assert put_in(pdf, {0: (photo(), Shape(800, 600, 3))}) is False


# -- texts ---------------------------------------------------------------------------------------------------------


def mail(text: str, language: str = "en") -> Packet:
    packet, _ = packet_of(("customer_communication", "mail.txt", b"x"), language=language)
    pages = tuple(replace(p, blocks=tuple(_with(b, text) for b in p.blocks)) for p in packet.exhibits)
    return replace(packet, exhibits=pages)


def _with(block: Any, text: str) -> Any:
    return replace(block, text=replace(block.text, text=text)) if isinstance(block, FileBody) and block.text else block


def test_a_long_text_flows_over_pages_with_the_strip_on_each() -> None:
    made, pages = typeset(mail("\n".join(f"Line {n} of the mail" for n in range(200))), content=lambda _: b"", pictures={})
    held = [n for n in range(1, pages + 1) if "of the mail" in text_of(made, page=n)]
    assert len(held) > 2
    assert all("mail.txt" in text_of(made, page=n) for n in held)
    assert place(made, pages, "Line 199 of the mail") == [held[-1]]


@pytest.mark.parametrize("language", ["en", "he"])
def test_each_line_of_a_text_keeps_its_own_direction_and_its_tokens(language: str) -> None:
    made, _ = typeset(
        mail("Call +972-54-555-0137 or write to a.b+c@mail.example\nלהזמנה SE-1047 סכום -35.50", language),
        content=lambda _: b"",
        pictures={},
    )
    text = text_of(made)
    for token in ("+972-54-555-0137", "a.b+c@mail.example", "SE-1047", "-35.50"):
        assert token in text
