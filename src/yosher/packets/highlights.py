"""Which values of a record carry the fact, by the kind of evidence."""

from collections.abc import Mapping

# Columns of the record, in the order in which the letter names them.
HIGHLIGHTS: Mapping[str, tuple[str, ...]] = {
    "proof_of_delivery": ("delivered_at", "address", "signed_by"),
    "signed_delivery_confirmation": ("signed_by", "delivered_at"),
    "pickup_record": ("delivered_at", "signed_by"),
    "tracking_number": ("carrier", "tracking"),
    "delivery_to_transaction_address": ("address",),
    "delivery_to_avs_matched_address": ("address",),
    "three_ds_authentication_record": ("three_ds", "eci"),
    "avs_match": ("avs_result",),
    "cvv_match": ("cvv_result",),
    "transaction_receipt": ("amount", "ts"),
    "order_confirmation": ("at", "description"),
    "product_description_as_sold": ("description",),
    "agreed_price_record": ("amount",),
    "terms_accepted_record": ("version", "accepted_at", "terms_version", "terms_accepted_at"),
    "delivery_terms_accepted": ("promised_by",),
    "refund_record": ("amount", "at"),
    "refund_arn": ("arn",),
    "access_activity_log": ("at", "action"),
    "usage_after_cancellation_log": ("at", "action"),
}
