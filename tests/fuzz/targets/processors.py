"""Fuzz targets of the processors' inboxes: any bytes are recognised or not, and read or refused; nothing raises but SignatureWrong."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from yosher.adapters.processors.adyen import inbox as adyen
from yosher.adapters.processors.braintree import inbox as braintree
from yosher.adapters.processors.paypal import inbox as paypal
from yosher.adapters.processors.square import inbox as square
from yosher.adapters.processors.stripe import inbox as stripe
from yosher.desk.ports import InboxContext, ReadsDenials, Recognises, SignatureWrong
from yosher.kernel.ids import OrgId
from yosher.people.model import Organisation

_PLAIN = InboxContext(Organisation(OrgId("org-1"), "Oak & Olive"), datetime(2026, 11, 22, 9, tzinfo=UTC), "fuzz")
_SIGNED = InboxContext(_PLAIN.organisation, _PLAIN.now, "fuzz", "t=1790000000,v1=00", "00ff")
_HEAD = 4096  # bytes that a recogniser is shown


def _target(recognise: Recognises, read: ReadsDenials) -> Callable[[bytes], None]:
    def fuzz(data: bytes) -> None:
        assert 0 <= recognise(data[:_HEAD], name="fuzz.bin") <= 100
        reading = read(data, context=_PLAIN)
        assert not any(incoming.denial.confirmed for incoming in reading.incoming)
        assert all(incoming.denial.ref and 0 <= incoming.denial.amount.minor < 10**15 for incoming in reading.incoming)
        repr(reading).encode()  # no lone surrogates: what is kept can be written down
        with suppress(SignatureWrong):
            read(data, context=_SIGNED)

    return fuzz


TARGETS: dict[str, Callable[[bytes], None]] = {
    "stripe": _target(stripe.recognise, stripe.read_denial),
    "adyen": _target(adyen.recognise, adyen.read_denial),
    "braintree": _target(braintree.recognise, braintree.read_denial),
    "paypal": _target(paypal.recognise, paypal.read_denial),
    "square": _target(square.recognise, square.read_denial),
}
