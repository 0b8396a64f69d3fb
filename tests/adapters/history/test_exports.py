"""Exports as shops write them: dates, amounts, missing ids and currencies are understood, said, and never guessed."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosher.adapters.history import files
from yosher.adapters.history.amounts import minor_of, plain_amounts
from yosher.adapters.history.read import Opened, open_file
from yosher.desk.ports import FileUnreadable
from yosher.evidence.model import RecordKind
from yosher.kernel.words import Language
from yosher.phrases.say import say

Rows = list[dict[str, object]]
DAY = 1791158400  # 2026-10-05 00:00 UTC


def opened(folder: Path, text: str, *, name: str = "export.csv", currency: str = "ILS", kind: RecordKind | None = None) -> Opened:
    path = folder / name
    path.write_text(text, "utf-8")
    return open_file(path, kind=kind, currency=currency)


def read(file: Opened) -> tuple[Rows, list[tuple[int, str]]]:
    batches = list(file.batches)
    return [row for b in batches for row in b.rows.to_dicts()], [bad for b in batches for bad in b.refused]


def codes(file: Opened) -> set[str]:
    return {note.code.removeprefix("history.") for note in file.notes}


@pytest.mark.parametrize(
    ("other", "written", "at"),
    [
        ("30/09/2026", "05/10/2026", DAY),
        ("09/30/2026", "10/05/2026", DAY),
        ("9/30/2026 18:00", "10/5/2026 6:29", DAY + 6 * 3600 + 29 * 60),
        ("9/30/2026 6:00 PM", "10/5/2026 6:29 PM", DAY + 18 * 3600 + 29 * 60),
        ("9/30/2026 6:00:00 pm", "10/5/2026 12:00:00 AM", DAY),
        ("", "5.10.2026", DAY),
        ("", "05-10-2026 14:12", DAY + 14 * 3600 + 12 * 60),
        ("", "2026-10-05 12:03:22 +0300", DAY + 9 * 3600 + 3 * 60 + 22),
        ("", "2026-10-05 12:03:22 GMT", DAY + 12 * 3600 + 3 * 60 + 22),
    ],
)
def test_dates_as_exports_write_them(tmp_path: Path, other: str, written: str, at: int) -> None:
    rows, refused = read(opened(tmp_path, f"id,action,at\n1,login,{other}\n2,login,{written}\n"))
    assert refused == []
    assert rows[1]["at"] == at


@pytest.mark.parametrize("cells", [["05/10/2026"], ["05/10/2026", "30/09/2026", "09/30/2026"]], ids=["nothing decides", "two orders"])
def test_a_date_with_slashes_that_nothing_decides_is_refused(tmp_path: Path, cells: list[str]) -> None:
    file = opened(tmp_path, "id,action,at\n" + "".join(f"{n},login,{cell}\n" for n, cell in enumerate(cells)))
    rows, refused = read(file)
    assert rows == []
    assert refused == [(n + 2, "history.day_or_month") for n in range(len(cells))]
    assert not codes(file) & {"day_first", "month_first"}


def test_each_column_of_dates_tells_for_itself(tmp_path: Path) -> None:
    file = opened(tmp_path, "id,carrier,shipped_at,delivered_at\n1,UPS,30/09/2026,10/05/2026\n2,UPS,05/10/2026,10/31/2026\n")
    rows, refused = read(file)
    assert refused == []
    assert (rows[0]["delivered_at"], rows[1]["shipped_at"]) == (DAY, DAY)
    assert "both_orders" in codes(file)


@pytest.mark.parametrize(("first", "code"), [("30/09/2026", "day_first"), ("09/30/2026", "month_first")])
def test_how_dates_were_read_is_said(tmp_path: Path, first: str, code: str) -> None:
    assert code in codes(opened(tmp_path, f"id,action,at\n1,login,{first}\n"))


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("1,250.00", "ILS", 125000),
        ("1,250", "ILS", 125000),
        ("12,345,678.9", "ILS", 1234567890),
        ("₪1,250.00", "ILS", 125000),
        ("1,250.00 ₪", "ILS", 125000),
        ("-₪1,250.00", "ILS", -125000),
        ('ש"ח 90', "ILS", 9000),
        ("€90.50", "EUR", 9050),
        ("$ 90", "USD", 9000),
        ("90 GBP", "GBP", 9000),
    ],
)
def test_an_amount_with_signs_and_groups(tmp_path: Path, written: str, currency: str, minor: int) -> None:
    quoted = written.replace('"', '""')
    rows, refused = read(opened(tmp_path, f'id,pm,total\n1,p,"{quoted}"\n', kind=RecordKind.TRANSACTIONS))
    assert refused == []
    assert (rows[0]["amount"], rows[0]["currency"]) == (minor, currency)


def test_a_dollar_is_the_businesss_own_where_that_is_one(tmp_path: Path) -> None:
    rows, _ = read(opened(tmp_path, "id,pm,total\n1,p,$90\n", currency="CAD"))
    assert (rows[0]["amount"], rows[0]["currency"]) == (9000, "CAD")


def test_a_file_with_decimal_commas(tmp_path: Path) -> None:
    text = 'id;pm;total;currency\n1;p;"1.250,50";EUR\n2;p;90,5;EUR\n3;p;1.250;EUR\n4;p;7;EUR\n'
    rows, refused = read(opened(tmp_path, text))
    assert refused == []
    assert [row["amount"] for row in rows] == [125050, 9050, 125000, 700]


@pytest.mark.parametrize(
    ("written", "currency"),
    [("€90", "USD"), ("90 thing", "ILS"), ("1,25,0.00", "ILS"), ("1.2.3", "ILS"), ("1,250", "KWD"), ("(90)", "ILS"), ("90,5", "ILS")],
)
def test_an_amount_that_can_be_read_in_two_ways_or_in_none_is_refused(tmp_path: Path, written: str, currency: str) -> None:
    text = f'id,pm,total,currency\n1,p,"{written}",{currency}\n2,p,7.25,{currency}\n3,p,7.5,{currency}\n'
    _, refused = read(opened(tmp_path, text))
    assert (2, "history.bad_major") in refused


def test_an_amount_without_any_currency_is_the_businesss_and_that_is_said(tmp_path: Path) -> None:
    file = opened(tmp_path, 'מספר הזמנה,תאריך,סכום,מוצר\n1001,30/09/2026,"1,250.00",שולחן\n1002,05/10/2026,90,כיסא\n')
    rows, refused = read(file)
    assert refused == []
    assert [(row["id"], row["amount"], row["currency"]) for row in rows] == [("1001", 125000, "ILS"), ("1002", 9000, "ILS")]
    assert "own_currency" in codes(file)
    assert "own_currency" not in codes(opened(tmp_path, "id,total,currency,item\n1,5,ILS,x\n"))


def test_minor_units_without_a_currency_are_the_businesss_too(tmp_path: Path) -> None:
    rows, _ = read(opened(tmp_path, "id,amount,item\n1,480,x\n2,,y\n"))
    assert [(row["amount"], row["currency"]) for row in rows] == [(480, "ILS"), (None, None)]


def test_a_shipment_without_an_id_is_told_by_its_tracking_number(tmp_path: Path) -> None:
    file = opened(tmp_path, "order,carrier,tracking,shipped,delivered\nA-1,UPS,1Z9,2026-10-05,2026-10-07\nA-2,UPS,,2026-10-05,\n,,,,\n")
    rows, refused = read(file)
    assert file.kind is RecordKind.SHIPMENTS
    assert refused == []
    assert rows[0]["id"] == "1Z9"
    assert str(rows[1]["id"]).startswith("row-")
    assert [row["shipped_at"] for row in rows] == [DAY, DAY]
    assert "id_is_tracking" in codes(file)


def test_rows_without_an_id_are_told_by_what_stands_in_them(tmp_path: Path) -> None:
    text = "order,refunded at,amount,currency\nA-1,2026-10-05,100.50,ILS\nA-1,2026-10-06,100.50,ILS\nA-1,2026-10-05,100.50,ILS\n"
    file = opened(tmp_path, text, name="refunds.csv")
    first, _ = read(file)
    again, _ = read(opened(tmp_path, text, name="refunds.csv"))
    assert file.kind is RecordKind.REFUNDS
    assert [row["id"] for row in first] == [row["id"] for row in again]
    assert len({row["id"] for row in first}) == 2
    assert "id_is_row" in codes(file)


@pytest.mark.parametrize("name", ["orders.csv", "transactions.csv"])
def test_orders_and_payments_need_their_id(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadable) as trouble:
        opened(tmp_path, "email,total\na@b.c,5\n", name=name, kind=RecordKind(name.removesuffix(".csv")))
    assert trouble.value.reason.code == "history.no_id_column"


def test_a_tracking_number_that_looks_like_a_card_is_refused_as_an_id(tmp_path: Path) -> None:
    rows, refused = read(opened(tmp_path, "order,carrier,tracking\nA-1,UPS,4111111111111111\n"))
    assert rows == []
    assert refused == [(2, "history.id_is_card")]


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    [note] = [n for n in opened(tmp_path, "id,item,colour,cvv\n1,x,red,123\n").notes if n.code == "history.columns_left"]
    assert say(note, Language.EN) == "One column is not read: colour."
    assert "colour" in say(note, Language.HE)


SHOPIFY = """Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Shipping Name,Shipping Street,Id
#1001,d@x.co,paid,2026-10-05 12:00:00 +0300,ILS,1250.00,2026-10-05 12:00:00 +0300,1,Oak table,Dana,Herzl 1,77
#1001,,,,,,,4,Oak chair,,,
#1002,r@x.co,paid,2026-10-06 12:00:00 +0300,ILS,90.00,2026-10-06 12:00:00 +0300,1,Lamp,Ron,Carmel 2,78
"""


@pytest.mark.parametrize("batch", [1, 2, 50_000])
def test_shopify_writes_an_order_over_several_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr(files, "BATCH", batch)
    file = opened(tmp_path, SHOPIFY, name="orders_export_1.csv")
    rows, refused = read(file)
    assert refused == []
    assert [(row["id"], row["amount"], row["description"], row["ship_to"]) for row in rows] == [
        ("#1001", 125000, "Oak table, Oak chair", "Herzl 1"),
        ("#1002", 9000, "Lamp", "Carmel 2"),
    ]
    assert rows[0]["at"] == DAY + 9 * 3600
    assert "read_as_shop" in codes(file)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("order_number,order_date,billing_email,order_total,order_currency,line_items,customer_ip_address", RecordKind.ORDERS),
        ("Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,Item Name", RecordKind.ORDERS),
        ("Name,Tracking Company,Tracking Number,Fulfilled at", RecordKind.SHIPMENTS),
        ("id,Created date (UTC),Amount,Currency,Customer Email", RecordKind.TRANSACTIONS),
    ],
)
def test_headers_of_shops_and_processors(tmp_path: Path, header: str, kind: RecordKind) -> None:
    assert opened(tmp_path, f"{header}\n1\n").kind is kind


@given(st.decimals(min_value=-99_999_999, max_value=99_999_999, places=2), st.booleans(), st.sampled_from(["", "₪", "ILS "]))
def test_every_way_of_writing_one_amount_is_the_same_amount(amount: object, comma: bool, sign: str) -> None:
    number = f"{amount:,}"
    text = sign + (number.translate(str.maketrans(",.", ".,")) if comma else number)
    numbers, currencies = plain_amounts(pl.Series([text]), pl.Series([None], dtype=pl.String), decimal_comma=comma, home="ILS")
    minor = minor_of(numbers, currencies.fill_null("ILS"))
    assert minor.to_list() == [int(str(amount).replace(".", ""))]


@pytest.mark.parametrize(
    ("zone", "written", "at"),
    [
        ("Asia/Jerusalem", "2026-10-05 12:03", datetime(2026, 10, 5, 9, 3, tzinfo=UTC)),
        ("Asia/Jerusalem", "2026-11-05 12:03:01", datetime(2026, 11, 5, 10, 3, 1, tzinfo=UTC)),
        ("America/New_York", "2026-10-05 8:00 PM", datetime(2026, 10, 6, 0, 0, 1, tzinfo=UTC)),  # midnight itself would be a day
        ("America/New_York", "2026-10-05T20:00:00-04:00", datetime(2026, 10, 6, 0, 0, 1, tzinfo=UTC)),
        ("America/New_York", "2026-10-06T00:00:00Z", datetime(2026, 10, 6, tzinfo=UTC)),
        ("America/New_York", "2026-10-06 00:00:00", datetime(2026, 10, 6, tzinfo=UTC)),  # a day
        ("America/New_York", "2026-10-06", datetime(2026, 10, 6, tzinfo=UTC)),
        ("Asia/Jerusalem", "2026-03-27 02:30", datetime(2026, 3, 27, 0, 30, tzinfo=UTC)),  # summer time skips it: 03:30
        ("Asia/Jerusalem", "2026-10-25 01:30", datetime(2026, 10, 24, 22, 30, tzinfo=UTC)),  # there are two: the first
    ],
)
def test_a_time_without_an_offset_is_of_the_businesss_zone(tmp_path: Path, zone: str, written: str, at: datetime) -> None:
    path = tmp_path / "logins.csv"
    path.write_text(f"id,action,at\n1,login,{written}\n", "utf-8")
    [batch] = open_file(path, zone=zone).batches
    assert batch.refused == []
    assert datetime.fromtimestamp(batch.rows["at"][0], UTC) == at


@pytest.mark.parametrize(("header", "hour", "said"), [("Created date (UTC)", 12, False), ("created", 9, True)])
def test_a_column_that_says_utc_is_utc_and_a_local_clock_is_said(tmp_path: Path, header: str, *, hour: int, said: bool) -> None:
    path = tmp_path / "transactions.csv"
    path.write_text(f"id,{header}\n1,2026-10-05 12:03\n", "utf-8")
    file = open_file(path, zone="Asia/Jerusalem")
    [batch] = file.batches
    assert datetime.fromtimestamp(batch.rows["ts"][0], UTC).hour == hour
    assert ("local_times" in codes(file)) is said
