"""Signs out of the customer's own words: who ordered, what was not understood, a change of mind, a denial taken back."""

from collections.abc import Iterator

from yosher.customers.history import first_day
from yosher.customers.known import Heard, Known
from yosher.customers.model import Cause
from yosher.customers.sign import Side, Sign, Weight
from yosher.customers.words import Said
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import ClaimFamily as Family

_ABOUT_WHO = (Family.NOT_ME, Family.AUTHORIZATION, Family.UNKNOWN)
# A change of mind is a right of its own where the claim is a cancellation: whether it came in time is a gate, not a word.
_OTHER_THAN_CANCELLING = (Family.NOT_ME, Family.NOT_RECEIVED, Family.NOT_AS_DESCRIBED, Family.OTHER, Family.UNKNOWN)


def _ids(words: tuple[Heard, ...]) -> tuple[str, ...]:
    return tuple(str(one.fact.id) for one in words if one.fact)


def somebody_at_home(known: Known) -> Iterator[Sign]:
    """The customer says that somebody of the household made the purchase."""
    words = known.says(Said.HOUSEHOLD)
    if words and known.family in _ABOUT_WHO:
        reason = Reason("finding.household_words", facts=_ids(words))
        yield Sign("household", Side.BUSINESS, Weight.SETTLES, reason, Cause.HOUSEHOLD)


def name_not_recognised(known: Known) -> Iterator[Sign]:
    """The charge is not recognised: a hint at the name on the statement once the customer is known from earlier orders."""
    words = known.says(Said.NOT_RECOGNISED)
    if not words or known.family not in _ABOUT_WHO:
        return
    name = known.timeline.denial.transaction.descriptor
    if name is None:
        reason = Reason("finding.not_recognised", facts=_ids(words))
    else:
        reason = Reason("finding.descriptor_not_recognised", facts=_ids(words), values={"descriptor": name})
    yield Sign("not_recognised", Side.BUSINESS, Weight.HINTS, reason, Cause.DESCRIPTOR)


def known_customer(known: Known) -> Iterator[Sign]:
    """Earlier orders that nobody disputed, by the business's records."""
    earlier = known.history.undisputed
    if not earlier or known.family not in _ABOUT_WHO:
        return
    ids = tuple(str(deal.id) for deal in earlier)
    values: dict[str, Value] = {"n": len(earlier)}
    since = first_day(earlier)
    if since is None:
        reason = Reason("finding.earlier_orders", facts=ids, values=values)
    else:
        reason = Reason("finding.earlier_orders_since", facts=ids, values=values | {"since": since})
    yield Sign("earlier_orders", Side.BUSINESS, Weight.HINTS, reason)


def earlier_denials(known: Known) -> Iterator[Sign]:
    """Earlier denials are told to the reader; they say nothing about this one."""
    if denied := known.history.denied:
        reason = Reason("finding.earlier_denials", facts=tuple(str(deal.id) for deal in denied), values={"n": len(denied)})
        yield Sign("earlier_denials", Side.BUSINESS, Weight.NOTED, reason)


def changed_mind(known: Known) -> Iterator[Sign]:
    """A change of mind in the customer's words, with no word of a fault."""
    words = known.says(Said.CHANGED_MIND)
    if not words or known.says(Said.FAULT):
        return
    weight = Weight.SHOWS if known.family in _OTHER_THAN_CANCELLING else Weight.HINTS
    yield Sign("changed_mind", Side.BUSINESS, weight, Reason("finding.changed_mind", facts=_ids(words)), Cause.BUYER_REMORSE)


def not_understood(known: Known) -> Iterator[Sign]:
    """The customer says that the deal was not understood: our duty to explain and their mistake meet here."""
    if words := known.says(Said.NOT_UNDERSTOOD):
        reason = Reason("finding.not_understood", facts=_ids(words))
        yield Sign("not_understood", Side.BUSINESS, Weight.HINTS, reason, Cause.MISUNDERSTANDING)


def takes_it_back(known: Known) -> Iterator[Sign]:
    """The customer asks to have the denial withdrawn."""
    if words := known.says(Said.WITHDRAWS):
        yield Sign("withdraws", Side.BUSINESS, Weight.SETTLES, Reason("finding.withdraws", facts=_ids(words)))
