"""Contradictions of accounts: what the customer said and did against what is claimed now."""

from yosher.evidence import spoken_words as words
from yosher.evidence.family import spoken_family
from yosher.evidence.model import Contradiction, Fact, Origin
from yosher.evidence.readings import quote, says_it_came
from yosher.evidence.scene import FROM_CUSTOMER, Scene
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import ClaimFamily, EventKind

# Families that a customer's words tell apart; a bank's technical code is never what a customer speaks of.
_TOLD_APART = frozenset(ClaimFamily) - {
    ClaimFamily.UNKNOWN, ClaimFamily.OTHER, ClaimFamily.AUTHORIZATION, ClaimFamily.PROCESSING_ERROR,
}  # fmt: skip


def customer_confirmed_receipt(scene: Scene) -> Contradiction | None:
    """The customer wrote before the denial that it had come, and claims now that it did not, or that the order was never made."""
    if scene.family not in (ClaimFamily.NOT_RECEIVED, ClaimFamily.NOT_ME):
        return None
    for fact in scene.of(EventKind.MESSAGE_IN, EventKind.CALL):
        is_before = not scene.later(fact.moment, scene.denied)
        if is_before and fact.origin is not Origin.MERCHANT and says_it_came(scene, fact) and not _takes_back(scene, fact):
            values = {"written": scene.on(fact), "quote": quote(fact.text)}
            reason = Reason("contradiction.customer_confirmed_receipt", facts=(fact.id,), values=values)
            return Contradiction("customer_confirmed_receipt", reason, (), "customer")
    return None


def login_after_claimed_loss(scene: Scene) -> Contradiction | None:
    """Log-ins or use after the card or account is said to have been lost, on a device or address of before."""
    if scene.family is not ClaimFamily.NOT_ME:
        return None
    lost = next(scene.saying(words.LOSS_OF_CARD, EventKind.OTHER, EventKind.CALL, *FROM_CUSTOMER), None)
    if lost is None or lost.moment is None:
        return None
    for fact in scene.of(EventKind.LOGIN, EventKind.USED):
        if fact.origin.independent and scene.later(fact.moment, lost.moment) and _is_known(scene, fact, lost.moment):
            values = {"lost": scene.on(lost), "used": scene.on(fact)}
            reason = Reason("contradiction.login_after_claimed_loss", facts=(lost.id, fact.id), values=values)
            return Contradiction("login_after_claimed_loss", reason, (), "customer")
    return None


def claim_speaks_of_other_family(scene: Scene) -> Contradiction | None:
    """The customer's words clearly speak of another family than the code; the code decides, and the difference is reported."""
    spoken = spoken_family(scene.claim)
    if spoken.family == scene.family or not {spoken.family, scene.family} <= _TOLD_APART or scene.family in spoken.besides:
        return None
    values = {"spoken": f"claim_family:{spoken.family}", "coded": f"claim_family:{scene.family}", "quote": spoken.quote}
    reason = Reason("contradiction.claim_speaks_of_other_family", rule=scene.rule.id, values=values)
    return Contradiction("claim_speaks_of_other_family", reason, (), "customer")


ACCOUNT_CHECKS = (customer_confirmed_receipt, login_after_claimed_loss, claim_speaks_of_other_family)


def _takes_back(scene: Scene, confirmed: Fact) -> bool:
    """Whether a later message of the customer says again that nothing came."""
    later = (fact for fact in scene.of(EventKind.MESSAGE_IN) if scene.later(fact.moment, confirmed.moment))
    return any(spoken_family(scene.words(fact)).family is ClaimFamily.NOT_RECEIVED for fact in later)


def _is_known(scene: Scene, used: Fact, lost: Moment) -> bool:
    """Whether the device or address was in use before the loss; a new one may be the thief's, and no trace at all says nothing."""
    before = [fact for fact in scene.of(EventKind.LOGIN, EventKind.USED, EventKind.PAYMENT) if scene.later(lost, fact.moment)]
    earlier = {str(fact.values[name]) for fact in before for name in ("ip", "device") if name in fact.values}
    earlier |= {str(record.values[name]) for record in scene.others for name in ("ip", "device") if record.values.get(name)}
    return any(str(used.values[name]) in earlier for name in ("ip", "device") if name in used.values)
