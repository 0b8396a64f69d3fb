"""Periods: what is too old, and that a slip of the pen deletes nothing for a day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosher.privacy.retention import PERIODS, THINK_AGAIN, Kept, Unit, acted_upon, back, cut_off, is_length, length_of

NOW = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("moment", "count", "then"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2028-03-31", 1, "2028-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-11-26", 84, "2019-11-26"),
    ],
)
def test_months_are_those_of_the_calendar(moment: str, count: int, then: str) -> None:
    assert back(datetime.fromisoformat(moment).replace(tzinfo=UTC), count, Unit.MONTHS).date().isoformat() == then


@given(MOMENTS, st.integers(1, 240), st.sampled_from(Unit))
def test_a_longer_period_never_deletes_more(moment: datetime, count: int, unit: Unit) -> None:
    assert back(moment, count + 1, unit) < back(moment, count, unit) < moment


@given(MOMENTS, MOMENTS, st.integers(1, 240))
def test_what_was_too_old_stays_too_old(one: datetime, other: datetime, count: int) -> None:
    earlier, later = sorted((one, other))
    assert back(earlier, count, Unit.MONTHS) <= back(later, count, Unit.MONTHS)


def test_nothing_but_drafts_is_deleted_before_the_owner_says_so() -> None:
    assert {kept: length_of(PERIODS[kept], {}) for kept in Kept} == {
        Kept.DRAFTS: 90,
        Kept.CASES: None,
        Kept.HISTORY: None,
        Kept.SIGHTS: None,
    }
    assert [kept for kept in Kept if cut_off(kept, {}, now=NOW)] == [Kept.DRAFTS]


@given(st.text(max_size=6))
def test_what_cannot_be_read_keeps_everything(text: str) -> None:
    for kept in Kept:
        period = PERIODS[kept]
        length = length_of(period, {period.key: text})
        assert length is None if not is_length(text, period) else 1 <= (length or 0) <= period.most


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "241", "٣", "１２", "1e3", "", " 12", "12 "])
def test_no_period_is_zero_or_endless(text: str) -> None:
    assert not is_length(text, PERIODS[Kept.CASES])


def test_a_changed_period_deletes_nothing_in_its_first_day() -> None:
    period = PERIODS[Kept.CASES]
    settings = {period.key: "1", period.since: (NOW + THINK_AGAIN).isoformat()}
    assert acted_upon(Kept.CASES, settings, now=NOW) is None
    assert acted_upon(Kept.CASES, settings, now=NOW + THINK_AGAIN - timedelta(seconds=1)) is None
    after = NOW + THINK_AGAIN
    assert acted_upon(Kept.CASES, settings, now=after) == cut_off(Kept.CASES, settings, now=after)
