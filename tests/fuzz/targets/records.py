"""Fuzz targets of the business's own records: exports of any shop, and chats and mails that are handed in."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from yosher.adapters.files.read import read_file
from yosher.adapters.history.read import open_file
from yosher.desk.ports import FileUnreadable
from yosher.evidence.conversation import chat_in
from yosher.evidence.model import RecordKind

_ZONE = ZoneInfo("Asia/Jerusalem")
_KINDS = {0: None} | dict(enumerate(RecordKind, 1))


def _history(data: bytes) -> None:
    """The first byte chooses whether the file tells its kind or the command does."""
    kind = _KINDS.get(data[0] % 16) if data else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.csv"
        path.write_bytes(data[1:])
        with suppress(FileUnreadable):
            opened = open_file(path, kind=kind, currency="ILS")
            for batch in opened.batches:
                assert batch.rows["id"].null_count() == 0
                assert all(row > 0 and code.startswith("history.") for row, code in batch.refused)
                repr(batch.rows.to_dicts()).encode()


def _chats(data: bytes) -> None:
    text = read_file(data, name="chat.txt").text
    for said in chat_in(text, _ZONE):
        assert said.text.strip()
        assert said.writer
        assert said.moment is None or said.moment.at.tzinfo is not None


TARGETS: dict[str, Callable[[bytes], None]] = {"history": _history, "chats": _chats}
