"""Where two sources disagree: both values are kept, and what is cautious is said."""

from functools import cache

from yosher.kernel.ids import RuleId
from yosher.rulebook.model import Conflict
from yosher.rulebook.records import source_of, table


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
        )
        for row in table("conflicts")
    )


def conflicts_for(scope: str, code: str | None = None, *, field: str | None = None) -> tuple[Conflict, ...]:
    """Conflicts of a network, processor or country; with a code also those that hold for all its codes (`*`)."""
    return tuple(
        conflict
        for conflict in all_conflicts()
        if conflict.scope in (scope, "*") and (code is None or _covers(conflict.code, code)) and (field is None or conflict.field == field)
    )


def _covers(conflict_code: str, code: str) -> bool:
    """`allocation (10.x, 11.x)` covers 10.4, `UA05 (4866)` covers both, `4853 misrepresentation` covers 4853."""
    if conflict_code in ("*", code):
        return True
    words = conflict_code.replace("(", " ").replace(")", " ").replace(",", " ").split()
    return code in words or any(word.endswith(".x") and code.startswith(word[:-1]) for word in words)
