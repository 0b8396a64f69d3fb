"""One dispute is one case: a further message is read into it, and what we did meanwhile is weighed against what the outside says.

What the outside says is never refused: a processor's verdict stands even where our own table would not have led there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime

from yosher.cases.leading import changes_the_answer, lead
from yosher.cases.match import is_about
from yosher.cases.model import Case, Denial, OwnStep, Says, State
from yosher.cases.outside import BEFORE_A_DENIAL, refunded_of
from yosher.cases.states import AWAITED
from yosher.cases.weigh import WORKED_ON, own_step, stands, weigh
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty

# Flags that our own acts set; all others are computed from the messages: see FLAGS.
OWN_FLAGS = frozenset({"reversed_by_hand"})


def same_dispute(denial: Denial, case: Case) -> bool:
    """Whether a message belongs to this case (rules: `match.py`)."""
    return is_about(denial, case.denials)


def read_into(case: Case, denial: Denial, *, now: datetime) -> Case:
    """The case with one more message; the same message again changes nothing, unless it takes the place of the one that was read.

    Own acts (approved, sent, refunded by us, a verdict recorded by hand …) are kept unless the outside goes beyond them.
    """
    del now  # the result depends on what was said and when it happened, never on when we read it
    old = superseded(denial, case.denials)
    if old is None and any(known.id == denial.id for known in case.denials):
        return case
    messages = (*(known for known in case.denials if known is not old), denial)
    leading = lead(messages)
    own = case.own or _own_of(case)
    if own is not None and own.state in WORKED_ON and changes_the_answer(case.denial, leading):
        own = replace(own, state=State.GATHERING)  # what was prepared or approved answers another denial than this one
    told = replace(
        case, denials=messages, denial=leading, phase=leading.phase, refunded=_larger(refunded_of(messages), case.refunded), own=own
    )
    weighed = weigh(told)
    return replace(weighed, flags=flags_of(weighed))


def superseded(denial: Denial, messages: Sequence[Denial]) -> Denial | None:
    """The message whose place this one takes: its unconfirmed or older copy, or the form about the same letter that it corrects."""
    again = next((known for known in messages if known.id == denial.id), None)
    if again is None:
        return next((known for known in messages if _is_same_letter(known, denial)), None)
    if again.confirmed is not denial.confirmed:
        return again if denial.confirmed else None
    return again if again.received_at <= denial.received_at and _content(again) != _content(denial) else None


def _is_same_letter(one: Denial, other: Denial) -> bool:
    """Whether two forms of one dispute tell of one letter: the later one corrects the earlier."""
    typed = one.source == other.source == "manual" and one.received_at <= other.received_at
    return typed and (one.says, one.phase, _day(one)) == (other.says, other.phase, _day(other))


def _day(denial: Denial) -> datetime | None:
    return None if denial.happened.certainty is Certainty.UNKNOWN else denial.happened.at


def _content(denial: Denial) -> dict[str, object]:
    """All that a message says, without what is of its reading."""
    own = {"received_at", "raw", "confirmed", "happened"}
    return {field.name: getattr(denial, field.name) for field in fields(denial) if field.name not in own} | {"on": _day(denial)}


def _own_of(case: Case) -> OwnStep | None:
    """The own step of a case that was stored without one."""
    return None if case.state is stands(case.denials).state else own_step(case)


def flags_of(case: Case) -> tuple[str, ...]:
    """What a person should look at, in alphabetical order; each has its sentence (`cases.flag_…`)."""
    return tuple(sorted({*(flag for flag in case.flags if flag in OWN_FLAGS), *(flag for flag, holds in FLAGS.items() if holds(case))}))


def _said(*words: Says) -> Callable[[Case], bool]:
    return lambda case: any(message.says in words for message in case.denials)


def _refunded_and_denied(case: Case) -> bool:
    return _money_back(case) and any(d.says is Says.OPENED and d.phase not in BEFORE_A_DENIAL for d in case.denials)


def _money_back(case: Case) -> bool:
    return case.refunded is not None or _said(Says.REFUNDED, Says.PREVENTED)(case)


def _unconfirmed_only(case: Case) -> bool:
    """No signature was checked on anything that a processor said."""
    return not any(d.confirmed for d in case.denials) and any(d.source not in ("manual", "csv") for d in case.denials)


FLAGS: Mapping[str, Callable[[Case], bool]] = {
    "unknown_status": _said(Says.UNKNOWN),
    "fraud_reported": _said(Says.FRAUD_REPORT),
    "reversed": _said(Says.REVERSED),
    "refunded_and_denied": _refunded_and_denied,
    "refunded_and_lost": lambda case: _money_back(case) and _said(Says.LOST)(case),
    "expired_after_sending": lambda case: case.state in AWAITED and _said(Says.EXPIRED)(case),
    "unconfirmed_only": _unconfirmed_only,
    "unconfirmed_contradicts": lambda case: stands(case.denials).contradicted,
}


def refund_room(case: Case) -> Money:
    """What may still be given back without paying twice, in the currency of the denial.

    Nothing once the sum went by verdict, acceptance, an answer's date that passed, a rule (RDR) or a full refund; after a partial
    win only what came back. A refund in another currency cannot be compared: nothing more until a person settles it.
    """
    nothing = Money(0, case.denial.amount.currency)
    held = _held(case)
    if held is None or any(d.says is Says.PREVENTED for d in case.denials):
        return nothing
    given = case.refunded or nothing
    if {held.currency, given.currency} != {nothing.currency}:
        return nothing
    return max(nothing, held - given, key=lambda sum_: sum_.minor)


def _held(case: Case) -> Money | None:
    """What of the disputed sum has not gone to the other side by the way that the case went."""
    ended = case.closed_after if case.state is State.CLOSED else case.state
    expired = ended is State.EXPIRED and case.phase not in BEFORE_A_DENIAL
    if expired or ended in (State.ACCEPTED, State.LOST):
        return None
    return case.recovered if ended is State.PARTLY_WON else case.denial.amount


def _larger(one: Money | None, other: Money | None) -> Money | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda m: (m.currency, m.minor))
