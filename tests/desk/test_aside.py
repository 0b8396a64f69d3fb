"""Papers of a guest: nobody sees them before they are sent, what is taken back is gone, and a sending is whole or nothing."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.test_guests import link
from desk.test_other_side import invited, porch
from desk.test_verbs import desk, refused, take
from fakes import FakeBlobs
from given import NOW
from yosher.cases.model import Act, State
from yosher.desk.approve import act
from yosher.desk.aside import hand_in, shelf_of, take_back, waiting_paper, were_sent
from yosher.desk.evidence import Custody, add_file, restore, withdraw
from yosher.desk.guests import close_guest, give_account, other_guests, what_is_given
from yosher.desk.model import Desk
from yosher.desk.other_side import invite_customer, paper_they_see, tell, tellings, what_they_see
from yosher.desk.porch import MOST_TELLINGS, has_begun, keep_answers
from yosher.desk.ports import Trouble
from yosher.kernel.ids import BlobRef, CaseId, OrgId
from yosher.kernel.reason import Reason
from yosher.people.model import Guest

PHOTO, INVOICE = b"a photo of the leg", b"the invoice of somebody else"


def kept_of(at_desk: Desk) -> list[bytes]:
    blobs: Any = at_desk.blobs
    return sorted(content for content in blobs.kept.values() if content in (PHOTO, INVOICE))


def waiting_in(secret: str, at_desk: Desk) -> dict[str, str]:
    papers: Any = what_they_see(secret, porch=porch(at_desk))["waiting"]
    return {paper["name"]: paper["ref"] for paper in papers}


def sent_in(secret: str, at_desk: Desk) -> list[str]:
    papers: Any = what_they_see(secret, porch=porch(at_desk))["handed_in"]
    return [paper["name"] for paper in papers]


def exhibits_in(at_desk: Desk, case: CaseId) -> list[str]:
    return [exhibit.name for exhibit in at_desk.store.exhibits(at_desk.organisation.id, case)]


def test_a_paper_waits_until_the_account_is_sent() -> None:
    at_desk, case, secret = invited()
    events = list(at_desk.store.events(at_desk.organisation.id, case))
    (customers,) = at_desk.store.guest_links(at_desk.organisation.id, case)
    assert not has_begun(customers, store=at_desk.store)
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    assert has_begun(customers, store=at_desk.store)
    ref = waiting_in(secret, at_desk)["leg.txt"]
    assert waiting_paper(secret, ref, porch=porch(at_desk)) == (PHOTO, "text/plain")
    assert (exhibits_in(at_desk, case), list(at_desk.store.events(at_desk.organisation.id, case))) == ([], events)
    tell(secret, {"q1": "It was scratched."}, porch=porch(at_desk))
    assert (waiting_in(secret, at_desk), sent_in(secret, at_desk)) == ({}, ["leg.txt"])
    assert not has_begun(customers, store=at_desk.store)
    (exhibit,) = at_desk.store.exhibits(at_desk.organisation.id, case)
    assert exhibit.blob
    assert at_desk.blobs.get(at_desk.organisation.id, case, exhibit.blob) == PHOTO
    assert kept_of(at_desk) == [PHOTO], "it lies with the case alone"
    (seen,) = what_they_see(secret, porch=porch(at_desk))["handed_in"]  # type: ignore[misc]  # a list
    assert paper_they_see(secret, seen["ref"], porch=porch(at_desk)) == (PHOTO, "text/plain")


def test_what_is_taken_back_is_gone_and_its_bytes_too() -> None:
    at_desk, case, secret = invited()
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    hand_in(secret, "invoice.txt", INVOICE, porch=porch(at_desk))
    ref = waiting_in(secret, at_desk)["invoice.txt"]
    assert take_back(secret, ref, porch=porch(at_desk)) == "invoice.txt"
    assert (take_back(secret, ref, porch=porch(at_desk)), waiting_paper(secret, ref, porch=porch(at_desk))) == (None, None)
    assert kept_of(at_desk) == [PHOTO]
    tell(secret, {"q1": "It was scratched."}, porch=porch(at_desk))
    assert exhibits_in(at_desk, case) == ["leg.txt"]
    assert "invoice" not in str(at_desk.store.__dict__), "its name is nowhere"


def test_bytes_that_others_have_stay_theirs() -> None:
    """The business's exhibit, and what another guest keeps aside."""
    at_desk, case, secret = invited()
    ours = add_file(case, PHOTO, name="ours.txt", custody=Custody(), desk=at_desk)
    witness = link(at_desk, case, Guest.WITNESS)
    for one in (secret, witness):
        hand_in(one, "leg.txt", PHOTO, porch=porch(at_desk))
    assert len(kept_of(at_desk)) == 3
    take_back(secret, waiting_in(secret, at_desk)["leg.txt"], porch=porch(at_desk))
    assert ours.blob
    assert at_desk.blobs.get(at_desk.organisation.id, case, ours.blob) == PHOTO
    (theirs,) = what_is_given(witness, porch=porch(at_desk))["waiting"]  # type: ignore[misc]  # a list
    assert waiting_paper(witness, theirs["ref"], porch=porch(at_desk)) == (PHOTO, "text/plain")
    assert waiting_paper(secret, theirs["ref"], porch=porch(at_desk)) is None


def test_what_a_guest_sends_stands_beside_the_same_paper_of_the_business_and_of_another_guest() -> None:
    at_desk, case, secret = invited()
    add_file(case, PHOTO, name="leg.txt", custody=Custody(), desk=at_desk)
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    tell(secret, {}, porch=porch(at_desk))
    assert sent_in(secret, at_desk) == ["leg.txt"]
    _, newer = invite_customer(case, desk=at_desk)
    hand_in(newer, "leg.txt", PHOTO, porch=porch(at_desk))
    tell(newer, {}, porch=porch(at_desk))
    assert sent_in(newer, at_desk) == ["leg.txt"]
    assert len(exhibits_in(at_desk, case)) == 3


def test_a_paper_alone_can_be_sent_and_the_case_is_weighed_anew() -> None:
    at_desk, case, secret = invited()
    act(case, Act.ANSWERED, {"choice": "fight", "advised": "fight", "digest": "d"}, desk=at_desk)
    act(case, Act.APPROVED, {"choice": "fight", "digest": "d"}, desk=at_desk)
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.APPROVED
    assert tell(secret, {}, porch=porch(at_desk)) is None
    assert (exhibits_in(at_desk, case), tellings(at_desk.store.facts(at_desk.organisation.id, case))) == (["leg.txt"], [])
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.GATHERING
    assert [row.row.task for row in at_desk.store.work(at_desk.organisation.id, now=NOW)] == ["prepare_answer"] * 2
    assert what_they_see(secret, porch=porch(at_desk))["papers"] == [], "our papers are shown after an account in words"


def test_the_same_sending_again_makes_nothing_double() -> None:
    at_desk, case, secret = invited()
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    assert not hand_in(secret, "leg-copy.txt", PHOTO, porch=porch(at_desk)).is_sent
    shown = list(waiting_in(secret, at_desk).values())
    assert not were_sent(secret, shown, porch=porch(at_desk))
    tell(secret, {"q1": "It was scratched."}, porch=porch(at_desk))
    events = list(at_desk.store.events(at_desk.organisation.id, case))
    assert were_sent(secret, shown, porch=porch(at_desk))
    assert hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk)).is_sent
    tell(secret, {"q1": "It was scratched."}, porch=porch(at_desk))
    with refused("nothing_told"):
        tell(secret, {}, porch=porch(at_desk))
    assert list(at_desk.store.events(at_desk.organisation.id, case)) == events
    assert kept_of(at_desk) == [PHOTO]


def test_nothing_is_half_sent() -> None:
    at_desk, case, secret = invited()
    for number in range(MOST_TELLINGS):
        tell(secret, {"q1": f"{number}"}, porch=porch(at_desk))
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    keep_answers(secret, {"q1": "once more"}, porch=porch(at_desk))
    with refused("told_often"):
        tell(secret, {"q1": "once more"}, porch=porch(at_desk))
    assert (exhibits_in(at_desk, case), list(waiting_in(secret, at_desk))) == ([], ["leg.txt"])
    assert what_they_see(secret, porch=porch(at_desk))["draft"] == {"q1": "once more"}
    assert kept_of(at_desk) == [PHOTO]


class Stubborn(FakeBlobs):
    """Takes and gives, and cannot write with a case or erase."""

    def put(self, organisation: OrgId, case: CaseId, content: bytes) -> BlobRef:
        if case.startswith("C-") and content == PHOTO:
            raise Trouble(Reason("store.disk_full"))
        return super().put(organisation, case, content)

    def erase(self, organisation: OrgId, case: CaseId, refs: Iterable[BlobRef] | None = None) -> None:
        raise Trouble(Reason("store.blob_failed"))


def test_a_full_disk_sends_nothing_and_loses_nothing() -> None:
    at_desk = replace(desk(), blobs=Stubborn())
    case = take(at_desk)
    _, secret = invite_customer(case, desk=at_desk)
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    with pytest.raises(Trouble):
        tell(secret, {"q1": "It was scratched."}, porch=porch(at_desk))
    assert tellings(at_desk.store.facts(at_desk.organisation.id, case)) == []
    assert (exhibits_in(at_desk, case), list(waiting_in(secret, at_desk))) == ([], ["leg.txt"])
    with pytest.raises(Trouble):
        take_back(secret, waiting_in(secret, at_desk)["leg.txt"], porch=porch(at_desk))
    assert list(waiting_in(secret, at_desk)) == ["leg.txt"], "what could not be erased stays listed"


def test_a_sending_stands_where_its_first_place_cannot_be_emptied() -> None:
    at_desk = replace(desk(), blobs=Stubborn())
    case = take(at_desk)
    secret = link(at_desk, case, Guest.WITNESS)
    hand_in(secret, "note.txt", INVOICE, porch=porch(at_desk))
    give_account(secret, {"w1": "I was there."}, porch=porch(at_desk))
    assert exhibits_in(at_desk, case) == ["note.txt"]


def test_what_was_taken_out_by_the_business_is_gone_from_their_page_and_may_be_sent_again() -> None:
    at_desk, case, secret = invited()
    hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk))
    tell(secret, {"q1": "It was scratched."}, porch=porch(at_desk))
    (exhibit,) = at_desk.store.exhibits(at_desk.organisation.id, case)
    withdraw(case, exhibit.id, "The customer asked for it.", desk=at_desk)
    assert sent_in(secret, at_desk) == []
    assert not hand_in(secret, "leg.txt", PHOTO, porch=porch(at_desk)).is_sent
    tell(secret, {}, porch=porch(at_desk))
    assert sent_in(secret, at_desk) == ["leg.txt"]
    (again,) = at_desk.store.exhibits(at_desk.organisation.id, case)
    assert (again.id, again.is_in_use) == (exhibit.id, True)
    assert restore(case, exhibit.id, desk=at_desk) == again


def test_what_was_not_sent_is_gone_once_its_link_is_closed() -> None:
    at_desk, case, secret = invited()
    witness = link(at_desk, case, Guest.WITNESS)
    for one, question in ((secret, "q1"), (witness, "w1")):
        hand_in(one, "leg.txt", PHOTO, porch=porch(at_desk))
        keep_answers(one, {question: "half a sentence"}, porch=porch(at_desk))
    invite_customer(case, desk=at_desk)
    assert kept_of(at_desk) == [PHOTO], "the witness's"
    (theirs,) = other_guests(case, desk=at_desk)
    close_guest(case, theirs.ref, desk=at_desk)
    assert kept_of(at_desk) == []
    assert "half a sentence" not in str(at_desk.store.__dict__)
    assert "leg.txt" not in str(at_desk.store.__dict__)


NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["hand_in", "take_back", "send"]), NAMES), max_size=12))
def test_whatever_is_done_what_waits_or_was_sent_is_there_and_all_else_is_gone(steps: list[tuple[str, str]]) -> None:
    at_desk, case, secret = invited()
    waits: set[str] = set()
    sent: set[str] = set()
    for step, name in steps:
        if step == "hand_in":
            hand_in(secret, name, name.encode(), porch=porch(at_desk))
            waits |= {name} - sent
        elif step == "take_back" and name in waits:
            take_back(secret, waiting_in(secret, at_desk)[name], porch=porch(at_desk))
            waits -= {name}
        elif step == "send" and waits:
            tell(secret, {}, porch=porch(at_desk))
            sent, waits = sent | waits, set()
    assert (set(waiting_in(secret, at_desk)), set(sent_in(secret, at_desk))) == (waits, sent)
    (customers,) = at_desk.store.guest_links(at_desk.organisation.id, case)
    blobs: Any = at_desk.blobs
    lies = {place: {content.decode() for (_, at, _), content in blobs.kept.items() if at == place} for place in (case, shelf_of(customers))}
    assert lies[shelf_of(customers)] == waits
    assert lies[case] & {"a.txt", "b.txt", "c.txt"} == sent
