"""The fields of a processor's form, filled from exhibits and the denial; nothing is cut silently."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from yosher.cases.model import Case
from yosher.evidence.model import Timeline
from yosher.kernel.ids import ExhibitId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, Language
from yosher.packets.exhibits import by_letter
from yosher.packets.model import Cite, ExhibitPage, FieldValue, Foreign, Letter, Run, Text, Token
from yosher.packets.texts import TEXTS
from yosher.packets.wording import text_of
from yosher.phrases.say import day, moment, money, without_isolates


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A processor's form; its names of fields live under `adapters/` only.

    `texts`: text field → one of the names of `TEXTS`. `explains`: text field → kinds of evidence; the facts that the letter takes
    from such exhibits are written there. `files`: file field → kinds of evidence, the first that is there goes in as a file of
    its own. `answer`: the file field for answer.pdf, `letter`: the text field for the letter, `rest`: a file field for exhibits
    that no other field takes. `about`: a text field of `explains` → the only claims that it is for.
    """

    processor: str
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    letter: str = ""
    answer: str = ""
    explains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: Mapping[str, frozenset[ClaimFamily]] = field(default_factory=dict)


# Without a form of its own a receiver is sent the paper and, where it has a box for words, the letter.
GENERIC = FieldMap("", letter="letter", answer="answer")


def fields_for(
    case: Case, timeline: Timeline, pages: Sequence[ExhibitPage], letter: Letter, *, field_map: FieldMap, language: Language
) -> tuple[FieldValue, ...]:
    """Text fields that are known, the letter's words, the field for answer.pdf, and file fields that an exhibit fits."""
    texts = [FieldValue(name, text=text) for name, what in field_map.texts.items() if (text := TEXTS[what](case, timeline))]
    texts += _explained(field_map, pages, letter, timeline.family, language)
    if field_map.letter:
        words = letter_text(letter, pages, language)
        texts.append(FieldValue(field_map.letter, text=words, summary=summary_text(letter, pages, language)))
    whole = [FieldValue(field_map.answer, answer=True)] if field_map.answer else []
    plain_texts = (replace(one, text=without_isolates(one.text), summary=without_isolates(one.summary)) for one in texts)
    return (*plain_texts, *whole, *_files(field_map, pages))


def fields_of_acceptance(letter: Letter, *, field_map: FieldMap, language: Language) -> tuple[FieldValue, ...]:
    """A processor has a button for it and no box for words; who has no form of their own is sent the letter and the paper."""
    if field_map.processor:
        return ()
    text, summary = letter_text(letter, (), language), summary_text(letter, (), language)
    words = FieldValue(field_map.letter, text=without_isolates(text), summary=without_isolates(summary))
    return words, FieldValue(field_map.answer, answer=True)


def _explained(
    field_map: FieldMap, pages: Sequence[ExhibitPage], letter: Letter, family: ClaimFamily, language: Language
) -> list[FieldValue]:
    """The letter's facts from exhibits of a field's kinds; where they are too long for it, the exhibits are named instead."""
    letters, kinds = by_letter(pages), {p.id: p.kind for p in pages}
    found = []
    for name, wanted in field_map.explains.items():
        lines = [x for element in letter.elements for x in element.lines if kinds[x.cite.exhibit] in wanted]
        if lines and family in field_map.about.get(name, (family,)):
            said = dict.fromkeys(f"{plain(x.text, letters, language)} {_cited(x.cite, letters, language)}" for x in lines)
            named = ", ".join(dict.fromkeys(letters[x.cite.exhibit] for x in lines))
            see = plain(text_of(Reason("packet.see_exhibits", values={"letters": named}), language), letters, language)
            found.append(FieldValue(name, text="\n".join(said), summary=see))
    return found


def _files(field_map: FieldMap, pages: Sequence[ExhibitPage]) -> list[FieldValue]:
    """Originals in fields of their own; a rendered record has no original and stands in answer.pdf only."""
    files = [page for page in pages if page.original is not None]
    found: list[FieldValue] = []
    taken: set[ExhibitId] = set()
    for name, kinds in field_map.files.items():
        page = next((p for kind in kinds for p in files if p.kind == kind and p.id not in taken), None)
        if page is not None:
            taken.add(page.id)
            found.append(FieldValue(name, exhibits=(page.id,)))
    left = tuple(p.id for p in files if p.id not in taken)
    return [*found, FieldValue(field_map.rest, exhibits=left)] if field_map.rest and left else found


def letter_text(letter: Letter, pages: Sequence[ExhibitPage], language: Language) -> str:
    """The letter as plain text: the answer, each element with its facts, what is added, what is asked."""
    letters = by_letter(pages)
    lines = [plain(letter.answer, letters, language)]
    for number, element in enumerate(letter.elements, 1):
        facts = "; ".join(f"{plain(line.text, letters, language)} {_cited(line.cite, letters, language)}" for line in element.lines)
        lines.append(f"{number}. {element.name}: {facts}")
    lines += [plain(text, letters, language) for text in letter.disclosed]
    lines.append(plain(letter.ask, letters, language))
    return "\n".join(lines)


def summary_text(letter: Letter, pages: Sequence[ExhibitPage], language: Language) -> str:
    """The letter's sum in a few lines, for a box that is too small for it; the rest stands in answer.pdf."""
    letters = by_letter(pages)
    see = (plain(text_of(Reason("packet.see_answer"), language), letters, language),) if pages else ()
    return "\n".join((plain(letter.answer, letters, language), plain(letter.ask, letters, language), *see))


def plain(text: Text, letters: Mapping[ExhibitId, str], language: Language) -> str:
    """Runs as plain text, with no invisible isolates: it is pasted into a form or read by a machine."""
    return without_isolates("".join(_plain(run, letters, language) for run in text))


def _plain(run: Run, letters: Mapping[ExhibitId, str], language: Language) -> str:
    match run:
        case str():
            return run
        case Token() | Foreign():
            return run.text
        case Cite():
            return _cited(run, letters, language)
        case Money():
            return money(run, language)
        case datetime():
            return moment(run, language)
        case date():
            return day(run, language)


def _cited(cite: Cite, letters: Mapping[ExhibitId, str], language: Language) -> str:
    reason = Reason("packet.cited", values={"letter": letters.get(cite.exhibit, "?")})
    return "".join(run.text if isinstance(run, Token | Foreign) else str(run) for run in text_of(reason, language))
