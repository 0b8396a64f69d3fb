"""House call 9: which paper follows from the choice, in whose language, to whom."""

from dataclasses import dataclass

from yosher.cases.model import Case
from yosher.cases.states import OVER
from yosher.customers.model import Finding
from yosher.decisions.model import Decision
from yosher.desk.approve import standing_approval
from yosher.desk.digest import digest_of
from yosher.desk.model import Desk
from yosher.desk.words import own_words
from yosher.evidence.model import Timeline
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, Language
from yosher.packets.compose import MAKES_A_PACKET, compose
from yosher.packets.customer_letter import letter_to_customer
from yosher.packets.fields import GENERIC, FieldMap
from yosher.packets.material import Material
from yosher.packets.model import CustomerLetter, DoesNotFit, NothingToShow, Packet
from yosher.packets.own_words import NONE_YET, Draft, OwnWords, draft_of, in_letter
from yosher.packets.wording import language_of
from yosher.phrases.catalogue import vocabulary, word
from yosher.phrases.say import say
from yosher.rulebook.model import Rule
from yosher.rulebook.receivers import all_receivers, language_for_receiver

# Courses that a person carries on without a paper of ours.
NO_PAPER = frozenset({Choice.BLIND_BID, Choice.MEDIATE, Choice.CHANGE_TERMS})


@dataclass(frozen=True, slots=True)
class Composed:
    """A packet, a letter, or the reason why there is neither. `draft` is what Yosher would say in the places of a person's words."""

    packet: Packet | None = None
    letter: CustomerLetter | None = None
    why_not: Reason | None = None
    draft: Draft | None = None
    own: OwnWords = NONE_YET


def composed(
    case: Case,
    timeline: Timeline,
    finding: Finding,
    decision: Decision,
    rule: Rule,
    *,
    desk: Desk,
    language: Language | None,
    fields: FieldMap | None,
) -> Composed:
    if case.state in OVER and not decision.chosen_by_owner:
        return Composed(
            why_not=Reason("desk.case_is_over", values={"state": f"case_state:{case.state}", "choice": f"choice:{decision.choice}"})
        )
    if decision.choice in NO_PAPER:
        return Composed(why_not=Reason("desk.no_paper", values={"choice": f"choice:{decision.choice}"}))
    if decision.choice not in MAKES_A_PACKET:
        reader = language or customers_language(case)
        written = letter_to_customer(_material(case, timeline, rule, decision.choice, reader, desk), owed=_owed(case, finding))
        own = own_words(case.id, decision.choice, reader, desk=desk)
        return Composed(letter=in_letter(written, own), draft=draft_of(written), own=own)
    key = receiver_key(case, decision.choice)
    reader = language or language_for_receiver(key, country=case.denial.place or desk.organisation.country, case=case.language)
    material = _material(case, timeline, rule, decision.choice, reader, desk)
    own = own_words(case.id, decision.choice, reader, desk=desk)
    digest = digest_of(case, timeline, decision.choice, reader, words=own.revision)
    approved = standing_approval(case.id, digest, desk=desk)
    try:
        ours = compose(material, field_map=fields or GENERIC, approved=approved)
        packet = compose(material, field_map=fields or GENERIC, approved=approved, own=own) if own.parts else ours
        return Composed(packet=packet, draft=draft_of(ours), own=own)
    except (NothingToShow, DoesNotFit) as trouble:
        return Composed(why_not=trouble.reason)


def customers_language(case: Case) -> Language:
    """The one that is stated for them, else that of their own words, else the case's."""
    return case.denial.customer.language or language_of(case.denial.claim) or case.language


def _material(case: Case, timeline: Timeline, rule: Rule, choice: Choice, language: Language, desk: Desk) -> Material:
    receiver = receiver_name(case, choice, language)
    people = tuple(desk.store.people(desk.organisation.id))
    return Material(case, timeline, rule, choice, desk.organisation, language, receiver, desk.now, people)


def _owed(case: Case, finding: Finding) -> Money | None:
    return Money(finding.owed_minor, case.denial.amount.currency) if finding.owed_minor else None


def receiver_key(case: Case, choice: Choice) -> str:
    """The receiver's record: court or lawyer by the choice, else the processor, else whoever told us, else an acquirer."""
    if choice in (Choice.COURT, Choice.LAWYER):
        return choice.value
    if case.denial.processor:
        return case.denial.processor
    name = case.denial.told_by.name.strip().lower() if case.denial.told_by else ""
    for receiver in all_receivers():
        names = (receiver.key, *(word("receiver", receiver.key, language).lower() for language in Language))
        if name and name in names:
            return receiver.key
    return "acquirer"


def receiver_name(case: Case, choice: Choice, language: Language) -> str:
    """As the letter addresses it: the name in the letter that we got, or the receiver's words."""
    key = receiver_key(case, choice)
    told = case.denial.told_by
    if told and told.name and key in ("acquirer", "issuer"):
        return told.name
    return word("receiver", key, language) if ("receiver", key) in vocabulary() else say(Reason("desk.receiver_unknown"), language)
