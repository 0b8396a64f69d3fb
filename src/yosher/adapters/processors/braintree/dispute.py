"""A dispute in Braintree's XML → a denial."""

from xml.etree.ElementTree import Element

from yosher.adapters.processors.braintree import shapes
from yosher.cases.door.amounts import currency_of, from_decimal
from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import iso, stated
from yosher.cases.door.reading import UNNUMBERED, Read, when
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import CustomerRef, Denial, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import Network, Phase


def read_dispute(element: Element, hook: Fields, *, context: InboxContext, confirmed: bool) -> Read:
    """A dispute with the webhook that brought it (empty where it was asked for). Raises Unreadable."""
    dispute, payment = texts(element), texts(element.find("transaction"))
    ref = dispute.reference("id")
    if not ref:
        raise Unreadable("intake.no_reference", field="id")
    status = _status(dispute, hook)
    amount = _amount(dispute)
    says = _says(dispute, status)
    due, notes = _due(dispute, context)
    brand = payment.word("payment-instrument-subtype") or dispute.word("card-type")
    denial = Denial(
        id=UNNUMBERED,
        ref=ref,
        source="braintree",
        processor="braintree",
        says=says,
        network=shapes.NETWORK.get(brand.casefold().replace(" ", ""), Network.OTHER),
        network_raw=brand,
        code=dispute.word("reason-code") or None,
        amount=amount,
        phase=Phase.ALERT if says is Says.PREVENTED else shapes.KIND.get(dispute.word("kind"), Phase.FIRST_CHARGEBACK),
        happened=when(_happened(element, dispute, hook, context), now=context.now),
        received_at=context.now,
        payment_ref=payment.reference("id") or None,
        reason=shapes.REASON.get(dispute.word("reason"), ""),
        reason_raw=dispute.word("reason"),
        status_raw=status,
        due=due,
        confirmed=confirmed,
        transaction=_transaction(payment, amount.currency, context),
        customer=_customer(element),
        claim=dispute.prose("forwarded-comments"),
        amount_won=_won(dispute, says, amount.currency),
    )
    return Read(denial, notes)


def texts(element: Element | None) -> Fields:
    """The texts of an element's children by their tags; one that is marked as nil, or holds further elements, is absent."""
    children = [] if element is None else list(element)
    return Fields({child.tag: child.text for child in children if child.text and child.get("nil") != "true"})


def _status(dispute: Fields, hook: Fields) -> str:
    """The dispute's own status; a webhook's kind says the same where it is missing."""
    kind = hook.word("kind").removeprefix(shapes.WEBHOOK_PREFIX)
    return dispute.word("status") or shapes.WEBHOOK_STATUS.get(kind, kind)


def _says(dispute: Fields, status: str) -> Says:
    says = shapes.STATUS.get(status.casefold(), Says.UNKNOWN)
    prevented = dispute.word("pre-dispute-program") in shapes.PREVENTED_BY and says in (Says.ACCEPTED, Says.LOST)
    return Says.PREVENTED if prevented else says


def _amount(dispute: Fields) -> Money:
    currency = currency_of(dispute.raw("currency-iso-code"))
    return from_decimal(dispute.word("amount-disputed", "amount"), currency)


def _won(dispute: Fields, says: Says, currency: str) -> Money | None:
    """`amount-won` stands in every message; it means something once the dispute is won."""
    if says is not Says.WON or not dispute.word("amount-won"):
        return None
    try:
        return from_decimal(dispute.word("amount-won"), currency)
    except Unreadable:
        return None


def _due(dispute: Fields, context: InboxContext) -> tuple[StatedDue, tuple[Reason, ...]]:
    """`reply-by-date` is a day, which lasts until its end where the organisation is."""
    said = dispute.word("reply-by-date")
    due = stated(iso(said, context.organisation.tz))
    return due, (Reason("intake.due_unreadable", values={"due": said}),) if said and due.at is None else ()


def _happened(element: Element, dispute: Fields, hook: Fields, context: InboxContext) -> Moment | None:
    """The webhook's time; without a webhook the last entry of the status's history, then the last change."""
    zone = context.organisation.tz
    history = [found for one in element.iterfind("status-history/status-history") if (found := iso(texts(one).raw("timestamp"), zone))]
    latest = max(history, key=lambda one: one.at, default=None)
    return iso(hook.raw("timestamp"), zone) or latest or iso(dispute.word("updated-at", "created-at", "received-date"), zone)


def _transaction(payment: Fields, currency: str, context: InboxContext) -> Transaction:
    at = iso(payment.raw("created-at"), context.organisation.tz)
    try:
        amount = from_decimal(payment.raw("amount"), currency)
    except Unreadable:
        amount = None
    return Transaction(
        id=payment.reference("id") or None,
        day=at.at.date() if at else None,
        at=at,
        amount=amount,
        order=payment.word("order-id", "purchase-order-number") or None,
    )


def _customer(element: Element) -> CustomerRef:
    person = texts(element.find("transaction/customer"))
    name = " ".join(part for part in (person.word("first-name"), person.word("last-name")) if part)
    return CustomerRef(person.word("id") or None, name or None, person.word("email") or None, person.word("phone") or None)
