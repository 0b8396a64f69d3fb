"""Bytes, sums and days as people, spreadsheets and other systems write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yosher.cases.door.decoding import decoded, is_text
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.written_amounts import Decimals, currency_sign, decimals_of, size, taken_apart
from yosher.cases.door.written_dates import numeric_parts, written_time, zone_written
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money

HEBREW = "שלום לכולם, זו הודעה על הכחשת עסקה מספר 77."


def money(text: str, currency: str = "ILS", decimals: Decimals = Decimals.UNKNOWN) -> Money:
    written = taken_apart(text)
    return size(written.number, written.currency or currency, decimals=decimals)


# -- bytes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1255", "iso-8859-8", "cp862"])
def test_hebrew_is_found_in_every_encoding_it_is_saved_in(encoding: str) -> None:
    assert decoded(HEBREW.encode(encoding)) == HEBREW


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("naïve café über señor", "cp1252"), ("Привет, как дела у вас сегодня", "cp1251"), ("Crème brûlée – 5 €", "cp1252")],
)
def test_other_languages_are_not_taken_for_hebrew(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


def test_one_broken_byte_does_not_turn_utf8_into_another_encoding() -> None:
    assert decoded(HEBREW.encode() + b"\xff") == HEBREW + "\ufffd"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=60))
@settings(max_examples=60)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decoded(text.encode()) == text


@given(st.binary(max_size=120))
@settings(max_examples=100)
def test_any_bytes_become_text_that_can_be_kept(body: bytes) -> None:
    decoded(body).encode()
    assert is_text(body) in (True, False)


@pytest.mark.parametrize(
    ("body", "expected"), [(b"plain", True), (HEBREW.encode("utf-16-le"), True), (b"", True), (bytes(range(32)) * 9, False)]
)
def test_text_is_told_from_other_bytes(body: bytes, expected: bool) -> None:
    assert is_text(body) is expected


# -- sums ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("1250", 125000, "ILS"),
        ("1,250.00", 125000, "ILS"),
        ("1.250,00 ₪", 125000, "ILS"),
        ("₪1'250.50", 125050, "ILS"),
        ("1 250,5 €", 125050, "EUR"),
        ("US$ 0.99", 99, "USD"),
        (".5", 50, "ILS"),
        ("1.234.567", 123456700, "ILS"),
        ('12 ש"ח', 1200, "ILS"),
        ("\u200e12.00\u200f ₪", 1200, "ILS"),
    ],
)
def test_sum_is_read(text: str, minor: int, currency: str) -> None:
    assert money(text) == Money(minor, currency)


@pytest.mark.parametrize("text", ["-35.50", "35.50-", "(35.50)", "−35.50 ₪", "–₪35.50"])
def test_sign_is_known_wherever_it_stands(text: str) -> None:
    written = taken_apart(text)
    assert written.negative
    assert size(written.number, "ILS") == Money(3550, "ILS")


@pytest.mark.parametrize("text", ["", "abc", "12 apples", "1,23,456", "1.2.3", "5;6", "0x10", "1e5", "9" * 20, "12.345,678,9", "½"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        money(text)


@pytest.mark.parametrize(("text", "currency"), [("1.234", "ILS"), ("1,234", "KWD")])
def test_sum_with_two_readings_is_refused_unless_its_column_decides(text: str, currency: str) -> None:
    with pytest.raises(Unreadable) as refused:
        money(text, currency)
    assert refused.value.code == "sheet.amount_unclear"
    as_group = Decimals.COMMA if "." in text else Decimals.POINT
    assert money(text, currency, as_group).minor == 1234 * 10 ** exponent(currency)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234", "99,50"], Decimals.COMMA),
        (["1,234", "99.50"], Decimals.POINT),
        (["1.234,56"], Decimals.COMMA),
        (["1.234.567"], Decimals.COMMA),
        (["1234", "1.234", ""], Decimals.UNKNOWN),
    ],
)
def test_column_shows_its_mark_by_any_cell(cells: list[str], mark: Decimals) -> None:
    assert decimals_of(cells) is mark


@given(st.integers(0, 10**11), st.sampled_from(["ILS", "JPY", "KWD"]), st.sampled_from([(".", ","), (",", ".")]))
@settings(max_examples=150)
def test_sum_written_in_groups_comes_back_exactly(minor: int, currency: str, marks: tuple[str, str]) -> None:
    point, group = marks
    digits = exponent(currency)
    whole, rest = divmod(minor, 10**digits)
    text = f"{whole:,}".replace(",", group) + (f"{point}{rest:0{digits}d}" if digits else "")
    decimals = Decimals.POINT if point == "." else Decimals.COMMA
    assert money(text, currency, decimals) == Money(minor, currency)


@pytest.mark.parametrize(
    ("sign", "home", "code"),
    [
        ("$", "ILS", "USD"),
        ("$", "CAD", "CAD"),
        ("₪", "USD", "ILS"),
        ("nis", "USD", "ILS"),
        ("eur", "ILS", "EUR"),
        ("points", "ILS", ""),
        ("", "ILS", ""),
    ],
)
def test_sign_of_a_currency_means_one(sign: str, home: str, code: str) -> None:
    assert currency_sign(sign, home=home) == code


# -- days and times -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("2026-10-05", "2026/10/5", "20261005", "5.10.2026", "05/10/26", "5-10-2026", "5 Oct 2026", "5th October 2026"),
        *("October 5, 2026", "5-Oct-26", "Monday, 5 October 2026", "46300", "\u200f5.10.2026"),
        *("5 באוקטובר 2026", "5 אוקטובר 2026", "יום שני, 5 באוקטובר 2026"),
    ],
)
def test_day_is_read(text: str) -> None:
    written = written_time(text)
    assert written is not None
    assert (written.day, written.clock) == (date(2026, 10, 5), None)


def test_order_is_the_callers_to_decide() -> None:
    first, second = written_time("05/10/2026"), written_time("05/10/2026", month_first=True)
    assert first is not None
    assert second is not None
    assert (first.day, second.day) == (date(2026, 10, 5), date(2026, 5, 10))
    assert numeric_parts("05/10/2026 14:00") == ("/", 5, 10)
    assert numeric_parts("2026-10-05") is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-10-05T14:05:06Z", datetime(2026, 10, 5, 14, 5, 6, tzinfo=UTC)),
        ("2026-10-05 14:05 +03:00", datetime(2026, 10, 5, 14, 5, tzinfo=timezone(timedelta(hours=3)))),
        ("2026-10-05 14:05:06.123456 UTC", datetime(2026, 10, 5, 14, 5, 6, tzinfo=UTC)),
        ("Oct 5, 2026 2:05 PM (GMT-5)", datetime(2026, 10, 5, 14, 5, tzinfo=timezone(timedelta(hours=-5)))),
        ("5.10.2026 בשעה 14:05", datetime(2026, 10, 5, 14, 5, tzinfo=UTC)),
        ("12:05 am", None),
        ("1790000000", datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)),
        ("1790000000123", datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)),
    ],
)
def test_clock_and_zone_are_read(text: str, at: datetime | None) -> None:
    written = written_time(text)
    assert (written.moment(UTC).at if written else None) == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "31.2.2026",
        "32/1/2026",
        "0.0.0000",
        "2026-13-01",
        "1.1.1066",
        "0001-01-01",
        "01.01.0001",
        "1 Jan 0001",
        "00010101",
        "5.10.2026 25:00",
        "5.10.2026 14:05 Mars",
        "99999",
        "x" * 500,
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert written_time(text) is None


@pytest.mark.parametrize(
    ("text", "known"), [("Asia/Jerusalem", True), ("GMT+2", True), ("+14:00", True), ("+15:00", False), ("Moon/Base", False)]
)
def test_zone_is_known_or_none(text: str, known: bool) -> None:
    assert (zone_written(text) is not None) is known


@given(
    st.dates(date(1970, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%b %d, %Y", "%Y%m%d"])
)
@settings(max_examples=150)
def test_any_day_comes_back_from_its_writing(day: date, layout: str) -> None:
    written = written_time(day.strftime(layout))
    assert written is not None
    assert written.day == day


@given(st.text(max_size=40))
@settings(max_examples=150)
def test_any_text_is_a_time_or_none(text: str) -> None:
    written = written_time(text)
    assert written is None or 1970 <= written.day.year <= 2199
