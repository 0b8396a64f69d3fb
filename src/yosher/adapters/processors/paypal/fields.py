"""PayPal's evidence: tracking, notes and documents of one call to provide-evidence."""

from yosher.packets.fields import FieldMap

FORM = FieldMap(
    processor="paypal",
    texts={"carrier_name": "carrier", "tracking_number": "tracking", "refund_ids": "refund_arn"},
    rest="documents",
    letter="notes",
)
