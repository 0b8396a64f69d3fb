"""A letter to the customer: calm, concrete, in their language; it asks openly and accuses no one."""

from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, ClaimFamily
from yosher.packets.compose import paper_of
from yosher.packets.material import Material
from yosher.packets.model import CustomerLetter, Foreign, Text
from yosher.packets.wording import language_of, months, page_words, text_of
from yosher.phrases.say import say

# The open question of each claim (craft.md 2, numbers 8, 12, 17, 20, 23, 25, 26).
QUESTIONS = {
    ClaimFamily.NOT_ME: Reason("letter.ask_not_me"),
    ClaimFamily.NOT_RECEIVED: Reason("letter.ask_not_received"),
    ClaimFamily.NOT_AS_DESCRIBED: Reason("letter.ask_not_as_described"),
    ClaimFamily.CANCELLED: Reason("letter.ask_cancelled"),
    ClaimFamily.CREDIT_NOT_PROCESSED: Reason("letter.ask_credit"),
    ClaimFamily.DUPLICATE: Reason("letter.ask_duplicate"),
    ClaimFamily.AMOUNT_DIFFERS: Reason("letter.ask_amount"),
}


def letter_to_customer(it: Material, *, owed: Money | None) -> CustomerLetter:
    """For talk, offer, refund, partial_refund, replace. `owed`: the part that is owed, where one is known.

    Nothing of the internal finding enters: dates, sums and what happens next are all that it says.
    """
    language, denial = it.language, it.case.denial
    name = denial.customer.name
    greeting = text_of(Reason("letter.dear_name", values={"name": name}) if name else Reason("letter.dear"), language)
    return CustomerLetter(
        choice=it.choice,
        language=language,
        region=it.organisation.country,
        paper=paper_of(it),
        case=denial.ref,
        title=say(Reason("letter.title", values={"ref": denial.transaction.order or denial.ref}), language),
        sender=it.organisation.name,
        receiver=name or say(Reason("page.customer"), language),
        made_at=it.now,
        greeting=greeting,
        paragraphs=tuple(p for p in (_heard(it), *_body(it, owed)) if p),
        options=_options(it),
        closing=(text_of(Reason("letter.reply"), language), text_of(Reason("letter.no_lawyer"), language)),
        words=page_words(language),
        months=months(language),
    )


def _heard(it: Material) -> Text:
    """What they told, in their own words: concrete words show that somebody listened."""
    denial = it.case.denial
    day = (
        denial.told_by.received if denial.told_by and denial.told_by.received else denial.happened.at.astimezone(it.organisation.tz).date()
    )
    about = text_of(Reason("letter.about", values={"amount": denial.amount, "day": day}), it.language)
    if not denial.claim:
        return about
    return (*about, " ", *text_of(Reason("letter.you_wrote"), it.language), " ", Foreign(f"“{denial.claim}”", language_of(denial.claim)))


def _body(it: Material, owed: Money | None) -> tuple[Text, ...]:
    amount, language = it.case.denial.amount, it.language
    match it.choice:
        case Choice.REFUND:
            return (text_of(Reason("letter.refund", values={"amount": amount}), language), text_of(Reason("letter.refund_when"), language))
        case Choice.PARTIAL_REFUND:
            part = (
                Reason("letter.partial", values={"owed": owed, "amount": amount})
                if owed
                else Reason("letter.partial_open", values={"amount": amount})
            )
            return (text_of(part, language), text_of(Reason("letter.refund_when"), language))
        case Choice.REPLACE:
            return (text_of(Reason("letter.replace"), language),)
        case Choice.OFFER:
            return (text_of(Reason("letter.offer"), language),)
        case _:
            question = QUESTIONS.get(it.timeline.family, Reason("letter.ask_open"))
            return (text_of(Reason("letter.understand"), language), text_of(question, language))


def _options(it: Material) -> tuple[Text, ...]:
    """Choices of equal standing, not one take-it-or-leave-it figure."""
    language = it.language
    if it.choice is Choice.OFFER:
        return tuple(
            text_of(r, language) for r in (Reason("letter.option_part"), Reason("letter.option_replace"), Reason("letter.option_talk"))
        )
    if it.choice is Choice.TALK:
        return tuple(
            text_of(r, language) for r in (Reason("letter.option_call"), Reason("letter.option_write"), Reason("letter.option_papers"))
        )
    return ()
