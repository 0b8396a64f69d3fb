"""From "a letter came" to a case: a few questions at a time, in plain words, saved at every step.

What is answered becomes the same form that the command line reads: one reader, one meaning.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yosher.cases.door.written_dates import written_time
from yosher.desk import shelf
from yosher.desk.allowed import require
from yosher.desk.evidence import Custody, add_file
from yosher.desk.intake import take_file
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused, ReadsDenials
from yosher.evidence.model import Readable
from yosher.kernel.ids import BlobRef, CaseId, PersonId
from yosher.kernel.reason import Reason
from yosher.people.may import Ability
from yosher.privacy.clean import file_name
from yosher.privacy.mask import mask

KIND = "first_steps"
MOST_LETTERS = 4000  # of one answer


@dataclass(frozen=True, slots=True)
class Question:
    """`place` is where the answer stands in the form: `section.field`. `options` make a choice of it."""

    name: str
    place: str
    kind: str = "text"  # text | long | money | date | choice | files
    options: tuple[str, ...] = ()
    is_needed: bool = False


# What owners have at hand, as the rulebook names it; all other kinds are chosen on the page of the case.
PAPERS = (
    *("order_confirmation", "signed_receipt", "itemized_receipts", "proof_of_delivery", "signed_delivery_confirmation"),
    *("service_completion_record", "customer_communication", "terms_accepted_record", "cancellation_policy", "refund_record"),
)


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    questions: tuple[Question, ...]


STEPS: tuple[Step, ...] = (
    Step(
        "letter",
        (
            Question("paper", "", "files"),
            Question("told_by", "told_by.name"),
            Question("received", "told_by.received", "date"),
            Question("answer_by", "told_by.answer_by", "date"),
            Question("amount", "denial.amount", "money", is_needed=True),
        ),
    ),
    Step(
        "claim",
        (
            Question("claim", "claim", "long", is_needed=True),
            Question("network", "denial.network", "choice", ("visa", "mastercard", "isracard", "amex", "diners", "paypal", "other")),
            Question("code", "denial.code"),
            Question("goods", "goods.kind", "choice", ("physical", "digital", "service", "subscription", "event")),
            Question("description", "goods.description"),
        ),
    ),
    Step(
        "deal",
        (
            Question("sale", "transaction.date", "date"),
            Question("order", "transaction.order"),
            Question("customer", "customer.name"),
            Question("email", "customer.email"),
            Question("sold_by", "sold_by", "choice", ("web", "phone", "chat", "shop")),
        ),
    ),
    Step(
        "happened",
        (
            Question("supplied", "supplied", "choice", ("yes", "no")),
            Question("supplied_on", "", "date"),
            Question("tried", "", "long"),
            Question("proof", "", "files", PAPERS),
        ),
    ),
)


def answers_of(desk: Desk) -> dict[str, object]:
    """What was answered so far by this person."""
    return dict(desk.store.draft(desk.organisation.id, PersonId(desk.actor.ref), KIND))


def save_step(step: Step, given: Mapping[str, str], files: Sequence[tuple[str, bytes]], *, desk: Desk) -> dict[str, object]:
    """Keep the answers of a step beside those of the others; papers are kept at once, so that a closed lid loses none."""
    require(Ability.WORK, desk=desk)
    answers = answers_of(desk)
    for question in step.questions:
        if question.kind == "files":
            kind = given.get(f"{question.name}_kind", "")
            kept = [[mask(name), shelf.put(content, desk=desk), kind if kind in question.options else "other"] for name, content in files]
            before = answers.get(question.name)
            answers[question.name] = [*(before if isinstance(before, list) else []), *kept]
        else:
            answers[question.name] = mask(given.get(question.name, "")).strip()[:MOST_LETTERS]
    desk.store.save_draft(desk.organisation.id, PersonId(desk.actor.ref), KIND, answers)
    return answers


def remarks_on(files: Sequence[tuple[str, bytes]], *, desk: Desk) -> Iterator[Reason]:
    """Of papers that were handed in, those in which nothing can be read. A photo is none: a person reads it."""
    for name, content in files:
        readable = desk.files(content, name=name).readable
        if readable in (Readable.UNREADABLE, Readable.EMPTY):
            yield Reason(f"web.added_{readable}", values={"file": file_name(name)})


def lacking(answers: Mapping[str, object]) -> tuple[Question, ...]:
    """What is still needed before there can be a case."""
    return tuple(q for step in STEPS for q in step.questions if q.is_needed and not answers.get(q.name))


def form_of(answers: Mapping[str, object], *, desk: Desk) -> dict[str, object]:
    """The answers as the manual form; what was left empty is left out."""
    form: dict[str, object] = {"language": desk.organisation.language.value, "place": desk.organisation.country}
    for question in (q for step in STEPS for q in step.questions if q.place):
        value = answers.get(question.name)
        if not value:
            continue
        section, _, field = question.place.partition(".")
        typed: object = value == "yes" if question.name == "supplied" else value
        if not field:
            form[section] = typed
            continue
        inside = form.setdefault(section, {})
        assert isinstance(inside, dict)
        inside[field] = typed
    _with_senses(form, answers, desk)
    return form


def _with_senses(form: dict[str, object], answers: Mapping[str, object], desk: Desk) -> None:
    """What a letter means without saying it: its currency, that it is a letter, and what happened besides."""
    denial, told = form.setdefault("denial", {}), form.setdefault("told_by", {})
    assert isinstance(denial, dict)
    assert isinstance(told, dict)
    denial["currency"] = desk.organisation.currency
    told.setdefault("received", desk.now.astimezone(desk.organisation.tz).date().isoformat())
    form["told_by"] = {"kind": "acquirer", "channel": "letter"} | told
    events = []
    if answers.get("supplied") == "yes" and answers.get("supplied_on"):
        kind = "service_given" if answers.get("goods") in ("service", "event") else "delivered"
        events.append({"at": answers["supplied_on"], "kind": kind, "text": ""})
    if answers.get("tried"):
        events.append({"kind": "other", "text": answers["tried"]})
    if events:
        form["events"] = events


def open_case_from(answers: Mapping[str, object], *, reader: ReadsDenials, desk: Desk) -> CaseId:
    """The case that the answers make, with its papers; the draft is gone then. Refused with what the form's reader says."""
    missing = lacking(answers)
    if missing:
        raise DeskRefused(Reason("web.first_needed", values={"n": len(missing)}), permanent=False)
    for day in (q.name for step in STEPS for q in step.questions if q.kind == "date"):
        typed = str(answers.get(day) or "")
        if typed and written_time(typed) is None:
            raise DeskRefused(Reason("desk.no_date", values={"date": typed}), permanent=False)
    body = json.dumps(form_of(answers, desk=desk), ensure_ascii=False).encode()
    taken = take_file(body, reader=reader, desk=desk, name="first-steps.json")
    if not taken.opened:
        refused = taken.refused[0] if taken.refused else None
        raise DeskRefused(Reason(refused.code, values=refused.values) if refused else Reason("form.empty"), permanent=False)
    case = taken.opened[0][1].case
    for question in ("paper", "proof"):
        for name, ref, kind in _papers(answers.get(question)):
            add_file(case, shelf.get(BlobRef(ref), desk=desk), name=name, custody=Custody(kind=kind, how="form"), desk=desk)
    _put_away(answers, desk=desk)
    return case


def _put_away(answers: Mapping[str, object], *, desk: Desk) -> None:
    """The draft is gone, and its papers lie aside no more."""
    desk.store.save_draft(desk.organisation.id, PersonId(desk.actor.ref), KIND, None)
    shelf.clear([BlobRef(ref) for question in ("paper", "proof") for _, ref, _ in _papers(answers.get(question))], desk=desk)


def _papers(kept: object) -> list[tuple[str, str, str]]:
    """Name, place and kind; a draft that was begun before kinds were asked names none."""
    return [(str(name), str(ref), str(kind[0]) if kind else "other") for name, ref, *kind in kept] if isinstance(kept, list) else []


def forget(desk: Desk) -> None:
    """Begin anew."""
    _put_away(answers_of(desk), desk=desk)


def days_to_answer(answers: Mapping[str, object], now: datetime) -> int | None:
    """How many days are left by the letter; None where it names no date that can be read."""
    try:
        return (datetime.fromisoformat(str(answers.get("answer_by"))).date() - now.date()).days
    except ValueError:
        return None
