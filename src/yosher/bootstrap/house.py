"""A home that stays open: what a long-running face works with, wired once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from yosher.adapters.accounts.seats import AccountsInDatabase
from yosher.adapters.blobs.store import blobs_at
from yosher.adapters.files.read import read_file
from yosher.adapters.pictures.fit import fit
from yosher.adapters.store.records import LoadedHistory
from yosher.adapters.typeset.press import Press
from yosher.adapters.zips.pack import pack
from yosher.bootstrap.forms import FORMS
from yosher.bootstrap.home import Home
from yosher.desk.model import Desk, Workshop
from yosher.desk.ports import Blobs, KeepsAccounts, Store
from yosher.kernel.actor import Actor
from yosher.people.model import Organisation, Role

if TYPE_CHECKING:
    from yosher.adapters.store.store import StoreInDatabase


@dataclass(frozen=True, slots=True)
class House:
    """`pages_of` draws the pages of a PDF as pictures."""

    home: Home
    store: Store
    accounts: KeepsAccounts
    blobs: Blobs
    workshop: Workshop
    page_picture: Callable[[bytes, int], bytes]

    @classmethod
    def of(cls, home: Home, store: "StoreInDatabase") -> "House":
        from yosher.adapters.pictures.pages import page_picture

        blobs = blobs_at(home.blobs, home.blob_folder)
        return cls(home, store, AccountsInDatabase(), blobs, Workshop(Press(), fit, pack, FORMS), page_picture)

    def desk(self, organisation: Organisation, actor: Actor, role: Role, *, now: datetime) -> Desk:
        sources: tuple[Any, ...] = (LoadedHistory(organisation.tz),)
        return Desk(organisation, actor, now, self.store, self.blobs, read_file, sources, role)
