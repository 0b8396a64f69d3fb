"""House call 8 with its figures looked up: fees, priors, own outcomes, costs and rates."""

from itertools import chain, repeat

from yosher.cases.model import Case
from yosher.customers.model import Finding
from yosher.deadlines.model import Clock
from yosher.decisions.choose import choose
from yosher.decisions.model import Decision
from yosher.decisions.outcomes import Outcomes, counted
from yosher.decisions.settings import costs_of
from yosher.desk.model import Desk
from yosher.evidence.model import Timeline
from yosher.kernel.money import Money
from yosher.rulebook.costs import all_priors, fees_for, prior_for
from yosher.rulebook.law import all_programmes, legal_pack, programmes_counting
from yosher.rulebook.model import Programme, Rule


def advice_for(case: Case, timeline: Timeline, finding: Finding, clock: Clock, rule: Rule, *, refundable: Money, desk: Desk) -> Decision:
    """`refundable`: what may still be given back without paying twice."""
    denial, organisation = case.denial, desk.organisation
    return choose(
        timeline,
        finding,
        clock,
        organisation=organisation,
        rule=rule,
        fees=fees_for(denial.processor, denial.network, on=desk.now.date()),
        prior=prior_for(timeline.strength, network=denial.network),
        priors=tuple(prior for prior in all_priors() if prior.strength),
        outcomes=own_outcomes(desk),
        costs=costs_of(organisation),
        rates=tuple(desk.store.rates(organisation.id)),
        now=desk.now,
        refundable=refundable,
        business=denial.business,
        programmes=programmes_of(case),
        legal=legal_pack(denial.place),
    )


def own_outcomes(desk: Desk) -> Outcomes:
    """The verdicts on answers of this organisation."""
    rows = desk.store.verdicts(desk.organisation.id)
    return counted(chain.from_iterable(repeat((strength, family, state.value), n) for strength, family, state, n in rows))


def programmes_of(case: Case) -> tuple[Programme, ...]:
    names = programmes_counting(case.denial.network)
    return tuple(record for record in all_programmes() if record.programme in names)
