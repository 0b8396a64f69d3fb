"""Typst makes the pages, pikepdf places the annexes in them; the same model gives the same bytes."""

import json
import tempfile
from collections.abc import Callable, Mapping
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import typst

from yosher.adapters.typeset.annexes import counted, put_on
from yosher.adapters.typeset.document import Laid, Values, free_texts, of_letter, of_packet
from yosher.adapters.typeset.photos import Shape, jpeg_shape, put_in, shape_of, stand_in
from yosher.kernel.ids import BlobRef
from yosher.kernel.reason import Reason
from yosher.packets.model import CustomerLetter, DoesNotFit, FileBody, Packet

Standard = Literal["a-2a", "ua-1"]
# PDF/A-2a and PDF/UA-1 where Typst itself writes every page; an annex of somebody else's making promises neither.
STANDARDS: list[Standard] = ["a-2a", "ua-1"]
MOST_CHARACTERS = 2_000_000  # about 500 pages (4,300 characters a page, measured), the largest limit on pages among known receivers
JPEG = b"\xff\xd8"


def typeset(packet: Packet, *, content: Callable[[BlobRef], bytes], pictures: Mapping[BlobRef, bytes]) -> tuple[bytes, int]:
    """answer.pdf and its number of pages. `pictures`: pictures ready to be placed (PNG or JPEG); annexes are read by `content`."""
    packet, annexes = counted(packet, content)
    _refuse_endless(packet)
    with tempfile.TemporaryDirectory(prefix="yosher-") as folder:
        laid, photos = _laid(Path(folder), {ref: pictures[ref] for ref in _shown(packet)})
        made = _compile(
            "packet.typ",
            of_packet(packet, pictures=laid),
            Path(folder),
            stamp=packet.made_at.timestamp(),
            standards=[] if annexes else STANDARDS,
        )
    with pikepdf.open(BytesIO(made)) as pdf:
        if photos or annexes:
            put_on(pdf, annexes)
            if not put_in(pdf, photos):
                raise DoesNotFit(Reason("packet.not_set", values={"what": "picture"}))
            out = BytesIO()
            pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            made = out.getvalue()
        return made, len(pdf.pages)


def typeset_letter(letter: CustomerLetter) -> bytes:
    with tempfile.TemporaryDirectory(prefix="yosher-") as folder:
        return _compile("letter.typ", of_letter(letter), Path(folder), stamp=letter.made_at.timestamp(), standards=STANDARDS)


def _compile(template: str, values: Values, folder: Path, *, stamp: float, standards: list[Standard]) -> bytes:
    """Templates are copied beside the pictures: Typst reads nothing outside its root."""
    home = files("yosher.adapters.typeset")
    for name in ("kit.typ", template):
        (folder / name).write_bytes(home.joinpath("templates", name).read_bytes())
    inputs = {"packet": json.dumps(values, ensure_ascii=False)}
    with as_file(home.joinpath("fonts")) as fonts:
        try:
            made = typst.compile(
                str(folder / template), root=str(folder), font_paths=[str(fonts)], ignore_system_fonts=True,
                format="pdf", pdf_standards=[*standards], timestamp=int(stamp), sys_inputs=inputs,
            )  # fmt: skip
        except typst.TypstError as trouble:
            raise DoesNotFit(Reason("packet.not_set", values={"what": str(trouble).splitlines()[0][:120]})) from trouble
    assert isinstance(made, bytes)
    return made


def _refuse_endless(packet: Packet) -> None:
    """Texts that would fill more pages than any receiver takes are refused before they are set."""
    count = sum(map(len, free_texts(packet)))
    if count > MOST_CHARACTERS:
        raise DoesNotFit(Reason("packet.text_too_long", values={"n": count, "most": MOST_CHARACTERS}))


def _shown(packet: Packet) -> list[BlobRef]:
    """The pictures that stand on a page, each once."""
    bodies = (block for page in packet.exhibits for block in page.blocks if isinstance(block, FileBody) and block.how == "picture")
    return list(dict.fromkeys(body.blob for body in bodies))


def _laid(folder: Path, pictures: Mapping[BlobRef, bytes]) -> tuple[dict[BlobRef, Laid], dict[int, tuple[bytes, Shape]]]:
    """Pictures beside the templates, under names of ours: nothing of the user's becomes a path. Photos lie there as stand-ins."""
    laid: dict[BlobRef, Laid] = {}
    photos: dict[int, tuple[bytes, Shape]] = {}
    for number, (ref, picture) in enumerate(pictures.items()):
        photo, shape = jpeg_shape(picture), shape_of(picture)
        if shape is None:
            raise DoesNotFit(Reason("packet.picture_unreadable", values={"name": ref[:16]}))
        if photo is not None:
            photos[number] = (picture, photo)
        name = f"picture-{number}.{'jpg' if photo is None and picture.startswith(JPEG) else 'png'}"
        (folder / name).write_bytes(picture if photo is None else stand_in(number, photo))
        laid[ref] = Laid(name, shape.width, shape.height)
    return laid, photos


class Press:
    """`SetsType` of the desk's ports."""

    def packet(self, packet: Packet, *, content: Callable[[BlobRef], bytes], pictures: Mapping[BlobRef, bytes]) -> tuple[bytes, int]:
        return typeset(packet, content=content, pictures=pictures)

    def letter(self, letter: CustomerLetter) -> bytes:
        return typeset_letter(letter)
