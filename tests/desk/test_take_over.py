"""A list of cases under way: each row a case once, where it stands; nothing is told, reminded of or given back twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from fakes import FakeBlobs, FakeStore, read_text
from given import NOW, at, denial, organisation
from yosher.cases.merge import refund_room
from yosher.cases.model import Act, Case, Denial, Due, Incoming, State, StatedDue, Transaction
from yosher.cases.under_way import STANDINGS, ListRead, UnderWay
from yosher.desk.approve import approve
from yosher.desk.brought import taken_over_document
from yosher.desk.hand_in import AT_ONCE, Stage, confirm, forget, hand_in, handed_in, work_through
from yosher.desk.intake import open_case
from yosher.desk.model import Desk
from yosher.desk.notices import WANTED
from yosher.desk.outcome import record_outcome
from yosher.desk.ports import DeskRefused, InboxContext, NotAllowed, ReadsLists
from yosher.desk.remark import assign
from yosher.desk.shelf import SHELF
from yosher.desk.take_over import Placed, TakenOver, take_over
from yosher.desk.work import UNWATCHED
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import BlobRef, DenialId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Language, Phase
from yosher.people.may import Ability
from yosher.people.model import Person, Role

ORG = OrgId("org-1")


def desk(store: FakeStore | None = None, **changes: Any) -> Desk:
    kept = store or FakeStore()
    shop = organisation(settings={WANTED: "1"})
    kept.add_organisation(shop)
    for name, email in (("Dana", "dana@example.com"), ("Noa", ""), ("noa", "n2@example.com")):
        kept.add_person(Person(PersonId(f"p-{email or name}"), ORG, name, Role.ANALYST, email))
    return replace(Desk(shop, Actor(ActorKind.PERSON, "dana"), NOW, kept, FakeBlobs(), read_text), **changes)


def store_of(at_desk: Desk) -> FakeStore:
    assert isinstance(at_desk.store, FakeStore)
    return at_desk.store


def on_shelf(at_desk: Desk) -> list[BlobRef]:
    return list(at_desk.blobs.put_before(ORG, SHELF, at_desk.now))


def told(ref: str = "D-1", **changes: Any) -> Denial:
    own = {"id": DenialId(f"csv-{ref}"), "ref": ref, "source": "csv", "transaction": Transaction(order=f"order of {ref}")}
    return denial(**(own | changes))


def row(number: int = 2, stands: State = State.RECEIVED, *, ref: str = "", **changes: Any) -> UnderWay:
    began = changes.pop("denial", None) or told(ref or f"D-{number}")
    days = {"sent": at("2026-11-10")} if stands is State.SENT else {}
    sums = {"recovered": Money(50000, "ILS")} if stands is State.PARTLY_WON else {}
    return UnderWay(number, began, stands, **(days | sums | changes))


def of(*rows: UnderWay) -> ReadsLists:
    def read(body: bytes, *, context: InboxContext) -> ListRead:
        del body, context
        return ListRead(rows)

    return read


def take(at_desk: Desk, *rows: UnderWay, dry: bool = False) -> TakenOver:
    return take_over(b"", reader=of(*rows), desk=at_desk, name="list.csv", dry=dry)


def placed(at_desk: Desk, *rows: UnderWay) -> Placed:
    done = take(at_desk, *rows)
    assert done.refused == ()
    return done.placed[-1]


def acts(at_desk: Desk, case: Case) -> list[Act]:
    return [event.act for event in at_desk.store.events(ORG, case.id)]


def notes(found: Placed) -> list[str]:
    return [remark.code for remark in found.notes]


@pytest.mark.parametrize("state", list(STANDINGS))
def test_a_case_stands_where_its_row_says_and_is_worked_on_only_where_something_is_to_be_done(state: State) -> None:
    at_desk = desk()
    found = placed(at_desk, row(2, state))
    assert (found.case.state, found.was, found.changed) == (state, None, True)
    assert at_desk.store.case(ORG, found.case.id).state is state
    asked = [posted.task for posted in store_of(at_desk).outbox.values()]
    assert asked == (["prepare_answer"] if state is State.RECEIVED else [])  # and nobody is told of what is no news
    assert store_of(at_desk).reminders.get((ORG, found.case.id), []) == []


def test_what_was_sent_by_hand_stands_in_the_log_with_its_day_and_who_says_so() -> None:
    at_desk = desk()
    found = placed(at_desk, row(7, State.SENT))
    (sent,) = [event for event in at_desk.store.events(ORG, found.case.id) if event.act is Act.SENT]
    assert sent.happened == at("2026-11-10")
    assert sent.actor.ref == "dana"
    assert {key: sent.body[key] for key in ("taken_over", "file", "row", "packet")} == {
        "taken_over": True,
        "file": "list.csv",
        "row": 7,
        "packet": None,
    }


@pytest.mark.parametrize("state", list(STANDINGS))
def test_the_same_list_again_changes_nothing(state: State) -> None:
    at_desk = desk()
    rows = (row(2, state, refunded=Money(5000, "ILS"), note="called twice", assigned="Dana"),)
    first = placed(at_desk, *rows)
    before = acts(at_desk, first.case)
    again = placed(replace(at_desk, now=NOW + timedelta(days=1)), *rows)
    assert (again.case, again.was, again.changed) == (first.case, first.case.state, False)
    assert acts(at_desk, first.case) == before
    assert len(store_of(at_desk).cases) == 1


def test_an_open_case_that_was_sent_and_won_since_goes_on() -> None:
    at_desk = desk()
    placed(at_desk, row(2))
    sent = placed(at_desk, row(2, State.SENT))
    won = placed(at_desk, row(2, State.WON, sent=at("2026-11-10"), decided=at("2026-11-20")))
    assert [(one.was, one.case.state, one.changed) for one in (sent, won)] == [
        (State.RECEIVED, State.SENT, True),
        (State.SENT, State.WON, True),
    ]
    assert acts(at_desk, won.case).count(Act.SENT) == 1
    assert won.case.recovered == won.case.denial.amount


def test_a_denial_that_a_processor_brings_too_is_one_case_whichever_comes_first() -> None:
    by_hook = denial(id=DenialId("hook"), ref="dp_9", source="stripe", confirmed=True)
    for in_order in (True, False):
        at_desk = desk()
        doors: list[Callable[[], object]] = [
            lambda at_desk=at_desk: open_case(Incoming(by_hook), desk=at_desk),
            lambda at_desk=at_desk: take(at_desk, row(2, State.SENT, denial=told("dp_9"))),
        ]
        for door in doors if in_order else reversed(doors):
            door()
        (case,) = store_of(at_desk).cases.values()
        assert case.state is State.SENT
        assert len(store_of(at_desk).messages[ORG, case.id]) == 2


def test_the_same_id_with_another_sum_is_no_proof_of_the_same_dispute() -> None:
    at_desk = desk()
    open_case(Incoming(denial(id=DenialId("hook"), ref="77", source="adyen", amount=Money(999, "ILS"))), desk=at_desk)
    take(at_desk, row(2, denial=told("77")))
    assert len(store_of(at_desk).cases) == 2


def test_another_sum_for_a_known_case_is_said_before_and_when_it_is_taken() -> None:
    at_desk = desk()
    placed(at_desk, row(2, denial=told("77", id=DenialId("one"), amount=Money(10000, "ILS"))))
    other = row(2, denial=told("77", id=DenialId("two"), amount=Money(20000, "ILS")))
    for dry in (True, False):
        (found,) = take(at_desk, other, dry=dry).placed
        (said,) = [remark.values for remark in found.notes if remark.code == "desk.sum_differs"]
        assert (said["was"], said["now"]) == (Money(10000, "ILS"), Money(20000, "ILS"))


def test_what_was_given_back_is_counted_once_and_never_given_again() -> None:
    at_desk = desk()
    once = placed(at_desk, row(2, refunded=Money(5000, "ILS")))
    more = placed(at_desk, row(2, refunded=Money(8000, "ILS")))
    assert [one.case.refunded for one in (once, more)] == [Money(5000, "ILS"), Money(8000, "ILS")]
    assert refund_room(more.case) == more.case.denial.amount - Money(8000, "ILS")
    whole = placed(at_desk, row(2, State.REFUNDED))
    assert (whole.case.state, refund_room(whole.case).minor) == (State.REFUNDED, 0)


def test_a_refund_in_part_leaves_the_rest_open_and_says_so() -> None:
    found = placed(desk(), row(2, State.REFUNDED, refunded=Money(5000, "ILS")))
    assert found.case.state is State.RECEIVED
    assert "desk.refunded_in_part" in notes(found)
    above = placed(desk(), row(2, State.REFUNDED, refunded=Money(999900, "ILS")))
    assert "desk.refunded_above" in notes(above)


def test_a_verdict_of_the_processor_is_not_undone_by_an_older_list() -> None:
    at_desk = desk()
    taken = placed(at_desk, row(2, State.SENT))
    record_outcome(taken.case.id, "lost", desk=at_desk)
    again = placed(at_desk, row(2, State.SENT))
    assert (again.case.state, again.changed) == (State.LOST, False)


def test_a_sending_of_an_earlier_phase_does_not_answer_the_one_that_runs() -> None:
    at_desk = desk()
    placed(at_desk, row(2, denial=told("dp_9")))
    later = denial(
        id=DenialId("again"),
        ref="dp_9",
        source="stripe",
        phase=Phase.PRE_ARBITRATION,
        happened=at("2026-11-15"),
        confirmed=True,
        due=StatedDue(),
    )
    open_case(Incoming(later), desk=at_desk)
    found = placed(at_desk, row(2, State.SENT, denial=told("dp_9")))
    assert found.case.state is State.RECEIVED
    assert "desk.sending_left" in notes(found)
    assert Act.SENT not in acts(at_desk, found.case)


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        (row(2, State.SENT, sent=at("2026-12-10")), "desk.not_yet_happened"),
        (row(2, State.WON, decided=at("2027-01-01")), "desk.not_yet_happened"),
        (row(2, State.SENT, sent=at("2026-10-01")), "desk.sent_before_denial"),
        (row(2, State.PARTLY_WON, recovered=Money(125001, "ILS")), "desk.outcome_amount"),
        (row(2, refunded=Money(100, "USD")), "desk.refund_other_currency"),
    ],
)
def test_what_cannot_have_been_is_refused_whole_and_holds_up_no_other_row(odd: UnderWay, code: str) -> None:
    at_desk = desk()
    done = take(at_desk, odd, row(3, State.WON))
    assert [(one.code, one.row) for one in done.refused] == [(code, 2)]
    assert [(one.said.row, one.case.state) for one in done.placed] == [(3, State.WON)]
    assert len(store_of(at_desk).cases) == 1
    assert len(store_of(at_desk).messages) == 1


def test_a_decision_before_the_denial_is_taken_and_remarked_on() -> None:
    found = placed(desk(), row(2, State.LOST, decided=at("2026-10-01")))
    assert found.case.state is State.LOST
    assert "desk.outcome_before_denial" in notes(found)


def test_an_answer_by_date_before_the_denial_is_taken_and_remarked_on() -> None:
    early = StatedDue(Due.PROCESSOR, at("2026-10-01").at, day_only=True)
    assert "desk.due_before_denial" in notes(placed(desk(), row(2, denial=told(due=early))))
    assert "desk.due_before_denial" not in notes(placed(desk(), row(2)))


@pytest.mark.parametrize(
    ("name", "person", "code"),
    [
        ("dana@EXAMPLE.com", "p-dana@example.com", None),
        ("DANA", "p-dana@example.com", None),
        ("Noa", None, "desk.assigned_unclear"),
        ("Somebody", None, "desk.assigned_unknown"),
    ],
)
def test_a_case_is_handed_to_whom_the_list_names_where_that_is_clear(name: str, person: str | None, code: str | None) -> None:
    found = placed(desk(), row(2, assigned=name))
    assert found.case.assigned == person
    assert [note for note in notes(found) if note.startswith("desk.assigned")] == ([code] if code else [])


def test_who_has_the_case_here_keeps_it() -> None:
    at_desk = desk()
    case = placed(at_desk, row(2)).case
    assign(case.id, "p-Noa", desk=at_desk)
    assert placed(at_desk, row(2, assigned="Dana")).case.assigned == "p-Noa"


def test_two_rows_about_one_denial_are_one_case_and_that_is_said() -> None:
    done = take(desk(), row(2), row(5, State.LOST, ref="D-2"))
    assert len({one.case.id for one in done.placed}) == 1
    assert "desk.same_case_as_row" in notes(done.placed[1])


def test_a_look_says_what_would_happen_and_writes_nothing() -> None:
    at_desk = desk()
    rows = (row(2), row(3, State.SENT), row(5, State.LOST, ref="D-2"), row(6, State.SENT, sent=at("2026-10-01")))
    looked = take(at_desk, *rows, dry=True)
    store = store_of(at_desk)
    assert (len(store.cases), len(store.outbox), len(store.log)) == (0, 0, 0)
    done = take(at_desk, *rows)
    assert looked.dry
    said = [taken_over_document(one, zone=at_desk.organisation.tz, language=Language.HE) for one in (looked, done)]
    assert said[0] | {"dry_run": False} == said[1]


def test_a_list_that_was_interrupted_is_taken_over_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_desk = desk()
    rows = tuple(row(number, State.SENT, refunded=Money(5000, "ILS"), note="called") for number in range(2, 9))
    store, record, count = store_of(at_desk), FakeStore.record, 0

    def failing(*args: Any, **values: Any) -> Any:
        nonlocal count
        count += 1
        if count == 11:  # in the middle of the third row
            raise KeyboardInterrupt
        return record(*args, **values)

    monkeypatch.setattr(FakeStore, "record", failing)
    with pytest.raises(KeyboardInterrupt):
        take(at_desk, *rows)
    assert len(store.cases) == 2
    done = take(at_desk, *rows)
    assert [one.changed for one in done.placed] == [False, False, *[True] * 5]
    assert len(store.cases) == 7
    for case in store.cases.values():
        assert (acts(at_desk, case).count(Act.SENT), acts(at_desk, case).count(Act.NOTE)) == (1, 1)
        assert case.refunded == Money(5000, "ILS")


def test_who_may_not_record_a_sending_takes_nothing_over() -> None:
    for changed in ({"role": Role.READER}, {"scopes": frozenset({Ability.READ, Ability.WORK})}):
        at_desk = desk(**changed)
        with pytest.raises(NotAllowed):
            take(at_desk, row(2))
        assert not store_of(at_desk).cases
    assert take(desk(role=Role.ANALYST), row(2)).placed


def test_an_answer_is_approved_here_before_it_is_sent_here_all_the_same() -> None:
    at_desk = desk()
    case = placed(at_desk, row(2)).case
    with pytest.raises(DeskRefused, match=r"desk\.nothing_prepared"):
        approve(case.id, desk=at_desk)


# -- handed in ----------------------------------------------------------------------------------------------------------------


def test_a_list_is_looked_at_then_taken_over_then_put_aside() -> None:
    at_desk, reader = desk(), of(row(2, State.SENT), row(3))
    hand_in(b"an earlier list", name="earlier.csv", reader=of(row(9)), desk=at_desk)
    looked = hand_in(b"x", name="list.csv", reader=reader, desk=at_desk)
    assert [at_desk.blobs.get(ORG, SHELF, ref) for ref in on_shelf(at_desk)] == [b"x"], "the earlier one is gone"
    assert (looked.stage, looked.rows, looked.documents["en"]["new"]) == (Stage.LOOKED, 2, 2)
    assert not store_of(at_desk).cases
    taken = confirm(reader=reader, desk=at_desk)
    assert (taken.stage, taken.documents["he"]["new"]) == (Stage.TAKEN, 2)
    assert len(store_of(at_desk).cases) == 2
    with pytest.raises(DeskRefused, match=r"desk\.no_list"):
        confirm(reader=reader, desk=at_desk)
    forget(at_desk)
    assert handed_in(at_desk) is None
    assert on_shelf(at_desk) == []


def test_a_long_list_is_worked_through_in_the_background_by_whoever_handed_it_in() -> None:
    at_desk = desk()
    reader = of(*(row(number, State.SENT) for number in range(2, AT_ONCE + 3)))
    system = replace(at_desk, actor=Actor(ActorKind.SYSTEM, "system"))
    assert hand_in(b"x", name="list.csv", reader=reader, desk=at_desk).stage is Stage.LOOKING
    (first,) = store_of(at_desk).outbox.values()
    work_through(first, UNWATCHED, reader=reader, desk=system)
    assert confirm(reader=reader, desk=at_desk).stage is Stage.TAKING
    assert not store_of(at_desk).cases
    last = [posted for posted in store_of(at_desk).outbox.values() if posted.id != first.id][-1]
    work_through(last, UNWATCHED, reader=reader, desk=system)
    handed = handed_in(at_desk)
    assert handed is not None
    assert (handed.stage, handed.documents["en"]["new"]) == (Stage.TAKEN, AT_ONCE + 1)
    case = next(iter(store_of(at_desk).cases.values()))
    assert {event.actor.ref for event in at_desk.store.events(ORG, case.id)} == {"dana"}


def test_a_list_that_was_put_aside_meanwhile_is_taken_over_and_shows_up_nowhere() -> None:
    at_desk = desk()
    reader = of(*(row(number) for number in range(2, AT_ONCE + 3)))
    hand_in(b"x", name="list.csv", reader=reader, desk=at_desk, dry=False)
    forget(at_desk)
    (task,) = store_of(at_desk).outbox.values()
    work_through(task, UNWATCHED, reader=reader, desk=at_desk)
    assert handed_in(at_desk) is None
    assert len(store_of(at_desk).cases) == AT_ONCE + 1


def test_where_nobody_is_entered_yet_that_is_said() -> None:
    at_desk = desk()
    store_of(at_desk).persons.clear()
    assert "desk.assigned_no_people" in notes(placed(at_desk, row(2, assigned="Dana")))
