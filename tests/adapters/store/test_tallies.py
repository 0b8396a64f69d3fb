"""What is counted: the narrow row follows its case on both databases, and a period is counted in few queries by their indexes."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from fakes import FakeBlobs, FakeStore, read_text
from given import NOW, at, denial, organisation
from query_plans import plans_of, reads_all
from yosher.adapters.store.models import TallyRow, TransactionRow
from yosher.adapters.store.records import put_transactions
from yosher.adapters.store.store import StoreInDatabase
from yosher.cases.fold import after, opened
from yosher.cases.merge import read_into
from yosher.cases.model import Act, Case, Says, State
from yosher.customers.model import Cause, FindingKind
from yosher.desk.insights import insights
from yosher.desk.model import Desk
from yosher.desk.ports import SavedAnswer, Store
from yosher.evidence.model import Strength
from yosher.insights.model import Group, On, Period, Sales, Trait
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import CaseId, DenialId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.when import Moment
from yosher.kernel.words import Choice, ClaimFamily, Language, Network

ORG, OTHER = OrgId("one"), OrgId("two")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MOST_QUERIES = 14


def case_in(store: Store, ref: str = "C-1", org: OrgId = ORG, **changes: object) -> Case:
    message = denial(**({"id": DenialId(f"d-{ref}"), "ref": f"dp-{ref}"} | changes))
    made = opened(message, case=CaseId(ref), organisation=org, language=Language.HE, now=NOW)
    store.save(made)
    store.add_denial(org, made.id, message)
    return made


def answered(store: Store, case: Case) -> None:
    answer = SavedAnswer(
        *(case.id, NOW, {}, "d", FindingKind.MISTAKEN, Choice.FIGHT, Choice.FIGHT, NOW, -5),
        strength=Strength.ONE_MISSING,
        family=ClaimFamily.NOT_RECEIVED,
        cause=Cause.HOUSEHOLD,
    )
    store.save_answer(case.organisation, answer)


def sent(store: Store, case: Case, day: str) -> None:
    store.record(case.organisation, case.id, act=Act.SENT, actor=SYSTEM, happened=at(day), body={})


def one(store: StoreInDatabase, *by: Trait, on: On = On.CAME, org: OrgId = ORG) -> Group:
    (found,) = store.groups(org, YEAR, by, on=on)
    return found


def test_a_case_is_counted_as_it_stands(store: StoreInDatabase) -> None:
    made = case_in(store, processor="stripe")
    assert one(store, Trait.MONTH, Trait.NETWORK, Trait.CODE, Trait.PROCESSOR, Trait.RESULT, Trait.DENIED, Trait.ANSWERED) == Group(
        ("2026-11", "visa", "13.1", "stripe", "received", True, False), 1, 125000
    )
    store.save(replace(made, state=State.PARTLY_WON, recovered=Money(400, "ILS"), refunded=Money(30, "USD"), choice=Choice.FIGHT))
    keys = (Trait.RESULT, Trait.CHOICE, Trait.RECOVERED_IN, Trait.REFUNDED_IN)
    assert one(store, *keys) == Group(("partly_won", "fight", "ILS", "USD"), 1, 125000, 30, 400)


def test_what_an_answer_said_stays_when_the_case_moves_on(store: StoreInDatabase) -> None:
    made = case_in(store)
    keys = (Trait.FAMILY, Trait.STRENGTH, Trait.FINDING, Trait.CAUSE)
    assert one(store, *keys).key == (None, None, None, None)
    answered(store, made)
    store.save(replace(made, state=State.WON))
    assert one(store, *keys).key == ("not_received", "one_missing", "mistaken", "household")


def test_the_time_to_answer_is_that_of_the_first_answer(store: StoreInDatabase) -> None:
    made = case_in(store)
    assert one(store, Trait.DAYS, Trait.ANSWERED).key == (None, False)
    sent(store, made, "2026-11-09")
    sent(store, made, "2026-11-21")
    assert one(store, Trait.DAYS, Trait.ANSWERED).key == (7, True)


def test_a_further_message_moves_the_days(store: StoreInDatabase) -> None:
    made = case_in(store, says=Says.ALERT, phase="alert", happened=at("2026-10-30"))
    assert one(store, Trait.DENIED).key == (False,)
    store.save(read_into(made, denial(id=DenialId("d-2"), ref="dp-C-1", happened=at("2026-11-04")), now=NOW))
    assert one(store, Trait.MONTH).key == ("2026-10",)
    assert one(store, Trait.MONTH, on=On.DENIED).key == ("2026-11",)


@pytest.mark.parametrize(
    ("first", "last", "n"), [("2026-11-02", "2026-11-02", 1), ("2026-11-03", "2026-12-01", 0), ("2026-01-01", "2026-11-01", 0)]
)
def test_a_period_holds_both_its_ends(store: StoreInDatabase, first: str, last: str, n: int) -> None:
    case_in(store)
    found = store.groups(ORG, Period(date.fromisoformat(first), date.fromisoformat(last)), (Trait.NETWORK,))
    assert sum(group.n for group in found) == n


def test_spans_begin_on_their_cuts(store: StoreInDatabase) -> None:
    for number, day in enumerate(("2026-06-16", "2026-06-17", "2026-06-30", "2026-07-01")):
        case_in(store, f"C-{number}", happened=at(day))
    cuts = (date(2026, 6, 17), date(2026, 7, 1))
    assert [(g.key[0], g.n) for g in store.groups(ORG, YEAR, (Trait.SPAN,), cuts=cuts)] == [(0, 1), (1, 2), (2, 1)]
    assert [(g.key[0], g.n) for g in store.groups(ORG, YEAR, (Trait.SPAN,))] == [(0, 4)]


def test_another_organisations_cases_and_sales_are_never_counted(store: StoreInDatabase) -> None:
    theirs = case_in(store, org=OTHER)
    answered(store, theirs)
    sent(store, theirs, "2026-11-09")
    with store.transaction():
        put_transactions(OTHER, "f", ("ts", "network"), [("t-1", _seconds("2026-10-05"), "Visa")])
    assert [store.groups(ORG, YEAR, (Trait.NETWORK,), on=on) for on in On] == [[], [], [], []]
    assert store.sales(ORG, ("2026-10",), zone=UTC) == []
    assert len(store.sales(OTHER, ("2026-10",), zone=UTC)) == 1
    ours = case_in(store)
    answered(store, ours)
    sent(store, ours, "2026-11-04")
    assert one(store, Trait.DAYS, org=OTHER).key == (7,)
    assert one(store, Trait.DAYS).key == (2,)


def _seconds(day: str, zone: ZoneInfo | None = None) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=zone or UTC).timestamp())


def test_sales_are_counted_by_the_months_of_the_zone_and_by_what_the_history_says(store: StoreInDatabase) -> None:
    zone = ZoneInfo("Asia/Jerusalem")
    rows = [
        ("t-1", _seconds("2026-10-01T00:00:00", zone), "Visa", False),
        ("t-2", _seconds("2026-10-31T23:59:59", zone), "VISA", False),
        ("t-3", _seconds("2026-11-01T00:00:00", zone), "MasterCard", None),
        ("t-4", _seconds("2026-10-09T12:00:00", zone), None, True),
        ("t-5", _seconds("2026-10-09T12:00:00", zone), "Grandma's bank", None),
        ("t-6", None, "Visa", False),
    ]
    with store.transaction():
        put_transactions(ORG, "f", ("ts", "network", "card_present"), rows)
    found = store.sales(ORG, ("2026-10", "2026-11"), zone=zone)
    assert sorted(found, key=str) == sorted(
        [
            Sales("2026-10", Network.VISA, False, 1),
            Sales("2026-10", Network.VISA, False, 1),
            Sales("2026-11", Network.MASTERCARD, None, 1),
            Sales("2026-10", None, True, 1),
            Sales("2026-10", None, None, 1),
        ],
        key=str,
    )
    assert store.sales(ORG, (), zone=zone) == []


def test_sales_are_told_apart_by_their_authentication_where_it_is_asked(store: StoreInDatabase) -> None:
    at_noon = _seconds("2026-10-05T12:00:00")
    rows = [
        ("t-1", at_noon, "mc", "passed", None),
        ("t-2", at_noon, "mc", None, "02"),
        ("t-3", at_noon, "mc", None, "00"),
        ("t-4", at_noon, "mc", None, None),
    ]
    with store.transaction():
        put_transactions(ORG, "f", ("ts", "network", "three_ds", "eci"), rows)
    assert store.sales(ORG, ("2026-10",), zone=UTC) == [Sales("2026-10", Network.MASTERCARD, None, 4)]
    found = store.sales(ORG, ("2026-10",), zone=UTC, checked=True)
    assert sorted((sold.authenticated for sold in found), key=str) == [False, None, True, True]


def test_the_fake_of_the_desks_tests_counts_alike(store: StoreInDatabase) -> None:
    fake = FakeStore()
    for kept in (store, fake):
        for number, changes in enumerate(({}, {"network": Network.AMEX}, {"says": Says.WON}, {"says": Says.PREVENTED}, {"code": None})):
            made = case_in(kept, f"C-{number}", **changes)  # type: ignore[arg-type]  # fields of a denial
            if number % 2:
                answered(kept, made)
                sent(kept, made, "2026-11-12")
                kept.save(after(made, Act.CLOSED, {}) if made.state is State.WON else made)
    for on in On:
        for trait in Trait:
            real, faked = (sorted(kept.groups(ORG, YEAR, (trait,), on=on), key=str) for kept in (store, fake))
            assert real == faked, (on, trait)


def test_a_backfilled_row_is_the_one_that_the_store_would_write(store: StoreInDatabase) -> None:
    made = case_in(store)
    made = read_into(
        made, denial(id=DenialId("d-r"), ref="dp-C-1", says=Says.FRAUD_REPORT, phase="alert", happened=at("2026-10-30")), now=NOW
    )
    store.add_denial(ORG, made.id, made.denials[-1])
    made = replace(
        made, state=State.CLOSED, closed_after=State.WON, recovered=Money(5, "ILS"), refunded=Money(7, "USD"), flags=("reversed",)
    )
    store.save(made)
    answer = SavedAnswer(
        *(made.id, NOW, {"finding": {"cause": "household"}}, "d", FindingKind.MISTAKEN, Choice.FIGHT, Choice.FIGHT, NOW, -5),
        strength=Strength.GATE,
        family=ClaimFamily.DUPLICATE,
        cause=Cause.HOUSEHOLD,
    )
    store.save_answer(ORG, answer)
    sent(store, made, "2026-11-09")
    written = TallyRow.objects.values().get()
    TallyRow.objects.all().delete()
    _backfill()
    assert TallyRow.objects.values().get() | {"id": 0} == written | {"id": 0}


def _backfill() -> None:
    with connection.schema_editor() as editor:
        import_module("yosher.adapters.store.migrations.0006_what_is_counted").count_what_is_there(apps, editor)


def many(count: int, *, org: OrgId = ORG) -> None:
    """Rows of every kind, made at random but always the same."""
    chance, first = random.Random(20), date(2025, 12, 1)
    rows = []
    for number in range(count):
        day = (first + timedelta(days=chance.randrange(350))).isoformat()
        network = chance.choice(("visa", "mastercard", "amex"))
        rows.append(
            TallyRow(
                organisation=org,
                case=f"C-{number}",
                came_on=day,
                denied_on=chance.choice((day, day, None)),
                reported_on=chance.choice((day, None, None)),
                network=network,
                code=chance.choice({"visa": ("10.4", "13.1", None), "mastercard": ("4837", "4853"), "amex": ("C08",)}[network]),
                processor=chance.choice(("stripe", "adyen", None)),
                phase="first_chargeback",
                result=chance.choice(list(State)),
                reviewed=chance.random() < 0.3,
                turned=chance.random() < 0.05,
                amount_minor=chance.randrange(100, 90000),
                currency=chance.choice(("ILS", "USD", "EUR")),
                family=chance.choice((*ClaimFamily, None)),
                strength=chance.choice((*Strength, None)),
                finding=chance.choice((*FindingKind, None)),
                cause=chance.choice((*Cause, None)),
                choice=chance.choice((*Choice, None)),
                days_to_answer=chance.choice((None, *range(20))),
            )
        )
    TallyRow.objects.bulk_create(rows, batch_size=1000)
    sold = [
        TransactionRow(organisation=org, ref=f"t-{number}", ts=_seconds("2025-12-01") + number * 3000, network="visa", card_present=False)
        for number in range(5000)
    ]
    TransactionRow.objects.bulk_create(sold, batch_size=1000)


def desk_of(store: StoreInDatabase) -> Desk:
    shop = organisation(id=ORG)
    return Desk(shop, SYSTEM, NOW, store, FakeBlobs(), read_text)  # type: ignore[arg-type]  # whoever acts


def test_twenty_thousand_cases_are_counted_in_few_queries(store: StoreInDatabase) -> None:
    many(20_000)
    many(50, org=OTHER)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        document = insights(desk=desk_of(store), language=Language.EN)
    assert document["n"] == 20_000
    assert len(asked) <= MOST_QUERIES
    assert all("store_caserow" not in query["sql"] and "store_denialrow" not in query["sql"] for query in asked.captured_queries)
    sums = document["money"]
    assert isinstance(sums, list)
    assert sum(one["n"] for one in sums) == 20_000  # type: ignore[call-overload,index,misc]  # JSON
    connections.close_all()


def test_a_longer_period_takes_no_more_queries(store: StoreInDatabase) -> None:
    many(100)
    with CaptureQueriesContext(connection) as asked:
        insights(desk=desk_of(store), language=Language.EN, first=date(2017, 1, 1), last=date(2026, 11, 22))
    assert len(asked) <= MOST_QUERIES


def test_a_period_is_found_by_its_index(store: StoreInDatabase) -> None:
    many(50)
    with CaptureQueriesContext(connection) as asked:
        desk = desk_of(store)
        for on in On:
            desk.store.groups(ORG, YEAR, (Trait.NETWORK, Trait.CODE), on=on)
        desk.store.sales(ORG, ("2026-10", "2026-11"), zone=UTC)
    plans = list(plans_of(asked))
    assert len(plans) == 5
    assert [plan for plan in plans if reads_all(plan)] == []


def test_a_moment_is_of_the_day_that_its_source_writes(store: StoreInDatabase) -> None:
    late = datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))
    case_in(store, happened=Moment(late))
    assert one(store, Trait.MONTH).key == ("2026-11",)
    case_in(store, happened=Moment(late.astimezone(UTC)))
    assert one(store, Trait.MONTH).key == ("2026-10",)
