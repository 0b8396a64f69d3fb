"""Stripe's signature: `t=<Unix seconds>,v1=<hex>[,v1=…]`, HMAC-SHA256 over "t.body" with the endpoint's secret as text."""

import hmac
from datetime import datetime

from yosher.desk.ports import SignatureWrong
from yosher.kernel.reason import Reason

TOLERANCE = 300  # seconds; the default of Stripe's own libraries. A time in the future passes there as well


def check(body: bytes, *, header: str, secret: str, now: datetime) -> None:
    """Raises SignatureWrong unless one of the `v1` signatures fits and is not too old at `now`."""
    pairs = [pair.strip().partition("=") for pair in header.split(":", 1)[-1].split(",")]
    signed_at = next((value for name, _, value in pairs if name == "t"), "")
    given = [value for name, _, value in pairs if name == "v1"]
    if not (signed_at.isascii() and signed_at.isdigit()) or len(signed_at) > 11:
        raise SignatureWrong
    wanted = hmac.new(secret.strip().encode(), signed_at.encode() + b"." + body, "sha256").hexdigest().encode()
    if not any(hmac.compare_digest(wanted, one.encode()) for one in given):
        raise SignatureWrong
    if now.timestamp() - int(signed_at) > TOLERANCE:
        raise SignatureWrong(Reason("intake.signature_expired", values={"seconds": TOLERANCE}))
