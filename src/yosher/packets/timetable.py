"""Page 2: a proportional line of the main dates, and the events that an exhibit of the packet shows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from yosher.evidence.kinds import CONFIRMED_BY, CORRESPONDENCE
from yosher.evidence.model import Exhibit, Fact, Origin, Timeline
from yosher.evidence.moments import day_of, told_on
from yosher.kernel.ids import ExhibitId, FactId
from yosher.kernel.reason import Reason, Value
from yosher.kernel.when import Certainty
from yosher.kernel.words import EventKind, Language
from yosher.packets.elements import Answered, Shown, showing
from yosher.packets.model import Cite, Mark, Row, Text, Timetable
from yosher.packets.tone import is_calm
from yosher.packets.values import shown_value
from yosher.packets.wording import brief, foreign, term, text_of
from yosher.people.model import Organisation
from yosher.phrases.say import say

MOST_ROWS = 12  # a page; all further events stand in the exhibits (craft.md 1)
MOST_CHARACTERS = 70  # of a person's own words in a row: about two lines; the whole text stands in the exhibit
THIRD_PARTIES = frozenset({Origin.CARRIER, Origin.PROCESSOR, Origin.ACQUIRER, Origin.THIRD_PARTY})
_ONLY_BY_NAME = frozenset({*CORRESPONDENCE, "usage_after_cancellation_log"})
# Which events can answer which element: only such a row carries the frame.
_RECEIVED = frozenset({EventKind.DELIVERED, EventKind.COLLECTED, EventKind.SERVICE_GIVEN, EventKind.USED})
ANSWERING: Mapping[str, frozenset[EventKind]] = {
    "not_me.participation": frozenset({EventKind.THREE_DS, EventKind.ID_CHECKED, EventKind.PAYMENT}),
    "not_me.continuity": frozenset({EventKind.LOGIN, EventKind.SALE, EventKind.PAYMENT}),
    "not_me.benefit": _RECEIVED | {EventKind.MESSAGE_IN},
    "not_received.promise": frozenset({EventKind.AGREEMENT}),
    "not_received.handed_over": _RECEIVED | {EventKind.SHIPPED},
    "not_received.right_place": frozenset({EventKind.DELIVERED, EventKind.COLLECTED}),
    "not_received.before_denial": frozenset({EventKind.MESSAGE_IN}),
    "not_as_described.description_at_order": frozenset({EventKind.SALE, EventKind.AGREEMENT}),
    "not_as_described.sent_matches": frozenset({EventKind.SHIPPED, EventKind.DELIVERED}),
    "not_as_described.remedy_offered": frozenset({EventKind.MESSAGE_OUT, EventKind.REFUND}),
    "cancelled.terms_accepted": frozenset({EventKind.AGREEMENT}),
    "cancelled.use_after": frozenset({EventKind.USED, EventKind.LOGIN}),
    "cancelled.renewal_notice": frozenset({EventKind.RENEWAL_NOTICE}),
    "credit_not_processed.credit_issued": frozenset({EventKind.REFUND}),
    "duplicate.already_reversed": frozenset({EventKind.REFUND}),
    "duplicate.two_orders": frozenset({EventKind.SALE, EventKind.PAYMENT}),
    "duplicate.two_deliveries": frozenset({EventKind.DELIVERED}),
    "amount_differs.total_agreed": frozenset({EventKind.SALE, EventKind.AGREEMENT}),
    "authorization.approval_code": frozenset({EventKind.PAYMENT}),
    "authorization.within_validity": frozenset({EventKind.PAYMENT}),
}
MARKED = (
    EventKind.SALE, EventKind.PAYMENT, EventKind.SHIPPED, EventKind.DELIVERED, EventKind.COLLECTED, EventKind.SERVICE_GIVEN,
    EventKind.CANCELLATION_REQUEST, EventKind.RENEWAL, EventKind.USED, EventKind.RETURN, EventKind.REFUND,
)  # fmt: skip
_DECIDING = _RECEIVED | {EventKind.REFUND, EventKind.THREE_DS}


def timetable(
    timeline: Timeline, exhibits: Sequence[Exhibit], found: Sequence[Answered], *, organisation: Organisation, language: Language
) -> Timetable:
    """Only events that an exhibit of this packet shows; the denial itself ends the line. Without exhibits it is empty."""
    shown = [(fact, seen) for fact in timeline.entries if fact.moment and (seen := showing([fact.id], timeline, exhibits))]
    framed = _framed([(fact, exhibit.id) for fact, exhibit in shown], found)
    rows = [_row(fact, exhibit.id, framed.get(fact.id), organisation, language) for fact, exhibit in shown]
    kept = _kept(rows)
    clocks = [fact.moment.at for fact, _ in shown if fact.moment and fact.moment.certainty is Certainty.EXACT]
    left = len(rows) - len(kept)
    return Timetable(
        zone=zone_sentence(clocks, organisation, language) if kept and clocks else (),
        marks=_marks([fact for fact, _ in shown], timeline, organisation, language) if kept else (),
        rows=kept,
        left_out=text_of(Reason("packet.events_left_out", values={"n": left}), language) if left else (),
    )


def _framed(seen: Sequence[tuple[Fact, ExhibitId]], found: Sequence[Answered]) -> dict[FactId, int]:
    """Fact → number of the element that it answers: the fact that the element's first line tells. One that answers two keeps the first."""
    framed: dict[FactId, int] = {}
    for number, one in enumerate(found, 1):
        told = (
            fact.id for line in one.shown for fact, exhibit in seen if exhibit == line.line.cite.exhibit and _tells(line, one.key, fact)
        )
        first = next(told, None)
        if first is not None:
            framed.setdefault(first, number)
    return framed


def _tells(line: Shown, element: str, fact: Fact) -> bool:
    """Whether a line tells of this fact: the one that it names, else one of its kind of paper; of a message only by name."""
    if line.fact or line.kind in _ONLY_BY_NAME:
        return line.fact == fact.id
    return fact.kind in ANSWERING.get(element, ()) and fact.kind in CONFIRMED_BY.get(line.kind, (fact.kind,))


def _kept(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Within a page: the framed rows, the first and the last, then the earliest others; in their order."""
    if len(rows) <= MOST_ROWS:
        return tuple(rows)
    wanted = [n for n, row in enumerate(rows) if row.element is not None] + [0, len(rows) - 1, *range(len(rows))]
    picked = sorted(list(dict.fromkeys(wanted))[:MOST_ROWS])
    return tuple(rows[n] for n in picked)


def _row(fact: Fact, exhibit: ExhibitId, element: int | None, organisation: Organisation, language: Language) -> Row:
    assert fact.moment is not None
    at = fact.moment.at.astimezone(organisation.tz)
    return Row(
        day=at.date(),
        time=f"{at:%H:%M}" if fact.moment.certainty is Certainty.EXACT else "",
        text=_text(fact, language),
        source=_source(fact, language),
        third=fact.origin in THIRD_PARTIES and fact.record is None,
        cite=Cite(exhibit),
        element=element,
    )


def _text(fact: Fact, language: Language) -> Text:
    """The kind of event in words; a person's own words follow in theirs, cut to a row and only if they are calm."""
    kind = term("event", fact.kind, language)
    words = str(shown_value("action", fact.text.strip(), language))
    if not words or not is_calm(words):
        return (kind,)
    return (f"{kind}: ", *foreign(brief(words, MOST_CHARACTERS), language))


def _source(fact: Fact, language: Language) -> Text:
    """Who recorded it. A loaded row is the business's own record, whoever is named in it; the carrier is named as it says."""
    carrier = fact.values.get("carrier")
    if fact.record is not None and fact.origin is not Origin.CUSTOMER:
        if isinstance(carrier, str) and carrier:
            return text_of(Reason("packet.source_records_carrier", values={"carrier": brief(carrier, MOST_CHARACTERS)}), language)
        return text_of(Reason("packet.source_records"), language)
    if fact.record is not None or fact.exhibit is not None:
        return text_of(_RECORDED.get(fact.origin, Reason("packet.source_records")), language)
    return (
        foreign(brief(fact.source, MOST_CHARACTERS), language)
        if fact.source and is_calm(fact.source)
        else text_of(Reason("packet.source_unknown"), language)
    )


_RECORDED = {
    Origin.CARRIER: Reason("packet.source_carrier"),
    Origin.PROCESSOR: Reason("packet.source_processor"),
    Origin.CUSTOMER: Reason("packet.source_customer"),
}


def zone_sentence(moments: Iterable[datetime], organisation: Organisation, language: Language) -> Text:
    """The zone with its offset from UTC; where the clock changed once between the events, both offsets and the first day after it."""
    changes: list[tuple[str, date]] = []
    for at in sorted(moments):
        local = at.astimezone(organisation.tz)
        offset = f"UTC{local:%z}"[:6] + ":" + f"{local:%z}"[3:5]
        if not changes or changes[-1][0] != offset:
            changes.append((offset, local.date()))
    match changes:
        case [(offset, _)]:
            return text_of(Reason("packet.zone", values={"zone": organisation.zone, "offset": offset}), language)
        case [(before, _), (after, day)]:
            values: dict[str, Value] = {"zone": organisation.zone, "before": before, "after": after, "day": day}
            return text_of(Reason("packet.zone_changed", values=values), language)
        case _:
            return text_of(Reason("packet.zone_plain", values={"zone": organisation.zone}), language)


def _marks(shown: Sequence[Fact], timeline: Timeline, organisation: Organisation, language: Language) -> tuple[Mark, ...]:
    """At most three shown events before the denial: the first of each kind, in order; then the denial."""
    firsts: dict[EventKind, date] = {}
    for fact in shown:
        if fact.kind in MARKED and fact.moment is not None and fact.moment.certainty is not Certainty.UNKNOWN:
            firsts.setdefault(fact.kind, day_of(fact.moment, organisation.tz))
    if EventKind.SALE in firsts:
        firsts.pop(EventKind.PAYMENT, None)
    denied = told_on(timeline.denial, organisation.tz)
    before = sorted(((day, kind) for kind, day in firsts.items() if denied is None or day <= denied), key=lambda pair: pair[0])
    picked = before if len(before) <= 3 else [before[0], *before[-2:]]
    marks = [Mark(day, term("event", kind, language), kind in _DECIDING) for day, kind in picked]
    return tuple(marks) if denied is None else (*marks, Mark(denied, say(Reason("packet.denied"), language)))
