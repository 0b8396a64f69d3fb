"""What a mediator or a lawyer reads: on one page, the parts of a case that they were given, and the papers."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yosher.desk.guests import given_answer
from yosher.packets.manifest import ANSWER
from yosher.people.model import CasePart, Guest
from yosher.phrases.catalogue import word
from yosher.web import sections
from yosher.web.case import shown_file
from yosher.web.marks import Marks
from yosher.web.porch import Visit, page, received, saw
from yosher.web.sections import Words


def show_given(request: Any, visit: Visit) -> HttpResponse:
    seen: Any = visit.see()
    saw(request, visit, "given")
    words = Words(visit.language, request.zone, Marks({}, {}, visit.language))
    parts = {str(part): _PARTS[part](kept, words) if kept else None for part, kept in seen["parts"].items()}
    papers = [(paper, word("evidence", paper["kind"], visit.language)) for paper in seen["papers"]]
    return page(request, visit, "given.html", {"seen": seen, "parts": parts, "papers": papers})


@received(Guest.MEDIATOR, Guest.LAWYER)
@require_GET
def answer(request: Any, visit: Visit) -> HttpResponse:
    """The letter or the packet's paper, to read."""
    content, is_packet = given_answer(visit.secret, porch=visit.porch)
    saw(request, visit, "paper")
    return shown_file(visit.house.member_of(content, ANSWER) if is_packet else content, "application/pdf", "answer.pdf")


@received(Guest.MEDIATOR, Guest.LAWYER)
@require_GET
def packet(request: Any, visit: Visit) -> HttpResponse:
    """The packet whole, with which its proof can be checked; a letter has none, and is shown instead."""
    content, is_packet = given_answer(visit.secret, porch=visit.porch)
    saw(request, visit, "packet" if is_packet else "paper")
    return shown_file(content, *("application/zip", "packet.zip") if is_packet else ("application/pdf", "answer.pdf"))


def _as_it_is(kept: Any, words: Words) -> Any:  # noqa: ARG001  (the signature is the others')
    return kept


def _clock(kept: Any, words: Words) -> dict[str, Any]:
    return {"due": sections.due_in(kept), "basis": kept["basis"], "because": _each(kept["because"], words)}


def _timeline(kept: Any, words: Words) -> list[tuple[sections.Entry, str | None]]:
    return [(sections.entry(fact | {"exhibit": None, "record": None}, words), fact["paper"]) for fact in kept["entries"]]


def _finding(kept: Any, words: Words) -> dict[str, Any]:
    told = {name: _each(kept[name], words) for name in ("for", "against", "would_change_it", "gates", "contradictions", "adverse")}
    return told | {
        "favour": told["for"],
        "kind": kept["kind"],
        "cause": kept["cause"] if kept["cause"] != "none_found" else "",
        "to_know": [*told["gates"], *told["adverse"]],
    }


def _each(kept: Any, words: Words) -> list[Any]:
    """Sentences without the marks of what they rest on: those lead to papers that were perhaps not given."""
    return words.each({**one, "facts": ()} for one in kept)


_PARTS: Mapping[CasePart, Callable[[Any, Words], Any]] = {
    CasePart.CLAIM: _as_it_is,
    CasePart.CLOCK: _clock,
    CasePart.TIMELINE: _timeline,
    CasePart.FINDING: _finding,
    CasePart.PAPER: _as_it_is,
}
