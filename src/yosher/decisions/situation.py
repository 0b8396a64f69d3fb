"""All that a decision looks at, in one value, with the questions that the courses ask of it."""

from dataclasses import dataclass
from datetime import date, datetime

from yosher.customers.model import Finding, FindingKind
from yosher.deadlines.model import Basis, Clock
from yosher.decisions.model import Costs, Rate
from yosher.decisions.odds import Odds
from yosher.evidence.model import Fact, Gate, Strength, Timeline
from yosher.kernel.money import Money
from yosher.kernel.words import EventKind, Phase
from yosher.people.model import Organisation
from yosher.rulebook.model import Fee, LegalAmount, Programme, Rule

BEFORE_DENIAL = (Phase.INQUIRY, Phase.RETRIEVAL, Phase.ALERT)
STRONG = (Strength.ALL_ELEMENTS, Strength.ONE_MISSING)


@dataclass(frozen=True, slots=True)
class Situation:
    """`refundable`: what may still be paid without paying twice. `odds`: of an answer for what is still in dispute."""

    timeline: Timeline
    finding: Finding
    clock: Clock
    organisation: Organisation
    rule: Rule
    fees: tuple[Fee, ...]
    odds: Odds
    costs: Costs
    rates: tuple[Rate, ...]
    now: datetime
    refundable: Money
    business: str | None
    programmes: tuple[Programme, ...] = ()
    legal: tuple[LegalAmount, ...] = ()

    @property
    def amount(self) -> Money:
        return self.timeline.denial.amount

    @property
    def phase(self) -> Phase:
        return self.timeline.denial.phase

    @property
    def today(self) -> date:
        """The day of the organisation, by which a rate is chosen."""
        return self.now.astimezone(self.organisation.tz).date()

    @property
    def is_before_denial(self) -> bool:
        """An alert, an inquiry or a request for papers: no money has moved yet."""
        return self.phase in BEFORE_DENIAL

    @property
    def can_answer(self) -> bool:
        """Whether an answer can still be given at all."""
        return self.clock.basis is not Basis.NONE and not self.clock.overdue and self.gate("gate.rail_not_contestable") is None

    @property
    def whole_was_refunded(self) -> bool:
        gate = self.gate("gate.refund_issued")
        return gate is not None and (gate.sum_minor is None or gate.sum_minor >= self.amount.minor)

    @property
    def owed_minor(self) -> int:
        """What the customer is right about and has not got yet; the whole where the finding names no part."""
        owed = self.finding.owed_minor
        if owed is None:
            return self.amount.minor if self.finding.kind is FindingKind.RIGHT else 0
        return owed

    @property
    def part_minor(self) -> int:
        """What is owed of the sum and can still be given back; 0 where no part is known."""
        return min(self.finding.owed_minor or 0, self.refundable.minor)

    @property
    def evidence_is_strong(self) -> bool:
        return self.timeline.strength in STRONG

    def gate(self, code: str) -> Gate | None:
        return next((gate for gate in self.timeline.gates if gate.code == code), None)

    def facts(self, kind: EventKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.timeline.entries if fact.kind is kind)
