"""A home that stays open: what a long-running face works with, wired once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yosher.adapters.accounts.hooks import HooksInDatabase
from yosher.adapters.accounts.keys import KeysInDatabase
from yosher.adapters.accounts.repeats import RepeatsInDatabase
from yosher.adapters.accounts.seats import AccountsInDatabase
from yosher.adapters.blobs.store import blobs_at
from yosher.adapters.files.read import read_file
from yosher.adapters.notices.listeners import ListenersInDatabase
from yosher.adapters.pictures.fit import fit
from yosher.adapters.sealing.box import Box
from yosher.adapters.store.backlog import backlog
from yosher.adapters.store.records import LoadedHistory
from yosher.adapters.typeset.press import Press
from yosher.adapters.zips.pack import member, pack
from yosher.bootstrap.forms import FORMS
from yosher.bootstrap.home import Home
from yosher.bootstrap.inboxes import reader_of, recognised
from yosher.bootstrap.papers import clear, place
from yosher.bootstrap.site_settings import private_allowed, repeats_last
from yosher.desk.answer import Wish
from yosher.desk.keep import approve_answer, give_answer
from yosher.desk.letter import Written, write_letter
from yosher.desk.model import Acted, Desk, Workshop
from yosher.desk.packet import Made
from yosher.desk.porch import Porch
from yosher.desk.ports import Blobs, KeepsAccounts, KeepsHooks, KeepsKeys, KeepsListeners, KeepsRepeats, LoadResult, ReadsDenials, Store
from yosher.desk.retention import Because, erase
from yosher.evidence.model import RecordKind
from yosher.kernel.actor import Actor
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Language
from yosher.people.may import Ability
from yosher.people.model import Organisation, Role

if TYPE_CHECKING:
    from yosher.adapters.store.store import StoreInDatabase


@dataclass(frozen=True, slots=True)
class House:
    """`page_picture` draws a page of a PDF; `member_of` takes one file out of a packet."""

    home: Home
    store: Store
    accounts: KeepsAccounts
    keys: KeepsKeys
    repeats: KeepsRepeats
    hooks: KeepsHooks
    listeners: KeepsListeners
    blobs: Blobs
    workshop: Workshop
    page_picture: Callable[[bytes, int], bytes]
    member_of: Callable[[bytes, str], bytes]
    _rows: "StoreInDatabase"

    @classmethod
    def of(cls, home: Home, store: "StoreInDatabase") -> "House":
        from yosher.adapters.files.pages import page_picture

        blobs, box = blobs_at(home.blobs, home.blob_folder), Box(home.folder / "keys" / "seal.key")
        return cls(
            home,
            store,
            AccountsInDatabase(),
            KeysInDatabase(),
            RepeatsInDatabase(repeats_last(), box),
            HooksInDatabase(box),
            ListenersInDatabase(box, private=private_allowed()),
            blobs,
            Workshop(Press(), fit, pack, FORMS),
            page_picture,
            member,
            store,
        )

    def desk(
        self,
        organisation: Organisation,
        actor: Actor,
        role: Role,
        *,
        now: datetime,
        scopes: frozenset[Ability] | None = None,
        maker: str = "",
    ) -> Desk:
        sources: tuple[Any, ...] = (LoadedHistory(organisation.tz),)
        return Desk(organisation, actor, now, self.store, self.blobs, read_file, sources, role, scopes, maker)

    def porch(self, *, now: datetime) -> Porch:
        """Where a customer stands: without an organisation, until a link names it."""
        return Porch(now, self.store, self.blobs, read_file)

    def answer(self, case: CaseId, *, desk: Desk, reader: Language, wish: Wish) -> dict[str, Any]:
        """Prepare, typeset and keep an answer; its papers are put into the home's folder, as the command line does."""
        return give_answer(case, desk=desk, workshop=self.workshop, reader=reader, wish=wish, place=self._folder(case, desk))

    def approve(self, case: CaseId, *, desk: Desk, reader: Language, because: str = "") -> Acted:
        """Approve, and put the paper that names who approved it into the home's folder."""
        return approve_answer(case, desk=desk, workshop=self.workshop, reader=reader, because=because, place=self._folder(case, desk))

    def word(self, case: CaseId, parts: Mapping[str, str] | None, *, based_on: int | None, desk: Desk, reader: Language) -> Written:
        """Put parts of the paper into a person's words, or (None) take all of them back; the paper goes into the home's folder."""
        place = self._folder(case, desk)
        return write_letter(case, parts, based_on=based_on, desk=desk, workshop=self.workshop, reader=reader, place=place)

    def erase(self, case: CaseId, because: Because, *, desk: Desk) -> None:
        """Erase a case for good, with its papers in the home's folder."""
        erase(case, because, desk=desk, clear=lambda gone: clear(self.home.packets / desk.organisation.id / gone))

    def inbox(self, source: str, body: bytes, *, name: str) -> ReadsDenials | None:
        """The reader of a source; `auto` asks each inbox whether the bytes are its own."""
        return recognised(body, name=name) if source == "auto" else reader_of(source)

    def backlog(self) -> tuple[int, int]:
        """Rows of the outbox that wait, and those that were set aside."""
        return backlog()

    def load_history(self, organisation: Organisation, path: Path, *, kind: RecordKind | None) -> LoadResult:
        from yosher.bootstrap.loading import HistoryLoader

        own = organisation
        return HistoryLoader(self._rows).load(own.id, str(path), kind=kind, currency=own.currency, zone=own.zone)

    def _folder(self, case: CaseId, desk: Desk) -> Callable[[Made], None]:
        def lay_out(made: Made) -> None:
            place(made, case=case, folder=self.home.packets / desk.organisation.id / case)

        return lay_out
