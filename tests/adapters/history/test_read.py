"""Files of records: what people export is read; what is wrong is named with its row; the rest goes in."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.adapters.history import files
from yosher.adapters.history.columns import COLUMNS, NEVER_READ, Type
from yosher.adapters.history.read import open_file
from yosher.desk.ports import Trouble
from yosher.evidence.model import RecordKind

CARD = "4111 1111 1111 1111"


def read(path: Path, kind: RecordKind | None = None) -> tuple[list[dict[str, object]], list[tuple[int, str]]]:
    batches = list(open_file(path, kind=kind).batches)
    return [row for b in batches for row in b.rows.to_dicts()], [bad for b in batches for bad in b.refused]


def file_of(folder: Path, text: str | bytes, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def known(row: dict[str, object]) -> dict[str, object]:
    return {name: cell for name, cell in row.items() if cell is not None}


HEADERS = {
    RecordKind.TRANSACTIONS: "id,account,pm,amount,currency,ts,disputed",
    RecordKind.ORDERS: "id,customer,at,amount,currency,description,ship_to",
    RecordKind.SHIPMENTS: "id,order,carrier,tracking,delivered_at",
    RecordKind.REFUNDS: "id,order,amount,currency,at,arn,status,reason",
    RecordKind.LOGINS: "id,customer,at,ip,device,action",
    RecordKind.MESSAGES: "id,customer,at,direction,channel,text",
    RecordKind.AGREEMENTS: "id,customer,version,title,accepted_at,how",
}


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_file_is_recognised_by_its_columns(tmp_path: Path, kind: RecordKind) -> None:
    assert open_file(file_of(tmp_path, f"{HEADERS[kind]}\n1\n")).kind is kind


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_file_is_recognised_by_its_name(tmp_path: Path, kind: RecordKind) -> None:
    assert open_file(file_of(tmp_path, "id,email\n1,a@b.c\n", f"{kind}.csv")).kind is kind


@pytest.mark.parametrize("header", ["id,email", "name,amount,tracking", "id,direction,tracking"])
def test_a_file_that_nothing_tells_is_refused_as_a_whole(tmp_path: Path, header: str) -> None:
    with pytest.raises(Trouble) as trouble:
        open_file(file_of(tmp_path, f"{header}\n1,2\n"))
    assert trouble.value.reason.code == "history.kind_unknown"
    assert trouble.value.permanent


@pytest.mark.parametrize(
    "text",
    [
        "id,tracking,signed_by\n7,T-1,דנה\n",
        "\ufeffid,tracking,signed_by\n7,T-1,דנה\n",
        "ID ;Tracking; signed_by\r\n7 ; T-1 ;דנה\r\n",
        "id\ttracking\tsigned_by\n7\tT-1\tדנה\n",
        'id|tracking|signed_by\n"7"|"T-1"|"דנה"\n',
        "id,tracking,signed_by\n7,T-1,דנה\n".encode("cp1255"),
        "id,tracking,signed_by\r\n7,T-1,דנה\r\n".encode("utf-16"),
    ],
    ids=["utf-8", "mark", "semicolon", "tab", "pipe", "windows-1255", "utf-16"],
)
def test_csv_in_the_dialects_and_encodings_of_spreadsheets(tmp_path: Path, text: str | bytes) -> None:
    rows, refused = read(file_of(tmp_path, text))
    assert [known(row) for row in rows] == [{"id": "7", "tracking": "T-1", "signed_by": "דנה"}]
    assert refused == []


def test_a_quoted_cell_keeps_its_line_break_and_its_separator(tmp_path: Path) -> None:
    rows, _ = read(file_of(tmp_path, 'id,direction,text\n1,in,"line one,\nline ""two"""\n2,in,x\n'))
    assert [row["text"] for row in rows] == ['line one,\nline "two"', "x"]


def test_ndjson_keeps_its_types_and_a_broken_line_is_one_refused_row(tmp_path: Path) -> None:
    lines = '{"id": 7, "pm": "p", "disputed": true, "amount": 100, "more": {"a": 1}}\n\nnot json\n[1]\n{"id": "8", "fraud": false}\n'
    rows, refused = read(file_of(tmp_path, lines, "export.ndjson"), RecordKind.TRANSACTIONS)
    assert [known(row) for row in rows] == [{"id": "7", "pm": "p", "disputed": True, "amount": 100}, {"id": "8", "fraud": False}]
    assert refused == [(3, "history.bad_json"), (4, "history.bad_json")]


def test_parquet_with_moments_and_days(tmp_path: Path) -> None:
    moment = datetime(2026, 10, 5, 14, 12, tzinfo=UTC)
    path = tmp_path / "export.parquet"
    pl.DataFrame({"id": [1], "carrier": ["UPS"], "shipped_at": [moment.replace(tzinfo=None)], "delivered_at": [moment]}).write_parquet(path)
    rows, _ = read(path)
    assert rows[0]["shipped_at"] == rows[0]["delivered_at"] == int(moment.timestamp())
    assert rows[0]["id"] == "1"


SECONDS = int(datetime(2026, 10, 5, 12, 12, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (str(SECONDS), SECONDS),
        (f"{SECONDS}.75", SECONDS),
        ("2026-10-05T12:12:00Z", SECONDS),
        ("2026-10-05 14:12:00+02:00", SECONDS),
        ("2026-10-05T14:12:00.123456+0200", SECONDS),
        ("2026-10-05T14:12:00+02", SECONDS),
        ("2026-10-05 12:12:00", SECONDS),
        ("2026-10-05 12:12:00 UTC", SECONDS),
        ("2026-10-05T12:12", SECONDS),
        ("2026-10-05", SECONDS - 12 * 3600 - 12 * 60),
        ("-86400", -86400),
    ],
)
def test_a_time_is_unix_seconds_or_iso_with_its_offset(tmp_path: Path, written: str, seconds: int) -> None:
    rows, refused = read(file_of(tmp_path, f"id,action,at\n1,login,{written}\n2,login,\n"))
    assert [row["at"] for row in rows] == [seconds, None]
    assert refused == []


def test_times_written_in_several_ways_in_one_column(tmp_path: Path) -> None:
    rows, refused = read(file_of(tmp_path, f"id,action,at\n1,a,{SECONDS}\n2,a,2026-10-05\n3,a,2026-10-05T12:12:00Z\n4,a,yesterday\n"))
    assert [row["at"] for row in rows] == [SECONDS, SECONDS - 43920, SECONDS]
    assert refused == [(5, "history.bad_time")]


@pytest.mark.parametrize("written", ["yesterday", "1700000000000", "nan", "99999999999999999999", "2026-13-01"])
def test_what_is_no_time_is_refused_and_never_guessed(tmp_path: Path, written: str) -> None:
    assert read(file_of(tmp_path, f"id,action,at\n1,login,{written}\n")) == ([], [(2, "history.bad_time")])


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("id", "", "history.no_id"),
        ("amount", "12.50", "history.bad_minor"),
        ("amount", "9" * 25, "history.bad_minor"),
        ("currency", "shekel", "history.bad_currency"),
        ("disputed", "maybe", "history.bad_bool"),
        ("day", "99999999", "history.bad_days"),
        ("refunded_minor", "x", "history.bad_whole"),
    ],
)
def test_one_bad_cell_sets_only_its_row_aside(tmp_path: Path, column: str, cell: str, code: str) -> None:
    good = {"id": "a", "pm": "p", "amount": "100", "currency": "ils", "disputed": "yes", "day": "20000", "refunded_minor": "0"}
    lines = [",".join((good | {"id": str(n)} | ({column: cell} if n == 41 else {})).values()) for n in range(100)]
    rows, refused = read(file_of(tmp_path, ",".join(good) + "\n" + "\n".join(lines) + "\n"))
    assert refused == [(43, code)]  # the header is line 1
    assert len(rows) == 99
    assert known(rows[0])["currency"] == "ILS"


def test_a_row_with_more_cells_than_the_header_is_out_of_step_and_refused(tmp_path: Path) -> None:
    rows, refused = read(file_of(tmp_path, "id,direction,text\n1,in,Hello, Dana\n2,in,ok\n3,in\n4,in,ok,\n"))
    assert [row["id"] for row in rows] == ["2", "3", "4"]
    assert refused == [(2, "history.too_many_cells")]


def test_empty_rows_are_nothing(tmp_path: Path) -> None:
    rows, refused = read(file_of(tmp_path, "id,action,at\n1,a,\n\n , ,\n,,\n2,b,\n\n\n"))
    assert [row["id"] for row in rows] == ["1", "2"]
    assert refused == []


@pytest.mark.parametrize("spelled", ["true", "TRUE", "True", "1", "y", "Yes", "כן"])
def test_yes_in_its_spellings(tmp_path: Path, spelled: str) -> None:
    rows, _ = read(file_of(tmp_path, f"id,pm,disputed,fraud\n1,p,{spelled},no\n"))
    assert (rows[0]["disputed"], rows[0]["fraud"]) == (True, False)


def test_the_day_follows_from_the_time_where_it_is_absent(tmp_path: Path) -> None:
    rows, _ = read(file_of(tmp_path, "id,pm,ts,day\n1,p,86400,\n2,p,86400,7\n3,p,-1,\n4,p,,\n"))
    assert [row["day"] for row in rows] == [1, 7, -1, None]


@pytest.mark.parametrize(
    ("major", "currency", "minor"),
    [
        ("12.5", "ILS", 1250),
        ("12", "ILS", 1200),
        ("-0.05", "USD", -5),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("12.500", "ILS", 1250),
    ],
)
def test_a_decimal_amount_becomes_minor_units_of_its_currency(tmp_path: Path, major: str, currency: str, minor: int) -> None:
    rows, refused = read(file_of(tmp_path, f"id,pm,amount_major,currency\n1,p,{major},{currency}\n"))
    assert (rows[0]["amount"], refused) == (minor, [])
    assert "amount_major" not in rows[0]


@pytest.mark.parametrize(
    ("major", "currency"),
    [("12.345", "ILS"), ("0.5", "JPY"), ("12", ""), ("1,200", "KWD"), ("1,20,0", "ILS"), ("ten", "ILS"), ("1e3", "ILS")],
)
def test_a_decimal_that_would_lose_a_fraction_is_refused(tmp_path: Path, major: str, currency: str) -> None:
    assert read(file_of(tmp_path, f'id,pm,amount_major,currency\n1,p,"{major}",{currency}\n')) == ([], [(2, "history.bad_major")])


def test_whole_minor_units_win_over_the_decimal(tmp_path: Path) -> None:
    rows, _ = read(file_of(tmp_path, "id,pm,amount,amount_major,currency\n1,p,99,12.5,ILS\n2,p,,12.5,ILS\n"))
    assert [row["amount"] for row in rows] == [99, 1250]


@pytest.mark.parametrize("column", [c.name for c in COLUMNS[RecordKind.MESSAGES] if c.type in (Type.TEXT, Type.WORDS) and c.name != "id"])
def test_card_numbers_are_masked_in_every_text_column(tmp_path: Path, column: str) -> None:
    cell = f"paid with {CARD} today"
    rows, _ = read(file_of(tmp_path, f"id,{column}\n1,{cell}\n2,fine\n", "messages.csv"))
    assert [row[column] for row in rows] == ["paid with •••• 1111 today", "fine"]


def test_a_security_code_that_is_named_in_a_text_is_dropped(tmp_path: Path) -> None:
    rows, _ = read(file_of(tmp_path, "id,direction,text\n1,in,cvv 123\n2,in,קוד אבטחה: 456\n"))
    assert all("123" not in str(row["text"]) and "456" not in str(row["text"]) for row in rows)


@pytest.mark.parametrize("column", sorted(NEVER_READ))
def test_columns_of_security_codes_and_card_numbers_are_never_read(tmp_path: Path, column: str) -> None:
    rows, _ = read(file_of(tmp_path, f"id,pm,{column}\n1,p,123\n"))
    assert known(rows[0]) == {"id": "1", "pm": "p"}


def test_an_id_that_is_a_card_number_is_refused_and_not_run_together_with_another(tmp_path: Path) -> None:
    rows, refused = read(file_of(tmp_path, "id,pm\n4111111111111111,a\n4242424242424242,b\nx,c\n"))
    assert [row["id"] for row in rows] == ["x"]
    assert refused == [(2, "history.id_is_card"), (3, "history.id_is_card")]


def test_serial_numbers_of_a_shop_stay_though_one_in_ten_looks_like_a_card(tmp_path: Path) -> None:
    ids = [str(5_678_901_234_000 + n) for n in range(300)]
    rows, refused = read(file_of(tmp_path, "id,pm\n" + "".join(f"{ref},p\n" for ref in ids)))
    assert [row["id"] for row in rows] == ids
    assert refused == []


def test_a_card_number_written_in_groups_does_not_hide_among_serial_numbers(tmp_path: Path) -> None:
    orders = [str(5_678_901_234_000 + n) for n in range(300)]
    lines = "".join(f"{n},p,{order}\n" for n, order in enumerate([*orders, CARD]))
    rows, _ = read(file_of(tmp_path, "id,pm,order\n" + lines))
    assert [row["order"] for row in rows] == [*orders, "•••• 1111"]


def test_null_characters_are_taken_out(tmp_path: Path) -> None:
    rows, _ = read(file_of(tmp_path, b'{"id": "1", "direction": "in", "text": "a\\u0000b"}\n', "x.ndjson"))
    assert rows[0]["text"] == "ab"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("open-quote.csv", b'id,pm\n1,"x\n2,y\n'),
        ("cut.parquet", b"PAR1" + b"\x15\x04" * 40),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    ],
)
def test_what_is_no_table_is_a_trouble_with_words(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(Trouble) as trouble:
        read(file_of(tmp_path, content, name))
    assert trouble.value.reason.code in ("history.unreadable", "history.kind_unknown")


def test_a_parquet_that_was_cut_short_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pl.DataFrame({"id": [str(n) for n in range(1000)], "pm": "p"}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(Trouble) as trouble:
        read(path)
    assert trouble.value.reason.code == "history.unreadable"


@pytest.mark.parametrize("name", ["a[1].csv", "a*.csv", "קובץ.csv"])
def test_a_name_is_a_name_and_no_pattern(tmp_path: Path, name: str) -> None:
    file_of(tmp_path, "id,pm\nwrong,p\n", "ab.csv")
    rows, _ = read(file_of(tmp_path, "id,pm\nright,p\n", name))
    assert [row["id"] for row in rows] == ["right"]


def test_rows_keep_their_numbers_over_many_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BATCH", 100)
    bad = {7, 151, 399}
    text = "id,pm,ts\n" + "".join(f"{n},p,{'x' if n in bad else n}\n" for n in range(400))
    rows, refused = read(file_of(tmp_path, text))
    assert {int(str(row["id"])) for row in rows} == set(range(400)) - bad
    assert refused == [(n + 2, "history.bad_time") for n in sorted(bad)]


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_the_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = file_of(tmp_path_factory.mktemp("any"), b"id,pm,ts\n" + content)
    with contextlib.suppress(Trouble):
        rows, refused = read(path)
        assert all(row["id"] for row in rows)
        assert all(code.startswith("history.") for _, code in refused)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["id", "pm", "ts", "amount", "disputed"]), st.none() | st.integers() | st.booleans() | cells),
        max_size=5,
    )
)
def test_any_json_objects_are_rows_or_refused(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]) -> None:
    path = tmp_path_factory.mktemp("any") / "transactions.ndjson"

    path.write_text("".join(json.dumps(row) + "\n" for row in [{"id": "first", "pm": None}, *rows]), "utf-8")
    good, refused = read(path)
    filled = [row for row in rows if any(cell is not None and str(cell).strip() for cell in row.values())]
    assert len(good) + len(refused) == 1 + len(filled)


@pytest.mark.parametrize(
    ("header", "row", "minor"),
    [
        ("Order Number,Customer Email,Date,Total,Currency,Product", "7,a@b.co,2026-10-01,480,ILS,chair", 48000),
        ("מספר הזמנה,דוא״ל,תאריך,סכום,מטבע,תיאור", "7,a@b.co,2026-10-01,480,ILS,כיסא", 48000),
        ("order_id,e-mail,created-at,amount,currency,item", "7,a@b.co,2026-10-01,480.5,ILS,chair", 48050),
        ("id,email,at,amount,currency,description", "7,a@b.co,2026-10-01,48000,ILS,chair", 48000),
        ("id,email,at,total,currency,description", "7,a@b.co,2026-10-01,480,JPY,chair", 480),
    ],
)
def test_the_names_and_amounts_of_a_shops_export_are_understood(tmp_path: Path, header: str, row: str, minor: int) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    opened = open_file(path)
    [batch] = opened.batches
    assert opened.kind is RecordKind.ORDERS
    assert not batch.refused
    assert batch.rows.select("id", "email", "amount").rows() == [("7", "a@b.co", minor)]
    assert batch.rows["at"][0] == 1790812800


def test_where_half_have_a_point_every_amount_is_a_decimal(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("id,amount,currency\n1,480,ILS\n2,89.90,ILS\n3,5.5,ILS\n4,x,ILS\n", "utf-8")
    opened = open_file(path)
    [batch] = opened.batches
    assert opened.amounts == "major"
    assert batch.rows["amount"].to_list() == [48000, 8990, 550]
    assert batch.refused == [(5, "history.bad_major")]


def test_whole_amounts_are_minor_units_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("id,amount,currency\n1,480,ILS\n", "utf-8")
    opened = open_file(path)
    assert opened.amounts == "minor"
    assert next(opened.batches).rows["amount"].to_list() == [480]


def test_a_columns_own_name_goes_before_the_names_of_exports(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("order_id,id,total,amount_major,currency\nA,1,5,480,ILS\n", "utf-8")
    rows = next(open_file(path).batches).rows
    assert rows["id"].to_list() == ["1"]
    assert rows["amount"].to_list() == [48000]
