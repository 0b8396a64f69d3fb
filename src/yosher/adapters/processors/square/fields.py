"""Square's evidence types (specification of 2025-08): texts of at most 500 characters, and files."""

from yosher.packets.fields import FieldMap

FORM = FieldMap(
    processor="square",
    texts={"TRACKING_NUMBER": "tracking"},
    files={
        "PROOF_OF_DELIVERY_DOCUMENTATION": ("proof_of_delivery", "signed_delivery_confirmation", "pickup_record", "delivery_photo_or_gps"),
        "RECEIPT": ("transaction_receipt", "itemized_receipts", "order_confirmation"),
        "CARDHOLDER_COMMUNICATION": ("customer_communication",),
        "ONLINE_OR_APP_ACCESS_LOG": ("access_activity_log", "usage_after_cancellation_log"),
        "AUTHORIZATION_DOCUMENTATION": ("three_ds_authentication_record", "authorization_log", "signed_receipt"),
        "SERVICE_RECEIVED_DOCUMENTATION": ("service_completion_record", "proof_of_fulfillment"),
        "CANCELLATION_OR_REFUND_DOCUMENTATION": ("refund_record", "refund_arn", "cancellation_policy_disclosure", "refund_policy"),
        "PRODUCT_OR_SERVICE_DESCRIPTION": ("product_description_as_sold", "agreed_price_record"),
        "PURCHASE_ACKNOWLEDGEMENT": ("terms_accepted_record", "subscription_agreement"),
        "DUPLICATE_CHARGE_DOCUMENTATION": ("duplicate_charge_documentation", "separate_order_records"),
        "RELATED_TRANSACTION_DOCUMENTATION": ("prior_undisputed_transactions",),
    },
    letter="REBUTTAL_EXPLANATION",
    answer="GENERIC_EVIDENCE",
)
