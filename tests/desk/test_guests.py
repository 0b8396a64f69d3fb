"""A witness, a mediator and a lawyer at the desk: each sees what was given, and nothing else is in what their pages get."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from desk.test_other_side import SECRETIVE, porch
from desk.test_verbs import desk, refused, take
from given import NOW, denial
from yosher.cases.model import Act, CustomerRef
from yosher.customers.model import FindingKind
from yosher.desk.approve import act
from yosher.desk.aside import hand_in, take_back, waiting_paper
from yosher.desk.evidence import Custody, add_file, restore, withdraw
from yosher.desk.guests import (
    OTHERS,
    accounts,
    close_guest,
    give,
    give_account,
    given_answer,
    given_paper,
    invite_guest,
    other_guests,
    what_is_given,
)
from yosher.desk.model import Desk
from yosher.desk.other_side import invite_customer, share, tell, what_they_see
from yosher.desk.porch import MOST_TELLINGS, keep_answers, let_in, opaque, visit
from yosher.desk.ports import Given, Invited, NotAllowed, NotFound, SavedAnswer
from yosher.desk.remark import note
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.kernel.words import Choice, Language
from yosher.people.may import MAY_BE_GIVEN
from yosher.people.model import CasePart, Guest, Role

PARTS = [frozenset(parts) for parts in ({CasePart.CLAIM}, {CasePart.TIMELINE}, {CasePart.CLAIM, CasePart.TIMELINE, CasePart.PAPER})]


def case_at(at_desk: Desk) -> CaseId:
    case = take(at_desk, denial(claim="Not mine", customer=CustomerRef(name="Rina Katz", email="rina@example.com")))
    note(case, SECRETIVE, desk=at_desk)
    return case


def paper_in(case: CaseId, at_desk: Desk, name: str = "terms.txt") -> ExhibitId:
    return add_file(case, f"words of {name}".encode(), name=name, custody=Custody(), desk=at_desk).id


def link(at_desk: Desk, case: CaseId, guest: Guest, *exhibits: ExhibitId, parts: Any = ()) -> str:
    invited = Invited(guest, "Adv. Cohen", "a delivery in May", Given(frozenset(parts), frozenset(exhibits)))
    return invite_guest(case, invited, desk=at_desk)[1]


@pytest.mark.parametrize("guest", OTHERS)
def test_a_guest_sees_the_exhibits_that_were_given_and_no_other(guest: Guest) -> None:
    at_desk = desk()
    case = case_at(at_desk)
    shown, hidden = paper_in(case, at_desk), paper_in(case, at_desk, "private.txt")
    secret = link(at_desk, case, guest, shown)
    at = porch(at_desk)
    if guest is Guest.WITNESS:
        assert what_is_given(secret, porch=at)["papers"] == []  # first their own account
        give_account(secret, {"w1": "I carried it up."}, porch=at)
    papers: Any = what_is_given(secret, porch=at)["papers"]
    assert len(papers) == 1
    assert given_paper(secret, papers[0]["ref"], porch=at)[0] == b"words of terms.txt"
    for wrong in (hidden, shown, "x", ""):
        with pytest.raises(NotFound):
            given_paper(secret, wrong, porch=at)
    (found,) = other_guests(case, desk=at_desk)
    give(case, found.ref, Given(), desk=at_desk)
    assert what_is_given(secret, porch=at)["papers"] == []
    with pytest.raises(NotFound):
        given_paper(secret, papers[0]["ref"], porch=at)


@pytest.mark.parametrize("parts", PARTS)
@pytest.mark.parametrize("guest", [Guest.MEDIATOR, Guest.LAWYER])
def test_a_part_that_was_not_given_has_no_key(guest: Guest, parts: frozenset[CasePart]) -> None:
    at_desk = desk()
    case = case_at(at_desk)
    seen = what_is_given(link(at_desk, case, guest, parts=parts), porch=porch(at_desk))
    assert seen["parts"].keys() == parts  # type: ignore[attr-defined]  # a mapping by part
    assert SECRETIVE not in str(seen)
    assert ("Rina Katz" in str(seen)) == (CasePart.CLAIM in parts)
    assert "rina@example.com" not in str(seen)


@over(st.sampled_from(OTHERS), st.frozensets(st.sampled_from(CasePart)))
def test_only_what_such_a_guest_may_see_can_be_given(guest: Guest, parts: frozenset[CasePart]) -> None:
    at_desk = desk()
    case = take(at_desk)
    invited = Invited(guest, "Adv. Cohen", "a delivery", Given(parts))
    if parts <= set(MAY_BE_GIVEN[guest]):
        made, _ = invite_guest(case, invited, desk=at_desk)
        assert made.invited == invited
    else:
        with refused("not_for_this_guest"):
            invite_guest(case, invited, desk=at_desk)
        assert other_guests(case, desk=at_desk) == []


def test_a_witness_is_told_a_topic_and_nothing_of_the_case() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    seen = what_is_given(link(at_desk, case, Guest.WITNESS), porch=porch(at_desk))
    assert (seen["about"], seen["parts"], seen["papers"]) == ("a delivery in May", {}, [])
    for word in ("Rina", "Not mine", SECRETIVE, "120"):
        assert word not in str(seen)


def test_what_a_witness_tells_is_kept_as_it_is_and_moves_nothing() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    secret, other = link(at_desk, case, Guest.WITNESS), link(at_desk, case, Guest.WITNESS)
    at = porch(at_desk)
    before = at_desk.store.case(at_desk.organisation.id, case)
    facts = list(at_desk.store.facts(at_desk.organisation.id, case))
    keep_answers(secret, {"w1": "half", "q1": "not asked"}, porch=at)
    assert what_is_given(secret, porch=at)["draft"] == {"w1": "half"}
    said = {"w1": "I saw the box. בבית", "w6": "Not the day; card 4111 1111 1111 1111."}
    for _ in range(2):
        give_account(secret, said, porch=at)
    give_account(secret, {"q30": "It was red."}, porch=at)
    told = accounts(at_desk.store.events(at_desk.organisation.id, case))
    assert [event.body["answers"] for event in told] == [
        {"w1": "I saw the box. בבית", "w6": "Not the day; card •••• 1111."},
        {"q30": "It was red."},
    ]
    assert [event.actor.ref.partition(":")[0] for event in told] == ["witness", "witness"]
    assert what_is_given(secret, porch=at)["draft"] == {}
    assert what_is_given(other, porch=at)["told"] == []  # another link may have reached somebody else
    assert at_desk.store.case(at_desk.organisation.id, case).state is before.state
    assert list(at_desk.store.facts(at_desk.organisation.id, case)) == facts


def test_a_witness_tells_so_often_and_hands_in_papers() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    secret, at = link(at_desk, case, Guest.WITNESS), porch(at_desk)
    with refused("nothing_told"):
        give_account(secret, {"w1": " ", "q1": "x"}, porch=at)
    for number in range(MOST_TELLINGS):
        give_account(secret, {"w1": f"account {number}"}, porch=at)
    with refused("told_often"):
        give_account(secret, {"w1": "once more"}, porch=at)
    hand_in(secret, "photo.txt", b"what I wrote down then", porch=at)
    assert list(at_desk.store.exhibits(at_desk.organisation.id, case)) == []
    give_account(secret, {}, porch=at)
    assert len(accounts(at_desk.store.events(at_desk.organisation.id, case))) == MOST_TELLINGS, "a paper alone is no account"
    assert [x.captured_by for x in at_desk.store.exhibits(at_desk.organisation.id, case)] == ["witness"]
    assert [paper["name"] for paper in what_is_given(secret, porch=at)["handed_in"]] == ["photo.txt"]  # type: ignore[attr-defined]


def test_no_guest_is_shown_a_paper_that_was_taken_out_or_an_answer_that_rests_on_it() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    paper, other = paper_in(case, at_desk), paper_in(case, at_desk, "other.txt")
    lawyers, at = link(at_desk, case, Guest.LAWYER, paper, other, parts={CasePart.TIMELINE, CasePart.PAPER}), porch(at_desk)
    _, customers = invite_customer(case, desk=at_desk)
    share(case, paper, desk=at_desk)
    tell(customers, {"q1": "It came."}, porch=at)
    letter = at_desk.blobs.put(at_desk.organisation.id, case, b"a letter that cites it")
    fact = {"at": None, "certainty": "unknown", "kind": "other", "text": "read there", "origin": "unknown", "source": "", "record": None}
    saved = SavedAnswer(
        case, NOW, {"timeline": [fact | {"exhibit": paper}]}, "d", FindingKind.RIGHT, Choice.FIGHT, Choice.FIGHT, None, None, letter=letter
    )
    at_desk.store.save_answer(at_desk.organisation.id, saved)
    visitor = let_in(lawyers, at)
    assert "read there" in str(what_is_given(lawyers, porch=at))
    assert given_answer(lawyers, porch=at) == (b"a letter that cites it", False)
    withdraw(case, paper, "Of another customer.", desk=at_desk)
    seen: Any = what_is_given(lawyers, porch=at)
    assert [one["ref"] for one in seen["papers"]] == [opaque(visitor, other)]
    assert seen["parts"] == {CasePart.TIMELINE: None, CasePart.PAPER: None}
    with pytest.raises(NotFound):
        given_answer(lawyers, porch=at)
    with pytest.raises(NotFound):
        given_paper(lawyers, opaque(visitor, paper), porch=at)
    assert what_they_see(customers, porch=at)["papers"] == []
    with refused("exhibit_is_withdrawn"):
        share(case, paper, desk=at_desk)
    with refused("not_to_be_shown"):
        link(at_desk, case, Guest.LAWYER, paper)
    restore(case, paper, desk=at_desk)
    assert what_they_see(customers, porch=at)["papers"] == [], "who sees it is chosen anew"
    assert [one["ref"] for one in what_is_given(lawyers, porch=at)["papers"]] == [opaque(visitor, other)]  # type: ignore[attr-defined]


def test_an_answer_that_left_is_shown_as_it_left() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    paper = paper_in(case, at_desk)
    lawyers = link(at_desk, case, Guest.LAWYER, paper, parts={CasePart.PAPER})
    letter = at_desk.blobs.put(at_desk.organisation.id, case, b"as it was sent")
    saved = SavedAnswer(case, NOW, {"cites": paper}, "d", FindingKind.RIGHT, Choice.FIGHT, Choice.FIGHT, None, None, letter=letter)
    at_desk.store.save_answer(at_desk.organisation.id, saved)
    for kind in (Act.ANSWERED, Act.APPROVED, Act.SENT):
        act(case, kind, {"choice": "fight", "advised": "fight", "digest": "d"}, desk=at_desk)
    withdraw(case, paper, "Of another customer.", desk=at_desk)
    assert given_answer(lawyers, porch=porch(at_desk)) == (b"as it was sent", False)


@pytest.mark.parametrize("guest", [Guest.MEDIATOR, Guest.LAWYER])
def test_who_only_reads_leaves_nothing(guest: Guest) -> None:
    at_desk = desk()
    secret, at = link(at_desk, case_at(at_desk), guest), porch(at_desk)
    for verb in (
        lambda: give_account(secret, {"w1": "x"}, porch=at),
        lambda: keep_answers(secret, {"w1": "x"}, porch=at),
        lambda: hand_in(secret, "a.txt", b"x", porch=at),
        lambda: take_back(secret, "x", porch=at),
        lambda: waiting_paper(secret, "x", porch=at),
        lambda: tell(secret, {"q1": "x"}, porch=at),
        lambda: what_they_see(secret, porch=at),
    ):
        with pytest.raises(NotFound):
            verb()


def test_a_customers_link_opens_no_other_page_and_a_new_one_leaves_the_others_open() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    lawyers, at = link(at_desk, case, Guest.LAWYER), porch(at_desk)
    _, customers = invite_customer(case, desk=at_desk)
    invite_customer(case, desk=at_desk)
    visit(lawyers, porch=at)
    for verb in (what_is_given, given_answer):
        with pytest.raises(NotFound):
            verb(customers, porch=at)  # type: ignore[operator]  # both take a secret and a porch


def test_a_link_ends_when_it_is_closed_and_with_its_time() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    first, second = link(at_desk, case, Guest.LAWYER), link(at_desk, case, Guest.WITNESS)
    refs = {one.guest: one.ref for one in other_guests(case, desk=at_desk)}
    assert close_guest(case, refs[Guest.LAWYER], desk=at_desk)
    assert not close_guest(case, refs[Guest.LAWYER], desk=at_desk)
    with pytest.raises(NotFound):
        visit(first, porch=porch(at_desk))
    visit(second, porch=porch(at_desk))
    with pytest.raises(NotFound):
        visit(second, porch=porch(at_desk, now=NOW + timedelta(days=14)))
    with refused("guest_link_is_over"):
        give(case, refs[Guest.LAWYER], Given(), desk=at_desk)
    with pytest.raises(NotFound):
        close_guest(case, "nobody", desk=at_desk)
    log = [e for e in at_desk.store.events(at_desk.organisation.id, case) if e.act in (Act.GUEST_INVITED, Act.GUEST_LINK_REVOKED)]
    assert [(e.act, e.body["name"]) for e in log] == [(Act.GUEST_INVITED, "Adv. Cohen")] * 2 + [(Act.GUEST_LINK_REVOKED, "Adv. Cohen")]
    assert first not in str(log)


def test_bad_invitations_are_refused_in_words() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    for code, invited in {
        "guest_has_no_name": Invited(Guest.LAWYER, " \u200b", "x"),
        "witness_has_no_topic": Invited(Guest.WITNESS, "Dana", " "),
        "guest_is_the_customer": Invited(Guest.CUSTOMER, "Rina", "x"),
    }.items():
        with refused(code):
            invite_guest(case, invited, desk=at_desk)
    with pytest.raises(NotFound):
        invite_guest(case, Invited(Guest.LAWYER, "Dana", "", Given(exhibits=frozenset({ExhibitId("X-9")}))), desk=at_desk)
    with pytest.raises(NotFound):
        invite_guest(CaseId("C-9"), Invited(Guest.LAWYER, "Dana"), desk=at_desk)
    with pytest.raises(NotAllowed):
        invite_guest(case, Invited(Guest.LAWYER, "Dana"), desk=replace(at_desk, role=Role.READER))


def test_what_is_not_there_yet_is_said_to_be_not_there() -> None:
    at_desk = desk()
    case = case_at(at_desk)
    secret = link(at_desk, case, Guest.LAWYER, parts=CasePart)
    seen: Any = what_is_given(secret, porch=porch(at_desk))["parts"]
    assert {part for part, kept in seen.items() if kept is None} == {
        CasePart.CLOCK,
        CasePart.TIMELINE,
        CasePart.FINDING,
        CasePart.PAPER,
    }
    with pytest.raises(NotFound):
        given_answer(secret, porch=porch(at_desk))
    visit(secret, porch=porch(at_desk), language=Language.HE)
    assert other_guests(case, desk=at_desk)[0].language is Language.HE
    act(case, Act.NOTE, {"text": "after"}, desk=at_desk)  # the log goes on
