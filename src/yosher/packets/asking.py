"""What is asked, of whom and for which sum; that nothing of it was refunded, or how much was (craft check R12)."""

from collections.abc import Sequence

from yosher.evidence.model import Exhibit, Fact
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, EventKind, Phase
from yosher.packets.elements import showing
from yosher.packets.material import Material
from yosher.packets.model import Cite, Text
from yosher.packets.wording import text_of

# No money has moved yet: there is nothing to return.
BEFORE_DENIAL = frozenset({Phase.INQUIRY, Phase.RETRIEVAL, Phase.ALERT})
_PARTLY_OWED = frozenset({"gate.amount_wrong"})


def ask(it: Material, exhibits: Sequence[Exhibit]) -> Text:
    """The request and the refund line; the sum is what is left after refunds and after what the records concede."""
    amount = it.case.denial.amount
    refunds = [f for f in it.timeline.entries if f.kind is EventKind.REFUND]
    given, conceded = refunded(it, refunds), Money(0, amount.currency) if it.choice is Choice.ACCEPT else _conceded(it, amount)
    rest = Money(max(0, amount.minor - given.minor - conceded.minor), amount.currency)
    return (*_request(it, rest, given, conceded), " ", *_refund_line(it, refunds, given, exhibits))


def refunded(it: Material, refunds: Sequence[Fact]) -> Money:
    """What was given back by the case's record or, where that holds none, by the facts; never more than the disputed sum."""
    amount = it.case.denial.amount
    if it.case.refunded is not None and it.case.refunded.currency == amount.currency and it.case.refunded.minor > 0:
        return Money(min(it.case.refunded.minor, amount.minor), amount.currency)
    minors = [given for fact in refunds if (given := _minor(fact, amount.currency)) is not None]
    return Money(min(sum(minors), amount.minor), amount.currency)


def _minor(fact: Fact, currency: str) -> int | None:
    value = fact.values.get("amount")
    if isinstance(value, Money):
        return value.minor if value.currency == currency else None
    same = fact.values.get("currency", currency) == currency
    return value if isinstance(value, int) and not isinstance(value, bool) and same else None


def _conceded(it: Material, amount: Money) -> Money:
    """What our own records show to be the customer's: the part that was charged above what was agreed."""
    owed = sum(gate.sum_minor or 0 for gate in it.timeline.gates if gate.code in _PARTLY_OWED)
    return Money(min(owed, amount.minor), amount.currency)


def _request(it: Material, rest: Money, given: Money, conceded: Money) -> Text:
    language = it.language
    match it.choice:
        case Choice.ACCEPT:
            return text_of(_acceptance(it, rest), language)
        case Choice.COURT:
            return text_of(Reason("packet.ask_court", values={"rest": rest}), language)
        case Choice.LAWYER:
            return text_of(Reason("packet.ask_lawyer", values={"rest": rest}), language)
    if rest.minor == 0:
        return text_of(Reason("packet.ask_not_twice"), language)
    if conceded.minor:
        return text_of(Reason("packet.ask_rest_conceded", values={"conceded": conceded, "rest": rest}), language)
    if given.minor:
        return text_of(Reason("packet.ask_rest", values={"rest": rest}), language)
    if it.case.phase in BEFORE_DENIAL:
        return text_of(Reason("packet.ask_before_denial", values={"rest": rest}), language)
    return text_of(Reason("packet.ask_whole", values={"rest": rest}), language)


def _acceptance(it: Material, rest: Money) -> Reason:
    """Money stays where it was taken to; before a denial it goes there; what went back already is not paid again."""
    if rest.minor == 0:
        return Reason("packet.ask_accept_refunded")
    if it.case.phase in BEFORE_DENIAL:
        return Reason("packet.ask_accept_inquiry", values={"amount": rest})
    return Reason("packet.ask_accept", values={"amount": rest})


def _refund_line(it: Material, refunds: Sequence[Fact], given: Money, exhibits: Sequence[Exhibit]) -> Text:
    seen = showing([fact.id for fact in refunds], it.timeline, exhibits)
    if given.minor:
        text = text_of(Reason("packet.refund_given", values={"given": given}), it.language)
    elif refunds:
        text = text_of(Reason("packet.refund_unstated"), it.language)
    else:
        text = text_of(Reason("packet.refund_none_beside" if it.choice is Choice.ACCEPT else "packet.refund_none"), it.language)
        seen = next((x for x in exhibits if x.kind == "transaction_receipt" and x.records), None)
    return (*text, *((" ", Cite(seen.id)) if seen else ()), ".")
