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

from yosher.adapters.typeset.annexes import counted, placed
from yosher.adapters.typeset.document import Values, of_letter, of_packet
from yosher.kernel.ids import BlobRef
from yosher.kernel.reason import Reason
from yosher.packets.model import CustomerLetter, DoesNotFit, Packet

Standard = Literal["a-2a", "ua-1"]
# PDF/A-2a and PDF/UA-1 where Typst itself writes every page; an annex of somebody else's making promises neither.
STANDARDS: list[Standard] = ["a-2a", "ua-1"]
PNG = b"\x89PNG"


def typeset(packet: Packet, *, content: Callable[[BlobRef], bytes], pictures: Mapping[BlobRef, bytes]) -> tuple[bytes, int]:
    """answer.pdf and its number of pages. `pictures`: pictures ready to be placed (PNG or JPEG); annexes are read by `content`."""
    packet, annexes = counted(packet, content)
    with tempfile.TemporaryDirectory(prefix="yosher-") as folder:
        paths = {ref: _laid(Path(folder), number, picture) for number, (ref, picture) in enumerate(pictures.items())}
        made = _compile(
            "packet.typ",
            of_packet(packet, paths=paths),
            Path(folder),
            stamp=packet.made_at.timestamp(),
            standards=[] if annexes else STANDARDS,
        )
    return placed(made, annexes) if annexes else (made, _pages(made))


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


def _laid(folder: Path, number: int, picture: bytes) -> str:
    """A picture under a name of ours; nothing of the user's becomes a path."""
    name = f"picture-{number}.{'png' if picture.startswith(PNG) else 'jpg'}"
    (folder / name).write_bytes(picture)
    return name


def _pages(made: bytes) -> int:
    with pikepdf.open(BytesIO(made)) as pdf:
        return len(pdf.pages)


class Press:
    """`SetsType` of the desk's ports."""

    def packet(self, packet: Packet, *, content: Callable[[BlobRef], bytes], pictures: Mapping[BlobRef, bytes]) -> tuple[bytes, int]:
        return typeset(packet, content=content, pictures=pictures)

    def letter(self, letter: CustomerLetter) -> bytes:
        return typeset_letter(letter)
