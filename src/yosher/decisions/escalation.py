"""When to turn to professionals: a list of named grounds, each a reason of its own; one is enough to name a lawyer as a course."""

from collections.abc import Callable, Iterator

from yosher.decisions.currencies import convert
from yosher.decisions.situation import Situation
from yosher.kernel.currency import exponent
from yosher.kernel.money import Money, MoneyError, parse_decimal
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import EventKind
from yosher.rulebook.model import LegalAmount


def small_claims_limit(situation: Situation) -> tuple[LegalAmount, Money] | None:
    """The limit of small claims in the records of the place, where they hold one."""
    return _amount(situation, "small_claims_limit")


def reaches_small_claims_limit(situation: Situation) -> Iterator[Reason]:
    """The sum is at or above what a small-claims court hears."""
    found = small_claims_limit(situation)
    if found is None or not _reaches(situation, found[1]):
        return
    record, limit = found
    if record.stale_after is not None and record.stale_after < situation.today:
        values: dict[str, Value] = {"limit": limit, "checked_on": record.source.checked_on}
        yield Reason("decision.lawyer_small_claims_old_figure", rule=record.id, values=values)
    else:
        yield Reason("decision.lawyer_small_claims", rule=record.id, values={"limit": limit})


def reaches_owners_line(situation: Situation) -> Iterator[Reason]:
    line = situation.costs.lawyer_from
    if line is not None and _reaches(situation, line):
        yield Reason("decision.lawyer_owners_line", values={"limit": line})


def large_for_the_business(situation: Situation) -> Iterator[Reason]:
    """A share of the month's turnover that the owner's setting calls large."""
    turnover, share = situation.costs.monthly_turnover, situation.costs.turnover_share
    if turnover is not None and share is not None and _reaches(situation, turnover.times(share)):
        yield Reason("decision.lawyer_turnover", values={"limit": turnover.times(share)})


def lawyers_letter(situation: Situation) -> Iterator[Reason]:
    if demands := situation.facts(EventKind.DEMAND):
        yield Reason("decision.lawyer_demand", facts=tuple(str(fact.id) for fact in demands))


def threat(situation: Situation) -> Iterator[Reason]:
    if threats := situation.facts(EventKind.THREAT):
        yield Reason("decision.lawyer_threat", facts=tuple(str(fact.id) for fact in threats))


def damages_by_law(situation: Situation) -> Iterator[Reason]:
    """A cancellation in time was refused where the law knows damages without proof of loss."""
    gate, found = situation.gate("gate.cancelled_in_time"), _amount(situation, "exemplary_damages")
    if gate is not None and found is not None and not situation.whole_was_refunded:
        yield Reason("decision.lawyer_damages", facts=gate.reason.facts, rule=found[0].id, values={"limit": found[1]})


GROUNDS: tuple[Callable[[Situation], Iterator[Reason]], ...] = (
    threat,
    lawyers_letter,
    damages_by_law,
    reaches_small_claims_limit,
    reaches_owners_line,
    large_for_the_business,
)


def grounds_for_a_lawyer(situation: Situation) -> tuple[Reason, ...]:
    return tuple(reason for ground in GROUNDS for reason in ground(situation))


def _amount(situation: Situation, key: str) -> tuple[LegalAmount, Money] | None:
    """The largest sum of money among the legal records whose key begins with this word."""
    found = [(record, money) for record in situation.legal if record.key.startswith(key) and (money := _money(record))]
    return max(found, key=lambda pair: pair[1].minor, default=None)


def _money(record: LegalAmount) -> Money | None:
    """A record's value as money: its unit is a currency, with `minor` behind it where the value counts minor units."""
    currency, _, counted = record.unit.partition(" ")
    try:
        return parse_decimal(record.value, currency, 0 if counted == "minor" else exponent(currency))
    except MoneyError:  # a number of days, a share, a word
        return None


def _reaches(situation: Situation, limit: Money) -> bool:
    """Whether the disputed sum is at or above a limit; without a rate between the two nobody can say, and nothing is said."""
    there = convert(situation.amount, limit.currency, on=situation.today, rates=situation.rates)
    return there is not None and limit <= there.money
