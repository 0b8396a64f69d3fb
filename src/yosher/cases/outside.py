"""Where the outside says that a dispute stands: its messages put in order of what happened and folded, one word at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from yosher.cases.model import Denial, Says, State
from yosher.cases.states import DECIDED, OPEN, may_follow
from yosher.kernel.money import Money
from yosher.kernel.words import Phase

# In which exchange a message stands. A representment is our answer to the first denial: the same exchange.
EXCHANGE = {
    Phase.INQUIRY: 0,
    Phase.RETRIEVAL: 1,
    Phase.ALERT: 2,
    Phase.FIRST_CHARGEBACK: 3,
    Phase.REPRESENTMENT: 3,
    Phase.PRE_ARBITRATION: 4,
    Phase.ARBITRATION: 5,
    Phase.COMPLIANCE: 6,
    Phase.DIRECT: 7,
}
BEFORE_A_DENIAL = frozenset({Phase.ALERT, Phase.INQUIRY, Phase.RETRIEVAL})
# How final a word is: the order of words about the same moment and exchange.
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
VERDICTS = frozenset({Says.WON, Says.PARTLY_WON, Says.LOST, Says.REVERSED})
RESULTS = {Says.WON: State.WON, Says.PARTLY_WON: State.PARTLY_WON, Says.LOST: State.LOST}
_MONEY_BACK = frozenset({Says.REFUNDED, Says.PREVENTED})
_ENDS = VERDICTS | _MONEY_BACK | {Says.WITHDRAWN, Says.ACCEPTED, Says.EXPIRED, Says.CLOSED}
# They tell nothing about where the dispute stands.
SILENT = frozenset({Says.FRAUD_REPORT, Says.UNKNOWN})
# The money went by our own act; a "lost" that the network reports afterwards takes nothing more.
OVER_BY_US = frozenset({State.REFUNDED, State.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Standing:
    """`ended` is whether a final word stands, `sure` whether a confirmed message said it; `contradicted`: another one disagreed."""

    state: State
    exchange: int
    recovered: Money | None = None  # by the last verdict
    closed_after: State | None = None  # what stood when the outside closed it
    turned: bool = False  # the last result was reversed
    ended: bool = False
    sure: bool = False
    contradicted: bool = False


def in_order(messages: Iterable[Denial]) -> tuple[Denial, ...]:
    """By when it happened; at one moment by exchange, then by how final the word is; the id last, so that the order is total."""
    return tuple(sorted(messages, key=lambda d: (d.happened.at, EXCHANGE[d.phase], _FINALITY.index(d.says), d.id)))


def standing(ordered: tuple[Denial, ...], *, denied: Money) -> Standing:
    """The fold over messages in order. `denied` is the disputed sum: a smaller refund ends nothing."""
    speaking = [d for d in ordered if d.says not in SILENT]
    stands = Standing(State.RECEIVED, EXCHANGE[(speaking or ordered)[0].phase])
    for message in speaking:
        stands = _then(stands, message, denied=denied)
    return stands


def _then(stands: Standing, message: Denial, *, denied: Money) -> Standing:
    later = EXCHANGE[message.phase] > stands.exchange
    if not later and _belongs_before(stands, message):
        return stands
    if not later and _overrules(stands, message, denied):
        return replace(stands, contradicted=True)
    if later:
        stands = _moved_on(stands, message)
    elif _disproved(stands, message):
        stands = replace(stands, state=State.RECEIVED, contradicted=True)
    state = _state_after(stands, message, denied)
    ended = message.says in _ENDS and state not in OPEN
    return replace(
        stands,
        state=state,
        recovered=_recovered_after(stands, message, state),
        closed_after=_closed_after(stands, state),
        turned=state is State.RECEIVED and (stands.turned or message.says is Says.REVERSED),
        ended=ended or (stands.ended and state is stands.state),
        sure=message.confirmed if ended else stands.sure and state is stands.state,
    )


def _moved_on(stands: Standing, message: Denial) -> Standing:
    """A new exchange began: what stood in the one before is over, unless the money went by our own act and this only says "lost"."""
    kept = message.says is Says.LOST and stands.state in OVER_BY_US
    state = stands.state if kept else State.RECEIVED
    return replace(stands, state=state, exchange=EXCHANGE[message.phase], turned=False, ended=kept, sure=kept and stands.sure)


def _belongs_before(stands: Standing, message: Denial) -> bool:
    """A word about an alert or an inquiry ends no denial that came of it; money given back then is given back."""
    denied_by_now = stands.exchange >= EXCHANGE[Phase.FIRST_CHARGEBACK]
    return denied_by_now and message.phase in BEFORE_A_DENIAL and message.says not in _MONEY_BACK


def _overrules(stands: Standing, message: Denial, denied: Money) -> bool:
    """An unconfirmed word against a confirmed end, from which nothing leads there: it is shown to a person and changes nothing."""
    if message.confirmed or not (stands.ended and stands.sure):
        return False
    state = _state_after(stands, message, denied)
    return state is not stands.state and not may_follow(stands.state, state)


def _disproved(stands: Standing, message: Denial) -> bool:
    """An end that nobody confirmed, and later a confirmed word that the dispute still runs."""
    return stands.ended and not stands.sure and message.confirmed and message.says in (Says.OPENED, Says.UNDER_REVIEW)


def _state_after(stands: Standing, message: Denial, denied: Money) -> State:
    state = stands.state
    match message.says:
        case Says.UNDER_REVIEW:
            return State.UNDER_REVIEW if state in OPEN or state is State.EXPIRED else state
        case Says.EXPIRED:
            return State.EXPIRED if state in OPEN else state
        case Says.WITHDRAWN:
            return state if state is State.WON else State.WITHDRAWN
        case Says.ACCEPTED:
            return state if state in DECIDED else State.ACCEPTED
        case Says.REFUNDED | Says.PREVENTED:
            return state if state in DECIDED or not _whole(message, denied) else State.REFUNDED
        case Says.CLOSED:
            return state if state in DECIDED else State.CLOSED
        case Says.WON | Says.PARTLY_WON | Says.LOST | Says.REVERSED:
            return _result(stands, message.says)
        case _:
            # a late alert, a repeated opening, an update of the exchange that runs: nothing is reopened by it
            return state


def _whole(message: Denial, denied: Money) -> bool:
    """Whether a refund covers the denial; one that was prevented does, and one in another currency cannot be compared."""
    return message.says is Says.PREVENTED or message.amount.currency != denied.currency or denied <= message.amount


def _result(stands: Standing, word: Says) -> State:
    if word is not Says.REVERSED:
        return stands.state if word is Says.LOST and stands.state in OVER_BY_US else RESULTS[word]
    if stands.state in DECIDED or stands.state is State.CLOSED:
        return State.RECEIVED
    # before any verdict was told, a reversal means that the money came back: over in our favour
    undecided = stands.state in OPEN or stands.state in (State.UNDER_REVIEW, State.EXPIRED)
    return State.WON if undecided and not stands.turned else stands.state


def _recovered_after(stands: Standing, message: Denial, state: State) -> Money | None:
    """What came back by the last verdict; a lost or a turned one brings nothing."""
    if message.says not in VERDICTS:
        return stands.recovered
    if state is State.WON:
        return message.amount_won or message.amount
    return message.amount_won if state is State.PARTLY_WON else None


def _closed_after(stands: Standing, state: State) -> State | None:
    if state is not State.CLOSED:
        return None
    return stands.closed_after if stands.state is State.CLOSED else stands.state


def refunded_of(messages: Iterable[Denial]) -> Money | None:
    """What the outside says that we gave back: the largest sum that a message names (each names the total)."""
    sums = [d.amount for d in messages if d.says in _MONEY_BACK]
    return max(sums, key=lambda m: (m.currency, m.minor)) if sums else None
