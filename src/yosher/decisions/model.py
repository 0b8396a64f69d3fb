"""The decision."""

from dataclasses import dataclass

from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice


@dataclass(frozen=True, slots=True)
class Chance:
    """A range of winning, what it rests on and how many cases stand behind it (0 = a starting range, no own outcomes)."""

    low: float
    high: float
    basis: str  # id of the prior, `own_outcomes`, or `unknown`
    n: int


@dataclass(frozen=True, slots=True)
class Option:
    """One course. `worth` = the owner's money at the end minus what it would be had the denial never come.

    `low` and `high` are worths in minor units of the worth's currency (the denial's); all three are None where nobody can say.
    A cost in another currency without a rate stands apart: it is named in `because` and not contained in these figures.
    """

    choice: Choice
    worth: Money | None
    low: int | None
    high: int | None
    chance: Chance | None
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """`choice` is the advice unless the owner chose otherwise (`chosen_by_owner`); `ranked` is False where nothing allows an order."""

    choice: Choice
    ranked: bool
    options: tuple[Option, ...]
    because: tuple[Reason, ...] = ()
    chosen_by_owner: bool = False
    advised: Choice | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """The owner's figures for the worth of a course: settings with a source, never constants in code.

    Money in the organisation's currency; None = unknown, and the reason says so.
    """

    hour: Money | None = None  # cost of an hour's work
    hours_to_answer: float | None = None
    future_value: Money | None = None  # of a customer who stays
    share_kept_after_refund: float | None = None
    share_kept_after_fight: float | None = None
    lawyer_from: Money | None = None  # the owner's own line: from this sum a lawyer is asked
    monthly_turnover: Money | None = None
    turnover_share: float | None = None  # from this share of a month's turnover a lawyer is asked


@dataclass(frozen=True, slots=True)
class Rate:
    """1 unit of `base` = `rate` units of `quote` on `day`."""

    day: str
    base: str
    quote: str
    rate: str
    source: str
