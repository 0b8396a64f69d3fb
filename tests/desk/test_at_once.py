"""Two people at the same instant, on both databases: one exhibit of one file, and never an organisation without an owner."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connections

from fakes import FakeBlobs, read_text
from given import NOW, denial, organisation
from yosher.adapters.store.store import StoreInDatabase
from yosher.cases.model import Act, Incoming
from yosher.desk.evidence import Added, Custody, add_once
from yosher.desk.intake import open_case
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused
from yosher.desk.seats import change_role, end_seat
from yosher.evidence.model import Exhibit
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, OrgId, PersonId
from yosher.people.model import Person, Role

ORG, OWNERS = OrgId("org-1"), ("dana", "gil")
PATIENCE = 1.0  # seconds that one waits for the other to have read the same: where they take turns, the other one cannot


@dataclass
class InStep(StoreInDatabase):
    """What one reads before they write, the other one reads, too, if nothing keeps them from it."""

    gate: threading.Barrier

    def exhibits(self, organisation: OrgId, case: CaseId) -> Sequence[Exhibit]:
        return self._met(super().exhibits(organisation, case))

    def people(self, organisation: OrgId) -> Sequence[Person]:
        return self._met(super().people(organisation))

    def _met(self, read: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            self.gate.wait(PATIENCE)
        return read


@pytest.fixture
def desk(store: StoreInDatabase) -> Desk:
    store.add_organisation(organisation(id=ORG))
    for owner in OWNERS:
        store.add_person(Person(PersonId(owner), ORG, owner.title(), Role.OWNER))
    return Desk(organisation(id=ORG), Actor(ActorKind.PERSON, "dana"), NOW, store, FakeBlobs(), read_text, ())


def both(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each of two acts said that began at the same instant, in threads of their own."""
    said: list[Any] = [None, None]

    def run(n: int) -> None:
        try:
            said[n] = acts[n]()
        except DeskRefused as refused:
            said[n] = refused.reason.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def test_one_file_that_two_people_add_at_the_same_instant_is_one_exhibit(desk: Desk) -> None:
    case = open_case(Incoming(denial()), desk=desk).case
    apart = replace(desk, store=InStep(threading.Barrier(2)))

    def adding(name: str, kind: str) -> Callable[[], Added]:
        return lambda: add_once(case, b"Delivered, order A-77", name=name, custody=Custody(kind), desk=apart)

    first, second = both([adding("a.txt", "proof_of_delivery"), adding("b.txt", "other")])
    assert {first.was is None, second.was is None} == {True, False}
    assert first.exhibit == second.exhibit
    assert desk.store.exhibits(ORG, case) == [first.exhibit]
    assert [event.act for event in desk.store.events(ORG, case)].count(Act.EXHIBIT_ADDED) == 1


class Nobody:
    """Accounts and listeners of people who never signed in."""

    def end_seat(self, *_: Any, **__: Any) -> None:
        pass

    def set_mailed(self, *_: Any, **__: Any) -> None:
        pass

    def listeners(self, _: OrgId) -> Sequence[str]:
        return ()

    def mailed(self, _: OrgId) -> Sequence[PersonId]:
        return ()


def ending(person: str, *, desk: Desk) -> Callable[[], Any]:
    return lambda: end_seat(person, desk=desk, accounts=Nobody(), listeners=Nobody())  # type: ignore[arg-type]  # all that is asked of them


def lowering(person: str, *, desk: Desk) -> Callable[[], Any]:
    return lambda: change_role(person, Role.READER, desk=desk)


@pytest.mark.parametrize("ways", [(ending, ending), (lowering, lowering), (ending, lowering)])
def test_two_owners_who_end_each_others_seats_at_the_same_instant_leave_one(desk: Desk, ways: Sequence[Any]) -> None:
    gate = threading.Barrier(2)
    acts = []
    for who, whom, way in zip(OWNERS, OWNERS[::-1], ways, strict=True):
        acts.append(way(whom, desk=replace(desk, actor=Actor(ActorKind.PERSON, who), store=InStep(gate))))
    said = both(acts)
    assert "desk.last_owner" in said
    left = [one.id for one in desk.store.people(ORG) if one.role is Role.OWNER and not one.has_left]
    assert len(left) == 1
