"""Results are counted by a trait; only decided cases are the denominator; the middle of days is found without the cases."""

from statistics import median as middle_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yosher.cases.model import State
from yosher.insights.causes import by_category, counted
from yosher.insights.model import Group
from yosher.insights.outcomes import median, outcomes


def group(key: str | None, result: str, n: int, *, answered: bool = True, turned: bool = False) -> Group:
    return Group((key, result, answered, turned), n)


def test_the_share_is_of_decided_cases_and_a_win_in_part_is_none() -> None:
    (one,) = outcomes(
        [
            *(group("not_received", "won", 17), group("not_received", "lost", 4), group("not_received", "partly_won", 3)),
            *(
                group("not_received", "withdrawn", 5),
                group("not_received", "sent", 7),
                group("not_received", "received", 2, answered=False),
            ),
        ]
    )
    assert (one.n, one.answered, one.undecided) == (38, 36, 9)
    assert (one.won.hits, one.won.n) == (17, 24)
    assert one.won.share == pytest.approx(17 / 24)
    assert (round(one.won.low or 0, 3), round(one.won.high or 0, 3)) == (0.508, 0.851)
    assert one.results == {State.WON: 17, State.LOST: 4, State.PARTLY_WON: 3, State.WITHDRAWN: 5}


def test_under_ten_decided_cases_there_are_counts_alone() -> None:
    (one,) = outcomes([group("duplicate", "won", 9), group("duplicate", "withdrawn", 90)])
    assert (one.won.hits, one.won.n, one.won.share, one.won.low, one.won.high) == (9, 9, None, None, None)


def test_a_reversed_result_is_counted_where_the_case_stands_and_as_turned() -> None:
    (one,) = outcomes([group("not_me", "received", 1, turned=True), group("not_me", "won", 2)])
    assert (one.turned, one.undecided, one.won.hits) == (1, 1, 2)


def test_the_largest_comes_first_and_what_nobody_knows_last() -> None:
    found = outcomes([group(None, "won", 9), group("a", "won", 1), group("b", "won", 5)])
    assert [one.key for one in found] == ["b", "a", None]


@given(st.lists(st.integers(0, 90), max_size=60))
def test_the_middle_of_counted_days_is_that_of_the_cases(days: list[int]) -> None:
    groups = [Group((day,), days.count(day)) for day in set(days)]
    assert median([*groups, Group((None,), 7)]) == (middle_of(days) if days else None, len(days))


def test_causes_are_counted_over_the_other_traits() -> None:
    groups = [
        Group(("right", "merchant_fault", "not_received"), 3),
        Group(("right", "none_found", "not_me"), 1),
        Group((None, None, None), 8),
    ]
    assert [(one.key, one.n) for one in counted(groups, lambda g: g.key[:1])] == [(("right",), 4), ((None,), 8)]


def test_codes_are_counted_by_the_category_that_the_rulebook_gives_them() -> None:
    groups = [Group(("visa", "10.4"), 2), Group(("mastercard", "4837"), 1), Group(("visa", "13.1"), 1), Group(("visa", None), 1)]
    assert [(one.key[0], one.n) for one in by_category(groups)] == [("fraud", 3), ("consumer", 1), (None, 1)]
