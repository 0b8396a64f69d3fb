"""The finding."""

from dataclasses import dataclass
from enum import StrEnum

from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily


class FindingKind(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    MISTAKEN = "mistaken"
    TACTICAL = "tactical"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    MERCHANT_FAULT = "merchant_fault"
    THIRD_PARTY_FRAUD = "third_party_fraud"
    HOUSEHOLD = "household"
    MISUNDERSTANDING = "misunderstanding"
    DESCRIPTOR = "descriptor"
    BUYER_REMORSE = "buyer_remorse"
    NONE_FOUND = "none_found"


@dataclass(frozen=True, slots=True)
class Finding:
    """Is the customer right? `favour` speaks for the finding, `against` against it.

    `owed_minor`: what the customer is right about, in minor units of the denial's currency (None = the whole, or unknown).
    """

    kind: FindingKind
    cause: Cause
    family: ClaimFamily
    favour: tuple[Reason, ...]
    against: tuple[Reason, ...]
    would_change_it: tuple[Reason, ...]
    owed_minor: int | None = None
