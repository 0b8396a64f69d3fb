"""The page's figures by the verb: what came in is counted, nothing of another organisation, and every part says of what."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.test_verbs import answered, desk, refused, take
from fakes import FakeStore
from given import NOW, at, denial, organisation
from yosher.cases.model import Says
from yosher.customers.model import Cause, FindingKind
from yosher.desk.approve import approve
from yosher.desk.insights import insights, period_of
from yosher.desk.insights_document import named
from yosher.desk.model import Desk
from yosher.desk.outcome import record_outcome
from yosher.desk.ports import SentByHand
from yosher.desk.refund import refund
from yosher.desk.send import send_by_hand
from yosher.evidence.model import Strength
from yosher.insights.model import Period, Sales
from yosher.kernel.ids import DenialId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, ClaimFamily, Language, Network, Phase


def look(at_desk: Desk, **given: Any) -> Any:
    """The document as the outside reads it."""
    return json.loads(json.dumps(insights(desk=at_desk, language=given.pop("language", Language.EN), **given)))


def programme(document: Any, name: str) -> Any:
    return next(one for one in document["monitoring"] if one["programme"] == name)


def take_one(at_desk: Desk, number: int, **changes: Any) -> Any:
    return take(at_desk, denial(id=DenialId(f"den-{number}"), ref=f"dp_{number}", **changes))


def test_nothing_came_and_nothing_is_claimed() -> None:
    found = look(desk())
    assert (found["n"], found["from"], found["to"], found["money"]) == (0, "2025-12-01", "2026-11-22", [])
    assert [one["months"] for one in found["monitoring"]] == [[], [], [], []]
    assert found["outcomes"]["all"]["won_of_decided"] == {"n": 0, "of": 0, "share": None, "low": None, "high": None}
    assert found["time_to_answer"] == {"median_days": None, "n": 0, "of": 0}


def test_a_month_is_counted_over_its_sales_with_its_sources() -> None:
    at_desk = desk()
    for number in range(3):
        take_one(at_desk, number)
    take_one(at_desk, 9, says=Says.FRAUD_REPORT, phase=Phase.ALERT, happened=at("2026-11-03"))
    at_desk.store.sold[OrgId("org-1")] = [Sales("2026-11", Network.VISA, False, 1000)]  # type: ignore[attr-defined]  # a fake's
    found = programme(look(at_desk), "VAMP")
    (month,) = found["months"]
    assert (month["month"], month["complete"], month["n"], month["ratio"]) == ("2026-11", False, 4, 0.004)
    assert month["sales"] == {"low": 1000, "high": 1000}
    first = month["thresholds"][0]
    assert (first["level"], first["ratio"], first["count"], first["reached"], first["further"]) == (
        *("excessive", 0.015, 1500, False),
        {"low": 1496, "high": 1496},
    )
    records = {record["id"]: record for record in found["records"]}
    assert set(first["rules"]) <= set(records)
    assert all(record["source"] and record["confidence"] and record["checked_on"] for record in records.values())
    assert all(reason["rule"] in records for reason in (*found["how"], *found["moves"]))


def test_the_records_hold_those_of_an_earlier_month_too() -> None:
    at_desk = desk()
    take_one(at_desk, 1, happened=at("2026-02-03"))
    take_one(at_desk, 2)
    found = programme(look(at_desk), "VAMP")
    months = {month["month"]: month["thresholds"][0] for month in found["months"]}
    assert (months["2026-02"]["ratio"], months["2026-11"]["ratio"]) == (0.022, 0.015)
    records = {record["id"] for record in found["records"]}
    assert all(set(near["rules"]) <= records for month in found["months"] for near in month["thresholds"])


def walk(at_desk: Desk, number: int, word: str, **more: Any) -> None:
    case = take_one(at_desk, number, processor="stripe", **more)
    answered(at_desk, case, Choice.FIGHT)
    approve(case, desk=at_desk)
    send_by_hand(case, SentByHand(PersonId("dana"), NOW, "portal"), desk=at_desk)
    record_outcome(case, word, desk=at_desk, amount=Money(40000, "ILS") if word == "partial" else None)


def test_what_came_of_it_has_its_denominator_and_under_ten_no_percentage() -> None:
    at_desk = desk()
    for number, word in enumerate(("won", "won", "lost", "partial", "withdrawn")):
        walk(at_desk, number, word)
    take_one(at_desk, 9)
    found = look(at_desk)
    (row,) = [one for one in found["outcomes"]["by_course"] if one["key"] == "fight"]
    assert (row["n"], row["answered"], row["won"], row["lost"], row["partly_won"], row["withdrawn"]) == (5, 5, 2, 1, 1, 1)
    assert row["won_of_decided"] == {"n": 2, "of": 4, "share": None, "low": None, "high": None}
    assert found["outcomes"]["all"]["open"] == 1
    assert found["time_to_answer"] == {"median_days": 20.0, "n": 5, "of": 6}
    for number in range(20, 27):
        walk(at_desk, number, "won")
    won = look(at_desk)["outcomes"]["all"]["won_of_decided"]
    assert (won["n"], won["of"]) == (9, 11)
    assert 0 < won["low"] < won["share"] < won["high"] < 1


def test_money_is_net_of_the_fees_that_are_known() -> None:
    at_desk = desk()
    walk(at_desk, 1, "won")
    walk(at_desk, 2, "partial")
    refund(take_one(at_desk, 3), None, desk=at_desk, reference="re_1")
    take_one(at_desk, 4, amount=Money(9900, "USD"), processor="stripe")
    found = {one["currency"]: one for one in look(at_desk)["money"]}
    ils, usd = found["ILS"], found["USD"]
    assert (ils["n"], ils["disputed"]["minor"], ils["recovered"]["minor"], ils["refunded"]["minor"]) == (3, 375000, 165000, 125000)
    assert ils["lost"]["minor"] == 85000
    assert (ils["fees_known"], ils["fees_unknown"], ils["complete"]) == (2, 1, False)
    assert ils["fees"] == [{"low": {"minor": 4500, "currency": "USD"}, "high": {"minor": 4500, "currency": "USD"}}]
    assert ils["net"]["low"] == ils["net"]["high"] == {"minor": 165000, "currency": "ILS"}
    assert [reason["code"] for reason in ils["missing"]] == ["insights.fees_unknown", "insights.fees_apart"]
    assert (usd["open"]["minor"], usd["net"]["low"]["minor"], usd["complete"]) == (9900, -1500, True)
    assert [one["currency"] for one in look(at_desk, currency="USD")["money"]] == ["USD"]
    assert look(at_desk, currency="JPY")["money"] == []
    assert look(at_desk, currency="USD")["n"] == 4


def test_another_organisations_cases_are_never_counted() -> None:
    store = FakeStore()
    ours, theirs = desk(store=store), desk(org="org-2", store=store)
    walk(theirs, 1, "won")
    assert look(ours) == look(desk())
    walk(ours, 2, "lost")
    found = look(ours)
    assert (found["n"], found["outcomes"]["all"]["won"], look(theirs)["outcomes"]["all"]["won"]) == (1, 0, 1)


def test_what_was_given_back_before_a_denial_is_said() -> None:
    at_desk = desk()
    refund(take_one(at_desk, 1, says=Says.ALERT, phase=Phase.ALERT), None, desk=at_desk, reference="re_1")
    found = programme(look(at_desk), "VAMP")
    assert (found["settled_before_denial"], [month["n"] for month in found["months"]]) == (1, [])


def test_the_region_that_is_set_wins_over_the_country() -> None:
    at_desk = desk()
    take_one(at_desk, 1)
    cemea = replace(at_desk, organisation=organisation(settings={"monitoring_region": "CEMEA"}))
    for shop, count in ((at_desk, 1500), (cemea, 150)):
        assert programme(look(shop), "VAMP")["months"][0]["thresholds"][0]["count"] == count


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, Period(date(2025, 12, 1), date(2026, 11, 22))),
        (None, date(2026, 2, 28), Period(date(2025, 3, 1), date(2026, 2, 28))),
        (date(2026, 3, 5), None, Period(date(2026, 3, 5), date(2026, 11, 22))),
        (date(2026, 3, 5), date(2026, 3, 5), Period(date(2026, 3, 5), date(2026, 3, 5))),
        (date(2016, 12, 1), None, Period(date(2016, 12, 1), date(2026, 11, 22))),
    ],
)
def test_without_dates_the_last_twelve_months(first: date | None, last: date | None, found: Period) -> None:
    assert period_of(first, last, desk=desk()) == found


def test_days_in_the_wrong_order_long_periods_and_no_currencies_are_refused() -> None:
    at_desk = desk()
    with refused("insights.dates_reversed"):
        look(at_desk, first=date(2026, 11, 2), last=date(2026, 11, 1))
    with refused("insights.dates_reversed"):
        look(at_desk, first=date(2027, 1, 1))
    with refused("insights.period_too_long"):
        look(at_desk, first=date(2016, 11, 30))
    for text in ("usd", "XXZ", "", "₪"):
        with refused("insights.no_such_currency"):
            look(at_desk, currency=text)


def test_a_future_period_is_empty() -> None:
    found = look(desk(), first=date(2027, 1, 1), last=date(2027, 6, 1))
    assert (found["n"], [one["months"] for one in found["monitoring"]]) == (0, [[], [], [], []])


@pytest.mark.parametrize("language", list(Language))
def test_every_key_has_a_name(language: Language) -> None:
    groups: dict[str, tuple[Any, ...]] = {
        "claim_family": (*ClaimFamily, None),
        "strength": (*Strength, None),
        "choice": (*Choice, None),
        "finding": (*FindingKind, None),
        "cause": (*Cause, None),
        "category": ("fraud", "authorization", "processing", "consumer", "unknown", None),
    }
    for group, keys in groups.items():
        for key in keys:
            name = named(group, key, language)
            assert "insights." not in name
            assert "_" not in name
            assert language is Language.EN or any("א" <= letter <= "ת" for letter in name), (group, key)
