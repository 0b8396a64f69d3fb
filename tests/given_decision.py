"""Given: records, clocks and findings for decisions, and `decide`, which fills in what a test is not about."""

from datetime import UTC, date, datetime
from typing import Any

from given import NOW, organisation
from given_timeline import timeline
from yosher.customers.model import Cause, Finding, FindingKind
from yosher.deadlines.model import Basis, Clock
from yosher.decisions.choose import choose
from yosher.decisions.model import Costs, Decision, Option
from yosher.evidence.model import Timeline
from yosher.kernel.ids import RuleId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, ClaimFamily, Confidence, Network
from yosher.rulebook.model import Fee, LegalAmount, Prior, Programme, Rule, Source

SOURCE = Source("a published page", Confidence.MEDIUM, date(2026, 11, 22))
AMOUNT = Money(125000, "ILS")
RULE = Rule(
    id=RuleId("visa-13.1"),
    network=Network.VISA,
    code="13.1",
    sub=None,
    official_name="Merchandise/Services Not Received",
    status="active",
    category="consumer",
    family=ClaimFamily.NOT_RECEIVED,
    semantic_reason="not_received",
    listed=True,
    source=SOURCE,
)


def clock(**changes: Any) -> Clock:
    plain: dict[str, Any] = {
        "basis": Basis.LETTER,
        "due": datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC),
        "cut_off": datetime(2026, 11, 30, 12, 0, tzinfo=UTC),
        "emergency": False,
        "overdue": False,
        "days": None,
        "counted_from": None,
        "rule": None,
        "because": (),
    }
    return Clock(**(plain | changes))


def finding(kind: str = "unknown", **changes: Any) -> Finding:
    plain: dict[str, Any] = {
        "kind": FindingKind(kind),
        "cause": Cause.NONE_FOUND,
        "family": ClaimFamily.NOT_RECEIVED,
        "favour": (Reason("finding.handed_over", facts=("f1",)),),
        "against": (),
        "would_change_it": (Reason("finding.turns_on_not_received"),),
    }
    return Finding(**(plain | changes))


def fee(stage: str = "first_chargeback", low: Money | None = None, **changes: Any) -> Fee:
    """A fee of one figure; `high` in the changes makes a range, no figure at all an unknown one."""
    plain: dict[str, Any] = {
        "id": RuleId(f"fee-{stage}"),
        "processor": "stripe",
        "network": None,
        "stage": stage,
        "low": low,
        "high": low,
        "share": None,
        "when_charged": "dispute received" if stage == "first_chargeback" else "dispute countered",
        "returned_when": "never",
        "source": SOURCE,
    }
    return Fee(**(plain | changes))


def prior(strength: str = "all_elements", low: float = 0.4, high: float = 0.8) -> Prior:
    return Prior(RuleId(f"prior-{strength}"), "*", None, strength, low, high, SOURCE, "")


def programme(name: str = "VAMP") -> Programme:
    return Programme(RuleId(f"programme-{name}"), name, "merchant_excessive_ratio", "0.015", "share", False, SOURCE)


def legal(key: str, value: str, *, stale_after: date | None = None, unit: str = "ILS") -> LegalAmount:
    return LegalAmount(RuleId(f"il-{key}"), "IL", key, value, unit, "", stale_after, SOURCE)


def decide(case: Timeline | None = None, found: Finding | None = None, **changes: Any) -> Decision:
    """`choose` with an unknown finding, a calm clock, a prior for strong evidence and nothing else known."""
    plain: dict[str, Any] = {
        "organisation": organisation(),
        "rule": RULE,
        "fees": (),
        "prior": prior(),
        "outcomes": None,
        "costs": Costs(),
        "rates": (),
        "now": NOW,
        "refundable": AMOUNT,
        "business": None,
    }
    running = changes.pop("clock", clock())
    return choose(case or timeline(), found or finding(), running, **(plain | changes))


def option(decision: Decision, choice: str) -> Option:
    return next(one for one in decision.options if one.choice is Choice(choice))


def has(decision: Decision, choice: str) -> bool:
    return any(one.choice is Choice(choice) for one in decision.options)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]
