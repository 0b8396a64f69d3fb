"""A form's bytes → denials: several documents of YAML, or a JSON list, are several forms."""

import re
from collections.abc import Mapping
from dataclasses import replace

from yosher.adapters.processors.manual import shapes
from yosher.adapters.processors.manual.days import doubtful_days
from yosher.adapters.processors.manual.document import forms_of
from yosher.adapters.processors.manual.form import incoming_of
from yosher.adapters.processors.manual.section import Notes, plain
from yosher.cases.door.decoding import decoded, is_text
from yosher.cases.door.reading import denial_id, doubts, refused_whole
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Denial, Incoming, Reading, Refusal
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
    zone = context.organisation.tz
    for doubt in doubtful_days(denial, today=context.now.astimezone(zone).date(), zone=zone):
        notes.add(doubt)
    if (above := _above_payment(denial)) is not None:
        notes.add(above)
    return replace(found, denial=denial)


def _above_payment(denial: Denial) -> Reason | None:
    """More is denied than was paid at once, both in one currency."""
    paid, denied = denial.transaction.amount, denial.amount
    at_once = (denial.transaction.instalments or 1) == 1
    if paid is None or paid.currency != denied.currency or not paid < denied or not at_once:
        return None
    return Reason("form.denied_above_payment", values={"denied": denied, "paid": paid})


def _as_form(trouble: Unreadable) -> Unreadable:
    """What JSON's reader says, in the form's words where they differ."""
    return Unreadable("form.too_deep") if trouble.code == "intake.too_deep" else trouble
