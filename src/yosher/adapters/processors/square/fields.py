"""Square's evidence kinds; a text holds at most 500 characters, so the letter goes in as a file only."""

from yosher.packets.fields import FieldMap

FORM = FieldMap(
    processor="square",
    texts={"TRACKING_NUMBER": "tracking"},
    files={
        "PROOF_OF_DELIVERY_DOCUMENTATION": ("proof_of_delivery", "signed_delivery_confirmation", "pickup_record"),
        "RECEIPT": ("transaction_receipt", "itemized_receipts", "order_confirmation"),
        "CARDHOLDER_COMMUNICATION": ("customer_communication",),
        "ONLINE_OR_APP_ACCESS_LOG": ("access_activity_log",),
        "SERVICE_RECEIVED_DOCUMENTATION": ("service_completion_record",),
        "CANCELLATION_OR_REFUND_DOCUMENTATION": ("refund_record", "refund_arn", "cancellation_policy_disclosure"),
        "PRODUCT_OR_SERVICE_DESCRIPTION": ("product_description_as_sold", "agreed_price_record"),
        "DUPLICATE_CHARGE_DOCUMENTATION": ("duplicate_charge_documentation", "separate_order_records"),
    },
    rest="GENERIC_EVIDENCE",
)
