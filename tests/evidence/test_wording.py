"""How words, days, sums, numbers, places and moments are read and compared."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from yosher.evidence.mentions import days_in, last_digits_in, names, orders_in, shape, sums_in, trackings_in
from yosher.evidence.moments import is_later, moment_of, plus_days, shown
from yosher.evidence.opposites import is_undecided, opposite_of
from yosher.evidence.places import is_elsewhere, is_other_town, is_same_place
from yosher.evidence.states import movement_of
from yosher.evidence.terms import days_promised
from yosher.evidence.wording import LONGEST, evened, hits, phrases, says
from yosher.kernel.when import Certainty, Moment, day_moment

JERUSALEM = ZoneInfo("Asia/Jerusalem")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Didn’t  receive\tIT", "did not receive it"),
        ("מע״מ", 'מע"מ'),
        ("שָׁלוֹם", "שלום"),
        ("\u2066A-77\u2069", "a-77"),
        ("proof_of_delivery", "proof of delivery"),
        ("can't won't", "can not will not"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_spelling_is_evened_out(text: str, plain: str) -> None:
    assert evened(text) == plain


def test_very_long_texts_are_looked_at_in_their_first_part() -> None:
    assert len(evened("a" * 10_000_000)) == LONGEST


@pytest.mark.parametrize(
    ("table", "text", "found"),
    [
        ("cancel*", "i cancelled it", True),
        ("cancel*", "i did not cancel", False),
        ("cancel*", "no, i cancelled it", True),
        ("ביטלתי", "וביטלתי אתמול", True),
        ("ביטלתי", "לא ביטלתי", False),
        ("ביטלתי", "כשביטלתי", True),
        ("never (arrived|came)", "it never came", True),
        ("never (arrived|came)", "it came", False),
        ("did not .. receive*", "did not really ever receive it", True),
        ("did not .. receive*", "did not pay, and i received it", False),
        ("refund", "refunding", False),
        ("לא הגיע*", "שלא הגיעה", True),
        ("(הבן|הבת) .. הזמין", "הבן שלי הזמין", True),
    ],
)
def test_phrases_are_found_as_they_are_meant(table: str, text: str, found: bool) -> None:
    assert says(evened(text), phrases(table)) is found
    assert bool(hits(evened(text), phrases(table))) is found


@settings(max_examples=60, deadline=None)
@for_all(st.text(max_size=200))
def test_no_text_breaks_the_readers(text: str) -> None:
    plain = evened(text)

    assert evened(plain) == plain or "'" in text or "’" in text or "_" in text
    days_in(plain), sums_in(plain, "ILS"), orders_in(plain), trackings_in(plain), last_digits_in(plain), days_promised(plain)
    opposite_of("proof_of_delivery", plain), is_undecided("proof_of_delivery", plain), movement_of(text)
    assert not is_elsewhere(text, text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-10-05", [date(2026, 10, 5)]),
        ("5.10.2026", [date(2026, 10, 5)]),
        ("5/10/26", [date(2026, 10, 5)]),
        ("10/25/2026", [date(2026, 10, 25)]),
        ("3 may 2026 and may 4th, 2026", [date(2026, 5, 3), date(2026, 5, 4)]),
        ("3 במאי 2026", [date(2026, 5, 3)]),
        ("31.2.2026", []),
        ("version 1.2.3.4", []),
        ("no day", []),
    ],
)
def test_days_are_read(text: str, days: list[date]) -> None:
    assert [found.day for found in days_in(text)] == days


@settings(max_examples=60, deadline=None)
@for_all(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"נמסר ביום {day.day}/{day.month}/{day.year} בצהריים"):
        assert [found.day for found in days_in(text)] == [day]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("₪1,250.00", [(125000, "ILS")]),
        ('1,250 ש"ח', [(125000, "ILS")]),
        ("usd 12.5", [(1250, "USD")]),
        ("€5 and £6", [(500, "EUR"), (600, "GBP")]),
        ("jpy 500", [(500, "JPY")]),
        ("12.345 ils", []),
        ("on 5.10.2026", []),
        ("a-77", []),
    ],
)
def test_sums_are_read_with_their_currency(text: str, sums: list[tuple[int, str]]) -> None:
    assert [(found.amount.minor, found.amount.currency) for found in sums_in(text, "ILS") if found.stated] == sums


def test_a_number_without_a_currency_is_marked_as_such() -> None:
    assert [(found.amount.minor, found.stated) for found in sums_in("we agreed on 1,200", "ILS")] == [(120000, False)]


def test_numbers_are_named_by_their_word_and_compared_by_their_shape() -> None:
    assert orders_in("order no. a-77, הזמנה מס' ord-12") == ["a-77", "ord-12"]
    assert trackings_in("tracking number: rr123456789il") == ["rr123456789il"]
    assert last_digits_in("card ending in 4242, **** 1111, כרטיס המסתיים ב-9999") == ["4242", "1111", "9999"]
    assert shape("a-77") == shape("ord-1042") != shape("1042")
    assert names("order a-77 sent", "a-7") is False
    assert names("order a-77, sent", "a-77") is True


@pytest.mark.parametrize(
    ("one", "other", "elsewhere"),
    [
        ("5 Herzl, Haifa", "הרצל 5, חיפה", False),
        ("5 Herzl, Haifa", "דיזנגוף 5, תל אביב", True),
        ("רחוב ירושלים 3, חיפה", "ירושלים 3 חיפה", False),
        ("Jerusalem Street 3, Haifa", "3 Jerusalem St, Haifa", False),
        ("1 Main St, 12345", "1 Main St, 54321", True),
        ("1 Main Street", "1 Main Str.", False),
        ("1 Main Street", "99 Elm Avenue", True),
        ("1 Main Street", "הרצל 5", False),
        ("Haifa", "", False),
        ("", "", False),
    ],
)
def test_two_places_are_told_apart_only_where_that_is_certain(one: str, other: str, elsewhere: bool) -> None:
    assert is_elsewhere(one, other) is elsewhere
    assert is_elsewhere(other, one) is elsewhere


def test_sentences_are_compared_by_towns_alone() -> None:
    assert is_other_town("to be delivered in London", "left with Dana") is False
    assert is_other_town("משלוח לחיפה", "נמסר בתל אביב") is True
    assert is_same_place("Herzl 5, Haifa", "5 Herzl Haifa") is True
    assert is_same_place("", "5 Herzl Haifa") is False


def moment(day: int, hour: int = 0, certainty: Certainty = Certainty.EXACT) -> Moment:
    return Moment(datetime(2026, 10, day, hour, tzinfo=UTC), certainty)


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        (moment(5, 10), moment(5, 9), True),
        (moment(5, 9), moment(5, 9), False),
        (day_moment(date(2026, 10, 5), JERUSALEM), moment(5, 9), False),
        (day_moment(date(2026, 10, 6), JERUSALEM), moment(5, 9), True),
        (day_moment(date(2026, 10, 6), JERUSALEM), moment(5, 22), False),  # 01:00 on the 6th in Jerusalem
        (moment(6, 9, Certainty.ABOUT), moment(5, 9), False),
        (moment(7, 9, Certainty.ABOUT), moment(5, 9), True),
        (moment(9, 9, Certainty.UNKNOWN), moment(5, 9), False),
        (None, moment(5), False),
        (moment(5), None, False),
    ],
)
def test_later_is_said_only_as_far_as_it_is_certain(one: Moment | None, other: Moment | None, later: bool) -> None:
    assert is_later(one, other, JERUSALEM) is later


_MOMENTS = st.builds(
    lambda at, certainty: Moment(at.replace(tzinfo=UTC), certainty),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 9)),
    st.sampled_from(Certainty),
)


@settings(max_examples=100, deadline=None)
@for_all(_MOMENTS, _MOMENTS)
def test_two_moments_are_never_later_than_each_other(one: Moment, other: Moment) -> None:
    assert not (is_later(one, other, JERUSALEM) and is_later(other, one, JERUSALEM))
    if is_later(one, other, JERUSALEM):
        assert one.at > other.at - timedelta(days=1)


def test_moments_are_shown_in_the_organisations_zone() -> None:
    assert shown(moment(5, 22), JERUSALEM) == datetime(2026, 10, 6, 1, tzinfo=JERUSALEM)
    assert shown(day_moment(date(2026, 10, 5), JERUSALEM), JERUSALEM) == date(2026, 10, 5)
    assert plus_days(moment(5, 22), 14, JERUSALEM) == date(2026, 10, 20)
    assert moment_of(10**18, JERUSALEM) is None
    assert moment_of(True, JERUSALEM) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("cancel within 14 days for a full refund", 14),
        ("returns within 30 days. refunds within 14 days", 30),
        ("no refunds within 30 days", None),
        ("we ship within 3 days", None),
        ("ניתן לבטל תוך 14 ימים", 14),
        ("אין החזר תוך 14 ימים", None),
        ("30-day money back guarantee", 30),
    ],
)
def test_days_that_terms_promise(text: str, days: int | None) -> None:
    assert days_promised(evened(text)) == days
