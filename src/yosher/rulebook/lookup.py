"""The rule of a code: by network, code, sub-reason, day, place, processor, phase and claim. An unlisted code is answered, cautiously."""

from dataclasses import replace
from datetime import date
from functools import cache

from yosher.kernel.ids import RuleId
from yosher.kernel.when import CalendarDays
from yosher.kernel.words import ClaimFamily, Confidence, Network, Phase
from yosher.rulebook.choosing import Asked, chosen, is_open
from yosher.rulebook.codes import is_doubted, rows_by_code, rows_of
from yosher.rulebook.conflicts import conflicts_of_rule
from yosher.rulebook.model import Need, Rule, Source
from yosher.rulebook.needs import merged, needs_of, needs_of_family, needs_of_profile
from yosher.rulebook.records import Row, number, source_of, table, words
from yosher.rulebook.windows import windows_in, windows_of_network

CHECKED_ON = date(2026, 11, 22)


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

    `region` is the place of the deal (ISO 3166). A code with sub-reasons and none given is the only one of `claim_family`, or the
    plainest of it, else its umbrella record; a code of several claim families that nothing chooses from has no family and no needs.
    A retired code takes its successor's needs. `processor` and `phase` keep only their windows in `psp_windows`.
    """
    asked = Asked(sub, on, region, phase, claim_family)
    rows = rows_of(network, code) if code else ()
    if not rows:
        return _narrowed(_unlisted(network, (code or "").strip(), asked), processor, phase)
    found = chosen(rows, asked)
    rule = _rule(found[0]) if len(found) == 1 else _either(found, (code or "").strip())
    if is_open(rows, found):
        rule = replace(rule, family=ClaimFamily.UNKNOWN, needs=())
    if rule.family is ClaimFamily.UNKNOWN and claim_family not in (None, ClaimFamily.UNKNOWN):
        needs = needs_of_family(network, claim_family) if rule.status != "inquiry" else ()
        rule = replace(rule, family=claim_family, needs=needs or rule.needs)
    if is_doubted(found[0], code or ""):
        rule = replace(rule, source=replace(rule.source, confidence=Confidence.UNVERIFIED))
    return _narrowed(rule, processor, phase)


def _narrowed(rule: Rule, processor: str | None, phase: Phase | None) -> Rule:
    if processor is None and phase is None:
        return rule
    kept = (
        w
        for w in rule.psp_windows
        if (processor is None or w.processor in (None, processor)) and (phase is None or w.phase in (None, phase))
    )
    return replace(rule, psp_windows=tuple(kept))


@cache
def _rule_at(position: int) -> Rule:
    return _made(table("reason_codes")[position])


def _rule(row: Row) -> Rule:
    return _rule_at(_positions()[row["network"], row["code"], row["sub_reason"]])


@cache
def _positions() -> dict[tuple[str, str, str], int]:
    return {(row["network"], row["code"], row["sub_reason"]): n for n, row in enumerate(table("reason_codes"))}


def _made(row: Row) -> Rule:
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
        conflicts=conflicts_of_rule(network, code, sub),
        notes=row["notes"],
        stripe_reason=row["stripe_reason"],
        adyen_reason=row["adyen_scheme_reason"],
    )


def _needs(row: Row) -> tuple[Need, ...]:
    """Its own; an inquiry's; for a dead code those of its profile or its successor of the same claim, else of the claim's family."""
    network, family = row["network"], ClaimFamily(row["family"])
    if own := needs_of(network, row["code"], row["sub_reason"]):
        return own
    if row["status"] == "inquiry":
        return needs_of(network, "*inquiry", "")
    if row["profile"]:
        return needs_of_profile(network, row["profile"])
    for successor in words(row["successors"]):
        for heir in rows_by_code().get((network, successor), ()):
            if heir["family"] == family and (found := needs_of(network, heir["code"], heir["sub_reason"])):
                return found
    return needs_of_family(network, family) if family not in (ClaimFamily.UNKNOWN, ClaimFamily.OTHER) else ()


def _either(rows: tuple[Row, ...], code: str) -> Rule:
    """A name that several records bear (Visa 12.6 was 12.6.1 and 12.6.2): what all of them say, and the proof gathered for each."""
    known = [_rule(row) for row in rows]
    first, families = known[0], {rule.family for rule in known}
    return replace(
        first,
        id=RuleId(f"{first.network}:{code}"),
        code=code,
        official_name=" / ".join(rule.official_name for rule in known),
        family=first.family if len(families) == 1 else ClaimFamily.UNKNOWN,
        needs=merged(rule.needs for rule in known),
        conflicts=conflicts_of_rule(first.network, code, None),
        source=replace(first.source, confidence=Confidence.UNVERIFIED),
        notes="; ".join(dict.fromkeys(rule.notes for rule in known if rule.notes)),
    )


def _unlisted(network: Network, code: str, asked: Asked) -> Rule:
    family = asked.family or ClaimFamily.UNKNOWN
    return Rule(
        id=RuleId(f"{network}:{code or '?'}:unlisted"),
        network=network,
        code=code,
        sub=asked.sub,
        official_name="",
        status="unlisted",
        category="unknown",
        family=family,
        semantic_reason="",
        listed=False,
        source=Source("not in the rulebook: read the letter or the processor's page", Confidence.UNVERIFIED, CHECKED_ON),
        psp_windows=windows_of_network(network),
        needs=needs_of_family(network, family) if family is not ClaimFamily.UNKNOWN else (),
        conflicts=conflicts_of_rule(network, code, None),
    )


def _days(text: str) -> CalendarDays | None:
    count = number(text)
    return None if count is None else CalendarDays(count)
