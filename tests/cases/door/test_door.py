"""The door's own rules: text that is safe to keep, exact amounts, plausible times, tables found by their headers."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given import denial
from yosher.cases.door.amounts import currency_of, from_decimal, from_export, from_minor
from yosher.cases.door.documents import hinted, json_of, likeness, marks, text_of_bytes
from yosher.cases.door.fields import Fields, fields, numbered, records_of
from yosher.cases.door.moments import day_of, iso, stated, unix
from yosher.cases.door.reading import Read, denial_id, read_each
from yosher.cases.door.table_times import zone_named
from yosher.cases.door.tables import known_headers, plain_header, table_of
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import PROSE_MOST, prose, reference, word
from yosher.cases.model import Due, StatedDue
from yosher.kernel.currency import CODES, EXPONENTS, exponent, is_currency
from yosher.kernel.money import Money, to_decimal
from yosher.kernel.when import Certainty, Moment

JERUSALEM = ZoneInfo("Asia/Jerusalem")
CURRENCIES = st.sampled_from(["ILS", "USD", "JPY", "KWD", "CLF"])


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  two\t words\n", "two words"),
        ("a\u202egnp.exe\u202c\x00b", "agnp.exeb"),
        ("\u2066x\u2069 \u200fשם\u200e", "x שם"),
        ("4111-1111-1111-1111", "•••• 1111"),
        ("lone \ud800", "lone \ufffd"),
        (True, "true"),
        (7, "7"),
        (Decimal("1.50"), "1.50"),
        (None, ""),
        (["x"], ""),
        ({"a": 1}, ""),
        (10**50, ""),
    ],
)
def test_word_is_one_safe_line(raw: Any, kept: str) -> None:
    assert word(raw) == kept


def test_prose_keeps_its_lines_and_its_direction_marks_but_no_overrides() -> None:
    assert prose("שורה\u200f\r\nline\r\u202eתו\u0007") == "שורה\u200f\nline\nתו"
    assert len(prose("x" * (PROSE_MOST + 5))) == PROSE_MOST


@pytest.mark.parametrize(
    "ref", ["dp_1Pgc71B7WZ01zgkWMevJiAUx", "9914444444444444", "8636172945333378", "PP-D-12345", "74537604221431003881865"]
)
def test_reference_of_a_processor_stays_letter_for_letter(ref: str) -> None:
    assert reference(ref) == ref


def test_reference_that_reads_like_a_card_is_masked_and_two_of_them_stay_apart() -> None:
    first, second = reference("5500005555555559"), reference("5500 0055 5555 5559")
    assert "5500005555555559" not in first
    assert first.startswith("•••• 5559 #")
    assert first != second


@settings(max_examples=100)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert word(word(text)) == word(text)
    assert prose(prose(text)) == prose(text)


# -- amounts ------------------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.integers(0, 10**14), CURRENCIES)
def test_amount_survives_the_way_through_each_notation(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    plain = to_decimal(money, exponent(currency))
    assert from_minor(minor, currency, digits=exponent(currency)) == money
    assert from_decimal(f"{plain:f}", currency) == money
    if exponent(currency) != 3:  # with three decimals a single separator says nothing certain
        assert from_export(f"{plain:,f}", currency) == money
        assert from_export(f"-{plain:f}", currency) == money


@settings(max_examples=150)
@given(st.text(max_size=12) | st.from_regex(r"[-+(]?[0-9., ]{0,12}[)-]?", fullmatch=True), CURRENCIES)
def test_any_text_is_an_amount_or_unreadable(text: str, currency: str) -> None:
    for read in (from_decimal, from_export):
        with suppress(Unreadable):
            assert read(text, currency).minor >= 0


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,234.50", "USD", 123450),
        ("1.234,50", "EUR", 123450),
        ("1 234,50", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("25,00", "EUR", 2500),
        ("1,234", "USD", 123400),
        ("1,234,567", "JPY", 1234567),
        ("(25.00)", "USD", 2500),
        ("25.00-", "USD", 2500),
        ("\u221225.00", "USD", 2500),
        ("1234.567", "KWD", 1234567),
        (".5", "USD", 50),
        ("5", "JPY", 5),
    ],
)
def test_export_amount_is_read_by_its_size(text: str, currency: str, minor: int) -> None:
    assert from_export(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"), [("1,234", "KWD"), ("1.234", "USD"), ("1,23,4", "USD"), ("12 34", "USD"), ("$5", "USD"), ("5.5", "JPY")]
)
def test_export_amount_with_two_readings_is_refused(text: str, currency: str) -> None:
    with pytest.raises(Unreadable) as refused:
        from_export(text, currency)
    assert (refused.value.code, refused.value.values) == ("intake.amount_unreadable", {"amount": refused.value.values["amount"]})


def test_finer_unit_of_a_processor_must_come_out_even() -> None:
    assert from_minor(1200, "CLP", digits=2) == Money(12, "CLP")
    with pytest.raises(Unreadable):
        from_minor(1250, "CLP", digits=2)


def test_currency_is_known_by_its_code_in_any_case() -> None:
    assert currency_of(" ils ") == "ILS"
    assert is_currency("USD")
    assert set(EXPONENTS) <= CODES
    for unknown in ("XXX", "XAU", "US", "USDT", "שקל"):
        assert not is_currency(unknown)


# -- times --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [0, "0", -1, True, None, [], "x", 10**12, 1.5, Decimal("1.5"), "²"])
def test_what_is_no_unix_time_is_none(value: Any) -> None:
    assert unix(value) is None


def test_unix_time_in_any_number() -> None:
    wanted = Moment(datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC))
    assert unix(1790000000) == unix("1790000000") == unix(Decimal(1790000000)) == wanted


def test_iso_time_keeps_its_offset_and_a_bare_one_is_about() -> None:
    with_offset = iso("2021-07-31T03:03:07+02:00", JERUSALEM)
    assert with_offset is not None
    assert (with_offset.at.utcoffset(), with_offset.certainty) == (timedelta(hours=2), Certainty.EXACT)
    bare, day = iso("2026-07-01T12:00:00", JERUSALEM), iso("2026-07-01", JERUSALEM)
    assert bare == Moment(datetime(2026, 7, 1, 12, tzinfo=JERUSALEM), Certainty.ABOUT)
    assert day == Moment(datetime(2026, 7, 1, tzinfo=JERUSALEM), Certainty.DAY)


@pytest.mark.parametrize("text", ["", "x", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2026-02-30", "2026-13-01T00:00:00Z", 5])
def test_what_is_no_plausible_time_is_none(text: Any) -> None:
    assert iso(text, UTC) is None


def test_stated_day_lasts_until_its_end_also_when_the_clocks_change() -> None:
    assert stated(None) == StatedDue()
    found = stated(iso("2026-10-25", JERUSALEM))
    assert (found.by, found.day_only) == (Due.PROCESSOR, True)
    assert found.at == datetime(2026, 10, 25, 23, 59, 59, tzinfo=JERUSALEM)
    assert found.at is not None
    assert found.at.utcoffset() == timedelta(hours=2)
    assert day_of("2026-10-25T01:00:00Z") == date(2026, 10, 25)


def test_zone_by_name_or_abbreviation() -> None:
    assert zone_named("CEST") == ZoneInfo("Europe/Amsterdam")
    assert zone_named("Asia/Tokyo") == ZoneInfo("Asia/Tokyo")
    for unknown in ("", "MOON", "../x", "/etc/localtime", "A" * 300, "\x00"):
        assert zone_named(unknown) is None


# -- documents, fields, tables ------------------------------------------------------------------------------------


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_reads_back_as_it_was(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if b"\x00" not in text:
        assert json_of(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    ("body", "code", "values"),
    [
        (b"", "intake.empty", {}),
        (b" \n\x00", "intake.empty", {}),
        (b'{"a": 1', "intake.truncated", {"line": 1}),
        (b'{\n"a": "b', "intake.truncated", {"line": 2}),
        (b'{"a": b}', "intake.not_json", {"line": 1, "column": 7}),
        (b"{} {}", "intake.not_json", {"line": 1, "column": 4}),
        (b"[" * 100_000, "intake.too_deep", {}),
    ],
)
def test_what_is_no_json_says_where(body: bytes, code: str, values: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as refused:
        json_of(body)
    assert (refused.value.code, dict(refused.value.values)) == (code, values)


def test_text_of_bytes_in_the_encodings_that_exports_use() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert text_of_bytes("שלום, עולם".encode(encoding)) == "שלום, עולם"
    assert text_of_bytes("café".encode("latin-1")) == "café"


def test_fields_trust_nothing() -> None:
    found = Fields({"a": {"b": {"c": "deep"}}, "list": [{"x": 1}, 2, None], "id": {"id": "ch_1"}, "empty": "", "name": "n"})
    assert found.inner("a", "b").word("c") == "deep"
    assert not found.inner("a", "nothing", "c")
    assert not found.inner("name", "b")
    assert [one.raw("x") for one in found.each("list")] == [1]
    assert list(found.each("name")) == []
    assert found.reference("absent", "id") == "ch_1"
    assert found.word("empty", "name") == "n"
    assert fields([1]) == Fields({})


def test_records_are_numbered_only_where_there_are_several() -> None:
    assert numbered(records_of({"items": [{"a": 1}]}, under="items")) == [(None, Fields({"a": 1}))]
    assert [n for n, _ in numbered(records_of([{"a": 1}, 2], under="items"))] == [1, 2]
    assert records_of({"items": []}, under="items") == []
    assert records_of(5, under="items") == [Fields({})]


COLUMNS = {"ref": ("dispute id", "id"), "sum": ("amount",), "due": ("due by",)}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_table_is_found_below_its_preamble_by_its_headers(delimiter: str) -> None:
    lines = [
        "Report of disputes",
        "Period: 2026",
        delimiter.join(["Amount", "Dispute ID", "Due by (UTC)", "x"]),
        delimiter.join(["5", "d1", "", "y"]),
        "",
    ]
    table = table_of("\r\n".join(lines).encode("utf-8-sig"), COLUMNS, needed=("ref", "sum"))
    assert [(row.line, dict(row.cells.values)) for row in table.rows] == [(4, {"ref": "d1", "sum": "5"})]
    assert table.utc == {"due"}


def test_better_header_wins_over_the_more_general_one_wherever_it_stands() -> None:
    table = table_of(b"id,amount,dispute id\nch_1,5,d1\n", COLUMNS, needed=("ref",))
    assert [row.cells.word("ref") for row in table.rows] == ["d1"]


def test_lines_are_counted_as_an_editor_does_across_cells_with_breaks() -> None:
    table = table_of(b'id,amount\n"d\n1",5\n\nd2,6\n', COLUMNS, needed=("ref",))
    assert [row.line for row in table.rows] == [2, 5]


def test_headers_are_told_apart_from_rows_and_junk() -> None:
    assert known_headers(b"id,amount\n1,2\n", COLUMNS) == {"ref", "sum"}
    assert known_headers(b"\x89PNG\r\n", COLUMNS) == frozenset()
    assert known_headers(b"", COLUMNS) == frozenset()
    assert plain_header(" \ufeffDue_by  (UTC)") == "due by"


def test_likeness_takes_the_surest_mark_and_a_name_lifts_a_weak_guess() -> None:
    table = marks((90, b"a", b"b"), (40, b"a"))
    assert [likeness(head, table) for head in (b"a b", b"a", b"b", "a b".encode("utf-16-le"))] == [90, 40, 0, 90]
    assert [hinted(score, name="Stripe-1.csv", by="stripe") for score in (0, 40, 90)] == [0, 70, 90]
    assert hinted(40, name="x.csv", by="stripe") == 40


def test_record_that_is_nothing_is_neither_taken_nor_refused() -> None:
    def read(n: int) -> Read | None:
        if n == 2:
            raise Unreadable("intake.amount_missing")
        return Read(denial(ref=f"d{n}")) if n != 1 else None

    reading = read_each([(n, n) for n in range(4)], read, file="f.csv")
    assert [one.denial.ref for one in reading.incoming] == ["d0", "d3"]
    assert [(refusal.row, refusal.file) for refusal in reading.refused] == [(2, "f.csv")]


@pytest.mark.parametrize(
    "changed", [{"ref": "x"}, {"source": "x"}, {"amount": Money(1, "ILS")}, {"amount": Money(125000, "USD")}, {"status_raw": "x"}]
)
def test_id_of_a_message_changes_with_what_it_says(changed: dict[str, Any]) -> None:
    assert denial_id(denial()) == denial_id(denial(claim="other words"))
    assert denial_id(denial(**changed)) != denial_id(denial())
