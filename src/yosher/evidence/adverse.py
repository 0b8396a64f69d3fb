"""What the other side could show: facts that speak against us, collected before those that speak for us."""

from collections.abc import Callable, Iterable, Iterator

from yosher.evidence import spoken_words as words
from yosher.evidence.model import Contradiction, RecordKind
from yosher.evidence.places import is_elsewhere
from yosher.evidence.readings import cancellations, given_back, quote, refund_promises, says_it_came
from yosher.evidence.rows import text_of
from yosher.evidence.scene import Scene
from yosher.evidence.wording import Phrases, phrases, says
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, EventKind

_OURS = (EventKind.MESSAGE_OUT, EventKind.CALL, EventKind.PROMISE, EventKind.OTHER)
_PICTURES = phrases(
    """
    (attached|attach|see|sending|here) .. (photo*|picture*|pic|pics|video*)
    (photo*|picture*) (attached|show*)
    """,
    """
    (מצורפת|מצורפות|מצרף|מצרפת|ראו|שולח|שולחת|הנה) .. (תמונה|תמונות|סרטון|צילום|צילומים)
    (תמונה|תמונות) (מצורפת|מצורפות)
    """,
)
_OTHERS_COMPLAIN = phrases(
    """
    (other|several|more|many) (customers|clients|buyers) .. (complain*|same|reported|returned)
    same (complaint|problem)
    recall*
    """,
    """
    (לקוחות|קונים) (נוספים|אחרים|רבים) .. (התלוננו|אותה|החזירו|דיווחו)
    אותה (תלונה|בעיה|תקלה)
    ריקול
    """,
)
_DECLINED = phrases("declin*\nnot approved\ninsufficient funds", "נדחה\nנדחתה\nסורב\nסורבה\nסירוב")

# A contradiction that breaks our account is also something that the other side can show.
_BY_CHECK: dict[str, Callable[[Contradiction], Reason]] = {
    "delivery_elsewhere": lambda found: Reason("adverse.delivery_elsewhere", facts=found.reason.facts, values=found.reason.values),
    "promised_by_missed": lambda found: Reason("adverse.promised_by_missed", facts=found.reason.facts, values=found.reason.values),
    "label_only": lambda found: Reason("adverse.label_only", facts=found.reason.facts),
    "went_back_to_sender": lambda found: Reason("adverse.went_back_to_sender", facts=found.reason.facts),
    "part_shipment": lambda found: Reason("adverse.part_shipment", facts=found.reason.facts),
    "signed_by_other": lambda found: Reason("adverse.signed_by_other", facts=found.reason.facts),
    "avs_mismatch": lambda found: Reason("adverse.avs_mismatch", facts=found.reason.facts),
    "cvv_mismatch": lambda found: Reason("adverse.cvv_mismatch", facts=found.reason.facts),
    "amount_above_agreed": lambda found: Reason("adverse.amount_above_agreed", facts=found.reason.facts, values=found.reason.values),
    "same_minute_same_basket": lambda found: Reason("adverse.same_minute_same_basket", facts=found.reason.facts),
    "terms_accepted_after_sale": lambda found: Reason("adverse.terms_accepted_after_sale", facts=found.reason.facts),
}


def refund_was_promised(scene: Scene) -> Iterator[Reason]:
    for fact in refund_promises(scene)[:1]:
        yield Reason("adverse.refund_promised", facts=(fact.id,), values={"on": scene.on(fact), "quote": quote(fact.text) or "…"})


def refund_stands_in_papers(scene: Scene) -> Iterator[Reason]:
    for ref in _papers(scene, words.PROMISES_REFUND):
        yield Reason("adverse.refund_promised_in_paper", facts=(ref,))


def fault_was_admitted(scene: Scene) -> Iterator[Reason]:
    for fact in scene.saying(words.ADMITS_FAULT, *_OURS):
        yield Reason("adverse.fault_admitted", facts=(fact.id,), values={"on": scene.on(fact), "quote": quote(fact.text)})
        return
    for ref in _papers(scene, words.ADMITS_FAULT):
        yield Reason("adverse.fault_admitted_in_paper", facts=(ref,))


def cancelling_was_asked(scene: Scene) -> Iterator[Reason]:
    for fact in cancellations(scene)[:1]:
        yield Reason("adverse.cancellation_asked", facts=(fact.id,), values={"on": scene.on(fact)})


def message_unanswered(scene: Scene) -> Iterator[Reason]:
    """The customer's last message before the denial has no answer after it."""
    last = next((fact for fact in reversed(tuple(scene.of(EventKind.MESSAGE_IN))) if not scene.later(fact.moment, scene.denied)), None)
    answers = scene.of(EventKind.MESSAGE_OUT, EventKind.CALL, EventKind.REFUND)
    if last is None or says_it_came(scene, last):
        return
    if not any(not scene.later(last.moment, fact.moment) for fact in answers):
        yield Reason("adverse.message_unanswered", facts=(last.id,), values={"on": scene.on(last)})


def pictures_were_sent(scene: Scene) -> Iterator[Reason]:
    for fact in scene.saying(_PICTURES, EventKind.MESSAGE_IN):
        if scene.family is ClaimFamily.NOT_AS_DESCRIBED:
            yield Reason("adverse.customer_pictures", facts=(fact.id,), values={"on": scene.on(fact)})
            return


def others_complained(scene: Scene) -> Iterator[Reason]:
    for fact in scene.saying(_OTHERS_COMPLAIN, *_OURS, EventKind.MESSAGE_IN):
        yield Reason("adverse.others_complained", facts=(fact.id,), values={"on": scene.on(fact)})
        return


def missing_document(scene: Scene) -> Iterator[Reason]:
    """Israel: without the card at hand and without authentication on record the risk of "not me" lies with the business."""
    in_israel = (scene.denial.place or "")[:2] == "IL"
    if in_israel and scene.is_remote and scene.denial.transaction.authenticated is not True and scene.family is ClaimFamily.NOT_ME:
        yield Reason("adverse.missing_document")


def account_is_new(scene: Scene) -> Iterator[Reason]:
    """The payment is on record and no earlier one of this customer is."""
    payment = scene.payment
    earlier = any(record.kind is RecordKind.TRANSACTIONS for record in scene.others)
    if scene.family is ClaimFamily.NOT_ME and payment is not None and not earlier:
        yield Reason("adverse.account_new", facts=(payment.id,))


def sent_away_from_billing(scene: Scene) -> Iterator[Reason]:
    for record in scene.rows(RecordKind.ORDERS):
        ship_to, bill_to = text_of(record.values, "ship_to"), text_of(record.values, "bill_to")
        if scene.family is ClaimFamily.NOT_ME and ship_to and bill_to and is_elsewhere(ship_to, bill_to):
            yield Reason("adverse.ship_to_differs", facts=(record.id,), values={"ship_to": quote(ship_to), "bill_to": quote(bill_to)})
            return


def card_was_lost_before(scene: Scene) -> Iterator[Reason]:
    for fact in scene.saying(words.LOSS_OF_CARD, EventKind.MESSAGE_IN, EventKind.OTHER, EventKind.CALL):
        if scene.family is ClaimFamily.NOT_ME and not scene.later(fact.moment, scene.sale):
            yield Reason("adverse.card_lost_before", facts=(fact.id,), values={"on": scene.on(fact)})
            return


def sold_by_phone(scene: Scene) -> Iterator[Reason]:
    if scene.family is ClaimFamily.NOT_ME and scene.denial.goods.sold_by == "phone":
        yield Reason("adverse.sold_by_phone")


def declined_before(scene: Scene) -> Iterator[Reason]:
    for fact in scene.saying(_DECLINED, EventKind.PAYMENT, EventKind.OTHER):
        yield Reason("adverse.declined_before", facts=(fact.id,), values={"on": scene.on(fact)})
        return


def goods_came_back(scene: Scene) -> Iterator[Reason]:
    back = next(scene.of(EventKind.RETURN), None)
    if back is not None:
        yield Reason("adverse.goods_returned", facts=(back.id,), values={"on": scene.on(back)})


def part_was_given_back(scene: Scene) -> Iterator[Reason]:
    given = given_back(scene)
    if given is not None and 0 < given.total.minor < scene.denial.amount.minor:
        yield Reason("adverse.part_refunded", facts=tuple(fact.id for fact in given.facts), values={"sum": given.total})


def demand_was_sent(scene: Scene) -> Iterator[Reason]:
    letter = next(scene.of(EventKind.DEMAND), None)
    if letter is not None:
        yield Reason("adverse.demand_letter", facts=(letter.id,), values={"on": scene.on(letter)})


ADVERSE: tuple[Callable[[Scene], Iterator[Reason]], ...] = (
    fault_was_admitted,
    refund_was_promised,
    refund_stands_in_papers,
    cancelling_was_asked,
    goods_came_back,
    part_was_given_back,
    missing_document,
    card_was_lost_before,
    account_is_new,
    sent_away_from_billing,
    sold_by_phone,
    declined_before,
    pictures_were_sent,
    others_complained,
    message_unanswered,
    demand_was_sent,
)


def adverse_in(scene: Scene, contradictions: Iterable[Contradiction]) -> tuple[Reason, ...]:
    """What the other side could show, our own admissions first; then what contradictions give them."""
    found = [reason for reading in ADVERSE for reason in reading(scene)]
    found += [_BY_CHECK[one.check](one) for one in contradictions if one.check in _BY_CHECK]
    return tuple(found)


def _papers(scene: Scene, table: Phrases) -> Iterator[str]:
    """The first file of correspondence that says so; loaded messages are facts already."""
    correspondence = (exhibit for exhibit in scene.shows("customer_communication") if not exhibit.records)
    found = next((exhibit for exhibit in correspondence if says(scene.text(exhibit), table)), None)
    if found is not None:
        yield found.id
