"""A dispute or an early fraud warning of Stripe's API → a denial."""

from yosher.adapters.processors.stripe import shapes
from yosher.cases.door.amounts import currency_of, from_minor
from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import stated, unix
from yosher.cases.door.reading import UNNUMBERED, Read, when
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import CustomerRef, Denial, Due, Goods, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import Network, Phase
from yosher.rulebook.receivers import exponent


def is_ours(thing: Fields, event: Fields) -> bool:
    """Whether this object is a dispute or a warning: by its own name, its event's, or what only a dispute has."""
    return (
        thing.word("object") in ("dispute", "radar.early_fraud_warning")
        or event.word("type").startswith((shapes.DISPUTE_EVENTS, shapes.FRAUD_EVENTS))
        or (not thing.word("object") and (thing.has("evidence_details") or thing.reference("id").startswith(("dp_", "du_"))))
    )


def read_object(thing: Fields, event: Fields, *, context: InboxContext, confirmed: bool) -> Read:
    """One object with the event that brought it (empty where it was asked for). Raises Unreadable."""
    if not thing.reference("id"):
        raise Unreadable("intake.no_reference", field="id")
    warning = thing.word("object") == "radar.early_fraud_warning" or event.word("type").startswith(shapes.FRAUD_EVENTS)
    return (_fraud_report if warning else _dispute)(thing, event, context=context, confirmed=confirmed)


def _dispute(thing: Fields, event: Fields, *, context: InboxContext, confirmed: bool) -> Read:
    status = thing.word("status")
    amount, notes = _amount(thing)
    network, raw, code = _network(thing)
    due, due_notes = _due(thing.inner("evidence_details"), status)
    denial = Denial(
        id=UNNUMBERED,
        ref=thing.reference("id"),
        source="stripe",
        processor="stripe",
        says=_says(event, status),
        network=network,
        network_raw=raw,
        code=code,
        amount=amount,
        phase=phase_of(_card(thing).word("case_type"), status),
        happened=when(_happened(thing, event, status), now=context.now),
        received_at=context.now,
        payment_ref=thing.reference("charge", "payment_intent") or None,
        reason=shapes.REASON.get(thing.word("reason"), ""),
        reason_raw=thing.word("reason"),
        status_raw=status,
        due=due,
        confirmed=confirmed,
        transaction=_transaction(thing),
        customer=_customer(thing),
        goods=Goods(description=thing.inner("evidence").prose("product_description")),
    )
    return Read(denial, (*notes, *due_notes))


def _fraud_report(thing: Fields, event: Fields, *, context: InboxContext, confirmed: bool) -> Read:
    """A warning names no sum; the charge does where it is expanded. It stands as 0 otherwise, and a note says so."""
    paid = _paid(thing)
    denial = Denial(
        id=UNNUMBERED,
        ref=thing.reference("id"),
        source="stripe",
        processor="stripe",
        says=Says.FRAUD_REPORT,
        network=shapes.NETWORK.get(thing.inner("charge", "payment_method_details", "card").word("network", "brand"), Network.OTHER),
        amount=paid or Money(0, context.organisation.currency),
        phase=Phase.ALERT,
        happened=when(unix(event.raw("created")) or unix(thing.raw("created")), now=context.now),
        received_at=context.now,
        payment_ref=thing.reference("charge", "payment_intent") or None,
        reason="fraudulent",
        reason_raw=thing.word("fraud_type"),
        confirmed=confirmed,
        transaction=_transaction(thing),
        customer=_customer(thing),
    )
    return Read(denial, () if paid else (Reason("intake.amount_not_stated", values={"ref": thing.reference("id")}),))


def _says(event: Fields, status: str) -> Says:
    """The status decides; an event that only moved money or changed a detail opens nothing a second time."""
    says = shapes.STATUS.get(status, Says.UNKNOWN)
    kind, before = event.word("type"), event.inner("data", "previous_attributes")
    only_details = kind in shapes.MONEY_MOVED or (kind == "charge.dispute.updated" and bool(before) and not before.has("status"))
    return Says.UPDATED if says is Says.OPENED and only_details else says


def phase_of(case_type: str, status: str) -> Phase:
    """By the case type where it is stated, else by the status's first word. An appeal is the last exchange before the scheme decides."""
    if status.startswith("appeal_"):
        return Phase.PRE_ARBITRATION
    return shapes.CASE_TYPE.get(case_type, Phase.INQUIRY if status.startswith("warning_") else Phase.FIRST_CHARGEBACK)


def _happened(thing: Fields, event: Fields, status: str) -> Moment | None:
    """The event's time. An object of the API is younger than its `created` once its status moved on: the last booking is nearer."""
    if (found := unix(event.raw("created"))) is not None:
        return found
    booked = (unix(one.raw("created")) for one in thing.each("balance_transactions"))
    times = [one for one in (unix(thing.raw("created")), *booked) if one is not None]
    if not times:
        return None
    return Moment(max(times).at, Certainty.EXACT if status in shapes.NEEDS_ANSWER else Certainty.ABOUT)


def _amount(thing: Fields) -> tuple[Money, tuple[Reason, ...]]:
    currency = currency_of(thing.raw("currency"))
    return minor_amount(thing.raw("amount"), currency)


def minor_amount(value: object, currency: str) -> tuple[Money, tuple[Reason, ...]]:
    """An amount in Stripe's unit for this currency; where its pages disagree about the unit, with a note that shows both readings."""
    digits = exponent(currency, processor="stripe")
    if (fewer := shapes.DIGITS_DOUBTFUL.get(currency)) is None:
        return from_minor(value, currency, digits=digits), ()
    other = from_minor(value, currency, digits=fewer)
    if other.minor % 10 ** (digits - fewer):
        return other, ()
    read = from_minor(value, currency, digits=digits)
    return read, (Reason("intake.unit_doubtful", values={"read": read, "other": other}),)


def _due(details: Fields, status: str) -> tuple[StatedDue, tuple[Reason, ...]]:
    """0 or null says that the bank takes no answer, if one would be needed at all; an absent field says nothing."""
    if not details.has("due_by"):
        return StatedDue(), ()
    value = details.raw("due_by")
    if value is None or value in (0, "", "0"):
        return StatedDue(Due.NO_ANSWER_POSSIBLE if status in shapes.NEEDS_ANSWER else Due.NOT_STATED), ()
    found = stated(unix(value))
    return found, () if found.at else (Reason("intake.due_unreadable", values={"due": details.word("due_by") or "–"}),)


def _card(thing: Fields) -> Fields:
    return thing.inner("payment_method_details", "card")


def _network(thing: Fields) -> tuple[Network, str, str | None]:
    """Network, its raw name, the network's own reason code."""
    method = thing.inner("payment_method_details")
    kind = method.word("type") or ("card" if method.inner("card") else "")
    inner = method.inner(kind)
    raw = inner.word("network", "brand") if kind == "card" else kind
    code = inner.word("network_reason_code", "reason_code", "chargeback_loss_reason_code") or thing.word("network_reason_code")
    return shapes.NETWORK.get(raw, Network.OTHER), raw, code or None


def _paid(thing: Fields) -> Money | None:
    charge = thing.inner("charge")
    try:
        return minor_amount(charge.raw("amount"), currency_of(charge.raw("currency")))[0]
    except Unreadable:
        return None


def _transaction(thing: Fields) -> Transaction:
    """The payment, as far as it is named; more of it where the charge is expanded."""
    charge = thing.inner("charge")
    card = charge.inner("payment_method_details", "card")
    at = unix(charge.raw("created"))
    return Transaction(
        id=thing.reference("charge", "payment_intent") or None,
        day=at.at.date() if at else None,
        at=at,
        amount=_paid(thing),
        order=charge.inner("metadata").word("order_id", "order", "order_number")
        or thing.inner("metadata").word("order_id", "order", "order_number")
        or None,
        last4=card.word("last4") or None,
        descriptor=charge.word("calculated_statement_descriptor", "statement_descriptor") or None,
        authenticated=_authenticated(card),
    )


def _authenticated(card: Fields) -> bool | None:
    result = card.inner("three_d_secure").word("result")
    return None if not result else result == "authenticated"


def _customer(thing: Fields) -> CustomerRef:
    billing, evidence = thing.inner("charge", "billing_details"), thing.inner("evidence")
    return CustomerRef(
        ref=thing.inner("charge").reference("customer") or None,
        name=billing.word("name") or evidence.word("customer_name") or None,
        email=billing.word("email") or evidence.word("customer_email_address") or None,
        phone=billing.word("phone") or None,
    )
