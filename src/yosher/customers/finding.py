"""Is the customer right? Every reading looks at the timeline once; what they saw is weighed, with reasons for and against."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from yosher.customers.adverse import adverse_facts_speak
from yosher.customers.contradicted import contradictions_speak
from yosher.customers.known import Known
from yosher.customers.model import Finding, FindingKind
from yosher.customers.settled import credit_was_given, gates_speak, refunded_minor, refunded_whole, said_not_supplied
from yosher.customers.shown import (
    authenticated,
    claim_answered,
    handed_over,
    not_authenticated,
    nothing_handed_over,
    told_by_us_only,
    used_after_sale,
)
from yosher.customers.sign import Side, Sign
from yosher.customers.tactics import tactical_signs
from yosher.customers.told import (
    changed_mind,
    earlier_denials,
    known_customer,
    name_not_recognised,
    not_understood,
    somebody_at_home,
    takes_it_back,
)
from yosher.customers.weigh import Weighed, causes, weigh
from yosher.customers.would_change import would_change
from yosher.evidence.model import Timeline
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason

READINGS: tuple[Callable[[Known], Iterator[Sign]], ...] = (
    gates_speak,
    credit_was_given,
    said_not_supplied,
    contradictions_speak,
    handed_over,
    nothing_handed_over,
    claim_answered,
    authenticated,
    not_authenticated,
    used_after_sale,
    somebody_at_home,
    name_not_recognised,
    known_customer,
    changed_mind,
    not_understood,
    takes_it_back,
    earlier_denials,
    adverse_facts_speak,
    told_by_us_only,
)


def find(timeline: Timeline, *, now: datetime) -> Finding:
    """Whether the customer is right about the claim, why, and what would change it (call 7 of the road).

    `unknown` where the facts do not say, or say both; then `favour` holds what speaks for the customer and `against` what
    speaks against, after one reason that says which of the two it is. `owed_minor` = what is still to be given back: 0 where
    a refund has put it right. `tactical` takes two independent signs, a claim found wrong, and no good-faith explanation.
    """
    known = Known(timeline, now)
    signs = tuple(sign for reading in READINGS for sign in reading(known))
    weighed = weigh(signs)
    tactics = tactical_signs(known, causes(signs, Side.BUSINESS)) if weighed.kind is FindingKind.MISTAKEN else ()
    kind = FindingKind.TACTICAL if tactics else weighed.kind
    owed = _still_owed(known, weighed)
    favour, against = _sides(kind, (*signs, *tactics), disagree=weighed.disagree)
    return Finding(
        kind=kind,
        cause=weighed.cause,
        family=timeline.family,
        favour=(*favour, *_mended(known)),
        against=against,
        would_change_it=would_change(known, kind),
        owed_minor=owed,
    )


def _still_owed(known: Known, weighed: Weighed) -> int | None:
    """What the customer is right about, less what was given back: None = the whole, or not known; a mistaken claim is owed 0."""
    if weighed.kind is FindingKind.MISTAKEN:
        return 0
    back = refunded_minor(known)
    if back == 0:
        return weighed.owed_minor
    whole = known.timeline.denial.amount.minor
    if weighed.kind is FindingKind.PARTLY and weighed.owed_minor is None:
        return None if back < whole else 0
    return max(0, (weighed.owed_minor or whole) - back)


def _sides(kind: FindingKind, signs: Iterable[Sign], *, disagree: bool) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    ordered = sorted(signs, key=lambda sign: -sign.weight)
    customer = _once(sign for sign in ordered if sign.side is Side.CUSTOMER)
    business = _once(sign for sign in ordered if sign.side is Side.BUSINESS)
    if kind in (FindingKind.MISTAKEN, FindingKind.TACTICAL):
        return business, customer
    if kind is FindingKind.UNKNOWN:
        first = Reason("finding.facts_disagree") if disagree else Reason("finding.facts_do_not_say")
        return (first, *customer), business
    return customer, business


def _once(signs: Iterable[Sign]) -> tuple[Reason, ...]:
    """Each reason once, heaviest first."""
    seen: dict[tuple[str, tuple[str, ...]], Reason] = {}
    for sign in signs:
        seen.setdefault((sign.reason.code, sign.reason.facts), sign.reason)
    return tuple(seen.values())


def _mended(known: Known) -> Iterator[Reason]:
    """A refund already given is named beside every finding: nothing is paid twice."""
    unknown = known.gate("gate.refund_sum_unknown")
    if unknown is not None:
        yield Reason("finding.refund_sum_unknown", facts=unknown.reason.facts)
    gate = known.gate("gate.refund_issued")
    if gate is None:
        return
    back = Money(refunded_minor(known), known.timeline.denial.amount.currency)
    if refunded_whole(known):
        yield Reason("finding.already_refunded", facts=gate.reason.facts, values={"amount": back})
    else:
        yield Reason("finding.refunded_in_part", facts=gate.reason.facts, values={"amount": back})
