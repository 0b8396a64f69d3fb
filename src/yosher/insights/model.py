"""What is counted: a period, the traits that cases are grouped by, and the groups with their sums."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yosher.kernel.words import Network

Key = str | int | bool | None


class On(StrEnum):
    """By which of its days a case falls into a period."""

    CAME = "came_on"  # the first message about it
    DENIED = "denied_on"  # the first denial proper: what programmes count
    REPORTED = "reported_on"  # the first fraud report
    PREVENTED = "prevented_on"  # refunded by a rule before it became a denial


class Trait(StrEnum):
    """What cases are grouped by. A value that nobody knows is None, a group of its own."""

    MONTH = "month"  # `2026-10`, of the day that is looked at
    SPAN = "span"  # number of the stretch between the cuts of the query
    CURRENCY = "currency"
    NETWORK = "network"
    CODE = "code"
    PROCESSOR = "processor"
    PHASE = "phase"
    RESULT = "result"  # a state of the case; of a closed one what stood when it was closed
    FAMILY = "family"
    STRENGTH = "strength"
    FINDING = "finding"
    CAUSE = "cause"
    CHOICE = "choice"
    DENIED = "denied"
    ANSWERED = "answered"
    TURNED = "turned"  # a result was reversed at some time
    DAYS = "days_to_answer"
    REFUNDED_IN = "refunded_in"  # the currency of what was given back
    RECOVERED_IN = "recovered_in"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Group:
    """Cases alike in the traits that were asked for, in their order. Sums are minor units; asked by currency, they are of one."""

    key: tuple[Key, ...]
    n: int
    disputed: int = 0
    refunded: int = 0
    recovered: int = 0


@dataclass(frozen=True, slots=True)
class Sales:
    """Transactions of a month alike in network and place of sale; None = the history does not say it.

    `authenticated` (3-D Secure) is told apart only where it was asked for.
    """

    month: str
    network: Network | None
    card_present: bool | None
    n: int
    authenticated: bool | None = None
