"""The paper in a person's own words: an approval is of the words that were read, and nobody's words are overwritten unseen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.test_verbs import WORKSHOP, desk, refused, take
from given import NOW, denial
from yosher.cases.model import Act, CaseEvent, Due, State, StatedDue
from yosher.desk.answer import Wish
from yosher.desk.approve import approve
from yosher.desk.evidence import Custody, add_file
from yosher.desk.keep import approve_answer, give_answer
from yosher.desk.letter import LetterDraft, WordsChanged, Written, draft_document, letter_draft, write_letter
from yosher.desk.model import Desk
from yosher.desk.ports import NotAllowed, SentByHand
from yosher.desk.send import send_by_hand
from yosher.kernel.ids import CaseId, PersonId
from yosher.kernel.words import Choice, Language
from yosher.packets.own_words import MOST, Part
from yosher.people.model import Role


@pytest.fixture
def at_desk() -> Desk:
    return desk()


def answered(at_desk: Desk, choice: Choice = Choice.OFFER, language: Language | None = None) -> CaseId:
    case = take(at_desk)
    give_answer(case, desk=at_desk, workshop=WORKSHOP, reader=Language.EN, wish=Wish(choice, "so", language))
    return case


def word(case: CaseId, at_desk: Desk, based_on: int | None = None, **parts: str) -> Written:
    return write_letter(case, parts, based_on=based_on, desk=at_desk, workshop=WORKSHOP, reader=Language.EN)


def acts(case: CaseId, at_desk: Desk) -> list[Act]:
    return [event.act for event in at_desk.store.events(at_desk.organisation.id, case)]


def paper(case: CaseId, at_desk: Desk) -> str:
    saved = at_desk.store.answer(at_desk.organisation.id, case)
    assert saved is not None
    return str(saved.document["paper"])


def test_words_stand_in_the_paper_with_who_wrote_them(at_desk: Desk) -> None:
    case = answered(at_desk)
    before = letter_draft(case, desk=at_desk)
    assert (before.revision, before.by, before.at) == (0, "", None)
    written = word(case, at_desk, body="I am sorry that it came late.")
    assert "I am sorry that it came late." in paper(case, at_desk)
    assert written.draft.text_of(Part.BODY) == "I am sorry that it came late."
    assert (written.draft.by, written.draft.at) == ("dana", at_desk.now)
    assert [one.part for one in written.draft.sentences if one.is_own] == [Part.BODY]
    assert acts(case, at_desk)[-2:] == [Act.LETTER_WORDED, Act.ANSWERED]


def test_an_approval_is_taken_back_by_other_words_and_given_to_them(at_desk: Desk) -> None:
    case = answered(at_desk)
    approve(case, desk=at_desk)
    word(case, at_desk, body="Something else.")
    assert at_desk.store.case(at_desk.organisation.id, case).state is State.ANSWER_READY
    with refused("desk.not_approved"):
        send_by_hand(case, SentByHand(PersonId("dana"), at_desk.now, "mail"), desk=at_desk)
    approve_answer(case, desk=at_desk, workshop=WORKSHOP, reader=Language.EN)
    send_by_hand(case, SentByHand(PersonId("dana"), at_desk.now, "mail"), desk=at_desk)
    assert acts(case, at_desk)[-1] is Act.WRITTEN_TO_CUSTOMER


def test_who_comes_second_sees_what_stands_and_loses_nothing(at_desk: Desk) -> None:
    case = answered(at_desk)
    opened = letter_draft(case, desk=at_desk).revision
    first = word(case, at_desk, opened, body="The first.").draft
    with pytest.raises(WordsChanged) as changed:
        word(case, at_desk, opened, body="The second.")
    assert changed.value.now == first
    assert letter_draft(case, desk=at_desk).text_of(Part.BODY) == "The first."
    assert word(case, at_desk, first.revision, body="The second.").draft.text_of(Part.BODY) == "The second."


def test_who_was_first_while_this_one_waited_is_noticed(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server with rows that are locked: what was read before the wait is not what stands after it."""
    case = answered(at_desk)
    word(case, at_desk, body="The first.")
    events = at_desk.store.events
    calls: list[int] = []

    def as_read_before_the_wait(*of: Any) -> Sequence[CaseEvent]:
        calls.append(1)
        found = events(*of)
        return [e for e in found if e.act is not Act.LETTER_WORDED] if found[-1].act is not Act.LETTER_WORDED else found

    monkeypatch.setattr(at_desk.store, "events", as_read_before_the_wait)
    with pytest.raises(WordsChanged):
        word(case, at_desk, 0, body="The second.")
    monkeypatch.undo()
    assert letter_draft(case, desk=at_desk).text_of(Part.BODY) == "The first."


def test_the_same_words_again_change_nothing(at_desk: Desk) -> None:
    case = answered(at_desk)
    word(case, at_desk, body="Once.")
    before = acts(case, at_desk)
    assert word(case, at_desk, body="  Once. ").draft.text_of(Part.BODY) == "Once."
    assert acts(case, at_desk) == before


def test_our_own_words_typed_again_are_ours_again(at_desk: Desk) -> None:
    case = answered(at_desk)
    ours = letter_draft(case, desk=at_desk).text_of(Part.BODY)
    word(case, at_desk, body="Otherwise.", greeting="Dear friend,")
    draft = word(case, at_desk, body=ours).draft
    assert [one.part for one in draft.sentences if one.is_own] == [Part.GREETING]
    back = write_letter(case, None, based_on=draft.revision, desk=at_desk, workshop=WORKSHOP, reader=Language.EN).draft
    assert not any(one.is_own for one in back.sentences)
    assert "Dear friend," not in paper(case, at_desk)


def test_words_belong_to_one_course_and_one_language(at_desk: Desk) -> None:
    case = answered(at_desk)
    word(case, at_desk, body="About the offer.")
    give_answer(case, desk=at_desk, workshop=WORKSHOP, reader=Language.EN, wish=Wish(Choice.TALK, "first talk"))
    assert letter_draft(case, desk=at_desk).revision == 0
    give_answer(case, desk=at_desk, workshop=WORKSHOP, reader=Language.EN, wish=Wish(Choice.OFFER, "after all"))
    assert letter_draft(case, desk=at_desk).text_of(Part.BODY) == "About the offer."


def test_facts_that_change_what_we_say_are_pointed_out(at_desk: Desk) -> None:
    case = answered(at_desk)
    event = word(case, at_desk, opening="As I see it.", body="Mine.").draft
    assert not any(one.has_moved for one in event.sentences)
    store: Any = at_desk.store
    log = store.log[at_desk.organisation.id, case]
    at = next(n for n, e in enumerate(log) if e.act is Act.LETTER_WORDED)
    over = log[at].body["over"]
    log[at] = replace(log[at], body={**log[at].body, "over": {**over, "body": "older"}})
    moved = [one.part for one in letter_draft(case, desk=at_desk).sentences if one.has_moved]
    assert moved == [Part.BODY]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"body": "   "}, "desk.words_empty"),
        ({"body": "x" * (MOST + 1)}, "desk.words_too_long"),
        ({"body": "see [Q]"}, "desk.words_no_exhibits"),
        ({"answer": "of a packet"}, "desk.words_no_such_part"),
        ({"<b>": "?"}, "desk.words_no_such_part"),
    ],
)
def test_unfit_words_are_refused_and_nothing_is_written(at_desk: Desk, parts: dict[str, str], code: str) -> None:
    case = answered(at_desk)
    before = acts(case, at_desk)
    with refused(code):
        word(case, at_desk, greeting="Dear friend,", **parts)
    assert acts(case, at_desk) == before


def test_without_a_paper_there_is_nothing_to_word(at_desk: Desk) -> None:
    case = take(at_desk)
    with refused("desk.nothing_prepared"):
        letter_draft(case, desk=at_desk)
    give_answer(case, desk=at_desk, workshop=WORKSHOP, reader=Language.EN, wish=Wish(Choice.MEDIATE, "so"))
    with refused("desk.no_paper"):
        letter_draft(case, desk=at_desk)


def test_what_left_stays_as_it_was_written(at_desk: Desk) -> None:
    case = answered(at_desk, Choice.ACCEPT)
    approve(case, desk=at_desk)
    send_by_hand(case, SentByHand(PersonId("dana"), at_desk.now, "mail"), desk=at_desk)
    assert letter_draft(case, desk=at_desk).may_be_written is False
    with refused("cases.words_too_late"):
        word(case, at_desk, answer="Too late.")


def test_a_letter_to_the_customer_says_that_the_denial_is_unanswered() -> None:
    at_desk = desk()
    case = take(at_desk, denial(due=StatedDue(Due.LETTER, NOW + timedelta(days=9))))
    give_answer(case, desk=at_desk, workshop=WORKSHOP, reader=Language.EN, wish=Wish(Choice.TALK, "so"))
    approve(case, desk=at_desk)
    done = send_by_hand(case, SentByHand(PersonId("dana"), at_desk.now, "mail"), desk=at_desk)
    assert "desk.denial_unanswered" in [note.code for note in done.notes]
    assert done.case.state is State.GATHERING


def test_who_only_reads_writes_nothing(at_desk: Desk) -> None:
    case = answered(at_desk)
    reader = Desk(at_desk.organisation, at_desk.actor, at_desk.now, at_desk.store, at_desk.blobs, at_desk.files, role=Role.READER)
    with pytest.raises(NotAllowed):
        word(case, reader, body="Mine.")


def test_the_document_names_each_part_once(at_desk: Desk) -> None:
    case = answered(at_desk)
    draft: LetterDraft = word(case, at_desk, body="Mine.").draft
    document = draft_document(draft, desk=at_desk)
    parts = document["parts"]
    assert isinstance(parts, list)
    assert [part["part"] for part in parts if isinstance(part, dict) and part["own"]] == ["body"]
    assert document["revision"] == draft.revision


def test_a_packets_answer_is_worded_with_its_exhibits(at_desk: Desk) -> None:
    case = take(at_desk)
    add_file(case, b"Signed for at the door", name="pod.txt", custody=Custody("signed_delivery_confirmation"), desk=at_desk)
    give_answer(case, desk=at_desk, workshop=WORKSHOP, reader=Language.EN, wish=Wish(Choice.LAWYER, "so"))
    draft = letter_draft(case, desk=at_desk)
    assert list(dict(draft.signs)) == ["A"]
    written = word(case, at_desk, answer="The parcel is there [A].")
    assert written.notes == ()
    assert written.draft.text_of(Part.ANSWER) == "The parcel is there [A]."
    with refused("desk.words_unknown_sign"):
        word(case, at_desk, answer="As [Q] shows.")
    assert [note.code for note in word(case, at_desk, answer="She lied.").notes] == ["desk.words_harsh", "desk.words_lean_on_nothing"]
