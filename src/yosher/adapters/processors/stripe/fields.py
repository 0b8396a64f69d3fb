"""Stripe's evidence form: its text and file fields (SDK 16.1.0), by what we have."""

from yosher.packets.fields import FieldMap

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
    },
    files={
        "shipping_documentation": (
            "proof_of_delivery",
            "signed_delivery_confirmation",
            "tracking_number",
            "delivery_photo_or_gps",
            "pickup_record",
        ),
        "customer_communication": ("customer_communication",),
        "receipt": ("transaction_receipt", "itemized_receipts", "order_confirmation"),
        "customer_signature": ("signed_receipt", "terms_accepted_record"),
        "refund_policy": ("refund_policy", "return_policy"),
        "cancellation_policy": ("cancellation_policy", "cancellation_policy_disclosure"),
        "service_documentation": ("service_completion_record", "access_activity_log", "proof_of_fulfillment"),
        "duplicate_charge_documentation": ("duplicate_charge_documentation", "separate_order_records"),
    },
    rest="uncategorized_file",
    letter="uncategorized_text",
)
