"""Checkout.com's seven pairs of a file and a text of at most 500 characters (SDK 4.8.1)."""

from yosher.packets.fields import FieldMap

_DELIVERY = (
    "proof_of_delivery",
    "signed_delivery_confirmation",
    "pickup_record",
    "service_completion_record",
    "access_activity_log",
    "proof_of_fulfillment",
)
_PAIRS = {
    "proof_of_delivery_or_service": _DELIVERY,
    "invoice_or_receipt": ("transaction_receipt", "itemized_receipts", "order_confirmation"),
    "invoice_showing_distinct_transactions": ("separate_order_records", "duplicate_charge_documentation"),
    "customer_communication": ("customer_communication",),
    "refund_or_cancellation_policy": ("refund_policy", "return_policy", "cancellation_policy", "cancellation_policy_disclosure"),
    "recurring_transaction_agreement": ("subscription_agreement", "terms_accepted_record"),
}
FORM = FieldMap(
    processor="checkout",
    texts={"proof_of_delivery_or_service_date": "shipping_date"},
    explains={f"{name}_text": kinds for name, kinds in _PAIRS.items()},
    files={f"{name}_file": kinds for name, kinds in _PAIRS.items()},
    letter="additional_evidence_text",
    answer="additional_evidence_file",
)
