"""When a denial is used as a lever: two independent signs at least, and only once the claim itself has been found wrong."""

from collections.abc import Iterator

from yosher.customers.known import Known
from yosher.customers.model import Cause
from yosher.customers.sign import Side, Sign, Weight, apart
from yosher.customers.words import Said
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily as Family
from yosher.kernel.words import EventKind

# Fairness: "tactic needs two independent facts and a human"; one sign is a prompt to ask, never a verdict on a person.
SIGNS_NEEDED = 2

_GOOD_FAITH = (Cause.HOUSEHOLD, Cause.DESCRIPTOR, Cause.MISUNDERSTANDING)
_CANCELLING = (Family.CANCELLED, Family.CREDIT_NOT_PROCESSED)


def confirmed_before_denial(known: Known) -> Iterator[Sign]:
    """The customer wrote that it had come, and denied afterwards."""
    found = known.contradiction("customer_confirmed_receipt")
    if found is None or known.family not in (Family.NOT_RECEIVED, Family.NOT_ME):
        return
    before = [fact for fact in known.facts if fact.id in found.reason.facts and known.backed(fact) and known.before_denial(fact)]
    if before:
        yield _sign("confirmed_before_denial", Reason("finding.confirmed_before_denial", facts=tuple(str(fact.id) for fact in before)))


def used_after_cancelling(known: Known) -> Iterator[Sign]:
    """Use went on after the alleged cancellation."""
    found = known.contradiction("use_after_cancellation")
    if found is not None and known.stands(found.reason.facts):
        yield _sign("used_after_cancelling", Reason("finding.used_after_cancelling", facts=found.reason.facts))


def denied_after_refused_regret(known: Known) -> Iterator[Sign]:
    """A cancellation or a change of mind came first and was not owed; then another claim was made."""
    if known.family in _CANCELLING or known.gate("gate.cancelled_in_time") or known.contradiction("refund_promised_not_given"):
        return
    asked = [fact for fact in known.of(EventKind.CANCELLATION_REQUEST) if known.backed(fact)]
    asked += [words.fact for words in known.says(Said.CHANGED_MIND) if words.fact]
    before = [str(fact.id) for fact in asked if known.before_denial(fact)]
    if before and not known.says(Said.FAULT):
        yield _sign("regret_before_denial", Reason("finding.regret_before_denial", facts=tuple(before)))


def money_or_denial(known: Known) -> Iterator[Sign]:
    """Words that make the denial a price: money now, or a denial."""
    if words := known.says(Said.PRESSURE):
        facts = tuple(str(one.fact.id) for one in words if one.fact)
        yield _sign("money_or_denial", Reason("finding.money_or_denial", facts=facts))


TACTICS = (confirmed_before_denial, used_after_cancelling, denied_after_refused_regret, money_or_denial)


def tactical_signs(known: Known, causes: frozenset[Cause]) -> tuple[Sign, ...]:
    """The independent signs of a lever, or none where there are fewer than two or a good-faith explanation stands."""
    if causes & set(_GOOD_FAITH):
        return ()
    found = apart(sign for tactic in TACTICS for sign in tactic(known))
    return found if len(found) >= SIGNS_NEEDED else ()


def _sign(name: str, reason: Reason) -> Sign:
    return Sign(name, Side.BUSINESS, Weight.HINTS, reason)
