"""Square's messages, field by field."""

import base64
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from inboxes import body, loaded, one, read
from yosher.adapters.processors.square import shapes
from yosher.cases.model import Due, Says
from yosher.desk.ports import SignatureWrong
from yosher.kernel.money import Money
from yosher.kernel.words import Network, Phase

ENUMS = loaded("square", "enums.json")
ADDRESS, KEY = "https://shop.example.com/hooks/square", "square-key"
SECRET = f"{ADDRESS}\n{KEY}\n"


def dispute(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = loaded("square", "ListDisputesResponse.json")["disputes"][1]
    return found | changes


def signature(content: bytes, address: str = ADDRESS, key: str = KEY) -> str:
    return base64.b64encode(hmac.new(key.encode(), address.encode() + content, "sha256").digest()).decode()


def test_published_dispute_field_by_field() -> None:
    found = one("square", dispute())
    assert (found.ref, found.says, found.phase) == ("jLGg7aXC7lvKPr9PISt0T", Says.OPENED, Phase.FIRST_CHARGEBACK)
    assert (found.network, found.network_raw, found.code) == (Network.VISA, "VISA", None)
    assert found.amount == Money(2209, "USD")
    assert found.happened.at == datetime(2022, 4, 29, 18, 45, 22, 265000, tzinfo=UTC)
    assert (found.due.by, found.due.at) == (Due.PROCESSOR, datetime(2022, 5, 13, tzinfo=UTC))
    assert (found.payment_ref, found.transaction.id) == ("zhyh1ch64kRBrrlfVhwjCEjZWzNZY", "zhyh1ch64kRBrrlfVhwjCEjZWzNZY")
    assert (found.reason, found.reason_raw, found.status_raw) == ("product_unacceptable", "NOT_AS_DESCRIBED", "EVIDENCE_REQUIRED")


@pytest.mark.parametrize(
    ("state", "says", "phase"),
    [
        ("INQUIRY_EVIDENCE_REQUIRED", Says.OPENED, Phase.INQUIRY),
        ("INQUIRY_PROCESSING", Says.UNDER_REVIEW, Phase.INQUIRY),
        ("INQUIRY_CLOSED", Says.CLOSED, Phase.INQUIRY),
        ("EVIDENCE_REQUIRED", Says.OPENED, Phase.FIRST_CHARGEBACK),
        ("PROCESSING", Says.UNDER_REVIEW, Phase.FIRST_CHARGEBACK),
        ("WON", Says.WON, Phase.FIRST_CHARGEBACK),
        ("LOST", Says.LOST, Phase.FIRST_CHARGEBACK),
        ("ACCEPTED", Says.ACCEPTED, Phase.FIRST_CHARGEBACK),
    ],
)
def test_state_in_our_words(state: str, says: Says, phase: Phase) -> None:
    found = one("square", dispute(state=state))
    assert (found.says, found.phase) == (says, phase)


def test_every_published_word_is_known() -> None:
    assert set(ENUMS["DisputeState"]) == set(shapes.STATE)
    assert set(ENUMS["DisputeReason"]) == set(shapes.REASON)
    assert set(shapes.NETWORK) <= set(ENUMS["CardBrand"])


@pytest.mark.parametrize(
    ("brand", "network"),
    [
        ("AMERICAN_EXPRESS", Network.AMEX),
        ("DISCOVER_DINERS", Network.DINERS),
        ("CHINA_UNIONPAY", Network.UNIONPAY),
        ("FELICA", Network.OTHER),
    ],
)
def test_card_brand_in_our_words(brand: str, network: Network) -> None:
    assert one("square", dispute(card_brand=brand)).network is network


def test_reason_that_nobody_may_challenge_leaves_no_answer() -> None:
    assert one("square", dispute(reason="EMV_LIABILITY_SHIFT")).due.by is Due.NO_ANSWER_POSSIBLE
    assert one("square", dispute(reason="EMV_LIABILITY_SHIFT", state="LOST")).due.by is Due.PROCESSOR


def test_missing_due_date_says_nothing() -> None:
    assert one("square", dispute(due_at=None)).due.by is Due.NOT_STATED


def test_webhook_answer_and_list_are_opened() -> None:
    found = one("square", body("square", "webhook.json"))
    assert (found.ref, found.amount, found.network) == ("bVTprrwk0gygTLZ96VX1oB", Money(5000, "JPY"), Network.AMEX)
    assert one("square", body("square", "AcceptDisputeResponse.json")).says is Says.ACCEPTED
    listed = loaded("square", "ListDisputesResponse.json")
    listed["disputes"].insert(0, {"amount_money": {"amount": "x", "currency": "USD"}, "id": "d"})
    reading = read("square", listed)
    assert len(reading.incoming) == 2
    assert [(refusal.row, refusal.code) for refusal in reading.refused] == [(1, "intake.amount_unreadable")]


def test_older_name_of_the_id_counts_too() -> None:
    old = {name: value for name, value in dispute().items() if name != "id"}
    assert one("square", old | {"dispute_id": "old-1"}).ref == "old-1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (dispute(id=None), "intake.no_reference"),
        (dispute(amount_money=None), "intake.currency_missing"),
        (dispute(amount_money={"currency": "USD"}), "intake.amount_missing"),
        (dispute(amount_money={"amount": 1.5, "currency": "USD"}), "intake.amount_unreadable"),
        ({"disputes": []}, "intake.no_dispute_in_it"),
        ({"type": "dispute.created", "data": {"object": {}}}, "intake.no_reference"),
        ({"type": "dispute.state.updated"}, "intake.no_reference"),
        ({"type": "dispute.evidence.deleted", "data": {"object": {}}}, "intake.no_dispute_in_it"),
        ([], "intake.no_dispute_in_it"),
    ],
)
def test_what_cannot_be_read_is_refused_and_named(content: Any, code: str) -> None:
    assert [refusal.code for refusal in read("square", content).refused] == [code]


def test_right_signature_over_address_and_body_confirms() -> None:
    content = json.dumps(dispute()).encode()
    assert one("square", content, signature=signature(content), secret=SECRET).confirmed


@pytest.mark.parametrize(
    ("address", "key", "given", "code"),
    [
        (ADDRESS + "/", KEY, SECRET, "intake.signature_wrong"),
        (ADDRESS, "other", SECRET, "intake.signature_wrong"),
        (ADDRESS, KEY, KEY, "intake.signature_not_checkable"),
        (ADDRESS, KEY, "a\nb\nc", "intake.signature_not_checkable"),
    ],
)
def test_other_address_key_or_half_a_secret_is_refused(address: str, key: str, given: str, code: str) -> None:
    content = json.dumps(dispute()).encode()
    with pytest.raises(SignatureWrong) as refused:
        read("square", content, signature=signature(content, address, key), secret=given)
    assert refused.value.reason.code == code
