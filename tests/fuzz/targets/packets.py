"""Fuzz targets of what a packet takes in and what `verify` is handed: pictures, PDF annexes, zips with their manifest."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import given_packet
from yosher.adapters.pictures.fit import fit
from yosher.adapters.typeset.annexes import counted
from yosher.adapters.typeset.photos import shape_of
from yosher.adapters.zips.pack import unpack
from yosher.desk.ports import Trouble
from yosher.packets.compose import compose
from yosher.packets.exhibits import page_of
from yosher.packets.fields import GENERIC
from yosher.packets.manifest import MANIFEST
from yosher.packets.marks import NO_MARKS
from yosher.packets.model import DoesNotFit
from yosher.packets.verify import verify

MOST = 20_000
_PAPER = given_packet.Files().exhibit("proof_of_delivery", "annex.pdf", b"")
_PACKET = compose(given_packet.delivered(), field_map=GENERIC)
_WITH_ANNEX = replace(_PACKET, exhibits=(page_of(_PAPER, 0, language=_PACKET.language, marks=NO_MARKS),))


def _pictures(data: bytes) -> None:
    with suppress(DoesNotFit):
        made = fit(data, name="fuzz.jpg")
        assert shape_of(made) is not None
    with suppress(DoesNotFit):
        assert len(fit(data, name="fuzz.jpg", most=MOST)) <= MOST


def _annexes(data: bytes) -> None:
    with suppress(DoesNotFit):
        _, opened = counted(_WITH_ANNEX, lambda _: data)
        assert all(len(pdf.pages) for pdf in opened.values())


def _zips(data: bytes) -> None:
    with suppress(Trouble):
        assert not verify(unpack(data)).ok


def _manifest(data: bytes) -> None:
    assert not verify({MANIFEST: data, "answer.pdf": b"x"}).ok


TARGETS: dict[str, Callable[[bytes], None]] = {
    "pictures": _pictures,
    "annexes": _annexes,
    "packets": _zips,
    "manifest": _manifest,
}
