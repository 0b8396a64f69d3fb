"""The columns of each kind of record: one table for reading, for the documentation and for recognising a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yosher.evidence.model import RecordKind


class Type(StrEnum):
    TEXT = "text"  # a key: an id, a code, an address of a machine
    WORDS = "words"  # what people write
    MINOR = "minor"  # integer minor units of the row's currency
    MAJOR = "major"  # a decimal of the row's currency, kept as its minor units
    WHOLE = "whole"
    DAYS = "days"  # since 1970-01-01
    TIME = "time"  # Unix seconds, or ISO 8601
    BOOL = "bool"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Column:
    """`telling`: its presence tells this kind of file from the others."""

    name: str
    type: Type
    meaning: str
    telling: bool = False


def _text(name: str, meaning: str, *, telling: bool = False) -> Column:
    return Column(name, Type.TEXT, meaning, telling)


def _words(name: str, meaning: str, *, telling: bool = False) -> Column:
    return Column(name, Type.WORDS, meaning, telling)


_ID = _text("id", "the record's own id; a later row with the same id replaces the earlier")
_CUSTOMER = (_text("customer", "the customer's id"), _text("email", "the customer's e-mail"))
_DEAL = (_text("order", "the order's id"), _text("transaction", "the payment's id"))
_AMOUNT = (
    Column("amount", Type.MINOR, "whole minor units (12000 = 120.00)"),
    Column("amount_major", Type.MAJOR, "the amount as a decimal (120.00), read where amount is empty"),
    Column("currency", Type.CURRENCY, "ISO 4217"),
)
_AT = Column("at", Type.TIME, "when, ISO 8601 with its offset or Unix seconds")

COLUMNS: Mapping[RecordKind, tuple[Column, ...]] = {
    RecordKind.TRANSACTIONS: (
        _ID,
        _text("account", "the customer's account"),
        _text("pm", "fingerprint of the payment method", telling=True),
        _text("ip", "IP address of the purchase"),
        _text("device", "id or fingerprint of the device"),
        _text("ship", "normalised key of the delivery address", telling=True),
        *_AMOUNT,
        Column("ts", Type.TIME, "when, Unix seconds or ISO 8601", telling=True),
        Column("day", Type.DAYS, "days since 1970-01-01 (UTC); derived from ts where absent"),
        Column("disputed", Type.BOOL, "whether it was disputed", telling=True),
        Column("fraud", Type.BOOL, "whether fraud was reported on it", telling=True),
        Column("delivered", Type.BOOL, "whether it was delivered"),
        _text("merchant", "the selling business, where there are several"),
        _words("descriptor", "the name on the statement"),
        _text("email", "the customer's e-mail"),
        _text("order", "the order's id"),
        Column("refunded_minor", Type.WHOLE, "what was refunded, in minor units"),
        _text("three_ds", "3-D Secure result", telling=True),
        _text("eci", "electronic commerce indicator"),
        _text("avs_result", "result of the address check", telling=True),
        _text("cvv_result", "result of the security code check (never the code itself)"),
    ),
    RecordKind.ORDERS: (
        _ID,
        *_CUSTOMER,
        _AT,
        *_AMOUNT,
        _words("description", "what was sold", telling=True),
        _text("goods", "physical, digital, service, subscription, event or money", telling=True),
        _words("ship_to", "delivery address", telling=True),
        _words("bill_to", "billing address", telling=True),
        _text("transaction", "the payment's id"),
        _text("ip", "IP address of the order"),
        _text("device", "id or fingerprint of the device"),
        _text("terms_version", "version of the terms shown", telling=True),
        Column("terms_accepted_at", Type.TIME, "when the terms were accepted", telling=True),
        _text("promised_by", "day until which delivery was promised", telling=True),
    ),
    RecordKind.SHIPMENTS: (
        _ID,
        *_DEAL,
        _text("carrier", "who carried it", telling=True),
        _text("tracking", "tracking number", telling=True),
        Column("shipped_at", Type.TIME, "when it was handed to the carrier", telling=True),
        Column("delivered_at", Type.TIME, "when the carrier delivered it", telling=True),
        _words("signed_by", "who signed", telling=True),
        _words("address", "where it was delivered"),
        _words("status", "the carrier's last status"),
    ),
    RecordKind.REFUNDS: (
        _ID,
        *_DEAL,
        *_AMOUNT,
        _AT,
        _text("arn", "acquirer reference number of the refund", telling=True),
        _words("status", "succeeded, pending or failed"),
        _words("reason", "why it was given", telling=True),
    ),
    RecordKind.LOGINS: (
        _ID,
        *_CUSTOMER,
        _AT,
        _text("ip", "IP address"),
        _text("device", "id or fingerprint of the device"),
        _text("action", "login, download, view …", telling=True),
    ),
    RecordKind.MESSAGES: (
        _ID,
        *_CUSTOMER,
        _text("order", "the order's id"),
        _AT,
        _text("direction", "in or out", telling=True),
        _text("channel", "email, whatsapp, chat, phone …", telling=True),
        _words("text", "the message", telling=True),
        _text("language", "he, en …"),
    ),
    RecordKind.AGREEMENTS: (
        _ID,
        *_CUSTOMER,
        _text("order", "the order's id"),
        _text("version", "version of the document", telling=True),
        _words("title", "its title", telling=True),
        _words("text", "its text"),
        Column("accepted_at", Type.TIME, "when it was accepted", telling=True),
        _words("how", "checkbox, signature, phone …", telling=True),
        _text("ip", "IP address of the acceptance"),
        _words("signature", "who signed", telling=True),
    ),
}
# Columns that hold a security code by their name: never read.
NEVER_READ = frozenset({"cvv", "cvc", "cvv2", "cvc2", "cid", "security_code", "card_number", "pan", "expiry", "pin"})


def kind_of(header: list[str], stem: str) -> RecordKind | None:
    """The kind of a file by its name, else by the most telling columns of its header; None where nothing tells."""
    if "id" not in header:
        return None
    if stem.lower() in set(RecordKind):
        return RecordKind(stem.lower())
    scores = {kind: sum(c.telling and c.name in header for c in columns) for kind, columns in COLUMNS.items()}
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] and list(scores.values()).count(scores[best]) == 1 else None
