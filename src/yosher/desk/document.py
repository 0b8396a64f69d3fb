"""What the outside reads: cases and answers as JSON values, every reason put into words in the reader's language.

An answer is kept without words (`answer_document`), so that each reader gets it in their own language (`in_words`).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import TypeAlias

from yosher.cases.model import Case, CaseEvent, Denial, Refusal
from yosher.desk.ports import QueueRow
from yosher.desk.queue import next_of
from yosher.evidence.model import Exhibit, Fact, Withdrawn
from yosher.kernel.ids import RuleId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import Organisation, Person
from yosher.phrases.catalogue import where
from yosher.phrases.say import say

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Kept: TypeAlias = dict[str, object]  # a document before it is put into words: its values are typed
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


def wordless(reason: Reason) -> Kept:
    """R before it is put into words: the values that fill its sentence stand beside the code."""
    return {"code": reason.code, "values": dict(reason.values), "facts": list(reason.facts), "rule": reason.rule}


def reason_in(kept: Mapping[str, object]) -> Reason:
    """The reason that was kept as R without words."""
    values, facts, rule = kept["values"], kept["facts"], kept["rule"]
    assert isinstance(values, Mapping)
    assert isinstance(facts, Sequence)
    return Reason(str(kept["code"]), tuple(str(fact) for fact in facts), RuleId(str(rule)) if rule else None, values)


def in_words(kept: object, language: Language) -> Json:
    """A kept document for a reader: each R with its text, what is missing with where to get it."""
    said = speaker(language)
    match kept:
        case Mapping() if "code" in kept and "values" in kept:
            beside = {key: in_words(value, language) for key, value in kept.items() if key not in ("code", "values", "facts", "rule")}
            return said(reason_in(kept)) | beside | ({"where": where(str(kept["kind"]), language)} if "kind" in kept else {})
        case Mapping():
            return {str(key): in_words(value, language) for key, value in kept.items()}
        case list() | tuple():
            return [in_words(value, language) for value in kept]
        case _:
            return plain(kept)


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
        "withdrawn": _withdrawn_document(exhibit.withdrawn),
    }


def _withdrawn_document(withdrawn: Withdrawn | None) -> Json:
    return None if withdrawn is None else {"by": withdrawn.by.ref, "at": moment(withdrawn.at), "because": withdrawn.because}


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
        "opened_at": moment(row.opened_at.astimezone(organisation.tz)),
        "assigned": row.assigned,
        "lacking": row.lacking,
        "next": next_of(row),
    }


def acted_document(case: Case, notes: Sequence[Reason], language: Language) -> dict[str, Json]:
    """A case after an act, with what whoever acted should know."""
    return {
        "case": case.id,
        "state": case.state,
        "choice": case.choice,
        "refunded": amount(case.refunded),
        "recovered": amount(case.recovered),
        "assigned": case.assigned,
        "notes": each(notes, speaker(language)),
    }


def organisation_document(organisation: Organisation) -> dict[str, str]:
    own = organisation
    return {"org": own.id, "name": own.name, "country": own.country, "zone": own.zone, "currency": own.currency, "language": own.language}


def person_document(person: Person) -> dict[str, Json]:
    return {"person": person.id, "name": person.name, "role": person.role, "has_left": person.has_left}


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
        "on_hold": case.on_hold,
        "due": moment(case.due.astimezone(zone)) if case.due else None,
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
