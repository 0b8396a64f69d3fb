"""PayPal's messages, field by field."""

from datetime import UTC, datetime
from typing import Any

import pytest

from inboxes import body, loaded, one, read
from yosher.adapters.processors.paypal import shapes
from yosher.cases.model import Due, Says
from yosher.desk.ports import SignatureWrong
from yosher.kernel.money import Money
from yosher.kernel.words import GoodsKind, Network, Phase

ENUMS = loaded("paypal", "enums.json")


def dispute(**changes: Any) -> dict[str, Any]:
    return loaded("paypal", "inquiry.json") | changes


def resolved(outcome: str | None, **changes: Any) -> dict[str, Any]:
    return dispute(status="RESOLVED", dispute_outcome={"outcome_code": outcome}, **changes)


def test_inquiry_field_by_field() -> None:
    found = one("paypal", dispute())
    assert (found.ref, found.says, found.phase) == ("PP-D-12345", Says.OPENED, Phase.INQUIRY)
    assert (found.network, found.code) == (Network.PAYPAL, "MERCHANDISE_OR_SERVICE_NOT_RECEIVED")
    assert (found.reason, found.reason_raw) == ("product_not_received", "MERCHANDISE_OR_SERVICE_NOT_RECEIVED")
    assert (found.amount, found.transaction.amount) == (Money(9600, "USD"), Money(19200, "USD"))
    assert found.happened.at == datetime(2026, 10, 12, 8, 0, 10, tzinfo=UTC)
    assert (found.due.by, found.due.at) == (Due.PROCESSOR, datetime(2026, 10, 30, 22, 31, 55, tzinfo=UTC))
    assert (found.payment_ref, found.transaction.order) == ("3BC38643YC807283S", "A-77")
    assert (found.customer.name, found.goods.kind, found.goods.description) == ("Dana Levi", GoodsKind.PHYSICAL, "Oak table")


def test_claim_is_what_the_buyer_wrote_and_nobody_else() -> None:
    assert one("paypal", dispute()).claim == "לא קיבלתי את המוצר\n\nthe courier never came"


def test_webhook_of_a_card_dispute_goes_by_the_card_networks_code() -> None:
    found = one("paypal", body("paypal", "webhook-external.json"))
    assert (found.network, found.code, found.phase) == (Network.VISA, "10.4", Phase.FIRST_CHARGEBACK)
    assert (found.amount, found.reason, found.due.by) == (Money(5000, "JPY"), "fraudulent", Due.NOT_STATED)


@pytest.mark.parametrize(
    ("code", "network"),
    [
        ("13.1", Network.VISA),
        ("12.6.1", Network.VISA),
        ("4853", Network.MASTERCARD),
        ("C08", Network.AMEX),
        ("FR2", Network.AMEX),
        ("UA02", Network.DISCOVER),
        ("RG", Network.DISCOVER),
        ("something else", Network.OTHER),
    ],
)
def test_shape_of_a_card_code_tells_the_network(code: str, network: Network) -> None:
    found = one("paypal", dispute(dispute_channel="EXTERNAL", external_reason_code=code))
    assert (found.network, found.code) == (network, code)


def test_card_dispute_without_a_code_names_no_network() -> None:
    found = one("paypal", dispute(dispute_channel="EXTERNAL"))
    assert (found.network, found.code, found.reason) == (Network.OTHER, None, "product_not_received")


def test_every_published_word_is_known() -> None:
    assert set(ENUMS["dispute_reason"]) == set(shapes.REASON)
    assert set(ENUMS["status"]) - {"OTHER", "RESOLVED"} == set(shapes.STATUS)
    assert set(ENUMS["dispute_lifecycle_stage"]) == set(shapes.STAGE)
    assert set(ENUMS["outcome_code"]) - {"RESOLVED_WITH_PAYOUT"} == set(shapes.OUTCOME)
    assert set(ENUMS["adjudication_type"]) == set(shapes.ADJUDICATION)


@pytest.mark.parametrize(
    ("status", "channel", "says"),
    [
        ("OPEN", "INTERNAL", Says.OPENED),
        ("WAITING_FOR_SELLER_RESPONSE", "EXTERNAL", Says.OPENED),
        ("WAITING_FOR_SELLER_RESPONSE", "ALERT", Says.ALERT),
        ("WAITING_FOR_BUYER_RESPONSE", "INTERNAL", Says.UNDER_REVIEW),
        ("UNDER_REVIEW", "ALERT", Says.UNDER_REVIEW),
        ("OTHER", "INTERNAL", Says.UNKNOWN),
    ],
)
def test_status_and_channel_in_our_words(status: str, channel: str, says: Says) -> None:
    assert one("paypal", dispute(status=status, dispute_channel=channel)).says is says


@pytest.mark.parametrize(
    ("stage", "channel", "phase"),
    [
        ("INQUIRY", "INTERNAL", Phase.INQUIRY),
        ("CHARGEBACK", "EXTERNAL", Phase.FIRST_CHARGEBACK),
        ("PRE_ARBITRATION", "EXTERNAL", Phase.PRE_ARBITRATION),
        ("ARBITRATION", "EXTERNAL", Phase.ARBITRATION),
        ("INQUIRY", "ALERT", Phase.ALERT),
        (None, "INTERNAL", Phase.FIRST_CHARGEBACK),
    ],
)
def test_stage_and_channel_tell_the_phase(stage: str | None, channel: str, phase: Phase) -> None:
    assert one("paypal", dispute(dispute_life_cycle_stage=stage, dispute_channel=channel)).phase is phase


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ("RESOLVED_BUYER_FAVOUR", Says.LOST),
        ("RESOLVED_SELLER_FAVOUR", Says.WON),
        ("CANCELED_BY_BUYER", Says.WITHDRAWN),
        ("ACCEPTED", Says.ACCEPTED),
        ("DENIED", Says.WON),
        ("NONE", Says.CLOSED),
        ("RESOLVED_WITH_PAYOUT", Says.UNKNOWN),
        ("SOMETHING_NEW", Says.UNKNOWN),
        (None, Says.UNKNOWN),
    ],
)
def test_outcome_of_a_resolved_dispute(outcome: str | None, says: Says) -> None:
    found = one("paypal", resolved(outcome))
    assert found.says is says
    assert found.status_raw == "/".join(part for part in ("RESOLVED", outcome) if part)


@pytest.mark.parametrize(
    ("types", "says"),
    [
        (["PAYOUT_TO_SELLER"], Says.WON),
        (["PAYOUT_TO_BUYER"], Says.WON),
        (["PAYOUT_TO_BUYER", "RECOVER_FROM_SELLER"], Says.LOST),
        (["DENY_BUYER"], Says.WON),
        (["NEW"], Says.UNKNOWN),
    ],
)
def test_payout_is_told_apart_by_who_paid(types: list[str], says: Says) -> None:
    assert one("paypal", resolved("RESOLVED_WITH_PAYOUT", adjudications=[{"type": kind} for kind in types])).says is says


def refund(value: str, currency: str = "USD") -> dict[str, Any]:
    outcome = {"outcome_code": "RESOLVED_BUYER_FAVOUR", "amount_refunded": {"currency_code": currency, "value": value}}
    return dispute(status="RESOLVED", dispute_outcome=outcome)


def test_refund_of_a_part_is_a_part_won() -> None:
    found = one("paypal", refund("20.00"))
    assert (found.says, found.amount_won) == (Says.PARTLY_WON, Money(7600, "USD"))


@pytest.mark.parametrize("whole", [refund("96.00"), refund("0.00"), refund("20.00", "EUR"), refund("x")])
def test_refund_of_the_whole_or_of_nothing_known_is_lost(whole: dict[str, Any]) -> None:
    found = one("paypal", whole)
    assert (found.says, found.amount_won) == (Says.LOST, None)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dispute_id": None}, "intake.no_reference"),
        ({"dispute_amount": None}, "intake.amount_missing"),
        ({"dispute_amount": {"currency_code": "USD"}}, "intake.amount_missing"),
        ({"dispute_amount": {"value": "1.00"}}, "intake.currency_missing"),
        ({"dispute_amount": {"currency_code": "XYZ", "value": "1.00"}}, "intake.unknown_currency"),
        ({"dispute_amount": {"currency_code": "JPY", "value": "1.50"}}, "intake.amount_unreadable"),
        ({"dispute_amount": {"currency_code": "USD", "value": "1_000"}}, "intake.amount_unreadable"),
        ({"dispute_amount": {"currency_code": "USD", "value": "1e3"}}, "intake.amount_unreadable"),
        ({"dispute_amount": {"currency_code": "USD", "value": "١٢"}}, "intake.amount_unreadable"),
        ({"dispute_amount": {"currency_code": "USD", "value": ["1"]}}, "intake.wrong_type"),
    ],
)
def test_what_cannot_be_read_is_refused_and_named(changes: dict[str, Any], code: str) -> None:
    reading = read("paypal", dispute(**changes))
    assert [refusal.code for refusal in reading.refused] == [code]
    assert not reading.incoming


def test_list_gives_each_and_numbers_the_bad() -> None:
    listed = loaded("paypal", "list.json")
    listed["items"].insert(1, {"note": "x"})
    reading = read("paypal", listed)
    assert [one.denial.ref for one in reading.incoming] == ["PP-D-777", "PP-D-12345"]
    assert [refusal.row for refusal in reading.refused] == [2]
    assert [refusal.code for refusal in read("paypal", {"items": []}).refused] == ["intake.no_dispute_in_it"]


def test_event_about_something_else_is_refused_by_its_name() -> None:
    (refusal,) = read("paypal", {"event_type": "PAYMENT.CAPTURE.COMPLETED", "resource": dispute()}).refused
    assert refusal.values == {"found": "PAYMENT.CAPTURE.COMPLETED"}


@pytest.mark.parametrize("given", [{"signature": "abc"}, {"secret": "cert"}, {"signature": "abc", "secret": "cert"}])
def test_signature_is_refused_because_it_cannot_be_checked_here(given: dict[str, str]) -> None:
    with pytest.raises(SignatureWrong) as refused:
        read("paypal", dispute(), **given)
    assert refused.value.reason.code == "intake.signature_not_checkable"


def test_due_date_that_cannot_be_read_is_noted_not_lost() -> None:
    reading = read("paypal", dispute(seller_response_due_date="tomorrow"))
    assert reading.incoming[0].denial.due.by is Due.NOT_STATED
    assert [note.code for note in reading.notes] == ["intake.due_unreadable"]
