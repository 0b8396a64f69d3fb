"""What the other side could show, each beside a neighbour that shows nothing; in Hebrew and English."""

from datetime import date
from typing import Any

import pytest

import given
from evidence.scenes import build, event, order_row, payment_row, shipment_row
from yosher.evidence.model import Timeline
from yosher.kernel.words import Language
from yosher.phrases.say import say


def codes(timeline: Timeline) -> set[str]:
    return {reason.code.removeprefix("adverse.") for reason in timeline.adverse}


SCENES: list[tuple[str, str, tuple[Any, ...], tuple[Any, ...], dict[str, Any]]] = [
    (
        "fault_admitted",
        "13.3",
        (event("message_out", "2026-10-10", "Sorry for the mistake, we sent the wrong table"),),
        (event("message_out", "2026-10-10", "We sent the table that was ordered"),),
        {},
    ),
    (
        "fault_admitted",
        "13.3",
        (event("message_out", "2026-10-10", "מתנצלים על הטעות, שלחנו דגם אחר"),),
        (event("message_out", "2026-10-10", "שלחנו את הדגם שהוזמן"),),
        {},
    ),
    (
        "fault_admitted_in_paper",
        "13.3",
        (given.exhibit("customer_communication", text="A-77 Shop: it was our mistake"),),
        (given.exhibit("customer_communication", text="A-77 Shop: it was not our mistake"),),
        {},
    ),
    (
        "refund_promised",
        "13.3",
        (event("message_out", "2026-10-10", "תקבלי זיכוי מלא"),),
        (event("message_out", "2026-10-10", "תקבלי חשבונית"),),
        {},
    ),
    (
        "refund_promised_in_paper",
        "13.3",
        (given.exhibit("customer_communication", text="A-77 Shop: we will refund you"),),
        (given.exhibit("customer_communication", text="A-77 Shop: we will call you"),),
        {},
    ),
    (
        "cancellation_asked",
        "13.2",
        (event("message_in", "2026-10-10", "please cancel my plan", "customer"),),
        (event("message_in", "2026-10-10", "please renew my plan", "customer"),),
        {},
    ),
    ("goods_returned", "13.3", (event("return", "2026-10-10"),), (event("shipped", "2026-10-10"),), {}),
    ("part_refunded", "13.3", (payment_row(refunded_minor=1000),), (payment_row(refunded_minor=0),), {}),
    ("missing_document", "10.4", (), (event("three_ds", "2026-09-30", "", "acquirer"),), {"transaction": {"authenticated": False}}),
    ("card_lost_before", "10.4", (event("call", "2026-09-20", "הכרטיס אבד"),), (event("call", "2026-10-20", "הכרטיס אבד"),), {}),
    ("account_new", "10.4", (payment_row(),), (), {}),
    ("ship_to_differs", "10.4", (order_row(bill_to="1 Allenby, Tel Aviv"),), (order_row(bill_to="הרצל 5, חיפה"),), {}),
    (
        "declined_before",
        "10.4",
        (event("payment", "2026-09-30", "first attempt declined"),),
        (event("payment", "2026-09-30", "approved"),),
        {},
    ),
    (
        "customer_pictures",
        "13.3",
        (event("message_in", "2026-10-10", "תמונות מצורפות של השבר", "לקוח"),),
        (event("message_in", "2026-10-10", "יש שבר", "לקוח"),),
        {},
    ),
    (
        "others_complained",
        "13.3",
        (event("other", "2026-10-10", "several customers reported the same"),),
        (event("other", "2026-10-10", "stock taken"),),
        {},
    ),
    (
        "message_unanswered",
        "13.1",
        (event("message_in", "2026-10-10", "Where is it?", "customer"),),
        (event("message_in", "2026-10-10", "Where is it?", "customer"), event("message_out", "2026-10-11", "On its way")),
        {},
    ),
    (
        "message_unanswered",
        "13.1",
        (event("message_in", "2026-10-10", "איפה זה?", "לקוח"),),
        (event("message_in", "2026-10-10", "קיבלתי את הכל תודה", "לקוח"),),
        {},
    ),
    ("demand_letter", "13.1", (event("demand", "2026-10-10", "מכתב התראה"),), (event("call", "2026-10-10"),), {}),
    ("delivery_elsewhere", "13.1", (order_row(), shipment_row(address="1 Allenby, Tel Aviv")), (order_row(), shipment_row()), {}),
    (
        "promised_by_missed",
        "13.1",
        (order_row(promised_by=date(2026, 10, 1)), shipment_row()),
        (order_row(promised_by=date(2026, 10, 9)), shipment_row()),
        {},
    ),
    ("label_only", "13.1", (event("shipped", "2026-10-02", "label created"),), (event("shipped", "2026-10-02", "in transit"),), {}),
    ("part_shipment", "13.1", (event("shipped", "2026-10-02", "אספקה חלקית"),), (event("shipped", "2026-10-02", "אספקה"),), {}),
    ("signed_by_other", "13.1", (shipment_row(signed_by="doorman"),), (shipment_row(signed_by="Dana"),), {}),
    ("avs_mismatch", "10.4", (payment_row(avs_result="N"),), (payment_row(avs_result="Y"),), {}),
    ("cvv_mismatch", "10.4", (payment_row(cvv_result="N"),), (payment_row(cvv_result="M"),), {}),
    ("amount_above_agreed", "12.5", (payment_row(), order_row(amount=100000)), (payment_row(), order_row()), {}),
    ("terms_accepted_after_sale", "13.7", (event("agreement", "2026-10-09"),), (event("agreement", "2026-09-09"),), {}),
]


@pytest.mark.parametrize(("code", "rule", "parts", "neighbour", "denial"), SCENES, ids=[f"{row[0]}-{n}" for n, row in enumerate(SCENES)])
def test_adverse_fact_is_collected_and_its_neighbour_is_not(
    code: str, rule: str, parts: tuple[Any, ...], neighbour: tuple[Any, ...], denial: dict[str, Any]
) -> None:
    found = build(rule, *parts, **denial)
    beside = build(
        rule, *neighbour, **({} if code == "missing_document" else denial), **({"place": "US"} if code == "missing_document" else {})
    )

    assert code in codes(found)
    assert code not in codes(beside)
    for reason in found.adverse:
        for language in Language:
            assert "{" not in say(reason, language)
            assert say(reason, language) != reason.code


def test_a_sale_by_telephone_is_adverse_to_a_claim_of_not_me_only() -> None:
    assert "sold_by_phone" in codes(build("10.4", goods={"sold_by": "phone"}))
    assert "sold_by_phone" not in codes(build("13.1", goods={"sold_by": "phone"}))


def test_both_charges_in_one_minute_are_adverse() -> None:
    twin = given.record("transactions", "2026-09-30T10:00", id="A-78", account="c-12", amount=125000, currency="ILS", order="A-78")

    assert "same_minute_same_basket" in codes(build("12.6.1", payment_row(), twin))


def test_our_own_admission_comes_first() -> None:
    timeline = build(
        "13.1", event("message_in", "2026-10-10", "Where is it?", "customer"), event("message_out", "2026-10-09", "our mistake, sorry")
    )

    assert timeline.adverse[0].code == "adverse.fault_admitted"
