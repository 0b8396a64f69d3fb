"""Where everything lies: a home folder, a database, the blobs; from the environment or from what the caller says."""

import os
from dataclasses import dataclass
from pathlib import Path

from yosher.kernel.words import Language


@dataclass(frozen=True, slots=True)
class Home:
    """`database` is None for SQLite in the folder; `blobs` None for a folder in it."""

    folder: Path
    database: str | None = None
    blobs: str | None = None
    language: Language = Language.EN

    @property
    def sqlite(self) -> Path:
        return self.folder / "yosher.sqlite3"

    @property
    def engine(self) -> Path:
        """What the worker remembers of work under way; on PostgreSQL it lies on the same server instead."""
        return self.folder / "engine.sqlite3"

    @property
    def is_on_server(self) -> bool:
        return self.database is not None and not self.database.startswith("sqlite:")

    @property
    def blob_folder(self) -> Path:
        return self.folder / "blobs"

    @property
    def packets(self) -> Path:
        return self.folder / "packets"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"


def home_at(folder: str | None = None) -> Home:
    """The home of this call: `--home`, else `YOSHER_HOME`, else the user's data folder (XDG)."""
    env = os.environ
    chosen = folder or env.get("YOSHER_HOME")
    base = Path(chosen).expanduser() if chosen else Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "yosher"
    return Home(base.resolve(), env.get("YOSHER_DATABASE_URL") or None, env.get("YOSHER_BLOBS_URL") or None, language_of_reader())


def language_of_reader() -> Language:
    """`YOSHER_LANGUAGE`; English where it says nothing known (a terminal's right-to-left is unreliable)."""
    chosen = os.environ.get("YOSHER_LANGUAGE", "").lower()
    return Language.HE if chosen == "he" else Language.EN


def log_folder(folder: str | None = None) -> Path:
    return home_at(folder).logs
