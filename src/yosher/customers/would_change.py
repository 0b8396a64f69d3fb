"""What would change a finding: the one thing that the claim turns on, the papers that are missing, and who should look."""

from collections.abc import Iterable, Iterator

from yosher.customers.known import Known
from yosher.customers.model import FindingKind
from yosher.evidence.model import Proof, ProofState
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, NeedLevel

# What each claim turns on, for and against.
TURNS_ON = {
    ClaimFamily.NOT_ME: Reason("finding.turns_on_not_me"),
    ClaimFamily.NOT_RECEIVED: Reason("finding.turns_on_not_received"),
    ClaimFamily.NOT_AS_DESCRIBED: Reason("finding.turns_on_not_as_described"),
    ClaimFamily.CANCELLED: Reason("finding.turns_on_cancelled"),
    ClaimFamily.CREDIT_NOT_PROCESSED: Reason("finding.turns_on_credit_not_processed"),
    ClaimFamily.DUPLICATE: Reason("finding.turns_on_duplicate"),
    ClaimFamily.AMOUNT_DIFFERS: Reason("finding.turns_on_amount_differs"),
    ClaimFamily.AUTHORIZATION: Reason("finding.turns_on_authorization"),
    ClaimFamily.PROCESSING_ERROR: Reason("finding.turns_on_processing_error"),
    ClaimFamily.OTHER: Reason("finding.turns_on_other"),
    ClaimFamily.UNKNOWN: Reason("finding.turns_on_unknown"),
}


def would_change(known: Known, kind: FindingKind) -> tuple[Reason, ...]:
    """The question that the claim turns on first, then each paper, then what a person should look at."""
    return (TURNS_ON[known.family], *_papers(known), *_people(known, kind))


def _papers(known: Known) -> Iterator[Reason]:
    open_ones = [proof for proof in known.timeline.proofs if proof.state in (ProofState.MISSING, ProofState.WEAK)]
    required = [proof for proof in open_ones if proof.need is NeedLevel.REQUIRED]
    strong = [proof for proof in open_ones if proof.need is NeedLevel.STRONG]
    for proof, is_one_of_several in _each_once(required or strong):
        code = "finding.paper_of_group_would_show" if is_one_of_several else "finding.paper_would_show"
        yield Reason(code, facts=proof.exhibits, values={"evidence": f"evidence:{proof.kind}"})


def _each_once(proofs: list[Proof]) -> Iterator[tuple[Proof, bool]]:
    """Each kind once, and of papers of which one is enough the first; whether it stands for others."""
    kinds = {proof.kind: proof for proof in proofs}.values()
    for group, same in _grouped(kinds).items():
        yield same[0], not isinstance(group, int) and len(same) > 1


def _grouped(proofs: Iterable[Proof]) -> dict[str | int, list[Proof]]:
    """By group; a proof without one stands alone."""
    groups: dict[str | int, list[Proof]] = {}
    for number, proof in enumerate(proofs):
        groups.setdefault(number if proof.group is None else proof.group, []).append(proof)
    return groups


def _people(known: Known, kind: FindingKind) -> Iterator[Reason]:
    if known.family is ClaimFamily.CANCELLED and known.timeline.denial.customer.protected:
        yield Reason("finding.longer_right_to_cancel")
    if kind is FindingKind.TACTICAL:
        yield Reason("finding.a_person_confirms")
