"""Where the papers of a case lie: its folder holds the last answer and nothing of an earlier one."""

import errno
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from yosher.desk.packet import Made
from yosher.kernel.ids import CaseId


def place(made: Made, *, case: CaseId, folder: Path) -> dict[str, Path]:
    """Put the zip with its members unpacked beside it (what a person sends by hand), or the letter, into the case's folder.

    The folder is made anew and then put in the place of the old one: what an earlier course wrote there is gone. Its bytes stay
    with the case as blobs.
    """
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=f".{case}-", dir=folder.parent) as aside:
        fresh = Path(aside) / "new"
        fresh.mkdir(mode=0o700)
        names = _write(made, case=case, folder=fresh)
        _away(folder, Path(aside))
        if names:
            _into(fresh, folder, aside=Path(aside))
    return {key: folder / name for key, name in names.items()}


def _away(folder: Path, aside: Path) -> None:
    with suppress(FileNotFoundError):
        folder.rename(tempfile.mkdtemp(dir=aside))


def _into(fresh: Path, folder: Path, *, aside: Path) -> None:
    """Where another process put its own answer there meanwhile, the later one stays."""
    while True:
        try:
            fresh.rename(folder)
        except OSError as trouble:
            if trouble.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            _away(folder, aside)
        else:
            return


def clear(folder: Path) -> None:
    """The case's folder is gone, and so are what other processes left half-made beside it. What is not there is no trouble."""
    shutil.rmtree(folder, ignore_errors=True)
    for aside in folder.parent.glob(f".{folder.name}-*"):
        shutil.rmtree(aside, ignore_errors=True)


def hand_out(placed: dict[str, Path], *, case: CaseId, folder: Path) -> dict[str, Path]:
    """Copy the paper into a folder of the person's, where the paper of another course is not left lying beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    copied = {key: Path(shutil.copy2(path, folder / path.name)) for key, path in placed.items()}
    for name in _names_of(case).values():
        if folder / name not in copied.values():
            (folder / name).unlink(missing_ok=True)
    return copied


def _names_of(case: CaseId) -> dict[str, str]:
    return {"packet": f"{case}.zip", "letter": f"{case}-letter.pdf"}


def _write(made: Made, *, case: CaseId, folder: Path) -> dict[str, str]:
    from yosher.adapters.zips.pack import unpack

    names = _names_of(case)
    if made.letter is not None:
        (folder / names["letter"]).write_bytes(made.letter)
        return {"letter": names["letter"]}
    if made.packet is None:
        return {}
    for name, content in unpack(made.packet).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / names["packet"]).write_bytes(made.packet)
    return {"packet": names["packet"]}
