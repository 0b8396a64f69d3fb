"""What a log-in shows: use, after the sale, of what is used by logging in; never that a lamp was handed over."""

from typing import Any

import pytest

import given
from evidence.scenes import build, proof, state
from yosher.customers.finding import find
from yosher.customers.model import FindingKind
from yosher.evidence.model import Readable, Timeline
from yosher.kernel.words import EventKind, GoodsKind, Language
from yosher.phrases.say import say

ORDER = given.record("orders", "2026-09-30T11:00", id="A-77", customer="c-12", amount=125000, currency="ILS", description="Oak Lamp")


def login(when: str | None, **changes: Any) -> Any:
    at = {"at": f"{when}:00Z"} if when else {}
    return given.record("logins", when, **({"id": "l1", "customer": "c-12", "action": "login", "ip": "1.2.3.4"} | at | changes))


def lamp(*parts: Any, kind: GoodsKind | None = None) -> Timeline:
    return build("13.1", ORDER, *parts, goods={"kind": kind}, claim="never came")


def rendered_logs(timeline: Timeline) -> list[int]:
    return [len(exhibit.records) for exhibit in timeline.exhibits if exhibit.kind == "access_activity_log"]


@pytest.mark.parametrize("when", [None, "2024-01-05T10:00", "2026-09-30T10:59"])
@pytest.mark.parametrize("kind", [None, GoodsKind.DIGITAL, GoodsKind.PHYSICAL])
def test_a_login_before_the_sale_or_undated_shows_nothing_about_the_deal(when: str | None, kind: GoodsKind | None) -> None:
    timeline = lamp(login(when), kind=kind)
    assert rendered_logs(timeline) == []
    assert state(timeline, "access_activity_log") in ("missing", "not_applicable")
    assert find(timeline, now=given.NOW).kind is not FindingKind.MISTAKEN


def test_a_login_after_the_sale_of_unknown_goods_is_weak_and_decides_nothing() -> None:
    timeline = lamp(login("2026-10-05T10:00"), login("2024-01-05T10:00", id="l0"))
    assert rendered_logs(timeline) == [1]
    weak = proof(timeline, "access_activity_log")
    assert str(weak.state) == "weak"
    assert "evidence.goods_not_known" in [reason.code for reason in weak.because]
    assert find(timeline, now=given.NOW).kind is FindingKind.UNKNOWN
    assert all(say(reason, language) for reason in weak.because for language in Language)


def test_a_download_of_unknown_goods_is_no_independent_record_of_delivery() -> None:
    found = find(lamp(login("2026-10-05T10:00", action="download")), now=given.NOW)
    assert "finding.handed_over" not in [reason.code for reason in (*found.favour, *found.against)]
    assert found.kind is FindingKind.UNKNOWN


@pytest.mark.parametrize("kind", [GoodsKind.DIGITAL, GoodsKind.SUBSCRIPTION])
def test_a_login_after_the_sale_shows_the_benefit_of_what_is_used_by_logging_in(kind: GoodsKind) -> None:
    assert state(lamp(login("2026-10-05T10:00"), kind=kind), "access_activity_log") == "present"


def test_the_order_on_record_says_what_was_sold_where_the_denial_does_not() -> None:
    order = given.record("orders", "2026-09-30T11:00", id="A-77", customer="c-12", amount=125000, currency="ILS", goods="digital")
    assert state(build("13.1", order, login("2026-10-05T10:00"), goods={"kind": None}), "access_activity_log") == "present"


@pytest.mark.parametrize("kind", [GoodsKind.PHYSICAL, None])
def test_a_login_does_not_say_that_a_table_was_sent(kind: GoodsKind | None) -> None:
    order = given.record("orders", "2026-09-30T11:00", id="A-77", customer="c-12", amount=125000, currency="ILS", promised_by="2026-10-05")
    timeline = build("13.1", order, login("2024-01-05T10:00"), goods={"kind": kind}, claim="never came")
    assert [gate.code for gate in timeline.gates] == ["gate.never_shipped"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Access log of A-77\n2026-10-05 login dana@example.com", "present"),
        ("Access log of A-77\n2024-01-05 login dana@example.com", "weak"),
        ("Access log of A-77\nlogin dana@example.com", "weak"),
        ("יומן כניסות A-77\n05.10.2026 כניסה", "present"),
        ("יומן כניסות A-77\n05.01.2024 כניסה", "weak"),
    ],
)
def test_a_log_in_a_file_shows_use_only_with_a_day_since_the_sale(text: str, wanted: str) -> None:
    paper = given.exhibit("access_activity_log", text=text, readable=Readable.READ, day=None)
    timeline = build("13.1", ORDER, paper, goods={"kind": GoodsKind.DIGITAL})
    assert state(timeline, "access_activity_log") == wanted
    assert bool([fact for fact in timeline.entries if fact.kind is EventKind.USED]) is (wanted == "present")
