"""Gates that end a fight before it starts, each beside its nearest lawful neighbour."""

from datetime import date
from typing import Any

import pytest

import given
from evidence.scenes import RIGHTS, build, event, gates, ils, order_row, payment_row, shipment_row
from yosher.cases.model import Due, Says, StatedDue
from yosher.evidence.model import Strength
from yosher.kernel.words import Language
from yosher.phrases.say import say

ASKED = event("cancellation_request", "2026-10-15", "בקשת ביטול", "לקוח")
CAME = event("delivered", "2026-10-05", "", "courier")
TWIN = {"account": "c-12", "amount": 125000, "currency": "ILS", "id": "A-78"}


@pytest.mark.parametrize(
    ("name", "code", "parts", "denial", "expected"),
    [
        # refund issued
        ("whole, on record", "13.1", (payment_row(refunded_minor=125000),), {}, {"gate.refund_issued": None}),
        ("part, on record", "13.1", (payment_row(refunded_minor=25000),), {}, {"gate.refund_issued": 25000}),
        ("told with its sum", "13.1", (event("refund", "2026-10-20", "זיכוי של 300 ₪"),), {}, {"gate.refund_issued": 30000}),
        ("told without a sum", "13.1", (event("refund", "2026-10-20", "זיכוי"),), {}, {"gate.refund_sum_unknown": None}),
        (
            "one refund known in three ways is one",
            "13.1",
            (
                payment_row(refunded_minor=25000),
                event("refund", "2026-10-20", "250 ILS"),
                given.record("refunds", "2026-10-20", id="r", order="A-77", amount=25000, currency="ILS"),
            ),
            {},
            {"gate.refund_issued": 25000},
        ),
        (
            "two refunds on record add up",
            "13.1",
            (
                given.record("refunds", "2026-10-20", id="r1", order="A-77", amount=100000, currency="ILS"),
                given.record("refunds", "2026-10-21", id="r2", order="A-77", amount=25000, currency="ILS"),
            ),
            {},
            {"gate.refund_issued": None},
        ),
        (
            "a refund that is only asked for is none",
            "13.1",
            (given.record("refunds", "2026-10-20", id="r1", order="A-77", amount=125000, currency="ILS", status="pending"),),
            {},
            {},
        ),
        (
            "a refund of another order is none",
            "13.1",
            (given.record("refunds", "2026-10-20", id="r1", order="B-1", amount=125000, currency="ILS"),),
            {},
            {},
        ),
        # never shipped
        ("not supplied by our own word", "13.1", (), {"goods": {"supplied": False}}, {"gate.never_shipped": None}),
        ("service not supplied", "13.1", (), {"goods": {"supplied": False, "kind": "service"}}, {"gate.never_shipped": None}),
        ("supplied", "13.1", (), {"goods": {"supplied": True}}, {}),
        ("unknown and nothing told", "13.1", (), {}, {}),
        ("out of stock", "13.1", (event("message_out", "2026-10-10", "Sorry, sold out"),), {}, {"gate.never_shipped": None}),
        ("אזל מהמלאי", "13.1", (event("message_out", "2026-10-10", "לצערנו המוצר אזל מהמלאי"),), {}, {"gate.never_shipped": None}),
        ("promised day over", "13.1", (order_row(promised_by=date(2026, 10, 10)),), {}, {"gate.never_shipped": None}),
        ("promised day to come", "13.1", (order_row(promised_by=date(2026, 12, 10)),), {}, {}),
        ("shipped after all", "13.1", (event("shipped", "2026-10-02"),), {"goods": {"supplied": False}}, {}),
        ("a paper says delivered", "13.1", (given.exhibit("proof_of_delivery"),), {"goods": {"supplied": False}}, {}),
        ("another claim", "13.3", (), {"goods": {"supplied": False}}, {}),
        # cancelled in time
        ("inside 14 days of delivery", "13.7", (CAME, ASKED), {}, {"gate.cancelled_in_time": None}),
        (
            "on the last day",
            "13.7",
            (CAME, event("cancellation_request", "2026-10-19", "", "customer")),
            {},
            {"gate.cancelled_in_time": None},
        ),
        ("a day late", "13.7", (CAME, event("cancellation_request", "2026-10-20", "", "customer")), {}, {}),
        (
            "day 14 is a Saturday: the next day counts",
            "13.7",
            (event("delivered", "2026-10-10", "", "courier"), event("cancellation_request", "2026-10-25", "", "customer")),
            {},
            {"gate.cancelled_in_time": None},
        ),
        ("before anything was delivered", "13.7", (ASKED,), {}, {"gate.cancelled_in_time": None}),
        (
            "asked in a message",
            "13.7",
            (CAME, event("message_in", "2026-10-15", "אבקש לבטל את העסקה", "לקוחה")),
            {},
            {"gate.cancelled_in_time": None},
        ),
        ("bought in the shop", "13.7", (CAME, ASKED), {"goods": {"sold_by": "shop"}, "transaction": {"card_present": True}}, {}),
        ("deal made elsewhere", "13.7", (CAME, ASKED), {"place": "FR"}, {}),
        ("made to order", "13.7", (CAME, ASKED), {"goods": {"description": "שולחן לפי הזמנה אישית"}}, {}),
        ("cancelled after the denial", "13.7", (CAME, event("cancellation_request", "2026-11-05", "", "customer")), {}, {}),
        (
            "protected, sold by phone, inside four months",
            "13.7",
            (event("delivered", "2026-08-05", "", "courier"), ASKED),
            {"customer": {"protected": "senior"}, "goods": {"sold_by": "phone"}},
            {"gate.cancelled_in_time": None},
        ),
        (
            "protected, sold on the web without a talk",
            "13.7",
            (event("delivered", "2026-08-05", "", "courier"), ASKED),
            {"customer": {"protected": "senior"}},
            {},
        ),
        (
            "service cancelled three days before",
            "13.7",
            (event("cancellation_request", "2026-10-05", "", "customer"), event("service_given", "2026-10-08")),
            {"goods": {"kind": "service"}},
            {"gate.cancelled_in_time": None},
        ),
        (
            "service cancelled the day before",
            "13.7",
            (event("cancellation_request", "2026-10-07", "", "customer"), event("service_given", "2026-10-08")),
            {"goods": {"kind": "service"}},
            {},
        ),
        (
            "before the renewal",
            "13.2",
            (event("cancellation_request", "2026-09-20", "", "customer"), event("renewal", "2026-09-30")),
            {"place": "US"},
            {"gate.cancelled_in_time": None},
        ),
        (
            "after the renewal",
            "13.2",
            (event("cancellation_request", "2026-10-20", "", "customer"), event("renewal", "2026-09-30")),
            {"place": "US"},
            {},
        ),
        # amount wrong
        ("above the order", "12.5", (payment_row(amount=142000), order_row(amount=120000)), {}, {"gate.amount_wrong": 22000}),
        ("as ordered", "12.5", (payment_row(), order_row()), {}, {}),
        ("quote in words", "12.5", (event("agreement", "2026-09-29", "הצעת מחיר 1,100 ₪"),), {}, {"gate.amount_wrong": 15000}),
        ("price without the delivery", "12.5", (event("agreement", "2026-09-29", "agreed 1,200 ILS plus delivery"),), {}, {}),
        ("a rate", "12.5", (event("agreement", "2026-09-29", "המנוי עולה 99 ₪ לחודש"),), {}, {}),
        ("two sums", "12.5", (event("agreement", "2026-09-29", "chair 250 ILS, table 1,000 ILS"),), {}, {}),
        ("only the customer's word", "12.5", (event("message_in", "2026-09-29", "we agreed on 1,100", "customer"),), {}, {}),
        # one order paid twice
        (
            "one order",
            "12.6.1",
            (payment_row(), given.record("transactions", "2026-09-30T10:05", **TWIN, order="A-77")),
            {"transaction": {"order": "A-77"}},
            {"gate.duplicate_same_order": None},
        ),
        (
            "two orders",
            "12.6.1",
            (payment_row(), given.record("transactions", "2026-09-30T10:05", **TWIN, order="A-78")),
            {"transaction": {"order": "A-77"}},
            {},
        ),
        # nothing to answer
        ("no answer possible", "13.1", (), {"due": StatedDue(Due.NO_ANSWER_POSSIBLE)}, {"gate.rail_not_contestable": None}),
        ("fraud report", "13.1", (), {"says": Says.FRAUD_REPORT}, {"gate.rail_not_contestable": None}),
        ("time over", "13.1", (), {"says": Says.EXPIRED}, {"gate.rail_not_contestable": None}),
        ("alert", "13.1", (), {"says": Says.ALERT}, {}),
        # return accepted
        (
            "agreed and back",
            "13.3",
            (event("message_out", "2026-10-10", "Your return is approved"), event("return", "2026-10-15", "parcel came back")),
            {},
            {"gate.return_accepted": None},
        ),
        (
            "back in writing",
            "13.3",
            (event("message_out", "2026-10-10", "אישרנו את ההחזרה"), event("return", "2026-10-15", "הוחזר")),
            {},
            {"gate.return_accepted": None},
        ),
        ("back, nobody agreed", "13.3", (event("return", "2026-10-15", "left at our door"),), {}, {}),
        (
            "back used",
            "13.3",
            (event("message_out", "2026-10-10", "Your return is approved"), event("return", "2026-10-15", "came back used and damaged")),
            {},
            {},
        ),
        # Israel, no authentication
        ("missing document", "10.4", (), {"transaction": {"authenticated": False}}, {"gate.no_authentication_israel": None}),
        ("authenticated", "10.4", (), {"transaction": {"authenticated": True}}, {}),
        ("not known", "10.4", (), {}, {}),
        ("not in Israel", "10.4", (), {"transaction": {"authenticated": False}, "place": "GB"}, {}),
        ("card at hand", "10.4", (), {"transaction": {"authenticated": False, "card_present": True}}, {}),
        (
            "known from an earlier order",
            "10.4",
            (),
            {
                "transaction": {"authenticated": False},
                "history": [given.record("transactions", "2026-03-01", id="h", account="c-12", amount=1, currency="ILS")],
            },
            {},
        ),
    ],
)
def test_gate(name: str, code: str, parts: tuple[Any, ...], denial: dict[str, Any], expected: dict[str, int | None]) -> None:
    timeline = build(code, *parts, rights=RIGHTS, **denial)

    assert gates(timeline) == expected
    for gate in timeline.gates:
        for language in Language:
            sentence = say(gate.reason, language)
            assert sentence != gate.reason.code
            assert "{" not in sentence


def test_without_rights_on_record_nothing_is_concluded_from_a_cancellation() -> None:
    assert gates(build("13.7", CAME, ASKED)) == {}


def test_the_right_that_was_counted_is_named() -> None:
    timeline = build("13.7", CAME, ASKED, rights=RIGHTS)

    assert timeline.gates[0].reason.rule == "il:14"
    assert timeline.gates[0].reason.values["until"] == date(2026, 10, 19)


def test_the_excess_of_a_part_that_is_disputed_is_never_more_than_the_disputed_sum() -> None:
    timeline = build(
        "12.5",
        payment_row(amount=142000),
        order_row(amount=20000),
        amount=ils(100),
    )

    assert gates(timeline) == {"gate.amount_wrong": None}


def test_a_whole_gate_decides_the_strength_whatever_the_papers() -> None:
    timeline = build("13.1", order_row(), shipment_row(), payment_row(refunded_minor=125000))

    assert timeline.strength is Strength.GATE
