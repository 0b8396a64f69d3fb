"""Facts that end a fight before it starts, each with the part of the sum that it takes."""

from collections.abc import Callable

from yosher.cases.model import Due, Says
from yosher.evidence import spoken_words as words
from yosher.evidence.kinds import DELIVERY, MOVING, SERVICE, USE, USING
from yosher.evidence.model import Gate, RecordKind
from yosher.evidence.moments import shown
from yosher.evidence.money_checks import has_consent
from yosher.evidence.proofs import goods_of
from yosher.evidence.readings import agreed, cancellations, given_back, order_of, twins
from yosher.evidence.right_to_cancel import in_time
from yosher.evidence.rows import day_in, is_true, text_of
from yosher.evidence.scene import Scene
from yosher.evidence.wording import says
from yosher.kernel.reason import Reason, Value
from yosher.kernel.when import Moment, day_moment
from yosher.kernel.words import ClaimFamily, EventKind, GoodsKind

# Messages after which nothing can be answered any more, or nothing is asked.
_ENDED = (Says.FRAUD_REPORT, Says.ACCEPTED, Says.PREVENTED, Says.EXPIRED)
_ENDING = (ClaimFamily.CANCELLED, ClaimFamily.CREDIT_NOT_PROCESSED, ClaimFamily.NOT_AS_DESCRIBED, ClaimFamily.NOT_RECEIVED)
_SENT = (EventKind.SHIPPED, EventKind.DELIVERED, EventKind.COLLECTED, EventKind.SERVICE_GIVEN)


def refund_issued(scene: Scene) -> Gate | None:
    """Money was given back: the whole, or a part, and then the rest can still be asked for; of an unknown sum nothing is concluded."""
    given = given_back(scene)
    if given is None:
        return None
    facts = tuple(fact.id for fact in given.facts)
    when = next((scene.on(fact) for fact in given.facts if fact.moment is not None), "…")
    if not given.total.minor and given.unstated:
        return Gate("gate.refund_sum_unknown", Reason("gate.refund_issued_unstated", facts=facts, values={"on": when}))
    if given.total.minor >= scene.denial.amount.minor:
        return Gate("gate.refund_issued", Reason("gate.refund_issued", facts=facts, values={"on": when, "sum": given.total}))
    rest = scene.denial.amount - given.total
    values: dict[str, Value] = {"on": when, "sum": given.total, "rest": rest}
    return Gate("gate.refund_issued", Reason("gate.refund_issued_part", facts=facts, values=values), given.total.minor)


def never_shipped(scene: Scene) -> Gate | None:
    """Claimed as not received, and nothing was sent or given: by the business's own word, or with the promised day past."""
    if scene.family is not ClaimFamily.NOT_RECEIVED or next(scene.of(*_SENT), None) is not None or _may_be_used(scene):
        return None
    supplied = scene.denial.goods.supplied
    if supplied or next(scene.shows(*DELIVERY, *MOVING, *SERVICE), None) is not None:
        return None
    if supplied is False:
        return Gate("gate.never_shipped", Reason("gate.never_shipped"))
    if goods_of(scene) not in (GoodsKind.PHYSICAL, None):
        return None
    admitted = next(scene.saying(words.NOT_SENT, EventKind.MESSAGE_OUT, EventKind.OTHER, EventKind.CALL), None)
    if admitted is not None:
        return Gate("gate.never_shipped", Reason("gate.never_shipped_told", facts=(admitted.id,), values={"on": scene.on(admitted)}))
    promised = _promised(scene)
    if promised is None or not scene.later(Moment(scene.now), promised[0]):
        return None
    values = {"promised": shown(promised[0], scene.zone)}
    return Gate("gate.never_shipped", Reason("gate.never_shipped_by_promise", facts=(promised[1],), values=values))


def cancelled_in_time(scene: Scene) -> Gate | None:
    """A valid cancellation: before the renewal that was charged, or inside the time that the law gives."""
    requests = cancellations(scene)
    if not requests or scene.family not in _ENDING:
        return None
    renewal = scene.last(EventKind.RENEWAL)
    if renewal is not None and scene.later(renewal.moment, requests[0].moment):
        values = {"asked": scene.on(requests[0]), "renewed": scene.on(renewal)}
        reason = Reason("gate.cancelled_before_renewal", facts=(requests[0].id, renewal.id), values=values)
        return Gate("gate.cancelled_in_time", reason)
    found = in_time(scene, requests)
    if found is None:
        return None
    asked: dict[str, Value] = {"asked": scene.on(found.asked)}
    if found.until is None:
        return Gate(
            "gate.cancelled_in_time", Reason("gate.cancelled_before_supply", facts=(found.asked.id,), rule=found.rule, values=asked)
        )
    timed: dict[str, Value] = {**asked, "until": found.until}
    if found.protected:
        reason = Reason("gate.cancelled_in_time_protected", facts=(found.asked.id,), rule=found.rule, values=timed)
        return Gate("gate.cancelled_in_time", reason)
    return Gate("gate.cancelled_in_time", Reason("gate.cancelled_in_time", facts=(found.asked.id,), rule=found.rule, values=timed))


def amount_wrong(scene: Scene) -> Gate | None:
    """More was charged than agreed, without consent: the excess is owed."""
    price, charged = agreed(scene), scene.charged
    if price is None or scene.family in (ClaimFamily.NOT_ME, ClaimFamily.AUTHORIZATION) or price.total.currency != charged.currency:
        return None
    if not price.total < charged or charged.currency != scene.denial.amount.currency or has_consent(scene):
        return None
    excess = charged - price.total
    values: dict[str, Value] = {"agreed": price.total, "charged": charged, "excess": excess}
    owed = min(excess.minor, scene.denial.amount.minor)
    whole = owed == scene.denial.amount.minor
    return Gate("gate.amount_wrong", Reason("gate.amount_wrong", facts=price.shown_by, values=values), None if whole else owed)


def duplicate_same_order(scene: Scene) -> Gate | None:
    """One order was paid twice, and neither payment was given back."""
    if scene.family is not ClaimFamily.DUPLICATE or given_back(scene) is not None:
        return None
    for own, other in twins(scene):
        if order_of(own) and order_of(own) == order_of(other):
            values = {"order": text_of(own.values, "order"), "other": other.number}
            return Gate("gate.duplicate_same_order", Reason("gate.duplicate_same_order", facts=(own.id, other.id), values=values))
    return None


def rail_not_contestable(scene: Scene) -> Gate | None:
    """Nothing can be answered: the source says so, or the message is of a kind that takes no answer."""
    denial = scene.denial
    if denial.due.by is Due.NO_ANSWER_POSSIBLE:
        return Gate("gate.rail_not_contestable", Reason("gate.rail_not_contestable"))
    if denial.says in _ENDED or scene.rule.status == "informational":
        return Gate("gate.rail_not_contestable", Reason("gate.nothing_to_answer", rule=scene.rule.id))
    return None


def return_accepted(scene: Scene) -> Gate | None:
    """The goods came back with our consent, or we took them in, and no refund followed."""
    families = (ClaimFamily.NOT_AS_DESCRIBED, ClaimFamily.CREDIT_NOT_PROCESSED, ClaimFamily.CANCELLED)
    if scene.family not in families or next(scene.of(EventKind.REFUND), None) is not None:
        return None
    back = next((fact for fact in scene.of(EventKind.RETURN) if not says(scene.words(fact), words.USED_ON_RETURN)), None)
    if back is None or next(scene.shows("return_inspection_report", "no_return_received_record"), None) is not None:
        return None
    accepted = next(scene.saying(words.ACCEPTS_RETURN, EventKind.MESSAGE_OUT, EventKind.CALL, EventKind.PROMISE, EventKind.RETURN), None)
    if accepted is None and back.record is None and not back.origin.independent:
        return None
    facts = (back.id,) if accepted is None else (back.id, accepted.id)
    return Gate("gate.return_accepted", Reason("gate.return_accepted", facts=facts, values={"returned": scene.on(back)}))


def no_authentication_israel(scene: Scene) -> Gate | None:
    """Israel: a deal in a missing document without authentication, and no link to earlier orders of the same customer.

    Source: the Payment Services Law 2019 with the practice of the card companies (a missing document: no card at hand and no
    authentication; the merchant bears the risk, RCA 8501/04).
    """
    payment = scene.denial.transaction
    if scene.family is not ClaimFamily.NOT_ME or (scene.denial.place or "")[:2] != "IL":
        return None
    if scene.is_remote is not True or payment.authenticated is not False or _has_link(scene):
        return None
    return Gate("gate.no_authentication_israel", Reason("gate.no_authentication_israel"))


GATES: tuple[Callable[[Scene], Gate | None], ...] = (
    rail_not_contestable,
    refund_issued,
    never_shipped,
    cancelled_in_time,
    return_accepted,
    amount_wrong,
    duplicate_same_order,
    no_authentication_israel,
)


def gates_in(scene: Scene) -> tuple[Gate, ...]:
    """The gates that hold in a scene, in the order of the list."""
    return tuple(found for gate in GATES if (found := gate(scene)) is not None)


def _may_be_used(scene: Scene) -> bool:
    """Use since the sale of what can be used by logging in; goods that are sent are not."""
    if goods_of(scene) is GoodsKind.PHYSICAL:
        return False
    return next(scene.shows(*USE), None) is not None or any(scene.since_sale(fact.moment) for fact in scene.of(*USING))


def _promised(scene: Scene) -> tuple[Moment, str] | None:
    for record in scene.rows(RecordKind.ORDERS):
        day = day_in(record.values, "promised_by", scene.zone)
        if day is not None:
            return day_moment(day, scene.zone), record.id
    return None


def _has_link(scene: Scene) -> bool:
    """An earlier undisputed payment of the same customer, or the benefit in the customer's own hands."""
    earlier = (record for record in scene.others if record.kind is RecordKind.TRANSACTIONS)
    if any(not is_true(record.values.get("disputed")) and not is_true(record.values.get("fraud")) for record in earlier):
        return True
    return any(
        True for _ in scene.shows("prior_undisputed_transactions", "account_login_id_match", "three_ds_authentication_record")
    ) or any(fact.origin.independent for fact in scene.of(EventKind.THREE_DS) if fact.values.get("result") != "failed")
