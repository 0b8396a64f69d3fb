"""The queue on both databases: views, pages, counts, sums and the search."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from adapters.store.test_store import ORG, OTHER, answer, case_in
from given import NOW
from yosher.adapters.store import queue
from yosher.adapters.store.models import CaseRow, CaseWordRow
from yosher.adapters.store.store import StoreInDatabase
from yosher.cases.model import CustomerRef, State, Transaction
from yosher.cases.sought import asked
from yosher.cases.states import Lane
from yosher.customers.model import FindingKind
from yosher.desk.ports import PlaceUnknown, QueueView
from yosher.kernel.ids import CaseId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, Network


def refs(store: StoreInDatabase, view: QueueView, **page: object) -> list[str]:
    return [row.case for row in store.page(ORG, view, **page).rows]  # type: ignore[arg-type]  # handed through


def test_pages_follow_each_other_without_a_gap_or_a_double(store: StoreInDatabase) -> None:
    chance = random.Random(7)
    for n in range(23):
        made = case_in(store, f"C-{n:02}")
        due = NOW + timedelta(days=chance.randrange(3)) if n % 5 else None
        store.save_answer(ORG, answer(made.id, due=due, worth_minor=chance.choice((None, -5, 7))))
    case_in(store, "C-x", OTHER)
    whole, after, seen = [row.case for row in store.queue(ORG)], None, []
    while True:
        page = store.page(ORG, QueueView(), after=after, limit=5)
        seen += [row.case for row in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == whole
    assert len(set(seen)) == 23


def test_what_is_over_comes_last_whatever_its_due_date(store: StoreInDatabase) -> None:
    states = {"C-0": State.WON, "C-1": State.SENT, "C-2": State.RECEIVED, "C-3": State.CLOSED, "C-4": State.RECEIVED}
    for n, (ref, state) in enumerate(states.items()):
        made = case_in(store, ref)
        store.save_answer(ORG, answer(made.id, due=NOW + timedelta(days=n)))
        store.save(replace(made, state=state))
    pages, after = [], None
    while not pages or after:
        page = store.page(ORG, QueueView(), after=after, limit=2)
        pages.append([row.case for row in page.rows])
        after = page.next
    assert pages == [["C-2", "C-4"], ["C-1", "C-0"], ["C-3"]]
    assert refs(store, QueueView(state=State.WON)) == ["C-0"]


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "1",
        "done",
        "done.1.2",
        "ours.x.1.C-1",
        "ours." + "9" * 40 + ".1.C-1",
        "ours.1.2.C-",
        "ours.1.2.C'; DROP TABLE store_caserow;--",
    ],
)
def test_a_place_that_is_none_is_no_first_page(store: StoreInDatabase, after: str) -> None:
    case_in(store)
    case_in(store, "C-x", OTHER)
    with pytest.raises(PlaceUnknown):
        store.page(ORG, QueueView(), after=after)
    assert len(store.page(ORG, QueueView(), after="").rows) == 1


def test_each_view_shows_its_own_cases(store: StoreInDatabase) -> None:
    ours, right, lacking, theirs, mine = (case_in(store, f"C-{name}") for name in ("ours", "right", "lacking", "theirs", "mine"))
    plain = {"finding": FindingKind.MISTAKEN, "due": NOW}
    for case, changes in ((ours, {}), (right, {"finding": FindingKind.RIGHT}), (lacking, {"lacking": 2}), (theirs, {}), (mine, {})):
        store.save_answer(ORG, answer(case.id, **(plain | changes)))
    store.save(replace(theirs, state=State.SENT))
    store.save(replace(mine, assigned=PersonId("dana"), state=State.ANSWER_READY))
    assert set(refs(store, QueueView(lane=Lane.OURS))) == {"C-ours", "C-right", "C-lacking", "C-mine"}
    assert refs(store, QueueView(lane=Lane.THEIRS)) == ["C-theirs"]
    assert refs(store, QueueView(lane=Lane.OURS, finding=FindingKind.RIGHT)) == ["C-right"]
    assert refs(store, QueueView(lane=Lane.OURS, lacking=True)) == ["C-lacking"]
    assert refs(store, QueueView(assigned=PersonId("dana"))) == ["C-mine"]
    assert refs(store, QueueView(state=State.ANSWER_READY)) == ["C-mine"]
    assert refs(store, QueueView(network=Network.AMEX)) == []
    assert refs(store, QueueView(due_before=NOW)) == []
    assert len(refs(store, QueueView(due_before=NOW + timedelta(seconds=1)))) == 5


def test_a_row_carries_what_a_list_shows(store: StoreInDatabase) -> None:
    made = case_in(
        store,
        claim="לא  קיבלתי\n" + "מילה " * 100,
        transaction=Transaction(order="A-77", last4="4417"),
        customer=CustomerRef(name="דנה לוי", email="dana@example.com"),
    )
    store.save_answer(ORG, answer(made.id, choice=Choice.FIGHT, low_minor=-85000, high_minor=-45000, lacking=1))
    [row] = store.page(ORG, QueueView()).rows
    assert (row.customer, row.order, row.last4, row.lacking) == ("דנה לוי", "A-77", "4417", 1)
    assert (row.low_minor, row.high_minor, row.choice) == (-85000, -45000, Choice.FIGHT)
    assert row.claim.startswith("לא קיבלתי מילה")
    assert len(row.claim) <= queue.SHOWN_OF_CLAIM


def test_counting_stops_and_sums_are_kept_apart_by_currency(store: StoreInDatabase) -> None:
    for n, (minor, currency) in enumerate([(100, "ILS"), (250, "ILS"), (70, "EUR")]):
        case_in(store, f"C-{n}", amount=Money(minor, currency))
    case_in(store, "C-x", OTHER, amount=Money(9999, "ILS"))
    assert store.counts(ORG, [QueueView(), QueueView(lane=Lane.THEIRS), QueueView(words=asked("nobody"))], most=10) == [3, 0, 0]
    assert store.counts(ORG, [QueueView()], most=2) == [2]
    assert store.open_sums(ORG, QueueView(lane=Lane.OURS)) == [Money(350, "ILS"), Money(70, "EUR")]


@pytest.mark.parametrize("few", [500, 1])
def test_words_find_cases_of_their_own_organisation(store: StoreInDatabase, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "FEW", few)
    for n, claim in enumerate(["השולחן לא הגיע", "the table never came", "שולחן שבור", "a chair"]):
        case_in(store, f"C-{n}", claim=claim)
    case_in(store, "C-x", OTHER, claim="שולחן")
    assert refs(store, QueueView(words=asked("שולחן"))) == ["C-0", "C-2"]
    assert refs(store, QueueView(words=asked("table came"))) == ["C-1"]
    assert refs(store, QueueView(words=asked("table chair"))) == []
    assert refs(store, QueueView(words=asked("שולחן"), state=State.WON)) == []


@pytest.mark.parametrize("few", [500, 0])
def test_cases_are_found_by_their_network_in_either_language(store: StoreInDatabase, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "FEW", few)
    for ref, network in (("C-0", Network.VISA), ("C-1", Network.ISRACARD)):
        case_in(store, ref, network=network, claim="a chair")
    case_in(store, "C-2", network=Network.AMEX, claim="my visa card")
    assert refs(store, QueueView(words=asked("visa"))) == ["C-0", "C-2"]
    assert refs(store, QueueView(words=asked("ויזה"))) == ["C-0"]
    assert refs(store, QueueView(words=asked("ישראכרט"))) == refs(store, QueueView(words=asked("Isracard chair"))) == ["C-1"]
    assert store.counts(ORG, [QueueView(words=asked("visa"))], most=10) == [2]


def test_a_changed_case_is_found_by_its_new_words_only(store: StoreInDatabase) -> None:
    made = case_in(store, claim="a chair")
    store.save(replace(made, denial=replace(made.denial, claim="a lamp"), denials=()))
    assert refs(store, QueueView(words=asked("lamp"))) == ["C-1"]
    assert refs(store, QueueView(words=asked("chair"))) == []


def test_words_are_written_only_when_they_change(store: StoreInDatabase) -> None:
    made = case_in(store)
    with CaptureQueriesContext(connection) as written:
        store.save(replace(made, state=State.GATHERING))
    assert not [q for q in written.captured_queries if "casewordrow" in q["sql"].lower()]


def test_a_page_is_one_query(store: StoreInDatabase) -> None:
    for n in range(12):
        case_in(store, f"C-{n}")
    with CaptureQueriesContext(connection) as read:
        assert len(store.page(ORG, QueueView(lane=Lane.OURS)).rows) == 12
    assert len(read.captured_queries) == 1


def test_the_case_of_another_organisation_is_on_no_page(store: StoreInDatabase) -> None:
    case_in(store, "C-x", OTHER)
    assert refs(store, QueueView()) == []
    assert store.counts(ORG, [QueueView()], most=10) == [0]
    assert CaseId("C-x") in [row.case for row in store.page(OTHER, QueueView()).rows]


def test_a_case_of_an_older_version_is_found_once_its_words_are_renewed(store: StoreInDatabase) -> None:
    cases = [case_in(store, f"C-{n}", claim="I never got the oak table").id for n in range(3)]
    theirs = case_in(store, "C-9", org=OTHER, claim="I never got the oak table").id
    CaseWordRow.objects.all().delete()
    CaseRow.objects.update(words_digest=b"of the words of then")
    view = QueueView(words=asked("oak"))
    assert store.page(ORG, view).rows == []
    seen: list[tuple[int, int]] = []
    assert store.renew_words(ORG, seen=lambda n, of: seen.append((n, of))) == 3
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert sorted(row.case for row in store.page(ORG, view).rows) == cases
    assert store.page(OTHER, view).rows == []
    assert store.renew_words(ORG, seen=lambda n, of: None) == 0
    assert store.renew_words(OTHER, seen=lambda n, of: None) == 1
    assert [row.case for row in store.page(OTHER, view).rows] == [theirs]


def test_who_is_stopped_while_renewing_words_does_the_rest_the_next_time(store: StoreInDatabase) -> None:
    for n in range(3):
        case_in(store, f"C-{n}", claim="I never got the oak table")
    CaseRow.objects.update(words_digest=b"of the words of then")

    def stopped(n: int, _: int) -> None:
        if n == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.renew_words(ORG, seen=stopped)
    assert store.renew_words(ORG, seen=lambda n, of: None) == 1
