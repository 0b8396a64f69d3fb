"""An answer as it is kept: all that was weighed, without words, so that each reader gets it in their own language."""

from collections.abc import Sequence

from yosher.customers.model import Finding
from yosher.deadlines.model import Clock
from yosher.decisions.model import Decision, Option
from yosher.desk.answer import Prepared
from yosher.desk.document import Kept, amount, fact_document, moment, wordless
from yosher.desk.papers import paper_kept
from yosher.evidence.model import Missing, Timeline
from yosher.kernel.reason import Reason


def weighed(
    prepared: Prepared,
    *,
    why_not: Reason | None = None,
    notes: Sequence[Reason] = (),
) -> Kept:
    """The answer as it is kept, without words; `in_words` makes what `yosher answer --json` shows.

    `why_not` says why there is neither packet nor letter, `notes` what a person should know before sending.
    """
    timeline, rule = prepared.timeline, prepared.rule
    return {
        "case": prepared.case.id,
        "rule": {
            "id": rule.id,
            "network": rule.network,
            "code": rule.code,
            "sub": rule.sub,
            "official_name": rule.official_name,
            "status": rule.status,
            "category": rule.category,
            "listed": rule.listed,
            "source": rule.source.text,
            "confidence": rule.source.confidence,
            "conflicts": [
                {
                    "field": c.field,
                    "value_a": c.value_a,
                    "source_a": c.source_a,
                    "value_b": c.value_b,
                    "source_b": c.source_b,
                    "cautious": c.cautious,
                }
                for c in rule.conflicts
            ],
        },
        "clock": _clock(prepared.clock),
        "evidence": [
            {
                "kind": p.kind,
                "need": p.need,
                "state": p.state,
                "element": p.element,
                "group": p.group,
                "exhibits": list(p.exhibits),
                "because": each(p.because),
            }
            for p in timeline.proofs
        ],
        "missing": [_missing(m) for m in timeline.missing],
        "contradictions": [wordless(c.reason) | {"check": c.check, "against": c.against} for c in timeline.contradictions],
        "adverse": each(timeline.adverse),
        "gates": [wordless(g.reason) for g in timeline.gates],
        "junk": [wordless(j.reason) | {"exhibit": j.exhibit} for j in timeline.junk],
        "timeline": [fact_document(f) for f in timeline.entries],
        "rendered": [{"id": x.id, "kind": x.kind, "records": list(x.records)} for x in timeline.exhibits if x.records],
        "strength": timeline.strength,
        "remarks": each(timeline.remarks),
        "finding": _finding(prepared.finding, timeline),
        "decision": _decision(prepared.decision),
        "packet": None,
        "letter": None,
        "paper": paper_kept(prepared.paper),
        "why_not": wordless(why_not) if why_not else None,
        "notes": each(notes),
    }


def _clock(clock: Clock) -> Kept:
    return {
        "due": moment(clock.due),
        "basis": clock.basis,
        "emergency": clock.emergency,
        "overdue": clock.overdue,
        "cut_off": moment(clock.cut_off),
        "because": each(clock.because),
        "first_steps": each(clock.first_steps),
        "reminders": [{"at": moment(r.at), "code": r.code} for r in clock.reminders],
    }


def _missing(missing: Missing) -> Kept:
    return wordless(missing.reason) | {"kind": missing.kind}


def _finding(finding: Finding, timeline: Timeline) -> Kept:
    return {
        "kind": finding.kind,
        "cause": finding.cause,
        "family": finding.family,
        "family_because": wordless(timeline.family_because),
        "for": each(finding.favour),
        "against": each(finding.against),
        "would_change_it": each(finding.would_change_it),
    }


def _decision(decision: Decision) -> Kept:
    return {
        "choice": decision.choice,
        "ranked": decision.ranked,
        "advised": decision.advised or decision.choice,
        "chosen_by_owner": decision.chosen_by_owner,
        "because": each(decision.because),
        "options": [_option(option) for option in decision.options],
    }


def _option(option: Option) -> Kept:
    chance = option.chance
    return {
        "choice": option.choice,
        "worth": amount(option.worth),
        "low": option.low,
        "high": option.high,
        "chance": None if chance is None else {"low": chance.low, "high": chance.high, "basis": chance.basis, "n": chance.n},
        "because": each(option.because),
    }


def each(reasons: Sequence[Reason]) -> list[Kept]:
    return [wordless(reason) for reason in reasons]
