"""All figures of a period together, before they are put into words."""

from dataclasses import dataclass

from yosher.insights.causes import Counted
from yosher.insights.model import Period
from yosher.insights.monitoring import Monitored
from yosher.insights.outcomes import Outcome
from yosher.insights.takings import Takings
from yosher.kernel.words import Network


@dataclass(frozen=True, slots=True)
class Insights:
    """`settled_before`: alerts and inquiries that were given back, and never denied. `n`: cases that came in the period."""

    period: Period
    region: str
    n: int
    sales: tuple[tuple[str, int], ...]  # loaded transactions by month, where there are any
    programmes: tuple[Monitored, ...]
    settled_before: dict[Network, int]
    together: tuple[Counted, ...]
    findings: tuple[Counted, ...]
    causes: tuple[Counted, ...]
    families: tuple[Counted, ...]
    codes: tuple[Counted, ...]
    categories: tuple[Counted, ...]
    all_outcomes: Outcome
    outcomes: dict[str, tuple[Outcome, ...]]
    median_days: float | None
    answers_timed: int
    money: tuple[Takings, ...]
