"""Braintree's evidence: texts by category, a text without one, and uploaded documents (SDK 4.48.0)."""

from yosher.packets.fields import FieldMap

FORM = FieldMap(
    processor="braintree",
    texts={"CARRIER_NAME": "carrier", "TRACKING_NUMBER": "tracking"},
    letter="text_evidence",
    answer="document_upload",
)
