"""Page 1: identification, one answer, the elements with the facts that answer them, what is added, what is asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from yosher.cases.model import Case
from yosher.evidence.model import Exhibit, Fact, Proof, ProofState, Timeline
from yosher.kernel.ids import ExhibitId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import ClaimFamily, EventKind, Language, Network
from yosher.packets.highlights import HIGHLIGHTS
from yosher.packets.material import Material
from yosher.packets.model import Cite, Element, ExhibitPage, Labelled, Letter, Line, Run, Text
from yosher.packets.wording import term, text_of, value_run
from yosher.people.model import Organisation, Person
from yosher.phrases.catalogue import elements
from yosher.rulebook.model import Rule

MOST_LINES = 3  # facts of one element on page 1: the deciding one and two that support it
MOST_ELEMENTS = 6  # what a page holds beside the identification; further proofs stand in the exhibits and packet.json


def letter_for(it: Material, pages: Sequence[ExhibitPage], *, approved: tuple[Person, datetime] | None) -> Letter:
    """The letter over the exhibits that were chosen. Its elements cite them all; nothing is said that none shows."""
    language = it.language
    cited = {page.id for page in pages}
    rows = element_rows(it.timeline, cited, language=language)
    return Letter(
        subject=text_of(Reason("packet.subject", values=_subject(it)), language),
        identification=identification(it.case, it.rule, language=language),
        answer=answer_sentence(it.timeline, rows, language=language),
        elements=rows,
        disclosed=disclosed(it.timeline, cited, language=language),
        ask=ask(it.case, it.timeline, cited, language=language),
        approved=_approved(approved, it.organisation, language),
        rules=(it.rule.id,),
    )


def _subject(it: Material) -> dict[str, Value]:
    denial = it.case.denial
    code = it.rule.code or denial.reason_raw or "-"
    return {"scheme": f"{network_name(denial.network, denial.network_raw)} {code}", "family": claim_words(it.timeline.family, it.language)}


def network_name(network: Network, raw: str) -> str:
    names = {
        Network.AMEX: "American Express",
        Network.JCB: "JCB",
        Network.UNIONPAY: "UnionPay",
        Network.PAYPAL: "PayPal",
        Network.CASH_APP_PAY: "Cash App Pay",
    }
    return raw if network is Network.OTHER and raw else names.get(network, network.value.capitalize())


def identification(case: Case, rule: Rule, *, language: Language) -> tuple[Labelled, ...]:
    """Equal to the denial's record; what is not known says so."""
    denial, deal = case.denial, case.denial.transaction
    values: list[tuple[str, Value | None]] = [
        ("case_number", denial.ref),
        ("scheme_and_reason", f"{network_name(denial.network, denial.network_raw)} {rule.code or denial.reason_raw}".strip()),
        ("amount", denial.amount),
        ("answer_by", denial.due.at.date() if denial.due.at else None),
        ("arn", deal.arn),
        ("authorization_code", deal.authorization_code),
        ("transaction_date", deal.day or (deal.at.at.date() if deal.at else None)),
        ("card_ending", deal.last4),
        ("descriptor", deal.descriptor),
        ("cardholder", denial.customer.name),
        ("transaction", deal.id or denial.payment_ref),
        ("order", deal.order),
    ]
    return tuple(
        Labelled(_label(key, language), (value_run(value),) if value else text_of(Reason("packet.not_stated"), language))
        for key, value in values
    )


def _label(key: str, language: Language) -> str:
    return "".join(str(run) for run in text_of(Reason(f"packet.id_{key}"), language))


def element_rows(timeline: Timeline, cited: set[ExhibitId], *, language: Language) -> tuple[Element, ...]:
    """One row for each element of the claim that an exhibit answers, in the vocabulary's order.

    Weak proofs are named only where no proof is strong.
    """
    by_id = {exhibit.id: exhibit for exhibit in timeline.exhibits}
    strong = [p for p in timeline.proofs if p.state is ProofState.PRESENT]
    usable = strong or [p for p in timeline.proofs if p.state is ProofState.WEAK]
    order = [f"{timeline.family}.{key}" for key in elements(timeline.family, language)]
    keys = sorted({p.element for p in usable}, key=lambda k: (order.index(k) if k in order else len(order), k))
    rows = []
    for key in keys:
        lines = _lines([p for p in usable if p.element == key], by_id, cited, language)
        if lines:
            rows.append(Element(key, element_name(key, language), lines[:MOST_LINES]))
    return tuple(rows[:MOST_ELEMENTS])


def element_name(key: str, language: Language) -> str:
    family, _, element = key.partition(".")
    return elements(family, language).get(element, element.replace("_", " "))


def _lines(proofs: Sequence[Proof], by_id: Mapping[ExhibitId, Exhibit], cited: set[ExhibitId], language: Language) -> tuple[Line, ...]:
    found: dict[tuple[str, ExhibitId], Line] = {}
    for proof in sorted(proofs, key=lambda p: ("required", "strong", "supporting").index(p.need)):
        for ref in proof.exhibits:
            exhibit = by_id.get(ExhibitId(ref))
            if exhibit is not None and exhibit.id in cited:
                found.setdefault((proof.kind, exhibit.id), Line(fact_text(proof.kind, exhibit, language), Cite(exhibit.id)))
    return tuple(found.values())


def fact_text(kind: str, exhibit: Exhibit, language: Language) -> Text:
    """The kind of paper and the values in it that carry the fact; a file is named with its day."""
    name = term("evidence", kind, language).split(" (", maxsplit=1)[0]
    columns = {label.removeprefix("evidence.row_"): value for label, value in exhibit.rows}
    shown = [columns[c] for c in HIGHLIGHTS.get(kind, ()) if c in columns]
    if not shown:
        shown = [exhibit.day] if exhibit.day else []
    runs: list[Run] = [name]
    for n, value in enumerate(shown):
        runs += [": " if n == 0 else ", ", value_run(value)]
    return tuple(runs)


def answer_sentence(timeline: Timeline, rows: Sequence[Element], *, language: Language) -> Text:
    """One sentence: what the best exhibit records, and that the claim does not fit it; or that the sum was given back already."""
    returned = next((gate for gate in timeline.gates if gate.code == "gate.refund_issued" and gate.sum_minor is None), None)
    if returned is not None:
        return text_of(Reason("packet.answer_refunded", values={"amount": timeline.denial.amount}), language)
    claim = claim_words(timeline.family, language)
    if not rows:
        return text_of(Reason("packet.answer_plain", values={"family": claim}), language)
    best = _deciding(timeline.family, rows).lines[0]
    before = text_of(Reason("packet.answer_before"), language)
    after = text_of(Reason("packet.answer_after", values={"family": claim}), language)
    return (*before, *best.text, " ", best.cite, *after)


# Which element decides a claim, the first that is answered (the question of each family in craft.md 1).
_DECIDES: Mapping[ClaimFamily, tuple[str, ...]] = {
    ClaimFamily.NOT_ME: ("participation", "continuity", "benefit"),
    ClaimFamily.NOT_RECEIVED: ("handed_over", "right_place", "before_denial"),
    ClaimFamily.NOT_AS_DESCRIBED: ("sent_matches", "remedy_offered", "not_returned"),
    ClaimFamily.CANCELLED: ("no_timely_cancellation", "use_after", "renewal_notice"),
    ClaimFamily.CREDIT_NOT_PROCESSED: ("credit_issued", "return_not_received", "nothing_owed"),
    ClaimFamily.DUPLICATE: ("two_orders", "two_deliveries", "already_reversed"),
}


def _deciding(family: ClaimFamily, rows: Sequence[Element]) -> Element:
    order = [f"{family}.{element}" for element in _DECIDES.get(family, ())]
    return min(rows, key=lambda row: order.index(row.key) if row.key in order else len(order))


def claim_words(family: ClaimFamily, language: Language) -> str:
    """A claim in three words, for a title."""
    return "".join(str(run) for run in text_of(CLAIMS[family], language))


CLAIMS: Mapping[ClaimFamily, Reason] = {
    ClaimFamily.NOT_ME: Reason("packet.claim_not_me"),
    ClaimFamily.NOT_RECEIVED: Reason("packet.claim_not_received"),
    ClaimFamily.NOT_AS_DESCRIBED: Reason("packet.claim_not_as_described"),
    ClaimFamily.CANCELLED: Reason("packet.claim_cancelled"),
    ClaimFamily.CREDIT_NOT_PROCESSED: Reason("packet.claim_credit_not_processed"),
    ClaimFamily.DUPLICATE: Reason("packet.claim_duplicate"),
    ClaimFamily.AMOUNT_DIFFERS: Reason("packet.claim_amount_differs"),
    ClaimFamily.AUTHORIZATION: Reason("packet.claim_authorization"),
    ClaimFamily.PROCESSING_ERROR: Reason("packet.claim_processing_error"),
    ClaimFamily.OTHER: Reason("packet.claim_other"),
    ClaimFamily.UNKNOWN: Reason("packet.claim_unknown"),
}


def disclosed(timeline: Timeline, cited: set[ExhibitId], *, language: Language) -> tuple[Text, ...]:
    """What a reader would find anyway and may hold against us: said by ourselves, with the exhibit that shows it."""
    found: list[Text] = []
    for contradiction in timeline.contradictions:
        if contradiction.against == "us" and contradiction.check in DISCLOSED:
            shown = [ExhibitId(ref) for ref in contradiction.reason.facts if ref in cited]
            cite: Text = (" ", Cite(shown[0])) if shown else ()
            found.append((*text_of(contradiction.reason, language), *cite))
    return tuple(found[:3])


# Checks whose sentence says a plain fact of the deal that the receiver can see in the exhibits.
DISCLOSED = frozenset(
    {"promised_by_missed", "signed_by_other", "part_shipment", "delivery_elsewhere", "avs_mismatch", "cvv_mismatch", "ip_country_differs"}
)


def ask(case: Case, timeline: Timeline, cited: set[ExhibitId], *, language: Language) -> Text:
    """What is asked, for which sum, and that nothing of it was refunded, or how much was (R12)."""
    amount = case.denial.amount
    refunds = [f for f in timeline.entries if f.kind is EventKind.REFUND and isinstance(f.values.get("amount"), int)]
    given = case.refunded or _sum_of(refunds, amount)
    if given is None or given.minor == 0:
        return text_of(Reason("packet.ask_whole", values={"amount": amount}), language)
    cite: Text = next(((" ", Cite(ExhibitId(ref))) for f in refunds for ref in (f.exhibit, f"record:{f.record}") if ref in cited), ())
    if amount <= given:
        return (*text_of(Reason("packet.ask_not_twice", values={"amount": amount}), language), *cite)
    return (*text_of(Reason("packet.ask_rest", values={"rest": amount - given, "refunded": given}), language), *cite)


def _sum_of(refunds: Sequence[Fact], amount: Money) -> Money | None:
    values = [fact.values for fact in refunds if fact.values.get("currency", amount.currency) == amount.currency]
    minors = [given for v in values if isinstance(given := v.get("amount"), int)]
    return Money(min(sum(minors), amount.minor), amount.currency) if minors else None


def _approved(approved: tuple[Person, datetime] | None, organisation: Organisation, language: Language) -> Text:
    if approved is None:
        return text_of(Reason("packet.not_approved"), language)
    person, at = approved
    return text_of(Reason("packet.approved", values={"name": person.name, "at": at.astimezone(organisation.tz)}), language)
