"""The reasons of each course: what it rests on, in facts, rules and costs."""

from collections.abc import Iterator

from yosher.customers.model import FindingKind
from yosher.decisions.escalation import small_claims_limit
from yosher.decisions.figures import Figure
from yosher.decisions.situation import Situation
from yosher.decisions.tolls import Tolls
from yosher.evidence.model import ProofState
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import NeedLevel, Phase
from yosher.rulebook.model import Programme

# How many of a finding's reasons a course repeats: the heaviest; all of them stand with the finding.
FINDING_REASONS = 3


def for_answering(situation: Situation, tolls: Tolls, own: Figure) -> tuple[Reason, ...]:
    """Rule, odds, what stands in the way, what is missing, and every cost: all that an answer's worth rests on."""
    gates = tuple(gate.reason for gate in situation.timeline.gates)
    return (
        _under_rule(situation),
        *_of_phase(situation),
        *situation.odds.because,
        *gates,
        *_missing(situation),
        *tolls.because_fight,
        *own.because,
        *_ratio(situation),
        *tolls.in_every_course,
    )


def _of_phase(situation: Situation) -> Iterator[Reason]:
    """What answering means in a phase that is not the first denial."""
    if situation.phase is Phase.ALERT:
        yield Reason("decision.alert_takes_no_answer")
    elif situation.phase is Phase.ARBITRATION:
        yield Reason("decision.arbitration_needs_a_yes")


def _under_rule(situation: Situation) -> Reason:
    rule = situation.rule
    if not rule.code:
        return Reason("decision.no_code", rule=rule.id)
    if not rule.listed:
        return Reason("decision.rule_not_listed", rule=rule.id, values={"code": rule.code})
    return Reason("decision.under_rule", rule=rule.id, values={"code": rule.code, "name": rule.official_name})


def _missing(situation: Situation) -> Iterator[Reason]:
    """Required papers that are missing or weak: what lowers the odds."""
    groups: set[str] = set()
    for proof in situation.timeline.proofs:
        if proof.need is not NeedLevel.REQUIRED or proof.state not in (ProofState.MISSING, ProofState.WEAK):
            continue
        values = {"evidence": f"evidence:{proof.kind}"}
        if proof.state is ProofState.WEAK:
            yield Reason("decision.paper_is_weak", facts=proof.exhibits, values=values)
        elif proof.group is None:
            yield Reason("decision.paper_is_missing", values=values)
        elif proof.group not in groups:  # one of the group is enough, so one line is
            groups.add(proof.group)
            yield Reason("decision.paper_of_group_is_missing", values=values)


def _ratio(situation: Situation) -> Iterator[Reason]:
    """A denial counts in the schemes' monitoring programmes however it ends; each programme is named once."""
    programmes = _programmes(situation)
    if programmes and not situation.is_before_denial:
        yield Reason("decision.ratio_counts_anyway", rule=programmes[0].id, values={"programme": _named(programmes)})


def before_denial(situation: Situation) -> Iterator[Reason]:
    """What a refund saves while no denial has come yet."""
    if not situation.is_before_denial:
        return
    yield Reason("decision.refund_before_denial_saves_fee")
    if programmes := _programmes(situation):
        yield Reason("decision.ratio_before_denial", rule=programmes[0].id, values={"programme": _named(programmes)})


def _programmes(situation: Situation) -> tuple[Programme, ...]:
    return tuple({programme.programme: programme for programme in reversed(situation.programmes)}.values())[::-1]


def _named(programmes: tuple[Programme, ...]) -> str:
    return ", ".join(programme.programme for programme in programmes)


def why_refund(situation: Situation) -> Iterator[Reason]:
    """What the customer is right about, and how a refund is kept from being paid twice."""
    if situation.finding.kind in (FindingKind.RIGHT, FindingKind.PARTLY):
        yield from situation.finding.favour[:FINDING_REASONS]
    if not situation.is_before_denial:
        yield Reason("decision.refund_tell_the_bank")


def why_accept(situation: Situation, tolls: Tolls) -> tuple[Reason, ...]:
    """What accepting means here, with its fees."""
    return (*_accepting(situation), *tolls.because_accept, *_ratio(situation), *tolls.in_every_course)


def _accepting(situation: Situation) -> Iterator[Reason]:
    if situation.whole_was_refunded:
        yield Reason("decision.accept_pays_twice")
    elif not situation.can_answer:
        yield Reason("decision.no_answer_possible", facts=_gate_facts(situation))
    else:
        yield Reason("decision.accept_gives_up")


def _gate_facts(situation: Situation) -> tuple[str, ...]:
    gate = situation.gate("gate.rail_not_contestable")
    return gate.reason.facts if gate else ()


def never_below(situation: Situation, owed: int) -> Iterator[Reason]:
    """What is owed is given, not traded: no offer goes below it."""
    if owed:
        yield Reason("decision.offer_not_below_owed", values={"amount": Money(owed, situation.amount.currency)})


def for_court(situation: Situation) -> Iterator[Reason]:
    """Only an individual may sue in small claims (Israel); which one the business is decides the court."""
    found = small_claims_limit(situation)
    if found is None:
        return
    record, limit = found
    match situation.business:
        case "company":
            yield Reason("decision.court_company", rule=record.id)
        case "sole_trader" | "person":
            yield Reason("decision.court_individual", rule=record.id, values={"limit": limit})
        case _:
            yield Reason("decision.court_depends_on_business", rule=record.id, values={"limit": limit})
