"""The main road: one denial weighed from its rule to its packet. Read this file first."""

from dataclasses import dataclass, replace

from yosher.cases.model import Case
from yosher.customers.finding import find
from yosher.customers.model import Finding
from yosher.deadlines.model import Clock
from yosher.decisions.model import Decision
from yosher.decisions.override import override
from yosher.desk.advice import advice_for
from yosher.desk.clock import clock_of
from yosher.desk.compose import Composed, composed
from yosher.desk.digest import digest_of
from yosher.desk.gather import gather_exhibits
from yosher.desk.model import Desk
from yosher.desk.room import left_beside
from yosher.desk.rule import rule_of
from yosher.evidence.model import Timeline
from yosher.evidence.readings import back_on_record
from yosher.evidence.timeline import rebuild
from yosher.kernel.ids import CaseId
from yosher.kernel.money import Money
from yosher.kernel.words import Choice, Language
from yosher.packets.fields import FieldMap
from yosher.rulebook.law import legal_pack
from yosher.rulebook.model import Rule


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case weighed: what `yosher answer` shows, with the packet or the letter as a model (not yet typeset)."""

    case: Case
    rule: Rule
    clock: Clock
    timeline: Timeline
    finding: Finding
    decision: Decision
    refundable: Money
    paper: Composed

    @property
    def digest(self) -> str:
        paper = self.paper.packet or self.paper.letter
        return digest_of(self.case, self.timeline, self.decision.choice, paper.language if paper else None, words=self.paper.own.revision)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for besides: another course than advised, and the receiver's language."""

    choice: Choice | None = None
    because: str = ""
    language: Language | None = None


NO_WISH = Wish()


def prepare_answer(case_id: CaseId, *, desk: Desk, wish: Wish = NO_WISH, fields: FieldMap | None = None) -> Prepared:
    """Calls 3–9 of the road. Reads the store and the sources, decides without them, and writes nothing."""
    known = desk.store.case(desk.organisation.id, case_id)
    rule = rule_of(known.denial, on=desk.now.date())
    clock = clock_of(known.denial, rule, desk=desk)
    case = replace(known, due=clock.due)
    gathered = gather_exhibits(case, desk=desk)
    timeline = rebuild(case.denial, gathered, rule, now=desk.now, organisation=desk.organisation, rights=legal_pack(case.denial.place))
    finding = find(timeline, now=desk.now)
    room = left_beside(case, back_on_record(timeline.entries, case.denial.amount.currency))
    decision = advice_for(case, timeline, finding, clock, rule, refundable=room, desk=desk)
    if wish.choice is not None:
        decision = override(decision, wish.choice, because=wish.because)
    paper = composed(case, timeline, finding, decision, rule, desk=desk, language=wish.language, fields=fields)
    return Prepared(case, rule, clock, timeline, finding, decision, room, paper)
