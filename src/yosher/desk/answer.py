"""The main road: one denial weighed from its rule to its packet. Read this file first."""

from dataclasses import dataclass

from yosher.cases.model import Case
from yosher.customers.finding import find
from yosher.customers.model import Finding
from yosher.deadlines.model import Clock
from yosher.decisions.choose import choose, override
from yosher.decisions.model import Decision
from yosher.desk.clock import clock_of
from yosher.desk.figures import figures_for
from yosher.desk.gather import gather_exhibits
from yosher.desk.model import Desk
from yosher.desk.rule import rule_of
from yosher.evidence.model import Timeline
from yosher.evidence.timeline import rebuild
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Choice, Language
from yosher.packets.compose import compose
from yosher.packets.model import Packet
from yosher.rulebook.lookup import legal_pack
from yosher.rulebook.model import Rule


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case weighed: what `yosher answer` shows, and the packet or letter as a model (not yet typeset)."""

    case: Case
    rule: Rule
    clock: Clock
    timeline: Timeline
    finding: Finding
    decision: Decision
    packet: Packet | None


def prepare_answer(
    case_id: CaseId, *, desk: Desk, choice: Choice | None = None, because: str = "", language: Language | None = None
) -> Prepared:
    """Calls 3–9 of the road. Reads the store and the sources, decides without them, and writes nothing."""
    case = desk.store.case(desk.organisation.id, case_id)
    rule = rule_of(case.denial, on=desk.now.date())
    clock = clock_of(case.denial, rule, desk=desk)
    gathered = gather_exhibits(case, desk=desk)
    timeline = rebuild(case.denial, gathered, rule, now=desk.now, organisation=desk.organisation, rights=legal_pack(case.denial.place))
    finding = find(timeline, now=desk.now)
    decision = choose(
        timeline,
        finding,
        clock,
        rule=rule,
        now=desk.now,
        organisation=desk.organisation,
        figures=figures_for(case, rule, timeline, desk=desk),
    )
    if choice is not None:
        decision = override(decision, choice, because=because)
    packet = compose(case, timeline, finding, decision, clock, rule, organisation=desk.organisation, language=language, now=desk.now)
    return Prepared(case, rule, clock, timeline, finding, decision, packet)
