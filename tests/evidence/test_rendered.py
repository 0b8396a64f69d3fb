"""Records as exhibits: only of this very deal, only what the row says."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

import given
from evidence.scenes import build, event, order_row, payment_row, proof, shipment_row, sold, state
from yosher.cases.model import Attached
from yosher.evidence.attached import Content, described, language_of, with_content
from yosher.evidence.keys import keys_of
from yosher.evidence.model import Lawful, Readable
from yosher.evidence.rendered import ROW_LABELS, rendered
from yosher.kernel.ids import BlobRef
from yosher.kernel.money import Money
from yosher.kernel.words import Language
from yosher.phrases.catalogue import template

JERUSALEM = ZoneInfo("Asia/Jerusalem")


def made(*records: object) -> dict[str, set[str]]:
    exhibits = rendered(records, denial=sold(), zone=JERUSALEM)  # type: ignore[arg-type]
    return {exhibit.id: {exhibit.kind, *exhibit.also} for exhibit in exhibits}


@pytest.mark.parametrize(
    ("record", "shows", "not_shown"),
    [
        (shipment_row(), {"proof_of_delivery", "tracking_number", "proof_of_fulfillment"}, {"signed_delivery_confirmation"}),
        (shipment_row(signed_by="Dana"), {"proof_of_delivery", "signed_delivery_confirmation"}, set()),
        (shipment_row(delivered_at=None, status="in transit"), {"tracking_number"}, {"proof_of_delivery"}),
        (shipment_row(status="נאסף"), {"pickup_record"}, {"proof_of_delivery"}),
        (payment_row(), {"transaction_receipt", "transaction_date_record"}, {"avs_match", "cvv_match", "three_ds_authentication_record"}),
        (payment_row(avs_result="Y", cvv_result="M", eci="05"), {"avs_match", "cvv_match", "three_ds_authentication_record"}, set()),
        (
            payment_row(avs_result="N", cvv_result="P", three_ds=True, eci="07"),
            set(),
            {"avs_match", "cvv_match", "three_ds_authentication_record"},
        ),
        (order_row(), {"order_confirmation", "product_description_as_sold", "agreed_price_record"}, {"terms_accepted_record"}),
        (order_row(terms_accepted_at=date(2026, 9, 30)), {"terms_accepted_record"}, {"delivery_terms_accepted"}),
        (given.record("refunds", "2026-10-20", id="r1", order="A-77", amount=1, currency="ILS"), {"refund_record"}, {"refund_arn"}),
        (
            given.record("refunds", "2026-10-20", id="r1", order="A-77", arn="74", amount=1, currency="ILS"),
            {"refund_record", "refund_arn"},
            set(),
        ),
        (given.record("logins", "2026-10-20", id="l1", customer="c-12"), {"access_activity_log"}, {"usage_after_cancellation_log"}),
        (given.record("messages", "2026-10-20", id="m1", email="dana@example.com", text="hi"), {"customer_communication"}, set()),
        (
            given.record("agreements", "2026-09-20", id="g1", customer="c-12", title="תנאי המנוי"),
            {"terms_accepted_record", "subscription_agreement"},
            set(),
        ),
    ],
)
def test_a_row_shows_what_it_says_and_no_more(record: object, shows: set[str], not_shown: set[str]) -> None:
    kinds = set().union(*made(record).values())

    assert shows <= kinds
    assert not not_shown & kinds


@pytest.mark.parametrize(
    "record",
    [
        shipment_row(order="B-1"),
        shipment_row(status="returned to sender"),
        given.record("refunds", "2026-10-20", id="r1", order="A-77", amount=1, currency="ILS", status="failed"),
        given.record("messages", "2026-10-20", id="m1", customer="c-99", text="hi"),
        given.record("messages", "2026-10-20", id="m1", customer="c-12", order="B-1", text="hi"),
        given.record("transactions", "2026-10-20", id="B-1", account="c-12", amount=1, currency="ILS"),
    ],
)
def test_what_belongs_elsewhere_or_shows_nothing_becomes_no_exhibit(record: object) -> None:
    assert made(record) == {}


def test_a_payment_leads_to_its_order_and_the_order_to_its_shipment() -> None:
    records = [shipment_row(order="ORD-9"), order_row(id="ORD-9", transaction="pi-1"), payment_row(id="pi-1", order="ORD-9")]
    keys, ours = keys_of(sold(transaction={"id": "pi-1"}), records, zone=JERUSALEM)

    assert ours == tuple(records)
    assert {"pi-1", "ord-9", "rr123456789il"} <= keys.deal | keys.trackings


def test_without_any_number_the_payment_of_the_same_customer_and_sum_is_taken() -> None:
    denial = sold(transaction={"id": None})
    records = [
        payment_row(id="x1", order="o1"),
        payment_row(id="x2", order="o2", amount=999),
        payment_row(id="x3", account="c-99", order="o3"),
    ]

    assert [record.id for record in keys_of(denial, records, zone=JERUSALEM)[1]] == ["transactions:x1"]


def test_delivery_to_the_checked_address_needs_order_payment_and_shipment_to_agree() -> None:
    rows = (order_row(bill_to="5 Herzl, Haifa"), payment_row(avs_result="Y"), shipment_row())
    elsewhere = (order_row(bill_to="5 Herzl, Haifa"), payment_row(avs_result="Y"), shipment_row(address="Herzl 7, Haifa"))

    assert state(build("10.4", *rows), "delivery_to_avs_matched_address") == "present"
    assert state(build("10.4", *elsewhere), "delivery_to_avs_matched_address") == "missing"


def test_log_ins_after_the_cancellation_show_use_after_it() -> None:
    login = given.record("logins", "2026-10-15T10:00", id="l1", customer="c-12", action="stream")
    asked = event("cancellation_request", "2026-10-10", "", "customer")

    assert state(build("13.2", login, asked), "usage_after_cancellation_log") != "missing"
    assert proof(build("13.2", login, asked, goods={"kind": "digital"}), "usage_after_cancellation_log").state == "present"
    assert proof(build("13.2", login, goods={"kind": "digital"}), "usage_after_cancellation_log").state == "missing"


def test_two_orders_side_by_side_tell_two_purchases_apart() -> None:
    twin = given.record("transactions", "2026-09-30T18:00", id="A-78", account="c-12", amount=125000, currency="ILS", order="A-78")

    assert state(build("12.6.1", payment_row(), twin), "separate_order_records") == "present"
    assert state(build("12.6.1", payment_row()), "separate_order_records") == "missing"


def test_rows_are_labelled_typed_and_in_the_organisations_time() -> None:
    record = payment_row(ts=None, when="2026-09-30T22:30")
    exhibit = rendered([record], denial=sold(), zone=JERUSALEM)[0]

    assert exhibit.rows[:4] == (
        ("evidence.row_id", "A-77"),
        ("evidence.row_order", "A-77"),
        ("evidence.row_ts", datetime(2026, 10, 1, 1, 30, tzinfo=JERUSALEM)),
        ("evidence.row_amount", Money(125000, "ILS")),
    )
    assert (exhibit.day, exhibit.lawful, exhibit.records) == (date(2026, 10, 1), Lawful.LAWFUL, ("transactions:A-77",))


def test_messages_make_one_thread_in_order_of_time() -> None:
    late = given.record("messages", "2026-10-20T10:00", id="m2", customer="c-12", text="second")
    early = given.record("messages", "2026-10-19T10:00", id="m1", customer="c-12", text="first")
    exhibits = rendered([late, early], denial=sold(), zone=JERUSALEM)

    assert len(exhibits) == 1
    assert exhibits[0].text == "first\nsecond"
    assert exhibits[0].records == ("messages:m1", "messages:m2")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("label", ROW_LABELS)
def test_every_label_of_a_row_has_words(label: str, language: Language) -> None:
    assert template(label, language)


def test_an_exhibit_of_a_form_is_described_until_its_file_was_read() -> None:
    entry = Attached("proof_of_delivery", "delivery.pdf", date(2026, 10, 7), "חתימה של שכן")
    exhibit = described([entry, entry], captured_by="p-1", captured_at=datetime(2026, 11, 3, tzinfo=UTC))

    assert len(exhibit) == 1
    assert (exhibit[0].readable, exhibit[0].is_file, exhibit[0].language) == (Readable.DESCRIBED, False, Language.HE)

    content = Content(BlobRef("b"), "ab" * 32, 10, "application/pdf", Readable.READ, "Delivered A-77", 1)
    complete = with_content(exhibit[0], content)
    assert (complete.id, complete.readable, complete.is_file, complete.text) == (exhibit[0].id, Readable.READ, True, "Delivered A-77")
    assert (complete.captured_by, complete.captured_how, complete.shows) == ("p-1", "form", "חתימה של שכן")


@pytest.mark.parametrize(("text", "language"), [("שלום world", Language.EN), ("שלום לך", Language.HE), ("12 34", None), ("", None)])
def test_the_language_of_an_exhibit_is_that_of_most_letters(text: str, language: Language | None) -> None:
    assert language_of(text) is language
