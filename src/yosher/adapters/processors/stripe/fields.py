"""Stripe's evidence form: its 18 text fields and 9 file fields (SDK 16.1.0), by what we have."""

from yosher.kernel.words import ClaimFamily
from yosher.packets.fields import FieldMap

_ACCESS = ("access_activity_log", "usage_after_cancellation_log")
_DELIVERY = ("proof_of_delivery", "signed_delivery_confirmation", "pickup_record", "delivery_photo_or_gps", "tracking_number")

_ENDING = frozenset({ClaimFamily.CANCELLED, ClaimFamily.CREDIT_NOT_PROCESSED})

FORM = FieldMap(
    processor="stripe",
    texts={
        "customer_name": "customer_name",
        "customer_email_address": "customer_email",
        "customer_purchase_ip": "purchase_ip",
        "product_description": "description",
        "shipping_carrier": "carrier",
        "shipping_tracking_number": "tracking",
        "shipping_address": "shipping_address",
        "billing_address": "billing_address",
        "shipping_date": "shipping_date",
        "service_date": "service_date",
        "duplicate_charge_id": "other_payment",
    },
    explains={
        "access_activity_log": _ACCESS,
        "cancellation_policy_disclosure": ("cancellation_policy_disclosure", "cancellation_policy", "subscription_agreement"),
        "cancellation_rebuttal": ("no_cancellation_request_log", "late_cancellation_log", "renewal_reminder", *_ACCESS),
        "duplicate_charge_explanation": ("separate_order_records", "separate_shipping_records", "duplicate_charge_documentation"),
        "refund_policy_disclosure": ("refund_policy_disclosure", "refund_policy", "return_policy"),
        "refund_refusal_explanation": ("no_return_received_record", "no_return_attempt_record", "return_inspection_report"),
    },
    about={
        "cancellation_policy_disclosure": _ENDING,
        "cancellation_rebuttal": _ENDING,
        "duplicate_charge_explanation": frozenset({ClaimFamily.DUPLICATE}),
        "refund_refusal_explanation": _ENDING | {ClaimFamily.NOT_AS_DESCRIBED},
    },
    files={
        "cancellation_policy": ("cancellation_policy", "cancellation_policy_disclosure", "subscription_agreement"),
        "customer_communication": ("customer_communication",),
        "customer_signature": ("signed_receipt", "signed_delivery_confirmation", "terms_accepted_record"),
        "duplicate_charge_documentation": ("duplicate_charge_documentation", "separate_order_records"),
        "receipt": ("transaction_receipt", "itemized_receipts", "order_confirmation"),
        "refund_policy": ("refund_policy", "return_policy", "refund_policy_disclosure"),
        "service_documentation": ("service_completion_record", "proof_of_fulfillment", *_ACCESS),
        "shipping_documentation": _DELIVERY,
    },
    answer="uncategorized_file",
    letter="uncategorized_text",
)
