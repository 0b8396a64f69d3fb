"""A case that came here when it was under way already: what its business says of it, as the messages that would have told it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from yosher.cases.door.reading import denial_id
from yosher.cases.model import Denial, Refusal, Says, State
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A row of a business's own list. `sent` is its own act, all else comes from outside; an empty cell is nothing."""

    row: int
    denial: Denial  # as it was opened
    stands: State  # one of STANDINGS
    sent: Moment | None = None
    decided: Moment | None = None
    refunded: Money | None = None  # all that was given back so far
    recovered: Money | None = None
    note: str = ""
    assigned: str = ""  # a name, an address or an id, as written
    remarks: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list as it was read: its rows, those that were refused, and what a person should know."""

    rows: tuple[UnderWay, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()


# Where a case may stand in a list, and the word from outside that led there.
STANDINGS: Mapping[State, Says | None] = {
    State.RECEIVED: None,
    State.SENT: None,
    State.UNDER_REVIEW: Says.UNDER_REVIEW,
    State.WON: Says.WON,
    State.PARTLY_WON: Says.PARTLY_WON,
    State.LOST: Says.LOST,
    State.ACCEPTED: Says.ACCEPTED,
    State.REFUNDED: None,
    State.WITHDRAWN: Says.WITHDRAWN,
    State.EXPIRED: Says.EXPIRED,
    State.CLOSED: Says.CLOSED,
}


def later_messages(case: UnderWay) -> Iterator[Denial]:
    """What was said after the denial: what was given back, then how it ended. The same list read again says the same."""
    given = case.refunded or (case.denial.amount if case.stands is State.REFUNDED else None)
    if given is not None:
        yield _message(case, Says.REFUNDED, amount=given)
    word = STANDINGS[case.stands]
    if word is not None:
        yield _message(case, word, amount=case.denial.amount)


def _message(case: UnderWay, says: Says, *, amount: Money) -> Denial:
    """Without a day it happened after the denial: now, and it is not known when."""
    happened = case.decided or Moment(case.denial.received_at, Certainty.UNKNOWN)
    said = replace(case.denial, says=says, amount=amount, happened=happened, amount_won=case.recovered)
    return replace(said, id=denial_id(said))
