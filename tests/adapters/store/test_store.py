"""The store, on both databases: what goes in comes out, in its organisation only, and the log only grows."""

import inspect
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from given import NOW, at, denial, described, exhibit, fact
from yosher.adapters.store.models import EventRow, GuestLinkRow
from yosher.adapters.store.store import StoreInDatabase
from yosher.cases.events import leaf
from yosher.cases.fold import opened
from yosher.cases.model import Act, Case, State
from yosher.customers.model import FindingKind
from yosher.decisions.model import Rate
from yosher.desk.ports import Given, Invited, NotFound, OutboxRow, ReminderRow, SavedAnswer, Trouble
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import CaseId, DenialId, ExhibitId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, Language
from yosher.people.model import CasePart, Guest, Organisation, Person, Role

ORG, OTHER = OrgId("one"), OrgId("two")


def case_in(store: StoreInDatabase, ref: str = "C-1", org: OrgId = ORG, **changes: object) -> Case:
    message = denial(**({"id": DenialId(f"d-{ref}"), "ref": f"dp-{ref}"} | changes))
    made = opened(message, case=CaseId(ref), organisation=org, language=Language.HE, now=NOW)
    store.save(made)
    store.add_denial(org, made.id, message)
    return made


def answer(case: CaseId, **changes: object) -> SavedAnswer:
    plain = {
        "case": case, "prepared_at": NOW, "document": {"a": [1, "ב", None]}, "state_digest": "d", "finding": FindingKind.RIGHT,
        "advised": Choice.REFUND, "choice": Choice.REFUND, "due": NOW, "worth_minor": -5,
    }  # fmt: skip
    return SavedAnswer(**(plain | changes))  # type: ignore[arg-type]  # a builder


def test_a_case_comes_back_as_it_was(store: StoreInDatabase) -> None:
    made = case_in(store)
    assert store.case(ORG, made.id) == made


def test_the_same_message_is_kept_once(store: StoreInDatabase) -> None:
    made = case_in(store)
    assert store.add_denial(ORG, made.id, made.denial) is False
    assert len(store.case(ORG, made.id).denials) == 1


def test_the_confirmed_copy_takes_the_place_of_the_other_in_its_own_organisation(store: StoreInDatabase) -> None:
    ours, theirs = case_in(store, confirmed=False), case_in(store, org=OTHER, confirmed=False)
    store.replace_denial(ORG, ours.id, ours.denial.id, replace(ours.denial, confirmed=True))
    assert [message.confirmed for message in store.case(ORG, ours.id).denials] == [True]
    assert [message.confirmed for message in store.case(OTHER, theirs.id).denials] == [False]


@pytest.mark.parametrize(
    "changes",
    [{"ref": "dp-C-1"}, {"ref": "x", "payment_ref": "ch_1"}, {"ref": "x", "transaction": denial().transaction.__class__(order="A-1")}],
)
def test_candidates_are_found_by_ref_payment_and_order(store: StoreInDatabase, changes: dict[str, object]) -> None:
    made = case_in(store, payment_ref="ch_1", transaction=denial().transaction.__class__(order="A-1"))
    with store.transaction():
        assert [c.id for c in store.candidates(ORG, denial(**changes))] == [made.id]
        assert store.candidates(OTHER, denial(**changes)) == []


def test_facts_exhibits_answers_and_settings_come_back(store: StoreInDatabase) -> None:
    made = case_in(store)
    facts = [
        fact(
            "shipped",
            "2026-10-05",
            text="נמסר לשליח",
            values={"sum": Money(5, "ILS"), "day": NOW.date(), "at": NOW, "n": 3, "x": 0.5, "s": "2026-01-01"},
        )
    ]
    exhibits = [
        exhibit("proof_of_delivery", captured_at=NOW, rows=(("carrier", "UPS"), ("delivered_at", NOW))),
        described("tracking_number"),
    ]
    store.add_facts(ORG, made.id, facts)
    store.add_facts(ORG, made.id, facts)
    for one in exhibits:
        store.add_exhibit(ORG, made.id, one)
    store.save_answer(ORG, answer(made.id))
    assert store.facts(ORG, made.id) == facts
    assert store.exhibits(ORG, made.id) == exhibits
    kept = store.answer(ORG, made.id)
    assert kept is not None
    assert kept.choice is Choice.REFUND
    assert dict(kept.document)["a"] == (1, "ב", None)


def test_the_log_has_no_gaps_and_its_leaves_are_those_of_its_events(store: StoreInDatabase) -> None:
    made = case_in(store)
    for n in range(3):
        store.record(
            ORG, made.id, act=Act.NOTE, actor=SYSTEM, happened=at("2026-11-01"), body={"n": n, "text": "שלום", "sum": Money(5, "ILS")}
        )
    events = store.events(ORG, made.id)
    assert [e.sequence for e in events] == [1, 2, 3]
    assert len({e.salt for e in events}) == 3
    rows = EventRow.objects.filter(organisation=ORG).order_by("sequence")
    assert [bytes(row.leaf) for row in rows] == [leaf(e) for e in events]
    assert all(e.recorded_at > datetime(2026, 1, 1, tzinfo=UTC) for e in events)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_the_log(store: StoreInDatabase, act: str) -> None:
    made = case_in(store)
    store.record(ORG, made.id, act=Act.NOTE, actor=SYSTEM, happened=at("2026-11-01"), body={})
    rows = EventRow.objects.filter(organisation=ORG)
    with pytest.raises(DatabaseError, match="append-only"):
        rows.update(body="{}") if act == "update" else rows.delete()


def test_a_failed_transaction_leaves_nothing(store: StoreInDatabase) -> None:
    class Boom(Exception):
        pass

    def half() -> None:
        with store.transaction():
            case_in(store)
            store.record(ORG, CaseId("C-1"), act=Act.NOTE, actor=SYSTEM, happened=at("2026-11-01"), body={})
            raise Boom

    with pytest.raises(Boom):
        half()
    with pytest.raises(NotFound):
        store.case(ORG, CaseId("C-1"))
    assert store.events(ORG, CaseId("C-1")) == []


def test_the_queue_runs_by_due_date_then_worth_and_those_without_a_date_come_last(store: StoreInDatabase) -> None:
    for ref, due, worth in (("C-a", None, 9), ("C-b", 3, 1), ("C-c", 1, 1), ("C-d", 3, 7)):
        made = case_in(store, ref)
        store.save_answer(ORG, answer(made.id, due=NOW + timedelta(days=due) if due else None, worth_minor=worth))
    case_in(store, "C-x", OTHER)
    assert [row.case for row in store.queue(ORG)] == ["C-c", "C-d", "C-b", "C-a"]
    assert [row.case for row in store.queue(ORG, limit=2)] == ["C-c", "C-d"]
    assert list(store.queue(ORG, state=State.WON)) == []


def test_the_queue_is_one_query_whatever_its_length(store: StoreInDatabase) -> None:
    for n in range(12):
        case_in(store, f"C-{n}")
    with CaptureQueriesContext(connection) as asked:
        assert len(list(store.queue(ORG))) == 12
    selects = [q for q in asked.captured_queries if "SELECT" in q["sql"]]
    assert len(selects) <= 1  # a server-side cursor of PostgreSQL is not captured


def test_organisations_people_settings_and_rates(store: StoreInDatabase) -> None:
    assert store.organisation(None).id == "default"
    store.add_organisation(Organisation(ORG, "One", "US", "America/New_York", "USD", Language.EN))
    store.set_setting(ORG, "hour_cost", "100")
    assert dict(store.organisation(ORG).settings) == {"hour_cost": "100"}
    store.set_setting(ORG, "hour_cost", None)
    assert dict(store.organisation(ORG).settings) == {}
    store.add_person(Person(PersonId("dana"), ORG, "Dana", Role.OWNER))
    assert store.person(ORG, "dana").name == "Dana"
    rate = Rate("2026-11-20", "USD", "ILS", "3.6", "Bank of Israel")
    store.add_rates(ORG, [rate])
    store.add_rates(ORG, [rate])
    assert store.rates(ORG) == [rate]


def test_work_waits_in_the_outbox_and_reminders_are_replaced(store: StoreInDatabase) -> None:
    made = case_in(store)
    row = OutboxRow("t1", ORG, made.id, "prepare_answer", {"n": 1}, NOW)
    store.post(row)
    store.post(row)
    store.set_reminders(ORG, made.id, [ReminderRow(ORG, made.id, NOW, "a"), ReminderRow(ORG, made.id, NOW + timedelta(days=1), "b")])
    store.set_reminders(ORG, made.id, [ReminderRow(ORG, made.id, NOW, "c")])
    with store.transaction():
        assert [r.code for r in store.take_reminders(NOW, most=10)] == ["c"]
    assert store.take_reminders(NOW, most=10) == []


def test_a_guests_link_keeps_a_digest_and_what_it_was_given(store: StoreInDatabase) -> None:
    made, until = case_in(store), NOW + timedelta(days=14)
    first, secret = store.add_guest_link(ORG, made.id, language=Language.HE, now=NOW, expires_at=until)
    _, theirs = store.add_guest_link(OTHER, made.id, language=Language.HE, now=NOW, expires_at=until)
    assert store.guest_link_of(secret) == first
    assert store.guest_link_of("guessed") is None
    assert secret not in str(list(GuestLinkRow.objects.values()))
    store.note_visit(first, now=NOW, language=Language.EN)
    store.note_visit(first, now=until, language=Language.EN)
    second, _ = store.add_guest_link(ORG, made.id, language=Language.HE, now=NOW, expires_at=until)
    store.revoke_guest_link(first, now=NOW)
    old = store.guest_link_of(secret)
    assert old is not None
    assert (old.opened_at, old.language, old.is_open(NOW), second.is_open(NOW), second.is_open(until)) == (NOW, "en", False, True, False)
    assert [link.ref for link in store.guest_links(ORG, made.id)] == [second.ref, first.ref]
    store.revoke_guest_link(first, now=until)
    assert store.guest_links(ORG, made.id)[1].revoked_at == NOW  # when it was revoked first
    store.revoke_guest_link(second, now=NOW)
    given = Given(frozenset({CasePart.CLAIM, CasePart.PAPER}), frozenset({ExhibitId("X-1"), ExhibitId("X-2")}))
    lawyer = Invited(Guest.LAWYER, "א׳ כהן", "?", given)
    law, key = store.add_guest_link(ORG, made.id, language=Language.HE, now=NOW, expires_at=until, invited=lawyer)
    assert store.guest_link_of(key) == law
    assert law.invited == lawyer
    store.set_given(law, Given())
    assert store.guest_links(ORG, made.id)[0].given == Given()
    assert store.guest_link_of(theirs) is not None
    assert store.guest_link_of(theirs).is_open(NOW)  # type: ignore[union-attr]  # it is there, as the line above says


def test_what_is_shared_is_shared_in_its_case_alone(store: StoreInDatabase) -> None:
    made, paper = case_in(store), ExhibitId("X-1")
    for _ in range(2):
        store.set_shared(ORG, made.id, paper, is_shared=True)
    assert list(store.shared(ORG, made.id)) == [paper]
    assert (list(store.shared(OTHER, made.id)), list(store.shared(ORG, CaseId("C-2")))) == ([], [])
    store.set_shared(ORG, made.id, paper, is_shared=False)
    assert list(store.shared(ORG, made.id)) == []


# The transaction, the worker's scan over all, the list of organisations itself; and what carries its organisation inside the noun.
# A customer's secret is all that they have: it says whose case it opens.
# Who comes by an outside provider has an address, and no organisation yet.
NOT_OWNED = {
    "transaction",
    "take_reminders",
    "organisations",
    "add_person",
    "save_person",
    "save",
    "post",
    "guest_link_of",
    "note_visit",
    "revoke_guest_link",
    "set_given",
    "people_by_mail",
    "scrub",
}


def test_every_call_of_the_store_names_the_organisation() -> None:
    calls = {name: f for name, f in inspect.getmembers(StoreInDatabase, inspect.isfunction) if not name.startswith("_")}
    without = {
        name
        for name, f in calls.items()
        if next(iter(list(inspect.signature(f).parameters)[1:]), "") not in ("organisation", "ref") or name == "ref"
    }
    assert without == NOT_OWNED


def test_another_organisation_sees_nothing(store: StoreInDatabase) -> None:
    made = case_in(store)
    store.add_facts(ORG, made.id, [fact("shipped", "2026-10-05")])
    store.add_exhibit(ORG, made.id, exhibit("tracking_number"))
    store.record(ORG, made.id, act=Act.NOTE, actor=SYSTEM, happened=at("2026-11-01"), body={})
    store.save_answer(ORG, answer(made.id))
    store.set_setting(ORG, "k", "v")
    store.add_person(Person(PersonId("dana"), ORG, "Dana", Role.OWNER))
    store.add_rates(ORG, [Rate("2026-11-20", "USD", "ILS", "3.6", "x")])
    with pytest.raises(NotFound):
        store.case(OTHER, made.id)
    with pytest.raises(NotFound):
        store.person(OTHER, "dana")
    assert store.facts(OTHER, made.id) == []
    assert store.exhibits(OTHER, made.id) == []
    assert store.events(OTHER, made.id) == []
    assert store.answer(OTHER, made.id) is None
    assert list(store.queue(OTHER)) == []
    assert store.rates(OTHER) == []
    assert store.people(OTHER) == []


def test_a_bad_statement_is_a_trouble_with_words(store: StoreInDatabase) -> None:
    with pytest.raises(Trouble) as trouble:
        store.save(opened(denial(amount=Money(10**30, "ILS")), case=CaseId("C-1"), organisation=ORG, language=Language.EN, now=NOW))
    assert trouble.value.reason.code.startswith("store.")
