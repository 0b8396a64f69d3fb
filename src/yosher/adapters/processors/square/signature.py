"""Square's signature: base64 of HMAC-SHA256 over the registered address followed by the raw body."""

import base64
import hmac

from yosher.desk.ports import SignatureWrong
from yosher.kernel.reason import Reason


def check(body: bytes, *, given: str, secret: str) -> None:
    """`secret` is two lines: the notification address as registered with Square, then the signature key. Raises SignatureWrong."""
    lines = [line.strip() for line in secret.strip().splitlines() if line.strip()]
    if len(lines) != 2:
        raise SignatureWrong(Reason("intake.signature_not_checkable"))
    address, key = lines
    wanted = base64.b64encode(hmac.new(key.encode(), address.encode() + body, "sha256").digest())
    if not hmac.compare_digest(wanted, given.strip().encode("utf-8", "replace")):
        raise SignatureWrong
