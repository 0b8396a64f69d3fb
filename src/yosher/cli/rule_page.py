"""A rule as a person reads it: what wins it, the days that run, what it costs, and where the sources disagree."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yosher.cli.shown import NONE, cell, label, line, listed, network, on, table, term
from yosher.kernel.words import ClaimFamily

Document = Mapping[str, Any]


def show_rule(rule: Document) -> None:
    name = f"  {rule['official_name']}" if rule["official_name"] else ""
    line(
        f"{network(rule['network']) or label('terminal.network_unknown')} {rule['code']} {rule['sub'] or ''}".rstrip() + name, style="bold"
    )
    about = [label("terminal.status_" + rule["status"]), label("terminal.category_" + rule["category"])]
    line(" · ".join(about if rule["family"] == ClaimFamily.UNKNOWN else [*about, term("claim_family", rule["family"])]))
    if not rule["listed"]:
        line(label("terminal.rule_unlisted"), style="bold")
    _needs(rule["needs"])
    line()
    table(("terminal.days_of", "terminal.days"), [list(row) for row in _days(rule)])
    line()
    listed(label("terminal.fees"), [_fee(fee) for fee in rule["fees"]])
    listed(label("terminal.limits"), [_limit(limit) for limit in rule["limits"]])
    listed(label("terminal.conflicts"), [_conflict(conflict) for conflict in rule["conflicts"]])
    if rule["notes"]:
        listed(label("terminal.notes"), rule["notes"].split("; "))
    source = {"source": rule["source"] or NONE, "checked": on(rule["checked_on"])}
    line(label("terminal.rule_source", confidence=rule["confidence"], **source))


def show_rules(rows: Sequence[Document]) -> None:
    if not rows:
        line(label("terminal.no_rules"))
        return
    table(
        ("terminal.network", "terminal.code", "", "terminal.status", "terminal.official_name"),
        [[network(r["network"]), r["code"], r["sub"] or "", label(f"terminal.status_{r['status']}"), r["official_name"]] for r in rows],
        fixed=(0, 1),
    )


def _needs(needs: list[Document]) -> None:
    """What wins the case, by need; papers of which one is enough stand together."""
    lists: dict[tuple[str, str], list[str]] = {}
    for need in needs:
        lists.setdefault((need["level"], need["group"] or ""), []).append(term("evidence", need["evidence"]))
    for (level, group), kinds in lists.items():
        of_several = label("terminal.one_is_enough") if group and len(kinds) > 1 else ""
        listed(f"{label('terminal.rule_need_' + level)} {of_several}".rstrip(), dict.fromkeys(kinds))


def _days(rule: Document) -> Iterator[tuple[str, str]]:
    for key in ("cardholder_days", "outer_cap_days", "wait_days", "acquirer_days"):
        yield label(f"terminal.{key}"), _count(rule[key])
    for window in rule["windows"]:
        phase = f", {term('phase', window['phase']).partition(':')[0].partition(' (')[0]}" if window["phase"] else ""
        by = term("receiver", window["processor"]) if window["processor"] else network(rule["network"]) or label("terminal.network_unknown")
        yield by + phase, _count(window["days"]) if window["days"] else _hours(window["hours"])


def _count(days: Document | None) -> str:
    """Calendar days as a number; business days with their calendar; not known is a dash, never 0."""
    if days is None:
        return NONE
    calendar = days.get("calendar")
    return label("terminal.business_days", days=days["count"], calendar=calendar) if calendar else str(days["count"])


def _hours(hours: int | None) -> str:
    return NONE if hours is None else label("terminal.hours", hours=hours)


def _fee(fee: Document) -> str:
    if fee["share"] is not None:
        amount = f"{fee['share']:.0%}"
    elif fee["low"] is None and fee["high"] is None:
        amount = label("terminal.amount_not_known")
    else:
        low, high = cell(fee["low"]), cell(fee["high"])
        amount = low if low == high else f"{low} – {high}"
    return f"{term('receiver', fee['processor'])}: {amount} ({fee['when_charged']})"


def _limit(limit: Document) -> str:
    value = ", ".join(limit["formats"]) if limit["formats"] else NONE if limit["value"] is None else f"{limit['value']:,}"
    return f"{limit['subject']}: {label('terminal.limit_' + limit['kind'], value=value)}"


def _conflict(conflict: Document) -> str:
    values = {key: conflict[key] for key in ("field", "value_a", "source_a", "value_b", "source_b", "cautious")}
    return label("terminal.conflict", **values)
