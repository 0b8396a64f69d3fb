"""An item of Adyen's standard webhook → a denial."""

from yosher.adapters.processors.adyen import shapes
from yosher.cases.door.amounts import currency_of, from_minor
from yosher.cases.door.fields import Fields
from yosher.cases.door.moments import iso, stated
from yosher.cases.door.reading import UNNUMBERED, Read, when
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import CustomerRef, Denial, Due, Says, StatedDue, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Network, Phase
from yosher.rulebook.receivers import exponent


def read_item(item: Fields, *, context: InboxContext) -> Read:
    """One item. It is never `confirmed`: the signature covers neither status nor deadline nor reason. Raises Unreadable."""
    event, more = item.word("eventCode"), item.inner("additionalData")
    if not is_about_dispute(event, more):
        raise Unreadable("intake.no_dispute_in_it", found=event or "–")
    ref = item.reference("pspReference")
    if not ref:
        raise Unreadable("intake.no_reference", field="pspReference")
    due, notes = _due(more, context)
    says, phase = meaning(event, more.word("disputeStatus"), answerable=due.at is not None)
    scheme = more.word("chargebackSchemeCode", "nofSchemeCode", "rfiSchemeCode", "paymentMethodVariant") or item.word("paymentMethod")
    denial = Denial(
        id=UNNUMBERED,
        ref=ref,
        source="adyen",
        processor="adyen",
        says=says,
        network=network_of(scheme),
        network_raw=scheme,
        code=more.word("chargebackReasonCode", "nofReasonCode", "rfiReasonCode") or None,
        amount=_amount(item, more),
        phase=_phase(more) or phase,
        happened=when(iso(item.raw("eventDate"), context.organisation.tz), now=context.now),
        received_at=context.now,
        payment_ref=item.reference("originalReference") or None,
        reason=reason_of(item.word("reason")),
        reason_raw=item.word("reason"),
        status_raw=more.word("disputeStatus") or event,
        due=due,
        transaction=_transaction(item, more),
        customer=CustomerRef(ref=more.word("shopperReference") or None, email=more.word("shopperEmail") or None),
        claim=_comments(more),
    )
    return Read(denial, (*notes, *unknown_event(event), *_unknown_status(more)))


def is_about_dispute(event: str, more: Fields) -> bool:
    """Payments, refunds and reports come through the same door; an unknown event is ours where its words or fields say so."""
    return event in shapes.EVENT or any(w in event for w in shapes.DISPUTE_WORDS) or any(more.has(f) for f in shapes.DISPUTE_FIELDS)


def meaning(event: str, status: str, *, answerable: bool) -> tuple[Says, Phase]:
    """What event and status say together. A second charge-back with a deadline can be answered; without one it is the end."""
    says, phase = shapes.EVENT.get(event, (Says.UNKNOWN, Phase.FIRST_CHARGEBACK))
    if event == "SECOND_CHARGEBACK" and answerable:
        return Says.OPENED, phase
    if event in shapes.REFINED_BY_STATUS:
        says = shapes.STATUS.get(status, says)
    return says, phase


def network_of(scheme: str) -> Network:
    plain = scheme.casefold().replace(" ", "").replace("_", "")
    return next((network for name, network in shapes.SCHEME.items() if plain.startswith(name)), Network.OTHER)


def reason_of(text: str) -> str:
    """Our word for a free text, empty where none fits."""
    plain = text.casefold()
    return next((word for fragment, word in shapes.REASON.items() if fragment in plain), "")


def unknown_event(event: str) -> tuple[Reason, ...]:
    return () if event in shapes.EVENT else (Reason("intake.unknown_event", values={"event": event or "–"}),)


def _unknown_status(more: Fields) -> tuple[Reason, ...]:
    status = more.word("disputeStatus")
    known = status in shapes.STATUS or status in shapes.NEUTRAL_STATUS
    return () if known else (Reason("intake.unknown_status", values={"status": status}),)


def _amount(item: Fields, more: Fields) -> Money:
    """The signed amount; the gross value, a number in text, only where it is absent."""
    amount = item.inner("amount")
    if amount:
        currency, value = currency_of(amount.raw("currency")), amount.raw("value")
    else:
        currency, value = currency_of(more.raw("grossCurrency")), more.raw("grossValue")
    return from_minor(value, currency, digits=exponent(currency, processor="adyen"))


def _due(more: Fields, context: InboxContext) -> tuple[StatedDue, tuple[Reason, ...]]:
    """The end of the defence period with its own offset. Not defendable is a statement too, whatever date stands beside it."""
    if more.word("defendable").casefold() == "false":
        return StatedDue(Due.NO_ANSWER_POSSIBLE), ()
    said = more.word("defensePeriodEndsAt")
    due = stated(iso(said, context.organisation.tz))
    return due, (Reason("intake.due_unreadable", values={"due": said}),) if said and due.at is None else ()


def _phase(more: Fields) -> Phase | None:
    """An issuer's comment says itself which stage it belongs to."""
    match more.word("issuerComments.type").casefold().replace("-", ""):
        case "prearbitration":
            return Phase.PRE_ARBITRATION
        case "chargeback":
            return Phase.FIRST_CHARGEBACK
        case _:
            return None


def _comments(more: Fields) -> str:
    """What the issuer wrote for the customer, under the issuer's own headings."""
    said = [(name.removeprefix("issuerComments."), more.prose(name)) for name in sorted(more.values) if name.startswith("issuerComments.")]
    return "\n".join(f"{name}: {text}" for name, text in said if text and name != "type")


def _transaction(item: Fields, more: Fields) -> Transaction:
    return Transaction(
        id=item.reference("originalReference") or None,
        order=item.word("merchantReference") or None,
        arn=more.reference("arn") or None,
        last4=more.word("cardSummary") or None,
        authorization_code=more.word("authCode") or None,
    )
