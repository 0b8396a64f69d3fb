"""What wins a denial: the evidence that a code asks for."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from yosher.kernel.ids import RuleId
from yosher.kernel.words import ClaimFamily, GoodsKind, NeedLevel
from yosher.rulebook.model import Need, Rule
from yosher.rulebook.records import Row, source_of, table

Key = tuple[str, str, str]


@cache
def rows_by_code() -> Mapping[Key, tuple[Row, ...]]:
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in table("evidence_needs"):
        found[row["network"], row["code"], row["sub_reason"]].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def needs_of(network: str, code: str, sub: str) -> tuple[Need, ...]:
    """The needs of exactly this code and sub-reason (`*inquiry` stands for a network's inquiries)."""
    return tuple(_need(row) for row in rows_by_code().get((network, code, sub), ()))


@cache
def needs_of_family(network: str, family: ClaimFamily) -> tuple[Need, ...]:
    """For a code that is not listed: the needs of the network's first active code of that family, else Visa's."""
    for searched in (network, "visa"):
        for (row_network, code, sub), rows in rows_by_code().items():
            if row_network == searched and rows[0]["claim_family"] == family and not code.startswith("*"):
                return needs_of(row_network, code, sub)
    return ()


def needs_for(rule: Rule, *, goods: GoodsKind | None) -> tuple[Need, ...]:
    """The needs that fit what was sold; with unknown goods all of them."""
    return tuple(need for need in rule.needs if goods is None or not need.goods or goods in need.goods)


def _need(row: Row) -> Need:
    goods = () if row["goods"] == "*" else tuple(row["goods"].split(";"))
    key = f"{row['network']}:{row['code']}" + (f"/{row['sub_reason']}" if row["sub_reason"] else "")
    return Need(
        id=RuleId(f"need:{key}#{row['evidence']}"),
        evidence=row["evidence"],
        level=NeedLevel(row["need"]),
        family=ClaimFamily(row["claim_family"]),
        element=row["because"],
        goods=goods,
        source=source_of(row),
        group=row["alternative_group"] or None,
        group_min=int(row["group_min"] or 0),
    )
