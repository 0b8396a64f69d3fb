"""What a dispute costs and what its odds start from: fees and priors. Unknown is None, never 0."""

from datetime import date
from functools import cache

from yosher.kernel.currency import exponent
from yosher.kernel.ids import RuleId
from yosher.kernel.money import Money
from yosher.kernel.words import Network
from yosher.rulebook.model import Fee, Prior
from yosher.rulebook.records import Row, in_force, source_of, table


@cache
def all_fees() -> tuple[Fee, ...]:
    return tuple(
        Fee(
            id=RuleId(row["id"]),
            processor=row["processor"],
            network=None if row["network"] == "*" else Network(row["network"]),
            stage=row["stage"],
            low=_money(row, "low"),
            high=_money(row, "high"),
            share=float(row["share"]) if row["share"] else None,
            when_charged=row["when_charged"],
            returned_when=row["returned_when"],
            source=source_of(row),
            stated=row["amount"],
        )
        for row in table("fees")
    )


def fees_for(processor: str | None, network: Network, *, stage: str | None = None, on: date | None = None) -> tuple[Fee, ...]:
    """A processor's fees in force on a day. Programme fines and shares of a success product are not part of one denial's cost."""
    return tuple(
        fee
        for fee in fees_listed(processor or "*", network, on=on)
        if (stage is None or fee.stage == stage) and "Smart Disputes" not in fee.when_charged and "high-volume" not in fee.when_charged
    )


def fees_listed(processor: str, network: Network, *, on: date | None = None) -> tuple[Fee, ...]:
    """Every fee record of a processor, of the `scheme` or an alert service, with the conditional ones: for showing, not for counting."""
    return tuple(f for f in all_fees() if f.processor == processor and f.network in (None, network) and in_force(f.source, on))


@cache
def all_priors() -> tuple[Prior, ...]:
    """Starting ranges by strength of evidence; rows without a strength are published averages, kept for comparison."""
    return tuple(
        Prior(
            id=RuleId(f"prior:{row['evidence_strength'] or row['id']}"),
            scope=row["scope"],
            network=None if row["network"] == "*" else Network(row["network"]),
            strength=row["evidence_strength"],
            low=float(row["low"]),
            high=float(row["high"]),
            source=source_of(row),
            note=row["note"],
        )
        for row in table("priors")
    )


def prior_for(strength: str, *, network: Network, scope: str = "*") -> Prior | None:
    """The prior of a strength; a network's or a scope's own wins over the general one. None where no prior applies."""
    fitting = [
        p for p in all_priors() if p.strength and p.strength == strength and p.network in (None, network) and p.scope in ("*", scope)
    ]
    return min(fitting, key=lambda p: (p.network is None, p.scope == "*"), default=None)


def _money(row: Row, column: str) -> Money | None:
    if not row[column] or len(row["currency"]) != 3:
        return None
    return Money(int(row[column]) * 10 ** exponent(row["currency"]), row["currency"])
