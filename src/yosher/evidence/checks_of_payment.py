"""What a payment's own checks say: 3-D Secure, address, security code. A result that is not known says nothing."""

from collections.abc import Mapping

from yosher.evidence.rows import outcome_of, text_of
from yosher.evidence.wording import word_set
from yosher.kernel.reason import Value

# Visa 10.4: delivery to an address with result Y or M counts (Visa Dispute Management Guidelines, June 2024).
_ADDRESS_MATCHED = word_set("y m match matched pass passed full_match")
_ADDRESS_FAILED = word_set("n no_match nomatch mismatch fail failed none")
_CODE_MATCHED = word_set("m y match matched pass passed")
_CODE_FAILED = word_set("n no_match nomatch mismatch fail failed")
# Visa and others: 5 authenticated, 6 attempted, 7 not; Mastercard: 2 authenticated, 1 attempted, 0 not (same source; EMV 3DS).
_ECI_AUTHENTICATED = word_set("1 2 5 6 01 02 05 06")
_ECI_NOT = word_set("0 7 00 07")


def authenticated(values: Mapping[str, Value]) -> bool | None:
    """Whether 3-D Secure was passed: by the electronic commerce indicator where it is given, else by the result."""
    eci = text_of(values, "eci").lower()
    if eci in _ECI_NOT:
        return False
    result = outcome_of(values.get("three_ds"))
    return True if result is None and eci in _ECI_AUTHENTICATED else result


def address_matched(values: Mapping[str, Value]) -> bool | None:
    return _verdict(text_of(values, "avs_result"), _ADDRESS_MATCHED, _ADDRESS_FAILED)


def code_matched(values: Mapping[str, Value]) -> bool | None:
    return _verdict(text_of(values, "cvv_result"), _CODE_MATCHED, _CODE_FAILED)


def _verdict(result: str, good: frozenset[str], bad: frozenset[str]) -> bool | None:
    word = result.lower().replace(" ", "_").replace("-", "_")
    return True if word in good else False if word in bad else None
