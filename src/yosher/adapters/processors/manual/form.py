"""One form → the denial, what happened and the exhibits that it names."""

import hashlib
from dataclasses import dataclass, replace

from yosher.adapters.processors.manual import shapes
from yosher.adapters.processors.manual.section import Notes, Section, entries, plain, section_of, unknown_field, value_named
from yosher.cases.door.networks import network_named
from yosher.cases.door.reading import UNNUMBERED, when
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import word
from yosher.cases.door.written_amounts import currency_sign, taken_apart
from yosher.cases.model import Attached, CustomerRef, Denial, Due, Goods, Incoming, Says, StatedDue, Told, ToldBy, Transaction
from yosher.desk.ports import InboxContext
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, end_of_day
from yosher.kernel.words import EventKind, GoodsKind, Language, Network, Phase

_STATED_BY_PROCESSOR = frozenset({"processor", "platform"})


@dataclass(frozen=True, slots=True)
class Form:
    """A form by its parts."""

    top: Section
    business: Section
    told_by: Section
    denial: Section
    transaction: Section
    goods: Section
    customer: Section


def parts_of(value: object, notes: Notes) -> Form:
    """The form's parts by our names. What is confidential stays out; what is not understood is noted."""
    top = section_of(value, "", notes)
    inside = {name: top.values.get(name) for name in ("business", "told_by", "denial", "transaction", "goods", "customer")}
    for marked, found in list(top.values.items()):
        if marked.startswith("?"):
            _stray(marked[1:], found, inside, notes)
    return Form(top, **{name: section_of(part, name, notes) for name, part in inside.items()})


def _stray(written: str, found: object, inside: dict[str, object], notes: Notes) -> None:
    """A field at the top that is no part: confidential, a field of the denial (a short form needs no section), or unknown."""
    if plain(written) in {plain(name) for name in shapes.CONFIDENTIAL}:
        notes.add(Reason("form.confidential_left_out", values={"field": word(written)}))
        return
    ours = {plain(name): field for field, names in shapes.SECTIONS["denial"].items() for name in (field, *names)}.get(plain(written))
    denial = inside["denial"] if isinstance(inside["denial"], dict) else {}
    if ours is None or inside["denial"] not in (None, denial):
        notes.add(unknown_field("", written))
    else:
        inside["denial"] = {**denial, written: found}


def incoming_of(value: object, notes: Notes, *, context: InboxContext) -> Incoming:
    """Raises Unreadable where the sum, its currency, or both claim and code are missing."""
    form = parts_of(value, notes)
    zone = context.organisation.tz
    amount = _amount(form, home=context.organisation.currency)
    claim, code = form.top.prose("claim"), form.denial.word("code").upper().replace(" ", "") or None
    if not claim and not code:
        raise Unreadable("form.claim_or_code_missing")
    told = tuple(_told(entry, context) for entry in entries(form.top.values.get("events"), "events", notes))
    attached = tuple(_attached(entry, context) for entry in entries(form.top.values.get("exhibits"), "exhibits", notes))
    network_raw = form.denial.word("network")
    phase = _phase(form, code)
    denial = Denial(
        id=UNNUMBERED,
        ref=form.denial.reference("ref"),
        source="manual",
        says=Says.ALERT if phase is Phase.ALERT else Says.OPENED,
        network=network_named(network_raw) or Network.OTHER,
        network_raw=network_raw,
        code=code,
        sub=form.denial.word("sub") or None,
        reason_raw=form.denial.word("reason"),
        amount=amount,
        phase=phase,
        happened=when(form.denial.moment("date", zone) or form.told_by.moment("received", zone), now=context.now),
        received_at=context.now,
        processor=form.top.word("processor").casefold() or None,
        payment_ref=form.transaction.reference("id") or None,
        due=_due(form, context),
        transaction=_transaction(form, amount.currency, context),
        customer=_customer(form),
        goods=_goods(form),
        told_by=_told_by(form, context),
        claim=claim,
        place=form.top.word("place").upper() or None,
        business=form.business.named("kind", "business kind"),
        language=_language(form.top),
    )
    return Incoming(denial if denial.ref else replace(denial, ref=_digest(denial)), told, attached)


def _amount(form: Form, *, home: str) -> Money:
    if not form.denial.word("amount"):
        raise Unreadable("form.amount_missing")
    return form.denial.money("amount", currency=_currency(form.denial, home), home=home)


def _currency(section: Section, home: str) -> str:
    """The currency that stands apart, by its code, sign or word. Raises Unreadable for one that we do not know."""
    text = section.word("currency")
    found = currency_sign(text, home=home)
    if text and not found:
        raise Unreadable("intake.unknown_currency", currency=text)
    return found


def _phase(form: Form, code: str | None) -> Phase:
    """As told; where nobody says it, a claim by the customer or a lawyer without a code is outside the card."""
    named = form.top.named("phase", "phase")
    if named:
        return Phase(named)
    teller = form.told_by.open_word("kind", "told_by kind")
    return Phase.DIRECT if teller in ("customer", "lawyer") and not code else Phase.FIRST_CHARGEBACK


def _due(form: Form, context: InboxContext) -> StatedDue:
    """A day in a letter lasts until its end in the organisation's zone; with a clock's time beside it, until then."""
    zone = context.organisation.tz
    found = form.told_by.moment("answer_by", zone)
    if found is None:
        return StatedDue()
    by = Due.PROCESSOR if form.told_by.open_word("kind", "told_by kind") in _STATED_BY_PROCESSOR else Due.LETTER
    if found.certainty is Certainty.DAY:
        return StatedDue(by, end_of_day(found.at.date(), zone), day_only=True)
    return StatedDue(by, found.at)


def _transaction(form: Form, currency: str, context: InboxContext) -> Transaction:
    paid = form.transaction
    at = paid.moment("date", context.organisation.tz)
    return Transaction(
        id=paid.reference("id") or None,
        day=at.at.date() if at else None,
        at=at,
        amount=_paid(form, currency, home=context.organisation.currency),
        order=paid.reference("order") or None,
        arn=paid.word("arn") or None,
        authorization_code=paid.word("authorization_code") or None,
        last4=paid.word("last4")[-4:] or None,
        descriptor=paid.word("descriptor") or None,
        card_present=paid.yes("card_present"),
        authenticated=paid.yes("authenticated"),
        instalments=paid.number("instalments"),
    )


def _paid(form: Form, currency: str, *, home: str) -> Money | None:
    """The sum of the payment; in the denial's currency where it names none."""
    if not form.transaction.word("amount"):
        return None
    try:
        named = _currency(form.transaction, home) or taken_apart(form.transaction.word("amount"), home=home).currency
        return form.transaction.money("amount", currency=named or currency, home=home)
    except Unreadable as trouble:
        form.top.notes.add(Reason(trouble.code, values=trouble.values))
        return None


def _customer(form: Form) -> CustomerRef:
    who = form.customer
    return CustomerRef(
        ref=who.reference("ref") or None,
        name=who.word("name") or None,
        email=who.word("email") or None,
        phone=who.word("phone") or None,
        language=_language(who),
        protected=who.named("protected", "protected"),
    )


def _goods(form: Form) -> Goods:
    kind = form.goods.named("kind", "goods kind")
    sold_by = form.top if form.top.word("sold_by") else form.goods
    supplied = form.top if form.top.word("supplied") else form.goods
    return Goods(
        kind=GoodsKind(kind) if kind else None,
        description=form.goods.prose("description"),
        sold_by=sold_by.named("sold_by", "sold_by"),
        supplied=supplied.yes("supplied"),
    )


def _told_by(form: Form, context: InboxContext) -> ToldBy | None:
    if not form.told_by.values:
        return None
    return ToldBy(
        kind=form.told_by.open_word("kind", "told_by kind"),
        name=form.told_by.word("name"),
        channel=form.told_by.open_word("channel", "channel"),
        received=form.told_by.day("received", context.organisation.tz),
    )


def _language(section: Section) -> Language | None:
    found = section.named("language", "language")
    return Language(found) if found else None


def _told(entry: Section, context: InboxContext) -> Told:
    written = entry.word("kind")
    kind = value_named("event", written) if written else None
    moment = entry.moment("at", context.organisation.tz)
    return Told(
        kind=kind or EventKind.OTHER,
        moment=moment,
        text=entry.prose("text"),
        source=entry.word("source"),
        kind_raw="" if kind else written,
        certainty=moment.certainty if moment else Certainty.UNKNOWN,
    )


def _attached(entry: Section, context: InboxContext) -> Attached:
    written = entry.word("kind")
    kind = value_named("evidence", written) if written else None
    return Attached(
        kind=kind or "other",
        file=entry.word("file") or None,
        day=entry.day("date", context.organisation.tz),
        shows=entry.prose("shows"),
        kind_raw="" if kind else written,
    )


def _digest(denial: Denial) -> str:
    """The same form twice is the same denial: what tells it from others, and the claim where nothing else does."""
    paid, who = denial.transaction, denial.customer
    told = (paid.id or "", paid.day.isoformat() if paid.day else "", who.ref or "", who.email or "")
    network = denial.network if denial.network is not Network.OTHER else denial.network_raw.casefold()
    parts = (network, denial.code or "", str(denial.amount.minor), denial.amount.currency, *told, "" if any(told) else denial.claim)
    return "form-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
