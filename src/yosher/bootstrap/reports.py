"""Our own faults, kept whole in a file of the home: what a person is shown is one line."""

import tempfile
import traceback
from pathlib import Path


def report(trouble: BaseException, logs: Path) -> Path:
    """Where the report was written: into the home, or beside it where the home cannot be written or is full."""
    told_whole = "".join(traceback.format_exception(trouble)) + "\n"
    try:
        return _kept(told_whole, logs / "unexpected.log")
    except OSError:
        return _kept(told_whole, Path(tempfile.mkdtemp(prefix="yosher-")) / "unexpected.log")


def _kept(text: str, place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with place.open("a", encoding="utf-8") as log:
        log.write(text)
    return place
