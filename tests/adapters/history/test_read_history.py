"""The business's records from files: typed by columns, a bad row set aside with its number, card numbers never in."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yosher.adapters.history.columns import COLUMNS, Type, kind_of
from yosher.adapters.history.read import open_file
from yosher.desk.ports import Trouble
from yosher.evidence.model import RecordKind

HEADER = "id,order,transaction,carrier,tracking,shipped_at,delivered_at,signed_by,address,status"


def read(path: Path, kind: RecordKind | None = None) -> tuple[RecordKind, list[dict[str, object]], list[tuple[int, str]]]:
    opened = open_file(path, kind=kind)
    batches = list(opened.batches)
    return opened.kind, [row for b in batches for row in b.rows.iter_rows(named=True)], [r for b in batches for r in b.refused]


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_kind_is_known_by_its_header_alone(kind: RecordKind) -> None:
    assert kind_of([c.name for c in COLUMNS[kind]], "export-2026") is kind


def test_the_same_rows_from_csv_ndjson_and_parquet(tmp_path: Path) -> None:
    rows = [{"id": "S-1", "carrier": "דואר ישראל", "tracking": "RR1", "shipped_at": "2026-10-05T09:00:00+03:00", "signed_by": "דנה"}]
    csv = written(tmp_path, "a.csv", "id,carrier,tracking,shipped_at,signed_by\n" + ",".join(rows[0].values()) + "\n")
    ndjson = written(tmp_path, "a.ndjson", json.dumps(rows[0]) + "\n")
    pl.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    first, second, third = (read(p) for p in (csv, ndjson, tmp_path / "a.parquet"))
    assert first == second == third
    assert first[0] is RecordKind.SHIPMENTS
    assert first[1][0]["shipped_at"] == 1791180000  # 2026-10-05 06:00 UTC
    assert first[1][0]["signed_by"] == "דנה"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_marks_and_capitals_of_the_header(tmp_path: Path, separator: str) -> None:
    text = "\ufeff" + "ID,Carrier,Tracking\r\nS-1,UPS,1Z\r\n".replace(",", separator)
    _, rows, refused = read(written(tmp_path, "x.csv", text))
    assert (rows[0]["id"], rows[0]["carrier"], rows[0]["tracking"], refused) == ("S-1", "UPS", "1Z", [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",A-1,100,ILS,2026-10-05,ARN1,r", "history.no_id"),
        ("R-2,A-1,12.50,ILS,2026-10-05,ARN1,r", "history.bad_minor"),
        ("R-2,A-1,100,ILX,2026-10-05,ARN1,r", "history.bad_currency"),
        ("R-2,A-1,100,ILS,the fifth,ARN1,r", "history.bad_time"),
    ],
)
def test_a_bad_row_is_named_with_its_number_and_the_rest_goes_in(tmp_path: Path, line: str, code: str) -> None:
    good = "R-{},A-1,100,ils,2026-10-05 14:12,ARN1,r"
    text = "\n".join(["id,order,amount,currency,at,arn,reason", good.format(1), line, good.format(3)])
    kind, rows, refused = read(written(tmp_path, "export.csv", text))
    assert kind is RecordKind.REFUNDS
    assert [row["id"] for row in rows] == ["R-1", "R-3"]
    assert {row["currency"] for row in rows} == {"ILS"}
    assert refused == [(3, code)]


def test_a_card_number_and_a_security_code_stay_outside(tmp_path: Path) -> None:
    text = "id,order,direction,channel,text,cvv\nM-1,A-1,in,chat,my card 4111 1111 1111 1111 please,123\n"
    _, rows, _ = read(written(tmp_path, "messages.csv", text))
    assert "4111 1111 1111 1111" not in str(rows)
    assert "123" not in str(rows)
    assert "1111" in str(rows[0]["text"])  # the last four stay readable


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "history.unreadable"),
        ("a.csv", b"nothing,known\n1,2\n", "history.kind_unknown"),
        ("a.parquet", b"PAR1 but not really", "history.unreadable"),
        ("a.ndjson", b"{not json}\n", "history.unreadable"),
    ],
)
def test_a_file_that_is_nothing_is_refused_in_words(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(Trouble) as caught:
        read(written(tmp_path, name, content))
    assert caught.value.reason.code == code


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from([".csv", ".ndjson", ".parquet"]))
def test_no_bytes_break_the_reader(tmp_path: Path, body: bytes, ending: str) -> None:
    header = HEADER.encode() + b"\n" if ending == ".csv" else b""
    try:
        _, rows, refused = read(written(tmp_path, f"any{ending}", header + body), RecordKind.SHIPMENTS)
    except Trouble as trouble:
        code, rows, refused = trouble.reason.code, [], []
    else:
        code = "history.read"
    assert code in {"history.read", "history.unreadable", "history.kind_unknown"}
    assert all(row["id"] for row in rows)
    assert all(why.startswith("history.") for _, why in refused)


def test_times_are_unix_seconds_whatever_their_writing(tmp_path: Path) -> None:
    writings = ["1791180000", "2026-10-05T06:00:00Z", "2026-10-05 06:00:00", "2026-10-05T09:00+03:00", "2026-10-05T09:00:00.000+03:00"]
    lines = [f"L-{n},login,{text}" for n, text in enumerate(writings)]
    _, rows, refused = read(written(tmp_path, "logins.csv", "id,action,at\n" + "\n".join(lines)))
    assert refused == []
    assert {row["at"] for row in rows} == {1791180000}


def test_the_table_of_columns_has_no_two_meanings() -> None:
    for columns in COLUMNS.values():
        assert len({c.name for c in columns}) == len(columns)
        assert columns[0].name == "id"
        assert all(c.meaning for c in columns)
        assert {c.type for c in columns} <= set(Type)
