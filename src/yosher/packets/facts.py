"""What a record or a paper shows, as one short sentence for each kind of evidence, out of the values that stand in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from yosher.evidence.model import Exhibit
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.packets.model import Text
from yosher.packets.values import column_of, shown_value
from yosher.packets.wording import brief, term, text_of

Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the columns of the record that it is taken from."""

    text: Text
    columns: Columns = ()


# kind → sentences with the columns that each needs, the richest first. The columns fill the gaps of their own names.
SENTENCES: Mapping[str, tuple[tuple[Reason, Columns], ...]] = {
    "proof_of_delivery": (
        (Reason("packet.fact_delivered_signed"), ("delivered_at", "address", "signed_by")),
        (Reason("packet.fact_delivered_address"), ("delivered_at", "address")),
        (Reason("packet.fact_delivered_to"), ("delivered_at", "signed_by")),
        (Reason("packet.fact_delivered"), ("delivered_at",)),
    ),
    "proof_of_fulfillment": ((Reason("packet.fact_delivered"), ("delivered_at",)),),
    "signed_delivery_confirmation": (
        (Reason("packet.fact_signed_by"), ("signed_by", "delivered_at")),
        (Reason("packet.fact_signed_by_plain"), ("signed_by",)),
    ),
    "pickup_record": (
        (Reason("packet.fact_collected_by"), ("delivered_at", "signed_by")),
        (Reason("packet.fact_collected"), ("delivered_at",)),
    ),
    "tracking_number": (
        (Reason("packet.fact_shipped"), ("carrier", "tracking", "shipped_at")),
        (Reason("packet.fact_tracking"), ("tracking",)),
    ),
    "delivery_to_transaction_address": ((Reason("packet.fact_address_ordered"), ("address",)),),
    "delivery_to_avs_matched_address": ((Reason("packet.fact_address_matched"), ("address",)),),
    "three_ds_authentication_record": (
        (Reason("packet.fact_three_ds_eci"), ("three_ds", "eci")),
        (Reason("packet.fact_three_ds"), ("three_ds",)),
    ),
    "avs_match": ((Reason("packet.fact_avs"), ("avs_result",)),),
    "cvv_match": ((Reason("packet.fact_cvv"), ("cvv_result",)),),
    "transaction_receipt": (
        (Reason("packet.fact_paid"), ("amount", "ts")),
        (Reason("packet.fact_paid_plain"), ("amount",)),
    ),
    "original_transaction_record": ((Reason("packet.fact_paid"), ("amount", "ts")),),
    "transaction_date_record": ((Reason("packet.fact_payment_dated"), ("ts",)),),
    "order_confirmation": (
        (Reason("packet.fact_ordered"), ("description", "at")),
        (Reason("packet.fact_ordered_plain"), ("at",)),
    ),
    "product_description_as_sold": ((Reason("packet.fact_description"), ("description",)),),
    "agreed_price_record": ((Reason("packet.fact_price"), ("amount",)),),
    "terms_accepted_record": (
        (Reason("packet.fact_terms"), ("version", "accepted_at")),
        (Reason("packet.fact_order_terms"), ("terms_version", "terms_accepted_at")),
        (Reason("packet.fact_terms_at"), ("accepted_at",)),
        (Reason("packet.fact_order_terms_at"), ("terms_accepted_at",)),
    ),
    "subscription_agreement": ((Reason("packet.fact_subscription"), ("version", "accepted_at")),),
    "delivery_terms_accepted": ((Reason("packet.fact_promised"), ("promised_by",)),),
    "refund_record": (
        (Reason("packet.fact_refunded"), ("amount", "at")),
        (Reason("packet.fact_refunded_plain"), ("amount",)),
    ),
    "refund_arn": ((Reason("packet.fact_refund_arn"), ("arn",)),),
    "access_activity_log": ((Reason("packet.fact_used_day"), ("n", "day")), (Reason("packet.fact_used"), ("n", "first", "last"))),
    "usage_after_cancellation_log": ((Reason("packet.fact_used_day"), ("n", "day")), (Reason("packet.fact_used"), ("n", "first", "last"))),
    "customer_communication": (
        (Reason("packet.fact_messages_day"), ("n", "day")),
        (Reason("packet.fact_messages"), ("n", "first", "last")),
    ),
    "prior_undisputed_transactions": ((Reason("packet.fact_earlier"), ("n", "first", "last")),),
    "separate_order_records": ((Reason("packet.fact_two_orders"), ("n", "first", "last")),),
    "duplicate_charge_documentation": ((Reason("packet.fact_two_orders"), ("n", "first", "last")),),
    "ip_address_match": ((Reason("packet.fact_same_ip"), ("ip",)),),
    "device_id_or_fingerprint_match": ((Reason("packet.fact_same_device"), ("device",)),),
    "account_login_id_match": ((Reason("packet.fact_same_account"), ("account",)),),
}
MOST_CHARACTERS = 120  # of a person's words inside a sentence: about two lines
_TIMES = ("at", "ts")
_COUNTED = frozenset({"n", "first", "last", "day"})


def fact_of(kind: str, exhibit: Exhibit, language: Language) -> Said:
    """The richest sentence that the record's values fill; a file is named with its day and nothing is read into it."""
    known = values_in(exhibit)
    for reason, columns in SENTENCES.get(kind, ()):
        if all(column in known for column in columns):
            values = {column: _in_a_line(shown_value(column, known[column], language)) for column in columns}
            used = tuple(c for c in columns if c not in _COUNTED)
            return Said(text_of(replace(reason, values=values), language), used)
    return Said(named(kind, exhibit, language))


def _in_a_line(value: Value) -> Value:
    return brief(value, MOST_CHARACTERS) if isinstance(value, str) else value


def named(kind: str, exhibit: Exhibit, language: Language) -> Text:
    """The paper's name, with its day where one is known."""
    name = term("evidence", kind, language).split(" (", maxsplit=1)[0] if kind != "other" else _other(language)
    return (name, ", ", exhibit.day) if exhibit.day else (name,)


def _other(language: Language) -> str:
    return "".join(str(run) for run in text_of(Reason("packet.other_paper"), language))


def values_in(exhibit: Exhibit) -> dict[str, Value]:
    """column → value of a rendered record; of a table with several rows the count, the first and the last day, and what is equal in all."""
    columns: dict[str, list[Value]] = {}
    for label, value in exhibit.rows:
        columns.setdefault(column_of(label), []).append(value)
    known = {column: values[0] for column, values in columns.items() if len(set(map(str, values))) == 1}
    days = sorted(_days(columns))
    count = len(next((columns[c] for c in _TIMES if c in columns), ()))
    if count and days:
        known |= {"n": count, "first": days[0], "last": days[-1]}
        if days[0] == days[-1]:
            known["day"] = days[0]
    return known


def _days(columns: Mapping[str, list[Value]]) -> Iterator[date]:
    for column in _TIMES:
        for value in columns.get(column, ()):
            if isinstance(value, datetime):
                yield value.date()
            elif isinstance(value, date):
                yield value
