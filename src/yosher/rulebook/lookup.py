"""The rule of a code: by network, code, sub-reason, day, region, processor and phase. An unlisted code is answered, cautiously."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from yosher.kernel.ids import RuleId
from yosher.kernel.when import CalendarDays
from yosher.kernel.words import ClaimFamily, Confidence, Network, Phase
from yosher.rulebook.conflicts import conflicts_for
from yosher.rulebook.model import Need, Rule, Source
from yosher.rulebook.needs import needs_of, needs_of_family
from yosher.rulebook.records import Row, in_force, number, source_of, table
from yosher.rulebook.windows import windows_in

CHECKED_ON = date(2026, 11, 22)
LIVE = ("active", "program")
_SPLIT = re.compile(r"[\s()\[\],;/]+")


@cache
def rules() -> tuple[Rule, ...]:
    """Every record, in the order of the file."""
    return tuple(_rule(row) for row in table("reason_codes"))


def rule_for(
    network: Network,
    code: str | None,
    *,
    sub: str | None = None,
    on: date | None = None,
    region: str | None = None,
    processor: str | None = None,
    phase: Phase | None = None,
    claim_family: ClaimFamily | None = None,
) -> Rule:
    """The record of a code; never raises on content, and an unlisted code never looks certain.

    A code with several sub-reasons and none given is its umbrella record, or the first sub-reason of `claim_family`.
    `processor` keeps only that processor's windows beside the scheme's. A retired code takes its successor's needs.
    """
    rows = _rows(network, code) if code else ()
    row = _chosen(rows, sub=sub, family=claim_family, on=on, region=region)
    rule = _rule(row) if row is not None else _unlisted(network, code or "", sub, claim_family)
    if row is not None and _is_ambiguous(rows, row, sub=sub, family=claim_family):
        rule = replace(rule, family=ClaimFamily.UNKNOWN, needs=())
    if rule.family is ClaimFamily.UNKNOWN and claim_family not in (None, ClaimFamily.UNKNOWN):
        rule = replace(rule, family=claim_family, needs=rule.needs or needs_of_family(network, claim_family))
    if processor is None and phase is None:
        return rule
    kept = tuple(
        w
        for w in rule.psp_windows
        if (processor is None or w.processor in (None, processor)) and (phase is None or w.phase in (None, phase))
    )
    return replace(rule, psp_windows=kept)


@cache
def _by_code() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in table("reason_codes"):
        found[row["network"], _plain(row["code"])].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _rows(network: Network, code: str) -> tuple[Row, ...]:
    """The rows of a code as written: blanks, the network's name before it, leading zeros, a second number in brackets."""
    known = _by_code()
    whole = _plain(code)
    words = [_plain(word) for word in _SPLIT.split(code) if word]
    for candidate in (whole, *words, *(word.lstrip("0") for word in (whole, *words))):
        if (network, candidate) in known:
            return known[network, candidate]
    return ()


def _plain(code: str) -> str:
    return code.strip().upper()


def _chosen(rows: tuple[Row, ...], *, sub: str | None, family: ClaimFamily | None, on: date | None, region: str | None) -> Row | None:
    valid = [row for row in rows if in_force(source_of(row), on)] or list(rows)
    valid = [row for row in valid if region is None or row["region"] in ("", region)] or valid
    if not valid:
        return None
    if sub:
        return next((row for row in valid if row["sub_reason"] == sub), None) or _umbrella(valid)
    if family is not None and len(valid) > 1:
        fitting = [row for row in valid if row["family"] == family]
        if fitting:  # the file names the plainest sub-reason of a family first
            return fitting[0]
    return _umbrella(valid)


def _is_ambiguous(rows: tuple[Row, ...], row: Row, *, sub: str | None, family: ClaimFamily | None) -> bool:
    """A code whose sub-reasons are of several families, and nothing that chooses: none of them is meant more than another."""
    families = {other["family"] for other in rows if other["sub_reason"] not in ("", "umbrella")}
    chosen = (sub is not None and sub == row["sub_reason"]) or (family is not None and family == row["family"])
    return len(families) > 1 and not chosen


def _umbrella(rows: list[Row]) -> Row:
    return next((row for row in rows if row["sub_reason"] in ("", "umbrella")), rows[0])


def _rule(row: Row) -> Rule:
    network, code, sub = Network(row["network"]), row["code"], row["sub_reason"] or None
    source = source_of(row)
    return Rule(
        id=RuleId(f"{network}:{code}" + (f"/{sub}" if sub else "")),
        network=network,
        code=code,
        sub=sub,
        official_name=row["official_name"],
        status=row["status"],
        category=row["category"],
        family=ClaimFamily(row["family"]),
        semantic_reason=row["semantic_reason"],
        listed=True,
        source=source,
        cardholder_days=_days(row["cardholder_days"]),
        cardholder_days_from=row["cardholder_days_from"],
        outer_cap_days=_days(row["outer_cap_days"]),
        wait_days=_days(row["wait_days"]),
        acquirer_days=_days(row["acquirer_days"]),
        psp_windows=windows_in(row, source),
        needs=_needs(row),
        conflicts=tuple(
            c for c in conflicts_for(network, code) if c.code != "*" or c.field.startswith(("response_days", "cardholder_days"))
        ),
        notes=row["notes"],
        stripe_reason=row["stripe_reason"],
        adyen_reason=row["adyen_scheme_reason"],
    )


def _needs(row: Row) -> tuple[Need, ...]:
    own = needs_of(row["network"], row["code"], row["sub_reason"])
    if own:
        return own
    if row["status"] == "inquiry":
        return needs_of(row["network"], "*inquiry", "")
    for successor in row["successors"].split(";"):
        for heir in _by_code().get((row["network"], successor), ()):
            if heir["family"] == row["family"] and (found := needs_of(heir["network"], heir["code"], heir["sub_reason"])):
                return found
    family = ClaimFamily(row["family"])
    return needs_of_family(row["network"], family) if family not in (ClaimFamily.UNKNOWN, ClaimFamily.OTHER) else ()


def _unlisted(network: Network, code: str, sub: str | None, family: ClaimFamily | None) -> Rule:
    known = family or ClaimFamily.UNKNOWN
    return Rule(
        id=RuleId(f"{network}:{code or '?'}:unlisted"),
        network=network,
        code=code.strip(),
        sub=sub,
        official_name="",
        status="unlisted",
        category="unknown",
        family=known,
        semantic_reason="",
        listed=False,
        source=Source("not in the rulebook: read the letter or the processor's page", Confidence.UNVERIFIED, CHECKED_ON),
        needs=needs_of_family(network, known) if known is not ClaimFamily.UNKNOWN else (),
        conflicts=tuple(c for c in conflicts_for(network) if c.code == "*"),
    )


def _days(text: str) -> CalendarDays | None:
    count = number(text)
    return None if count is None else CalendarDays(count)
