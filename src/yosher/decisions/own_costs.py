"""What an answer costs the owner besides fees: hours of work and a customer's future, as far as the owner has set them."""

from yosher.decisions.currencies import convert, rates_used
from yosher.decisions.figures import Figure, Span
from yosher.decisions.situation import Situation
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason


def own_costs(situation: Situation) -> Figure:
    """Hours and future value together, in the denial's currency; what is not set is said and not counted."""
    return _hours(situation) + _future_value(situation)


def _hours(situation: Situation) -> Figure:
    costs = situation.costs
    if costs.hour is None or costs.hours_to_answer is None:
        return Figure(because=(Reason("decision.hours_not_set"),))
    cost = costs.hour.times(costs.hours_to_answer)
    return _here(situation, cost, Reason("decision.hours_counted", values={"amount": cost, "hours": costs.hours_to_answer}))


def _future_value(situation: Situation) -> Figure:
    """What an answer loses of the customer's future value against a refund: a refund is the measure, and stays minus its amount."""
    costs = situation.costs
    kept, fought = costs.share_kept_after_refund, costs.share_kept_after_fight
    if costs.future_value is None or kept is None or fought is None:
        return Figure(because=(Reason("decision.future_value_not_set"),))
    lost = costs.future_value.times(kept) - costs.future_value.times(fought)
    return _here(situation, lost, Reason("decision.future_value_counted", values={"amount": lost}))


def _here(situation: Situation, cost: Money, reason: Reason) -> Figure:
    there = convert(cost, situation.amount.currency, on=situation.today, rates=situation.rates)
    if there is None:
        return Figure(because=(Reason("decision.own_cost_apart", values={"amount": cost}),), complete=False)
    return Figure(Span(there.money.minor, there.money.minor), (reason, *rates_used(there)))
