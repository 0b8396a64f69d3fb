"""Braintree's signature: `public_key|hex` pairs joined by `&`; HMAC-SHA1 over the payload, its key the SHA-1 of the private key."""

import hashlib
import hmac

from yosher.desk.ports import SignatureWrong


def check(payload: str, *, given: str, private_key: str) -> None:
    """Raises SignatureWrong unless one of the pairs fits the payload, as it came or with a line's end behind it.

    SHA-1 is Braintree's choice; as the hash inside an HMAC it is not known to be broken.
    """
    key = hashlib.sha1(private_key.strip().encode(), usedforsecurity=False).digest()
    pairs = [pair.partition("|") for pair in given.strip().split("&")]
    signatures = [signature.strip().encode("utf-8", "replace") for _, bar, signature in pairs if bar]
    wanted = [hmac.new(key, text.encode("utf-8", "replace"), "sha1").hexdigest().encode() for text in (payload, payload + "\n")]
    if not any(hmac.compare_digest(one, signature) for one in wanted for signature in signatures):
        raise SignatureWrong
