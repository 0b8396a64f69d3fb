"""The signature of Standard Webhooks: HMAC-SHA256 over "id.timestamp.body" (standardwebhooks.com, symmetric signatures, v1)."""

import base64
import hmac
from datetime import datetime


def headers(body: bytes, *, message: str, secret: str, now: datetime) -> dict[str, str]:
    """`secret`: `whsec_` and base64."""
    at = str(int(now.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.new(key, f"{message}.{at}.".encode() + body, "sha256").digest()).decode()
    return {"webhook-id": message, "webhook-timestamp": at, "webhook-signature": f"v1,{signature}"}
