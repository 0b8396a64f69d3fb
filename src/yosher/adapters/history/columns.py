"""The columns of each kind of record: one table for reading, for the documentation and for recognising a file."""

import re
from collections.abc import Collection, Mapping
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
    """`telling`: its presence tells this kind of file from the others. `also`: names that exports give it, as `plain` writes them."""

    name: str
    type: Type
    meaning: str
    telling: bool = False
    also: tuple[str, ...] = ()


def _text(name: str, meaning: str, *also: str, telling: bool = False) -> Column:
    return Column(name, Type.TEXT, meaning, telling, also)


def _words(name: str, meaning: str, *also: str, telling: bool = False) -> Column:
    return Column(name, Type.WORDS, meaning, telling, also)


def _id(*also: str) -> Column:
    return _text("id", "the record's own id; a later row with the same id replaces the earlier", *also, "מזהה")


# What exports call the same thing: WooCommerce's and Stripe's headers are among the names, as their documentation lists them.
_EMAIL = _text(
    "email",
    "the customer's e-mail",
    "e_mail",
    "customer_email",
    "billing_email",
    "email_billing",
    "email_address",
    "from_email_address",
    "דואל",
    "אימייל",
    "מייל",
)
_CUSTOMER = (_text("customer", "the customer's id", "customer_id", "client_id", "לקוח", "מספר_לקוח"), _EMAIL)
_ORDER = _text("order", "the order's id", "order_id", "order_number", "order_no", "order_name", "הזמנה", "מספר_הזמנה", "מס_הזמנה")
_PAYMENT = _text("transaction", "the payment's id", "transaction_id", "payment_id", "charge_id", "עסקה", "מספר_עסקה")
_DEAL = (_ORDER, _PAYMENT)
_AMOUNT = (
    Column("amount", Type.MINOR, "whole minor units (12000 = 120.00)", also=("amount_minor", "amount_cents", "אגורות")),
    Column(
        "amount_major",
        Type.MAJOR,
        "the amount as a decimal (120.00), read where amount is empty",
        also=("total", "total_amount", "order_total", "order_total_amount", "gross", "sum", "price", "סכום", "סהכ", "מחיר"),
    ),
    Column(
        "currency",
        Type.CURRENCY,
        "ISO 4217; without such a column the sign beside an amount, else the currency of the business",
        also=("currency_code", "order_currency", "מטבע"),
    ),
)
_WHEN = ("date", "time", "datetime", "created", "created_at", "created_date", "created_date_utc", "created_utc", "תאריך", "מועד")
_AT = Column(
    "at",
    Type.TIME,
    "when",
    also=(*_WHEN, "order_date", "date_created", "paid_at", "refunded_at", "refund_date", "sent_at", "תאריך_הזמנה", "תאריך_זיכוי"),
)

COLUMNS: Mapping[RecordKind, tuple[Column, ...]] = {
    RecordKind.TRANSACTIONS: (
        _id("transaction_id", "payment_id", "charge_id", "מספר_עסקה"),
        _text("account", "the customer's account"),
        _text("pm", "fingerprint of the payment method", telling=True),
        _text("ip", "IP address of the purchase"),
        _text("device", "id or fingerprint of the device"),
        _text("ship", "normalised key of the delivery address", telling=True),
        *_AMOUNT,
        Column("ts", Type.TIME, "when", telling=True, also=_AT.also),
        Column("day", Type.DAYS, "days since 1970-01-01 (UTC); derived from ts where absent"),
        Column("disputed", Type.BOOL, "whether it was disputed", telling=True),
        Column("fraud", Type.BOOL, "whether fraud was reported on it", telling=True),
        Column("delivered", Type.BOOL, "whether it was delivered"),
        _text(
            "network",
            "the card's network, as the file names it",
            "card_brand",
            "card_network",
            "card_scheme",
            "payment_network",
            "מותג_כרטיס",
            "מותג_הכרטיס",
            "רשת",
        ),
        Column("card_present", Type.BOOL, "whether the card was present"),
        _text("merchant", "the selling business, where there are several"),
        _words("descriptor", "the name on the statement"),
        _EMAIL,
        _ORDER,
        Column("refunded_minor", Type.WHOLE, "what was refunded, in minor units"),
        _text("three_ds", "3-D Secure result", telling=True),
        _text("eci", "electronic commerce indicator"),
        _text("avs_result", "result of the address check", telling=True),
        _text("cvv_result", "result of the security code check (never the code itself)"),
    ),
    RecordKind.ORDERS: (
        _id("order_id", "order_number", "order_no", "order_name", "order", "מספר_הזמנה", "מס_הזמנה", "הזמנה"),
        *_CUSTOMER,
        _AT,
        *_AMOUNT,
        _words(
            "description",
            "what was sold",
            "item",
            "items",
            "item_name",
            "line_items",
            "product",
            "products",
            "תיאור",
            "פריט",
            "מוצר",
            telling=True,
        ),
        _text("goods", "physical, digital, service, subscription, event or money", telling=True),
        _words("ship_to", "delivery address", "shipping_address", "delivery_address", "כתובת_למשלוח", telling=True),
        _words("bill_to", "billing address", "billing_address", "כתובת_לחיוב", telling=True),
        _PAYMENT,
        _text("ip", "IP address of the order", "customer_ip_address"),
        _text("device", "id or fingerprint of the device"),
        _text("terms_version", "version of the terms shown", telling=True),
        Column("terms_accepted_at", Type.TIME, "when the terms were accepted", telling=True),
        _text("promised_by", "day until which delivery was promised", telling=True),
    ),
    RecordKind.SHIPMENTS: (
        _id("shipment_id", "מספר_משלוח"),
        *_DEAL,
        _text("carrier", "who carried it", "shipping_company", "tracking_company", "courier", "חברת_משלוחים", "שליח", telling=True),
        _text("tracking", "tracking number; the id where there is no other", "tracking_number", "מספר_מעקב", telling=True),
        Column(
            "shipped_at",
            Type.TIME,
            "when it was handed to the carrier",
            telling=True,
            also=("shipped", "shipped_on", "ship_date", "date_shipped", "fulfilled_at", "תאריך_משלוח"),
        ),
        Column(
            "delivered_at",
            Type.TIME,
            "when the carrier delivered it",
            telling=True,
            also=("delivered", "delivered_on", "delivery_date", "date_delivered", "תאריך_מסירה"),
        ),
        _words("signed_by", "who signed", telling=True),
        _words("address", "where it was delivered"),
        _words("status", "the carrier's last status"),
    ),
    RecordKind.REFUNDS: (
        _id("refund_id", "מספר_זיכוי"),
        *_DEAL,
        *_AMOUNT,
        _AT,
        _text("arn", "acquirer reference number of the refund", telling=True),
        _words("status", "succeeded, pending or failed"),
        _words("reason", "why it was given", telling=True),
    ),
    RecordKind.LOGINS: (
        _id("login_id"),
        *_CUSTOMER,
        _AT,
        _text("ip", "IP address"),
        _text("device", "id or fingerprint of the device"),
        _text("action", "login, download, view …", telling=True),
    ),
    RecordKind.MESSAGES: (
        _id("message_id"),
        *_CUSTOMER,
        _ORDER,
        _AT,
        _text("direction", "in or out", telling=True),
        _text("channel", "email, whatsapp, chat, phone …", telling=True),
        _words("text", "the message", "message", "body", "content", "הודעה", "תוכן", telling=True),
        _text("language", "he, en …"),
    ),
    RecordKind.AGREEMENTS: (
        _id("agreement_id"),
        *_CUSTOMER,
        _ORDER,
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


# Kinds whose rows are told from one another by all that stands in them, where no column holds an id; others are looked up by it.
NEED_NO_ID = frozenset(RecordKind) - {RecordKind.TRANSACTIONS, RecordKind.ORDERS}


def plain(header: str) -> str:
    """A name of a column as the table writes it: small letters, `_` between words, no quotation marks, brackets or number signs."""
    bare = re.sub("[\ufeff\"'\u05f3\u05f4()#]", " ", re.sub("(?<=[\u05d0-\u05ea])[\"'\u05f3\u05f4](?=[\u05d0-\u05ea])", "", header))
    return re.sub(r"[\s\-./_]+", "_", bare.strip().lower()).strip("_")


def columns_of(kind: RecordKind, headers: list[str]) -> dict[str, Column]:
    """Header in the file → the column it holds. A column's own name goes before the names that exports give it."""
    first = {plain(header): header for header in reversed(headers)}
    found: dict[str, Column] = {}
    for column in COLUMNS[kind]:
        if column.name in first:
            found[first[column.name]] = column
    for column in COLUMNS[kind]:
        for name in column.also if column not in found.values() else ():
            if name in first and first[name] not in found:
                found[first[name]] = column
                break
    return found


def kind_of(headers: list[str], stem: str) -> RecordKind | None:
    """The kind of a file by its name, else by the most telling columns of its header; None where nothing tells.

    Without a column for an id only the file's name or two telling columns tell, and only a kind that needs none.
    """
    read = {kind: columns_of(kind, headers).values() for kind in COLUMNS}
    with_id = {kind: columns for kind, columns in read.items() if any(c.name == "id" for c in columns)}
    without = {kind: read[kind] for kind in NEED_NO_ID - with_id.keys() if len(read[kind]) > 1}
    named = [kind for kind in (*with_id, *without) if kind in re.split(r"[\W_\d]+", stem.lower())]
    return named[0] if len(named) == 1 else _most_telling(with_id, least=1) or _most_telling(without, least=2)


def _most_telling(possible: Mapping[RecordKind, Collection[Column]], *, least: int) -> RecordKind | None:
    scores = {kind: (sum(column.telling for column in columns), len(columns)) for kind, columns in possible.items()}
    best = max(scores, key=lambda kind: scores[kind], default=None)
    return best if best and scores[best][0] >= least and list(scores.values()).count(scores[best]) == 1 else None
