"""What wins a denial: the evidence that a code asks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from yosher.kernel.ids import RuleId
from yosher.kernel.words import ClaimFamily, GoodsKind, NeedLevel
from yosher.rulebook.model import Need, Rule
from yosher.rulebook.records import Row, source_of, table, words

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
def needs_of_profile(network: str, profile: str) -> tuple[Need, ...]:
    """The needs of a profile (`not_received/goods_or_services`) as this network has them, else as the first network does."""
    keys = [key for key, rows in rows_by_code().items() if rows[0]["profile"] == profile]
    own = [key for key in keys if key[0] == network]
    return needs_of(*(own or keys)[0]) if keys else ()


@cache
def needs_of_family(network: str, family: ClaimFamily) -> tuple[Need, ...]:
    """For a code that does not say more than the family: its plainest profiles, by the table `family_needs`.

    Where different goods have different profiles (a subscription that was cancelled, or a purchase), each need is for its goods.
    """
    found: dict[str, Need] = {}
    for row in table("family_needs"):
        if row["family"] != family:
            continue
        goods = () if row["goods"] == "*" else words(row["goods"])
        for need in merged(needs_of_profile(network, profile) for profile in words(row["profiles"])):
            other = found.get(need.evidence)
            found[need.evidence] = replace(need, goods=need.goods or goods) if other is None else _for_all_goods(other, need)
    return tuple(found.values())


def merged(kinds: Iterable[tuple[Need, ...]]) -> tuple[Need, ...]:
    """What several readings of one code ask for, gathered for all of them: required is only what each of them requires."""
    readings = tuple(kinds)
    found: dict[str, Need] = {}
    for need in (need for reading in readings for need in reading):
        asked = [other for reading in readings for other in reading if other.evidence == need.evidence]
        found.setdefault(need.evidence, need if _is_same_in_all(asked, len(readings)) else _softened(need))
    return tuple(found.values())


def needs_for(rule: Rule, *, goods: GoodsKind | None) -> tuple[Need, ...]:
    """The needs that fit what was sold; with unknown goods all of them."""
    return tuple(need for need in rule.needs if goods is None or not need.goods or goods in need.goods)


def _for_all_goods(one: Need, other: Need) -> Need:
    kept = one if _is_same_in_all([one, other], 2) else _softened(one)
    return replace(kept, goods=())


def _is_same_in_all(asked: list[Need], readings: int) -> bool:
    return len(asked) == readings and len({(need.level, need.group, need.group_min) for need in asked}) == 1


def _softened(need: Need) -> Need:
    """Asked by one reading only. A group that answers by itself (`instead_`) does so in every reading."""
    if need.instead:
        return need
    return replace(need, level=NeedLevel.STRONG if need.level is NeedLevel.REQUIRED else need.level, group=None, group_min=0)


def _need(row: Row) -> Need:
    key = f"{row['network']}:{row['code']}" + (f"/{row['sub_reason']}" if row["sub_reason"] else "")
    return Need(
        id=RuleId(f"need:{key}#{row['evidence']}"),
        evidence=row["evidence"],
        level=NeedLevel(row["need"]),
        family=ClaimFamily(row["claim_family"]),
        element=row["because"],
        goods=() if row["goods"] == "*" else words(row["goods"]),
        source=source_of(row),
        group=row["alternative_group"] or None,
        group_min=int(row["group_min"] or 0),
    )
