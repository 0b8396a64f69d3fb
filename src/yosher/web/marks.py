"""Exhibit marks: the small signs at the end of a fact by which the eye can check it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from yosher.evidence.model import Exhibit, RecordKind
from yosher.kernel.words import Language
from yosher.phrases.catalogue import word
from yosher.web import html


@dataclass(frozen=True, slots=True)
class Mark:
    """`sign` as printed: a packet's letter, a number, or a record's own number."""

    sign: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the facts, exhibits and records of a case are called on its page."""

    of_exhibit: Mapping[str, Mark]
    of_fact: Mapping[str, str]  # fact → its exhibit or record
    language: Language

    def of(self, ids: Iterable[str]) -> list[Mark]:
        """The marks of facts, exhibits and records, each once."""
        found = (self._mark(self.of_fact.get(each, each)) for each in ids)
        return list(dict.fromkeys(mark for mark in found if mark))

    def _mark(self, ref: str) -> Mark | None:
        if ref in self.of_exhibit:
            return self.of_exhibit[ref]
        kind, _, number = ref.partition(":")
        if kind in set(RecordKind):
            return Mark(number, f"{html.say(f'web.record_{kind}', self.language)} {number}", "records")
        return None

    def html(self, ids: Iterable[str]) -> SafeString:
        return html.html("\u2060".join(f"&nbsp;{drawn(mark, self.language)}" for mark in self.of(ids)))


def marks_for(document: Mapping[str, Any] | None, exhibits: Sequence[Exhibit], language: Language) -> Marks:
    """Exhibits of the packet by its letters, all others by numbers in the order in which they came in."""
    paper = (document or {}).get("paper") or {}
    letters = {page["id"]: page["letter"] for page in paper.get("exhibits", ())}
    found = {page["id"]: Mark(page["letter"], page["title"], f"x-{page['id']}") for page in paper.get("exhibits", ())}
    for number, exhibit in enumerate(exhibits, 1):
        sign = letters.get(exhibit.id) or str(number)
        found[exhibit.id] = Mark(sign, word("evidence", exhibit.kind, language), f"x-{exhibit.id}")
    seen = {fact["id"]: fact["exhibit"] or fact["record"] or "" for fact in (document or {}).get("timeline") or ()}
    shown = {record: page["id"] for page in (document or {}).get("rendered") or () if page["id"] in found for record in page["records"]}
    return Marks(found, {fact: shown.get(ref, ref) for fact, ref in seen.items()} | shown, language)


def drawn(mark: Mark, language: Language) -> str:
    said = escape(html.say("web.exhibit", language))
    inside = f'<span class="vh">{said} </span><bdi>{escape(mark.sign)}</bdi>'
    return f'<a class="ex" href="#{escape(mark.anchor)}" title="{escape(mark.title)}">{inside}</a>'
