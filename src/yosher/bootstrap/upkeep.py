"""Backup, restore, migration and the doctor's visit: what keeps a home in order."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home, home_at
from yosher.bootstrap.opening import forget_work, make_folder, open_home
from yosher.desk.ports import NotFound, Trouble
from yosher.kernel.ids import OrgId
from yosher.kernel.reason import Reason
from yosher.phrases.say import say

_INDEX = "index.json"
_DATABASE = "yosher.sqlite3"
_HEX = 64  # letters of a blob's name: a SHA-256


def backup(file: Path, *, home: str | None) -> dict[str, Any]:
    """One tar archive of database and blobs with their hashes; keys stay apart, packets are put in place again out of their blobs.

    PostgreSQL is written into an SQLite file table by table inside one repeatable-read transaction, so that an archive can be brought
    back on either database. Raises Trouble where the archive cannot be written; one that stood there before stays.
    """
    place = home_at(home)
    open_home(place, site=True)
    try:
        return _written(file, place)
    except OSError as trouble:
        why = trouble.strerror or type(trouble).__name__
        raise Trouble(Reason("upkeep.archive_unwritable", values={"file": str(file), "why": why}), permanent=True) from trouble


def _written(file: Path, place: Home) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="yosher-backup-", dir=file.resolve().parent) as folder:
        database = Path(folder) / _DATABASE
        _copy_database(place, database)
        files: dict[str, str] = {}
        made_at = datetime.now(UTC).isoformat()  # noqa: TID251  (when the archive was made)
        index = {"format": 1, "yosher": version("yosher"), "made_at": made_at, "files": files, "blobs_elsewhere": _named(place.blobs)}
        half = Path(folder) / "archive.half"
        with tarfile.open(half, "w") as tar:
            _add(tar, database, _DATABASE, files)
            if place.blobs is None and place.blob_folder.exists():
                for path in _blob_files(place):
                    _add(tar, path, f"blobs/{path.relative_to(place.blob_folder)}", files)
            _add_bytes(tar, json.dumps(index, indent=1).encode(), _INDEX)
        os.chmod(half, 0o600)
        half.replace(file)
    return {"file": str(file), "bytes": file.stat().st_size, "files": len(files), "blobs_elsewhere": _named(place.blobs)}


def restore(file: Path, *, home: str | None) -> dict[str, Any]:
    """Bring an archive back into an empty home: checked against its hashes and its version first, then put in place whole.

    `papers_missing`: packets and letters whose files are neither in the archive nor where this home keeps its own.
    """
    place = home_at(home)
    if place.sqlite.exists() or (place.blob_folder.exists() and any(place.blob_folder.iterdir())):
        raise _not_empty(place)
    place.folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="yosher-restore-", dir=place.folder.parent) as folder:
        count = _unpacked(file, Path(folder))
        make_folder(place)
        forget_work(place)
        _database_in_place(place, Path(folder) / _DATABASE)
        if (Path(folder) / "blobs").exists():
            shutil.rmtree(place.blob_folder, ignore_errors=True)
            (Path(folder) / "blobs").replace(place.blob_folder)
        elsewhere = json.loads((Path(folder) / _INDEX).read_bytes()).get("blobs_elsewhere")
        missing = _packets_in_place(place)
    return {"file": str(file), "home": str(place.folder), "files": count, "blobs_elsewhere": elsewhere, "papers_missing": missing}


def _named(blobs: str | None) -> str | None:
    """Where the files lie, without what an address may carry besides."""
    return blobs.partition("?")[0] if blobs else None


def _packets_in_place(place: Home) -> int:
    """The papers of each case's last answer lie in the home's folder again; how many of them were nowhere."""
    from yosher.adapters.blobs.store import blobs_at
    from yosher.bootstrap.papers import place as put
    from yosher.desk.packet import kept_paper

    missing = 0
    store, blobs = open_home(place, site=True), blobs_at(place.blobs, place.blob_folder)
    for organisation in store.organisations():
        for row in store.queue(organisation.id):
            try:
                made = kept_paper(organisation.id, row.case, store=store, blobs=blobs)
            except NotFound:
                missing += 1
                continue
            if made is not None:
                put(made, case=row.case, folder=place.packets / organisation.id / row.case)
    return missing


def _database_in_place(place: Home, source: Path) -> None:
    """Refused while nothing is changed yet, where the archive is newer than we are or the server is in use."""
    set_up(place, site=True)
    from yosher.adapters.store.copying import into_server, is_empty, refuse_newer

    refuse_newer(source)
    if place.database is None:
        source.replace(place.sqlite)
        open_home(place)
        return
    open_home(place)
    if not is_empty():
        raise _not_empty(place)
    into_server(source)


def _not_empty(place: Home) -> Trouble:
    return Trouble(Reason("upkeep.home_not_empty", values={"folder": str(place.folder)}), permanent=True)


def migrate(*, home: str | None) -> dict[str, Any]:
    place = home_at(home)
    make_folder(place)
    set_up(place)
    from yosher.adapters.store.store import pending

    missing = pending()
    open_home(place)
    return {"applied": missing}


def reindex(*, home: str | None, org: str | None, seen: Callable[[int, int], None]) -> dict[str, Any]:
    """The words by which cases are found, as this version finds them, of one organisation or of all. Raises NotFound."""
    place = home_at(home)
    store = open_home(place)
    chosen = [store.organisation(OrgId(org))] if org else store.organisations()
    cases = renewed = 0

    def looked_at(n: int, of: int) -> None:
        nonlocal cases
        cases += 1
        seen(n, of)

    for organisation in chosen:
        renewed += store.renew_words(organisation.id, seen=looked_at)
    return {"cases": cases, "renewed": renewed}


def doctor(*, home: str | None) -> dict[str, Any]:
    """Each check with its verdict and how to mend it."""
    place = home_at(home)
    rows = []
    for name, check in CHECKS:
        trouble = _visited(check, place)
        reason = trouble or Reason("upkeep.fine")
        rows.append({"check": name, "ok": trouble is None, "code": reason.code, "text": say(reason, place.language)})
    return {"ok": all(row["ok"] for row in rows), "checks": rows}


def _visited(check: Callable[[Home], Reason | None], place: Home) -> Reason | None:
    """What a check found; one that cannot be done at all has found its trouble."""
    try:
        return check(place)
    except Trouble as trouble:
        return trouble.reason
    except sqlite3.OperationalError as trouble:
        return Reason("upkeep.unreadable", values={"file": str(place.sqlite), "why": str(trouble)})
    except sqlite3.DatabaseError:
        return Reason("store.corrupt")
    except OSError as trouble:
        return Reason("upkeep.unreadable", values={"file": str(trouble.filename), "why": trouble.strerror or type(trouble).__name__})


def _folder(place: Home) -> Reason | None:
    try:
        make_folder(place)
        probe = place.folder / ".probe"
        probe.write_bytes(b"x")
        probe.unlink()
    except (Trouble, OSError):
        return Reason("upkeep.folder_not_writable", values={"folder": str(place.folder)})
    return None


def _rights(place: Home) -> Reason | None:
    open_to_others = place.folder.exists() and place.folder.stat().st_mode & 0o077
    return Reason("upkeep.folder_open", values={"folder": str(place.folder)}) if open_to_others else None


def _database(place: Home) -> Reason | None:
    open_home(place)
    return None


def _integrity(place: Home) -> Reason | None:
    if place.database is not None or not place.sqlite.exists():
        return None
    with closing(sqlite3.connect(f"{place.sqlite.as_uri()}?mode=ro{_as_it_lies(place)}", uri=True)) as connection:
        found = connection.execute("PRAGMA quick_check").fetchone()
    return None if found == ("ok",) else Reason("store.corrupt")


def _as_it_lies(place: Home) -> str:
    """A file that nobody can write beside is read as it lies: SQLite would make its own files there."""
    return "" if os.access(place.folder, os.W_OK) and _folder(place) is None else "&immutable=1"


def _blobs(place: Home) -> Reason | None:
    """Every blob of the folder is what its name says; the first hundred by name, so that a visit stays short."""
    if place.blobs is not None or not place.blob_folder.exists():
        return None
    for path in _blob_files(place)[:100]:
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            return Reason("upkeep.blob_changed", values={"name": path.name})
    return None


def _blob_files(place: Home) -> list[Path]:
    """Files under a blob's name; the temporary file of a put that was killed has another, and is nobody's."""
    return sorted(path for path in place.blob_folder.rglob("*") if path.is_file() and len(path.name) == _HEX)


def _space(place: Home) -> Reason | None:
    free = shutil.disk_usage(place.folder if place.folder.exists() else place.folder.parent).free
    return Reason("upkeep.little_space", values={"n": free // 2**20}) if free < 200 * 2**20 else None


def _dead_letters(place: Home) -> Reason | None:
    open_home(place)
    from yosher.adapters.store.models import OutboxRow
    from yosher.adapters.store.troubles import explained

    with explained():
        count = OutboxRow.objects.filter(dead=True).count()
    return Reason("upkeep.dead_letters", values={"n": count}) if count else None


CHECKS: tuple[tuple[str, Callable[[Home], Reason | None]], ...] = (
    ("folder", _folder),
    ("rights", _rights),
    ("database", _database),
    ("integrity", _integrity),
    ("blobs", _blobs),
    ("space", _space),
    ("work", _dead_letters),
)


def _copy_database(place: Home, target: Path) -> None:
    if place.database is None:
        with sqlite3.connect(place.sqlite) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        return
    from yosher.adapters.store.copying import out_of_server

    out_of_server(target)


def _add(tar: tarfile.TarFile, path: Path, name: str, files: dict[str, str]) -> None:
    files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    tar.add(path, name, recursive=False)


def _add_bytes(tar: tarfile.TarFile, content: bytes, name: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _unpacked(file: Path, folder: Path) -> int:
    """Unpack and check an archive; nothing outside the folder is written. Raises Trouble for anything that is not as its index says."""
    try:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        index = json.loads((folder / _INDEX).read_bytes())
        files = dict(index["files"])
        found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        if strange := (found ^ files.keys() ^ {_INDEX}) | ({_DATABASE} - files.keys()):
            raise Trouble(Reason("upkeep.archive_damaged", values={"what": min(strange)}), permanent=True)
        for name, digest in files.items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise Trouble(Reason("upkeep.archive_damaged", values={"what": name}), permanent=True)
    except (tarfile.TarError, OSError, ValueError, KeyError, TypeError) as trouble:
        raise Trouble(Reason("upkeep.archive_damaged", values={"what": str(trouble)[:100] or file.name}), permanent=True) from trouble
    return len(files)
