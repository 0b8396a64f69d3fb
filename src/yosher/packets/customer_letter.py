"""A letter to the customer: calm, concrete, in their language; it asks openly and accuses no one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from yosher.evidence.moments import told_on
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Choice, ClaimFamily, GoodsKind
from yosher.packets.asking import BEFORE_DENIAL
from yosher.packets.compose import paper_of
from yosher.packets.material import Material
from yosher.packets.model import CustomerLetter, Foreign, Text
from yosher.packets.naming import MOST_OF_A_NAME, order_of, reference_of, sender_of
from yosher.packets.wording import brief, foreign, language_of, months, page_words, text_of
from yosher.phrases.say import say

# The open question of each claim (craft.md 2, numbers 8, 12, 17, 20, 23, 25, 26).
QUESTIONS: Mapping[ClaimFamily, Reason] = {
    ClaimFamily.NOT_ME: Reason("letter.ask_not_me"),
    ClaimFamily.NOT_RECEIVED: Reason("letter.ask_not_received"),
    ClaimFamily.NOT_AS_DESCRIBED: Reason("letter.ask_not_as_described"),
    ClaimFamily.CANCELLED: Reason("letter.ask_cancelled"),
    ClaimFamily.CREDIT_NOT_PROCESSED: Reason("letter.ask_credit"),
    ClaimFamily.DUPLICATE: Reason("letter.ask_duplicate"),
    ClaimFamily.AMOUNT_DIFFERS: Reason("letter.ask_amount"),
}
MOST_QUOTED, MOST_OF_GOODS = 2_000, 160  # characters: a page of the customer's own words, two lines on what was bought
_CAN_BE_SENT_AGAIN = frozenset({GoodsKind.PHYSICAL, None})


def letter_to_customer(it: Material, *, owed: Money | None) -> CustomerLetter:
    """For talk, offer, refund, partial_refund, replace. `owed`: the part that is owed, where one is known.

    Nothing of the internal finding enters: dates, sums and what happens next are all that it says.
    """
    language, denial = it.language, it.case.denial
    name = denial.customer.name
    subject = _subject(it)
    claim = denial.claim.strip()
    shown = claim if len(claim) <= MOST_QUOTED else claim[: MOST_QUOTED - 1].rstrip() + "…"
    said = (Foreign(shown, language_of(shown)),) if shown else ()
    return CustomerLetter(
        choice=it.choice,
        language=language,
        region=it.organisation.country.partition("-")[0],
        paper=paper_of(it),
        case=reference_of(denial),
        title=say(subject, language),
        sender=sender_of(it.organisation, language),
        receiver=name or say(Reason("page.customer"), language),
        made_at=it.now,
        greeting=text_of(Reason("letter.dear_name", values={"name": name}) if name else Reason("letter.dear"), language),
        paragraphs=(_about(it), *((text_of(Reason("letter.you_wrote"), language),) if said else ())),
        options=tuple(text_of(option, language) for option in _options(it)),
        closing=(text_of(_way_back(it), language), text_of(Reason("letter.no_lawyer"), language)),
        words=page_words(language),
        months=months(language),
        subject=text_of(subject, language),
        quote=said,
        body=tuple(text_of(reason, language) for reason in _body(it, owed)),
        after=tuple(text_of(reason, language) for reason in _after(it)),
    )


def _subject(it: Material) -> Reason:
    """The order where the deal has one, else the payment by its sum and its day: a number of ours says nothing to a customer."""
    order, paid = order_of(it.case.denial, it.timeline), it.case.denial.transaction.day
    if order:
        return Reason("letter.title", values={"ref": order})
    if paid is None:
        return Reason("letter.title_payment", values={"amount": it.case.denial.amount})
    return Reason("letter.title_payment_of", values={"amount": it.case.denial.amount, "paid": paid})


def _way_back(it: Material) -> Reason:
    contact = it.organisation.settings.get("contact", "")
    return Reason("letter.reply_to", values={"contact": contact}) if contact else Reason("letter.reply")


# By whether the shop's name and the name on the statement are known.
_CHARGED = {
    (True, True): Reason("letter.charged_by_as"),
    (True, False): Reason("letter.charged_by"),
    (False, True): Reason("letter.charged_as"),
}
_ABOUT = {
    frozenset({"told", "paid"}): "letter.about_paid",
    frozenset({"told"}): "letter.about",
    frozenset({"paid"}): "letter.about_paid_only",
    frozenset[str](): "letter.about_sum",
}


def _about(it: Material) -> Text:
    """What it is about, with the thing, the sum and the days: concrete words show that somebody listened."""
    denial, zone = it.case.denial, it.organisation.tz
    days = {"told": told_on(denial, zone), "paid": denial.transaction.day}
    known: dict[str, Value] = {name: day for name, day in days.items() if day is not None}
    about = text_of(Reason(_ABOUT[frozenset(known)], values={"amount": denial.amount, **known}), it.language)
    about = (*about, *_charged(it))
    goods = brief(denial.goods.description, MOST_OF_GOODS)
    if not goods:
        return about
    return (*about, " ", *text_of(Reason("letter.about_goods"), it.language), " ", *foreign(goods, it.language), ".")


def _charged(it: Material) -> Text:
    """Without an order's number the customer knows a charge by the shop and by the name on the statement."""
    shop = it.organisation.name if it.organisation.is_named else ""
    names = {"shop": brief(shop, MOST_OF_A_NAME), "descriptor": brief(it.case.denial.transaction.descriptor or "", MOST_OF_A_NAME)}
    reason = _CHARGED.get((bool(names["shop"]), bool(names["descriptor"])))
    if reason is None or order_of(it.case.denial, it.timeline):
        return ()
    known: dict[str, Value] = {key: name for key, name in names.items() if name}
    return (" ", *text_of(replace(reason, values=known), it.language))


def _body(it: Material, owed: Money | None) -> Iterator[Reason]:
    amount = it.case.denial.amount
    match it.choice:
        case Choice.REFUND:
            yield from _refund(it, amount)
        case Choice.PARTIAL_REFUND:
            yield from _part(it, owed)
        case Choice.REPLACE:
            yield Reason("letter.replace")
            yield Reason("letter.claim_stays")
        case Choice.OFFER:
            if owed is not None:
                yield Reason("letter.offer_floor", values={"owed": owed})
            yield Reason("letter.offer")
        case _:
            yield Reason("letter.understand")
            yield QUESTIONS.get(it.timeline.family, Reason("letter.ask_open"))
            if _options(it):
                yield Reason("letter.ways")


def _after(it: Material) -> Iterator[Reason]:
    """That talking costs nothing, and until when an answer helps."""
    if it.choice in (Choice.OFFER, Choice.TALK):
        yield Reason("letter.claim_stays")
        if it.case.due is not None and it.case.due > it.now:
            yield Reason("letter.until", values={"day": it.case.due.astimezone(it.organisation.tz).date()})


def _refund(it: Material, amount: Money) -> Iterator[Reason]:
    """Before a denial the business pays back; once the money was taken back, paying again would pay it twice."""
    if it.case.phase in BEFORE_DENIAL or it.case.denial.processor is None:
        yield Reason("letter.refund", values={"amount": amount})
        yield Reason("letter.refund_when")
    else:
        yield Reason("letter.refund_by_bank", values={"amount": amount})
        yield Reason("letter.refund_once")


def _part(it: Material, owed: Money | None) -> Iterator[Reason]:
    amount = it.case.denial.amount
    if owed is not None:
        yield Reason("letter.partial", values={"owed": owed, "amount": amount})
    else:
        yield Reason("letter.partial_open", values={"amount": amount})
    yield Reason("letter.refund_when")
    yield Reason("letter.partial_rest")


def _options(it: Material) -> tuple[Reason, ...]:
    """Choices of equal standing, not one take-it-or-leave-it figure (craft.md 6)."""
    if it.choice is Choice.OFFER:
        again = (Reason("letter.option_replace"),) if it.case.denial.goods.kind in _CAN_BE_SENT_AGAIN else ()
        return (Reason("letter.option_part"), *again, Reason("letter.option_else"))
    if it.choice is Choice.TALK:
        return (Reason("letter.option_call"), Reason("letter.option_write"), Reason("letter.option_papers"))
    return ()
