"""The five inboxes and the published samples of their processors, for the tests that read them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from given import NOW, organisation
from yosher.adapters.processors.adyen import inbox as adyen
from yosher.adapters.processors.braintree import inbox as braintree
from yosher.adapters.processors.paypal import inbox as paypal
from yosher.adapters.processors.square import inbox as square
from yosher.adapters.processors.stripe import inbox as stripe
from yosher.cases.model import Denial, Reading
from yosher.desk.ports import InboxContext, ReadsDenials, Recognises

READERS: dict[str, ReadsDenials] = {
    "stripe": stripe.read_denial,
    "adyen": adyen.read_denial,
    "braintree": braintree.read_denial,
    "paypal": paypal.read_denial,
    "square": square.read_denial,
}
RECOGNISERS: dict[str, Recognises] = {
    "stripe": stripe.recognise,
    "adyen": adyen.recognise,
    "braintree": braintree.recognise,
    "paypal": paypal.recognise,
    "square": square.recognise,
}
SAMPLES = Path(__file__).parent / "adapters" / "processors"
# Files that hold no message: lists of words, recipes of calls, what belongs to another product, and the envelopes of signed bodies.
NO_MESSAGE = {
    "enums-2026-10.json",
    "enums.json",
    "events.json",
    "issuing.dispute.json",
    "signed.json",
    "signed-webhook.json",
    "signed-item.json",
}
SIGNED_AT = datetime.fromtimestamp(1790000000, UTC)


def context(**changes: Any) -> InboxContext:
    return InboxContext(**({"organisation": organisation(), "now": NOW, "file": "in.json"} | changes))


def path(processor: str, name: str) -> Path:
    return SAMPLES / processor / "samples" / name


def body(processor: str, name: str) -> bytes:
    return path(processor, name).read_bytes()


def loaded(processor: str, name: str) -> Any:
    return json.loads(body(processor, name))


def read(processor: str, content: bytes | dict[str, Any] | list[Any], **changes: Any) -> Reading:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return READERS[processor](raw, context=context(**changes))


def one(processor: str, content: bytes | dict[str, Any] | list[Any], **changes: Any) -> Denial:
    """The only denial in a body that must hold exactly one, and nothing refused."""
    reading = read(processor, content, **changes)
    assert reading.refused == ()
    (incoming,) = reading.incoming
    return incoming.denial


def messages() -> Iterator[tuple[str, str, bytes]]:
    """Every published or written message: processor, name, bytes; the signed ones taken out of their envelopes."""
    for processor in READERS:
        for found in sorted(path(processor, "").glob("*.*")):
            if found.suffix in (".json", ".csv") and found.name not in NO_MESSAGE:
                yield processor, found.name, found.read_bytes()
    yield "stripe", "signed-webhook", loaded("stripe", "signed-webhook.json")["body"].encode()
    yield "adyen", "signed-item", json.dumps(loaded("adyen", "signed-item.json")["item"]).encode()
    for kind, posted in loaded("braintree", "signed.json")["samples"].items():
        yield "braintree", kind, json.dumps(posted).encode()


MESSAGES = tuple(messages())
NAMES = [f"{processor}:{name}" for processor, name, _ in MESSAGES]
