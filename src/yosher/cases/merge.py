"""One dispute is one case: messages about it are put in order and folded, whatever the order in which they arrived.

What the outside says is never refused: a processor's verdict stands even where our own table would not have led there.
"""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import TypeVar

from yosher.cases.model import Case, Denial, Due, Says, State
from yosher.cases.states import DECIDED, OPEN
from yosher.kernel.money import Money
from yosher.kernel.words import Phase

_BEFORE_A_DENIAL = frozenset({Phase.ALERT, Phase.INQUIRY, Phase.RETRIEVAL})
# Alerts, inquiries and the denial itself of one dispute; later phases come only to a dispute that is known by its ref.
_PHASES = tuple(Phase)
# How final a word is: the order of words about the same moment and phase.
_FINALITY = (
    Says.FRAUD_REPORT,
    Says.ALERT,
    Says.OPENED,
    Says.UPDATED,
    Says.UNKNOWN,
    Says.UNDER_REVIEW,
    Says.EXPIRED,
    Says.REFUNDED,
    Says.ACCEPTED,
    Says.PREVENTED,
    Says.WITHDRAWN,
    Says.CLOSED,
    Says.LOST,
    Says.PARTLY_WON,
    Says.WON,
    Says.REVERSED,
)
_VERDICTS = frozenset({Says.WON, Says.PARTLY_WON, Says.LOST, Says.REVERSED})
# Flags that our own acts set; all others are computed from the messages.
OWN_FLAGS = frozenset({"reversed_by_hand"})
RESULTS = {Says.WON: State.WON, Says.PARTLY_WON: State.PARTLY_WON, Says.LOST: State.LOST}
T = TypeVar("T")


def same_dispute(denial: Denial, case: Case) -> bool:
    """The source's own id decides; else an alert, inquiry or fraud report and a denial for the same payment and sum are one dispute.

    Two denials of one payment with ids of their own are two disputes (partial disputes), whatever their sums.
    """
    for known in case.denials:
        if known.source == denial.source and known.ref == denial.ref:
            return True
    return any(_announces(denial, known) or _announces(known, denial) for known in case.denials)


def _announces(early: Denial, later: Denial) -> bool:
    """Whether `early` is the warning of what `later` then became: another id, the same payment, the same sum."""
    if early.phase not in _BEFORE_A_DENIAL and early.says not in (Says.ALERT, Says.FRAUD_REPORT):
        return False
    both_warnings = later.phase in _BEFORE_A_DENIAL and early.phase is later.phase and early.source == later.source
    # a fraud report of 0 states no sum (Stripe's early fraud warning names only the charge)
    unstated = early.says is Says.FRAUD_REPORT and early.amount.minor == 0
    return not both_warnings and same_payment(early, later) and (unstated or early.amount == later.amount)


def same_payment(one: Denial, other: Denial) -> bool:
    """Joined by the payment's own ids, or by order and sum where neither side gives an id that differs."""
    pairs = ((_payments(one), _payments(other)), (_arns(one), _arns(other)))
    if any(a & b for a, b in pairs):
        return True
    order = one.transaction.order
    return order is not None and order == other.transaction.order and one.amount == other.amount


def _payments(denial: Denial) -> set[str]:
    return {ref for ref in (denial.payment_ref, denial.transaction.id) if ref}


def _arns(denial: Denial) -> set[str]:
    return {denial.transaction.arn} if denial.transaction.arn else set()


def read_into(case: Case, denial: Denial, *, now: datetime) -> Case:
    """The case with one more message. Own acts (approved, sent, refunded by us …) are kept unless the outside goes beyond them."""
    del now  # the result depends on what was said and when it happened, never on when we read it
    if any(known.id == denial.id for known in case.denials):
        return case
    messages = (*case.denials, denial)
    return _settle(replace(case, denials=messages), messages, own=case)


def _settle(case: Case, messages: tuple[Denial, ...], *, own: Case) -> Case:
    ordered = in_order(messages)
    outside, before = state_of(ordered), state_of(in_order(own.denials))
    leading = lead(ordered)
    moved_on = outside is not before or leading.phase is not own.denial.phase
    state = outside if moved_on and not _keeps_own(own.state, outside) else own.state
    return replace(
        case,
        state=state,
        phase=leading.phase,
        denial=leading,
        recovered=recovered_of(ordered) if any(d.says in _VERDICTS for d in ordered) else own.recovered,
        refunded=_larger(refunded_of(ordered), own.refunded),
        flags=tuple(sorted({*(flag for flag in own.flags if flag in OWN_FLAGS), *flags_of(ordered, own)})),
    )


def _keeps_own(own: State, outside: State) -> bool:
    """A message that only repeats that an answer is due does not undo the work on it."""
    return outside is State.RECEIVED and own in OPEN and own is not State.RECEIVED


def in_order(messages: Iterable[Denial]) -> tuple[Denial, ...]:
    """By when it happened; at one moment by phase, then by how final it is; the id last, so that the order is total."""
    return tuple(sorted(messages, key=lambda d: (d.happened.at, _PHASES.index(d.phase), _FINALITY.index(d.says), d.id)))


def state_of(ordered: tuple[Denial, ...]) -> State:
    """Where the outside says that the dispute stands, folded over its messages in order."""
    state, phase = State.RECEIVED, ordered[0].phase
    for message in ordered:
        later = _PHASES.index(message.phase) > _PHASES.index(phase)
        state = _result(state, message) if message.says in _VERDICTS else _after(state, message, later_phase=later)
        phase = message.phase if later else phase
    return state


def _after(state: State, message: Denial, *, later_phase: bool) -> State:
    """The state after a message that is no verdict."""
    match message.says:
        case Says.OPENED:
            # a late alert or a repeated opening of the same or an earlier phase reopens nothing
            return State.RECEIVED if later_phase else state
        case Says.UPDATED:
            return State.RECEIVED if later_phase and state in DECIDED else state
        case Says.UNDER_REVIEW:
            return State.UNDER_REVIEW if later_phase or state in OPEN or state is State.SENT else state
        case Says.WITHDRAWN | Says.ACCEPTED:
            return State.WITHDRAWN if message.says is Says.WITHDRAWN else State.ACCEPTED
        case Says.REFUNDED | Says.PREVENTED:
            return state if state in DECIDED else State.REFUNDED
        case Says.EXPIRED:
            return State.EXPIRED if state in OPEN else state
        case Says.CLOSED:
            return state if state in DECIDED else State.CLOSED
        case _:
            return state


def _result(state: State, message: Denial) -> State:
    """The state after a verdict or its reversal."""
    if message.says is Says.REVERSED:
        # before a verdict was told, a reversal means that the money came back: over in our favour
        return State.RECEIVED if state in DECIDED or state is State.CLOSED else _over_for_us(state)
    # the network may report "lost" for a case that we refunded or accepted: the money went once, by our own act
    if message.says is Says.LOST and state in (State.REFUNDED, State.ACCEPTED, State.SETTLED):
        return state
    return RESULTS[message.says]


def _over_for_us(state: State) -> State:
    return State.WON if state in OPEN or state in (State.SENT, State.UNDER_REVIEW, State.EXPIRED) else state


def lead(ordered: tuple[Denial, ...]) -> Denial:
    """The message that leads: the latest phase that asks for an answer, its gaps filled from the others.

    Known beats unknown; a confirmed message's word is never replaced by an unconfirmed one's; else the later wins.
    """
    heads = [d for d in ordered if d.says is not Says.FRAUD_REPORT] or list(ordered)
    phase = max(heads, key=lambda d: _PHASES.index(d.phase)).phase
    of_phase = [d for d in heads if d.phase is phase]
    head = next((d for d in of_phase if d.says is Says.OPENED), of_phase[0])
    # from weakest to strongest word: earlier phases, then unconfirmed, then confirmed, each by time
    weakest_first = sorted(ordered, key=lambda d: (d.phase is phase, d.confirmed, d.says is not Says.FRAUD_REPORT))
    merged = head
    for message in weakest_first:
        merged = _filled(merged, message, over=message.phase is phase and message.confirmed >= head.confirmed)
    stated = [d for d in of_phase if d.due.by is not Due.NOT_STATED]
    due = max(stated, key=lambda d: (d.confirmed, ordered.index(d))).due if stated else head.due
    return replace(
        merged,
        **{name: getattr(head, name) for name in ("id", "ref", "source", "says", "happened", "received_at", "amount", "raw")},
        phase=phase,
        due=due,
        confirmed=any(d.confirmed for d in of_phase),
    )


def _filled(value: T, other: T, *, over: bool) -> T:
    """`value` with its unknown fields taken from `other`; with `over`, known fields of `other` replace ours."""
    changes = {}
    for field in fields(value):  # type: ignore[arg-type]  # T is a dataclass here
        own, theirs = getattr(value, field.name), getattr(other, field.name)
        if is_dataclass(own) and type(own) is type(theirs) and not isinstance(own, Money):
            changes[field.name] = _filled(own, theirs, over=over)
        elif _known(theirs) and (over or not _known(own)):
            changes[field.name] = theirs
    return replace(value, **changes)  # type: ignore[type-var]  # T is a dataclass here


def _known(value: object) -> bool:
    return value is not None and value != ""


def refunded_of(ordered: tuple[Denial, ...]) -> Money | None:
    """What the outside says that we gave back: the largest sum that a message names (each names the total)."""
    sums = [d.amount for d in ordered if d.says in (Says.REFUNDED, Says.PREVENTED)]
    return max(sums, key=lambda m: (m.currency, m.minor)) if sums else None


def recovered_of(ordered: tuple[Denial, ...]) -> Money | None:
    """What came back by the last verdict; a lost or reopened one brings nothing."""
    result = None
    for message in ordered:
        if message.says in (Says.WON, Says.PARTLY_WON):
            result = message.amount_won or (message.amount if message.says is Says.WON else None)
        elif message.says is Says.REVERSED and result is None:
            result = message.amount_won or message.amount
        elif message.says in (Says.LOST, Says.REVERSED):
            result = None
    return result


def flags_of(ordered: tuple[Denial, ...], own: Case) -> set[str]:
    """What a person should look at."""
    said = {d.says for d in ordered}
    paid_before = bool(said & {Says.REFUNDED, Says.PREVENTED}) or own.refunded is not None
    denied = any(d.says is Says.OPENED and d.phase not in _BEFORE_A_DENIAL for d in ordered)
    found = {
        "unknown_status": Says.UNKNOWN in said,
        "fraud_reported": Says.FRAUD_REPORT in said,
        "refunded_and_denied": paid_before and denied,
        "refunded_and_lost": paid_before and Says.LOST in said,
        "reversed": Says.REVERSED in said,
        "unconfirmed_only": not any(d.confirmed for d in ordered) and any(d.source not in ("manual", "csv") for d in ordered),
    }
    return {flag for flag, holds in found.items() if holds}


def refund_room(case: Case) -> Money:
    """What may still be given back without paying twice: nothing once the sum went by verdict, acceptance, rule or full refund."""
    amount = case.denial.amount
    gone = case.state in (State.ACCEPTED, State.LOST) or any(d.says is Says.PREVENTED for d in case.denials)
    if gone:
        return Money(0, amount.currency)
    if case.refunded is None or case.refunded.currency != amount.currency:
        return amount
    return Money(max(0, amount.minor - case.refunded.minor), amount.currency)


def _larger(one: Money | None, other: Money | None) -> Money | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda m: (m.currency, m.minor))
