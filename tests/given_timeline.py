"""Given: timelines and their parts, for the rooms that read what the evidence room has put together."""

from typing import Any

from given import denial
from yosher.evidence.model import Contradiction, Gate, Proof, ProofState, Strength, Timeline
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, NeedLevel


def timeline(family: str = "not_received", **changes: Any) -> Timeline:
    """Nothing known but a denial of ILS 1,250; `denial_` holds changes to that denial."""
    plain: dict[str, Any] = {
        "denial": denial(**changes.pop("denial_", {})),
        "family": ClaimFamily(family),
        "family_because": Reason("evidence.family_by_code"),
        "entries": (),
        "exhibits": (),
        "proofs": (),
        "missing": (),
        "contradictions": (),
        "adverse": (),
        "gates": (),
        "junk": (),
        "strength": Strength.WEAK_OR_DESCRIBED,
    }
    return Timeline(**(plain | changes))


def gate(name: str, *, facts: tuple[str, ...] = (), sum_minor: int | None = None) -> Gate:
    return Gate(f"gate.{name}", Reason(f"gate.{name}", facts=facts), sum_minor)


def contradiction(check: str, *, against: str = "us", facts: tuple[str, ...] = ()) -> Contradiction:
    return Contradiction(check, Reason(f"contradiction.{check}", facts=facts), against=against)


def proof(kind: str, state: str = "present", *, need: str = "required", element: str = "", exhibits: tuple[str, ...] = ()) -> Proof:
    return Proof(kind, NeedLevel(need), ProofState(state), element, exhibits or ((f"x-{kind}",) if state == "present" else ()))
