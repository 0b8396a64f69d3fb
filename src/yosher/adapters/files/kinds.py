"""What a file is, by its first bytes and never by its name."""

import re

from yosher.cases.door.decoding import decoded, is_text

_HEAD = 4096  # bytes
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # Word, Excel and Outlook before 2007
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-elf"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_FTYP = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heif", b"avif": "image/avif", b"M4A ": "audio/mp4"}
_BY_ENDING = {  # what an archive says that it is, for the message only: it is not opened
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
}
_HEADER = re.compile(
    r"^(?:from|to|cc|date|subject|received|return-path|delivered-to|message-id|mime-version|content-type|reply-to|x-[\w-]+):", re.I | re.M
)
_FIELD = re.compile(r"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\s*(?:\n|$)")


def media_type_of(content: bytes, *, name: str) -> str:
    """The media type; `application/octet-stream` for bytes that are nothing we know."""
    head = content[:_HEAD]
    if head.startswith(b"\xef\xbb\xbf%PDF-") or b"%PDF-" in head[:1024].lstrip()[:8]:
        return "application/pdf"
    for magic, media_type in _MAGIC:
        if head.startswith(magic) and not _is_words(magic, head):
            return _archive(name) if media_type == "application/zip" else media_type
    return _in_container(head) or (_text_kind(decoded(head), name) if is_text(content) else "application/octet-stream")


def _is_words(magic: bytes, head: bytes) -> bool:
    """`MZ` and `ID3` may also begin a text."""
    return len(magic) < 4 and magic.isascii() and magic.isalnum() and is_text(head)


def _archive(name: str) -> str:
    return _BY_ENDING.get(name.rpartition(".")[2].casefold(), "application/zip")


def _in_container(head: bytes) -> str:
    if head.startswith(b"BM") and len(head) > 26 and head[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return _FTYP.get(head[8:12], "video/mp4")
    return ""


def _text_kind(head: str, name: str) -> str:
    start = head.lstrip()
    lower = start[:200].casefold()
    if lower.startswith(("<!doctype html", "<html")):
        return "text/html"
    if _is_mail(start):
        return "message/rfc822"
    if start[:1] in ("{", "["):
        return "application/json"
    return "text/csv" if name.casefold().endswith((".csv", ".tsv", ".tab")) or _is_table(start) else "text/plain"


def _is_mail(head: str) -> bool:
    """Fields of a header from the first line on, of which at least two are a mail's."""
    block = _FIELD.match(head)
    return block is not None and len(_HEADER.findall(block[0])) >= 2


def _is_table(head: str) -> bool:
    """Three lines or more with the same number of the same delimiter."""
    lines = [line for line in head.split("\n")[:10] if line.strip()][:-1]
    if len(lines) < 2:
        return False
    return any(len({line.count(mark) for line in lines}) == 1 and lines[0].count(mark) for mark in ",;\t|")
