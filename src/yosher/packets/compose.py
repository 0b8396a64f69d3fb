"""The packet: letter, timeline, exhibits, system statement, and the fields for the processor's form (house call 9)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from yosher.evidence.model import Exhibit
from yosher.kernel.ids import ExhibitId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice
from yosher.packets.elements import Answered, answered, confirming
from yosher.packets.exhibits import chosen, may_enter, page_of
from yosher.packets.fields import FieldMap, fields_for, fields_of_acceptance
from yosher.packets.identification import scheme_and_reason
from yosher.packets.letter import letter_for
from yosher.packets.marks import NO_MARKS, Marks, marks_of
from yosher.packets.material import Material
from yosher.packets.model import ExhibitPage, FieldValue, Letter, NothingToShow, Packet, Text
from yosher.packets.naming import MOST_OF_A_NAME, order_of, reference_of, sender_of
from yosher.packets.own_words import NONE_YET, OwnWords, in_packet, lost
from yosher.packets.timetable import timetable
from yosher.packets.wording import brief, months, page_words, text_of
from yosher.people.model import Person
from yosher.phrases.say import say

# Courses that answer whoever decides; the others write to the customer.
MAKES_A_PACKET = frozenset({Choice.FIGHT, Choice.ACCEPT, Choice.COURT, Choice.LAWYER})
# A lawyer and a court get every lawful paper; an issuer gets what answers the claim.
GETS_THE_FILE = frozenset({Choice.COURT, Choice.LAWYER})
# Without and with what the paper is about, of an answer and of an acceptance.
_TITLES: Mapping[bool, tuple[Reason, Reason]] = {
    False: (Reason("packet.title_plain"), Reason("packet.title")),
    True: (Reason("packet.title_accept_plain"), Reason("packet.title_accept")),
}
LETTER_PAPER = frozenset({"US", "CA", "MX", "PH", "CO", "CL"})  # countries that print on Letter; all others on A4 (CLDR paper sizes)


def compose(it: Material, *, field_map: FieldMap, approved: tuple[Person, datetime] | None = None, own: OwnWords = NONE_YET) -> Packet:
    """The answer as a model, for `fight`, `accept`, `court` and `lawyer`.

    An acceptance carries no exhibit. `own`: what a person says in their own words instead of ours.
    Raises NothingToShow where no lawful exhibit answers any element of the claim.
    """
    exhibits, found = _shown(it)
    language, denial = it.language, it.case.denial
    pages = _pages(it, exhibits, marks_of(found))
    signs = {page.letter: page.id for page in pages}
    letter = in_packet(letter_for(it, exhibits, found, approved=approved), own, signs=signs, language=language)
    return Packet(
        choice=it.choice,
        language=language,
        region=it.organisation.country.partition("-")[0],
        paper=paper_of(it),
        case=reference_of(denial),
        order=order_of(denial, it.timeline),
        title=_title(it),
        sender=sender_of(it.organisation, language),
        sender_line=brief(it.organisation.settings.get("sender_line", ""), MOST_OF_A_NAME),
        receiver=brief(it.receiver, MOST_OF_A_NAME),
        made_at=it.now,
        letter=letter,
        timetable=timetable(it.timeline, exhibits, found, organisation=it.organisation, language=language),
        exhibits=pages,
        system=_system(it) if pages else (),
        closing=text_of(Reason("packet.system_closing"), language) if pages else (),
        fields=_fields(it, pages, letter, field_map),
        words=page_words(language),
        notes=(*_apart(it, field_map), *_set_aside(own, signs)),
        months=months(language),
    )


def _apart(it: Material, field_map: FieldMap) -> tuple[Reason, ...]:
    """A processor takes an acceptance by a button of its own."""
    return (Reason("packet.accept_apart"),) if it.choice is Choice.ACCEPT and field_map.processor else ()


def _set_aside(own: OwnWords, signs: Mapping[str, ExhibitId]) -> tuple[Reason, ...]:
    return tuple(Reason("packet.words_set_aside", values={"part": f"letter_part:{part}"}) for part in lost(own, signs))


def _title(it: Material) -> str:
    """What the paper is, with the receiver's number and the scheme as far as they are known."""
    plain, with_number = _TITLES[it.choice is Choice.ACCEPT]
    about = ", ".join(filter(None, (reference_of(it.case.denial), scheme_and_reason(it.case.denial, it.rule))))
    return say(replace(with_number, values={"about": about}) if about else plain, it.language)


def _fields(it: Material, pages: Sequence[ExhibitPage], letter: Letter, field_map: FieldMap) -> tuple[FieldValue, ...]:
    """A form for evidence contests by being filled in: an acceptance goes the processor's other way."""
    if it.choice is Choice.ACCEPT:
        return fields_of_acceptance(letter, field_map=field_map, language=it.language)
    return fields_for(it.case, it.timeline, pages, letter, field_map=field_map, language=it.language)


def paper_of(it: Material) -> str:
    place = (it.case.denial.place or it.organisation.country).partition("-")[0]
    return "us-letter" if place in LETTER_PAPER else "a4"


def _shown(it: Material) -> tuple[tuple[Exhibit, ...], tuple[Answered, ...]]:
    """The exhibits that the letter cites, in the order in which it cites them, and what they answer."""
    if it.choice is Choice.ACCEPT:
        return (), ()
    exhibits = chosen(it.timeline.exhibits, it.timeline.proofs, confirming=confirming(it.timeline))
    found = answered(it.timeline, exhibits, language=it.language)
    cited = dict.fromkeys(shown.line.cite.exhibit for one in found for shown in one.shown)
    if it.choice in GETS_THE_FILE:
        exhibits = (*exhibits, *(x for x in it.timeline.exhibits if may_enter(x) and x not in exhibits))
        cited |= dict.fromkeys(x.id for x in exhibits)
    if not cited:
        raise NothingToShow(Reason("packet.nothing_to_show"))
    by_id: Mapping[ExhibitId, Exhibit] = {exhibit.id: exhibit for exhibit in exhibits}
    return tuple(by_id[ref] for ref in cited), found


def _pages(it: Material, exhibits: Sequence[Exhibit], marks: Mapping[ExhibitId, Marks]) -> tuple[ExhibitPage, ...]:
    return tuple(
        page_of(exhibit, n, language=it.language, marks=marks.get(exhibit.id, NO_MARKS), people=it.people)
        for n, exhibit in enumerate(exhibits)
    )


def _system(it: Material) -> tuple[Text, ...]:
    codes = (Reason("packet.system_records"), Reason("packet.system_hashes"), Reason("packet.system_frames"))
    return tuple(text_of(code, it.language) for code in codes)
