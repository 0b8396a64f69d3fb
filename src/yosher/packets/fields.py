"""The fields of a processor's form, filled from exhibits and the denial; nothing is cut silently."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from yosher.cases.model import Case
from yosher.evidence.model import Timeline
from yosher.kernel.ids import ExhibitId
from yosher.kernel.money import Money
from yosher.kernel.words import EventKind, Language
from yosher.packets.model import Cite, ExhibitPage, FieldValue, Foreign, Letter, Run, Text, Token
from yosher.phrases.say import day, moment, money


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A processor's form: its file fields by kind of evidence, its text fields by what goes in.

    `files`: field → kinds of evidence, the first that is there; `texts`: field → one of the names of `TEXTS`; `rest`: the field for
    exhibits that no other field takes; `letter`: the field for the letter's text.
    """

    processor: str
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    letter: str = ""


def fields_for(
    case: Case, timeline: Timeline, pages: Sequence[ExhibitPage], letter: Letter, *, field_map: FieldMap, language: Language
) -> tuple[FieldValue, ...]:
    """Text fields that are known, file fields that an exhibit fits, the letter's words, and the rest together."""
    found: list[FieldValue] = []
    for name, what in field_map.texts.items():
        if text := TEXTS[what](case, timeline):
            found.append(FieldValue(name, text=text))
    taken = set()
    for name, kinds in field_map.files.items():
        page = next((p for kind in kinds for p in pages if p.kind == kind and p.id not in taken), None)
        if page is not None:
            taken.add(page.id)
            found.append(FieldValue(name, exhibits=(page.id,)))
    left = tuple(p.id for p in pages if p.id not in taken)
    if field_map.rest and left:
        found.append(FieldValue(field_map.rest, exhibits=left))
    if field_map.letter:
        found.append(FieldValue(field_map.letter, text=letter_text(letter, pages, language)))
    return tuple(found)


def letter_text(letter: Letter, pages: Sequence[ExhibitPage], language: Language) -> str:
    """The letter as plain text: the answer, each element with its facts, what is asked."""
    letters = {page.id: page.letter for page in pages}
    lines = [plain(letter.answer, letters, language)]
    for number, element in enumerate(letter.elements, 1):
        facts = "; ".join(f"{plain(line.text, letters, language)} ({letters[line.cite.exhibit]})" for line in element.lines)
        lines.append(f"{number}. {element.name}: {facts}")
    lines += [plain(text, letters, language) for text in letter.disclosed]
    lines.append(plain(letter.ask, letters, language))
    return "\n".join(lines)


def plain(text: Text, letters: Mapping[ExhibitId, str], language: Language) -> str:
    """Runs as plain text."""
    return "".join(_plain(run, letters, language) for run in text)


def _plain(run: Run, letters: Mapping[ExhibitId, str], language: Language) -> str:
    match run:
        case str():
            return run
        case Token() | Foreign():
            return run.text
        case Cite():
            return f"({letters.get(run.exhibit, '?')})"
        case Money():
            return money(run, language)
        case datetime():
            return moment(run, language)
        case date():
            return day(run, language)


def _customer(case: Case, name: str) -> str:
    return str(getattr(case.denial.customer, name) or "")


def _record(timeline: Timeline, column: str, kind: EventKind) -> str:
    values = [f.values.get(column) for f in timeline.entries if f.kind is kind]
    return next((str(v) for v in values if v), "")


def _date(timeline: Timeline, kind: EventKind) -> str:
    moments = [f.moment.at for f in timeline.entries if f.kind is kind and f.moment]
    return moments[0].date().isoformat() if moments else ""


# What a text field can hold; each says nothing where nothing is known.
TEXTS: Mapping[str, Callable[[Case, Timeline], str]] = {
    "customer_name": lambda case, _: _customer(case, "name"),
    "customer_email": lambda case, _: _customer(case, "email"),
    "purchase_ip": lambda _, timeline: _record(timeline, "ip", EventKind.PAYMENT),
    "carrier": lambda _, timeline: _record(timeline, "carrier", EventKind.SHIPPED),
    "tracking": lambda _, timeline: _record(timeline, "tracking", EventKind.SHIPPED),
    "shipping_address": lambda _, timeline: _record(timeline, "ship_to", EventKind.SALE),
    "billing_address": lambda _, timeline: _record(timeline, "bill_to", EventKind.SALE),
    "shipping_date": lambda _, timeline: _date(timeline, EventKind.SHIPPED),
    "service_date": lambda _, timeline: _date(timeline, EventKind.SERVICE_GIVEN),
    "refund_arn": lambda _, timeline: _record(timeline, "arn", EventKind.REFUND),
    "description": lambda case, timeline: case.denial.goods.description or _record(timeline, "description", EventKind.SALE),
}
