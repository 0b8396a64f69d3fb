"""Adyen's signature of a standard webhook's item: HMAC-SHA256, key in hex, result in base64, over eight fields.

The dispute's status, deadline and reason are not among the eight: a right signature does not vouch for them.
"""

import base64
import binascii
import hmac

from yosher.cases.door.fields import Fields
from yosher.cases.door.words import text_of
from yosher.desk.ports import SignatureWrong
from yosher.kernel.reason import Reason


def check(item: Fields, *, given: str, secret: str) -> None:
    """Raises SignatureWrong unless the signature fits; without a timestamp in it, nothing is too old."""
    if not given:
        raise SignatureWrong(Reason("intake.signature_missing"))
    try:
        key = binascii.unhexlify(secret.strip().encode())
    except binascii.Error as trouble:
        raise SignatureWrong(Reason("intake.signature_not_checkable")) from trouble
    wanted = base64.b64encode(hmac.new(key, signed_text(item).encode("utf-8", "replace"), "sha256").digest())
    if not hmac.compare_digest(wanted, given.strip().encode("utf-8", "replace")):
        raise SignatureWrong


def signed_text(item: Fields) -> str:
    """The eight fields, a colon between them (not escaped inside them, as in Adyen's own library); an absent one is empty."""
    amount = item.inner("amount")
    names = ("pspReference", "originalReference", "merchantAccountCode", "merchantReference")
    parts = [text_of(item.raw(name)) for name in names]
    parts += [text_of(amount.raw("value")), text_of(amount.raw("currency"))]
    return ":".join((*parts, text_of(item.raw("eventCode")), text_of(item.raw("success"))))
