"""Fuzz targets of what reads bytes that no processor has made: tables, forms, files, and the mask before them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from yosher.adapters.files.read import read_file
from yosher.adapters.processors.csv import inbox as csv
from yosher.adapters.processors.manual import inbox as manual
from yosher.bootstrap.inboxes import read_list
from yosher.cases.model import State
from yosher.cases.under_way import STANDINGS
from yosher.desk.ports import InboxContext, ReadsDenials, Recognises, SignatureWrong
from yosher.evidence.model import Readable
from yosher.kernel.ids import OrgId
from yosher.people.model import Organisation
from yosher.privacy.mask import clean, file_name, mask

_PLAIN = InboxContext(Organisation(OrgId("org-1"), "Oak & Olive"), datetime(2026, 11, 22, 9, tzinfo=UTC), "fuzz")
_SIGNED = InboxContext(_PLAIN.organisation, _PLAIN.now, "fuzz", "t=1790000000,v1=00", "00ff")
_HEAD = 4096  # bytes that a recogniser is shown
_HIDDEN = set("\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _inbox(recognise: Recognises, read: ReadsDenials) -> Callable[[bytes], None]:
    def fuzz(data: bytes) -> None:
        assert 0 <= recognise(data[:_HEAD], name="fuzz.bin") <= 100
        reading = read(data, context=_PLAIN)
        assert not any(incoming.denial.confirmed for incoming in reading.incoming)
        assert all(incoming.denial.ref and 0 <= incoming.denial.amount.minor < 10**17 for incoming in reading.incoming)
        assert not any(set(incoming.denial.claim) & _HIDDEN for incoming in reading.incoming)
        repr(reading).encode()  # no lone surrogates: what is kept can be written down
        with suppress(SignatureWrong):
            read(data, context=_SIGNED)
            raise AssertionError("a signature that nobody can check was taken")

    return fuzz


def _files(data: bytes) -> None:
    found = read_file(data, name="fuzz.bin")
    assert (found.reason is None) == (found.readable is Readable.READ)
    assert not set(found.text) & _HIDDEN
    found.text.encode()


def _list(data: bytes) -> None:
    read = read_list(data, context=_PLAIN)
    assert all(row.denial.ref and row.stands in STANDINGS for row in read.rows)
    assert all((row.sent is not None) or row.stands is not State.SENT for row in read.rows)
    assert not any(set(row.note + row.assigned) & _HIDDEN for row in read.rows)
    repr(read).encode()


def _mask(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    masked = mask(text)
    assert len(masked) <= len(text) + 3 * (text.count(" ") + 1) + len(text)
    kept = clean(text)
    assert not set(kept) & _HIDDEN
    assert clean(kept) == kept
    name = file_name(text)
    assert 0 < len(name) <= 120
    assert file_name(name) == name


TARGETS: dict[str, Callable[[bytes], None]] = {
    "csv": _inbox(csv.recognise, csv.read_denial),
    "manual": _inbox(manual.recognise, manual.read_denial),
    "files": _files,
    "lists": _list,
    "mask": _mask,
}
