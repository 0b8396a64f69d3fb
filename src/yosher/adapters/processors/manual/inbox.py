<<<<<<< HEAD
"""Forms → denials with what they tell and attach. Required: an amount with its currency, and a claim or a code."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from yosher.adapters.processors.manual import shapes
from yosher.adapters.processors.manual.document import forms_in
from yosher.adapters.processors.manual.fields import Section, section, word_in
from yosher.cases.door.networks import network_named
from yosher.cases.door.reading import denial_id
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import one_line, prose, reference, word
from yosher.cases.door.written_amounts import currency_sign, size, taken_apart
from yosher.cases.model import (
    Attached,
    CustomerRef,
    Denial,
    Due,
    Goods,
    Incoming,
    Reading,
    Refusal,
    Says,
    StatedDue,
    Told,
    ToldBy,
    Transaction,
)
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.currency import is_currency
from yosher.kernel.ids import DenialId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment, end_of_day
from yosher.kernel.words import EventKind, GoodsKind, Language, Network, Phase
from yosher.phrases.catalogue import vocabulary

_HEADS = (b"denial", b"claim", "הכחשה".encode(), "טענה".encode(), "סכום".encode(), b"told_by")


def recognise(head: bytes, *, name: str) -> int:
    """A YAML or JSON text that names the form's own sections."""
    hits = sum(mark in head for mark in _HEADS)
    ending = name.lower().endswith((".yaml", ".yml", ".json"))
    return min(95, 25 * hits + 10 * ending) if hits >= 2 or (hits and ending and not head.lstrip().startswith((b"{", b"["))) else 0


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """`ReadsDenials` of the desk's ports. A form carries no signature; one that is given cannot be checked and is refused."""
    if context.signature or context.secret:
        raise SignatureWrong(Reason("intake.signature_not_checkable"))
    incoming: list[Incoming] = []
    refused: list[Refusal] = []
    notes: list[Refusal] = []
    try:
        for number, form in enumerate(forms_in(body), 1):
            try:
                found, remarks = _form(form, context)
            except Unreadable as trouble:
                refused.append(trouble.refusal(file=context.file, row=number))
                continue
            incoming.append(found)
            notes += [Refusal(r.code, context.file, number, r.values) for r in remarks]
    except Unreadable as trouble:
        refused.append(trouble.refusal(file=context.file))
    return Reading(tuple(incoming), tuple(refused), tuple(notes))


def _form(form: Mapping[str, Any], context: InboxContext) -> tuple[Incoming, list[Reason]]:
    top = section("", form)
    parts = {name: section(name, top.values.get(name)) for name in ("business", "told_by", "denial", "transaction", "goods", "customer")}
    claim = prose(top.values.get("claim"))
    amount = _amount(parts["denial"], "denial", context)
    code = parts["denial"].opt("code")
    if not claim and code is None:
        raise Unreadable("form.claim_or_code_missing")
    told, attached = _told(top, context), _attached(top)
    denial = _denial(top, parts, context, amount=amount, code=code, claim=claim)
    remarks = [note for part in (top, *parts.values()) for note in part.notes]
    return Incoming(denial, told, attached), remarks


def _denial(top: Section, parts: Mapping[str, Section], context: InboxContext, *, amount: Money, code: str | None, claim: str) -> Denial:
    told_by, deal = _told_by(parts["told_by"]), _transaction(parts["transaction"], context, amount)
    network_raw = parts["denial"].text("network")
    network = network_named(network_raw) if network_raw else Network.OTHER
    happened = _happened(parts, told_by, context)
    processor = top.opt("processor") or (told_by.name if told_by and told_by.kind == "processor" and told_by.name else None)
    customer = _customer(parts["customer"])
    draft = Denial(
        id=DenialId(""),
        ref=reference(parts["denial"].values.get("ref")) or _digest(network_raw, code, amount, deal, customer, told_by),
        source="manual",
        says=Says.ALERT if (top.text("phase") or parts["denial"].text("phase")).lower() == "alert" else Says.OPENED,
        network=network or Network.OTHER,
        network_raw=network_raw,
        code=code,
        sub=parts["denial"].opt("sub"),
        amount=amount,
        phase=_phase(top, parts["denial"]),
        happened=happened,
        received_at=context.now,
        processor=processor.lower() if processor else None,
        payment_ref=deal.id,
        due=_due(parts["told_by"], told_by, context),
        transaction=deal,
        customer=customer,
        goods=_goods(top, parts["goods"]),
        told_by=told_by,
        claim=claim,
        place=_place(top),
        business=parts["business"].choice("kind", shapes.BUSINESS),
        language=_language(top, "language"),
    )
    return replace(draft, id=denial_id(draft))


def _amount(part: Section, name: str, context: InboxContext) -> Money:
    """The sum with its currency, written beside it or in a field of its own. Raises Unreadable."""
    written = one_line(part.values.get("amount"))
    if not written:
        raise Unreadable("form.amount_missing", field=f"{name}.amount")
    apart = taken_apart(written, home=context.organisation.currency)
    given = one_line(part.values.get("currency"))
    currency = currency_sign(given, home=context.organisation.currency) if given else apart.currency
    if not currency:
        raise (
            Unreadable("form.currency_missing", field=f"{name}.currency")
            if not given
            else Unreadable("intake.unknown_currency", currency=given)
        )
    if not is_currency(currency):
        raise Unreadable("intake.unknown_currency", currency=currency)
    amount = size(apart.number, currency)
    if apart.negative or amount.minor == 0:
        raise Unreadable("form.amount_not_positive", amount=written)
    return amount


def _told_by(part: Section) -> ToldBy | None:
    if not part.values:
        return None
    kind = part.choice("kind", shapes.TOLD_BY, note=False) or part.text("kind").lower() or "acquirer"
    channel = part.choice("channel", shapes.CHANNEL, note=False) or part.text("channel")
    return ToldBy(kind, part.text("name"), channel, part.day("received"))


def _due(part: Section, told_by: ToldBy | None, context: InboxContext) -> StatedDue:
    """A day in a letter ends at 23:59:59 in the organisation's zone."""
    found = part.moment("answer_by", context.organisation.tz)
    if found is None:
        return StatedDue()
    by = Due.PROCESSOR if told_by and told_by.kind == "processor" else Due.LETTER
    if found.certainty is Certainty.DAY:
        return StatedDue(by, end_of_day(found.at.date(), context.organisation.tz), day_only=True)
    return StatedDue(by, found.at)


def _happened(parts: Mapping[str, Section], told_by: ToldBy | None, context: InboxContext) -> Moment:
    zone = context.organisation.tz
    opened = parts["denial"].moment("date", zone)
    if opened is not None:
        return opened
    if told_by is not None and told_by.received is not None:
        return Moment(datetime.combine(told_by.received, datetime.min.time(), zone), Certainty.DAY)
    return Moment(context.now, Certainty.UNKNOWN)


def _transaction(part: Section, context: InboxContext, denied: Money) -> Transaction:
    amount = None
    if part.values.get("amount") not in (None, ""):
        with_currency = part if part.values.get("currency") else Section(part.name, {**part.values, "currency": denied.currency})
        try:
            amount = _amount(with_currency, "transaction", context)
        except Unreadable as trouble:
            part.notes.append(Reason(trouble.code, values=trouble.values))
    last4 = one_line(part.values.get("last4"))
    return Transaction(
        id=reference(part.values.get("id")) or None,
        day=part.day("date"),
        at=part.moment("date", context.organisation.tz),
        amount=amount,
        order=reference(part.values.get("order")) or None,
        arn=part.opt("arn"),
        authorization_code=part.opt("authorization_code"),
        last4=last4[-4:] if last4[-4:].isdigit() else None,
        descriptor=part.opt("descriptor"),
        card_present=part.yes_no("card_present"),
        authenticated=part.yes_no("authenticated"),
        instalments=part.whole("instalments"),
    )


def _customer(part: Section) -> CustomerRef:
    return CustomerRef(
        ref=reference(part.values.get("ref")) or None,
        name=part.opt("name"),
        email=part.opt("email"),
        phone=part.opt("phone"),
        language=_language(part, "language"),
        protected=part.choice("protected", shapes.PROTECTED),
    )


def _goods(top: Section, part: Section) -> Goods:
    kind = part.choice("kind", shapes.GOODS)
    return Goods(
        GoodsKind(kind) if kind else None,
        prose(part.values.get("description")),
        top.choice("sold_by", shapes.SOLD_BY),
        top.yes_no("supplied"),
    )


def _phase(top: Section, part: Section) -> Phase:
    holder = part if part.values.get("phase") else top
    table = {phase.value: (*shapes.PHASES.get(phase.value, ()), vocabulary()["phase", phase]["hebrew"]) for phase in Phase}
    found = holder.choice("phase", table)
    return Phase(found) if found else Phase.FIRST_CHARGEBACK


def _language(part: Section, key: str) -> Language | None:
    found = part.choice(key, shapes.LANGUAGES)
    return Language(found) if found else None


def _place(top: Section) -> str | None:
    """ISO 3166-1 or -2; Israel also by name."""
    written = one_line(top.values.get("place")).upper()
    if written in ("ישראל", "ISRAEL"):
        return "IL"
    if not written:
        return None
    country, _, part = written.partition("-")
    if (
        len(country) == 2
        and country.isascii()
        and country.isalpha()
        and (not part or (part.isascii() and part.isalnum() and len(part) <= 3))
    ):
        return written
    top.notes.append(Reason("form.value_unknown", values={"field": "place", "value": word(written)}))
    return None


def _told(top: Section, context: InboxContext) -> tuple[Told, ...]:
    return tuple(_event(section("events", entry), top, context) for entry in _entries(top, "events"))


def _event(part: Section, top: Section, context: InboxContext) -> Told:
    raw = part.text("kind")
    kind = _kind("event", raw) or (raw.lower() if raw.lower() in set(EventKind) else None)
    top.notes += part.notes
    moment = part.moment("at", context.organisation.tz)
    certainty = moment.certainty if moment else Certainty.UNKNOWN
    return Told(kind or "other", moment, prose(part.values.get("text")), part.text("source"), "" if kind else raw, certainty)


def _attached(top: Section) -> tuple[Attached, ...]:
    return tuple(_exhibit(section("exhibits", entry), top) for entry in _entries(top, "exhibits"))


def _exhibit(part: Section, top: Section) -> Attached:
    raw = part.text("kind")
    kind = _kind("evidence", raw)
    top.notes += part.notes
    written = one_line(part.values.get("file"))
    return Attached(kind or "other", written or None, part.day("date"), prose(part.values.get("shows")), "" if kind else raw)


def _entries(top: Section, key: str) -> list[Any]:
    value = top.values.get(key)
    if value in (None, ""):
        return []
    if not isinstance(value, list):
        raise Unreadable("form.list_expected", field=key)
    return value


def _kind(group: str, written: str) -> str | None:
    """A key of the vocabulary, or its words in either language."""
    if (group, written.lower()) in vocabulary():
        return written.lower()
    table = {key: (row["english"].lower(), row["hebrew"]) for (found, key), row in vocabulary().items() if found == group}
    return word_in(table, written) if written else None


def _digest(network: str, code: str | None, amount: Money, deal: Transaction, customer: CustomerRef, told_by: ToldBy | None) -> str:
    """A reference for a letter that has none: the same form typed twice is the same denial."""
    day = deal.day.isoformat() if deal.day else ""
    received = told_by.received.isoformat() if told_by and told_by.received and not (deal.id or day) else ""
    parts = (
        network.lower(),
        code or "",
        str(amount.minor),
        amount.currency,
        deal.id or deal.order or "",
        day,
        customer.ref or customer.email or "",
        received,
    )
    return "form-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
=======
"""A form's bytes → denials: several documents of YAML, or a JSON list, are several forms."""

import re
from collections.abc import Mapping
from dataclasses import replace

from yosher.adapters.processors.manual import shapes
from yosher.adapters.processors.manual.document import forms_of
from yosher.adapters.processors.manual.form import incoming_of
from yosher.adapters.processors.manual.section import Notes, plain
from yosher.cases.door.decoding import decoded, is_text
from yosher.cases.door.reading import denial_id, doubts, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Incoming, Reading, Refusal
from yosher.desk.ports import InboxContext, SignatureWrong
from yosher.kernel.reason import Reason

_HEAD = 65_536  # bytes
_KEY = re.compile(r"""^[\s\-{,\[]*["']?([^\W\d][^:"'\n{}]{0,40}?)["']?\s*:""", re.MULTILINE)
_INSIDE_KEY = re.compile(r"""[{,]\s*([^\W\d][^:"'\n{},\[\]]{0,40}?)\s*:""")
_QUOTED_KEY = re.compile(r'"([^"\n]{1,40})"\s*:')
_TOP = frozenset(plain(name) for field, names in shapes.TOP.items() for name in (field, *names))
_TELLING = frozenset(plain(name) for field in ("denial", "claim", "told_by", "exhibits") for name in (field, *shapes.TOP[field]))
_INSIDE = frozenset(plain(name) for field, names in shapes.SECTIONS["denial"].items() for name in (field, *names))


def recognise(head: bytes, *, name: str) -> int:
    """How surely these first bytes are a form, by the names of its fields at the beginning of its lines."""
    if not is_text(head):
        return 0
    text = decoded(head[:_HEAD])
    keys = {plain(found) for pattern in (_KEY, _INSIDE_KEY, _QUOTED_KEY) for found in pattern.findall(text)}
    telling, known = len(keys & _TELLING), len(keys & (_TOP | _INSIDE))
    if telling and known >= 3:
        return 90
    if telling or known >= 2:
        return 55
    return 30 if name.casefold().endswith((".yaml", ".yml")) else 0


def read_denial(body: bytes, *, context: InboxContext) -> Reading:
    """Every form in a file. It carries no signature: one that is given cannot be checked, and raises SignatureWrong."""
    if context.signature is not None:
        raise SignatureWrong(Reason("form.signature_not_checkable"))
    try:
        forms = forms_of(body)
    except Unreadable as trouble:
        return refused_whole(_as_form(trouble), file=context.file)
    if not forms:
        return refused_whole(Unreadable("form.empty"), file=context.file)
    taken: list[Incoming] = []
    refused: list[Refusal] = []
    told: list[Refusal] = []
    for number, form in enumerate(forms, start=1):
        row = number if len(forms) > 1 else None
        notes = Notes()
        try:
            taken.append(_read(form, notes, context))
        except Unreadable as trouble:
            refused.append(trouble.refusal(file=context.file, row=row))
        told += (Unreadable(note.code, **note.values).refusal(file=context.file, row=row) for note in notes.told)
    return Reading(tuple(taken), tuple(refused), tuple(told))


def _read(form: object, notes: Notes, context: InboxContext) -> Incoming:
    if not isinstance(form, Mapping):
        raise Unreadable("form.no_fields")
    found = incoming_of(form, notes, context=context)
    denial = replace(found.denial, id=denial_id(found.denial))
    for doubt in doubts(denial):
        # A person who types a form often leaves out its date, and says no status at all.
        if doubt.code not in ("intake.time_missing", "intake.unknown_status"):
            notes.add(doubt)
    return replace(found, denial=denial)


def _as_form(trouble: Unreadable) -> Unreadable:
    """What JSON's reader says, in the form's words where they differ."""
    return Unreadable("form.too_deep") if trouble.code == "intake.too_deep" else trouble
>>>>>>> doors
