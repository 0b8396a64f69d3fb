"""Conversion by dated rates: latest, inverse, one hop, exact; and amounts that stand apart where there is no rate."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given_decision import codes, decide, fee, option
from yosher.decisions.currencies import convert, rates_used
from yosher.decisions.model import Costs, Rate
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money

DAY = date(2026, 11, 22)
RATES = (
    Rate("2026-11-20", "USD", "ILS", "3.70", "Bank of Israel"),
    Rate("2026-11-21", "USD", "ILS", "3.72", "Bank of Israel"),
    Rate("2026-11-23", "USD", "ILS", "9.99", "tomorrow"),
    Rate("2026-11-21", "EUR", "USD", "1.10", "ECB"),
    Rate("2026-11-21", "USD", "JPY", "150", "BoJ"),
    Rate("2026-11-21", "KWD", "USD", "3.25", "CBK"),
)


@pytest.mark.parametrize(
    ("amount", "to", "minor"),
    [
        (Money(1500, "USD"), "ILS", 5580),  # the latest on or before the day
        (Money(3720, "ILS"), "USD", 1000),  # inverse
        (Money(1000, "EUR"), "ILS", 4092),  # over the dollar
        (Money(1000, "USD"), "JPY", 1500),  # 10.00 USD, no decimals
        (Money(1000, "JPY"), "USD", 667),  # 1000 / 150 = 6.666…
        (Money(1000, "KWD"), "USD", 325),  # 1.000 KWD, three decimals
        (Money(1500, "USD"), "USD", 1500),
        (Money(-1500, "USD"), "ILS", -5580),
        (Money(0, "USD"), "ILS", 0),
    ],
)
def test_converted(amount, to, minor):
    assert convert(amount, to, on=DAY, rates=RATES).money == Money(minor, to)


@pytest.mark.parametrize(("on", "rate"), [(date(2026, 11, 20), "3.70"), (date(2026, 11, 22), "3.72"), (date(2026, 12, 1), "9.99")])
def test_the_rate_of_the_day_or_the_latest_before_it(on, rate):
    (step,) = convert(Money(100, "USD"), "ILS", on=on, rates=RATES).steps
    assert step.rate == rate


def test_no_rate_before_the_first_one():
    assert convert(Money(100, "USD"), "ILS", on=date(2026, 11, 19), rates=RATES) is None


@pytest.mark.parametrize("to", ["GBP", "XXX"])
def test_no_path_no_figure(to):
    assert convert(Money(100, "USD"), to, on=DAY, rates=RATES) is None


def test_two_hops_are_one_too_many():
    rates = (
        Rate("2026-11-21", "AAA", "BBB", "2", "s"),
        Rate("2026-11-21", "BBB", "CCC", "2", "s"),
        Rate("2026-11-21", "CCC", "DDD", "2", "s"),
    )
    assert convert(Money(100, "AAA"), "CCC", on=DAY, rates=rates).money == Money(400, "CCC")
    assert convert(Money(100, "AAA"), "DDD", on=DAY, rates=rates) is None


def test_a_pairs_own_rate_wins_over_a_newer_path():
    rates = (*RATES, Rate("2026-01-01", "EUR", "ILS", "4.00", "old"))
    assert convert(Money(100, "EUR"), "ILS", on=DAY, rates=rates).money == Money(400, "ILS")


def test_a_stated_rate_wins_over_an_inverted_one_of_the_same_day():
    rates = (Rate("2026-11-21", "ILS", "USD", "0.25", "inverse"), Rate("2026-11-21", "USD", "ILS", "3.72", "stated"))
    assert convert(Money(100, "USD"), "ILS", on=DAY, rates=rates).steps[0].source == "stated"


@pytest.mark.parametrize("bad", ["0", "-1", "abc", "", "NaN", "Infinity", "1e999999999", "1e-999999999"])
def test_what_is_no_rate_is_not_used(bad):
    assert convert(Money(100, "USD"), "ILS", on=DAY, rates=(Rate("2026-11-21", "USD", "ILS", bad, "s"),)) is None


def test_a_rate_without_a_day_is_not_used():
    assert convert(Money(100, "USD"), "ILS", on=DAY, rates=(Rate("soon", "USD", "ILS", "3.7", "s"),)) is None


def test_the_reason_names_pair_day_and_source():
    reasons = list(rates_used(convert(Money(1000, "EUR"), "ILS", on=DAY, rates=RATES)))
    assert [(r.values["base"], r.values["quote"], r.values["day"], r.values["source"]) for r in reasons] == [
        ("EUR", "USD", date(2026, 11, 21), "ECB"),
        ("USD", "ILS", date(2026, 11, 21), "Bank of Israel"),
    ]


figures = st.decimals("0.0001", "9999", places=4, allow_nan=False)


@given(st.integers(-(10**12), 10**12), figures, st.sampled_from(["ILS", "JPY", "KWD"]), st.sampled_from(["USD", "ISK", "BHD"]))
@settings(max_examples=150)
def test_rounded_once_and_never_further_than_half_a_minor_unit(minor, figure, start, end):
    rate = Rate("2026-11-21", start, end, str(figure), "s")
    money = convert(Money(minor, start), end, on=DAY, rates=(rate,)).money
    exact = Fraction(minor) * Fraction(figure) * Fraction(10) ** (exponent(end) - exponent(start))
    assert abs(money.minor - exact) <= Fraction(1, 2)


@given(st.integers(0, 10**12), st.integers(0, 10**12), figures)
@settings(max_examples=80)
def test_more_money_is_never_less_in_another_currency(one, more, figure):
    rate = Rate("2026-11-21", "USD", "ILS", str(Decimal(figure)), "s")
    small, large = (convert(Money(minor, "USD"), "ILS", on=DAY, rates=(rate,)).money for minor in (one, one + more))
    assert small <= large


# -- in a decision ------------------------------------------------------------------------------------------------

DOLLARS = (fee("representment", Money(1500, "USD")),)


def test_a_fee_with_a_rate_is_counted_and_the_rate_is_named():
    decision = decide(fees=DOLLARS, rates=RATES)
    assert decision.ranked
    assert option(decision, "fight").high == -25000 - 5580
    assert "decision.rate_used" in codes(option(decision, "fight").because)


def test_a_fee_without_a_rate_stands_apart_and_nothing_is_ranked():
    decision = decide(fees=DOLLARS)
    assert not decision.ranked
    fight = option(decision, "fight")
    assert fight.worth.currency == "ILS"
    assert fight.high == -25000
    apart = next(reason for reason in fight.because if reason.code == "decision.fee_apart")
    assert apart.values["amount"] == Money(1500, "USD")
    assert "decision.fee_counted" not in codes(fight.because)
    assert "decision.unranked_no_rate" in codes(decision.because)


def test_the_owners_hours_in_another_currency_than_the_denial():
    costs = Costs(hour=Money(1000, "USD"), hours_to_answer=2.0)
    assert option(decide(costs=costs, rates=RATES), "fight").high == -25000 - 7440
    apart = decide(costs=costs)
    assert not apart.ranked
    assert "decision.own_cost_apart" in codes(option(apart, "fight").because)


def test_an_unknown_fee_is_no_want_of_a_rate():
    assert decide(fees=(fee("representment"),)).ranked
