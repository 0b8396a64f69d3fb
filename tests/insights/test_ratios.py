"""A ratio is between 0 and 1 or not known; a threshold comes no nearer by more sales; under ten there is no share."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yosher.decisions.outcomes import ENOUGH, Count, interval, wilson
from yosher.insights.counting import Threshold
from yosher.insights.outcomes import share_of
from yosher.insights.ratios import Further, Sold, further, ratio_of
from yosher.kernel.ids import RuleId
from yosher.kernel.words import Confidence
from yosher.rulebook.model import Programme, Source

numbers = st.integers(0, 10**7)
ranges = st.tuples(numbers, numbers).map(lambda pair: Sold(min(pair), max(pair)))


def record(value: str) -> Programme:
    return Programme(RuleId("programme:x"), "X", "p", value, "", False, Source("s", Confidence.MEDIUM, date(2026, 11, 22)))


def threshold(ratio: str, count: str | None = None) -> Threshold:
    return Threshold("excessive", record(ratio), record(count) if count else None)


@pytest.mark.parametrize(
    ("events", "sold", "exact", "low", "high"),
    [
        (5, Sold(1000, 1000), "1/200", "1/200", "1/200"),
        (5, Sold(500, 1000), None, "1/200", "1/100"),
        (5, Sold(0, 1000), None, "1/200", None),
        (0, Sold(1000, 1000), "0", "0", "0"),
        (5, None, None, None, None),
        (5, Sold(9, 9), None, None, None),  # under ten sales
        (50, Sold(40, 40), None, None, None),  # the history is not whole
        (50, Sold(40, 100), None, "1/2", None),
    ],
)
def test_a_ratio_is_exact_a_range_or_not_known(
    events: int, sold: Sold | None, exact: str | None, low: str | None, high: str | None
) -> None:
    found = ratio_of(events, sold)
    assert (found.exact, found.low, found.high) == tuple(None if text is None else Fraction(text) for text in (exact, low, high))


@given(events=numbers, sold=ranges)
def test_a_ratio_is_never_outside_of_0_and_1(events: int, sold: Sold) -> None:
    found = ratio_of(events, sold)
    known = [one for one in (found.low, found.exact, found.high) if one is not None]
    assert known == sorted(known)
    assert all(0 <= one <= 1 for one in known)
    assert found.exact is None or sold.low == sold.high


@given(events=numbers, more=st.integers(1, 1000), sold=ranges)
def test_more_events_never_lower_a_ratio(events: int, more: int, sold: Sold) -> None:
    before, after = ratio_of(events, sold), ratio_of(events + more, sold)
    assert before.low is None or after.low is None or before.low < after.low


@pytest.mark.parametrize(
    ("events", "sold", "found"),
    [
        (10, Sold(100_000, 100_000), Further(1490, 1490, False)),  # 1,500 by count and by ratio
        (10, Sold(200_000, 200_000), Further(2990, 2990, False)),
        (10, Sold(1000, 200_000), Further(1490, 2990, False)),
        (1500, Sold(100_000, 100_000), Further(0, 0, True)),
        (1500, Sold(1000, 200_000), Further(0, 1500, None)),  # nobody knows
        (10, None, Further(1490, None, False)),
        (1500, None, Further(0, None, None)),
        (1500, Sold(4, 4), Further(0, None, None)),  # the history is not whole
    ],
)
def test_how_many_further_events_reach_a_threshold(events: int, sold: Sold | None, found: Further) -> None:
    assert further(events, sold, threshold("0.015", "1500")) == found


def test_a_threshold_without_a_count_is_not_reached_by_nothing() -> None:
    assert further(0, None, threshold("0.01")) == Further(1, None, False)
    assert further(3, None, threshold("0.01")) == Further(0, None, None)
    assert further(0, Sold(0, 20), threshold("0.01")).reached is False


@given(events=numbers, sold=ranges, more=numbers)
def test_more_sales_bring_no_threshold_nearer(events: int, sold: Sold, more: int) -> None:
    assume(events <= sold.high)
    for limit in (threshold("0.015", "1500"), threshold("0.005")):
        now, then = further(events, sold, limit), further(events, Sold(sold.low + more, sold.high + more), limit)
        assert now.high is not None
        assert now.low <= now.high
        assert then.low >= now.low


@given(events=numbers, sold=ranges)
def test_so_many_further_events_and_not_one_fewer_reach_it(events: int, sold: Sold) -> None:
    limit, same = threshold("0.015", "1500"), Sold(sold.high + 1500, sold.high + 1500)
    assume(events <= same.high)
    left = further(events, same, limit).low
    assert further(events + left, same, limit).reached
    assert not left or not further(events + left - 1, same, limit).reached


@given(n=st.integers(0, 5000), data=st.data())
def test_an_interval_holds_its_share_and_stays_between_0_and_1(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    low, high = interval(hits, n)
    assert 0 <= low <= high <= 1
    assert n == 0 or low <= hits / n <= high
    if hits < n:
        assert interval(hits + 1, n) >= (low, high)
    assert interval(hits, n) == wilson(Count(won=hits, lost=n - hits))


@given(n=st.integers(0, 200), data=st.data())
def test_under_ten_there_are_counts_alone(n: int, data: st.DataObject) -> None:
    found = share_of(hits := data.draw(st.integers(0, n)), n)
    assert (found.hits, found.n) == (hits, n)
    assert (found.share is None) == (found.low is None) == (found.high is None) == (n < ENOUGH)
