"""What to do about a denial: every open course with its worth, an order where there is one, and the advice with its reasons."""

from dataclasses import replace
from datetime import datetime

from yosher.customers.model import Finding
from yosher.deadlines.model import Clock
from yosher.decisions.advise import advise
from yosher.decisions.model import Costs, Decision, Option, Rate
from yosher.decisions.odds import UNKNOWN, Odds, odds_of
from yosher.decisions.options import Priced, options, priced
from yosher.decisions.outcomes import Outcomes
from yosher.decisions.situation import Situation
from yosher.evidence.model import Timeline
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice
from yosher.people.model import Organisation
from yosher.rulebook.model import Fee, LegalAmount, Prior, Programme, Rule

# Courses of equal worth stand in this order: what helps the customer first, what costs others most last.
_ORDER = (
    Choice.REFUND,
    Choice.PARTIAL_REFUND,
    Choice.FIGHT,
    Choice.TALK,
    Choice.OFFER,
    Choice.REPLACE,
    Choice.ACCEPT,
    Choice.LAWYER,
    Choice.COURT,
)


def choose(  # noqa: PLR0913  (call 8 of the road: the desk looks each of these up, and names it here)
    timeline: Timeline,
    finding: Finding,
    clock: Clock,
    *,
    organisation: Organisation,
    rule: Rule,
    fees: tuple[Fee, ...],
    prior: Prior | None,
    outcomes: Outcomes | None,
    costs: Costs,
    rates: tuple[Rate, ...],
    now: datetime,
    refundable: Money,
    business: str | None,
    priors: tuple[Prior, ...] = (),
    programmes: tuple[Programme, ...] = (),
    legal: tuple[LegalAmount, ...] = (),
) -> Decision:
    """The options with their worths and the advised course.

    `worth` is in the denial's currency, in minor units, to be read as a loss where negative. `refundable`: what may still be
    paid without paying twice, in the denial's currency (MoneyError otherwise). `fees`, `prior` (of this strength), `priors`
    (of all strengths), `programmes` (of this network) and `legal` (of this place) are the rulebook's records that hold today.
    `ranked` is False where no chance is known, or a known amount cannot be converted: then the options stand in a fixed order.
    """
    situation = Situation(
        timeline=timeline,
        finding=finding,
        clock=clock,
        organisation=organisation,
        rule=rule,
        fees=fees,
        odds=_odds(timeline, prior=prior, outcomes=outcomes, priors=priors),
        costs=costs,
        rates=rates,
        now=now,
        refundable=refundable if refundable <= timeline.denial.amount else timeline.denial.amount,
        business=business,
        programmes=programmes,
        legal=legal,
    )
    it = priced(_with_credit_in_mind(situation))
    advice = advise(it)
    open_courses = options(it)
    ranked = it.complete and (it.situation.odds.known or not it.situation.can_answer)
    because = advice.because if ranked else (*advice.because, *_why_unranked(it))
    return Decision(choice=advice.choice, ranked=ranked, options=_ordered(open_courses, ranked=ranked), because=because)


def _odds(timeline: Timeline, *, prior: Prior | None, outcomes: Outcomes | None, priors: tuple[Prior, ...]) -> Odds:
    return odds_of(timeline.strength, timeline.family, prior=prior, outcomes=outcomes, priors=priors)


def _with_credit_in_mind(situation: Situation) -> Situation:
    """Where the whole was refunded the answer is a proof of credit: no range was ever given for that, and a gate's is another's."""
    if not situation.whole_was_refunded:
        return situation
    return replace(situation, odds=Odds(UNKNOWN, (Reason("decision.odds_of_a_credit_unknown"),)))


def _why_unranked(it: Priced) -> tuple[Reason, ...]:
    """What would allow an order: a chance with a basis, or a rate."""
    chance = () if it.situation.odds.known or not it.situation.can_answer else (Reason("decision.unranked_no_chance"),)
    rate = () if it.complete else (Reason("decision.unranked_no_rate"),)
    return (*chance, *rate)


def _ordered(open_courses: tuple[Option, ...], *, ranked: bool) -> tuple[Option, ...]:
    """By worth, the best first and those without a worth last; the same input always in the same order."""
    fixed = sorted(open_courses, key=lambda option: _ORDER.index(option.choice))
    if not ranked:
        return tuple(fixed)
    return tuple(sorted(fixed, key=lambda option: (option.worth is None, -(option.worth.minor if option.worth else 0))))
