"""Pictures give way only where the answer is over its limit, and then no more than needed."""

import pytest

import given_packet as g
from yosher.desk.fitting import picture_names, set_to_fit
from yosher.desk.model import Workshop
from yosher.kernel.ids import BlobRef
from yosher.kernel.reason import Reason
from yosher.packets.compose import compose
from yosher.packets.fields import GENERIC
from yosher.packets.fit import Bounds, check_answer
from yosher.packets.model import CustomerLetter, DoesNotFit, Packet

PAGES_OF_OURS = 100


class FakePress:
    """An answer weighs its pictures and a hundred bytes more."""

    def __init__(self) -> None:
        self.set = 0

    def packet(self, packet: Packet, *, content: object, pictures: dict[BlobRef, bytes]) -> tuple[bytes, int]:
        self.set += 1
        return bytes(PAGES_OF_OURS) + b"".join(pictures.values()), 4

    def letter(self, letter: CustomerLetter) -> bytes:
        return b""


def fake_fit(content: bytes, *, name: str, most: int | None = None) -> bytes:
    if most is not None and most < 10:
        raise DoesNotFit(Reason("packet.picture_too_large", values={"name": name, "most": most}))
    return content if most is None else content[:most]


def fitted(bounds: Bounds, *sizes: int) -> tuple[int, FakePress]:
    files = g.Files()
    exhibits = tuple(
        files.exhibit(kind, f"{n}.jpg", bytes([n]) * size, text=f"Order HP-20418 paper {n}")
        for n, (kind, size) in enumerate(zip(("proof_of_delivery", "signed_delivery_confirmation", "tracking_number"), sizes, strict=False))
    )
    packet = compose(g.delivered(records_=[], exhibits=exhibits), field_map=GENERIC)
    assert len(picture_names(packet)) == len(sizes)
    press = FakePress()
    workshop = Workshop(press, fake_fit, lambda members: b"", {})
    answer, _ = set_to_fit(packet, bounds, content=files.content.__getitem__, workshop=workshop)
    return len(answer), press


def test_what_fits_is_set_once_and_left_as_it_is() -> None:
    size, press = fitted(Bounds(bytes_total=1000), 300, 400)
    assert (size, press.set) == (800, 1)


def test_without_a_limit_nothing_gives_way() -> None:
    size, press = fitted(Bounds(), 5000, 5000)
    assert (size, press.set) == (10_100, 1)


@pytest.mark.parametrize("most", [300, 555, 700])
def test_what_is_over_is_made_to_fit_to_the_byte(most: int) -> None:
    size, press = fitted(Bounds(bytes_total=most), 50, 400, 500)
    assert press.set == 2
    assert most - 2 <= size <= most


def test_pages_that_are_over_by_themselves_are_left_to_the_check() -> None:
    size, press = fitted(Bounds(bytes_total=90), 50)
    assert press.set == 1
    with pytest.raises(DoesNotFit) as refused:
        check_answer(Bounds(bytes_total=90), size=size, pages=4)
    assert refused.value.reason.code == "packet.too_many_bytes"


def test_a_picture_that_cannot_be_so_small_is_refused() -> None:
    with pytest.raises(DoesNotFit) as refused:
        fitted(Bounds(bytes_total=105), 500)
    assert refused.value.reason.code == "packet.picture_too_large"
