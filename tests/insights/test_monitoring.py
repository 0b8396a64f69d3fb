"""Programmes count what their records say: events, sales, months, thresholds in force, and what nobody knows."""

from datetime import date
from typing import Any

import pytest

from yosher.insights.model import Group, Sales
from yosher.insights.monitoring import Known, Monitored, Month, monitored, worth_checking
from yosher.insights.sold import Market
from yosher.kernel.money import Money
from yosher.kernel.words import Network
from yosher.rulebook.law import programmes_counting

TODAY = date(2026, 11, 22)
VISA, MC = Network.VISA, Network.MASTERCARD


def denied(month: str, network: Network, code: str | None, n: int = 1, minor: int = 0, currency: str = "USD") -> Group:
    return Group((month, network.value, code, currency, True), n, minor)


def sold(month: str, n: int, network: Network | None = VISA, card_present: bool | None = False) -> Sales:
    return Sales(month, network, card_present, n)


def look(months: tuple[str, ...] = ("2026-10",), *, country: str = "IL", region: str = "", **known: Any) -> dict[str, Monitored]:
    plain = {"denied": (), "reported": (), "prevented": (), "sales": (), "today": TODAY, "into": lambda money, *_: money}
    market = Market(country, region or country, known.pop("card_not_present", None))
    return {one.rules.name: one for one in monitored(months, Known(**(plain | known), market=market))}


def month(name: str, **known: Any) -> Month:
    (found,) = look(**known)[name].months
    return found


def test_the_records_say_which_programme_counts_which_network() -> None:
    assert [(n, programmes_counting(n)) for n in Network if programmes_counting(n)] == [(VISA, ("VAMP",)), (MC, ("ECM", "HECM", "EFM"))]


def test_visa_counts_reports_and_denials_over_sales_without_card_of_the_same_month() -> None:
    found = month(
        "VAMP",
        denied=[denied("2026-10", VISA, "10.4", 3), denied("2026-10", VISA, "13.1", 2), denied("2026-10", MC, "4853", 50)],
        reported=[denied("2026-10", VISA, "10.4", 4)],
        sales=[sold("2026-10", 900), sold("2026-10", 500, card_present=True), sold("2026-10", 300, MC), sold("2026-09", 7)],
    )
    assert (found.reports, found.disputes, found.events, found.sold) == (4, 5, 9, found.sold)
    assert found.ratio.exact is not None
    assert float(found.ratio.exact) == 0.01
    assert found.missing == ()


@pytest.mark.parametrize(("code", "n"), [("10.4", 1), ("10.5", 0), ("11.3", 1), ("12.6.1", 1), ("13.9", 1), ("14.1", 0), (None, 1)])
def test_visa_counts_these_codes(code: str | None, n: int) -> None:
    found = month("VAMP", denied=[denied("2026-10", VISA, code)], sales=[sold("2026-10", 100)])
    assert found.disputes == n
    assert [reason.code for reason in found.missing] == (["insights.counted_without_code"] if code is None else [])


def test_what_is_missing_names_the_month_that_lacks_it() -> None:
    found = month("EFM", denied=[denied("2026-10", MC, None, 3)], sales=[sold("2026-09", 2, MC)])
    assert [(r.code.partition(".")[2], r.values["month"]) for r in found.missing] == [
        ("more_events_than_sales", "2026-09"),
        ("counted_without_code", "2026-10"),
    ]
    assert month("ECM", denied=[denied("2026-10", MC, None, 3)]).without_code == 0  # it asks for no code


def test_a_refund_by_rule_counts_where_fraud_was_claimed() -> None:
    prevented = [denied("2026-10", VISA, "10.4", 2), denied("2026-10", VISA, "13.1", 5)]
    assert month("VAMP", prevented=prevented, sales=[sold("2026-10", 100)]).events == 2


def test_mastercard_divides_by_the_month_before() -> None:
    events = [denied("2026-10", MC, "4853", 120), denied("2026-10", MC, "4837", 30)]
    sales = [sold("2026-09", 9000, MC, None), sold("2026-10", 1, MC, None)]
    for name in ("ECM", "HECM"):
        found = month(name, denied=events, sales=sales, reported=[denied("2026-10", MC, "4837", 9)])
        assert (found.events, found.reports) == (150, 0)
        assert found.ratio.exact is not None
        assert float(found.ratio.exact) == pytest.approx(150 / 9000)
    ecm, hecm = (month(name, denied=events, sales=sales) for name in ("ECM", "HECM"))
    assert [(near.threshold.level, near.further.reached) for near in ecm.near] == [("excessive", True), ("warning", True)]
    assert [near.further.low for near in hecm.near] == [150]  # 300 by count, 270 by ratio


def test_sales_of_which_the_network_is_not_known_make_a_range() -> None:
    found = month(
        "VAMP",
        denied=[denied("2026-10", VISA, "13.1", 10)],
        sales=[sold("2026-10", 500), sold("2026-10", 400, None), sold("2026-10", 100, VISA, None), sold("2026-10", 70, None, True)],
    )
    assert found.sold is not None
    assert (found.sold.low, found.sold.high, found.ratio.exact) == (500, 1000, None)
    assert [reason.code for reason in found.missing] == ["insights.sales_not_told_apart"]
    assert found.missing[0].values["n"] == 500


@pytest.mark.parametrize(("setting", "low", "high"), [(None, 0, 1000), (True, 1000, 1000), (False, 0, 0)])
def test_the_owner_may_say_where_sales_are_made(setting: bool | None, low: int, high: int) -> None:
    found = month("VAMP", sales=[sold("2026-10", 1000, VISA, None)], card_not_present=setting)
    assert found.sold is not None
    assert (found.sold.low, found.sold.high) == (low, high)


def test_without_sales_the_ratio_is_not_known_and_the_count_still_says_how_far() -> None:
    found = month("VAMP", denied=[denied("2026-10", VISA, "13.1", 10)])
    assert (found.sold, found.ratio.exact, found.ratio.low) == (None, None, None)
    assert [reason.code for reason in found.missing] == ["insights.no_sales_loaded"]
    assert [(near.further.low, near.further.reached) for near in found.near] == [(1490, False), (990, False)]


@pytest.mark.parametrize(
    ("when", "region", "excessive"),
    [
        ("2025-05", "", None),  # the programme took notice of nobody yet
        ("2025-12", "", ("0.022", "1500")),
        ("2026-03", "", ("0.022", "1500")),
        ("2026-04", "", ("0.015", "1500")),
        ("2026-10", "CEMEA", ("0.022", "150")),
    ],
)
def test_thresholds_are_those_in_force_at_the_months_end(when: str, region: str, excessive: tuple[str, str] | None) -> None:
    (found,) = look((when,), region=region, denied=[denied(when, VISA, "13.1")])["VAMP"].months
    limits = [(near.threshold.ratio.value, near.threshold.count.value) for near in found.near if near.threshold.count]
    assert (limits[0] if limits else None) == excessive


@pytest.mark.parametrize("country", ["DE", "IN", "CH"])
def test_a_programme_that_does_not_hold_in_a_country_says_so(country: str) -> None:
    found = look(country=country, denied=[denied("2026-10", MC, "4837")])["EFM"]
    assert (found.applies, found.months) == (False, ())
    assert [reason.code for reason in found.because] == ["insights.not_in_country"]


def efm(minor: int, sales: int, **more: Any) -> Month:
    events = [denied("2026-10", MC, "4837", 60, minor), denied("2026-10", MC, "4853", 500, 10**9)]
    return month("EFM", denied=events, sales=[sold("2026-09", sales, MC)], **more)


@pytest.mark.parametrize(
    ("minor", "sales", "met", "reached"),
    [
        (5_000_000, 2000, [True, True, None], None),  # whether sales were authenticated is not known
        (4_999_999, 2000, [True, False, None], False),
        (5_000_000, 999, [False, True, None], False),
    ],
)
def test_excessive_fraud_asks_for_sales_and_sums_besides(minor: int, sales: int, met: list[bool | None], reached: bool | None) -> None:
    found = efm(minor, sales)
    assert found.events == 60
    assert [condition.met for condition in found.conditions] == met
    assert [near.further.reached for near in found.near] == [reached]


@pytest.mark.parametrize(
    ("passed", "failed", "unknown", "value", "met"),
    [
        (100, 1900, 0, 0.05, True),
        (200, 1800, 0, 0.1, True),
        (100, 1800, 100, None, True),  # 5 % to 10 %
        (100, 1700, 200, None, None),
        (600, 1400, 0, 0.3, None),  # too much, unless the market is regulated
        (1200, 800, 0, 0.6, False),
        (0, 0, 2000, None, None),
    ],
)
def test_few_authenticated_sales_are_the_last_condition(
    passed: int, failed: int, unknown: int, value: float | None, met: bool | None
) -> None:
    sales = ((passed, True), (failed, False), (unknown, None))
    found = efm(5_000_000, 2000, checked=[Sales("2026-09", MC, False, n, done) for n, done in sales if n])
    assert (found.conditions[2].value, found.conditions[2].met) == (value, met)
    assert found.near[0].further.reached is met


def test_sales_are_looked_into_only_where_it_decides() -> None:
    events = [denied("2026-10", MC, "4837", 60, 5_000_000)]
    for n, months in ((2000, ("2026-09",)), (900, ()), (10**6, ())):
        assert worth_checking(look(denied=events, sales=[sold("2026-09", n, MC)]).values()) == months
    assert worth_checking(look(denied=events, sales=[sold("2026-09", 2000, MC, None)]).values()) == ()
    assert worth_checking(look(denied=events, sales=[sold("2026-09", 2000, MC)], country="DE").values()) == ()


def test_a_sum_without_a_rate_is_not_known() -> None:
    found = efm(5_000_000, 2000, into=lambda *_: None)
    assert [(c.value, c.met) for c in found.conditions] == [(2000, True), (None, None), (None, None)]


def test_the_limit_in_australia_is_its_own() -> None:
    found = efm(2_000_000, 2000, country="AU")
    assert [condition.record.value for condition in found.conditions] == ["1000", "15000", "0.1"]
    assert found.conditions[1].value == Money(2_000_000, "USD")


def test_months_run_from_the_first_to_the_last_of_which_anything_is_known() -> None:
    months = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12")
    found = look(months, denied=[denied("2026-07", VISA, "13.1"), denied("2026-11", VISA, "13.1")])["VAMP"].months
    assert [one.month for one in found] == ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    assert [one.complete for one in found] == [True, True, True, True, False]
    assert look(months)["VAMP"].months == ()


def test_every_sentence_of_a_programme_names_its_record() -> None:
    for one in look().values():
        said = (*one.rules.how(), *one.rules.moves())
        assert said
        assert all(reason.rule and reason.rule.startswith("programme:") for reason in said)


def test_what_moves_a_ratio_is_said_by_the_records() -> None:
    moves = {name: [reason.code.partition(".")[2] for reason in one.rules.moves()] for name, one in look().items()}
    assert moves["VAMP"] == ["winning_does_not_lower", "settled_before_lowers", "rdr_of_fraud_counts", "grace"]
    assert "counts_even_if_won_or_refunded" in moves["ECM"]
    assert "outranks" in moves["EFM"]
