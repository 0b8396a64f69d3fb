"""Page 2: a proportional line of the main dates, and the events that an exhibit of the packet shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from yosher.evidence.model import Fact, Origin, Timeline
from yosher.kernel.ids import ExhibitId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty
from yosher.kernel.words import EventKind, Language
from yosher.packets.model import Cite, Element, ExhibitPage, Foreign, Mark, Row, Text, Timetable
from yosher.packets.wording import language_of, term, text_of
from yosher.people.model import Organisation
from yosher.phrases.say import say

MOST_ROWS = 12  # a page; the full timeline stays in the case (craft.md 1)
MARKED = (
    EventKind.SALE,
    EventKind.PAYMENT,
    EventKind.SHIPPED,
    EventKind.DELIVERED,
    EventKind.SERVICE_GIVEN,
    EventKind.USED,
    EventKind.REFUND,
)


def timetable(
    timeline: Timeline, pages: Sequence[ExhibitPage], elements: Sequence[Element], *, organisation: Organisation, language: Language
) -> Timetable:
    """Only events that an exhibit of this packet shows; the denial itself ends the line."""
    shown_by = {record: page.id for page in pages for record in _records(page)} | {str(page.id): page.id for page in pages}
    answers = {line.cite.exhibit: number for number, element in reversed(list(enumerate(elements, 1))) for line in element.lines}
    rows = [row for fact in timeline.entries if (row := _row(fact, shown_by, answers, organisation, language))]
    kept = rows if len(rows) <= MOST_ROWS else [r for r in rows if r.element is not None][:MOST_ROWS]
    return Timetable(_zone(organisation, language), _marks(timeline, organisation, language), tuple(kept))


def _records(page: ExhibitPage) -> list[str]:
    held = page.record.get("records")
    return [str(ref) for ref in held] if isinstance(held, list) else []


def _row(
    fact: Fact, shown_by: Mapping[str, ExhibitId], answers: Mapping[ExhibitId, int], organisation: Organisation, language: Language
) -> Row | None:
    exhibit = shown_by.get(str(fact.exhibit or "")) or shown_by.get(str(fact.record or ""))
    if exhibit is None or fact.moment is None:
        return None
    at = fact.moment.at.astimezone(organisation.tz)
    clock = f"{at:%H:%M}" if fact.moment.certainty is Certainty.EXACT else ""
    third = fact.origin.independent and fact.origin is not Origin.RECORD
    return Row(at.date(), clock, _text(fact, language), _source(fact, language), third, Cite(exhibit), answers.get(exhibit))


def _source(fact: Fact, language: Language) -> Text:
    """Who says so: the carrier by name, a person's own word for their source, else the kind of source."""
    named = fact.values.get("carrier") if fact.origin is Origin.CARRIER else (fact.source if fact.record is None else None)
    if isinstance(named, str) and named:
        return (Foreign(named, language_of(named)),)
    return text_of(ORIGINS[fact.origin], language)


ORIGINS: Mapping[Origin, Reason] = {
    Origin.CUSTOMER: Reason("packet.origin_customer"),
    Origin.MERCHANT: Reason("packet.origin_merchant"),
    Origin.RECORD: Reason("packet.origin_record"),
    Origin.CARRIER: Reason("packet.origin_carrier"),
    Origin.PROCESSOR: Reason("packet.origin_processor"),
    Origin.ACQUIRER: Reason("packet.origin_acquirer"),
    Origin.THIRD_PARTY: Reason("packet.origin_third_party"),
    Origin.UNKNOWN: Reason("packet.origin_unknown"),
}


def _text(fact: Fact, language: Language) -> Text:
    """The kind of event in words; a person's own words follow in theirs, cut to a line."""
    kind = term("event", fact.kind, language)
    words = " ".join(fact.text.split())
    if not words:
        return (kind,)
    return (f"{kind}: ", Foreign(words if len(words) <= 70 else words[:69] + "…", language_of(words)))


def _zone(organisation: Organisation, language: Language) -> Text:
    return text_of(Reason("packet.zone", values={"zone": organisation.zone}), language)


def _marks(timeline: Timeline, organisation: Organisation, language: Language) -> tuple[Mark, ...]:
    """At most three events and the denial: the first of each kind, in order."""
    firsts: dict[EventKind, datetime] = {}
    for fact in timeline.entries:
        if fact.kind in MARKED and fact.moment is not None:
            firsts.setdefault(fact.kind, fact.moment.at.astimezone(organisation.tz))
    if EventKind.SALE in firsts:
        firsts.pop(EventKind.PAYMENT, None)
    denied = timeline.denial.happened.at.astimezone(organisation.tz)
    before = sorted(((at, kind) for kind, at in firsts.items() if at <= denied), key=lambda pair: pair[0])
    picked = before if len(before) <= 3 else [before[0], *before[-2:]]
    marks = [
        Mark(
            at.date(),
            term("event", kind, language),
            kind in (EventKind.DELIVERED, EventKind.SERVICE_GIVEN, EventKind.USED, EventKind.REFUND),
        )
        for at, kind in picked
    ]
    return (*marks, Mark(denied.date(), say(Reason("packet.denied"), language)))
