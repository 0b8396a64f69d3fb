"""Signs out of gates: facts that end a fight before it starts, read for what they say about the customer's claim."""

from collections.abc import Iterator

from yosher.customers.known import Known
from yosher.customers.model import Cause
from yosher.customers.sign import Side, Sign, Weight
from yosher.evidence.model import Gate
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily

# What each gate says of the claim. `gate.refund_issued` is read apart (a mended wrong or a misunderstanding); a refund of
# unknown sum and `gate.rail_not_contestable` say nothing about who is right.
_SPEAKS_FOR_CUSTOMER = {
    "gate.never_shipped": (Weight.SETTLES, Cause.MERCHANT_FAULT),
    "gate.cancelled_in_time": (Weight.SETTLES, Cause.MERCHANT_FAULT),
    "gate.amount_wrong": (Weight.SETTLES, Cause.MERCHANT_FAULT),
    "gate.duplicate_same_order": (Weight.SETTLES, Cause.MERCHANT_FAULT),
    "gate.return_accepted": (Weight.SETTLES, Cause.MERCHANT_FAULT),
    # The law puts the risk on the business; who used the card is not known from it.
    "gate.no_authentication_israel": (Weight.SHOWS, None),
}
# Wrongs that a refund of the whole has put right.
_MENDED_BY_REFUND = ("gate.return_accepted", "gate.cancelled_in_time")
_SILENT = ("gate.refund_issued", "gate.refund_sum_unknown", "gate.rail_not_contestable")


def gates_speak(known: Known) -> Iterator[Sign]:
    """One sign for each gate that says something about the claim."""
    mended = refunded_whole(known) and known.family is ClaimFamily.CREDIT_NOT_PROCESSED
    for gate in known.timeline.gates:
        if gate.code in _SILENT or (mended and gate.code in _MENDED_BY_REFUND):
            continue
        weight, cause = _SPEAKS_FOR_CUSTOMER.get(gate.code, (Weight.SHOWS, None))
        part = gate.sum_minor is not None and gate.sum_minor < known.timeline.denial.amount.minor
        yield Sign(
            name=gate.code.partition(".")[2],
            side=Side.CUSTOMER,
            weight=weight,
            reason=gate.reason,
            cause=cause,
            part=part,
            owed_minor=gate.sum_minor if part else None,
        )


def credit_was_given(known: Known) -> Iterator[Sign]:
    """Whether "my credit did not come" holds when the whole was given back: before the denial no, after it yes (and it is mended).

    A refund that only the business tells of is noted: it settles nothing until a record shows it.
    """
    gate = known.gate("gate.refund_issued")
    if gate is None or known.family is not ClaimFamily.CREDIT_NOT_PROCESSED or not refunded_whole(known):
        return
    if _came_after_denial(known, gate):
        after = Reason("finding.refund_came_after_denial", facts=gate.reason.facts, rule=gate.reason.rule)
        yield Sign("refund_after_denial", Side.CUSTOMER, Weight.SETTLES, after, Cause.MERCHANT_FAULT)
    else:
        weight = Weight.SETTLES if known.stands(gate.reason.facts) else Weight.NOTED
        yield Sign("refund_given", Side.BUSINESS, weight, gate.reason, Cause.MISUNDERSTANDING)


def said_not_supplied(known: Known) -> Iterator[Sign]:
    """The business itself says that nothing was supplied: a statement against its own interest."""
    seen = known.gate("gate.never_shipped") is not None
    if known.family is ClaimFamily.NOT_RECEIVED and known.timeline.denial.goods.supplied is False and not seen:
        yield Sign("not_supplied", Side.CUSTOMER, Weight.SETTLES, Reason("finding.not_supplied"), Cause.MERCHANT_FAULT)


def refunded_minor(known: Known) -> int:
    """How much was given back already, by the gate: the whole amount where it names no part."""
    gate = known.gate("gate.refund_issued")
    whole = known.timeline.denial.amount.minor
    if gate is None:
        return 0
    return whole if gate.sum_minor is None else min(gate.sum_minor, whole)


def refunded_whole(known: Known) -> bool:
    return known.gate("gate.refund_issued") is not None and refunded_minor(known) >= known.timeline.denial.amount.minor


def _came_after_denial(known: Known, gate: Gate) -> bool:
    refunds = [fact for fact in known.facts if fact.id in gate.reason.facts and fact.moment]
    return bool(refunds) and all(fact.moment.at.date() > known.denied.at.date() for fact in refunds if fact.moment)
