"""A record of the business's systems as an exhibit: a table of labelled values with the evidence kinds that it shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from yosher.cases.model import Denial
from yosher.evidence.checks_of_payment import address_matched, authenticated, code_matched
from yosher.evidence.keys import keys_of
from yosher.evidence.model import Exhibit, Lawful, Readable, Record, RecordKind
from yosher.evidence.moments import is_later, is_since, moment_of, shown
from yosher.evidence.places import is_same_place
from yosher.evidence.rows import amount_of, text_of
from yosher.evidence.states import Movement, movement_of
from yosher.evidence.wording import evened, phrases, says, word_set
from yosher.kernel.ids import ExhibitId
from yosher.kernel.reason import EMPTY, Value
from yosher.kernel.when import Moment, day_moment

Row = tuple[str, Value]

# Which columns are shown, in which order. The label's words stand in evidence.po under `evidence.row_<column>`.
COLUMNS = {
    RecordKind.TRANSACTIONS: "id order ts amount merchant descriptor account email ip device ship three_ds eci avs_result cvv_result",
    RecordKind.ORDERS: (
        "id at customer email amount description goods ship_to bill_to ip device terms_version terms_accepted_at promised_by"
    ),
    RecordKind.SHIPMENTS: "id order carrier tracking status shipped_at delivered_at address signed_by",
    RecordKind.REFUNDS: "id order transaction at amount status arn reason",
    RecordKind.LOGINS: "at action ip device customer email",
    RecordKind.MESSAGES: "at direction channel text",
    RecordKind.AGREEMENTS: "id customer email title version accepted_at how ip signature text",
}
ROW_LABELS = tuple(sorted({f"evidence.row_{column}" for columns in COLUMNS.values() for column in columns.split()}))
_TIMES = word_set("ts at shipped_at delivered_at accepted_at terms_accepted_at promised_by")
_SUBSCRIPTION = phrases("subscri*\nmembership\nrecurring\nמנוי*\nהוראת קבע\nחודשי")


def rendered(records: Iterable[Record], *, denial: Denial, zone: tzinfo, ended: Moment | None = None) -> tuple[Exhibit, ...]:
    """The records that belong to this very deal as exhibits; log-ins and messages make one table each, in order of time.

    Log-ins before the sale, and undated ones, show nothing of it and stand in no table.
    `ended` is when the customer is said to have cancelled: a log with a later entry shows use after it.
    `records` on the exhibit name the rows; `rows` pair a label code with a typed value. Nothing is added that no row says.
    """
    _, ours = keys_of(denial, records, zone=zone)
    deal = _Deal(
        {kind: tuple(record for record in ours if record.kind is kind) for kind in RecordKind}, zone, ended, _sale(denial, ours, zone)
    )
    return tuple(exhibit for kind, rows in deal.by_kind.items() if rows for exhibit in _RENDER[kind](rows, deal))


@dataclass(frozen=True, slots=True)
class _Deal:
    """The deal's records by kind."""

    by_kind: Mapping[RecordKind, tuple[Record, ...]]
    zone: tzinfo
    ended: Moment | None
    sale: Moment | None

    def first(self, kind: RecordKind) -> Mapping[str, Value]:
        return self.by_kind[kind][0].values if self.by_kind[kind] else EMPTY


def table(kind: str, records: tuple[Record, ...], zone: tzinfo, *, also: Iterable[str] = (), text: str = "", ref: str = "") -> Exhibit:
    """One exhibit out of rows of one kind."""
    first = records[0]
    moments = [moment.at for record in records if (moment := _main_moment(record, zone))]
    return Exhibit(
        ExhibitId(ref or f"record:{first.kind}:{first.id}"),
        kind,
        Readable.READ,
        day=max(moments).astimezone(zone).date() if moments else None,
        text=text,
        lawful=Lawful.LAWFUL,  # writing of the business's own
        captured_how="record",
        captured_from=first.source,
        records=tuple(record.id for record in records),
        rows=tuple(row for record in records for row in labelled(record, zone)),
        also=tuple(also),
    )


def labelled(record: Record, zone: tzinfo) -> tuple[Row, ...]:
    """The known values of a row under their labels; an amount with its currency, times as the organisation reads them."""
    return tuple(
        (f"evidence.row_{column}", value)
        for column in COLUMNS[record.kind].split()
        if (value := _value(record, column, zone)) not in (None, "")
    )


def _value(record: Record, column: str, zone: tzinfo) -> Value | None:
    value = record.values.get(column)
    if column == "amount":
        return amount_of(record.values) or value
    if column in _TIMES:
        moment = moment_of(value, zone) if value is not None else record.at if column in ("ts", "at") else None
        return value if moment is None else shown(moment, zone)
    return str(value).lower() if isinstance(value, bool) else value


def _main_moment(record: Record, zone: tzinfo) -> Moment | None:
    columns = ("delivered_at", "shipped_at", "accepted_at", "at", "ts")
    found = (moment_of(record.values.get(column), zone) for column in columns)
    return next((moment for moment in found if moment is not None), record.at)


def _sale(denial: Denial, ours: Iterable[Record], zone: tzinfo) -> Moment | None:
    """When the deal was made: by the first order or payment on record, else as the denial states it."""
    deals = (record for record in ours if record.kind in (RecordKind.ORDERS, RecordKind.TRANSACTIONS))
    made = [moment for record in deals if (moment := record.at or moment_of(record.values.get("ts") or record.values.get("at"), zone))]
    stated = denial.transaction.at or (None if denial.transaction.day is None else day_moment(denial.transaction.day, zone))
    return min(made, key=lambda moment: moment.at, default=stated)


def _transactions(rows: tuple[Record, ...], deal: _Deal) -> Iterator[Exhibit]:
    for record in rows:
        also = ["transaction_date_record", "original_transaction_record"]
        also += [kind for kind, passed in _passed(record.values) if passed]
        yield table("transaction_receipt", (record,), deal.zone, also=also)


def _passed(values: Mapping[str, Value]) -> tuple[tuple[str, bool], ...]:
    return (
        ("three_ds_authentication_record", authenticated(values) is True),
        ("avs_match", address_matched(values) is True),
        ("cvv_match", code_matched(values) is True),
    )


def _orders(rows: tuple[Record, ...], deal: _Deal) -> Iterator[Exhibit]:
    for record in rows:
        values = record.values
        accepted = values.get("terms_accepted_at") is not None
        shown_kinds = {
            "product_description_as_sold": bool(text_of(values, "description")),
            "agreed_price_record": amount_of(values) is not None,
            "terms_accepted_record": accepted,
            "delivery_terms_accepted": accepted and values.get("promised_by") is not None,
        }
        yield table("order_confirmation", (record,), deal.zone, also=[kind for kind, is_shown in shown_kinds.items() if is_shown])


def _shipments(rows: tuple[Record, ...], deal: _Deal) -> Iterator[Exhibit]:
    for record in rows:
        values = record.values
        movement = movement_of(text_of(values, "status"))
        if movement in (Movement.FAILED, Movement.RETURNED):
            continue  # it shows that the goods did not stay there; the fact stands in the timeline
        if movement in (Movement.DELIVERED, Movement.COLLECTED) or values.get("delivered_at") is not None:
            kind = "pickup_record" if movement is Movement.COLLECTED else "proof_of_delivery"
            yield table(kind, (record,), deal.zone, also=_with_delivery(record, deal))
        elif text_of(values, "tracking"):
            yield table("tracking_number", (record,), deal.zone)


def _with_delivery(record: Record, deal: _Deal) -> list[str]:
    values = record.values
    address = text_of(values, "address")
    order, payment = deal.first(RecordKind.ORDERS), deal.first(RecordKind.TRANSACTIONS)
    as_ordered = bool(address) and is_same_place(address, text_of(order, "ship_to"))
    billed_there = as_ordered and is_same_place(address, text_of(order, "bill_to") or text_of(order, "ship_to"))
    kinds = {
        "proof_of_fulfillment": True,
        "tracking_number": bool(text_of(values, "tracking")),
        "signed_delivery_confirmation": bool(text_of(values, "signed_by")),
        "delivery_to_transaction_address": as_ordered,
        "delivery_to_avs_matched_address": billed_there and address_matched(payment) is True,
    }
    return [kind for kind, holds in kinds.items() if holds]


def _refunds(rows: tuple[Record, ...], deal: _Deal) -> Iterator[Exhibit]:
    for record in rows:
        if movement_of(text_of(record.values, "status")) in (Movement.FAILED, Movement.PENDING):
            continue  # a credit that is only asked for, or that failed, is no credit
        yield table("refund_record", (record,), deal.zone, also=["refund_arn"] if text_of(record.values, "arn") else [])


def _logins(rows: tuple[Record, ...], deal: _Deal) -> Iterator[Exhibit]:
    moments = {record.id: moment_of(record.values.get("at"), deal.zone) or record.at for record in rows}
    used = tuple(record for record in rows if is_since(moments[record.id], deal.sale, deal.zone))
    after = any(is_later(moments[record.id], deal.ended, deal.zone) for record in used)
    if used:
        yield table("access_activity_log", _by_time(used, deal.zone), deal.zone, also=["usage_after_cancellation_log"] if after else [])


def _messages(rows: tuple[Record, ...], deal: _Deal) -> Iterator[Exhibit]:
    thread = _by_time(rows, deal.zone)
    text = "\n".join(text_of(record.values, "text") for record in thread)
    yield table("customer_communication", thread, deal.zone, text=text)


def _agreements(rows: tuple[Record, ...], deal: _Deal) -> Iterator[Exhibit]:
    for record in rows:
        text = f"{text_of(record.values, 'title')}\n{text_of(record.values, 'text')}"
        also = ["subscription_agreement"] if says(evened(text), _SUBSCRIPTION) else []
        yield table("terms_accepted_record", (record,), deal.zone, also=also, text=text)


def _by_time(rows: tuple[Record, ...], zone: tzinfo) -> tuple[Record, ...]:
    def place(record: Record) -> tuple[float, str]:
        moment = _main_moment(record, zone)
        return (moment.at.timestamp() if moment else float("inf"), record.id)

    return tuple(sorted(rows, key=place))


_RENDER = {
    RecordKind.TRANSACTIONS: _transactions,
    RecordKind.ORDERS: _orders,
    RecordKind.SHIPMENTS: _shipments,
    RecordKind.REFUNDS: _refunds,
    RecordKind.LOGINS: _logins,
    RecordKind.MESSAGES: _messages,
    RecordKind.AGREEMENTS: _agreements,
}
