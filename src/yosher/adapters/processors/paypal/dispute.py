"""A dispute of PayPal's API → a denial."""

from yosher.adapters.processors.paypal import shapes
from yosher.cases.door.amounts import currency_of, from_decimal
from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import iso, stated
from yosher.cases.door.reading import UNNUMBERED, Read, when
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import CustomerRef, Denial, Goods, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import GoodsKind, Network, Phase

_GOODS = {
    "PRODUCT": GoodsKind.PHYSICAL,
    "SERVICE": GoodsKind.SERVICE,
    "BOOKING": GoodsKind.EVENT,
    "DIGITAL_DOWNLOAD": GoodsKind.DIGITAL,
}


def read_dispute(thing: Fields, event: Fields, *, context: InboxContext) -> Read:
    """A dispute with the event that brought it (empty where it was asked for). Raises Unreadable."""
    ref = thing.reference("dispute_id")
    if not ref:
        raise Unreadable("intake.no_reference", field="dispute_id")
    zone = context.organisation.tz
    amount = _money(thing.inner("dispute_amount"))
    payment = next(thing.each("disputed_transactions"), Fields({}))
    says = _says(thing, amount)
    network, code = _network(thing)
    due, notes = _due(thing, context)
    denial = Denial(
        id=UNNUMBERED,
        ref=ref,
        source="paypal",
        processor="paypal",
        says=says,
        network=network,
        network_raw=thing.word("dispute_channel") if network is Network.PAYPAL else "",
        code=code,
        amount=amount,
        phase=_phase(thing),
        happened=when(iso(thing.word("update_time", "create_time") or event.word("create_time"), zone), now=context.now),
        received_at=context.now,
        payment_ref=payment.reference("seller_transaction_id", "buyer_transaction_id") or None,
        reason=shapes.REASON.get(thing.word("reason"), ""),
        reason_raw=thing.word("reason"),
        status_raw=_status(thing),
        due=due,
        transaction=_transaction(payment, context),
        customer=CustomerRef(name=payment.inner("buyer").word("name") or None),
        goods=_goods(payment),
        claim=_claim(thing, payment),
        amount_won=_kept(thing, amount) if says is Says.PARTLY_WON else None,
    )
    return Read(denial, notes)


def _says(thing: Fields, amount: Money) -> Says:
    """The status; of a resolved dispute the outcome; a warning where the channel is that of alerts."""
    status = thing.word("status")
    if status == shapes.RESOLVED:
        return _outcome(thing, amount)
    says = shapes.STATUS.get(status, Says.UNKNOWN)
    return Says.ALERT if says is Says.OPENED and thing.word("dispute_channel") == shapes.ALERT else says


def _outcome(thing: Fields, amount: Money) -> Says:
    said = thing.inner("dispute_outcome").word("outcome_code")
    if said == "RESOLVED_WITH_PAYOUT":
        done = {one.word("type") for one in thing.each("adjudications")}
        return next((says for kind, says in shapes.ADJUDICATION.items() if kind in done), Says.UNKNOWN)
    says = shapes.OUTCOME.get(said, Says.UNKNOWN)
    return Says.PARTLY_WON if says is Says.LOST and _kept(thing, amount) else says


def _kept(thing: Fields, amount: Money) -> Money | None:
    """What stayed with the seller when less than the disputed sum went back to the buyer."""
    try:
        refunded = _money(thing.inner("dispute_outcome", "amount_refunded"))
    except Unreadable:
        return None
    if refunded.currency != amount.currency or not 0 < refunded.minor < amount.minor:
        return None
    return amount - refunded


def _status(thing: Fields) -> str:
    """`RESOLVED` alone says little: the outcome stands beside it."""
    return "/".join(part for part in (thing.word("status"), thing.inner("dispute_outcome").word("outcome_code")) if part)


def _phase(thing: Fields) -> Phase:
    if thing.word("dispute_channel") == shapes.ALERT:
        return Phase.ALERT
    return shapes.STAGE.get(thing.word("dispute_life_cycle_stage"), Phase.FIRST_CHARGEBACK)


def _network(thing: Fields) -> tuple[Network, str | None]:
    """PayPal's own disputes go by PayPal's reasons; a card's by the card network's code, which also tells the network."""
    code = thing.word("external_reason_code")
    if code:
        return next((network for shape, network in shapes.CARD_CODES if shape.fullmatch(code.upper())), Network.OTHER), code
    if thing.word("dispute_channel") == shapes.EXTERNAL:
        return Network.OTHER, None
    return Network.PAYPAL, thing.word("reason") or None


def _due(thing: Fields, context: InboxContext) -> tuple[StatedDue, tuple[Reason, ...]]:
    said = thing.word("seller_response_due_date")
    due = stated(iso(said, context.organisation.tz))
    return due, (Reason("intake.due_unreadable", values={"due": said}),) if said and due.at is None else ()


def _money(amount: Fields) -> Money:
    """PayPal's decimal in text. Raises Unreadable, also for a disputed crypto-asset, which has no amount."""
    if not amount:
        raise Unreadable("intake.amount_missing")
    return from_decimal(amount.raw("value"), currency_of(amount.raw("currency_code")))


def _transaction(payment: Fields, context: InboxContext) -> Transaction:
    at = iso(payment.raw("create_time"), context.organisation.tz)
    try:
        amount = _money(payment.inner("gross_amount"))
    except Unreadable:
        amount = None
    return Transaction(
        id=payment.reference("seller_transaction_id", "buyer_transaction_id") or None,
        day=at.at.date() if at else None,
        at=at,
        amount=amount,
        order=payment.word("invoice_number", "reference_id") or None,
    )


def _goods(payment: Fields) -> Goods:
    items = list(payment.each("items"))
    kind = next((_GOODS[one.word("item_type")] for one in items if one.word("item_type") in _GOODS), None)
    return Goods(kind, "; ".join(name for one in items if (name := one.word("item_name", "item_description"))))


def _claim(thing: Fields, payment: Fields) -> str:
    """What the buyer wrote: messages first, then the notes on single items. The seller's and PayPal's own words are no claim."""
    said = [one.prose("content") for one in thing.each("messages") if one.word("posted_by") == "BUYER"]
    noted = [one.prose("notes") for one in payment.each("items")]
    return "\n\n".join(dict.fromkeys(text for text in (*said, *noted) if text))
