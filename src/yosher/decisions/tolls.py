"""The fees of a situation summed up for each course, in the denial's currency; what cannot be counted is named."""

from dataclasses import dataclass

from yosher.decisions.currencies import convert, rates_used
from yosher.decisions.fees import Bearing, Role, alternatives, bearing, role_of
from yosher.decisions.figures import NOTHING, Figure, Span, once
from yosher.decisions.situation import Situation
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.rulebook.model import Fee


@dataclass(frozen=True, slots=True)
class Tolls:
    """Fees by course. `complete` is False where a known fee stands apart for want of a rate."""

    accept: Span = NOTHING
    win: Span = NOTHING
    lose: Span = NOTHING
    because_accept: tuple[Reason, ...] = ()
    because_fight: tuple[Reason, ...] = ()
    in_every_course: tuple[Reason, ...] = ()
    complete: bool = True

    def __add__(self, other: "Tolls") -> "Tolls":
        return Tolls(
            accept=self.accept + other.accept,
            win=self.win + other.win,
            lose=self.lose + other.lose,
            because_accept=once(self.because_accept + other.because_accept),
            because_fight=once(self.because_fight + other.because_fight),
            in_every_course=once(self.in_every_course + other.in_every_course),
            complete=self.complete and other.complete,
        )


def tolls_of(situation: Situation) -> Tolls:
    """The fees that each course bears from here on. No record at all is said, not read as no fee."""
    if not situation.fees:
        none = (Reason("decision.fees_not_listed"),)
        return Tolls(because_accept=none, because_fight=none)
    nearest = (situation.amount.currency, situation.organisation.currency)
    total = Tolls()
    for same in alternatives(situation.fees, currencies=nearest):
        total += _toll(situation, same)
    return total


def _toll(situation: Situation, same: tuple[Fee, ...]) -> Tolls:
    first = same[0]
    if role_of(first) is Role.CONDITIONAL:
        return Tolls(because_fight=(_conditional(same),))
    if first.share is not None:
        figure = _share(situation, first)
        return Tolls(win=figure.span, because_fight=figure.because)
    bears = bearing(first, situation.phase, before_denial=situation.is_before_denial)
    if not (bears.any or bears.sunk):
        return Tolls()
    return _borne(bears, _figure(situation, same), same)


def _borne(bears: Bearing, figure: Figure, same: tuple[Fee, ...]) -> Tolls:
    if bears.sunk:
        return Tolls(in_every_course=tuple(_stays(fee) for fee in same))
    return Tolls(
        accept=figure.span if bears.accept else NOTHING,
        win=figure.span if bears.win else NOTHING,
        lose=figure.span if bears.lose else NOTHING,
        because_accept=figure.because if bears.accept else (),
        because_fight=figure.because if bears.win or bears.lose else (),
        complete=figure.complete,
    )


def _figure(situation: Situation, same: tuple[Fee, ...]) -> Figure:
    """The range over all sources of one fee; an unknown amount is said and adds nothing."""
    lows: list[int] = []
    highs: list[int] = []
    because: list[Reason] = []
    complete = True
    for fee in same:
        low, high = fee.low or fee.high, fee.high or fee.low
        if low is None or high is None:
            because.append(_unknown(fee))
            continue
        there = [convert(money, situation.amount.currency, on=situation.today, rates=situation.rates) for money in (low, high)]
        if there[0] is None or there[1] is None:
            because.append(Reason("decision.fee_apart", rule=fee.id, values={"amount": high, **_of(fee)}))
            complete = False
            continue
        because.append(_fee(fee, low, high))
        lows.append(there[0].money.minor)
        highs.append(there[1].money.minor)
        because.extend(rates_used(there[1]))
    span = Span(min(lows), max(highs)) if lows else NOTHING
    return Figure(span, tuple(because), complete)


def _share(situation: Situation, fee: Fee) -> Figure:
    """A fee that is a share of what is won back."""
    cost = situation.amount.times(fee.share or 0)
    return Figure(Span(cost.minor, cost.minor), (Reason("decision.fee_is_a_share", rule=fee.id, values={"amount": cost}),))


def _fee(fee: Fee, low: Money, high: Money) -> Reason:
    if low == high:
        return Reason("decision.fee_counted", rule=fee.id, values={"amount": high, **_of(fee)})
    return Reason("decision.fee_counted_range", rule=fee.id, values={"low": low, "high": high, **_of(fee)})


def _unknown(fee: Fee) -> Reason:
    return Reason("decision.fee_unknown", rule=fee.id, values=_of(fee))


def _of(fee: Fee) -> dict[str, Value]:
    """For what it is charged, and by whom: two fees of one sum are told apart."""
    return {"fee": f"fee:{role_of(fee)}", "processor": f"receiver:{fee.processor}"}


def _stays(fee: Fee) -> Reason:
    if fee.high is None:
        return _unknown(fee)
    return Reason("decision.fee_stays", rule=fee.id, values={"amount": fee.high, **_of(fee)})


def _conditional(same: tuple[Fee, ...]) -> Reason:
    """One line for all that a processor or a scheme might charge besides: the first occasion stands for them."""
    values: dict[str, Value] = {"processor": f"receiver:{same[0].processor}", "when": same[0].when_charged}
    return Reason("decision.fee_conditional", rule=same[0].id, values=values)
