"""A letter names a sum and a day; the order is the shop's own. It is found by the customer, or asked for, and never guessed."""

from dataclasses import replace
from typing import Any

import pytest

from commands import Line

LETTER = """
place: IL
told_by: {kind: acquirer, name: Isracard, channel: letter, received: 2026-11-22, answer_by: 2026-12-02}
denial: {network: visa, code: "13.1", amount: "1250.00", currency: ILS}
transaction: {date: 2026-09-30NUMBER}CUSTOMER
claim: "I never got the table"
"""
ORDERS = "order,date,total,email,item\n#1001,2026-09-30,1250.00,dana@x.example,table\n#1002,2026-09-30,90.50,ron@x.example,lamp\n"
SHIPMENTS = "order,carrier,tracking,shipped,delivered,signed_by\n1001,UPS,1Z9,2026-10-02,2026-10-05,Dana\n"


def answered(cli: Line, *, customer: str = "", order: str = "") -> Any:
    for name, text in (("orders.csv", ORDERS), ("shipments.csv", SHIPMENTS)):
        cli.did("history", "load", cli.form(text, name=name))
    given = f"\ncustomer: {{email: {customer}}}" if customer else ""
    text = LETTER.replace("NUMBER", f", order: {order}" if order else "").replace("CUSTOMER", given)
    (case,) = cli.did("intake", cli.form(text, name="letter.yaml"))["cases"]
    return cli.did("answer", case["case"])


def states(answer: Any) -> dict[str, str]:
    return {proof["kind"]: proof["state"] for proof in answer["evidence"]}


def test_the_same_sum_on_the_same_day_is_pointed_out_and_is_no_evidence(cli: Line) -> None:
    answer = answered(cli)
    (remark,) = answer["remarks"]
    assert remark["code"] == "evidence.deal_may_be"
    assert "#1001" in remark["text"]
    assert states(answer)["proof_of_delivery"] == "missing"


@pytest.mark.parametrize("named", [{"customer": "dana@x.example"}, {"order": "1001"}, {"order": '"#1001"'}])
def test_the_customer_or_the_number_brings_the_order_and_its_shipment(cli: Line, named: dict[str, str]) -> None:
    answer = answered(cli, **named)
    assert states(answer)["proof_of_delivery"] == "present"
    assert bool(answer["remarks"]) is ("order" not in named)


def test_another_customers_order_is_neither_taken_nor_named(cli: Line) -> None:
    answer = answered(cli, customer="someone@else.example")
    assert answer["remarks"] == []
    assert states(answer)["proof_of_delivery"] == "missing"


@pytest.mark.parametrize(("language", "title"), [("en", "Look at this"), ("he", "כדאי לשים לב")])
def test_the_page_points_it_out(cli: Line, language: str, title: str) -> None:
    case = answered(cli)["case"]
    assert title in replace(cli, language=language).page("answer", case).stdout
