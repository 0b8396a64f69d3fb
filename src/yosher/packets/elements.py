"""The elements of a claim, each with the facts that answer it and the exhibits that show them (craft checks R2, R3, R8)."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from yosher.evidence.kinds import CORRESPONDENCE
from yosher.evidence.model import Exhibit, Proof, ProofState, Readable, Timeline
from yosher.evidence.readings import quote
from yosher.evidence.spoken_words import ACCEPTS_RETURN
from yosher.evidence.wording import evened, says
from yosher.kernel.ids import ExhibitId
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, EventKind, Language, NeedLevel
from yosher.packets.facts import Columns, fact_of, named
from yosher.packets.model import Cite, Element, Line, Text
from yosher.packets.wording import text_of
from yosher.phrases.catalogue import elements as words_of_elements
from yosher.phrases.say import say

MOST_LINES = 3  # facts of one element on page 1: the deciding one and two that support it (craft.md 1: one page)
MOST_ELEMENTS = 8  # more than any family has; further proofs stand in the exhibits

# family → its elements, the one that answers the claim most directly first (craft.md 1, the model outlines).
ORDER: Mapping[ClaimFamily, tuple[str, ...]] = {
    ClaimFamily.NOT_ME: ("participation", "continuity", "benefit"),
    ClaimFamily.NOT_RECEIVED: ("handed_over", "right_place", "before_denial", "promise"),
    ClaimFamily.NOT_AS_DESCRIBED: ("sent_matches", "description_at_order", "remedy_offered", "not_returned"),
    ClaimFamily.CANCELLED: ("no_timely_cancellation", "use_after", "terms_accepted", "renewal_notice"),
    ClaimFamily.CREDIT_NOT_PROCESSED: ("credit_issued", "return_not_received", "nothing_owed"),
    ClaimFamily.DUPLICATE: ("already_reversed", "two_orders", "two_deliveries", "no_other_payment"),
    ClaimFamily.AMOUNT_DIFFERS: ("consent_to_change", "total_agreed", "parts"),
    ClaimFamily.AUTHORIZATION: ("approval_code", "within_validity", "not_above", "right_card_and_currency"),
    ClaimFamily.PROCESSING_ERROR: ("right_type", "presented_in_time", "right_card_and_currency", "cash_or_value_given"),
    ClaimFamily.OTHER: ("underlying_reason", "rule_followed", "replied_in_time", "replied_in_full"),
    ClaimFamily.UNKNOWN: (),
}
# An element's name on the page; one without a name of its own takes the vocabulary's words.
NAMES: Mapping[str, Reason] = {
    "not_me.participation": Reason("packet.el_participation"),
    "not_me.continuity": Reason("packet.el_continuity"),
    "not_me.benefit": Reason("packet.el_benefit"),
    "not_received.promise": Reason("packet.el_promise"),
    "not_received.handed_over": Reason("packet.el_handed_over"),
    "not_received.right_place": Reason("packet.el_right_place"),
    "not_received.before_denial": Reason("packet.el_before_denial"),
    "not_as_described.description_at_order": Reason("packet.el_description"),
    "not_as_described.sent_matches": Reason("packet.el_sent_matches"),
    "not_as_described.remedy_offered": Reason("packet.el_remedy"),
    "not_as_described.not_returned": Reason("packet.el_not_returned"),
    "cancelled.terms_accepted": Reason("packet.el_terms"),
    "cancelled.no_timely_cancellation": Reason("packet.el_no_cancellation"),
    "cancelled.use_after": Reason("packet.el_use_after"),
    "cancelled.renewal_notice": Reason("packet.el_renewal_notice"),
    "credit_not_processed.nothing_owed": Reason("packet.el_nothing_owed"),
    "credit_not_processed.credit_issued": Reason("packet.el_credit_issued"),
    "credit_not_processed.return_not_received": Reason("packet.el_return_not_received"),
    "duplicate.two_orders": Reason("packet.el_two_orders"),
    "duplicate.two_deliveries": Reason("packet.el_two_deliveries"),
    "duplicate.already_reversed": Reason("packet.el_already_reversed"),
    "duplicate.no_other_payment": Reason("packet.el_no_other_payment"),
    "amount_differs.total_agreed": Reason("packet.el_total_agreed"),
    "amount_differs.parts": Reason("packet.el_parts"),
    "amount_differs.consent_to_change": Reason("packet.el_consent"),
    "authorization.approval_code": Reason("packet.el_approval"),
    "authorization.within_validity": Reason("packet.el_validity"),
    "authorization.not_above": Reason("packet.el_not_above"),
    "authorization.right_card_and_currency": Reason("packet.el_right_card"),
    "processing_error.presented_in_time": Reason("packet.el_in_time"),
    "processing_error.right_type": Reason("packet.el_right_type"),
    "processing_error.right_card_and_currency": Reason("packet.el_right_card"),
    "processing_error.cash_or_value_given": Reason("packet.el_value_given"),
    "other.rule_followed": Reason("packet.el_rule_followed"),
    "other.replied_in_time": Reason("packet.el_replied_in_time"),
    "other.replied_in_full": Reason("packet.el_replied_in_full"),
    "other.underlying_reason": Reason("packet.el_underlying"),
}
# What the customer wrote or did that agrees with us, by check and family: the element that it answers, and the sentence.
CONFIRMED: Mapping[tuple[str, ClaimFamily], tuple[str, Reason]] = {
    ("customer_confirmed_receipt", ClaimFamily.NOT_RECEIVED): ("not_received.before_denial", Reason("packet.fact_confirmed_receipt")),
    ("customer_confirmed_receipt", ClaimFamily.NOT_ME): ("not_me.benefit", Reason("packet.fact_confirmed_receipt")),
    ("use_after_cancellation", ClaimFamily.CANCELLED): ("cancelled.use_after", Reason("packet.fact_use_after")),
    ("login_after_claimed_loss", ClaimFamily.NOT_ME): ("not_me.benefit", Reason("packet.fact_used_again")),
}

# Reasons for which a weak proof answers nothing, even alone: a log-in where the goods may be a lamp, use before the sale.
_NO_ANSWER = frozenset({"evidence.goods_not_known", "evidence.use_before_sale"})
_REMEDY = "not_as_described.remedy_offered"

# Kinds whose record says by itself that the claim does not fit, the most telling first; other papers support. What a carrier wrote
# down goes before what a business shows of its own chat.
DECIDING = (
    "refund_record", "refund_arn", "three_ds_authentication_record", "use_after_cancellation", "login_after_claimed_loss",
    "proof_of_delivery", "signed_delivery_confirmation", "pickup_record", "customer_confirmed_receipt", "delivery_to_avs_matched_address",
    "delivery_to_transaction_address", "proof_of_fulfillment", "usage_after_cancellation_log", "prior_undisputed_transactions",
    "access_activity_log", "device_id_or_fingerprint_match", "ip_address_match", "separate_order_records", "duplicate_charge_documentation",
    "terms_accepted_record", "subscription_agreement", "tracking_number", "agreed_price_record",
)  # fmt: skip
# Their sentence counts rows and names days, or days alone, instead of columns.
_TOLD_BY_COUNT = frozenset(
    {
        "use_after_cancellation",
        "login_after_claimed_loss",
        "usage_after_cancellation_log",
        "access_activity_log",
        "prior_undisputed_transactions",
        "separate_order_records",
        "duplicate_charge_documentation",
    }
)

# An adverse fact → the elements that must not be claimed beside it (craft check R8).
CONTRADICTED: Mapping[str, tuple[str, ...]] = {
    "adverse.cancellation_asked": ("cancelled.no_timely_cancellation",),
    "adverse.terms_accepted_after_sale": ("cancelled.terms_accepted",),
    "adverse.delivery_elsewhere": ("not_received.right_place",),
    "adverse.signed_by_other": ("not_received.right_place",),
    "adverse.label_only": ("not_received.handed_over", "not_received.right_place"),
    "adverse.went_back_to_sender": ("not_received.handed_over", "not_received.right_place", "not_me.benefit"),
    "adverse.goods_returned": ("not_as_described.not_returned", "credit_not_processed.return_not_received"),
    "adverse.refund_promised": ("credit_not_processed.nothing_owed",),
    "adverse.refund_promised_in_paper": ("credit_not_processed.nothing_owed",),
    "adverse.same_minute_same_basket": ("duplicate.two_orders",),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the letter with the columns of the record that it is taken from and the words of the customer that it quotes."""

    line: Line
    columns: Columns = ()
    quote: str = ""
    kind: str = ""  # of evidence, or the check that found the customer's words to agree
    fact: str = ""  # id of the very fact that it tells, where it tells one
    is_read: bool = True  # False of a picture or scan: nobody has read it here


@dataclass(frozen=True, slots=True)
class Answered:
    """An element with what answers it."""

    key: str
    shown: tuple[Shown, ...]


def answered(timeline: Timeline, exhibits: Sequence[Exhibit], *, language: Language) -> tuple[Answered, ...]:
    """The claim's elements that an exhibit answers, the most direct first. Weak proofs count only where no proof is strong.

    An element that an adverse fact contradicts is not claimed, whatever paper there is.
    """
    by_id = {exhibit.id: exhibit for exhibit in exhibits}
    barred = {element for reason in timeline.adverse for element in CONTRADICTED.get(reason.code, ())}
    proofs = [p for p in timeline.proofs if p.element not in barred and any(ref in by_id for ref in p.exhibits)]
    strong = [p for p in proofs if p.state is ProofState.PRESENT]
    usable = strong or [p for p in proofs if p.state is ProofState.WEAK and not any(reason.code in _NO_ANSWER for reason in p.because)]
    found: dict[str, list[Shown]] = {}
    for proof in sorted(usable, key=lambda p: list(NeedLevel).index(p.need)):
        if proof.kind not in CORRESPONDENCE:  # that people wrote to each other answers nothing: what they wrote may
            found.setdefault(proof.element, []).extend(_lines(proof, by_id, language))
    for element, shown in (*_confirmed(timeline, exhibits, language), *_remedies(timeline, exhibits, barred, language)):
        found.setdefault(element, []).append(shown)
    quoted = {shown.line.cite for lines in found.values() for shown in lines if shown.quote}
    found = {key: [shown for shown in lines if not (_is_bare(shown) and shown.line.cite in quoted)] for key, lines in found.items()}
    keys = sorted((key for key, lines in found.items() if lines), key=lambda key: _place(timeline.family, key))
    return tuple(Answered(key, _best_first(found[key])) for key in keys[:MOST_ELEMENTS])


def rows_of(found: Iterable[Answered], language: Language) -> tuple[Element, ...]:
    """The rows of the letter's table."""
    return tuple(Element(one.key, element_name(one.key, language), tuple(shown.line for shown in one.shown)) for one in found)


def element_name(key: str, language: Language) -> str:
    if key in NAMES:
        return say(NAMES[key], language)
    family, _, element = key.partition(".")
    return words_of_elements(family, language).get(element, element.replace("_", " "))


def _place(family: ClaimFamily, key: str) -> tuple[bool, int, str]:
    own, _, element = key.partition(".")
    order = ORDER[family]
    return own != family, order.index(element) if element in order else len(order), key


def _lines(proof: Proof, by_id: Mapping[ExhibitId, Exhibit], language: Language) -> Iterable[Shown]:
    for ref in proof.exhibits:
        exhibit = by_id.get(ExhibitId(ref))
        if exhibit is not None and exhibit.readable is Readable.UNREAD:
            unread: Text = (*text_of(Reason("packet.fact_unread"), language), " ", *named(proof.kind, exhibit, language))
            yield Shown(Line(unread, Cite(exhibit.id)), kind=proof.kind, is_read=False)
        elif exhibit is not None:
            said = fact_of(proof.kind, exhibit, language)
            yield Shown(Line(said.text, Cite(exhibit.id)), said.columns, kind=proof.kind)


def _best_first(lines: Sequence[Shown]) -> tuple[Shown, ...]:
    """The deciding line, then what supports it; what another line of the same exhibit says as well is not said twice."""
    kept: dict[Text, Shown] = {}
    for shown in sorted(lines, key=weight):
        if not any(_is_contained(shown, other) for other in lines):
            kept.setdefault(shown.line.text, shown)
    return tuple(kept.values())[:MOST_LINES]


def weight(shown: Shown) -> tuple[int, int]:
    """How directly a line answers a claim, least first: by its kind, then by how much the record says."""
    place = DECIDING.index(shown.kind) if is_deciding(shown) else len(DECIDING) + (not shown.columns)
    return place, -len(shown.columns) if shown.is_read else 1


def is_deciding(shown: Shown) -> bool:
    """Whether a line says what happened (delivered, authenticated, refunded …), and more than that a paper or messages exist."""
    return shown.kind in DECIDING and bool(shown.columns or shown.quote or shown.kind in _TOLD_BY_COUNT)


def _is_bare(shown: Shown) -> bool:
    """Only the name of a paper's kind: beside a quotation from that very paper it tells nothing."""
    return not (shown.columns or shown.quote or shown.kind in _TOLD_BY_COUNT)


def _is_contained(shown: Shown, other: Shown) -> bool:
    same = shown.line.cite == other.line.cite
    return same and bool(shown.columns) and set(shown.columns) < set(other.columns)


def _confirmed(timeline: Timeline, exhibits: Sequence[Exhibit], language: Language) -> Iterable[tuple[str, Shown]]:
    """What breaks the customer's account and stands in an exhibit of this packet."""
    for contradiction in timeline.contradictions:
        element, sentence = CONFIRMED.get((contradiction.check, timeline.family), ("", None))
        told = contradiction.reason.facts[-1:]  # the last fact is the one that agrees with us
        seen = showing(told, timeline, exhibits)
        if sentence is not None and seen is not None:
            values = contradiction.reason.values
            text = text_of(replace(sentence, values=values), language)
            yield element, Shown(Line(text, Cite(seen.id)), (), str(values.get("quote", "")), contradiction.check, told[0])


def confirming(timeline: Timeline) -> tuple[ExhibitId, ...]:
    """The exhibits in which the customer's own words or acts agree with us, also under a rule that asks for no correspondence."""
    found = (c.reason.facts[-1:] for c in timeline.contradictions if (c.check, timeline.family) in CONFIRMED)
    return tuple(seen.id for told in found if (seen := showing(told, timeline, timeline.exhibits)))


def _remedies(timeline: Timeline, exhibits: Sequence[Exhibit], barred: Container[str], language: Language) -> Iterable[tuple[str, Shown]]:
    """Where goods are said to be not as described: our message that takes them back, which stands in an exhibit of this packet."""
    if timeline.family is not ClaimFamily.NOT_AS_DESCRIBED or _REMEDY in barred:
        return
    for fact in timeline.entries:
        seen = showing([fact.id], timeline, exhibits)
        if fact.kind is EventKind.MESSAGE_OUT and fact.moment is not None and seen and says(evened(fact.text), ACCEPTS_RETURN):
            quoted = quote(fact.text)
            sentence = Reason("packet.fact_remedy_offered", values={"written": fact.moment.at.date(), "quote": quoted})
            yield _REMEDY, Shown(Line(text_of(sentence, language), Cite(seen.id)), (), quoted, "remedy_offered", fact.id)
            return


def showing(facts: Iterable[str], timeline: Timeline, exhibits: Sequence[Exhibit]) -> Exhibit | None:
    """The exhibit of this packet in which one of these facts, records or exhibits can be seen."""
    named = set(facts)
    for fact in timeline.entries:
        if fact.id in named:
            named |= {str(ref) for ref in (fact.exhibit, fact.record) if ref}
    return next((exhibit for exhibit in exhibits if exhibit.id in named or named & set(exhibit.records)), None)
