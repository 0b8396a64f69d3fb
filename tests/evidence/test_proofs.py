"""What the rule asks for against what there is: present, weak, missing, not applicable."""

from datetime import date
from typing import Any

import pytest

import given
from evidence.scenes import build, event, order_row, payment_row, proof, shipment_row, state
from yosher.evidence.model import Readable, Strength
from yosher.kernel.words import ClaimFamily, Language, Network
from yosher.phrases.say import say
from yosher.rulebook.lookup import rule_for
from yosher.rulebook.model import Rule

PICTURE = {"media_type": "image/png", "readable": Readable.UNREAD, "text": ""}


@pytest.mark.parametrize(
    ("name", "parts", "expected", "because"),
    [
        ("nothing", (), "missing", "nothing_shown"),
        ("described", (given.described("proof_of_delivery", shows="delivered"),), "weak", "described_only"),
        (
            "described, told by ourselves as well",
            (given.described("proof_of_delivery"), event("delivered", "2026-10-07", "we drove it there", "our driver")),
            "weak",
            "described_only",
        ),
        (
            "described, the courier says the same",
            (given.described("proof_of_delivery", day=date(2026, 10, 7)), event("delivered", "2026-10-07", "נמסר", "שליח")),
            "present",
            "described_confirmed",
        ),
        (
            "described for another day than the courier's",
            (given.described("proof_of_delivery", day=date(2026, 10, 9)), event("delivered", "2026-10-07", "", "courier")),
            "weak",
            "described_other_day",
        ),
        ("told by the courier, no paper", (event("delivered", "2026-10-07", "", "courier"),), "weak", "told_without_paper"),
        ("told by ourselves", (event("delivered", "2026-10-07"),), "weak", "told_without_paper"),
        ("picture", (given.exhibit("proof_of_delivery", **PICTURE),), "weak", "unread"),
        (
            "picture, even when the courier says the same",
            (given.exhibit("proof_of_delivery", **PICTURE), event("delivered", "2026-10-07", "", "courier")),
            "weak",
            "unread",
        ),
        ("file that says so", (given.exhibit("proof_of_delivery", text="A-77 delivered, signed"),), "present", "file_says"),
        ("Hebrew file that says so", (given.exhibit("proof_of_delivery", text="הזמנה A-77 נמסרה"),), "present", "file_says"),
        ("file about something else", (given.exhibit("proof_of_delivery", text="Lorem ipsum dolor sit amet"),), "weak", "does_not_say"),
        (
            "file without the day it was handed in for",
            (given.exhibit("proof_of_delivery", text="A-77 delivered 9.10.2026", day=date(2026, 10, 7)),),
            "weak",
            "date_not_confirmed",
        ),
        (
            "file that says both and no day",
            (given.exhibit("proof_of_delivery", text="A-77: delivery failed. delivered."),),
            "weak",
            "speaks_both_ways",
        ),
        ("record", (order_row(), shipment_row()), "present", "record_says"),
        ("record of another order", (order_row(), shipment_row(order="B-1")), "missing", "nothing_shown"),
    ],
)
def test_proof_of_delivery(name: str, parts: tuple[object, ...], expected: str, because: str) -> None:
    found = proof(build("13.1", *parts), "proof_of_delivery")

    assert found.state == expected
    assert found.because[0].code == f"evidence.{because}"
    for language in Language:
        assert "{" not in say(found.because[0], language)


@pytest.mark.parametrize(
    ("text", "expected"), [("", "missing"), ("we drove it there", "missing"), ("Tracking RR77", "weak"), ("מספר משלוח RR77", "weak")]
)
def test_a_delivery_that_is_told_tells_of_no_tracking_number_by_itself(text: str, expected: str) -> None:
    assert proof(build("13.1", event("delivered", "2026-10-07", text)), "tracking_number").state == expected


def test_a_screenshot_of_a_chat_supports_and_no_more() -> None:
    chat = given.exhibit("customer_communication", text="Dana: thanks, received A-77", media_type="image/png")
    export = given.exhibit("customer_communication", text="Dana: thanks, received A-77", media_type="text/plain", sha256="2")

    assert state(build("13.1", chat), "customer_communication") == "weak"
    assert state(build("13.1", export), "customer_communication") == "present"


def test_needs_of_other_goods_are_not_applicable() -> None:
    physical, digital = build("13.1"), build("13.1", goods={"kind": "digital"})

    assert state(physical, "access_activity_log") == "not_applicable"
    assert state(digital, "access_activity_log") == "missing"
    assert state(digital, "proof_of_delivery") == "not_applicable"


def test_with_unknown_goods_every_need_is_looked_at() -> None:
    timeline = build("13.1", goods={"kind": None})

    assert {state(timeline, kind) for kind in ("proof_of_delivery", "access_activity_log", "service_completion_record")} == {"missing"}


def test_goods_are_read_from_what_happened_to_them() -> None:
    timeline = build("13.1", event("shipped", "2026-10-02"), goods={"kind": None})

    assert state(timeline, "access_activity_log") == "not_applicable"


def test_a_met_group_asks_for_no_other_item() -> None:
    timeline = build("13.1", order_row(), shipment_row())

    assert state(timeline, "pickup_record") == "not_applicable"
    assert "pickup_record" not in {missing.kind for missing in timeline.missing}


def test_an_unmet_group_names_every_way() -> None:
    missing = {missing.kind: missing.reason.code for missing in build("13.1").missing}

    assert missing["proof_of_delivery"] == missing["pickup_record"] == "evidence.missing_one_of"
    assert missing["tracking_number"] == "evidence.missing_helpful"


def test_required_items_are_named_first() -> None:
    codes = [missing.reason.code for missing in build("13.2").missing]

    assert codes[0] == "evidence.missing_required"
    assert codes == sorted(codes, key=lambda code: code == "evidence.missing_helpful")


def test_proof_of_a_credit_is_never_asked_for_where_it_stands_instead() -> None:
    timeline = build("13.2")

    assert state(timeline, "refund_record") == "not_applicable"
    assert "refund_record" not in {missing.kind for missing in timeline.missing}


def prior(ref: str, when: str, **values: object) -> object:
    plain = {"id": ref, "account": "c-12", "pm": "pm-1", "ip": "1.1.1.1", "device": "d-1", "amount": 1000, "currency": "ILS"}
    return given.record("transactions", when, **(plain | values))


TODAY = payment_row(ip="1.1.1.1", device="d-1")


@pytest.mark.parametrize(
    ("name", "history", "expected"),
    [
        ("two inside the window", [("2026-03-01", {}), ("2026-04-01", {})], "present"),
        ("only one", [("2026-03-01", {})], "missing"),
        ("one too young", [("2026-03-01", {}), ("2026-08-01", {})], "missing"),
        ("one too old", [("2026-03-01", {}), ("2025-09-01", {})], "missing"),
        ("one disputed", [("2026-03-01", {}), ("2026-04-01", {"disputed": True})], "missing"),
        ("another card", [("2026-03-01", {}), ("2026-04-01", {"pm": "pm-2"})], "missing"),
        ("only the account is equal", [("2026-03-01", {"ip": "2", "device": "2"}), ("2026-04-01", {"ip": "3", "device": "3"})], "weak"),
        ("address and account, another device", [("2026-03-01", {"device": "2"}), ("2026-04-01", {"device": "2"})], "present"),
    ],
)
def test_earlier_undisputed_payments_count_as_visa_counts_them(
    name: str, history: list[tuple[str, dict[str, object]]], expected: str
) -> None:
    rows = [prior(f"h-{number}", when, **values) for number, (when, values) in enumerate(history)]
    timeline = build("10.4", TODAY, history=rows)

    assert state(timeline, "prior_undisputed_transactions") == expected


def test_matching_elements_without_earlier_payments_are_weak() -> None:
    timeline = build("10.4", given.exhibit("ip_address_match", text="IP address 1.1.1.1 as before, A-77", sha256="1"))

    assert state(timeline, "ip_address_match") == "weak"
    assert proof(timeline, "ip_address_match").because[-1].code == "evidence.pair_incomplete"


@pytest.mark.parametrize(
    ("name", "code", "parts", "expected"),
    [
        ("nothing", "13.1", (), Strength.JUNK_ONLY),
        ("only junk", "13.1", (given.exhibit("proof_of_delivery", readable=Readable.EMPTY, text=""),), Strength.JUNK_ONLY),
        ("described", "13.1", (given.described("proof_of_delivery"),), Strength.WEAK_OR_DESCRIBED),
        ("the one required group met", "13.1", (order_row(), shipment_row()), Strength.ALL_ELEMENTS),
        ("one of two", "13.2", (given.exhibit("subscription_agreement", text="Subscription agreement A-77"),), Strength.ONE_MISSING),
        (
            "one of two weak",
            "13.2",
            (
                given.exhibit("subscription_agreement", text="Subscription agreement A-77", sha256="1"),
                given.described("no_cancellation_request_log"),
            ),
            Strength.ONE_MISSING,
        ),
        (
            "both",
            "13.2",
            (
                given.exhibit("subscription_agreement", text="Subscription agreement A-77", sha256="1"),
                given.exhibit("no_cancellation_request_log", text="No cancellation request found for A-77", sha256="2"),
            ),
            Strength.ALL_ELEMENTS,
        ),
        ("gate", "13.1", (order_row(), shipment_row(), event("refund", "2026-10-20", "1,250 ILS", "processor")), Strength.GATE),
        (
            "part refunded is no gate",
            "13.1",
            (order_row(), shipment_row(), event("refund", "2026-10-20", "250 ILS", "processor")),
            Strength.ALL_ELEMENTS,
        ),
        (
            "a refund answers the missing credit",
            "13.6",
            (given.exhibit("refund_record", text="Refund ILS 1,250.00 A-77", day=date(2026, 10, 20)),),
            Strength.ALL_ELEMENTS,
        ),
    ],
)
def test_strength_of_the_whole(name: str, code: str, parts: tuple[object, ...], expected: Strength) -> None:
    assert build(code, *parts).strength is expected


def test_the_record_of_a_whole_refund_is_shown_under_a_rule_that_does_not_ask_for_it() -> None:
    back = given.record("refunds", "2026-10-20", id="r", order="A-77", amount=125000, currency="ILS", arn="74")
    found = {proof.kind: proof for proof in build("13.1", payment_row(), back).proofs}
    assert found["refund_record"].exhibits
    part = given.record("refunds", "2026-10-20", id="r", order="A-77", amount=5000, currency="ILS", arn="74")
    assert "refund_record" not in {proof.kind for proof in build("13.1", payment_row(), part).proofs}


UNKNOWN: dict[str, Any] = {"transaction": {"card_present": None}, "goods": {"sold_by": None}}
NO_CODE = rule_for(Network.OTHER, None, claim_family=ClaimFamily.PROCESSING_ERROR)
ABOUT_CHIPS, ABOUT_NUMBERS = rule_for(Network.VISA, "10.1"), rule_for(Network.VISA, "12.4")
CHIP = "emv_chip_read_data"


@pytest.mark.parametrize(
    ("the_rule", "denial", "expected"),
    [
        (NO_CODE, UNKNOWN, "not_applicable"),
        (ABOUT_NUMBERS, UNKNOWN, "not_applicable"),
        (ABOUT_CHIPS, {"transaction": {"card_present": False}}, "not_applicable"),
        (ABOUT_CHIPS, {"transaction": {"card_present": None}, "goods": {"sold_by": "web"}}, "not_applicable"),
        (ABOUT_CHIPS, UNKNOWN, "missing"),
        (NO_CODE, {"transaction": {"card_present": True}}, "missing"),
        (ABOUT_NUMBERS, {"transaction": {"card_present": None}, "goods": {"sold_by": "shop"}}, "missing"),
    ],
    ids=["nothing known", "another error", "from afar", "on the web", "the code is about chips", "said to be there", "in a shop"],
)
def test_what_only_a_terminal_records_is_asked_for_only_where_there_was_one(the_rule: Rule, denial: dict[str, Any], expected: str) -> None:
    timeline = build(the_rule=the_rule, **denial)
    assert state(timeline, CHIP) == expected
    assert (CHIP in {missing.kind for missing in timeline.missing}) == (expected == "missing")


def test_a_code_about_terminals_leaves_its_other_papers_to_a_sale_from_afar() -> None:
    timeline = build(the_rule=rule_for(Network.VISA, "10.3"))
    assert state(timeline, "pin_or_chip_verification_log") == "not_applicable"
    assert state(timeline, "signed_receipt") == "missing"
    assert timeline.strength is Strength.JUNK_ONLY


def test_what_a_terminal_recorded_counts_wherever_it_is_handed_in() -> None:
    read = given.exhibit(CHIP, text="EMV chip read, order A-77, ILS 1,250.00")
    assert proof(build("12.4", read, the_rule=ABOUT_NUMBERS, **UNKNOWN), CHIP).exhibits == (read.id,)


@pytest.mark.parametrize(
    ("language", "says"), [(Language.EN, "Nothing says that the card was there"), (Language.HE, "לא ידוע שהכרטיס היה נוכח")]
)
def test_why_it_is_not_asked_for_is_said(language: Language, says: str) -> None:
    assert says in say(proof(build(the_rule=NO_CODE, **UNKNOWN), CHIP).because[0], language)
