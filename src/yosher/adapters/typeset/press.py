"""Typst makes the pages, pikepdf merges the annexes behind their caption pages; the same model gives the same bytes."""

import io
import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst

from yosher.adapters.typeset.document import of_letter, of_packet
from yosher.kernel.ids import BlobRef
from yosher.kernel.reason import Reason
from yosher.packets.model import CustomerLetter, DoesNotFit, ExhibitPage, FileBody, Packet

Standard = Literal["a-2a", "ua-1"]
# PDF/A-2a and PDF/UA-1 where Typst itself writes every page; an annex of somebody else's making promises neither.
STANDARDS: list[Standard] = ["a-2a", "ua-1"]
PNG = b"\x89PNG"


def typeset(packet: Packet, *, content: Callable[[BlobRef], bytes], pictures: Mapping[BlobRef, bytes]) -> tuple[bytes, int]:
    """answer.pdf and its number of pages. `pictures`: pictures ready to be placed (PNG or JPEG); annexes are read by `content`."""
    packet, annexes = _with_pages(packet, content)
    with tempfile.TemporaryDirectory(prefix="yosher-") as folder:
        paths = {ref: _placed(Path(folder), ref, picture) for ref, picture in pictures.items()}
        made = _compile(
            "packet.typ",
            of_packet(packet, paths=paths),
            Path(folder),
            stamp=packet.made_at.timestamp(),
            standards=[] if annexes else STANDARDS,
        )
    return _merged(made, packet, annexes) if annexes else (made, _pages(made))


def typeset_letter(letter: CustomerLetter) -> bytes:
    with tempfile.TemporaryDirectory(prefix="yosher-") as folder:
        return _compile("letter.typ", of_letter(letter), Path(folder), stamp=letter.made_at.timestamp(), standards=STANDARDS)


def _compile(template: str, values: dict[str, Any], folder: Path, *, stamp: float, standards: list[Standard]) -> bytes:
    """Templates are copied beside the pictures: Typst reads nothing outside its root."""
    home = files("yosher.adapters.typeset")
    for name in ("kit.typ", template):
        (folder / name).write_bytes(home.joinpath("templates", name).read_bytes())
    inputs = {"packet": json.dumps(values, ensure_ascii=False)}
    with as_file(home.joinpath("fonts")) as fonts:
        made = typst.compile(
            str(folder / template),
            root=str(folder),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[*standards],
            timestamp=int(stamp),
            sys_inputs=inputs,
        )
    assert isinstance(made, bytes)
    return made


def _placed(folder: Path, ref: BlobRef, picture: bytes) -> str:
    """A picture under a name of ours; nothing of the user's becomes a path."""
    ending = "png" if picture.startswith(PNG) else "jpg"
    name = f"{ref[:16]}.{ending}"
    (folder / name).write_bytes(picture)
    return name


def _with_pages(packet: Packet, content: Callable[[BlobRef], bytes]) -> tuple[Packet, dict[str, pikepdf.Pdf]]:
    """The packet with the true number of pages of each annex, and the annexes opened."""
    annexes: dict[str, pikepdf.Pdf] = {}
    pages = []
    for page in packet.exhibits:
        body = annex_of(page)
        if body is not None:
            annexes[page.id] = _opened(content(body.blob), page)
            counted = tuple(replace(b, pages=len(annexes[page.id].pages)) if b is body else b for b in page.blocks)
            pages.append(replace(page, blocks=counted))
        else:
            pages.append(page)
    return replace(packet, exhibits=tuple(pages)), annexes


def annex_of(page: ExhibitPage) -> FileBody | None:
    return next((b for b in page.blocks if isinstance(b, FileBody) and b.how == "pages"), None)


def _opened(content: bytes, page: ExhibitPage) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(content))
    except (pikepdf.PdfError, ValueError) as trouble:
        raise DoesNotFit(Reason("packet.annex_unreadable", values={"name": page.file})) from trouble


def _merged(made: bytes, packet: Packet, annexes: Mapping[str, pikepdf.Pdf]) -> tuple[bytes, int]:
    """Annex pages behind their caption page, found by the bookmark of the exhibit's letter; links and bookmarks stay whole."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        places = _caption_pages(pdf, packet)
        for page in reversed(packet.exhibits):
            if page.id in annexes:
                at = places[page.id] + 1
                for number, annex in enumerate(annexes[page.id].pages):
                    pdf.pages.insert(at + number, annex)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, linearize=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue(), len(pdf.pages)


def _caption_pages(pdf: pikepdf.Pdf, packet: Packet) -> dict[str, int]:
    """Index of the caption page of each exhibit: level-one bookmarks are letter, timeline, one for each exhibit, statement."""
    with pdf.open_outline() as outline:
        marks = [_page_index(pdf, item) for item in outline.root]
    return {page.id: marks[2 + number] for number, page in enumerate(packet.exhibits)}


def _page_index(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    target: Any = item.destination
    if target is None and item.action is not None:
        target = item.action.D
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = _named(pdf, str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.D
    return pikepdf.Page(target[0]).index


def _named(pdf: pikepdf.Pdf, name: str) -> Any:
    return pikepdf.NameTree(pdf.Root.Names.Dests)[name]


def _pages(made: bytes) -> int:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return len(pdf.pages)


class Press:
    """`SetsType` of the desk's ports."""

    def packet(self, packet: Packet, *, content: Callable[[BlobRef], bytes], pictures: Mapping[BlobRef, bytes]) -> tuple[bytes, int]:
        return typeset(packet, content=content, pictures=pictures)

    def letter(self, letter: CustomerLetter) -> bytes:
        return typeset_letter(letter)
