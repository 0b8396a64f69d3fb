"""The desk with everything that it needs, wired for one call of a face."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yosher.bootstrap.home import Home, home_at
from yosher.bootstrap.opening import open_home
from yosher.bootstrap.papers import clear, hand_out, place
from yosher.cases.model import Refusal
from yosher.desk.answer import Wish
from yosher.desk.keep import approve_answer, give_answer
from yosher.desk.letter import Written, write_letter
from yosher.desk.model import Acted, Desk, Taken, Workshop
from yosher.desk.packet import Made
from yosher.desk.ports import DeskRefused, LoadsHistory, ReadsDenials, Running, Store
from yosher.desk.work import UNWATCHED
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import OWNER, Organisation, Role


@dataclass(frozen=True, slots=True)
class Wired:
    home: Home
    desk: Desk
    workshop: Workshop
    loader: LoadsHistory

    @property
    def language(self) -> Language:
        """Of the reader of what a command shows."""
        return self.home.language

    def inbox(self, source: str, body: bytes, *, name: str) -> ReadsDenials | None:
        from yosher.bootstrap.inboxes import reader_of, recognised

        return recognised(body, name=name) if source == "auto" else reader_of(source)

    def unreadable(self, name: str) -> Taken:
        return Taken(name, refused=(Refusal("cli.nothing_readable", file=name),))

    def answer(self, case: CaseId, *, wish: Wish, out: Path | None = None, running: Running = UNWATCHED) -> dict[str, Any]:
        """Prepare, typeset and keep; packet or letter are put into the home's folder, and beside into `out`."""
        placed: dict[str, Path] = {}

        def lay_out(made: Made) -> None:
            placed.update(self.lay_out(case, made))

        document: dict[str, Any] = give_answer(
            case, desk=self.desk, workshop=self.workshop, reader=self.language, wish=wish, running=running, place=lay_out
        )
        if out is not None:
            placed = hand_out(placed, case=case, folder=out)
        return document | {key: str(path) for key, path in placed.items()}

    def word(self, case: CaseId, parts: Mapping[str, str] | None, *, based_on: int | None) -> Written:
        """Put parts of the paper into a person's words, or (None) take all of them back; the paper goes into the home's folder."""

        def lay_out(made: Made) -> None:
            self.lay_out(case, made)

        return write_letter(case, parts, based_on=based_on, desk=self.desk, workshop=self.workshop, reader=self.language, place=lay_out)

    def approve(self, case: CaseId, *, because: str) -> Acted:
        """Approve, and put the paper that names who approved it into the home's folder."""

        def lay_out(made: Made) -> None:
            self.lay_out(case, made)

        return approve_answer(case, desk=self.desk, workshop=self.workshop, reader=self.language, because=because, place=lay_out)

    def clear(self, case: CaseId) -> None:
        """Remove the papers that were laid out in the home's folder."""
        clear(self.home.packets / self.desk.organisation.id / case)

    def lay_out(self, case: CaseId, made: Made) -> dict[str, Path]:
        return place(made, case=case, folder=self.home.packets / self.desk.organisation.id / case)


@contextmanager
def open_desk(*, home: str | None, now: datetime | None, org: str | None, person: str | None, site: bool = False) -> Iterator[Wired]:
    """The desk of a home, of one organisation, for one person, at one moment. `site`: with the accounts besides."""
    place = home_at(home)
    store = open_home(place, site=site)
    organisation = store.organisation(OrgId(org) if org else None)
    try:
        actor, role = who(person, store, organisation.id)
        yield wired_desk(place, store, organisation, actor=actor, role=role, now=now or clock())
    finally:
        from django.db import connections

        connections.close_all()


def clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (the one place where a call asks for the time)


def wired_desk(home: Home, store: Store, organisation: Organisation, *, actor: Actor, now: datetime, role: Role = Role.OWNER) -> Wired:
    """The desk over a store that is open."""
    from yosher.adapters.blobs.store import blobs_at
    from yosher.adapters.files.read import read_file
    from yosher.adapters.pictures.fit import fit
    from yosher.adapters.store.records import LoadedHistory
    from yosher.adapters.typeset.press import Press
    from yosher.adapters.zips.pack import pack
    from yosher.bootstrap.forms import FORMS
    from yosher.bootstrap.loading import HistoryLoader

    desk = Desk(
        organisation=organisation,
        actor=actor,
        now=now,
        store=store,
        blobs=blobs_at(home.blobs, home.blob_folder),
        files=read_file,
        sources=(LoadedHistory(organisation.tz),),
        role=role,
    )
    return Wired(home, desk, Workshop(Press(), fit, pack, FORMS), HistoryLoader(store))


def who(person: str | None, store: Any, organisation: OrgId) -> tuple[Actor, Role]:
    """Who acts, and in which role: a person of the organisation; without a name it is the owner, whose machine this is."""
    if person is None or person == OWNER:
        return Actor(ActorKind.PERSON, OWNER), Role.OWNER
    known = {found.id: found.role for found in store.people(organisation) if not found.has_left}
    if person not in known:
        raise DeskRefused(Reason("desk.no_such_person", values={"person": person, "known": ", ".join([OWNER, *known])}))
    return Actor(ActorKind.PERSON, person), known[person]
