"""The customer's page at the desk: only an open link lets in, and only what is named can be seen there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.test_verbs import desk, refused, take
from fakes import read_text
from given import NOW, denial
from yosher.cases.model import Act, CustomerRef, Goods, State, Transaction
from yosher.desk.approve import act
from yosher.desk.aside import LARGEST_FILE, MOST_FILES, hand_in, take_back, waiting_paper, were_sent
from yosher.desk.evidence import Custody, add_file
from yosher.desk.model import Desk
from yosher.desk.office import set_setting
from yosher.desk.other_side import (
    SEEN,
    invite_customer,
    paper_they_see,
    revoke_link,
    share,
    tell,
    tellings,
    unshare,
    what_they_see,
)
from yosher.desk.porch import MOST_LETTERS, MOST_TELLINGS, Porch, keep_answers, visit
from yosher.desk.ports import NotFound
from yosher.desk.remark import note
from yosher.evidence.model import Lawful, Origin, Readable
from yosher.kernel.actor import ActorKind
from yosher.kernel.ids import CaseId
from yosher.kernel.when import Certainty
from yosher.kernel.words import Language
from yosher.people.model import Role

SECRETIVE = "suspicious, look at the neighbour"


def porch(at_desk: Desk, **changes: Any) -> Porch:
    return replace(Porch(at_desk.now, at_desk.store, at_desk.blobs, at_desk.files), **changes)


def invited(**changes: Any) -> tuple[Desk, CaseId, str]:
    at_desk = desk()
    case = take(at_desk, denial(**changes))
    return at_desk, case, invite_customer(case, desk=at_desk)[1]


def keys_of(document: object) -> set[str]:
    match document:
        case dict():
            held = document.items()
            return {str(key) for key, _ in held} | {key for name, value in held if name != "draft" for key in keys_of(value)}
        case list():
            return {key for value in document for key in keys_of(value)}
        case _:
            return set()


@pytest.mark.parametrize("wrong", ["", "guessed", "SECRET-1", "secret-1 ", "C-1", "\x00", "ס" * 3000])
def test_a_guessed_link_opens_nothing(wrong: str) -> None:
    at_desk, _, _ = invited()
    verbs: list[Any] = [
        lambda: what_they_see(wrong, porch=porch(at_desk)),
        lambda: visit(wrong, porch=porch(at_desk)),
        lambda: tell(wrong, {"q1": "x"}, porch=porch(at_desk)),
        lambda: keep_answers(wrong, {"q1": "x"}, porch=porch(at_desk)),
        lambda: hand_in(wrong, "a.txt", b"x", porch=porch(at_desk)),
        lambda: take_back(wrong, "x", porch=porch(at_desk)),
        lambda: waiting_paper(wrong, "x", porch=porch(at_desk)),
        lambda: were_sent(wrong, ["x"], porch=porch(at_desk)),
        lambda: paper_they_see(wrong, "x", porch=porch(at_desk)),
    ]
    for verb in verbs:
        with pytest.raises(NotFound, match=r"^link $"):
            verb()


def test_a_link_ends_with_its_time_by_a_newer_one_and_when_it_is_revoked() -> None:
    at_desk, case, secret = invited()
    visit(secret, porch=porch(at_desk, now=NOW + timedelta(days=14, seconds=-1)))
    with pytest.raises(NotFound):
        visit(secret, porch=porch(at_desk, now=NOW + timedelta(days=14)))
    _, newer = invite_customer(case, desk=at_desk)
    with pytest.raises(NotFound):
        visit(secret, porch=porch(at_desk))
    visit(newer, porch=porch(at_desk))
    assert revoke_link(case, desk=at_desk)
    assert not revoke_link(case, desk=at_desk)
    with pytest.raises(NotFound):
        visit(newer, porch=porch(at_desk))


def test_how_long_a_link_lasts_is_a_setting() -> None:
    at_desk = desk()
    for wrong in ("0", "91", "7.5", "soon"):
        with refused("setting_unreadable"):
            set_setting("guest_link_days", wrong, desk=at_desk)
    set_setting("guest_link_days", "3", desk=at_desk)
    case = take(at_desk)
    link, _ = invite_customer(case, desk=replace(at_desk, organisation=at_desk.store.organisation(at_desk.organisation.id)))
    assert link.expires_at == NOW + timedelta(days=3)


def test_the_log_names_no_secret_and_the_first_visit_is_noted_once() -> None:
    at_desk, case, secret = invited()
    visit(secret, porch=porch(at_desk), counts=False)
    assert at_desk.store.guest_links(at_desk.organisation.id, case)[0].opened_at is None
    visit(secret, porch=porch(at_desk), language=Language.HE)
    visit(secret, porch=porch(at_desk, now=NOW + timedelta(days=1)))
    link = at_desk.store.guest_links(at_desk.organisation.id, case)[0]
    assert (link.opened_at, link.language) == (NOW, Language.HE)
    events = at_desk.store.events(at_desk.organisation.id, case)
    assert events[-1].act is Act.CUSTOMER_INVITED
    assert secret not in str(events)


def test_who_only_reads_makes_no_link_and_shares_nothing() -> None:
    at_desk, case, _ = invited()
    reader = replace(at_desk, role=Role.READER)
    paper = add_file(case, b"x", name="a.txt", custody=Custody(), desk=at_desk).id
    verbs: list[Any] = [
        invite_customer,
        revoke_link,
        lambda c, desk: share(c, paper, desk=desk),
        lambda c, desk: unshare(c, paper, desk=desk),
    ]
    for verb in verbs:
        with refused("role_may_not"):
            verb(case, desk=reader)


def test_what_is_told_is_a_fact_of_the_customers_and_a_later_telling_adds() -> None:
    at_desk, case, secret = invited()
    keep_answers(secret, {"q1": "The courier called.", "q99": "x", "title": "y"}, porch=porch(at_desk))
    assert what_they_see(secret, porch=porch(at_desk))["draft"] == {"q1": "The courier called."}
    first: Any = tell(secret, {"q1": " My card is 4111 1111 1111 1111. ", "q3": "A new leg.\u202e", "role": "owner"}, porch=porch(at_desk))
    assert tell(secret, {"q1": " My card is 4111 1111 1111 1111. ", "q3": "A new leg."}, porch=porch(at_desk)) == first
    tell(secret, {"q30": "It was a Tuesday."}, porch=porch(at_desk, now=NOW + timedelta(hours=1)))
    kept = tellings(at_desk.store.facts(at_desk.organisation.id, case))
    assert [fact.text for fact in kept] == ["My card is •••• 1111.\n\nA new leg.", "It was a Tuesday."]
    assert {(fact.origin, fact.kind) for fact in kept} == {(Origin.CUSTOMER, "message_in")}
    assert kept[0].moment is not None
    assert (kept[0].moment.at, kept[0].moment.certainty) == (NOW, Certainty.EXACT)
    assert [e.actor.kind for e in at_desk.store.events(at_desk.organisation.id, case) if e.act is Act.FACTS_ADDED] == [
        ActorKind.WITNESS
    ] * 2
    assert what_they_see(secret, porch=porch(at_desk))["draft"] == {}
    with refused("nothing_told"):
        tell(secret, {"q1": "  ", "nonsense": "x"}, porch=porch(at_desk))


def test_what_is_told_takes_an_approval_back_and_asks_for_a_new_answer() -> None:
    at_desk, case, secret = invited()
    act(case, Act.ANSWERED, {"choice": "fight", "advised": "fight", "digest": "d"}, desk=at_desk)
    act(case, Act.APPROVED, {"choice": "fight", "digest": "d"}, desk=at_desk)
    tell(secret, {"q1": "It came after all."}, porch=porch(at_desk))
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.GATHERING
    assert [row.row.task for row in at_desk.store.work(at_desk.organisation.id, now=NOW)] == ["prepare_answer"] * 2


def test_a_long_answer_is_taken_whole_and_a_longer_one_is_refused_and_never_cut() -> None:
    at_desk, _, secret = invited()
    long = "a" * (MOST_LETTERS - 1) + "\r\n" + " "
    keep_answers(secret, {"q1": long, "q3": "b" * MOST_LETTERS}, porch=porch(at_desk))
    for act_of in (keep_answers, tell):
        with refused("answer_too_long"):
            act_of(secret, {"q1": "a" * (MOST_LETTERS + 1), "q3": "c"}, porch=porch(at_desk))
    assert what_they_see(secret, porch=porch(at_desk))["draft"] == {"q1": long.strip(), "q3": "b" * MOST_LETTERS}


def test_nobody_tells_without_end() -> None:
    at_desk, _, secret = invited()
    for number in range(MOST_TELLINGS):
        tell(secret, {"q1": f"{number}"}, porch=porch(at_desk))
    with refused("told_often"):
        tell(secret, {"q1": "once more"}, porch=porch(at_desk))


def test_nothing_is_shared_that_nobody_ticked_and_nothing_before_the_own_account() -> None:
    at_desk, case, secret = invited()
    shown = add_file(case, b"our terms", name="terms-for-liars.txt", custody=Custody(note=SECRETIVE, day=date(2026, 10, 1)), desk=at_desk)
    hidden = add_file(case, b"our notes", name="notes.txt", custody=Custody(), desk=at_desk)
    assert what_they_see(secret, porch=porch(at_desk))["papers"] == []
    share(case, shown.id, desk=at_desk)
    share(case, shown.id, desk=at_desk)
    assert what_they_see(secret, porch=porch(at_desk))["papers"] == []
    tell(secret, {"q1": "It never came."}, porch=porch(at_desk))
    seen = what_they_see(secret, porch=porch(at_desk))
    papers: Any = seen["papers"]
    assert [(paper["kind"], paper["day"]) for paper in papers] == [("other", date(2026, 10, 1))]
    assert paper_they_see(secret, papers[0]["ref"], porch=porch(at_desk)) == (b"our terms", "text/plain")
    for inside in (SECRETIVE, "liars", shown.id, hidden.id, "notes.txt", case):
        assert inside not in str(seen)
    for ref in (shown.id, hidden.id, "", "x"):
        with pytest.raises(NotFound):
            paper_they_see(secret, ref, porch=porch(at_desk))
    unshare(case, shown.id, desk=at_desk)
    with pytest.raises(NotFound):
        paper_they_see(secret, papers[0]["ref"], porch=porch(at_desk))
    acts = [e.act for e in at_desk.store.events(at_desk.organisation.id, case)]
    assert (acts.count(Act.EXHIBIT_SHARED), acts.count(Act.EXHIBIT_UNSHARED)) == (1, 1)


def test_what_is_no_file_or_may_not_be_used_is_not_shared() -> None:
    at_desk, case, _ = invited()
    recording = add_file(case, b"RIFF", name="call.wav", custody=Custody(kind="call_recording"), desk=at_desk)
    at_desk.store.add_exhibit(at_desk.organisation.id, case, replace(recording, lawful=Lawful.UNLAWFUL))
    at_desk.store.add_exhibit(at_desk.organisation.id, case, replace(recording, id="X-d", blob=None, readable=Readable.DESCRIBED))  # type: ignore[arg-type]  # an id
    for ref in (recording.id, "X-d"):
        with refused("not_to_be_shared"):
            share(case, ref, desk=at_desk)  # type: ignore[arg-type]  # an id
    with pytest.raises(NotFound):
        share(case, "X-nothing", desk=at_desk)  # type: ignore[arg-type]  # an id


def test_a_new_link_shows_nothing_of_what_came_in_by_the_earlier_one() -> None:
    """It may have reached somebody else."""
    at_desk, case, secret = invited()
    tell(secret, {"q1": "my private words"}, porch=porch(at_desk))
    hand_in(secret, "mine.txt", b"mine", porch=porch(at_desk))
    tell(secret, {}, porch=porch(at_desk))
    hand_in(secret, "later.txt", b"later", porch=porch(at_desk))
    seen = str(what_they_see(secret, porch=porch(at_desk)))
    assert all(words in seen for words in ("my private words", "mine.txt", "later.txt"))
    _, newer = invite_customer(case, desk=at_desk)
    seen_anew = what_they_see(newer, porch=porch(at_desk))
    assert (seen_anew["told"], seen_anew["handed_in"], seen_anew["waiting"]) == ([], [], [])


def test_a_paper_of_the_customers_is_kept_as_theirs() -> None:
    at_desk, case, secret = invited()
    assert hand_in(secret, "../../etc/\u202egpj.exe.txt", b"a photo", porch=porch(at_desk)).name == "gpj.exe.txt"
    assert list(at_desk.store.exhibits(at_desk.organisation.id, case)) == []
    tell(secret, {"q1": "This is how it looked."}, porch=porch(at_desk))
    kept = at_desk.store.exhibits(at_desk.organisation.id, case)[-1]
    assert (kept.captured_by, kept.captured_at, kept.name) == ("customer", NOW, "gpj.exe.txt")
    assert [x["name"] for x in what_they_see(secret, porch=porch(at_desk))["handed_in"]] == ["gpj.exe.txt"]  # type: ignore[attr-defined]  # a list


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"x" * (LARGEST_FILE + 1), "file_too_large"),
        (b"\xef\xbb\xbf <svg onload='alert(1)'>", "kind_not_taken"),
        (b"<html><script>alert(1)</script>", "kind_not_taken"),
    ],
)
def test_what_could_harm_is_not_taken_in(content: bytes, code: str) -> None:
    at_desk, case, secret = invited()
    with refused(code):
        hand_in(secret, "photo.jpg", content, porch=porch(at_desk))
    assert list(at_desk.store.exhibits(at_desk.organisation.id, case)) == []
    assert what_they_see(secret, porch=porch(at_desk))["waiting"] == []


def test_a_kind_that_is_not_taken_is_refused_by_its_bytes() -> None:
    at_desk, _, secret = invited()
    with refused("kind_not_taken"):
        hand_in(secret, "a.wav", b"RIFF", porch=porch(at_desk, files=read_text))


def test_twenty_files_are_enough() -> None:
    at_desk, _, secret = invited()
    for number in range(MOST_FILES):
        hand_in(secret, f"{number}.txt", b"%d" % number, porch=porch(at_desk))
        if number == 5:
            tell(secret, {}, porch=porch(at_desk))
    with refused("too_many_files"):
        hand_in(secret, "one-more.txt", b"more", porch=porch(at_desk))


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4)
)
def test_whatever_the_file_holds_only_named_keys_are_seen(claim: str, bought: str, remark: str, answers: dict[str, str]) -> None:
    at_desk, case, secret = invited(
        claim=claim,
        goods=Goods(description=bought),
        customer=CustomerRef(ref="cus_inside", name="Dana Inside", email="inside@example.com"),
        transaction=Transaction(id="ch_inside", day=date(2026, 10, 1), last4="9876"),
    )
    if remark.strip():
        at_desk.store.record(
            at_desk.organisation.id,
            case,
            act=Act.NOTE,
            actor=at_desk.actor,
            happened=at_desk.store.events(at_desk.organisation.id, case)[0].happened,
            body={"text": remark},
        )
    note(case, SECRETIVE, desk=at_desk)
    paper = add_file(case, b"words inside", name="inside.txt", custody=Custody(note=SECRETIVE), desk=at_desk)
    share(case, paper.id, desk=at_desk)
    tell(secret, {"q1": "mine"} | answers, porch=porch(at_desk))
    seen = what_they_see(secret, porch=porch(at_desk))
    assert keys_of(seen) <= SEEN
    for inside in ("cus_inside", "ch_inside", "inside.txt", "words inside", SECRETIVE, "9876", "Dana Inside", "inside@", case, paper.id):
        assert inside not in str(seen)
