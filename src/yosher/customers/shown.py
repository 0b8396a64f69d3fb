"""Signs out of proofs and independent records: delivered, used, authenticated, or not authenticated at all."""

from collections.abc import Iterator

from yosher.customers.known import Known
from yosher.customers.sign import Side, Sign, Weight
from yosher.evidence.model import Fact, Proof, ProofState, Strength
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily as Family
from yosher.kernel.words import EventKind

_AUTHENTICATION = (
    "three_ds_authentication_record",
    "pin_or_chip_verification_log",
    "pin_verification_log",
    "emv_chip_read_data",
    "cvm_results",
)
_HANDED_OVER = (EventKind.DELIVERED, EventKind.COLLECTED, EventKind.SERVICE_GIVEN)
_USED = (EventKind.USED, EventKind.LOGIN, EventKind.SERVICE_GIVEN, EventKind.COLLECTED)
# Checks after which a record of handing over no longer says that it reached this customer before the denial.
_DELIVERY_IN_DOUBT = (
    "delivered_before_shipped",
    "delivered_before_sale",
    "delivered_after_denial",
    "signed_after_delivery",
    "delivery_elsewhere",
    "service_after_denial",
    "signed_by_other",
    "other_tracking_number",
    "label_only",
    "part_shipment",
)


def _proofs(known: Known, *kinds: str) -> tuple[Proof, ...]:
    return tuple(proof for proof in known.timeline.proofs if proof.state is ProofState.PRESENT and proof.kind in kinds)


def _ids(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    return tuple(str(fact.id) for fact in facts)


def claim_answered(known: Known) -> Iterator[Sign]:
    """The papers answer all that this claim turns on, or all but one thing (as the evidence room counts it)."""
    present = tuple(proof for proof in known.timeline.proofs if proof.state is ProofState.PRESENT)
    shown = tuple(dict.fromkeys(ref for proof in present for ref in proof.exhibits))
    if not present:
        return
    if known.timeline.strength is Strength.ALL_ELEMENTS:
        yield Sign("claim_answered", Side.BUSINESS, Weight.SHOWS, Reason("finding.claim_answered", facts=shown))
    elif known.timeline.strength is Strength.ONE_MISSING:
        yield Sign("claim_answered", Side.BUSINESS, Weight.SETTING, Reason("finding.claim_nearly_answered", facts=shown))


def handed_over(known: Known) -> Iterator[Sign]:
    """A record says that the goods or the service reached the customer: somebody else's, or the business's own, which only hints."""
    facts = tuple(fact for fact in known.of(*_HANDED_OVER) if known.backed(fact))
    if known.family is not Family.NOT_RECEIVED or not facts:
        return
    independent = tuple(fact for fact in facts if fact.record is None)  # a loaded row is the business's, whoever it names
    doubted = any(known.contradiction(check) for check in _DELIVERY_IN_DOUBT)
    if independent:
        weight = Weight.HINTS if doubted else Weight.SHOWS
        yield Sign("handed_over", Side.BUSINESS, weight, Reason("finding.handed_over", facts=_ids(independent)))
    else:
        yield Sign("handed_over", Side.BUSINESS, Weight.HINTS, Reason("finding.handed_over_own_record", facts=_ids(facts)))


def nothing_handed_over(known: Known) -> Iterator[Sign]:
    """No record of handing over, and none among the papers."""
    facts = [fact for fact in known.of(*_HANDED_OVER) if known.backed(fact)]
    handed = [p for p in known.timeline.proofs if p.state is ProofState.PRESENT and p.element.endswith("handed_over")]
    if known.family is Family.NOT_RECEIVED and not facts and not handed:
        yield Sign("nothing_handed_over", Side.CUSTOMER, Weight.SETTING, Reason("finding.nothing_handed_over"))


def used_after_sale(known: Known) -> Iterator[Sign]:
    """Use that was recorded, in a claim of "it was not me"."""
    facts = tuple(fact for fact in known.of(*_USED) if known.backed(fact) and known.since_sale(fact))
    if known.family is Family.NOT_ME and facts:
        yield Sign("used", Side.BUSINESS, Weight.HINTS, Reason("finding.used", facts=_ids(facts)))


def authenticated(known: Known) -> Iterator[Sign]:
    """The bank or the terminal identified the payer, and a record of it is here."""
    if known.family is not Family.NOT_ME or known.contradiction("three_ds_failed_or_other_amount"):
        return
    facts = tuple(fact for fact in known.of(EventKind.THREE_DS) if known.backed(fact))
    shown = tuple(ref for proof in _proofs(known, *_AUTHENTICATION) for ref in proof.exhibits) or _ids(facts)
    stated = known.timeline.denial.transaction.authenticated and known.timeline.denial.confirmed
    if shown or stated:
        yield Sign("authenticated", Side.BUSINESS, Weight.HINTS, Reason("finding.authenticated", facts=shown))
    elif known.timeline.denial.transaction.authenticated:
        yield Sign("authenticated", Side.BUSINESS, Weight.NOTED, Reason("finding.authenticated_told_only"))


def not_authenticated(known: Known) -> Iterator[Sign]:
    """Nobody identified the payer: true of many honest orders, so it only backs up what points at misuse."""
    if known.family is Family.NOT_ME and known.timeline.denial.transaction.authenticated is False:
        yield Sign("not_authenticated", Side.CUSTOMER, Weight.SETTING, Reason("finding.not_authenticated"))


def told_by_us_only(known: Known) -> Iterator[Sign]:
    """What only the business tells: shown as such, decides nothing until a file or an independent record says the same."""
    kinds = (*_HANDED_OVER, EventKind.USED, EventKind.THREE_DS, EventKind.LOGIN)
    facts = tuple(fact for fact in known.of(*kinds) if not known.backed(fact))
    if facts:
        yield Sign("told_by_us", Side.BUSINESS, Weight.NOTED, Reason("finding.told_by_us_only", facts=_ids(facts)))
