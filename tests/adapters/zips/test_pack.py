"""A packet's zip: the same bytes for the same members, and safe to read when somebody hands us one."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.adapters.zips.pack import pack, unpack
from yosher.desk.ports import Trouble

MEMBERS = {"answer.pdf": b"%PDF-1.7", "packet.json": b"{}", "exhibits/01-a.txt": "שלום".encode()}


def test_members_come_back_and_their_order_does_not_matter() -> None:
    packed = pack(MEMBERS)
    assert unpack(packed) == MEMBERS
    assert pack(dict(reversed(MEMBERS.items()))) == packed


def test_no_clock_stands_in_the_bytes() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in entries:
            target.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a zip",
        pack(MEMBERS)[:-10],
        zipped(("../evil", b"x")),
        zipped(("/etc/passwd", b"x")),
        zipped(("a\\..\\..\\b", b"x")),
    ],
)
def test_what_is_damaged_or_points_outside_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(Trouble) as refused:
        unpack(content)
    assert refused.value.reason.code == "verify.no_zip"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused() -> None:
    with pytest.raises(Trouble):
        unpack(zipped(("a", b"1"), ("a", b"2")))


def test_a_bomb_is_refused_by_what_its_directory_promises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yosher.adapters.zips.pack.MOST_BYTES", 10)
    with pytest.raises(Trouble):
        unpack(pack(MEMBERS))


def test_too_many_members_are_refused() -> None:
    with pytest.raises(Trouble):
        unpack(zipped(*((f"{n}", b"") for n in range(2_001))))


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_are_a_packet_or_a_refusal(content: bytes) -> None:
    with suppress(Trouble):
        assert isinstance(unpack(content), dict)


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packet_that_is_packed_in_another_way_is_refused(how: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as target:
        target.writestr("answer.pdf", b"x")
    with pytest.raises(Trouble):
        unpack(out.getvalue())


@given(st.integers(0, 400), st.integers(1, 255))
@settings(max_examples=80)
def test_a_flipped_byte_gives_members_or_a_refusal(at: int, flip: int) -> None:
    packed = bytearray(pack(MEMBERS | {"exhibits/02.json": b'{"a": 1}' * 20}))
    packed[at % len(packed)] ^= flip
    with suppress(Trouble):
        assert isinstance(unpack(bytes(packed)), dict)
