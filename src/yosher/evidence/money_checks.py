"""Contradictions about money: refunds, the agreed sum, double payments, currencies."""

from yosher.evidence import kinds
from yosher.evidence import spoken_words as words
from yosher.evidence.model import Contradiction, Fact, Record, RecordKind
from yosher.evidence.moments import moment_of, shown
from yosher.evidence.readings import agreed, given_back, order_of, refund_promises, twins
from yosher.evidence.rows import amount_of
from yosher.evidence.scene import Scene
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import EventKind

_SAME_MINUTE = 60  # seconds: what the check's name says


def refund_after_denial(scene: Scene) -> Contradiction | None:
    """A credit given only after the denial: it does not answer the claim as it stood, and may pay twice."""
    refund = scene.first(EventKind.REFUND)
    if refund is None or not scene.later(refund.moment, scene.denied):
        return None
    values = {"refunded": scene.on(refund), "denied": shown(scene.denied, scene.zone)}
    return Contradiction(
        "refund_after_denial", Reason("contradiction.refund_after_denial", facts=(refund.id,), values=values), kinds.REFUND
    )


def refund_exceeds_payment(scene: Scene) -> Contradiction | None:
    """More was given back than was paid: one of the two records is of another deal."""
    given = given_back(scene)
    if given is None or given.total.currency != scene.charged.currency or not scene.charged < given.total:
        return None
    values = {"refunded": given.total, "paid": scene.charged}
    facts = tuple(fact.id for fact in given.facts)
    return Contradiction("refund_exceeds_payment", Reason("contradiction.refund_exceeds_payment", facts=facts, values=values), kinds.REFUND)


def refund_promised_not_given(scene: Scene) -> Contradiction | None:
    """A promise without a condition, and no refund since."""
    promise = next(iter(refund_promises(scene)), None)
    if promise is None or any(not scene.later(promise.moment, refund.moment) for refund in scene.of(EventKind.REFUND)):
        return None
    weakened = ("refund_policy", "refund_policy_disclosure", "return_policy", "no_return_received_record", "customer_communication")
    reason = Reason("contradiction.refund_promised_not_given", facts=(promise.id,), values={"promised": scene.on(promise)})
    return Contradiction("refund_promised_not_given", reason, weakened)


def amount_above_agreed(scene: Scene) -> Contradiction | None:
    """The charge is above the agreed total and no later consent of the customer is on record."""
    price, charged = agreed(scene), scene.charged
    if price is None or price.total.currency != charged.currency or not price.total < charged or has_consent(scene):
        return None
    values = {"agreed": price.total, "charged": charged, "excess": charged - price.total}
    reason = Reason("contradiction.amount_above_agreed", facts=price.shown_by, values=values)
    return Contradiction("amount_above_agreed", reason, (*kinds.PRICE, "order_confirmation"))


def denied_above_payment(scene: Scene) -> Contradiction | None:
    """More is denied than was paid. Two currencies do not compare, and a payment that was taken in parts is known by no one row."""
    paid, denied = scene.paid, scene.denial.amount
    if paid is None or paid.currency != denied.currency or not paid < denied or _in_parts(scene):
        return None
    values = {"denied": denied, "paid": paid, "excess": denied - paid}
    facts = () if scene.payment is None else (str(scene.payment.id),)
    reason = Reason("contradiction.denied_above_payment", facts=facts, values=values)
    return Contradiction("denied_above_payment", reason, against="denial")


def paid_twice(scene: Scene) -> Contradiction | None:
    """Two payments for one order, or a payment in another way that is told of."""
    weakened = ("separate_order_records", "duplicate_charge_documentation", "payment_records_no_other_payment", "itemized_receipts")
    for own, other in twins(scene):
        if order_of(own) and order_of(own) == order_of(other):
            values = {"order": str(own.values["order"]), "other": other.number}
            return Contradiction("paid_twice", Reason("contradiction.paid_twice", facts=(own.id, other.id), values=values), weakened)
    told = _told_twice(scene)
    if told is None:
        return None
    reason = Reason("contradiction.paid_another_way", facts=(told.id,), values={"paid": scene.on(told)})
    return Contradiction("paid_twice", reason, weakened)


def same_minute_same_basket(scene: Scene) -> Contradiction | None:
    """Two charges for one sum within a minute under two order numbers: rather a retry than two purchases."""
    for own, other in twins(scene):
        apart = _seconds_apart(scene, own, other)
        if order_of(own) != order_of(other) and apart is not None and apart <= _SAME_MINUTE:
            values: dict[str, Value] = {"amount": amount_of(own.values) or scene.charged, "other": other.number}
            reason = Reason("contradiction.same_minute_same_basket", facts=(own.id, other.id), values=values)
            return Contradiction("same_minute_same_basket", reason, kinds.TWO_ORDERS)
    for fact in scene.saying(words.SAME_BASKET, EventKind.PAYMENT, EventKind.SALE, EventKind.OTHER):
        reason = Reason("contradiction.same_basket_told", facts=(fact.id,), values={"at": scene.on(fact)})
        return Contradiction("same_minute_same_basket", reason, kinds.TWO_ORDERS)
    return None


def wrong_currency(scene: Scene) -> Contradiction | None:
    """Agreed in one currency and charged in another, without a record that the customer chose the conversion."""
    price, charged = agreed(scene), _charged_in(scene)
    if price is None or charged is None or price.total.currency == charged.currency:
        return None
    if any(True for _ in scene.shows("dcc_consent_record", "exchange_rate_disclosure")):
        return None
    values = {"agreed": price.total, "charged": charged}
    reason = Reason("contradiction.wrong_currency", facts=price.shown_by, values=values)
    return Contradiction("wrong_currency", reason, (*kinds.PRICE, *kinds.RECEIPT, "order_confirmation"))


def has_consent(scene: Scene) -> bool:
    """Whether the customer agreed to a change of the price: in a message or call, or on a signed paper."""
    if next(scene.saying(words.CONSENTS_TO_CHANGE, EventKind.MESSAGE_IN, EventKind.CALL), None) is not None:
        return True
    return any(exhibit.is_file for exhibit in scene.shows("signed_addendum_authorization"))


MONEY_CHECKS = (
    refund_after_denial,
    refund_exceeds_payment,
    refund_promised_not_given,
    amount_above_agreed,
    denied_above_payment,
    paid_twice,
    same_minute_same_basket,
    wrong_currency,
)


def _in_parts(scene: Scene) -> bool:
    """Whether the deal has several payments on record, or is known to be paid in instalments."""
    return len(tuple(scene.rows(RecordKind.TRANSACTIONS))) > 1 or (scene.denial.transaction.instalments or 0) > 1


def _told_twice(scene: Scene) -> Fact | None:
    told = scene.saying(words.PAID_ANOTHER_WAY, EventKind.PAYMENT, EventKind.MESSAGE_OUT, EventKind.OTHER, EventKind.SALE)
    again = scene.saying(words.ALREADY_PAID_TWICE, EventKind.PAYMENT, EventKind.MESSAGE_OUT)
    return next(told, None) or next(again, None)


def _seconds_apart(scene: Scene, own: Record, other: Record) -> float | None:
    first, second = (record.at or moment_of(record.values.get("ts"), scene.zone) for record in (own, other))
    return None if first is None or second is None else abs((first.at - second.at).total_seconds())


def _charged_in(scene: Scene) -> Money | None:
    """The sum as it was charged; the denial's own currency may be the issuer's and says nothing."""
    payment = scene.payment
    return (amount_of(payment.values) if payment is not None else None) or scene.denial.transaction.amount
