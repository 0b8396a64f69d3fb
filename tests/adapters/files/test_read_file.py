"""Files that owners hand in: what they say is read, what cannot be read says why, and nothing that hides in them gets out."""

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from yosher.adapters.files.limits import FILE_BYTES_MOST, TEXT_MOST
from yosher.adapters.files.read import read_file
from yosher.evidence.model import Readable
from yosher.kernel.words import Language
from yosher.phrases.say import say

HEBREW_PDF = (Path(__file__).parent / "samples" / "delivery-he.pdf").read_bytes()


def read(content: bytes, name: str = "file") -> tuple[Readable, str, str]:
    """Readable, media type, and the code of the reason."""
    found = read_file(content, name=name)
    return found.readable, found.media_type, found.reason.code if found.reason else ""


def text(content: bytes, name: str = "file") -> str:
    found = read_file(content, name=name)
    assert found.readable is Readable.READ
    return found.text


def pdf(*pages: str, password: str = "") -> bytes:
    """A small PDF with these lines of Latin text; an empty one is a page without a text layer."""
    document = pikepdf.new()
    font = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    for line in pages:
        page = document.add_blank_page(page_size=(400, 400))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        drawn = f"BT /F1 12 Tf 20 300 Td ({line}) Tj ET" if line else "0 0 10 10 re f"
        page.Contents = document.make_stream(drawn.encode())
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="o", user=password) if password else None)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def zipped(inside: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inside, content)
    return out.getvalue()


def mail(html: str = "", plain: str = "", attached: str = "", charset: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = "Dana Levi <dana@example.com>", "shop@example.com", "Mon, 05 Oct 2026 14:12:03 +0300"
    message["Subject"] = "הזמנה A-77"
    if plain:
        message.set_content(plain, charset=charset)
    if html and plain:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    if attached:
        message.add_attachment(b"%PDF-1.7 secret inside", maintype="application", subtype="pdf", filename=attached)
    return message.as_bytes()


# -- text and tables ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1255", "iso-8859-8", "cp862"])
def test_hebrew_text_is_read_in_its_encodings(encoding: str) -> None:
    assert text("המשלוח נמסר ביום 5.10.2026, הזמנה A-77".encode(encoding)) == "המשלוח נמסר ביום 5.10.2026, הזמנה A-77"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"Delivered to the neighbour.", "note.txt", "text/plain"),
        (b"Delivered to the neighbour.", "note.pdf", "text/plain"),
        (b"date,event\n2026-10-05,shipped\n2026-10-07,delivered\n", "log", "text/csv"),
        (b"date\tevent\n2026-10-05\tshipped", "log.tsv", "text/csv"),
        (b'{"event": "shipped"}', "x", "application/json"),
        (b"<!DOCTYPE html><html><body>Order A-77</body></html>", "page.txt", "text/html"),
        (b"MZ is how this letter begins", "x", "text/plain"),
        (pdf("Order A-77"), "picture.jpg", "application/pdf"),
        (picture("PNG"), "letter.pdf", "image/png"),
    ],
)
def test_kind_is_told_by_content_and_not_by_name(content: bytes, name: str, media_type: str) -> None:
    assert read_file(content, name=name).media_type == media_type


@pytest.mark.parametrize(
    "content", [b"", b"  \r\n\t ", b"\x00\x00\x00", b"\xef\xbb\xbf", "\u202e\u2066\u2069".encode(), b"<html><body> </body></html>"]
)
def test_file_without_anything_in_it_is_empty(content: bytes) -> None:
    assert read(content)[::2] == (Readable.EMPTY, "files.empty")


def test_card_numbers_and_hidden_letters_do_not_get_out() -> None:
    assert text("paid with 4111 1111 1111 1111\x00 \u202eby\u2066 Dana".encode()) == "paid with •••• 1111 by Dana"


def test_long_text_is_cut_and_no_half_card_number_stays_at_its_end() -> None:
    long = text(b"4111 1111 1111 1111 " * 30_000)
    assert len(long) <= TEXT_MOST
    assert "4111" not in long


def test_columns_keep_their_tabs_and_other_text_has_single_blanks() -> None:
    assert text(b"a\tb\n1\t2\n3\t4\n") == "a\tb\n1\t2\n3\t4"
    assert text(b"signed   by\tDana") == "signed by Dana"


# -- mail ---------------------------------------------------------------------------------------------------------


def test_mail_is_read_with_who_when_and_what() -> None:
    found = text(mail(plain="לא קיבלתי את המוצר\n", attached="../תמונה.pdf"))
    assert found.splitlines() == [
        "From: Dana Levi <dana@example.com>",
        "To: shop@example.com",
        "Date: Mon, 05 Oct 2026 14:12:03 +0300",
        "Subject: הזמנה A-77",
        "",
        "לא קיבלתי את המוצר",
        "[תמונה.pdf]",
    ]
    assert read_file(mail(plain="x"), name="x").media_type == "message/rfc822"


def test_plain_part_counts_before_html_and_html_loses_its_tags() -> None:
    html = "<style>p{}</style><p>Dear &amp; kind<br>shop</p><script>steal()</script>"
    assert "kind" not in text(mail(html=html, plain="plain words"))
    assert text(mail(html=html)).endswith("Dear & kind\nshop")


def test_mail_in_another_charset_is_read() -> None:
    assert "ביטול" in text(mail(plain="בקשת ביטול", charset="windows-1255"))


@pytest.mark.parametrize(
    "content",
    [
        b"From: a@example.com\nTo: =?utf-99?q?x?= <\nSubject: =?\n\nbody",
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" * 50,
        b"From: a\nTo: b\nContent-Type: text/plain; charset=klingon\n\nbody \xff",
        b"From: a\nTo: b\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a\nSubject: " + b"x" * 100_000 + b"\n\nbody",
        b"From: a\nTo: b\n" + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(120)),
    ],
)
def test_damaged_mail_is_read_as_far_as_it_goes(content: bytes) -> None:
    assert read_file(content, name="x.eml").readable is Readable.READ


# -- PDF ----------------------------------------------------------------------------------------------------------


def test_text_layer_of_a_pdf_is_read_page_by_page() -> None:
    found = read_file(pdf("Delivered to Dana Levi", "Order A-77"), name="x")
    assert (found.readable, found.pages, found.text) == (Readable.READ, 2, "Delivered to Dana Levi\n\nOrder A-77")


def test_hebrew_pdf_keeps_the_order_of_its_letters_and_of_its_references() -> None:
    found = read_file(HEBREW_PDF, name="x")
    assert found.text.startswith("אישור מסירה להזמנה A-77\nהמשלוח נמסר ביום 5.10.2026 בכתובת הרצל 5,")
    assert not set(found.text) & set("\u2066\u2067\u2068\u2069\u200e\u200f")


def test_scan_without_a_text_layer_is_unread() -> None:
    assert read(pdf("", "")) == (Readable.UNREAD, "application/pdf", "files.no_text")
    assert read_file(pdf("", ""), name="x").pages == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf("secret", password="1234"), "files.locked"),
        (b"%PDF-1.7\nnot really", "files.damaged"),
        (pdf("cut in the middle")[:80], "files.damaged"),
        (b"%PDF-1.7\n" + b"<< " * 20_000, "files.damaged"),
    ],
)
def test_pdf_that_cannot_be_opened_says_why(content: bytes, code: str) -> None:
    assert read(content) == (Readable.UNREADABLE, "application/pdf", code)


def test_pdf_that_unfolds_into_much_is_cut() -> None:
    bomb = pikepdf.new()
    page = bomb.add_blank_page()
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    )
    page.Contents = bomb.make_stream(b"BT /F1 12 Tf 20 300 Td " + b"(abcdefghij) Tj 0 -14 Td " * 30_000 + b"ET")
    out = io.BytesIO()
    bomb.save(out, compress_streams=True)
    assert len(out.getvalue()) < 20_000
    assert len(text(out.getvalue())) <= TEXT_MOST


# -- pictures, archives and the rest ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP"])
def test_picture_is_unread(kind: str) -> None:
    assert read(picture(kind)) == (Readable.UNREAD, f"image/{kind.lower()}", "files.picture")


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (50_000, 10), (15_000, 15_000), (100_000, 1)])
def test_picture_bomb_is_refused_by_its_header_and_not_decoded(width: int, height: int) -> None:
    assert read(png_claiming(width, height)) == (Readable.UNREADABLE, "image/png", "files.too_many_pixels")


@pytest.mark.parametrize(
    "content", [picture("PNG")[:20], picture("JPEG")[:6], b"GIF89a", b"II*\x00\xff\xff\xff\xff", b"RIFF\x10\x00\x00\x00WEBPVP8 "]
)
def test_broken_picture_is_damaged(content: bytes) -> None:
    assert read(content)[::2] == (Readable.UNREADABLE, "files.damaged")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (zipped("word/document.xml", b"<w/>"), "letter.docx", "files.kind_not_read"),
        (zipped("bomb", bytes(5_000_000)), "bomb.zip", "files.kind_not_read"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "x.gz", "files.kind_not_read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "x.doc", "files.kind_not_read"),
        (b"{\\rtf1 hello}", "x.rtf", "files.kind_not_read"),
        (bytes(range(256)) * 4, "x.bin", "files.kind_not_read"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(50), "call.mp3", "files.sound_or_film"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20), "call.wav", "files.sound_or_film"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(20), "clip.mp4", "files.sound_or_film"),
    ],
)
def test_other_kinds_are_not_read_and_never_unpacked(content: bytes, name: str, code: str) -> None:
    assert read(content, name)[::2] == (Readable.UNREADABLE, code)


def test_file_beyond_all_measure_is_not_read() -> None:
    assert read(b"a" * (FILE_BYTES_MOST + 1))[::2] == (Readable.UNREADABLE, "files.too_large")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "content",
    [b"", pdf(""), pdf("x", password="1"), b"%PDF-", picture("PNG"), png_claiming(50_000, 50_000), b"PK\x03\x04", b"ID3\x04" + bytes(50)],
)
def test_reason_is_said_in_both_languages(content: bytes, language: Language) -> None:
    reason = read_file(content, name="x").reason
    assert reason is not None
    assert reason.code not in say(reason, language)


starts = st.sampled_from(
    [b"", HEBREW_PDF[:3000], pdf("x"), picture("PNG"), picture("TIFF"), picture("WEBP"), mail(plain="x", html="<p>", attached="a")]
)


@given(starts, st.binary(max_size=60), st.integers(0, 500))
@settings(max_examples=120, deadline=None)
def test_any_bytes_are_read_or_say_why_not(start: bytes, noise: bytes, at: int) -> None:
    found = read_file(start[:at] + noise + start[at:], name="x")
    assert (found.reason is None) == (found.readable is Readable.READ)
    found.text.encode()
