"""PayPal's evidence: tracking, notes and documents of provide-evidence, and the note of accept-claim (customer disputes v1)."""

from yosher.packets.fields import FieldMap

FORM = FieldMap(
    processor="paypal",
    texts={"carrier_name": "carrier", "tracking_number": "tracking", "refund_ids": "refund_arn"},
    letter="notes",
    accept="note",
    answer="documents",
)
