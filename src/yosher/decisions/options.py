"""The courses that are open, each with its worth and its reasons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yosher.customers.model import FindingKind
from yosher.decisions.escalation import grounds_for_a_lawyer
from yosher.decisions.figures import Figure, once
from yosher.decisions.grounds import FINDING_REASONS, before_denial, for_answering, for_court, never_below, why_accept, why_refund
from yosher.decisions.model import Chance, Option
from yosher.decisions.own_costs import own_costs
from yosher.decisions.situation import Situation
from yosher.decisions.tolls import Tolls, tolls_of
from yosher.decisions.worth import Worth, of_answering, of_giving_in
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, ClaimFamily, GoodsKind

_CUSTOMER_WRONG = (FindingKind.MISTAKEN, FindingKind.TACTICAL)


@dataclass(frozen=True, slots=True)
class Priced:
    """A situation with its fees and own costs counted once."""

    situation: Situation
    tolls: Tolls
    own: Figure

    @property
    def complete(self) -> bool:
        return self.tolls.complete and self.own.complete

    @property
    def answer(self) -> Worth:
        return of_answering(self.situation.amount.minor, self.situation.odds.chance, self.tolls, self.own)

    @property
    def answer_at_best(self) -> Worth:
        """The answer with every element of the rule shown: what papers that are still to be found could make of it."""
        return of_answering(self.situation.amount.minor, self.situation.odds.at_best, self.tolls, self.own)

    @property
    def giving_in(self) -> Worth:
        return of_giving_in(self.situation.amount.minor, self.tolls)

    @property
    def best_without_the_customer(self) -> Worth:
        """What remains when the customer agrees to nothing: the better of answering and accepting."""
        if not self.situation.can_answer:
            return self.giving_in
        return max(self.answer, self.giving_in, key=lambda worth: worth.middle)


Course = Callable[[Priced], Iterator[Option]]


def priced(situation: Situation) -> Priced:
    return Priced(situation, tolls_of(situation), own_costs(situation))


def options(it: Priced) -> tuple[Option, ...]:
    """All open courses, in a fixed order."""
    courses: tuple[Course, ...] = (refund, partial_refund, replace_goods, fight, talk, offer, accept, lawyer, court)
    return tuple(option for course in courses for option in course(it))


def is_open(course: Course, it: Priced) -> bool:
    return next(course(it), None) is not None


def refund(it: Priced) -> Iterator[Option]:
    """The whole of what may still be given back: minus that amount exactly, whatever else happens."""
    back = it.situation.refundable
    if back.minor <= 0:
        return
    because = (*why_refund(it.situation), *before_denial(it.situation), *it.tolls.in_every_course)
    yield Option(Choice.REFUND, -back, -back.minor, -back.minor, None, because)


def partial_refund(it: Priced) -> Iterator[Option]:
    """The part that is owed, and an answer for the rest (without one: the rest stays with the customer at worst)."""
    situation, back = it.situation, it.situation.part_minor
    if not 0 < back < situation.amount.minor:
        return
    rest = situation.amount.minor - back
    worth, chance = of_giving_in(rest, it.tolls), None
    if situation.can_answer:
        worth, chance = of_answering(rest, situation.odds.chance, it.tolls, it.own), situation.odds.chance
    part = Reason("decision.part_is_owed", values={"amount": Money(back, situation.amount.currency)})
    because = (part, *situation.finding.favour[:FINDING_REASONS], *for_answering(it.situation, it.tolls, it.own))
    yield _option(it, Choice.PARTIAL_REFUND, worth.less(back), because, chance)


def replace_goods(it: Priced) -> Iterator[Option]:
    """Sending it again, where goods did not come or are not as described and nothing says that the claim is wrong."""
    situation = it.situation
    families = (ClaimFamily.NOT_RECEIVED, ClaimFamily.NOT_AS_DESCRIBED)
    fits = situation.timeline.family in families and situation.timeline.denial.goods.kind is GoodsKind.PHYSICAL
    if fits and situation.finding.kind not in _CUSTOMER_WRONG and situation.refundable.minor > 0:
        yield Option(Choice.REPLACE, None, None, None, None, (Reason("decision.replacement_cost_unknown"),))


def fight(it: Priced) -> Iterator[Option]:
    if it.situation.can_answer:
        yield _option(it, Choice.FIGHT, it.answer, for_answering(it.situation, it.tolls, it.own), it.situation.odds.chance)


def talk(it: Priced) -> Iterator[Option]:
    """Asking first keeps the other courses open until the due date: worth at least the best of them, at most nothing lost."""
    situation, without = it.situation, it.best_without_the_customer
    worth = Worth(without.low, without.middle, max(without.high, -situation.owed_minor))
    due = situation.clock.cut_off or situation.clock.due
    until = Reason("decision.talk_until", values={"due": due}) if due and situation.can_answer else Reason("decision.talk_costs_little")
    yield _option(it, Choice.TALK, worth, (until, *situation.finding.would_change_it[:FINDING_REASONS]))


def offer(it: Priced) -> Iterator[Option]:
    """A compromise: any sum below what the best other course costs, never below what is owed."""
    situation, without = it.situation, it.best_without_the_customer
    owed = situation.owed_minor
    most = min(-without.middle, situation.refundable.minor)
    if situation.finding.kind is FindingKind.RIGHT or most <= owed:
        return
    values = {"limit": Money(most, situation.amount.currency)}
    worth = Worth(-most, -most, -owed)
    yield _option(it, Choice.OFFER, worth, (Reason("decision.offer_up_to", values=values), *never_below(situation, owed)))


def accept(it: Priced) -> Iterator[Option]:
    because = why_accept(it.situation, it.tolls)
    yield _option(it, Choice.ACCEPT, it.giving_in, because)


def lawyer(it: Priced) -> Iterator[Option]:
    if grounds := grounds_for_a_lawyer(it.situation):
        yield Option(Choice.LAWYER, None, None, None, None, (*grounds, Reason("decision.lawyer_cost_unknown")))


def court(it: Priced) -> Iterator[Option]:
    """A claim of our own, once the claim was found wrong and nothing can be answered any more."""
    situation = it.situation
    if situation.can_answer or situation.finding.kind not in _CUSTOMER_WRONG or situation.whole_was_refunded:
        return
    yield Option(Choice.COURT, None, None, None, None, (Reason("decision.court_after_answer"), *for_court(situation)))


def _option(it: Priced, choice: Choice, worth: Worth, because: tuple[Reason, ...], chance: Chance | None = None) -> Option:
    return Option(choice, Money(worth.middle, it.situation.amount.currency), worth.low, worth.high, chance, once(because))
