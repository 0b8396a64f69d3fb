"""PayPal's evidence: tracking, notes and documents of one call to provide-evidence (customer disputes specification v1)."""

from yosher.packets.fields import FieldMap

FORM = FieldMap(
    processor="paypal",
    texts={"carrier_name": "carrier", "tracking_number": "tracking", "refund_ids": "refund_arn"},
    letter="notes",
    answer="documents",
)
