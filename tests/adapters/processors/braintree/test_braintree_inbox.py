"""Braintree's messages, field by field."""

import base64
import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from given import organisation
from inboxes import loaded, one, read
from yosher.adapters.processors.braintree import shapes
from yosher.cases.model import Due, Says
from yosher.desk.ports import SignatureWrong
from yosher.kernel.money import Money
from yosher.kernel.words import Network, Phase

SIGNED = loaded("braintree", "signed.json")
SAMPLES: dict[str, dict[str, str]] = SIGNED["samples"]
PRIVATE = SIGNED["private_key"]
OPENED = SAMPLES["DisputeOpened"]

KINDS = [
    ("DisputeOpened", Says.OPENED, "open"),
    ("DisputeUnderReview", Says.UNDER_REVIEW, "under_review"),
    ("DisputeWon", Says.WON, "won"),
    ("DisputeLost", Says.LOST, "lost"),
    ("DisputeAccepted", Says.ACCEPTED, "accepted"),
    ("DisputeAutoAccepted", Says.ACCEPTED, "auto_accepted"),
    ("DisputeDisputed", Says.UNDER_REVIEW, "disputed"),
    ("DisputeExpired", Says.EXPIRED, "expired"),
]


def xml(posted: dict[str, str] = OPENED) -> str:
    return base64.b64decode(posted["bt_payload"]).decode()


def dispute(inside: str) -> bytes:
    start = "<id>d1</id><currency-iso-code>USD</currency-iso-code><created-at>2026-01-01T00:00:00Z</created-at>"
    return f"<dispute>{start}{inside}</dispute>".encode()


@pytest.mark.parametrize(("kind", "says", "status"), KINDS)
def test_signed_sample_of_each_kind(kind: str, says: Says, status: str) -> None:
    found = one("braintree", SAMPLES[kind], secret=PRIVATE)
    assert (found.says, found.status_raw, found.confirmed) == (says, status, True)
    assert found.happened.at.date() == date(2026, 11, 22)


def test_every_kind_of_sample_is_in_the_table() -> None:
    assert set(SAMPLES) == {kind for kind, _, _ in KINDS}
    assert set(shapes.STATUS) == {status for _, _, status in KINDS}


def test_sample_field_by_field() -> None:
    found = one("braintree", OPENED)
    assert (found.ref, found.payment_ref) == ("dsp_123", "dsp_123")
    assert (found.amount, found.transaction.amount, found.amount_won) == (Money(10000, "USD"), Money(10000, "USD"), None)
    assert (found.network, found.network_raw, found.code) == (Network.VISA, "Visa", None)
    assert (found.phase, found.reason, found.reason_raw) == (Phase.FIRST_CHARGEBACK, "fraudulent", "fraud")
    assert (found.due.by, found.due.day_only) == (Due.PROCESSOR, True)
    assert found.due.at == datetime(2016, 2, 22, 23, 59, 59, tzinfo=organisation().tz)


def test_sum_won_counts_only_once_it_is_won() -> None:
    assert one("braintree", SAMPLES["DisputeWon"]).amount_won == Money(9500, "USD")
    assert all(one("braintree", posted).amount_won is None for kind, posted in SAMPLES.items() if kind != "DisputeWon")


def test_form_json_and_bare_xml_say_the_same() -> None:
    from_json = one("braintree", OPENED)
    assert one("braintree", urlencode(OPENED).encode()) == from_json
    assert one("braintree", xml().encode()) == from_json
    assert one("braintree", urlencode(OPENED).encode(), secret=PRIVATE).confirmed


@pytest.mark.parametrize(
    "posted",
    [
        {"bt_signature": OPENED["bt_signature"][:-1] + "0"},
        {"bt_payload": SAMPLES["DisputeWon"]["bt_payload"]},
        {"bt_signature": ""},
        {"bt_signature": "no bar in it"},
    ],
)
def test_changed_signature_or_payload_is_refused(posted: dict[str, str]) -> None:
    with pytest.raises(SignatureWrong):
        read("braintree", OPENED | posted, secret=PRIVATE)


def test_another_private_key_and_bare_xml_are_refused() -> None:
    with pytest.raises(SignatureWrong):
        read("braintree", OPENED, secret="another")
    with pytest.raises(SignatureWrong):
        read("braintree", xml().encode(), secret=PRIVATE)


def test_signature_given_beside_the_body_and_one_of_several_pairs_is_enough() -> None:
    pairs = f"other_key|00&{OPENED['bt_signature']}"
    assert one("braintree", OPENED | {"bt_signature": ""}, signature=pairs, secret=PRIVATE + "\n").confirmed


@pytest.mark.parametrize(
    ("inside", "phase"),
    [
        ("<amount>5.00</amount><kind>retrieval</kind>", Phase.RETRIEVAL),
        ("<amount>5.00</amount><kind>pre_arbitration</kind>", Phase.PRE_ARBITRATION),
        ("<amount>5.00</amount><kind>chargeback</kind>", Phase.FIRST_CHARGEBACK),
        ("<amount>5.00</amount><kind>brand_new</kind>", Phase.FIRST_CHARGEBACK),
    ],
)
def test_kind_tells_the_phase(inside: str, phase: Phase) -> None:
    assert one("braintree", dispute(inside + "<status>open</status>")).phase is phase


def test_refund_by_a_rule_of_the_network_was_prevented_not_accepted() -> None:
    found = one("braintree", dispute("<amount>5.00</amount><status>accepted</status><pre-dispute-program>visa_rdr</pre-dispute-program>"))
    assert (found.says, found.phase) == (Says.PREVENTED, Phase.ALERT)


@pytest.mark.parametrize(
    ("amount", "currency", "money"),
    [("100.00", "USD", Money(10000, "USD")), ("5000", "JPY", Money(5000, "JPY")), ("1.234", "KWD", Money(1234, "KWD"))],
)
def test_decimal_amounts_by_currency(amount: str, currency: str, money: Money) -> None:
    body = f"<dispute><id>d</id><amount-disputed>{amount}</amount-disputed><currency-iso-code>{currency}</currency-iso-code></dispute>"
    assert one("braintree", body.encode()).amount == money


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (dispute(""), "intake.amount_missing"),
        (dispute("<amount>12,00</amount>"), "intake.amount_unreadable"),
        (dispute("<amount>12.001</amount>"), "intake.amount_unreadable"),
        (b"<dispute><amount>1</amount></dispute>", "intake.no_reference"),
        (b"<notification><kind>subscription_canceled</kind><subject/></notification>", "intake.no_dispute_in_it"),
        (b"<notification><kind>dispute_opened</kind><subject/></notification>", "intake.no_reference"),
        (b'{"bt_signature": "k|00", "bt_payload": "***"}', "intake.payload_unreadable"),
        (b'{"bt_signature": "k|00", "bt_payload": "AAA"}', "intake.payload_unreadable"),
        (b'{"bt_signature": "k|00", "bt_payload": ""}', "intake.empty"),
        (b'{"bt_payload": 5}', "intake.no_dispute_in_it"),
        (b"<dispute>", "intake.not_xml"),
    ],
)
def test_what_cannot_be_read_is_refused_and_named(body: bytes, code: str) -> None:
    reading = read("braintree", body)
    assert [refusal.code for refusal in reading.refused] == [code]
    assert not reading.incoming


def test_search_result_keeps_the_good_and_numbers_the_bad() -> None:
    good, bad = dispute("<amount>5.00</amount>").decode(), dispute("<amount>x</amount>").decode()
    reading = read("braintree", f'<disputes type="collection">{good}{bad}{good}</disputes>'.encode())
    assert len(reading.incoming) == 2
    assert [refusal.row for refusal in reading.refused] == [2]


def test_without_a_webhook_the_last_entry_of_the_history_is_the_time() -> None:
    history = "".join(
        f"<status-history><status>x</status><timestamp>{at}</timestamp></status-history>"
        for at in ("2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z", "nonsense")
    )
    found = one("braintree", dispute(f'<amount>5.00</amount><status-history type="array">{history}</status-history>'))
    assert found.happened.at == datetime(2026, 5, 1, tzinfo=UTC)


def test_card_number_in_a_comment_is_masked() -> None:
    found = one("braintree", dispute("<amount>5.00</amount><forwarded-comments>card 4111111111111111 was stolen</forwarded-comments>"))
    assert "4111111111111111" not in found.claim
    assert found.claim.endswith("was stolen")


def test_notification_without_a_status_takes_it_from_the_kind() -> None:
    body = xml().replace("<status>open</status>", "", 1)
    posted: dict[str, Any] = {"bt_signature": "k|00", "bt_payload": base64.b64encode(body.encode()).decode()}
    assert one("braintree", json.dumps(posted).encode()).says is Says.OPENED
