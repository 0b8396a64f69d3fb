"""Adyen's defence documents: one document of the type for defence material; there is no box for words (DisputeService v30)."""

from yosher.packets.fields import FieldMap

FORM = FieldMap(processor="adyen", answer="DefenseMaterial")
