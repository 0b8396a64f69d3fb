"""What the rule asks for against what there is: present, weak, missing or not applicable, each with its reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from yosher.evidence.earlier import PAIRED
from yosher.evidence.grading import confirming, grade, telling
from yosher.evidence.kinds import AT_A_TERMINAL, USE
from yosher.evidence.model import Contradiction, Exhibit, Missing, Proof, ProofState
from yosher.evidence.rows import stated_goods
from yosher.evidence.scene import Scene
from yosher.kernel.ids import RuleId
from yosher.kernel.reason import Reason
from yosher.kernel.words import EventKind, GoodsKind, NeedLevel
from yosher.rulebook.model import Need

_CE3 = "ce3_elements"  # count only with earlier undisputed payments, and one of the two must be address or device (Visa CE 3.0)
_PRIOR = "prior_undisputed_transactions"


@dataclass(frozen=True, slots=True)
class Weighed:
    proofs: tuple[Proof, ...]
    missing: tuple[Missing, ...]


def weigh(scene: Scene, contradictions: Iterable[Contradiction]) -> Weighed:
    """Each need of the rule against the usable exhibits; what a contradiction weakens is never more than weak.

    Of a group, `group_min` items are enough: once they are there, the others are no longer asked for. A group `instead_…` is
    never asked for.
    """
    weakened: dict[str, tuple[Reason, ...]] = {}
    for found in contradictions:
        for kind in found.weakens if found.against == "us" else ():
            weakened[kind] = (*weakened.get(kind, ()), found.reason)
    goods = goods_of(scene)
    proofs = [_proof(scene, need, goods, weakened) for need in scene.rule.needs]
    proofs = _paired(scene.rule.needs, proofs)
    met = {group for group, needed in groups(scene.rule.needs).items() if is_met(group, needed, proofs)}
    proofs = [_in_group(proof, met) for proof in proofs]
    return Weighed(tuple(proofs), tuple(_missing(proofs)))


def goods_of(scene: Scene) -> GoodsKind | None:
    """What was sold: as stated, else by what happened to it; None where nothing says so, and then every need is looked at.

    A log-in says nothing of it: people log in to a shop to buy a table.
    """
    stated = stated_goods(scene.denial, scene.records)
    if stated is not None:
        return stated
    if scene.first(EventKind.RENEWAL, EventKind.RENEWAL_NOTICE) is not None:
        return GoodsKind.SUBSCRIPTION
    if scene.first(EventKind.SHIPPED, EventKind.DELIVERED, EventKind.COLLECTED) is not None:
        return GoodsKind.PHYSICAL
    return GoodsKind.SERVICE if scene.first(EventKind.SERVICE_GIVEN) is not None else None


def groups(needs: Iterable[Need]) -> dict[str, int]:
    """The groups of a rule's needs with how many of each are enough."""
    return {need.group: need.group_min for need in needs if need.group is not None}


def is_met(group: str, needed: int, proofs: Iterable[Proof]) -> bool:
    return sum(proof.state is ProofState.PRESENT for proof in proofs if proof.group == group) >= max(needed, 1)


def _proof(scene: Scene, need: Need, goods: GoodsKind | None, weakened: dict[str, tuple[Reason, ...]]) -> Proof:
    plain = Proof(need.evidence, need.level, ProofState.MISSING, need.element, group=need.group)
    if need.goods and goods is not None and goods not in need.goods:
        reason = Reason("evidence.other_goods", rule=need.id, values={"kind": f"evidence:{need.evidence}"})
        return replace(plain, state=ProofState.NOT_APPLICABLE, because=(reason,))
    graded = [(exhibit, *grade(scene, exhibit, need.evidence)) for exhibit in scene.shows(need.evidence)]
    if not graded:
        return _without_paper(scene, need, plain)
    state = ProofState.PRESENT if any(found is ProofState.PRESENT for _, found, _ in graded) else ProofState.WEAK
    used = [(exhibit, reason) for exhibit, found, reason in graded if found is state]
    because = tuple(reason for _, reason in used)
    if goods is None and need.goods and need.evidence in USE:
        reason = Reason("evidence.goods_not_known", rule=need.id, values={"kind": f"evidence:{need.evidence}"})
        state, because = ProofState.WEAK, (*because, reason)
    if need.evidence in weakened:
        state, because = ProofState.WEAK, (*because, *weakened[need.evidence])
    return replace(plain, state=state, exhibits=_ids(exhibit for exhibit, _ in used), because=because)


def _without_paper(scene: Scene, need: Need, plain: Proof) -> Proof:
    """Told but with nothing to show is weak; neither told nor shown is missing."""
    told = confirming(scene, need.evidence) or telling(scene, need.evidence)
    values = {"kind": f"evidence:{need.evidence}"}
    if not told:
        why_not = _not_asked(scene, need)
        because = why_not or Reason("evidence.nothing_shown", rule=need.id, values=values)
        return replace(plain, state=ProofState.NOT_APPLICABLE if why_not else ProofState.MISSING, because=(because,))
    reason = Reason("evidence.told_without_paper", facts=tuple(fact.id for fact in told[:3]), values={**values, "at": scene.on(told[0])})
    return replace(plain, state=ProofState.WEAK, because=(reason,))


def _not_asked(scene: Scene, need: Need) -> Reason | None:
    """Why what is not there is not asked for: it answers only if it was given, or only a terminal could have recorded it."""
    values = {"kind": f"evidence:{need.evidence}"}
    if need.instead:
        return Reason("evidence.only_if_given", rule=need.id, values=values)
    if need.evidence not in AT_A_TERMINAL or scene.is_at_a_terminal:
        return None
    if scene.is_at_a_terminal is None:
        return Reason("evidence.terminal_not_known", rule=need.id, values=values)
    return Reason("evidence.no_terminal", rule=need.id, values=values)


def _paired(needs: Iterable[Need], proofs: list[Proof]) -> list[Proof]:
    """Visa CE 3.0: earlier payments and matching elements stand or fall together, and one element is an address or a device."""
    needed = groups(needs).get(_CE3)
    if needed is None:
        return proofs
    present = [proof.kind for proof in proofs if proof.group == _CE3 and proof.state is ProofState.PRESENT]
    has_prior = any(proof.kind == _PRIOR and proof.state is ProofState.PRESENT for proof in proofs)
    complete = has_prior and len(present) >= needed and any(kind in PAIRED for kind in present)
    return proofs if complete else [_unpaired(proof) for proof in proofs]


def _unpaired(proof: Proof) -> Proof:
    if proof.state is not ProofState.PRESENT or (proof.kind != _PRIOR and proof.group != _CE3):
        return proof
    reason = Reason("evidence.pair_incomplete", facts=proof.exhibits, values={"kind": f"evidence:{proof.kind}"})
    return replace(proof, state=ProofState.WEAK, because=(*proof.because, reason))


def _in_group(proof: Proof, met: set[str]) -> Proof:
    """What a met group no longer needs is not applicable, and says so."""
    if proof.group not in met or proof.state is not ProofState.MISSING:
        return proof
    reason = Reason("evidence.group_met", values={"kind": f"evidence:{proof.kind}"})
    return replace(proof, state=ProofState.NOT_APPLICABLE, because=(reason,))


def _missing(proofs: Iterable[Proof]) -> Iterator[Missing]:
    """What is missing, required first; where to get it is the vocabulary's to say."""
    order = list(NeedLevel)
    for proof in sorted(proofs, key=lambda one: order.index(one.need)):
        if proof.state is ProofState.MISSING:
            yield Missing(proof.kind, _why_missing(proof))


def _why_missing(proof: Proof) -> Reason:
    values = {"kind": f"evidence:{proof.kind}"}
    if proof.need is not NeedLevel.REQUIRED:
        return Reason("evidence.missing_helpful", rule=_rule(proof), values=values)
    if proof.group is not None:
        return Reason("evidence.missing_one_of", rule=_rule(proof), values=values)
    return Reason("evidence.missing_required", rule=_rule(proof), values=values)


def _rule(proof: Proof) -> RuleId | None:
    return proof.because[0].rule if proof.because else None


def _ids(exhibits: Iterable[Exhibit]) -> tuple[str, ...]:
    return tuple(exhibit.id for exhibit in exhibits)
