"""The denial that leads a case: the latest exchange, with what all messages know put together."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar

from yosher.cases.model import CustomerRef, Denial, Due, Goods, Says, StatedDue, Transaction
from yosher.cases.outside import EXCHANGE, SILENT, in_order
from yosher.kernel.money import Money
from yosher.kernel.words import Network, Phase

_OPENERS = frozenset({Says.OPENED, Says.ALERT})
# Words that state the disputed sum; in a verdict or a refund the sum may be what was decided or given back.
_STATE_THE_SUM = _OPENERS | {Says.UPDATED, Says.UNDER_REVIEW}
_PARTS = (Transaction, CustomerRef, Goods)
# What tells one message from another, and what is settled apart from the rest.
_OF_ITS_OWN = ("id", "ref", "source", "says", "happened", "received_at", "raw", "amount", "due", "phase", "confirmed", "status_raw")
# Values that only mean something beside each other come from one message: the first of these fields says which.
_TOGETHER = (("network", "network_raw"), ("code", "sub"), ("reason", "reason_raw"))
# What an answer does not rest on: who said it, how and when.
_NOT_ANSWERED = ("id", "ref", "source", "says", "happened", "received_at", "raw", "confirmed", "status_raw", "amount_won")
T = TypeVar("T")


def lead(messages: Sequence[Denial]) -> Denial:
    """One denial out of all messages: the same in every order of arrival.

    Known beats unknown, confirmed beats unconfirmed, the later exchange and then the later message beat the earlier. The date to answer
    by is the running exchange's own: an earlier one says nothing about it.
    """
    ordered = in_order(messages)
    exchange = _running(ordered)
    head = _head(exchange)
    latest_first = ordered[::-1]
    strongest_first = sorted(latest_first, key=lambda d: _rank(d, exchange))
    return replace(
        _merged(head, strongest_first),
        amount=_amount(ordered, exchange, head),
        due=_due(exchange, head),
        phase=max((d.phase for d in exchange), key=tuple(Phase).index),
        confirmed=any(d.confirmed for d in exchange),
        status_raw=next((d.status_raw for d in reversed(exchange) if d.status_raw), ""),
    )


def changes_the_answer(before: Denial, after: Denial) -> bool:
    """Whether an answer made for the one does not answer the other: its sum, code, claim, date, payment, place …"""
    return any(getattr(before, f.name) != getattr(after, f.name) for f in fields(Denial) if f.name not in _NOT_ANSWERED)


def _running(ordered: Sequence[Denial]) -> list[Denial]:
    """The messages of the latest exchange that a message with a known status tells of."""
    speaking = [d for d in ordered if d.says not in SILENT] or [d for d in ordered if d.says is not Says.FRAUD_REPORT] or ordered
    latest = max(EXCHANGE[d.phase] for d in speaking)
    return [d for d in speaking if EXCHANGE[d.phase] == latest]


def _head(exchange: Sequence[Denial]) -> Denial:
    """The message that opened the exchange: a confirmed one if there is any."""
    return min(exchange, key=lambda d: (d.says not in _OPENERS, not d.confirmed))


def _rank(message: Denial, exchange: Sequence[Denial]) -> tuple[bool, bool, bool]:
    return message.says is Says.FRAUD_REPORT, not message.confirmed, message not in exchange


def _amount(ordered: Sequence[Denial], exchange: Sequence[Denial], head: Denial) -> Money:
    stating = [d for d in ordered if d.says in _STATE_THE_SUM and d.amount.minor] or [head]
    return min(reversed(stating), key=lambda d: _rank(d, exchange)).amount


def _due(exchange: Sequence[Denial], head: Denial) -> StatedDue:
    stated = [d for d in exchange if d.due.by is not Due.NOT_STATED] or [head]
    return min(reversed(stated), key=lambda d: not d.confirmed).due


def _merged(value: T, strongest_first: Sequence[T]) -> T:
    """`value` with each field from the first that knows it, and parts put together in the same way."""
    found = {}
    for field in fields(value):  # type: ignore[arg-type]  # T is one of our nouns
        if field.name in _OF_ITS_OWN and isinstance(value, Denial):
            continue
        known = [one for one in (getattr(message, field.name) for message in strongest_first) if _is_known(one)]
        if known:
            found[field.name] = _merged(known[0], known) if isinstance(known[0], _PARTS) else known[0]
    for leader, follower in _TOGETHER if isinstance(value, Denial) else ():
        source = next((m for m in strongest_first if _is_known(getattr(m, leader))), None)
        if source is not None:
            found[follower] = getattr(source, follower)
    return replace(value, **found)  # type: ignore[type-var]  # T is one of our nouns


def _is_known(value: object) -> bool:
    return value is not None and value != "" and value is not Network.OTHER
