"""A sign: one fact of the case, whom it speaks for, and how much it can carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from yosher.customers.model import Cause
from yosher.kernel.reason import Reason


class Side(StrEnum):
    CUSTOMER = "customer"  # speaks for the claim
    BUSINESS = "business"  # speaks against the claim


class Weight(IntEnum):
    """How much a sign can carry. An order, not a score: nothing is ever added up to a percentage."""

    NOTED = 0  # shown to the reader, decides nothing (the business's own telling, an adverse detail)
    SETTING = 1  # true of many honest deals; only backs up something that points at the claim
    HINTS = 2  # points at the claim, but one fact of this kind is not enough
    SHOWS = 3  # an independent record or the customer's own words say so
    SETTLES = 4  # nothing that the other side could show would count for more


@dataclass(frozen=True, slots=True)
class Sign:
    """`name` is the reading that saw it. `part`: speaks for a part of the sum only, `owed_minor` where that part is known."""

    name: str
    side: Side
    weight: Weight
    reason: Reason
    cause: Cause | None = None
    part: bool = False
    owed_minor: int | None = None


def apart(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Signs that are independent of each other: another name and no fact in common, heaviest first.

    The same message read by two rules is one fact, not two.
    """
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda sign: -sign.weight):
        if all(sign.name != other.name and not set(sign.reason.facts) & set(other.reason.facts) for other in kept):
            kept.append(sign)
    return tuple(kept)
