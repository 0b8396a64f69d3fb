"""Which course to advise: named rules in order, the first that speaks is the advice, and it says why."""

from collections.abc import Callable
from dataclasses import dataclass

from yosher.customers.model import Cause, FindingKind
from yosher.decisions.options import Priced, is_open, offer, partial_refund
from yosher.evidence.model import Strength
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, EventKind, Phase

_GOOD_FAITH = (Cause.HOUSEHOLD, Cause.DESCRIPTOR, Cause.MISUNDERSTANDING)


@dataclass(frozen=True, slots=True)
class Advice:
    choice: Choice
    because: tuple[Reason, ...]


def money_is_back_already(it: Priced) -> Advice | None:
    """The whole was refunded: no fight for money earned, but the proof of credit goes out so that nothing is paid twice."""
    gate = it.situation.gate("gate.refund_issued")
    if gate is None or not it.situation.whole_was_refunded:
        return None
    if it.situation.can_answer:
        return Advice(Choice.FIGHT, (Reason("decision.send_proof_of_credit", facts=gate.reason.facts, rule=gate.reason.rule),))
    return Advice(Choice.ACCEPT, (Reason("decision.credit_cannot_be_shown", facts=gate.reason.facts),))


def refund_of_unknown_sum(it: Priced) -> Advice | None:
    """Somebody tells of a refund without its sum: nothing is paid and nothing is contested before the sum is known."""
    gate = it.situation.gate("gate.refund_sum_unknown")
    return None if gate is None else _ask(it, Choice.TALK, Reason("decision.refund_sum_first", facts=gate.reason.facts))


def customer_is_right(it: Priced) -> Advice | None:
    """Where the customer is right the money goes back, whatever the odds of an answer are."""
    finding = it.situation.finding
    whole = finding.kind is FindingKind.PARTLY and it.situation.owed_minor >= it.situation.amount.minor
    if finding.kind is not FindingKind.RIGHT and not whole:
        return None
    if it.situation.refundable.minor > 0:
        return Advice(Choice.REFUND, (Reason("decision.customer_is_right"), *finding.favour[:1], *_threatened(it)))
    return Advice(Choice.ACCEPT, (Reason("decision.customer_is_right_and_paid"), *finding.favour[:1]))


def customer_is_right_in_part(it: Priced) -> Advice | None:
    """The part that is owed goes back and the rest is answered; a part that nobody can number is agreed on."""
    situation, owed = it.situation, it.situation.finding.owed_minor
    if situation.finding.kind is not FindingKind.PARTLY:
        return None
    if is_open(partial_refund, it):
        amount = Money(situation.part_minor, situation.amount.currency)
        return Advice(Choice.PARTIAL_REFUND, (Reason("decision.refund_the_part", values={"amount": amount}), *situation.finding.favour[:1]))
    if owed is None:
        return _ask(it, Choice.OFFER if is_open(offer, it) else Choice.TALK, Reason("decision.part_to_agree_on"))
    if it.situation.can_answer:
        return Advice(Choice.FIGHT, (Reason("decision.answer_for_the_rest"), *situation.finding.favour[:1]))
    return None


def no_answer_is_possible(it: Priced) -> Advice | None:
    """Nothing can be answered any more: a talk, if the claim is not found right; otherwise it is accepted."""
    if it.situation.can_answer:
        return None
    return _ask(it, Choice.TALK, Reason("decision.no_answer_so_talk"))


def refund_before_it_becomes_a_denial(it: Priced) -> Advice | None:
    """An alert or an inquiry, and no more than thin proof: giving back now is worth what the fees and the odds would take."""
    situation = it.situation
    if not situation.is_before_denial or situation.refundable.minor <= 0 or _claim_found_wrong(it) or not _comparable(it):
        return None
    later = max(it.answer.middle, it.giving_in.middle) if _something_to_show(it) else it.giving_in.middle
    # The clock of an inquiry leaves time to ask; that of an alert does not.
    if situation.phase is not Phase.ALERT and not situation.clock.emergency:
        return None
    if -situation.refundable.minor < later:
        return None
    return Advice(Choice.REFUND, (Reason("decision.refund_before_denial_is_worth_it"),))


def a_fight_costs_more_than_it_can_bring(it: Priced) -> Advice | None:
    """Small sums: even the range's good end of an answer is no better than giving in, and no paper that may still come mends that."""
    situation = it.situation
    if not _comparable(it) or it.answer.high > it.giving_in.high:
        return None
    if _papers_may_come(it) and it.answer_at_best.high > it.giving_in.high:
        return None
    because = (Reason("decision.answer_costs_more", values={"amount": situation.amount}),)
    before = situation.is_before_denial and situation.refundable.minor > 0
    return Advice(Choice.REFUND if before else Choice.ACCEPT, because)


def claim_is_wrong_and_shown(it: Priced) -> Advice | None:
    """Mistaken or tactical, with proof: answered. An alert takes no answer: there the proof waits for the denial."""
    if not _claim_found_wrong(it) or not it.situation.evidence_is_strong:
        return None
    if _comparable(it) and it.answer.middle < it.giving_in.middle:
        return None
    return Advice(Choice.FIGHT, (Reason("decision.evidence_answers"), *it.situation.finding.favour[:1], *_in_good_faith(it)))


def little_time_is_left(it: Priced) -> Advice | None:
    """An emergency leaves answering or accepting: the evidence decides."""
    if not it.situation.clock.emergency:
        return None
    if _something_to_show(it) and not (_comparable(it) and it.answer.middle <= it.giving_in.middle):
        return Advice(Choice.FIGHT, (Reason("decision.emergency_answer"),))
    return Advice(Choice.ACCEPT, (Reason("decision.emergency_accept"),))


def ask_first(it: Priced) -> Advice | None:
    """The facts do not say, or the proof is thin: a talk comes first, and the papers are gathered meanwhile."""
    if not _claim_found_wrong(it):
        return _ask(it, Choice.TALK, Reason("decision.ask_before_deciding"))
    advice = _ask(it, Choice.TALK, Reason("decision.evidence_is_thin"))
    return Advice(advice.choice, (*advice.because, *_in_good_faith(it))) if advice.choice is Choice.TALK else advice


RULES: tuple[Callable[[Priced], Advice | None], ...] = (
    money_is_back_already,
    refund_of_unknown_sum,
    customer_is_right,
    customer_is_right_in_part,
    no_answer_is_possible,
    refund_before_it_becomes_a_denial,
    a_fight_costs_more_than_it_can_bring,
    claim_is_wrong_and_shown,
    little_time_is_left,
    ask_first,
)


def advise(it: Priced) -> Advice:
    """The first rule that speaks; the last one always does."""
    found = (advice for rule in RULES if (advice := rule(it)) is not None)
    return next(found, Advice(Choice.TALK, (Reason("decision.ask_before_deciding"),)))


def _comparable(it: Priced) -> bool:
    """Whether worths can be set against each other: a chance with a basis, and every known amount in one currency."""
    return it.complete and it.situation.odds.known


def _papers_may_come(it: Priced) -> bool:
    """Whether time is left to find what is missing, and something is missing that a paper could show."""
    situation = it.situation
    return not situation.clock.emergency and not situation.evidence_is_strong and situation.timeline.strength is not Strength.GATE


def _something_to_show(it: Priced) -> bool:
    """Whether there is anything that an answer could rest on; a range of a few per cent is no reason to send nothing."""
    return it.situation.timeline.strength not in (Strength.JUNK_ONLY, Strength.GATE)


def _claim_found_wrong(it: Priced) -> bool:
    return it.situation.finding.kind in (FindingKind.MISTAKEN, FindingKind.TACTICAL)


def _ask(it: Priced, choice: Choice, because: Reason) -> Advice:
    """Talk or offer; under a threat or a lawyer's letter nobody talks alone: the lawyer comes first."""
    situation = it.situation
    apart = (*situation.facts(EventKind.THREAT), *situation.facts(EventKind.DEMAND))
    if apart:
        return Advice(Choice.LAWYER, (Reason("decision.not_alone", facts=tuple(str(fact.id) for fact in apart)), because))
    return Advice(choice, (because,))


def _in_good_faith(it: Priced) -> tuple[Reason, ...]:
    """A mistake in good faith may end with one call, beside the answer that the clock asks for."""
    return (Reason("decision.a_call_may_end_it"),) if it.situation.finding.cause in _GOOD_FAITH else ()


def _threatened(it: Priced) -> tuple[Reason, ...]:
    """A refund that is owed is paid under a threat too, through a channel that keeps people safe."""
    threats = it.situation.facts(EventKind.THREAT)
    return (Reason("decision.refund_owed_despite_threat", facts=tuple(str(fact.id) for fact in threats)),) if threats else ()
