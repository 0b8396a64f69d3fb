"""Two windows of one guest at the same moment, on both databases: no paper is lost, doubled, or sent after it was taken back."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from fakes import read_text
from given import NOW, denial, organisation
from yosher.adapters.blobs.store import blobs_at
from yosher.adapters.store.store import StoreInDatabase
from yosher.cases.model import Act, Incoming
from yosher.desk.aside import hand_in, shelf_of, take_back
from yosher.desk.evidence import Custody, add_file, change_kind, withdraw
from yosher.desk.intake import open_case
from yosher.desk.model import Desk
from yosher.desk.other_side import invite_customer, tell, tellings, what_they_see
from yosher.desk.porch import Porch
from yosher.desk.ports import DeskRefused, NotFound
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import BlobRef, CaseId, OrgId

SHOP = OrgId("one")


def at_once(*runs: Callable[[], object]) -> list[BaseException]:
    """Each in a thread of its own, all let go together; what they raised."""
    together, raised = threading.Barrier(len(runs)), list[BaseException]()

    def thread(run: Callable[[], object]) -> None:
        together.wait()
        try:
            run()
        except BaseException as trouble:
            raised.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=thread, args=[run]) for run in runs]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return raised


@pytest.fixture
def at_desk(store: StoreInDatabase, tmp_path: Path) -> Desk:
    shop = replace(organisation(), id=SHOP)
    store.add_organisation(shop)
    return Desk(shop, Actor(ActorKind.PERSON, "dana"), NOW, store, blobs_at(None, tmp_path / "blobs"), read_text)


@pytest.fixture
def guest(at_desk: Desk) -> tuple[CaseId, str, Porch]:
    case = open_case(Incoming(denial()), desk=at_desk, raw=b"raw").case
    secret = invite_customer(case, desk=at_desk)[1]
    return case, secret, Porch(NOW, at_desk.store, at_desk.blobs, read_text)


def test_papers_of_two_windows_are_all_kept(guest: tuple[CaseId, str, Porch]) -> None:
    _, secret, porch = guest
    assert at_once(*(lambda n=n: hand_in(secret, f"{n}.txt", b"%d" % n, porch=porch) for n in range(6))) == []  # type: ignore[misc]
    papers: Any = what_they_see(secret, porch=porch)["waiting"]
    assert sorted(paper["name"] for paper in papers) == [f"{n}.txt" for n in range(6)]


def test_the_same_sending_twice_at_once_is_one(at_desk: Desk, guest: tuple[CaseId, str, Porch]) -> None:
    case, secret, porch = guest
    hand_in(secret, "leg.txt", b"a photo", porch=porch)
    assert at_once(*[lambda: tell(secret, {"q1": "It was scratched."}, porch=porch)] * 4) == []
    acts = [event.act for event in at_desk.store.events(SHOP, case)]
    assert (acts.count(Act.FACTS_ADDED), acts.count(Act.EXHIBIT_ADDED)) == (1, 1)
    assert len(tellings(at_desk.store.facts(SHOP, case))) == len(at_desk.store.exhibits(SHOP, case)) == 1


def test_a_paper_that_is_taken_back_and_sent_at_once_is_either_and_whole(at_desk: Desk, guest: tuple[CaseId, str, Porch]) -> None:
    case, secret, porch = guest
    for number in range(8):
        content = b"paper %d" % number
        hand_in(secret, f"{number}.txt", content, porch=porch)
        (waiting,) = what_they_see(secret, porch=porch)["waiting"]  # type: ignore[misc]  # a list
        back = list[str | None]()
        raised = at_once(
            lambda ref=waiting["ref"], back=back: back.append(take_back(secret, ref, porch=porch)),  # type: ignore[misc]
            lambda: tell(secret, {}, porch=porch),
        )
        sent = [exhibit for exhibit in at_desk.store.exhibits(SHOP, case) if exhibit.name == f"{number}.txt"]
        assert what_they_see(secret, porch=porch)["waiting"] == []
        assert (back == [None]) == bool(sent)
        assert [type(trouble) for trouble in raised] == ([] if sent else [DeskRefused]), "only that nothing is there to send"
        for exhibit in sent:
            assert exhibit.blob
            assert at_desk.blobs.get(SHOP, case, exhibit.blob) == content
        (link,) = at_desk.store.guest_links(SHOP, case)
        for place in [shelf_of(link), *([] if sent else [case])]:
            with pytest.raises(NotFound):
                at_desk.blobs.get(SHOP, place, _ref(content))


def _ref(content: bytes) -> BlobRef:
    return BlobRef(hashlib.sha256(content).hexdigest())


def test_a_paper_that_is_taken_out_while_its_kind_is_changed_stays_out(at_desk: Desk, guest: tuple[CaseId, str, Porch]) -> None:
    case, _, _ = guest
    for number in range(6):
        paper = add_file(case, b"paper %d" % number, name=f"{number}.txt", custody=Custody(), desk=at_desk)
        raised = at_once(
            lambda ref=paper.id: withdraw(case, ref, "Of another customer.", desk=at_desk),  # type: ignore[misc]
            lambda ref=paper.id: change_kind(case, ref, "proof_of_delivery", desk=at_desk),  # type: ignore[misc]
        )
        assert all(isinstance(trouble, DeskRefused) for trouble in raised), raised
    assert [exhibit.is_in_use for exhibit in at_desk.store.exhibits(SHOP, case)] == [False] * 6
