"""Each check alone: a scene that triggers it, its nearest lawful neighbour, and what it changes; in Hebrew and in English."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

import given
from evidence.scenes import build, checks, event, ils, order_row, payment_row, proof, shipment_row, state
from yosher.evidence.contradictions import CONTRADICTIONS
from yosher.evidence.model import Readable
from yosher.kernel.money import Money
from yosher.kernel.words import Language
from yosher.phrases.say import say


@dataclass(frozen=True)
class Row:
    """`weaker` is a proof that is present beside the neighbour and only weak beside the trigger (None: speaks of the customer)."""

    check: str
    name: str
    trigger: tuple[Any, ...]
    neighbour: tuple[Any, ...]
    weaker: str | None = None
    code: str = "13.1"
    denial: dict[str, Any] = field(default_factory=dict)
    other_denial: dict[str, Any] | None = None  # of the neighbour, where it differs


def paper(kind: str, text: str, day: str | None = None, **changes: Any) -> Any:
    return given.exhibit(kind, text=text, day=date.fromisoformat(day) if day else None, sha256=kind, **changes)


POD = paper("proof_of_delivery", "Order A-77 delivered")
POD_HE = paper("proof_of_delivery", "הזמנה A-77 נמסרה")
SIGNED = paper("signed_delivery_confirmation", "Order A-77 signature: D. Levi")
MAIL = paper("customer_communication", "From: shop. Subject: order A-77")
MAIL_HE = paper("customer_communication", "מאת: החנות. נושא: הזמנה A-77")
SUBSCRIBED = paper("subscription_agreement", "Subscription agreement A-77", "2026-03-01")
NO_CANCEL = paper("no_cancellation_request_log", "No cancellation request found for A-77")
NO_CANCEL_HE = paper("no_cancellation_request_log", "לא נמצאה בקשת ביטול עבור A-77")
TWO = paper("separate_order_records", "Orders A-77 and A-78, two baskets")
USED_SUBSCRIPTION = {"goods": {"kind": None}}
OTHER_PAYMENT = {"id": "A-78", "order": "A-78", "account": "c-12", "amount": 125000, "currency": "ILS"}

ROWS = [
    Row(
        "delivered_before_shipped",
        "en",
        (POD, event("shipped", "2026-10-08", "", "courier"), event("delivered", "2026-10-07", "", "courier")),
        (POD, event("shipped", "2026-10-07", "", "courier"), event("delivered", "2026-10-07", "", "courier")),
        "proof_of_delivery",
    ),
    Row(
        "delivered_before_shipped",
        "he",
        (POD_HE, event("shipped", "2026-10-08", "יצא לדרך", "שליח"), event("delivered", "2026-10-05", "נמסר", "שליח")),
        (POD_HE, event("shipped", "2026-10-04", "יצא לדרך", "שליח"), event("delivered", "2026-10-05", "נמסר", "שליח")),
        "proof_of_delivery",
    ),
    Row(
        "delivered_before_sale",
        "en",
        (POD, event("delivered", "2026-09-28", "", "courier")),
        (POD, event("delivered", "2026-09-30", "", "courier")),
        "proof_of_delivery",
    ),
    Row(
        "delivered_before_sale",
        "he",
        (POD_HE, event("shipped", "2026-09-20", "נמסר לשליח", "שליח")),
        (POD_HE, event("shipped", "2026-10-01", "נמסר לשליח", "שליח")),
        "proof_of_delivery",
    ),
    Row(
        "delivered_after_denial",
        "en",
        (POD, event("delivered", "2026-11-04", "", "courier")),
        (POD, event("delivered", "2026-11-02", "", "courier")),
        "proof_of_delivery",
    ),
    Row(
        "delivered_after_denial",
        "he",
        (POD_HE, event("collected", "2026-11-03", "נאסף", "דואר")),
        (POD_HE, event("collected", "2026-11-01", "נאסף", "דואר")),
        "proof_of_delivery",
    ),
    Row(
        "service_after_denial",
        "en",
        (paper("service_completion_record", "Service completed for A-77"), event("service_given", "2026-11-05", "", "customer")),
        (paper("service_completion_record", "Service completed for A-77"), event("service_given", "2026-11-02", "", "customer")),
        "service_completion_record",
        denial={"goods": {"kind": "service"}},
    ),
    Row(
        "service_after_denial",
        "he",
        (paper("service_completion_record", "השירות בוצע, A-77"), event("service_given", "2026-11-05", "בוצע", "לקוח")),
        (paper("service_completion_record", "השירות בוצע, A-77"), event("service_given", "2026-10-20", "בוצע", "לקוח")),
        "service_completion_record",
        denial={"goods": {"kind": "service"}},
    ),
    Row(
        "signed_after_delivery",
        "en",
        (paper("signed_delivery_confirmation", "A-77 signed", "2026-10-20"), event("delivered", "2026-10-07", "", "courier")),
        (paper("signed_delivery_confirmation", "A-77 signed", "2026-10-07"), event("delivered", "2026-10-07", "", "courier")),
        "signed_delivery_confirmation",
    ),
    Row(
        "signed_after_delivery",
        "he",
        (paper("signed_delivery_confirmation", "A-77 חתימה 20.10.2026"), event("delivered", "2026-10-07", "", "שליח")),
        (paper("signed_delivery_confirmation", "A-77 חתימה 7.10.2026"), event("delivered", "2026-10-07", "", "שליח")),
        "signed_delivery_confirmation",
    ),
    Row(
        "delivery_elsewhere",
        "records",
        (payment_row(), order_row(), shipment_row(address="12 Dizengoff, Tel Aviv")),
        (payment_row(), order_row(), shipment_row(address="הרצל 5, חיפה")),
        "proof_of_delivery",
    ),
    Row(
        "delivery_elsewhere",
        "he",
        (POD_HE, event("agreement", "2026-09-30", "משלוח לחיפה"), event("delivered", "2026-10-07", "נמסר בתל אביב", "שליח")),
        (POD_HE, event("agreement", "2026-09-30", "משלוח לחיפה"), event("delivered", "2026-10-07", "נמסר בחיפה", "שליח")),
        "proof_of_delivery",
    ),
    Row(
        "delivery_elsewhere",
        "en",
        (POD, event("agreement", "2026-09-30", "To be delivered in London"), event("delivered", "2026-10-07", "Left in Paris", "courier")),
        (POD, event("agreement", "2026-09-30", "To be delivered in London"), event("delivered", "2026-10-07", "London Road", "courier")),
        "proof_of_delivery",
    ),
    Row(
        "signed_by_other",
        "he",
        (paper("proof_of_delivery", "הזמנה A-77 נמסרה, חתימה של שכן"),),
        (paper("proof_of_delivery", "הזמנה A-77 נמסרה, חתימה של דנה"),),
        "proof_of_delivery",
    ),
    Row(
        "signed_by_other",
        "en",
        (payment_row(), order_row(), shipment_row(signed_by="Moshe Katz")),
        (payment_row(), order_row(), shipment_row(signed_by="D. Levi")),
        "proof_of_delivery",
    ),
    Row(
        "signed_by_other",
        "two alphabets",
        (payment_row(), order_row(), shipment_row(signed_by="neighbour")),
        (payment_row(), order_row(), shipment_row(signed_by="דנה לוי")),
        "signed_delivery_confirmation",
    ),
    Row(
        "label_only",
        "en",
        (paper("tracking_number", "A-77 tracking: shipping label created"),),
        (paper("tracking_number", "A-77 label created, now in transit"),),
        "tracking_number",
    ),
    Row(
        "label_only",
        "he",
        (paper("tracking_number", "משלוח A-77: הופקה תווית"),),
        (paper("tracking_number", "משלוח A-77: הופקה תווית, יצא למשלוח"),),
        "tracking_number",
    ),
    Row(
        "part_shipment",
        "en",
        (POD, event("shipped", "2026-10-02", "1 of 2 parcels", "courier")),
        (POD, event("shipped", "2026-10-02", "2 of 2 parcels", "courier")),
        "proof_of_delivery",
    ),
    Row(
        "part_shipment",
        "he",
        (POD_HE, event("shipped", "2026-10-02", "נשלח חלק מההזמנה", "שליח")),
        (POD_HE, event("shipped", "2026-10-02", "נשלחה כל ההזמנה", "שליח")),
        "proof_of_delivery",
    ),
    Row(
        "went_back_to_sender",
        "en",
        (payment_row(), order_row(), shipment_row(status="returned to sender", delivered_at=None), POD),
        (payment_row(), order_row(), shipment_row(status="in transit", delivered_at=None), POD),
        "proof_of_delivery",
    ),
    Row(
        "went_back_to_sender",
        "he",
        (POD_HE, event("other", "2026-10-08", "החבילה הוחזרה לשולח", "דואר")),
        (POD_HE, event("other", "2026-10-08", "החבילה הוחזרה לשולח", "דואר"), event("delivered", "2026-10-12", "נמסר", "דואר")),
        "proof_of_delivery",
    ),
    Row(
        "promised_by_missed",
        "records",
        (payment_row(), order_row(promised_by=date(2026, 10, 4), terms_accepted_at=date(2026, 9, 30)), shipment_row()),
        (payment_row(), order_row(promised_by=date(2026, 10, 5), terms_accepted_at=date(2026, 9, 30)), shipment_row()),
        "delivery_terms_accepted",
    ),
    Row(
        "promised_by_missed",
        "he",
        (
            paper("delivery_terms_accepted", "תנאי אספקה A-77"),
            event("promise", "2026-09-30", "אספקה עד 4.10.2026"),
            event("delivered", "2026-10-09", "", "שליח"),
        ),
        (
            paper("delivery_terms_accepted", "תנאי אספקה A-77"),
            event("promise", "2026-09-30", "אספקה עד 14.10.2026"),
            event("delivered", "2026-10-09", "", "שליח"),
        ),
        "delivery_terms_accepted",
    ),
    Row(
        "promised_by_missed",
        "never came",
        (paper("delivery_terms_accepted", "Delivery terms A-77"), event("promise", "2026-09-30", "delivery by 4 October 2026")),
        (paper("delivery_terms_accepted", "Delivery terms A-77"), event("promise", "2026-09-30", "delivery by 4 December 2026")),
        "delivery_terms_accepted",
    ),
    Row(
        "other_tracking_number",
        "en",
        (
            payment_row(),
            order_row(),
            shipment_row(delivered_at=None, status="in transit"),
            paper("proof_of_delivery", "Delivered. Tracking number: RR999999999IL"),
        ),
        (
            payment_row(),
            order_row(),
            shipment_row(delivered_at=None, status="in transit"),
            paper("proof_of_delivery", "Delivered. Tracking number: RR123456789IL"),
        ),
        "proof_of_delivery",
    ),
    Row(
        "other_tracking_number",
        "he",
        (
            payment_row(),
            order_row(),
            shipment_row(delivered_at=None, status="בדרך"),
            paper("proof_of_delivery", "נמסר. מספר מעקב RR999999999IL"),
        ),
        (
            payment_row(),
            order_row(),
            shipment_row(delivered_at=None, status="בדרך"),
            paper("proof_of_delivery", "נמסר. מספר מעקב RR123456789IL"),
        ),
        "proof_of_delivery",
    ),
    Row(
        "exhibit_date_outside",
        "en",
        (paper("proof_of_delivery", "Order A-77 delivered", "2026-12-24"),),
        (paper("proof_of_delivery", "Order A-77 delivered", "2026-10-24"),),
        "proof_of_delivery",
    ),
    Row(
        "exhibit_date_outside",
        "he",
        (paper("tracking_number", "משלוח A-77", "2026-09-12"),),
        (paper("tracking_number", "משלוח A-77", "2026-09-30"),),
        "tracking_number",
    ),
    Row(
        "refund_after_denial",
        "en",
        (paper("refund_record", "Refund A-77", "2026-11-10"),),
        (paper("refund_record", "Refund A-77", "2026-10-30"),),
        "refund_record",
        "13.6",
    ),
    Row(
        "refund_after_denial",
        "he",
        (paper("refund_record", "זיכוי A-77"), event("refund", "2026-11-10", "זיכוי של 100 ₪", "סולק")),
        (paper("refund_record", "זיכוי A-77"), event("refund", "2026-11-02", "זיכוי של 100 ₪", "סולק")),
        "refund_record",
        "13.6",
    ),
    Row(
        "refund_exceeds_payment",
        "en",
        (paper("refund_record", "Refund A-77"), event("refund", "2026-10-20", "refund of ILS 1,300", "Stripe")),
        (paper("refund_record", "Refund A-77"), event("refund", "2026-10-20", "refund of ILS 1,250", "Stripe")),
        "refund_record",
        "13.6",
    ),
    Row(
        "refund_exceeds_payment",
        "he",
        (paper("refund_record", "זיכוי A-77"), event("refund", "2026-10-20", 'זיכוי 1,300 ש"ח', "סולק")),
        (paper("refund_record", "זיכוי A-77"), event("refund", "2026-10-20", 'זיכוי 1,250 ש"ח', "סולק")),
        "refund_record",
        "13.6",
    ),
    Row(
        "refund_promised_not_given",
        "en",
        (MAIL, event("message_out", "2026-10-10", "We will refund you this week")),
        (MAIL, event("message_out", "2026-10-10", "We will refund you once you return the table")),
        "customer_communication",
        "13.6",
    ),
    Row(
        "refund_promised_not_given",
        "he",
        (MAIL_HE, event("message_out", "2026-10-10", "נבצע זיכוי מלא עוד השבוע")),
        (MAIL_HE, event("message_out", "2026-10-10", "לא נוכל לבצע זיכוי")),
        "customer_communication",
        "13.6",
    ),
    Row(
        "refund_promised_not_given",
        "kept",
        (MAIL, event("refund_promised", "2026-10-10", "by phone")),
        (MAIL, event("refund_promised", "2026-10-10", "by phone"), event("refund", "2026-10-12", "100 ILS", "processor")),
        "customer_communication",
        "13.6",
    ),
    Row(
        "amount_above_agreed",
        "records",
        (payment_row(amount=142000), order_row(amount=120000)),
        (payment_row(amount=120000), order_row(amount=120000)),
        "agreed_price_record",
        "12.5",
    ),
    Row(
        "amount_above_agreed",
        "he",
        (paper("signed_receipt", "שובר חתום A-77"), event("agreement", "2026-09-30", "סיכמנו על 1,200")),
        (paper("signed_receipt", "שובר חתום A-77"), event("agreement", "2026-09-30", "סיכמנו על 1,250")),
        "signed_receipt",
        "12.5",
    ),
    Row(
        "amount_above_agreed",
        "consent",
        (paper("signed_receipt", "signed receipt A-77"), event("agreement", "2026-09-30", "agreed total ILS 1,200")),
        (
            paper("signed_receipt", "signed receipt A-77"),
            event("agreement", "2026-09-30", "agreed total ILS 1,200"),
            event("message_in", "2026-10-01", "I approve the extra fee, go ahead", "customer"),
        ),
        "signed_receipt",
        "12.5",
    ),
    Row(
        "denied_above_payment",
        "records",
        (payment_row(amount=100000),),
        (payment_row(),),
        None,
    ),
    Row(
        "denied_above_payment",
        "told",
        (),
        (),
        None,
        denial={"transaction": {"amount": ils(1000)}},
        other_denial={"transaction": {"amount": ils(1000), "instalments": 3}},
    ),
    Row(
        "paid_twice",
        "records",
        (TWO, payment_row(), given.record("transactions", "2026-09-30T10:20", **OTHER_PAYMENT | {"order": "A-77"})),
        (TWO, payment_row(), given.record("transactions", "2026-09-30T10:20", **OTHER_PAYMENT)),
        "separate_order_records",
        "12.6.1",
        denial={"transaction": {"order": "A-77"}},
    ),
    Row(
        "paid_twice",
        "he",
        (TWO, event("payment", "2026-09-30", "שולם במזומן בחנות")),
        (TWO, event("payment", "2026-09-30", "שולם בכרטיס")),
        "separate_order_records",
        "12.6.1",
    ),
    Row(
        "paid_twice",
        "en",
        (TWO, event("payment", "2026-09-30", "also paid by bank transfer")),
        (TWO, event("payment", "2026-09-30", "not paid by bank transfer")),
        "separate_order_records",
        "12.6.1",
    ),
    Row(
        "same_minute_same_basket",
        "records",
        (TWO, payment_row(), given.record("transactions", "2026-09-30T10:00", **OTHER_PAYMENT)),
        (TWO, payment_row(), given.record("transactions", "2026-09-30T11:00", **OTHER_PAYMENT)),
        "separate_order_records",
        "12.6.1",
    ),
    Row(
        "same_minute_same_basket",
        "he",
        (TWO, event("payment", "2026-09-30", "ניסיון חוזר אחרי נפילת תקשורת")),
        (TWO, event("payment", "2026-09-30", "רכישה נוספת")),
        "separate_order_records",
        "12.6.1",
    ),
    Row(
        "same_minute_same_basket",
        "en",
        (TWO, event("payment", "2026-09-30", "retry after a time-out")),
        (TWO, event("payment", "2026-09-30", "another basket")),
        "separate_order_records",
        "12.6.1",
    ),
    Row(
        "wrong_currency",
        "records",
        (payment_row(currency="USD"), order_row()),
        (payment_row(), order_row()),
        "agreed_price_record",
        "12.5",
    ),
    Row(
        "wrong_currency",
        "he",
        (paper("signed_receipt", "שובר חתום A-77"), event("agreement", "2026-09-30", "הסכם על 340 דולר")),
        (paper("signed_receipt", "שובר חתום A-77"), event("agreement", "2026-09-30", 'הסכם על 1250 ש"ח')),
        "signed_receipt",
        "12.5",
        denial={"transaction": {"amount": ils(1250)}},
    ),
    Row(
        "wrong_currency",
        "chosen",
        (paper("signed_receipt", "signed receipt A-77"), event("agreement", "2026-09-30", "agreed price USD 340")),
        (
            paper("signed_receipt", "signed receipt A-77"),
            event("agreement", "2026-09-30", "agreed price USD 340"),
            paper("dcc_consent_record", "conversion consent A-77"),
        ),
        "signed_receipt",
        "12.5",
        denial={"transaction": {"amount": ils(1250)}},
    ),
    Row(
        "cancelled_before_renewal",
        "en",
        (SUBSCRIBED, event("cancellation_request", "2026-09-20", "", "customer"), event("renewal", "2026-09-30")),
        (SUBSCRIBED, event("cancellation_request", "2026-10-01", "", "customer"), event("renewal", "2026-09-30")),
        "subscription_agreement",
        "13.2",
    ),
    Row(
        "cancelled_before_renewal",
        "he",
        (SUBSCRIBED, event("message_in", "2026-09-20", "אבקש לבטל את המנוי", "לקוחה"), event("renewal", "2026-09-30")),
        (SUBSCRIBED, event("message_in", "2026-09-20", "מבקשת לבטל את כרטיס האשראי שלי", "לקוחה"), event("renewal", "2026-09-30")),
        "subscription_agreement",
        "13.2",
    ),
    Row(
        "cancellation_on_record",
        "en",
        (NO_CANCEL, event("message_in", "2026-10-10", "Please cancel my subscription", "customer")),
        (NO_CANCEL, event("message_in", "2026-10-10", "How do I change my password?", "customer")),
        "no_cancellation_request_log",
        "13.2",
    ),
    Row(
        "cancellation_on_record",
        "he",
        (NO_CANCEL_HE, event("call", "2026-10-10", "הלקוח ביקש לבטל")),
        (NO_CANCEL_HE, event("call", "2026-11-10", "הלקוח ביקש לבטל")),
        "no_cancellation_request_log",
        "13.2",
    ),
    Row(
        "cancellation_not_answered",
        "en",
        (MAIL, event("cancellation_request", "2026-10-10", "", "customer")),
        (
            MAIL,
            event("cancellation_request", "2026-10-10", "", "customer"),
            event("message_out", "2026-10-11", "We looked at your request"),
        ),
        "customer_communication",
        "13.2",
    ),
    Row(
        "cancellation_not_answered",
        "he",
        (MAIL_HE, event("cancellation_request", "2026-10-10", "בקשה לביטול", "לקוח")),
        (MAIL_HE, event("cancellation_request", "2026-10-10", "בקשה לביטול", "לקוח"), event("call", "2026-10-11", "חזרנו ללקוח")),
        "customer_communication",
        "13.2",
    ),
    Row(
        "use_after_cancellation",
        "en",
        (
            event("cancellation_request", "2026-10-10", "", "customer"),
            given.record("logins", "2026-10-15T10:00", id="l1", customer="c-12", action="stream"),
        ),
        (
            event("cancellation_request", "2026-10-10", "", "customer"),
            given.record("logins", "2026-10-05T10:00", id="l1", customer="c-12", action="stream"),
        ),
        None,
        "13.2",
    ),
    Row(
        "use_after_cancellation",
        "he",
        (event("used", "2026-10-15", "צפייה", "ספק התשלומים"),),
        (event("used", "2026-10-15", "צפייה", "העובד שלנו"),),
        None,
        "13.2",
        denial={"claim": "ביטלתי את המנוי ב-10.10.2026"},
    ),
    Row(
        "notice_after_renewal",
        "en",
        (paper("renewal_reminder", "Renewal notice A-77", "2026-10-02"), event("renewal", "2026-09-30")),
        (paper("renewal_reminder", "Renewal notice A-77", "2026-09-20"), event("renewal", "2026-09-30")),
        "renewal_reminder",
        "13.2",
    ),
    Row(
        "notice_after_renewal",
        "he",
        (
            paper("renewal_reminder", "תזכורת לפני חידוש A-77"),
            event("renewal_notice", "2026-10-02", "מייל"),
            event("renewal", "2026-09-30"),
        ),
        (
            paper("renewal_reminder", "תזכורת לפני חידוש A-77"),
            event("renewal_notice", "2026-09-30", "מייל"),
            event("renewal", "2026-09-30"),
        ),
        "renewal_reminder",
        "13.2",
    ),
    Row(
        "terms_accepted_after_sale",
        "en",
        (paper("terms_accepted_record", "Terms accepted A-77", "2026-10-05"),),
        (paper("terms_accepted_record", "Terms accepted A-77", "2026-09-30"),),
        "terms_accepted_record",
        "13.7",
    ),
    Row(
        "terms_accepted_after_sale",
        "he",
        (paper("cancellation_policy_disclosure", "תנאי הביטול הוצגו A-77"), event("agreement", "2026-10-05", "אישור התקנון")),
        (paper("cancellation_policy_disclosure", "תנאי הביטול הוצגו A-77"), event("agreement", "2026-09-29", "אישור התקנון")),
        "cancellation_policy_disclosure",
        "13.7",
    ),
    Row(
        "terms_version_later_than_sale",
        "en",
        (paper("cancellation_policy", "Cancellation policy", "2026-10-20"),),
        (paper("cancellation_policy", "Cancellation policy", "2025-10-20"),),
        "cancellation_policy",
        "13.7",
    ),
    Row(
        "terms_version_later_than_sale",
        "he",
        (
            order_row(terms_version="2", terms_accepted_at=date(2026, 9, 30)),
            given.record("agreements", id="g1", customer="c-12", version="3", title="תקנון", accepted_at=date(2026, 9, 30)),
        ),
        (
            order_row(terms_version="2", terms_accepted_at=date(2026, 9, 30)),
            given.record("agreements", id="g1", customer="c-12", version="2", title="תקנון", accepted_at=date(2026, 9, 30)),
        ),
        "terms_accepted_record",
        "13.7",
    ),
    Row(
        "return_on_record",
        "en",
        (paper("no_return_attempt_record", "No return attempt found for A-77"), event("return", "2026-10-20", "parcel back")),
        (paper("no_return_attempt_record", "No return attempt found for A-77"), event("return", "2026-11-20", "parcel back")),
        "no_return_attempt_record",
        "13.3",
    ),
    Row(
        "return_on_record",
        "he",
        (paper("no_return_received_record", "A-77 לא נקלטה החזרה"), event("return", "2026-10-20", "הוחזר")),
        (paper("no_return_received_record", "A-77 לא נקלטה החזרה"), event("return", "2026-11-20", "הוחזר")),
        "no_return_received_record",
        "13.6",
    ),
    Row(
        "customer_confirmed_receipt",
        "en",
        (event("message_in", "2026-10-08", "It arrived yesterday, works great", "customer"),),
        (event("message_in", "2026-10-08", "Has it arrived at your depot?", "customer"),),
    ),
    Row(
        "customer_confirmed_receipt",
        "he",
        (event("message_in", "2026-10-08", "קיבלתי את החבילה, תודה", "לקוחה"),),
        (event("message_in", "2026-10-08", "לא קיבלתי את החבילה", "לקוחה"),),
    ),
    Row(
        "customer_confirmed_receipt",
        "told by us",
        (event("message_in", "2026-10-08", "Received it, thanks", "customer"),),
        (event("message_in", "2026-10-08", "Received it, thanks"),),
    ),
    Row(
        "login_after_claimed_loss",
        "en",
        (
            event("message_in", "2026-10-10", "my card was stolen today", "customer"),
            payment_row(device="d-1"),
            given.record("logins", "2026-10-12T08:00", id="l1", customer="c-12", device="d-1"),
        ),
        (
            event("message_in", "2026-10-10", "my card was stolen today", "customer"),
            payment_row(device="d-1"),
            given.record("logins", "2026-10-12T08:00", id="l1", customer="c-12", device="d-9"),
        ),
        None,
        "10.4",
    ),
    Row(
        "login_after_claimed_loss",
        "he",
        (
            event("message_in", "2026-10-10", "הכרטיס שלי נגנב", "לקוח"),
            payment_row(ip="1.2.3.4"),
            given.record("logins", "2026-10-12T08:00", id="l1", customer="c-12", ip="1.2.3.4"),
        ),
        (
            event("message_in", "2026-10-10", "הכרטיס שלי נגנב", "לקוח"),
            payment_row(ip="1.2.3.4"),
            given.record("logins", "2026-10-09T08:00", id="l1", customer="c-12", ip="1.2.3.4"),
        ),
        None,
        "10.4",
    ),
    Row(
        "claim_speaks_of_other_family",
        "en",
        (),
        (),
        None,
        denial={"claim": "The table arrived broken"},
        other_denial={"claim": "The table never arrived"},
    ),
    Row(
        "claim_speaks_of_other_family",
        "he",
        (),
        (),
        None,
        denial={"claim": "המוצר הגיע שבור"},
        other_denial={"claim": "המוצר לא הגיע ואף אחד לא עונה"},
    ),
    Row(
        "other_card_last4",
        "en",
        (paper("signed_receipt", "Receipt A-77, card ending 9999"),),
        (paper("signed_receipt", "Receipt A-77, card ending 4242"),),
        "signed_receipt",
        "12.5",
        denial={"transaction": {"last4": "4242"}},
    ),
    Row(
        "other_card_last4",
        "he",
        (paper("signed_receipt", "קבלה A-77, כרטיס המסתיים ב-9999"),),
        (paper("signed_receipt", "קבלה A-77, כרטיס המסתיים ב-4242"),),
        "signed_receipt",
        "12.5",
        denial={"transaction": {"last4": "4242"}},
    ),
    Row(
        "avs_mismatch",
        "records",
        (payment_row(avs_result="N"), paper("avs_match", "AVS match A-77")),
        (payment_row(avs_result="U"), paper("avs_match", "AVS match A-77")),
        "avs_match",
        "10.4",
    ),
    Row(
        "avs_mismatch",
        "he",
        (event("payment", "2026-09-30", "בדיקת הכתובת נכשלה"), paper("avs_match", "AVS match A-77")),
        (event("payment", "2026-09-30", "בדיקת הכתובת עברה"), paper("avs_match", "AVS match A-77")),
        "avs_match",
        "10.4",
    ),
    Row(
        "cvv_mismatch",
        "records",
        (payment_row(cvv_result="N"), paper("cvv_match", "CVV match A-77")),
        (payment_row(cvv_result="M"), paper("cvv_match", "CVV match A-77")),
        "cvv_match",
        "10.4",
    ),
    Row(
        "cvv_mismatch",
        "he",
        (event("payment", "2026-09-30", "שלוש הספרות שגויות"), paper("cvv_match", "CVV match A-77")),
        (event("payment", "2026-09-30", "שלוש הספרות תקינות"), paper("cvv_match", "CVV match A-77")),
        "cvv_match",
        "10.4",
    ),
    Row(
        "three_ds_failed_or_other_amount",
        "en",
        (
            event("three_ds", "2026-09-30", "authentication failed", "processor"),
            paper("three_ds_authentication_record", "3-D Secure A-77 ECI 05"),
        ),
        (
            event("three_ds", "2026-09-30", "authentication passed", "processor"),
            paper("three_ds_authentication_record", "3-D Secure A-77 ECI 05"),
        ),
        "three_ds_authentication_record",
        "10.4",
    ),
    Row(
        "three_ds_failed_or_other_amount",
        "he",
        (event("three_ds", "2026-09-30", "אומת על 50 ₪", "סולק"), paper("three_ds_authentication_record", "אימות 3D Secure A-77")),
        (event("three_ds", "2026-09-30", "אומת על 1,250 ₪", "סולק"), paper("three_ds_authentication_record", "אימות 3D Secure A-77")),
        "three_ds_authentication_record",
        "10.4",
    ),
    Row(
        "authenticated_claimed_without_record",
        "en",
        (payment_row(), paper("three_ds_authentication_record", "3-D Secure A-77")),
        (payment_row(three_ds=True), paper("three_ds_authentication_record", "3-D Secure A-77")),
        "three_ds_authentication_record",
        "10.4",
        denial={"transaction": {"authenticated": True}},
    ),
    Row(
        "authenticated_claimed_without_record",
        "he",
        (payment_row(eci="07"), paper("three_ds_authentication_record", "אימות A-77")),
        (payment_row(eci="05"), paper("three_ds_authentication_record", "אימות A-77")),
        "three_ds_authentication_record",
        "10.4",
        denial={"transaction": {"authenticated": True}},
    ),
    Row(
        "card_present_but_online",
        "en",
        (paper("pin_verification_log", "PIN log A-77"),),
        (paper("pin_verification_log", "PIN log A-77"),),
        "pin_verification_log",
        "10.2",
        denial={"transaction": {"card_present": True}},
        other_denial={"transaction": {"card_present": True}, "goods": {"sold_by": "shop"}},
    ),
    Row(
        "card_present_but_online",
        "he",
        (paper("pin_verification_log", "אימות בקוד סודי A-77"),),
        (paper("pin_verification_log", "אימות בקוד סודי A-77"),),
        "pin_verification_log",
        "10.2",
        denial={"transaction": {"card_present": True}},
        other_denial={"transaction": {"card_present": False}},
    ),
]
IDS = [f"{row.check}-{row.name}" for row in ROWS]


def test_at_least_fifteen_checks_and_every_one_has_a_scene_in_both_languages() -> None:
    names = [check.__name__ for check in CONTRADICTIONS]
    assert len(names) == len(set(names)) >= 18
    assert {row.check for row in ROWS} == set(names)
    for name in names:
        assert len([row for row in ROWS if row.check == name]) >= 2, name


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_check_fires_on_its_scene_and_changes_what_it_touches(row: Row) -> None:
    timeline = build(row.code, *row.trigger, **row.denial)

    found = next(one for one in timeline.contradictions if one.check == row.check)
    if row.weaker is None:
        assert found.against in ("customer", "denial")
    else:
        assert row.weaker in found.weakens
        assert state(timeline, row.weaker) == "weak"
        assert found.reason in proof(timeline, row.weaker).because


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_check_is_silent_on_its_nearest_lawful_neighbour(row: Row) -> None:
    timeline = build(row.code, *row.neighbour, **(row.denial if row.other_denial is None else row.other_denial))

    assert row.check not in checks(timeline)
    if row.weaker is not None:
        assert state(timeline, row.weaker) == "present"


@pytest.mark.parametrize("row", ROWS, ids=IDS)
@pytest.mark.parametrize("language", list(Language))
def test_every_contradiction_is_said_in_both_languages(row: Row, language: Language) -> None:
    timeline = build(row.code, *row.trigger, **row.denial)

    for reason in [found.reason for found in timeline.contradictions] + list(timeline.adverse):
        sentence = say(reason, language)
        assert sentence != reason.code
        assert "{" not in sentence


def test_a_picture_stays_unread_whatever_the_checks_say() -> None:
    timeline = build("13.1", given.exhibit("proof_of_delivery", readable=Readable.UNREAD, text=""))

    assert state(timeline, "proof_of_delivery") == "weak"


@pytest.mark.parametrize(
    ("parts", "paid"),
    [
        ((), Money(90000, "USD")),
        ((payment_row(amount=60000), payment_row(id="A-78", amount=65000)), None),
        ((payment_row(),), None),
        ((), None),
    ],
    ids=["another currency", "taken in two parts", "the same sum", "no payment known"],
)
def test_a_denied_sum_is_not_called_too_high_where_the_sums_do_not_compare(parts: tuple[Any, ...], paid: Money | None) -> None:
    assert "denied_above_payment" not in checks(build("13.1", *parts, transaction={"amount": paid}))


@pytest.mark.parametrize(
    ("language", "says"), [(Language.EN, "ILS\u00a0250.00 above the payment"), (Language.HE, "גבוה ב־\u2066250.00\u2069")]
)
def test_a_denied_sum_above_the_payment_is_said_with_the_excess(language: Language, says: str) -> None:
    found = next(x for x in build("13.1", transaction={"amount": ils(1000)}).contradictions if x.check == "denied_above_payment")
    assert says in say(found.reason, language)
