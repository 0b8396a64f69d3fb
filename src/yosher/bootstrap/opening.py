"""A home is opened: its folder made, Django pointed at it, its database initialised or brought up to date."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from yosher.bootstrap.database import set_up
from yosher.bootstrap.home import Home
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

if TYPE_CHECKING:
    from yosher.adapters.store.store import StoreInDatabase


def open_home(home: Home, *, site: bool = False) -> "StoreInDatabase":
    """The store of a home, ready. Raises Trouble where the folder cannot be used or the database is newer, locked or damaged."""
    make_folder(home)
    if home.database is None and not home.sqlite.exists():
        forget_work(home)
    set_up(home, site=site)
    from yosher.adapters.store.store import StoreInDatabase, bring_up_to_date

    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")  # noqa: TID251  (names a copy; nothing is computed with it)
    bring_up_to_date(keep=home.folder / "backups" / f"before-migration-{stamp}.sqlite3")
    if home.database is None and home.sqlite.exists():
        os.chmod(home.sqlite, 0o600)
    return StoreInDatabase()


def make_folder(home: Home) -> None:
    try:
        home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        home.packets.mkdir(exist_ok=True, mode=0o700)
    except OSError as trouble:
        raise Trouble(
            Reason("store.home_unusable", values={"folder": str(home.folder), "why": trouble.strerror or ""}), permanent=True
        ) from trouble


def forget_work(home: Home) -> None:
    """What a worker remembers of another store's rows: in a new store the same ids are other work."""
    for path in home.folder.glob(f"{home.engine.name}*"):
        path.unlink()
