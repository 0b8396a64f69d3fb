"""Braintree's signature (`public_key|hex` pairs joined by `&`; HMAC-SHA1, keyed by the SHA-1 of the private key), and its challenge."""

import hashlib
import hmac
import re

from yosher.desk.ports import SignatureWrong

_CHALLENGE = re.compile(r"[0-9a-f]{20,32}")  # what Braintree sends; a payload is XML in base64, so that no answer signs one


def check(payload: str, *, given: str, private_key: str) -> None:
    """Raises SignatureWrong unless one of the pairs fits the payload, as it came or with a line's end behind it.

    `private_key`: the key alone, or the public key's line before it. SHA-1 is Braintree's choice; as the hash inside an HMAC it is
    not known to be broken.
    """
    pairs = [pair.partition("|") for pair in given.strip().split("&")]
    signatures = [signature.strip().encode("utf-8", "replace") for _, bar, signature in pairs if bar]
    wanted = [_signed(text, private_key).encode() for text in (payload, payload + "\n")]
    if not any(hmac.compare_digest(one, signature) for one in wanted for signature in signatures):
        raise SignatureWrong


def answer(challenge: str, *, secret: str) -> str | None:
    """What proves to Braintree that an address is ours: `public_key|hex`. `secret` is two lines: the public key, then the private one.

    None for what is no challenge of theirs, or where the public key was not told.
    """
    lines = secret.split()
    if len(lines) != 2 or not _CHALLENGE.fullmatch(challenge):
        return None
    return f"{lines[0]}|{_signed(challenge, secret)}"


def _signed(text: str, secret: str) -> str:
    private_key = (secret.split() or [""])[-1]
    key = hashlib.sha1(private_key.encode(), usedforsecurity=False).digest()
    return hmac.new(key, text.encode("utf-8", "replace"), "sha1").hexdigest()
