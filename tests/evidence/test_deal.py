"""Which payment or order is the disputed one where the denial names no number: one that stands alone, or a question to a person."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from evidence.scenes import build, order_row, payment_row, sold
from yosher.evidence.deal import MOST_NAMED, Deal, deal_among
from yosher.evidence.model import RecordKind
from yosher.kernel.words import Language
from yosher.phrases.say import say

JERUSALEM = ZoneInfo("Asia/Jerusalem")
UNNAMED = {"id": None, "at": None}


def look(*rows: Any, **changes: Any) -> Deal:
    deal = UNNAMED | changes.pop("transaction", {})
    return deal_among(sold(transaction=deal, **changes), rows, zone=JERUSALEM)


def taken(*rows: Any, **changes: Any) -> str | None:
    found = look(*rows, **changes).taken
    return None if found is None else str(found.id)


def code(deal: Deal) -> str | None:
    return None if deal.remark is None else deal.remark.code


def test_the_one_payment_of_the_customer_over_the_sum_is_taken_and_that_is_said() -> None:
    deal = look(payment_row(id="x1", order="o1"), payment_row(id="x2", amount=999), payment_row(id="x3", account="c-99"))
    assert deal.taken is not None
    assert deal.remark is not None
    assert str(deal.taken.id).endswith("x1")
    assert "x1" in say(deal.remark, Language.EN)
    assert "x1" in say(deal.remark, Language.HE)


def test_an_order_is_taken_where_no_payment_is_on_record() -> None:
    deal = look(order_row(id="o1"))
    assert deal.taken is not None
    assert deal.taken.kind is RecordKind.ORDERS


@pytest.mark.parametrize(
    "order", [order_row(id="o1", transaction="x1"), order_row(id="o1")], ids=["names its payment", "is named by its payment"]
)
def test_a_payment_and_its_order_are_one_deal(order: Any) -> None:
    assert str(taken(payment_row(id="x1", order="o1"), order)).endswith("x1")


def test_of_two_that_fit_none_is_taken_and_both_are_named() -> None:
    deal = look(payment_row(id="x1", order="o1"), payment_row(id="x2", order="o2", when="2026-08-30T10:00"))
    assert deal.taken is None
    assert deal.remark is not None
    assert deal.remark.code == "evidence.deal_may_be"
    assert deal.remark.values["n"] == 2
    assert "x1" in str(deal.remark.values["refs"])
    assert "x2" in str(deal.remark.values["refs"])


def test_the_day_tells_recurring_payments_apart() -> None:
    rows = [payment_row(id=f"x{month}", order=f"o{month}", when=f"2026-0{month}-30T10:00") for month in (6, 7, 8, 9)]
    assert str(taken(*rows, transaction={"day": date(2026, 8, 30)})).endswith("x8")
    assert taken(*rows) is None


@pytest.mark.parametrize(("when", "fits"), [("2026-09-29T12:00", True), ("2026-10-01T20:59", True), ("2026-10-02T12:00", False)])
def test_a_day_before_or_after_fits_in_the_zone_of_the_business(when: str, *, fits: bool) -> None:
    assert (taken(payment_row(id="x1", when=when), transaction={"day": date(2026, 9, 30)}) is not None) is fits


def test_a_purchase_after_the_denial_is_not_the_disputed_one() -> None:
    assert taken(payment_row(id="x1", when="2026-11-20T10:00")) is None


def test_the_same_sum_on_the_same_day_without_the_customer_is_named_and_not_taken() -> None:
    for customer in ({"ref": None, "email": None}, {}):
        rows = [order_row(id="o1", customer=None, email=None)]
        deal = look(*rows, customer=customer, transaction={"day": date(2026, 9, 30)})
        assert deal.taken is None
        assert code(deal) == "evidence.deal_may_be"


def test_another_customers_order_is_not_even_named() -> None:
    assert look(order_row(id="o1", customer="c-99"), transaction={"day": date(2026, 9, 30)}) == Deal()


@pytest.mark.parametrize(
    ("named", "row"),
    [
        ({"order": "A-1"}, order_row(id="A-2")),
        ({"order": "A-1"}, payment_row(id="x1", order="A-2")),
        ({"id": "pi-1"}, payment_row(id="x1")),
        ({"id": "pi-1"}, order_row(id="o1", transaction="x1")),
    ],
)
def test_a_number_that_the_denial_states_is_never_contradicted(named: dict[str, str], row: Any) -> None:
    assert look(row, transaction=named) == Deal()


def test_an_order_fits_a_denial_that_only_names_the_processors_payment() -> None:
    assert str(taken(order_row(id="o1"), transaction={"id": "ch_1"})).endswith("o1")


def test_of_many_only_some_are_named_and_all_are_counted() -> None:
    deal = look(*(order_row(id=f"o{n}") for n in range(MOST_NAMED + 3)))
    assert deal.remark is not None
    assert deal.remark.values["n"] == MOST_NAMED + 3
    assert str(deal.remark.values["refs"]).count(",") == MOST_NAMED - 1


@each(st.permutations([payment_row(id="x1", order="o1"), order_row(id="o1"), payment_row(id="x2", amount=5), order_row(id="o9", amount=7)]))
def test_the_order_of_the_records_changes_nothing(rows: list[Any]) -> None:
    assert str(taken(*rows)).endswith("x1")


def test_of_two_payments_of_an_order_the_one_that_the_denial_names_is_the_disputed_one() -> None:
    first = payment_row(id="x1", order="o1", avs_result="N", when="2026-09-30T09:00")
    second = payment_row(id="x2", order="o1", avs_result="Y", when="2026-09-30T10:00")
    for rows in ((first, second), (second, first)):
        timeline = build("12.6.1", *rows, transaction={"id": "x2"})
        twins = next(found for found in timeline.contradictions if found.check in ("paid_twice", "same_minute_same_basket"))
        assert twins.reason.values["other"] == "x1"
