"""From signs to a verdict about the claim: which side carries more, for the whole or for a part, and for which cause."""

from collections.abc import Iterable
from dataclasses import dataclass

from yosher.customers.model import Cause, FindingKind
from yosher.customers.sign import Side, Sign, Weight, apart

# Which explanation is told first where several stand: the ones in good faith.
_CAUSES_OF_A_MISTAKE = (Cause.HOUSEHOLD, Cause.DESCRIPTOR, Cause.MISUNDERSTANDING, Cause.BUYER_REMORSE)


@dataclass(frozen=True, slots=True)
class Weighed:
    """`disagree`: both sides are shown, so that the facts contradict each other. `part`: the customer is right about a part."""

    kind: FindingKind
    cause: Cause
    disagree: bool = False
    owed_minor: int | None = None


def carries(signs: Iterable[Sign], side: Side) -> Weight:
    """What one side's signs carry together.

    A single sign carries its own weight. Two independent hints at one cause carry as much as a record (SHOWS). For the
    customer a hint with any backing is enough; against a customer it takes two hints: the doubt is the customer's.
    """
    ours = [sign for sign in signs if sign.side is side]
    top = max((sign.weight for sign in ours), default=Weight.NOTED)
    if top is not Weight.HINTS:
        return top
    counts_from = Weight.SETTING if side is Side.CUSTOMER else Weight.HINTS
    independent = apart(sign for sign in ours if sign.weight >= counts_from)
    return Weight.SHOWS if any(_agree(independent, sign) for sign in independent if sign.weight is Weight.HINTS) else top


def weigh(signs: tuple[Sign, ...]) -> Weighed:
    """The heavier side, if it carries at least a record's weight; two equal ones, or none, leave it unknown."""
    customer, business = carries(signs, Side.CUSTOMER), carries(signs, Side.BUSINESS)
    if max(customer, business) < Weight.SHOWS:
        return Weighed(FindingKind.UNKNOWN, Cause.NONE_FOUND)
    part = _only_a_part(signs, customer)
    if customer > business or (part and customer == business):
        return _for_customer(signs, part=part)
    if business > customer:
        return Weighed(FindingKind.MISTAKEN, _cause_of_mistake(signs))
    return Weighed(FindingKind.UNKNOWN, Cause.NONE_FOUND, disagree=True)


def causes(signs: Iterable[Sign], side: Side) -> frozenset[Cause]:
    """The causes that the signs of one side point at."""
    return frozenset(sign.cause for sign in signs if sign.side is side and sign.cause and sign.weight >= Weight.HINTS)


def _agree(independent: tuple[Sign, ...], hint: Sign) -> bool:
    return any(other is not hint and (other.cause is None or hint.cause is None or other.cause is hint.cause) for other in independent)


def _only_a_part(signs: tuple[Sign, ...], customer: Weight) -> bool:
    """Whether what weighs most for the customer concerns a part of the sum: the rest may still be answered."""
    heaviest = [sign for sign in signs if sign.side is Side.CUSTOMER and sign.weight is customer]
    return bool(heaviest) and all(sign.part for sign in heaviest)


def _for_customer(signs: tuple[Sign, ...], *, part: bool) -> Weighed:
    ours = sorted((sign for sign in signs if sign.side is Side.CUSTOMER), key=lambda sign: -sign.weight)
    cause = next((sign.cause for sign in ours if sign.cause), Cause.NONE_FOUND)
    if not part:
        return Weighed(FindingKind.RIGHT, cause)
    sums = [sign.owed_minor for sign in ours if sign.part and sign.owed_minor is not None]
    # Parts may be the same money named twice: the largest one, never their total.
    return Weighed(FindingKind.PARTLY, cause, owed_minor=max(sums, default=None))


def _cause_of_mistake(signs: tuple[Sign, ...]) -> Cause:
    found = causes(signs, Side.BUSINESS)
    return next((cause for cause in _CAUSES_OF_A_MISTAKE if cause in found), Cause.NONE_FOUND)
