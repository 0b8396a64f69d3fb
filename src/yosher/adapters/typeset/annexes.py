"""PDF annexes: opened safely, counted before the pages are set, and placed on them under the caption strip of their exhibit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import pikepdf

from yosher.kernel.ids import BlobRef
from yosher.kernel.reason import Reason
from yosher.packets.model import DoesNotFit, ExhibitPage, FileBody, Packet

MOST_PAGES = 500  # the largest limit on pages among known receivers (Braintree); more is no annex to an answer
_HOLE = "annex:"
_DAMAGED = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Hole:
    """A place that the template keeps free: the page of the packet, and where on it."""

    page: pikepdf.Page
    rectangle: pikepdf.Rectangle
    exhibit: int
    number: int


def counted(packet: Packet, content: Callable[[BlobRef], bytes]) -> tuple[Packet, dict[int, pikepdf.Pdf]]:
    """The packet with the true number of pages of each annex, and the annexes opened, by the exhibit's place in the packet."""
    annexes: dict[int, pikepdf.Pdf] = {}
    pages = list(packet.exhibits)
    for n, page in enumerate(packet.exhibits):
        body = _annex_of(page)
        if body is not None:
            annexes[n] = _opened(content(body.blob), page)
            blocks = tuple(replace(b, pages=len(annexes[n].pages)) if b is body else b for b in page.blocks)
            pages[n] = replace(page, blocks=blocks)
    return replace(packet, exhibits=tuple(pages)), annexes


def _annex_of(page: ExhibitPage) -> FileBody | None:
    return next((b for b in page.blocks if isinstance(b, FileBody) and b.how == "pages"), None)


def _opened(content: bytes, page: ExhibitPage) -> pikepdf.Pdf:
    try:
        pdf = pikepdf.open(BytesIO(content))
        count = len(pdf.pages)
        if 0 < count <= MOST_PAGES:
            _calm(pdf)
            return pdf
    except _DAMAGED as trouble:
        raise DoesNotFit(Reason("packet.annex_unreadable", values={"name": page.file})) from trouble
    if count == 0:
        raise DoesNotFit(Reason("packet.annex_unreadable", values={"name": page.file}))
    raise DoesNotFit(Reason("packet.annex_too_long", values={"name": page.file, "n": count, "most": MOST_PAGES}))


def _calm(pdf: pikepdf.Pdf) -> None:
    """Notes and filled-in fields become part of the page; links, scripts and what starts by itself go (craft check R11)."""
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")


def put_on(pdf: pikepdf.Pdf, annexes: Mapping[int, pikepdf.Pdf]) -> None:
    """The annexes' pages in the places that the template kept free, shrunk to fit; links and bookmarks of the packet stay whole."""
    for hole in _holes(pdf):
        source = annexes[hole.exhibit].pages[hole.number]
        _overlay(pdf, hole, pikepdf.Page(source))


def _overlay(pdf: pikepdf.Pdf, hole: Hole, source: pikepdf.Page) -> None:
    """pikepdf's own overlay takes a random name for what it places: then no two runs give the same bytes."""
    form = pdf.copy_foreign(source.as_form_xobject())
    name = hole.page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name("/Annex"))
    hole.page.contents_add(b"q\n", prepend=True)
    hole.page.contents_add(b"\nQ\n" + hole.page.calc_form_xobject_placement(form, name, hole.rectangle))


def _holes(pdf: pikepdf.Pdf) -> list[Hole]:
    """The empty links of the template, taken away from their pages."""
    found = []
    for page in pdf.pages:
        notes = [*page.obj.get("/Annots", pikepdf.Array())]
        kept = []
        for note in notes:
            target = _target(note)
            if target.startswith(_HOLE):
                _, number, exhibit = target.split(":")
                found.append(Hole(page, pikepdf.Rectangle(note.Rect), int(exhibit), int(number)))
            else:
                kept.append(note)
        if len(kept) != len(notes):
            page.obj.Annots = pikepdf.Array(kept)
    return found


def _target(note: pikepdf.Object) -> str:
    action = note.get("/A")
    return str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
