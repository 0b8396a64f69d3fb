"""How strong the evidence is as a whole: by the required items and groups that are met."""

from collections.abc import Iterable

from yosher.evidence.model import Gate, Proof, ProofState, Strength
from yosher.evidence.proofs import groups, is_met
from yosher.kernel.words import ClaimFamily, NeedLevel
from yosher.rulebook.model import Rule

# A refund on record is the very answer to "the credit did not come", so that there it ends no fight.
_ANSWERS = {"gate.refund_issued": ClaimFamily.CREDIT_NOT_PROCESSED}

_OUT_OF_PLACE = ("evidence.other_goods", "evidence.terminal_not_known", "evidence.no_terminal")


def strength_of(rule: Rule, family: ClaimFamily, proofs: tuple[Proof, ...], gates: Iterable[Gate]) -> Strength:
    """The key into the rulebook's priors.

    Units are the required items that stand alone and the required groups; a rule that requires nothing is measured by its strong
    items. All met; one short of all; anything at all to show; nothing of worth.
    """
    if any(gate.sum_minor is None and _ANSWERS.get(gate.code) is not family for gate in gates):
        return Strength.GATE
    met, units = _met(rule, proofs)
    if units and met == units:
        return Strength.ALL_ELEMENTS
    if met and units - met == 1:
        return Strength.ONE_MISSING
    has_any = any(proof.state in (ProofState.PRESENT, ProofState.WEAK) for proof in proofs)
    return Strength.WEAK_OR_DESCRIBED if has_any else Strength.JUNK_ONLY


def _met(rule: Rule, proofs: tuple[Proof, ...]) -> tuple[int, int]:
    asked = [proof for proof in proofs if not _is_instead(proof) and not _is_out_of_place(proof)]
    required = [proof for proof in asked if proof.need is NeedLevel.REQUIRED]
    if not required:
        required = [proof for proof in asked if proof.need is NeedLevel.STRONG]
    alone = [proof.state is ProofState.PRESENT for proof in required if proof.group is None]
    enough = groups(rule.needs)
    together = [is_met(group, enough[group], proofs) for group in dict.fromkeys(proof.group for proof in required) if group is not None]
    return sum(alone) + sum(together), len(alone) + len(together)


def _is_instead(proof: Proof) -> bool:
    return proof.group is not None and proof.group.startswith("instead_")


def _is_out_of_place(proof: Proof) -> bool:
    """Not asked for with these goods, or without a terminal. An item of a met group keeps its group in the reckoning."""
    return proof.state is ProofState.NOT_APPLICABLE and any(reason.code in _OUT_OF_PLACE for reason in proof.because)
