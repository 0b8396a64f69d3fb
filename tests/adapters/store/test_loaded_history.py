"""Records loaded into both databases and found again: by the deal's keys, by the customer, and never another organisation's."""

import contextlib
import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from query_plans import plans_of, reads_all
from yosher.adapters.history import files
from yosher.adapters.store import records
from yosher.adapters.store.records import LoadedHistory
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap import loading
from yosher.bootstrap.home import Home
from yosher.bootstrap.loading import HistoryLoader
from yosher.desk.ports import LoadResult, Sought, Trouble
from yosher.evidence.model import RecordKind
from yosher.kernel.ids import OrgId
from yosher.kernel.money import Money
from yosher.kernel.when import Moment, day_moment

ORG, OTHER = OrgId("one"), OrgId("two's")
HISTORY = LoadedHistory()


def load(store: StoreInDatabase, folder: Path, text: str, *, kind: RecordKind, org: OrgId = ORG, name: str = "export.csv") -> LoadResult:
    path = folder / name
    path.write_text(text, "utf-8")
    return HistoryLoader(store).load(org, str(path), kind=kind)


def sought(**keys: str) -> Sought:
    return Sought(**({"transaction": None, "order": None, "customer": None, "email": None} | keys))


def found(org: OrgId = ORG, **keys: str) -> list[str]:
    return [record.id for record in HISTORY.about(org, sought(**keys))]


def deal(store: StoreInDatabase, folder: Path, org: OrgId = ORG) -> None:
    """Order A-77 of customer c-12, with all that follows from it, beside the order of somebody else."""
    files_of = {
        RecordKind.TRANSACTIONS: "id,account,pm,order,ts,email\n"
        "tx-1,c-12,p,A-77,1000,d@x.co\ntx-0,c-12,p,A-1,500,d@x.co\ntx-9,c-99,q,A-9,900,\n",
        RecordKind.ORDERS: "id,customer,email,at,description\nA-77,c-12,d@x.co,900,שולחן\nA-9,c-99,,800,x\n",
        RecordKind.SHIPMENTS: "id,order,shipped_at,delivered_at,signed_by\ns-1,A-77,2000,3000,דנה\ns-2,A-9,1,2,x\ns-3,A-77,,4000,\n",
        RecordKind.REFUNDS: "id,transaction,amount,currency,at,arn\nr-1,tx-1,100,ILS,5000,7\n",
        RecordKind.LOGINS: "id,customer,at,ip,action\nl-1,c-12,100,1.2.3.4,login\nl-2,c-99,100,1.2.3.4,login\n",
        RecordKind.MESSAGES: "id,email,order,at,direction,text\nm-1,d@x.co,,50,in,where\nm-2,d@x.co,A-1,60,in,another order\n",
        RecordKind.AGREEMENTS: "id,customer,accepted_at,version,title\ng-1,c-12,10,3,terms\n",
    }
    for kind, text in files_of.items():
        load(store, folder, text, kind=kind, org=org)


def test_all_that_belongs_to_a_deal_is_found_oldest_first(store: StoreInDatabase, tmp_path: Path) -> None:
    deal(store, tmp_path)
    wanted = [
        "agreements:g-1",
        "messages:m-1",
        "logins:l-1",
        "orders:A-77",
        "transactions:tx-1",
        "shipments:s-1",
        "shipments:s-3",
        "refunds:r-1",
    ]
    assert found(transaction="tx-1") == wanted
    assert found(order="A-77") == wanted
    assert found(transaction="unknown") == []
    assert found() == []


def test_what_is_found_holds_the_cells_as_they_were(store: StoreInDatabase, tmp_path: Path) -> None:
    deal(store, tmp_path)
    about = {record.id: record for record in HISTORY.about(ORG, sought(order="A-77"))}
    shipment = about["shipments:s-1"]
    assert dict(shipment.values) == {"id": "s-1", "order": "A-77", "shipped_at": 2000, "delivered_at": 3000, "signed_by": "דנה"}
    assert shipment.at is not None
    assert shipment.at.at.timestamp() == 2000
    assert shipment.source == "export.csv"
    assert about["transactions:tx-1"].values["order"] == "A-77"


def test_the_customers_other_purchases_come_newest_first_and_no_more_than_asked(store: StoreInDatabase, tmp_path: Path) -> None:
    deal(store, tmp_path)
    assert [r.id for r in HISTORY.customer_history(ORG, sought(customer="c-12"))] == ["transactions:tx-1", "transactions:tx-0"]
    assert [r.id for r in HISTORY.customer_history(ORG, sought(email="d@x.co"), limit=1)] == ["transactions:tx-1"]
    assert HISTORY.customer_history(ORG, sought()) == []


def test_another_organisations_records_are_not_there(store: StoreInDatabase, tmp_path: Path) -> None:
    deal(store, tmp_path)
    assert found(OTHER, transaction="tx-1", order="A-77", customer="c-12", email="d@x.co") == []
    assert HISTORY.customer_history(OTHER, sought(customer="c-12", email="d@x.co")) == []
    deal(store, tmp_path, OTHER)
    assert len(found(ORG, order="A-77")) == len(found(OTHER, order="A-77")) == 8


def test_the_same_file_twice_is_known_and_nothing_is_doubled(store: StoreInDatabase, tmp_path: Path) -> None:
    text = "id,account,pm,ts\n1,c,p,1\n2,c,p,2\n"
    first = load(store, tmp_path, text, kind=RecordKind.TRANSACTIONS)
    again = load(store, tmp_path, text, kind=RecordKind.TRANSACTIONS)
    assert (first.rows, first.new, again.rows, again.new) == (2, 2, 2, 0)
    assert len(HISTORY.customer_history(ORG, sought(customer="c"))) == 2


@pytest.mark.parametrize("kind", [RecordKind.TRANSACTIONS, RecordKind.ORDERS])
def test_a_later_row_with_the_same_id_wins_within_a_file_and_between_files(
    store: StoreInDatabase, tmp_path: Path, kind: RecordKind
) -> None:
    load(store, tmp_path, "id,order,email,amount\n1,A-1,a@x.co,5\n1,A-1,a@x.co,6\n", kind=kind)
    load(store, tmp_path, "id,order,email\n2,A-2,\n1,A-1,b@x.co\n", kind=kind)
    (record,) = HISTORY.about(ORG, sought(order="1" if kind is RecordKind.ORDERS else "A-1"))
    assert record.values["email"] == "b@x.co"
    assert "amount" not in record.values  # the newest export says nothing of it


def test_refused_rows_are_named_up_to_a_number_and_counted_beyond(
    store: StoreInDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MOST_REFUSALS", 3)
    text = "id,pm,ts\n" + "".join(f"{n},p,{'x' if n % 2 else n}\n" for n in range(10))
    result = load(store, tmp_path, text, kind=RecordKind.TRANSACTIONS)
    assert (result.rows, result.new, result.more_refused) == (5, 5, 2)
    assert result.refused == [(3, "history.bad_time"), (5, "history.bad_time"), (7, "history.bad_time")]


def test_a_file_that_breaks_off_in_its_middle_leaves_nothing(
    store: StoreInDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BATCH", 10)
    with pytest.raises(Trouble) as trouble:
        load(store, tmp_path, "id,account,pm\n" + "1,c,p\n" * 5000 + '2,"c,p\n', kind=RecordKind.TRANSACTIONS)
    assert trouble.value.reason.code == "history.unreadable"
    assert HISTORY.customer_history(ORG, sought(customer="c")) == []


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "store_transactionrow"))


def test_a_long_file_is_indexed_at_its_end_and_no_index_is_lost(
    store: StoreInDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BATCH", 10)
    before = indexes()
    for start in (0, 50):
        text = "id,account,pm,ts\n" + "".join(f"{n},c-{n % 7},p,{n}\n" for n in range(start, start + 100))
        assert load(store, tmp_path, text, kind=RecordKind.TRANSACTIONS).rows == 100
    assert indexes() == before
    assert len(HISTORY.customer_history(ORG, sought(customer="c-3"))) == len([n for n in range(150) if n % 7 == 3])


def test_a_hostile_file_name_and_organisation_are_values_and_no_statements(store: StoreInDatabase, tmp_path: Path) -> None:
    name = "x'); DROP TABLE store_recordrow; --.csv"
    load(store, tmp_path, "id,customer,action\n1,c,login\n", kind=RecordKind.LOGINS, org=OTHER, name=name)
    (record,) = HISTORY.about(OTHER, sought(customer="c", transaction="t"))
    assert record.source == name


def test_a_card_number_in_a_files_name_is_masked(store: StoreInDatabase, tmp_path: Path) -> None:
    load(store, tmp_path, "id,account,pm\n1,c,p\n", kind=RecordKind.TRANSACTIONS, name="4111111111111111.csv")
    assert HISTORY.customer_history(ORG, sought(customer="c"))[0].source == "•••• 1111.csv"


def test_ndjson_and_parquet_go_in_as_well(store: StoreInDatabase, tmp_path: Path) -> None:
    load(store, tmp_path, json.dumps({"id": "1", "account": "c", "disputed": True}) + "\n", kind=RecordKind.TRANSACTIONS, name="a.ndjson")
    path = tmp_path / "b.parquet"
    pl.DataFrame({"id": ["2"], "account": ["c"], "disputed": [False], "ts": [5]}).write_parquet(path)
    HistoryLoader(store).load(ORG, str(path), kind=RecordKind.TRANSACTIONS)
    kept = {r.values["id"]: r.values["disputed"] for r in HISTORY.customer_history(ORG, sought(customer="c"))}
    assert kept == {"1": True, "2": False}


def look_everything_up() -> None:
    keys = sought(transaction="tx-1", order="A-77", customer="c-12", email="d@x.co")
    HISTORY.about(ORG, keys)
    HISTORY.customer_history(ORG, keys)


def test_look_ups_are_few_and_their_number_does_not_grow(store: StoreInDatabase, tmp_path: Path) -> None:
    deal(store, tmp_path)
    more = "".join(f"x-{n},c-12,p,A-77,{n}\n" for n in range(50))
    load(store, tmp_path, f"id,account,pm,order,ts\n{more}", kind=RecordKind.TRANSACTIONS)
    with CaptureQueriesContext(connection) as asked:
        look_everything_up()
    assert len(asked.captured_queries) == 7


def test_every_look_up_goes_by_the_index_of_its_key(store: StoreInDatabase, tmp_path: Path) -> None:
    """An index by which only the organisation is found reads all of its rows."""
    deal(store, tmp_path)
    with CaptureQueriesContext(connection) as asked:
        look_everything_up()
    for plan in plans_of(asked):
        assert not reads_all(plan), plan


def test_of_a_customer_who_is_everybody_only_so_much_is_read(
    store: StoreInDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_MOST_LOOSE", 5)
    load(store, tmp_path, "id,customer,at,action\n" + "".join(f"{n},guest,{n},login\n" for n in range(50)), kind=RecordKind.LOGINS)
    assert found(customer="guest", transaction="t") == [f"logins:{n}" for n in range(45, 50)]


def rows_seen_beside(home: Home) -> int:
    """What another process sees at this moment."""
    count = "SELECT count(*) FROM store_transactionrow"
    if home.database is None:
        with contextlib.closing(sqlite3.connect(f"file:{home.sqlite}?mode=ro", uri=True)) as reader:
            return int(reader.execute(count).fetchone()[0])
    with contextlib.closing(psycopg.connect(home.database)) as server:
        return int(server.execute(count).fetchall()[0][0])


def test_a_reader_beside_a_load_sees_the_state_before_it(store: StoreInDatabase, home: Home, tmp_path: Path) -> None:
    load(store, tmp_path, "id,pm\n1,p\n", kind=RecordKind.TRANSACTIONS)
    with store.transaction():
        load(store, tmp_path, "id,pm\n2,p\n", kind=RecordKind.TRANSACTIONS)
        assert rows_seen_beside(home) == 1
    assert rows_seen_beside(home) == 2


def test_an_order_that_only_names_its_payment_leads_to_its_shipment(store: StoreInDatabase, tmp_path: Path) -> None:
    load(store, tmp_path, "id,transaction,item\nA-1,tx-1,table\n", kind=RecordKind.ORDERS)
    load(store, tmp_path, "id,order,carrier\ns-1,A-1,DHL\ns-2,A-2,DHL\n", kind=RecordKind.SHIPMENTS)
    assert set(found(transaction="tx-1")) == {"orders:A-1", "shipments:s-1"}


@pytest.mark.parametrize(("kept", "asked"), [("#1001", "1001"), ("1001", "#1001"), ("#1001", "#1001")])
def test_an_orders_number_is_found_with_and_without_its_sign(store: StoreInDatabase, tmp_path: Path, kept: str, asked: str) -> None:
    load(store, tmp_path, f"id,item\n{kept},table\n", kind=RecordKind.ORDERS)
    load(store, tmp_path, f"id,order,carrier\ns-1,{asked},DHL\n", kind=RecordKind.SHIPMENTS)
    assert set(found(order=asked)) == {f"orders:{kept}", "shipments:s-1"}


SUM = Money(125000, "ILS")
SOLD = datetime(2026, 9, 30, 9, tzinfo=UTC)


def sold(store: StoreInDatabase, folder: Path) -> None:
    """The same sum by two customers on two days, and other sums of the first one."""
    at = [int((SOLD + timedelta(days=days)).timestamp()) for days in (0, 20, 0, 0)]
    sums = (125000, 125000, 99, 125000)
    payments = "".join(f"t{n},d@x.co,{sums[n]},{'USD' if n == 3 else 'ILS'},{at[n]},p\n" for n in range(4))
    orders = "".join(f"o{n},c-1,{sums[n]},{'USD' if n == 3 else 'ILS'},{at[n]},x\n" for n in range(4))
    load(store, folder, "id,email,amount,currency,ts,pm\n" + payments, kind=RecordKind.TRANSACTIONS)
    load(store, folder, "id,customer,amount,currency,at,item\n" + orders, kind=RecordKind.ORDERS)


def candidates(org: OrgId = ORG, *, around: date | None = None, **keys: str) -> set[str]:
    return {record.id.partition(":")[2] for record in HISTORY.deals(org, sought(**keys), sums=[SUM], around=around)}


def test_deals_are_found_by_the_customer_or_the_day_and_always_by_the_sum(store: StoreInDatabase, tmp_path: Path) -> None:
    sold(store, tmp_path)
    assert candidates(email="d@x.co") == {"t0", "t1"}
    assert candidates(customer="c-1") == {"o0", "o1"}
    assert candidates(around=SOLD.date()) == candidates(around=SOLD.date() + timedelta(days=1)) == {"t0", "o0"}
    assert candidates(around=SOLD.date() + timedelta(days=2)) == set()
    assert candidates(email="d@x.co", around=SOLD.date()) == {"t0", "t1", "o0"}
    assert candidates() == set()
    assert candidates(OTHER, email="d@x.co", customer="c-1", around=SOLD.date()) == set()


def test_deals_are_looked_up_by_an_index(store: StoreInDatabase, tmp_path: Path) -> None:
    sold(store, tmp_path)
    with CaptureQueriesContext(connection) as asked:
        HISTORY.deals(ORG, sought(email="d@x.co", customer="c-1"), sums=[SUM], around=SOLD.date())
    plans = list(plans_of(asked))
    assert len(plans) == 6
    assert [plan for plan in plans if reads_all(plan)] == []


def test_a_day_without_an_hour_stays_a_day_of_the_business(store: StoreInDatabase, tmp_path: Path) -> None:
    load(
        store,
        tmp_path,
        "id,order,carrier,shipped_at\ns-1,A-1,DHL,2026-10-07\ns-2,A-1,DHL,2026-10-07T00:00:01Z\n",
        kind=RecordKind.SHIPMENTS,
    )
    for name in ("Asia/Jerusalem", "America/New_York"):
        at = {record.id: record.at for record in LoadedHistory(ZoneInfo(name)).about(ORG, sought(order="A-1"))}
        assert at == {
            "shipments:s-1": day_moment(date(2026, 10, 7), ZoneInfo(name)),
            "shipments:s-2": Moment(datetime(2026, 10, 7, 0, 0, 1, tzinfo=UTC)),
        }
