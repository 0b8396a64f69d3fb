"""Page 1: identification, one answer, the elements with the facts that answer them, what is added, what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from yosher.evidence.model import Exhibit, Strength, Timeline
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Choice, ClaimFamily, Language
from yosher.packets.asking import ask
from yosher.packets.disclosed import disclosed
from yosher.packets.elements import Answered, Shown, is_deciding, rows_of, weight
from yosher.packets.exhibits import ROLES
from yosher.packets.identification import identification, short_scheme
from yosher.packets.material import Material
from yosher.packets.model import Letter, Text
from yosher.packets.wording import text_of
from yosher.people.model import Organisation, Person
from yosher.phrases.say import say

CLAIMS: Mapping[ClaimFamily, Reason] = {
    ClaimFamily.NOT_ME: Reason("packet.claim_not_me"),
    ClaimFamily.NOT_RECEIVED: Reason("packet.claim_not_received"),
    ClaimFamily.NOT_AS_DESCRIBED: Reason("packet.claim_not_as_described"),
    ClaimFamily.CANCELLED: Reason("packet.claim_cancelled"),
    ClaimFamily.CREDIT_NOT_PROCESSED: Reason("packet.claim_credit"),
    ClaimFamily.DUPLICATE: Reason("packet.claim_duplicate"),
    ClaimFamily.AMOUNT_DIFFERS: Reason("packet.claim_amount"),
    ClaimFamily.AUTHORIZATION: Reason("packet.claim_authorization"),
    ClaimFamily.PROCESSING_ERROR: Reason("packet.claim_processing"),
}
# What the paper is, by the course that it serves.
_SUBJECTS: Mapping[Choice, Reason] = {
    Choice.FIGHT: Reason("packet.position_fight"),
    Choice.ACCEPT: Reason("packet.position_accept"),
    Choice.COURT: Reason("packet.position_court"),
    Choice.LAWYER: Reason("packet.position_lawyer"),
}
# By whether the scheme and the claim are known.
_SAYING: Mapping[tuple[bool, bool], Reason] = {
    (True, True): Reason("packet.subject"),
    (True, False): Reason("packet.subject_plain"),
    (False, True): Reason("packet.subject_claim"),
    (False, False): Reason("packet.subject_bare"),
}


def letter_for(it: Material, exhibits: Sequence[Exhibit], found: Sequence[Answered], *, approved: tuple[Person, datetime] | None) -> Letter:
    """The letter over the exhibits that were chosen. Its elements cite them all; nothing is said that none shows."""
    language = it.language
    return Letter(
        subject=_subject(it),
        identification=identification(it),
        answer=_answer(it, found),
        elements=rows_of(found, language),
        disclosed=disclosed(it.timeline, exhibits, choice=it.choice, language=language) if it.choice is not Choice.ACCEPT else (),
        ask=ask(it, exhibits),
        approved=_approved(approved, it.organisation, language),
        rules=(it.rule.id,),
    )


def claim_words(family: ClaimFamily, language: Language) -> str:
    """The claim in two or three words; empty where the family has none of its own."""
    return say(CLAIMS[family], language) if family in CLAIMS else ""


def _subject(it: Material) -> Text:
    """`Visa 13.1, “not received”: contested`."""
    scheme = short_scheme(it.case.denial, it.rule)
    position = say(_SUBJECTS[it.choice], it.language)
    claim = claim_words(it.timeline.family, it.language)
    values = {"scheme": scheme, "claim": claim, "position": position}
    return text_of(replace(_SAYING[bool(scheme), bool(claim)], values={key: text for key, text in values.items() if text}), it.language)


def _answer(it: Material, found: Sequence[Answered]) -> Text:
    """The deciding fact with its exhibit, and what follows from it for the claim: no more than the evidence carries."""
    language, amount = it.language, it.case.denial.amount
    if it.choice is Choice.ACCEPT:
        return text_of(Reason("packet.answer_accept", values={"amount": amount}), language)
    if not found:  # a lawyer's or a court's file in which no paper answers an element yet
        return text_of(Reason("packet.answer_nothing_yet"), language)
    shown = best_of(found)
    best = shown.line
    fact: Text = (*best.text, " ", best.cite, ". ")
    if refunded_whole(it.timeline, amount):
        return (*fact, *text_of(Reason("packet.answer_refunded", values={"amount": amount}), language))
    claim = claim_words(it.timeline.family, language)
    if not shown.is_read:  # a picture that nobody read says nothing for us
        bears = Reason("packet.answer_pictures", values={"claim": claim}) if claim else Reason("packet.answer_pictures_plain")
        return (*text_of(bears, language), " ", best.cite, ".")
    if not claim:
        return (*fact, *text_of(Reason("packet.answer_plain"), language))
    if _carries(it.timeline) and is_deciding(shown):
        return (*fact, *text_of(Reason("packet.answer_against", values={"claim": claim}), language))
    return (*fact, *text_of(Reason("packet.answer_bears", values={"claim": claim}), language))


def best_of(found: Sequence[Answered]) -> Shown:
    """The line that answers most directly, between equals that of the first element; without such a line the first of all."""
    deciding = [shown for one in found for shown in one.shown if is_deciding(shown)]
    return min(deciding, key=weight) if deciding else found[0].shown[0]


def _carries(timeline: Timeline) -> bool:
    """Whether the evidence carries "does not agree with": strong proofs, and nothing that ends the fight."""
    whole = any(gate.sum_minor is None for gate in timeline.gates)
    return timeline.strength in (Strength.ALL_ELEMENTS, Strength.ONE_MISSING) and not whole


def refunded_whole(timeline: Timeline, amount: Money) -> bool:
    """Whether the records show that the whole sum was given back already."""
    return any(g.code == "gate.refund_issued" and (g.sum_minor is None or g.sum_minor >= amount.minor) for g in timeline.gates)


def _approved(approved: tuple[Person, datetime] | None, organisation: Organisation, language: Language) -> Text:
    if approved is None:
        return text_of(Reason("packet.not_approved"), language)
    person, at = approved
    values: dict[str, Value] = {"name": person.name, "role": say(ROLES[person.role], language), "at": at.astimezone(organisation.tz)}
    return text_of(Reason("packet.approved" if person.name else "packet.approved_by_role", values=values), language)
