"""Where two sources disagree: both values are kept, and what is cautious is said."""

from functools import cache

from yosher.kernel.ids import RuleId
from yosher.rulebook.model import Conflict
from yosher.rulebook.records import source_of, table

# A conflict over all codes of a network touches each of them only where it is about a time; the others are about limits and fees.
_TIMES = ("response_days", "cardholder_days", "pre_arbitration", "arbitration_days")


@cache
def all_conflicts() -> tuple[Conflict, ...]:
    return tuple(
        Conflict(
            id=RuleId(row["id"]),
            scope=row["network_or_processor"],
            code=row["code"],
            field=row["field"],
            value_a=row["value_a"],
            source_a=row["source_a"],
            value_b=row["value_b"],
            source_b=row["source_b"],
            cautious=row["cautious"],
            source=source_of(row),
            figure=row["figure"],
        )
        for row in table("conflicts")
    )


def conflicts_for(scope: str, code: str | None = None, *, field: str | None = None) -> tuple[Conflict, ...]:
    """Conflicts of a network, processor, programme's network or country (`israel`), and those that hold everywhere (`*`).

    With a code (or a programme: `VAMP`, a currency: `UGX`) those about it and those about all codes.
    """
    return tuple(
        conflict
        for conflict in all_conflicts()
        if conflict.scope in (scope, "*") and (code is None or _covers(conflict.code, code)) and (field is None or conflict.field == field)
    )


@cache
def conflicts_of_rule(network: str, code: str, sub: str | None) -> tuple[Conflict, ...]:
    """What touches one reason code: conflicts about it, and those over all codes of its network that are about a time."""
    return tuple(c for c in conflicts_for(network, code) if _touches(c, sub))


def _touches(conflict: Conflict, sub: str | None) -> bool:
    if conflict.code == "*":
        return conflict.scope != "*" and conflict.field.startswith(_TIMES)
    _, _, named = conflict.code.partition(" ")  # `4853 misrepresentation` is about that sub-reason alone
    return not named.isalpha() or sub in (None, "umbrella", named)


def _covers(conflict_code: str, code: str) -> bool:
    """`allocation (10.x, 11.x)` covers 10.4, `UA05 (4866)` covers both, `4853 misrepresentation` covers 4853."""
    if conflict_code in ("*", code):
        return True
    words = conflict_code.replace("(", " ").replace(")", " ").replace(",", " ").split()
    return code in words or any(word.endswith(".x") and code.startswith(word[:-1]) for word in words)
