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
from yosher.adapters.zips.pack import member, pack
from yosher.bootstrap.forms import FORMS
from yosher.bootstrap.home import Home
from yosher.bootstrap.papers import place
from yosher.desk.answer import Wish
from yosher.desk.keep import approve_answer, give_answer
from yosher.desk.model import Acted, Desk, Workshop
from yosher.desk.other_side import Porch
from yosher.desk.packet import Made
from yosher.desk.ports import Blobs, KeepsAccounts, Store
from yosher.kernel.actor import Actor
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Language
from yosher.people.model import Organisation, Role

if TYPE_CHECKING:
    from yosher.adapters.store.store import StoreInDatabase


@dataclass(frozen=True, slots=True)
class House:
    """`page_picture` draws a page of a PDF; `member_of` takes one file out of a packet."""

    home: Home
    store: Store
    accounts: KeepsAccounts
    blobs: Blobs
    workshop: Workshop
    page_picture: Callable[[bytes, int], bytes]
    member_of: Callable[[bytes, str], bytes]

    @classmethod
    def of(cls, home: Home, store: "StoreInDatabase") -> "House":
        from yosher.adapters.pictures.pages import page_picture

        blobs = blobs_at(home.blobs, home.blob_folder)
        return cls(home, store, AccountsInDatabase(), blobs, Workshop(Press(), fit, pack, FORMS), page_picture, member)

    def desk(self, organisation: Organisation, actor: Actor, role: Role, *, now: datetime) -> Desk:
        sources: tuple[Any, ...] = (LoadedHistory(organisation.tz),)
        return Desk(organisation, actor, now, self.store, self.blobs, read_file, sources, role)

    def porch(self, *, now: datetime) -> Porch:
        """Where a customer stands: without an organisation, until a link names it."""
        return Porch(now, self.store, self.blobs, read_file)

    def answer(self, case: CaseId, *, desk: Desk, reader: Language, wish: Wish) -> dict[str, Any]:
        """Prepare, typeset and keep an answer; its papers are put into the home's folder, as the command line does."""
        return give_answer(case, desk=desk, workshop=self.workshop, reader=reader, wish=wish, place=self._folder(case, desk))

    def approve(self, case: CaseId, *, desk: Desk, reader: Language, because: str = "") -> Acted:
        """Approve, and put the paper that names who approved it into the home's folder."""
        return approve_answer(case, desk=desk, workshop=self.workshop, reader=reader, because=because, place=self._folder(case, desk))

    def _folder(self, case: CaseId, desk: Desk) -> Callable[[Made], None]:
        def lay_out(made: Made) -> None:
            place(made, case=case, folder=self.home.packets / desk.organisation.id / case)

        return lay_out
