"""Contradictions about who paid and how: the card, the payment's own checks, authentication, presence."""

from yosher.evidence import kinds
from yosher.evidence import spoken_words as words
from yosher.evidence.checks_of_payment import address_matched, authenticated, code_matched
from yosher.evidence.mentions import last_digits_in, sums_in
from yosher.evidence.model import Contradiction, Record, RecordKind
from yosher.evidence.rows import text_of
from yosher.evidence.scene import Scene
from yosher.evidence.wording import says
from yosher.kernel.reason import Reason
from yosher.kernel.words import EventKind

_AUTHENTICATION = ("three_ds_authentication_record",)
_FROM_THE_WEB = ("web", "phone", "chat")


def other_card_last4(scene: Scene) -> Contradiction | None:
    """A paper about the payment names the last digits of another card."""
    for exhibit in scene.shows(*kinds.RECEIPT, *kinds.CHIP, *_AUTHENTICATION, *kinds.REFUND, "order_confirmation"):
        named = last_digits_in(scene.text(exhibit))
        if named and scene.keys.last4 and not scene.keys.last4 & set(named):
            values = {"kind": f"evidence:{exhibit.kind}", "named": named[0], "card": min(scene.keys.last4)}
            reason = Reason("contradiction.other_card_last4", facts=(exhibit.id,), values=values)
            return Contradiction("other_card_last4", reason, (exhibit.kind,))
    return None


def avs_mismatch(scene: Scene) -> Contradiction | None:
    """The address check of this payment failed."""
    source = _failed_row(scene, "avs") or _failed_word(scene, "avs")
    if source is None:
        return None
    reason = Reason("contradiction.avs_mismatch", facts=(source,))
    return Contradiction("avs_mismatch", reason, ("avs_match", "delivery_to_avs_matched_address"))


def cvv_mismatch(scene: Scene) -> Contradiction | None:
    """The security-code check of this payment failed."""
    source = _failed_row(scene, "cvv") or _failed_word(scene, "cvv")
    return None if source is None else Contradiction("cvv_mismatch", Reason("contradiction.cvv_mismatch", facts=(source,)), ("cvv_match",))


def three_ds_failed_or_other_amount(scene: Scene) -> Contradiction | None:
    """An authentication on record that failed, or that was made for another sum."""
    for fact in scene.of(EventKind.THREE_DS):
        text = scene.words(fact)
        named = [found.amount for found in sums_in(text, scene.charged.currency) if found.stated]
        if fact.values.get("result") == "failed" or says(text, words.FAILED_CHECK["three_ds"]):
            reason = Reason("contradiction.three_ds_failed", facts=(fact.id,), values={"at": scene.on(fact)})
            return Contradiction("three_ds_failed_or_other_amount", reason, _AUTHENTICATION)
        if named and scene.charged not in named:
            values = {"at": scene.on(fact), "named": named[0], "charged": scene.charged}
            reason = Reason("contradiction.three_ds_other_amount", facts=(fact.id,), values=values)
            return Contradiction("three_ds_failed_or_other_amount", reason, _AUTHENTICATION)
    return None


def authenticated_claimed_without_record(scene: Scene) -> Contradiction | None:
    """The case says "authenticated", and the payment's own row knows nothing of it or says the opposite."""
    if scene.denial.transaction.authenticated is not True:
        return None
    rows = list(scene.rows(RecordKind.TRANSACTIONS))
    if not rows or any(authenticated(record.values) for record in rows):
        return None
    reason = Reason("contradiction.authenticated_claimed_without_record", facts=(rows[0].id,))
    return Contradiction("authenticated_claimed_without_record", reason, _AUTHENTICATION)


def card_present_but_online(scene: Scene) -> Contradiction | None:
    """The card is said to have been present, and the deal was made from afar."""
    if scene.denial.transaction.card_present is not True:
        return None
    sold_by = scene.denial.goods.sold_by
    online = next((record for record in scene.rows(RecordKind.TRANSACTIONS) if text_of(record.values, "ip")), None)
    if sold_by not in _FROM_THE_WEB and online is None:
        return None
    facts = () if online is None else (str(online.id),)
    reason = Reason("contradiction.card_present_but_online", facts=facts)
    return Contradiction("card_present_but_online", reason, (*kinds.CHIP, "signed_receipt", "terminal_log"))


IDENTITY_CHECKS = (
    other_card_last4,
    avs_mismatch,
    cvv_mismatch,
    three_ds_failed_or_other_amount,
    authenticated_claimed_without_record,
    card_present_but_online,
)


def _failed_row(scene: Scene, check: str) -> str | None:
    def failed(record: Record) -> bool:
        return (address_matched if check == "avs" else code_matched)(record.values) is False

    return next((record.id for record in scene.rows(RecordKind.TRANSACTIONS) if failed(record)), None)


def _failed_word(scene: Scene, check: str) -> str | None:
    """A paper or an event about the payment that says so."""
    table = words.FAILED_CHECK[check]
    papers = (str(exhibit.id) for exhibit in scene.shows(*kinds.RECEIPT, "fraud_tools_evidence") if says(scene.text(exhibit), table))
    told = (str(fact.id) for fact in scene.saying(table, EventKind.PAYMENT, EventKind.SALE, EventKind.OTHER))
    return next(papers, None) or next(told, None)
