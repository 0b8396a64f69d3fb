"""The log of a case as people read it: when, who, what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from yosher.cases.model import Act, CaseEvent
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import PersonId
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty
from yosher.kernel.words import Language
from yosher.people.model import OWNER, Guest, Person
from yosher.phrases.catalogue import template, word
from yosher.web import html


@dataclass(frozen=True, slots=True)
class LogLine:
    at: datetime
    is_exact: bool
    what: SafeString
    who: str
    detail: SafeString | str


def lines_of(events: Sequence[CaseEvent], people: Sequence[Person], language: Language) -> list[LogLine]:
    names = {person.id: person.name for person in people}
    return [_line(event, names, language) for event in events]


def _line(event: CaseEvent, names: Mapping[PersonId, str], language: Language) -> LogLine:
    # A case is opened when its first message comes in here; the denial itself has a day of its own.
    at, is_exact = (
        (event.recorded_at, True) if event.act is Act.OPENED else (event.happened.at, event.happened.certainty is Certainty.EXACT)
    )
    return LogLine(
        at,
        is_exact,
        html.say(f"terminal.act_{event.act}", language),
        _called(event.actor, names, language),
        _detail(event, names, language),
    )


def who(actor: Actor, people: Sequence[Person], language: Language) -> str:
    return _called(actor, {person.id: person.name for person in people}, language)


def _called(actor: Actor, names: Mapping[PersonId, str], language: Language) -> str:
    if actor.kind is ActorKind.SYSTEM:
        return str(html.say("web.actor_system", language))
    if actor.kind is ActorKind.WITNESS:
        return str(html.say("web.actor_witness" if actor.ref.startswith(f"{Guest.WITNESS}:") else "web.actor_customer", language))
    if actor.ref == OWNER:
        return word("role", "owner", language)
    return names.get(PersonId(actor.ref), actor.ref)


def _detail(event: CaseEvent, names: Mapping[PersonId, str], language: Language) -> SafeString | str:
    """The one thing of an event that a person looks for."""
    body: Mapping[str, Any] = event.body
    match event.act:
        case Act.ANSWERED | Act.CHOSEN | Act.APPROVED:
            return html.html(word("choice", str(body["choice"]), language) + _because(body))
        case Act.SENT | Act.WRITTEN_TO_CUSTOMER:
            return _sending(body, language)
        case Act.REFUNDED:
            return html.money(Money(int(body["minor"]), str(body["currency"])), language)
        case Act.OUTCOME:
            return html.say(f"web.outcome_{body['outcome']}", language)
        case Act.EXHIBIT_ADDED | Act.EXHIBIT_KIND_CHANGED | Act.EXHIBIT_SHARED | Act.EXHIBIT_UNSHARED | Act.EXHIBIT_RESTORED:
            return word("evidence", str(body["kind"]), language)
        case Act.EXHIBIT_WITHDRAWN:
            return html.html(word("evidence", str(body["kind"]), language) + _because(body))
        case Act.GUEST_INVITED | Act.GUEST_GIVEN | Act.GUEST_LINK_REVOKED | Act.WITNESS_TOLD | Act.NOTE | Act.ASSIGNED | Act.HELD:
            return html.isolate(_person_or_words(event.act, body, names), ltr=False)
        case _:
            return ""


def _because(body: Mapping[str, Any]) -> str:
    return f": {html.isolate(str(body['because']), ltr=False)}" if body.get("because") else ""


def _person_or_words(act: Act, body: Mapping[str, Any], names: Mapping[PersonId, str]) -> str:
    match act:
        case Act.NOTE:
            return str(body["text"])
        case Act.HELD:
            return str(body["because"])
        case Act.ASSIGNED:
            return names.get(PersonId(str(body["person"])), str(body["person"]))
        case _:
            return str(body["name"])


def _sending(body: Mapping[str, Any], language: Language) -> SafeString:
    """Through what it left; of a case that came here later, who says so."""
    if body.get("taken_over"):
        return html.say("web.sent_before_us", language, file=str(body["file"]), row=int(body["row"]))
    return _channel(str(body["channel"]), language)


def _channel(told: str, language: Language) -> SafeString:
    """Through what it left: one of the page's own ways in words, with what a person wrote behind it; another one as it was written."""
    way, colon, how = told.partition(": ")
    known = template(f"web.channel_{way}", language) is not None
    words = html.say(f"web.channel_{way}", language) if known else html.isolate(way, ltr=False)
    return html.html(f"{words}: {html.isolate(how, ltr=False)}") if colon else words
