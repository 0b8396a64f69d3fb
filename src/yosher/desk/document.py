"""What the outside reads: cases and answers as JSON values, every reason put into words in the reader's language."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import TypeAlias

from yosher.cases.model import Case, CaseEvent, Denial, Refusal
from yosher.customers.model import Finding
from yosher.deadlines.model import Clock
from yosher.decisions.model import Decision, Option
from yosher.desk.answer import Prepared
from yosher.desk.ports import QueueRow
from yosher.evidence.model import Exhibit, Fact, Missing, Timeline
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import Organisation
from yosher.phrases.catalogue import where
from yosher.phrases.say import say

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Said = Callable[[Reason], "dict[str, Json]"]


def amount(value: Money | None) -> Json:
    return None if value is None else {"minor": value.minor, "currency": value.currency}


def moment(value: datetime | None) -> Json:
    return None if value is None else value.isoformat(timespec="seconds")


def speaker(language: Language) -> Said:
    """R of the interface: `{code, text, facts, rule}`."""

    def said(reason: Reason) -> dict[str, Json]:
        return {"code": reason.code, "text": say(reason, language), "facts": list(reason.facts), "rule": reason.rule}

    return said


def each(reasons: Sequence[Reason], said: Said) -> Json:
    return [said(reason) for reason in reasons]


def answer_document(
    prepared: Prepared,
    *,
    language: Language,
    packet: str | None = None,
    letter: str | None = None,
    why_not: Reason | None = None,
    notes: Sequence[Reason] = (),
) -> dict[str, Json]:
    """The answer as `yosher answer --json` shows it.

    `why_not` says why there is neither packet nor letter, `notes` what a person should know before sending.
    """
    said = speaker(language)
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
        "clock": clock_document(prepared.clock, said),
        "evidence": [
            {
                "kind": p.kind,
                "need": p.need,
                "state": p.state,
                "element": p.element,
                "group": p.group,
                "exhibits": list(p.exhibits),
                "because": each(p.because, said),
            }
            for p in timeline.proofs
        ],
        "missing": [missing_document(m, said, language) for m in timeline.missing],
        "contradictions": [said(c.reason) | {"check": c.check, "against": c.against} for c in timeline.contradictions],
        "adverse": each(timeline.adverse, said),
        "gates": [said(g.reason) for g in timeline.gates],
        "junk": [said(j.reason) | {"exhibit": j.exhibit} for j in timeline.junk],
        "timeline": [fact_document(f) for f in timeline.entries],
        "strength": timeline.strength,
        "remarks": each(timeline.remarks, said),
        "finding": finding_document(prepared.finding, timeline, said),
        "decision": decision_document(prepared.decision, said),
        "packet": packet,
        "letter": letter,
        "why_not": said(why_not) if why_not else None,
        "notes": each(notes, said),
    }


def clock_document(clock: Clock, said: Said) -> Json:
    return {
        "due": moment(clock.due),
        "basis": clock.basis,
        "emergency": clock.emergency,
        "overdue": clock.overdue,
        "cut_off": moment(clock.cut_off),
        "because": each(clock.because, said),
        "first_steps": each(clock.first_steps, said),
        "reminders": [{"at": moment(r.at), "code": r.code} for r in clock.reminders],
    }


def missing_document(missing: Missing, said: Said, language: Language) -> Json:
    return said(missing.reason) | {"kind": missing.kind, "where": where(missing.kind, language)}


def finding_document(finding: Finding, timeline: Timeline, said: Said) -> Json:
    return {
        "kind": finding.kind,
        "cause": finding.cause,
        "family": finding.family,
        "family_because": said(timeline.family_because),
        "for": each(finding.favour, said),
        "against": each(finding.against, said),
        "would_change_it": each(finding.would_change_it, said),
    }


def decision_document(decision: Decision, said: Said) -> Json:
    return {
        "choice": decision.choice,
        "ranked": decision.ranked,
        "advised": decision.advised or decision.choice,
        "chosen_by_owner": decision.chosen_by_owner,
        "because": each(decision.because, said),
        "options": [option_document(option, said) for option in decision.options],
    }


def option_document(option: Option, said: Said) -> Json:
    chance = option.chance
    return {
        "choice": option.choice,
        "worth": amount(option.worth),
        "low": option.low,
        "high": option.high,
        "chance": None if chance is None else {"low": chance.low, "high": chance.high, "basis": chance.basis, "n": chance.n},
        "because": each(option.because, said),
    }


def fact_document(fact: Fact) -> Json:
    at = fact.moment
    return {
        "id": fact.id,
        "kind": fact.kind,
        "at": moment(at.at) if at else None,
        "certainty": at.certainty if at else "unknown",
        "text": fact.text,
        "source": fact.source,
        "origin": fact.origin,
        "exhibit": fact.exhibit,
        "record": fact.record,
    }


def exhibit_document(exhibit: Exhibit, said: Said) -> dict[str, Json]:
    return {
        "exhibit": exhibit.id,
        "sha256": exhibit.sha256,
        "kind": exhibit.kind,
        "lawful": exhibit.lawful,
        "why": said(exhibit.lawful_because)["text"] if exhibit.lawful_because else "",
        "name": exhibit.name,
        "readable": exhibit.readable,
        "shows": exhibit.shows,
        "captured_by": exhibit.captured_by,
        "captured_at": moment(exhibit.captured_at),
    }


def queue_document(row: QueueRow, organisation: Organisation) -> dict[str, Json]:
    return {
        "case": row.case,
        "state": row.state,
        "due": moment(row.due.astimezone(organisation.tz)) if row.due else None,
        "amount": amount(row.amount),
        "finding": row.finding,
        "choice": row.choice,
        "network": row.network,
        "code": row.code,
    }


def case_document(
    case: Case, *, facts: Sequence[Fact], exhibits: Sequence[Exhibit], events: Sequence[CaseEvent], language: Language, zone: tzinfo
) -> dict[str, Json]:
    """The whole case, with who did what."""
    said = speaker(language)
    return {
        "case": case.id,
        "state": case.state,
        "phase": case.phase,
        "opened_at": moment(case.opened_at),
        "language": case.language,
        "choice": case.choice,
        "refunded": amount(case.refunded),
        "recovered": amount(case.recovered),
        "assigned": case.assigned,
        "due": moment(case.due),
        "flags": list(case.flags),
        "remarks": each([Reason(f"cases.flag_{flag}") for flag in case.flags], said),
        "denial": denial_document(case.denial),
        "denials": [denial_document(d) for d in case.denials],
        "facts": [fact_document(f) for f in facts],
        "exhibits": [exhibit_document(x, said) for x in exhibits],
        "events": [event_document(e, zone=zone) for e in events],
    }


def denial_document(denial: Denial) -> Json:
    return plain(
        {
            "denial": denial.id,
            "ref": denial.ref,
            "source": denial.source,
            "says": denial.says,
            "network": denial.network,
            "network_raw": denial.network_raw,
            "code": denial.code,
            "sub": denial.sub,
            "reason": denial.reason_raw,
            "status": denial.status_raw,
            "phase": denial.phase,
            "amount": denial.amount,
            "due": denial.due.at,
            "due_by": denial.due.by,
            "confirmed": denial.confirmed,
            "happened": denial.happened.at,
            "claim": denial.claim,
            "place": denial.place,
            "processor": denial.processor,
            "transaction": denial.transaction.id,
            "order": denial.transaction.order,
            "customer": denial.customer.ref,
        }
    )


def event_document(event: CaseEvent, *, zone: tzinfo) -> Json:
    """`happened` and `recorded_at` with the organisation's offset."""
    return plain(
        {
            "sequence": event.sequence,
            "act": event.act,
            "actor": {"kind": event.actor.kind, "ref": event.actor.ref},
            "happened": event.happened.at.astimezone(zone),
            "certainty": event.happened.certainty,
            "recorded_at": event.recorded_at.astimezone(zone),
            "body": event.body,
        }
    )


def refusal_document(refusal: Refusal, *, file: str, language: Language) -> dict[str, Json]:
    reason = Reason(refusal.code, values=refusal.values)
    return {"file": refusal.file or file, "row": refusal.row, "code": refusal.code, "reason": say(reason, language)}


def plain(value: object) -> Json:
    """Domain values as JSON values."""
    match value:
        case Money():
            return amount(value)
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case dict():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple():
            return [plain(v) for v in value]
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)
