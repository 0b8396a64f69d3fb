"""The packet: letter, timeline, exhibits, system statement, and the fields for the processor's form (house call 9)."""

from datetime import datetime

from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice
from yosher.packets.exhibits import chosen, may_enter, page_of
from yosher.packets.fields import FieldMap, fields_for
from yosher.packets.letter import element_rows, letter_for
from yosher.packets.material import Material
from yosher.packets.model import ExhibitPage, NothingToShow, Packet
from yosher.packets.timetable import timetable
from yosher.packets.wording import months, page_words, text_of
from yosher.people.model import Person
from yosher.phrases.say import say

# Courses that answer whoever decides; the others write to the customer.
MAKES_A_PACKET = frozenset({Choice.FIGHT, Choice.ACCEPT, Choice.COURT, Choice.LAWYER})
# A lawyer and a court get every lawful paper; an issuer gets what answers the claim.
GETS_THE_FILE = frozenset({Choice.COURT, Choice.LAWYER})
LETTER_PAPER = frozenset({"US", "CA", "MX", "PH", "CO", "CL"})  # countries that print on Letter; all others on A4


def compose(it: Material, *, field_map: FieldMap, approved: tuple[Person, datetime] | None = None) -> Packet:
    """Raises NothingToShow where no lawful exhibit answers any element of the claim."""
    pages = _pages(it)
    language, denial = it.language, it.case.denial
    letter = letter_for(it, pages, approved=approved)
    return Packet(
        choice=it.choice,
        language=language,
        region=it.organisation.country,
        paper=paper_of(it),
        case=denial.ref,
        order=denial.transaction.order or denial.transaction.id or "-",
        title=say(Reason("packet.title", values={"code": it.rule.code or "-", "ref": denial.ref}), language),
        sender=it.organisation.name,
        sender_line="",
        receiver=it.receiver,
        made_at=it.now,
        letter=letter,
        timetable=timetable(it.timeline, pages, letter.elements, organisation=it.organisation, language=language),
        exhibits=pages,
        system=(text_of(Reason("packet.system_records"), language), text_of(Reason("packet.system_hashes"), language)),
        closing=text_of(Reason("packet.system_closing"), language),
        fields=fields_for(it.case, it.timeline, pages, letter, field_map=field_map, language=language),
        words=page_words(language),
        months=months(language),
    )


def paper_of(it: Material) -> str:
    place = (it.case.denial.place or it.organisation.country).split("-")[0]
    return "us-letter" if place in LETTER_PAPER else "a4"


def _pages(it: Material) -> tuple[ExhibitPage, ...]:
    """The exhibits that the letter cites, lettered in the order in which it cites them; each row knows the element that it answers."""
    exhibits = chosen(it.timeline.exhibits, it.timeline.proofs)
    if it.choice in GETS_THE_FILE:
        exhibits = (*exhibits, *(x for x in it.timeline.exhibits if may_enter(x) and x not in exhibits))
    if not exhibits:
        raise NothingToShow(Reason("packet.nothing_to_show"))
    rows = element_rows(it.timeline, {exhibit.id for exhibit in exhibits}, language=it.language)
    order = list(dict.fromkeys(line.cite.exhibit for element in rows for line in element.lines))
    kept = [x for ref in order for x in exhibits if x.id == ref] or list(exhibits[:1])
    if it.choice in GETS_THE_FILE:
        kept += [x for x in exhibits if x not in kept]
    answers = {line.cite.exhibit: number for number, element in reversed(list(enumerate(rows, 1))) for line in element.lines}
    return tuple(page_of(exhibit, n, language=it.language, element=answers.get(exhibit.id)) for n, exhibit in enumerate(kept))
