"""Adyen's messages, field by field."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from inboxes import body, loaded, one, read
from yosher.adapters.processors.adyen import shapes
from yosher.cases.model import Due, Says
from yosher.desk.ports import SignatureWrong
from yosher.kernel.money import Money
from yosher.kernel.words import Network, Phase

SIGNED = loaded("adyen", "signed-item.json")
KEY, ITEM = SIGNED["hmac_key"], SIGNED["item"]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def item(more: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return ITEM | {"additionalData": ITEM["additionalData"] | (more or {})} | changes


# Every event of the specification, by its published example where there is one.
EVENTS = [
    ("REQUEST_FOR_INFORMATION", Says.OPENED, Phase.RETRIEVAL, Network.MASTERCARD, None),
    ("NOTIFICATION_OF_FRAUD", Says.FRAUD_REPORT, Phase.ALERT, Network.VISA, "6"),
    ("NOTIFICATION_OF_CHARGEBACK", Says.OPENED, Phase.FIRST_CHARGEBACK, Network.MASTERCARD, "4853"),
    ("CHARGEBACK", Says.OPENED, Phase.FIRST_CHARGEBACK, Network.MASTERCARD, "4853"),
    ("INFORMATION_SUPPLIED", Says.UNDER_REVIEW, Phase.FIRST_CHARGEBACK, Network.VISA, "13.3"),
    ("CHARGEBACK_REVERSED", Says.UNDER_REVIEW, Phase.FIRST_CHARGEBACK, Network.MASTERCARD, None),
    ("ISSUER_RESPONSE_TIMEFRAME_EXPIRED", Says.WON, Phase.FIRST_CHARGEBACK, Network.VISA, "13.1"),
    ("DISPUTE_DEFENSE_PERIOD_ENDED", Says.LOST, Phase.FIRST_CHARGEBACK, Network.VISA, "10.4"),
    ("ISSUER_COMMENTS", Says.UPDATED, Phase.FIRST_CHARGEBACK, Network.VISA, "13.3"),
    ("SECOND_CHARGEBACK", Says.LOST, Phase.PRE_ARBITRATION, Network.JCB, "502"),
    ("PREARBITRATION_WON", Says.WON, Phase.PRE_ARBITRATION, Network.OTHER, None),
    ("PREARBITRATION_LOST", Says.LOST, Phase.PRE_ARBITRATION, Network.VISA, None),
]
WITHOUT_EXAMPLE = [
    ("PREARBITRATION_OPEN", Says.OPENED),
    ("PREARBITRATION_DECLINED", Says.UNDER_REVIEW),
    ("PREARBITRATION_ACCEPTED", Says.ACCEPTED),
    ("PREARBITRATION_ISSUER_WITHDRAWN", Says.WITHDRAWN),
]


@pytest.mark.parametrize(("event", "says", "phase", "network", "code"), EVENTS)
def test_published_example_in_our_words(event: str, says: Says, phase: Phase, network: Network, code: str | None) -> None:
    found = one("adyen", body("adyen", f"{event.lower()}.json"))
    assert (found.says, found.phase, found.network, found.code) == (says, phase, network, code)


@pytest.mark.parametrize(("event", "says"), WITHOUT_EXAMPLE)
def test_event_without_an_example_in_our_words(event: str, says: Says) -> None:
    found = one("adyen", item(eventCode=event))
    assert (found.says, found.phase) == (says, Phase.PRE_ARBITRATION)


def test_every_dispute_event_of_the_specification_is_known() -> None:
    assert set(loaded("adyen", "events.json")) == set(shapes.EVENT) == {row[0] for row in (*EVENTS, *WITHOUT_EXAMPLE)}


def test_published_chargeback_field_by_field() -> None:
    found = one("adyen", body("adyen", "chargeback.json"))
    offset = timezone(timedelta(hours=2))
    assert (found.ref, found.payment_ref) == ("QFQTPCQ8HXSKGK82", "9913140798220028")
    assert found.amount == Money(1000, "EUR")
    assert (found.due.by, found.due.at) == (Due.PROCESSOR, datetime(2021, 7, 31, 3, 3, 7, tzinfo=offset))
    assert found.due.at is not None
    assert found.due.at.utcoffset() == timedelta(hours=2)
    assert found.happened.at.utcoffset() == timedelta(hours=1)
    assert (found.transaction.order, found.customer.ref) == ("YOUR_MERCHANT_REFERENCE", "YOUR_SHOPPER_REFERENCE")
    assert (found.status_raw, found.reason_raw) == ("CHARGEBACK", "Payment.TxId=300000000524534724 dispute")


def test_not_defendable_leaves_no_answer_whatever_date_stands_beside_it() -> None:
    found = one("adyen", body("adyen", "notification_of_chargeback.json"))
    assert (found.due.by, found.due.at) == (Due.NO_ANSWER_POSSIBLE, None)


@pytest.mark.parametrize(
    ("event", "status", "says"),
    [
        ("CHARGEBACK", "Undefended", Says.OPENED),
        ("CHARGEBACK", "Unresponded", Says.OPENED),
        ("CHARGEBACK", "Accepted", Says.ACCEPTED),
        ("CHARGEBACK", "Expired", Says.EXPIRED),
        ("CHARGEBACK", "Lost", Says.LOST),
        ("CHARGEBACK_REVERSED", "Pending", Says.UNDER_REVIEW),
        ("CHARGEBACK_REVERSED", "Won", Says.WON),
        ("REQUEST_FOR_INFORMATION", "Responded", Says.UNDER_REVIEW),
        ("DISPUTE_DEFENSE_PERIOD_ENDED", "", Says.EXPIRED),
        ("PREARBITRATION_LOST", "Won", Says.LOST),  # the code is signed, the status is not
        ("NOTIFICATION_OF_FRAUD", "Lost", Says.FRAUD_REPORT),
    ],
)
def test_status_refines_what_the_event_leaves_open(event: str, status: str, says: Says) -> None:
    assert one("adyen", item({"disputeStatus": status}, eventCode=event)).says is says


def test_second_chargeback_with_a_deadline_can_still_be_answered() -> None:
    assert one("adyen", item(eventCode="SECOND_CHARGEBACK")).says is Says.OPENED
    assert one("adyen", item({"defendable": "false"}, eventCode="SECOND_CHARGEBACK")).says is Says.LOST


@pytest.mark.parametrize(
    ("scheme", "network"),
    [
        ("mc_applepay", Network.MASTERCARD),
        ("visadebit", Network.VISA),
        ("amex_googlepay", Network.AMEX),
        ("cup", Network.UNIONPAY),
        ("diners", Network.DINERS),
        ("discover", Network.DISCOVER),
        ("klarna_account", Network.KLARNA),
        ("ideal", Network.OTHER),
    ],
)
def test_scheme_and_its_variants_are_one_network(scheme: str, network: Network) -> None:
    found = one("adyen", item({"chargebackSchemeCode": scheme}))
    assert (found.network, found.network_raw) == (network, scheme)


@pytest.mark.parametrize(
    ("value", "currency", "money"),
    [
        (1000, "EUR", Money(1000, "EUR")),
        (5000, "JPY", Money(5000, "JPY")),
        (123456, "KWD", Money(123456, "KWD")),
        (10000, "CLP", Money(100, "CLP")),
        (10000, "ISK", Money(100, "ISK")),
        (10, "CVE", Money(1000, "CVE")),
        ("1000", "EUR", Money(1000, "EUR")),
    ],
)
def test_amount_in_adyens_unit(value: Any, currency: str, money: Money) -> None:
    assert one("adyen", item(amount={"value": value, "currency": currency})).amount == money


def test_gross_value_in_text_stands_in_for_an_absent_amount() -> None:
    found = one("adyen", item({"grossValue": "2000", "grossCurrency": "EUR"}, amount=None))
    assert found.amount == Money(2000, "EUR")


def test_comments_of_the_issuer_become_the_claim_and_name_their_stage() -> None:
    found = one(
        "adyen",
        item({"issuerComments.type": "preArbitration", "issuerComments.explanation": "never came"}, eventCode="ISSUER_COMMENTS"),
    )
    assert (found.claim, found.phase) == ("explanation: never came", Phase.PRE_ARBITRATION)


@pytest.mark.parametrize("event", ["AUTHORISATION", "REFUND", "CAPTURE", "REPORT_AVAILABLE", ""])
def test_event_about_something_else_is_refused_by_its_name(event: str) -> None:
    plain = {name: value for name, value in item(eventCode=event).items() if name != "additionalData"}
    (refusal,) = read("adyen", plain).refused
    assert (refusal.code, refusal.values) == ("intake.no_dispute_in_it", {"found": event or "–"})


def test_new_event_about_a_dispute_is_kept_for_a_person() -> None:
    reading = read("adyen", item(eventCode="PREARBITRATION_SOMETHING"))
    assert reading.incoming[0].denial.says is Says.UNKNOWN
    assert "intake.unknown_event" in [note.code for note in reading.notes]


def test_batch_takes_the_disputes_and_numbers_the_others() -> None:
    wrapped = [{"NotificationRequestItem": one} for one in (item(), {"eventCode": "REFUND"}, item(pspReference="D2"))]
    reading = read("adyen", {"live": "false", "notificationItems": wrapped})
    assert [one.denial.ref for one in reading.incoming] == ["DZ4DPSHB4WD2WN82", "D2"]
    assert [refusal.row for refusal in reading.refused] == [2]


# -- the signature ------------------------------------------------------------------------------------------------


def test_right_signature_is_taken_but_confirms_nothing_because_it_leaves_out_the_status() -> None:
    assert not one("adyen", ITEM, secret=KEY).confirmed
    moved = item({"disputeStatus": "Won"}, eventCode="CHARGEBACK")
    assert one("adyen", moved, secret=KEY).says is Says.WON


@pytest.mark.parametrize(
    "changed",
    [
        {"pspReference": "X"},
        {"originalReference": "X"},
        {"merchantAccountCode": "X"},
        {"merchantReference": "X"},
        {"amount": {"value": 1001, "currency": "EUR"}},
        {"amount": {"value": 1000, "currency": "USD"}},
        {"eventCode": "CHARGEBACK_REVERSED"},
        {"success": "false"},
    ],
)
def test_each_of_the_eight_signed_fields_is_protected(changed: dict[str, Any]) -> None:
    with pytest.raises(SignatureWrong):
        read("adyen", ITEM | changed, secret=KEY)


def test_one_wrong_item_refuses_the_whole_batch() -> None:
    wrapped = [{"NotificationRequestItem": one} for one in (ITEM, ITEM | {"pspReference": "X"})]
    with pytest.raises(SignatureWrong):
        read("adyen", {"notificationItems": wrapped}, secret=KEY)


@pytest.mark.parametrize(
    ("secret", "more", "code"),
    [
        ("not hex", {}, "intake.signature_not_checkable"),
        ("00" * 32, {}, "intake.signature_wrong"),
        (KEY, {"hmacSignature": ""}, "intake.signature_missing"),
        (KEY, {"hmacSignature": "b0ea55c2fe60d4d1d605e9c385e0e7..."}, "intake.signature_wrong"),
    ],
)
def test_signature_that_fails_says_how(secret: str, more: dict[str, str], code: str) -> None:
    with pytest.raises(SignatureWrong) as refused:
        read("adyen", item(more), secret=secret)
    assert refused.value.reason.code == code


def test_true_without_quotes_signs_like_true_in_quotes() -> None:
    assert one("adyen", ITEM | {"success": True}, secret=KEY + "\n").ref == "DZ4DPSHB4WD2WN82"


# -- the report ---------------------------------------------------------------------------------------------------

REPORT = body("adyen", "dispute_report_2026_11_03.csv")


def test_report_gives_a_message_a_row_and_several_a_dispute() -> None:
    reading = read("adyen", REPORT)
    told = [(one.denial.ref, one.denial.says, one.denial.status_raw) for one in reading.incoming]
    assert told == [
        ("9915555555555551", Says.OPENED, "NotificationOfChargeback"),
        ("9915555555555551", Says.OPENED, "Chargeback"),
        ("9915555555555551", Says.UNDER_REVIEW, "ChargebackReversed"),
        ("9915555555555552", Says.OPENED, "RequestForInformation"),
    ]
    assert [(refusal.row, refusal.code) for refusal in reading.refused] == [(6, "intake.amount_missing")]


def test_report_row_field_by_field() -> None:
    found = read("adyen", REPORT).incoming[0].denial
    assert (found.amount, found.network, found.code) == (Money(12050, "EUR"), Network.VISA, "13.1")
    assert found.happened.at == datetime(2026, 10, 5, 9, tzinfo=AMSTERDAM)
    assert (found.due.by, found.due.at) == (Due.PROCESSOR, datetime(2026, 10, 23, tzinfo=AMSTERDAM))
    assert (found.payment_ref, found.transaction.order) == ("9914444444444441", "A-77")
    assert (found.transaction.amount, found.transaction.card_present, found.transaction.authenticated) == (Money(20000, "EUR"), False, True)
    assert found.reason == "product_not_received"


def test_report_row_of_yen_has_no_decimals_and_a_terminal_saw_the_card() -> None:
    found = read("adyen", REPORT).incoming[3].denial
    assert (found.amount, found.transaction.card_present) == (Money(5000, "JPY"), True)
    assert found.happened.at == datetime(2026, 10, 6, 10, tzinfo=UTC)


HEADER = "Dispute PSP Reference,Psp Reference,Record Type,Record Date,Record Date TimeZone,Dispute Currency,Dispute Amount,CB Scheme Code"


def report(*dates: str, zone: str = "UTC") -> list[datetime]:
    rows = [f"D{n},P{n},Chargeback,{date},{zone},EUR,10.00,visa" for n, date in enumerate(dates)]
    return [one.denial.happened.at for one in read("adyen", "\n".join((HEADER, *rows)).encode()).incoming]


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["2026-03-04", "2026-03-05"], [(3, 4), (3, 5)]),
        (["04-03-2026", "13-03-2026"], [(3, 4), (3, 13)]),
        (["04-03-2026", "05-03-2026"], [(3, 4), (3, 5)]),
        (["03/04/2026", "03/13/2026"], [(3, 4), (3, 13)]),
        (["03/04/2026", "03/05/2026"], [(3, 4), (3, 5)]),
        (["04/03/2026", "13/03/2026"], [(3, 4), (3, 13)]),
        (["2026-03-04", "05-03-2026", "03/06/2026"], [(3, 4), (3, 5), (3, 6)]),
    ],
)
def test_order_of_day_and_month_is_decided_by_the_whole_column(dates: list[str], days: list[tuple[int, int]]) -> None:
    assert [(at.month, at.day) for at in report(*dates)] == days


def test_zone_column_counts_and_an_unknown_zone_is_the_organisations() -> None:
    assert report("2026-07-01 12:00:00", zone="CET")[0].utcoffset() == timedelta(hours=2)  # the clock of Amsterdam in summer
    assert report("2026-07-01 12:00:00", zone="PST")[0].utcoffset() == timedelta(hours=-7)
    assert report("2026-07-01 12:00:00", zone="MOON")[0].utcoffset() == timedelta(hours=3)
    assert report("2026-07-01 12:00:00", zone="../../etc/passwd")[0].utcoffset() == timedelta(hours=3)


def test_report_of_fraud_may_leave_its_amount_to_the_payment() -> None:
    header = HEADER + ",Payment Currency,Payment Amount"
    rows = ["D1,P1,NotificationOfFraud,2026-01-01,UTC,,,visa,EUR,40.00", "D2,P2,Chargeback,2026-01-01,UTC,EUR,,visa,EUR,40.00"]
    reading = read("adyen", "\n".join((header, *rows)).encode())
    assert [(one.denial.ref, one.denial.amount) for one in reading.incoming] == [("D1", Money(4000, "EUR"))]
    assert [(refusal.row, refusal.code) for refusal in reading.refused] == [(3, "intake.amount_missing")]


def test_unknown_record_type_is_kept_for_a_person() -> None:
    reading = read("adyen", f"{HEADER}\nD1,P1,ChargebackExternallyAdjudicated,2026-01-01,UTC,EUR,10.00,visa".encode())
    assert reading.incoming[0].denial.says is Says.UNKNOWN
    assert {note.code for note in reading.notes} == {"intake.unknown_status", "intake.unknown_event"}


def test_signature_asked_for_on_a_report_is_missing() -> None:
    with pytest.raises(SignatureWrong):
        read("adyen", REPORT, secret=KEY)


def test_item_in_bare_json_reads_like_one_in_its_envelope() -> None:
    wrapped = {"live": "false", "notificationItems": [{"NotificationRequestItem": ITEM}]}
    assert one("adyen", json.dumps(wrapped).encode()) == one("adyen", ITEM)
