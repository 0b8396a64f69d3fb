"""One case on one page: what is claimed, what was found, what can be done, what would be sent."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from yosher.cases.model import Act, Case, CaseEvent, Denial, State
from yosher.cases.states import OPEN, lane_of
from yosher.desk.evidence import answer_to_show, is_stale
from yosher.desk.ports import DeskRefused, NotFound, SavedAnswer, Trouble
from yosher.desk.send import goes_to_customer
from yosher.desk.typed import MOST
from yosher.evidence.model import Exhibit, in_use
from yosher.kernel.ids import BlobRef, CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language, Network
from yosher.packets.identification import network_name
from yosher.packets.manifest import ANSWER
from yosher.people.model import Guest
from yosher.phrases.catalogue import vocabulary, word
from yosher.phrases.say import say
from yosher.rulebook.codes import title_of
from yosher.web import html, sections
from yosher.web.guest_card import card_of
from yosher.web.here import Here
from yosher.web.log import lines_of, who
from yosher.web.marks import Mark, marks_for
from yosher.web.page import show
from yosher.web.sections import Words

SHOWN_OF_LOG = 5
SHOWN_PAGES = 4
# What may be shown in the browser as it is; anything else is downloaded.
SAFE_TO_SHOW = frozenset({"application/pdf", "image/png", "image/jpeg", "text/plain"})
FILE_POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox"


# After which acts a case asks for something else.
_MOVES = frozenset(
    {
        Act.WRITTEN_TO_CUSTOMER, Act.ANSWERED, Act.FACTS_ADDED, Act.DENIAL_READ,
        Act.EXHIBIT_ADDED, Act.EXHIBIT_KIND_CHANGED, Act.EXHIBIT_WITHDRAWN, Act.EXHIBIT_RESTORED,
    }
)  # fmt: skip


def found_case(here: Here, ref: str) -> Case:
    """The case, or a page that tells nothing about it: also where it is another organisation's. Of an erased one, that it is."""
    try:
        return here.desk.store.case(here.organisation.id, CaseId(ref))
    except NotFound as trouble:
        raise Http404(trouble.what) from None


@require_GET
def show_case(request: Any, ref: str) -> HttpResponse:
    return page_of_case(request, found_case(request.here, ref))


def page_of_case(request: Any, case: Case, *, typed_note: str = "", status: int = 200) -> HttpResponse:
    """The page, with a note that was typed and not kept."""
    here: Here = request.here
    store, organisation = here.desk.store, here.organisation.id
    here.saw("case", case.id)
    saved = store.answer(organisation, case.id)
    exhibits = store.exhibits(organisation, case.id)
    events = store.events(organisation, case.id)
    document = dict(saved.document) if saved else None
    words = Words(here.language, here.zone, marks_for(document, exhibits, here.language))
    context: dict[str, Any] = {
        "case": case,
        "headline": sections.headline(case, document, here.language),
        "state": word("case_state", case.state, here.language),
        "scheme": _scheme(case.denial),
        "claim": sections.claim(case, here.language),
        "papers": [_paper(exhibit, words) for exhibit in in_use(exhibits)],
        "taken_out": [_taken_out(exhibit, words, here) for exhibit in exhibits if not exhibit.is_in_use],
        "log": lines_of(events[-SHOWN_OF_LOG:], here.people, here.language)[::-1],
        "log_length": len(events),
        "people": here.staff if here.may("work") else (),
        "works": here.may("work"),
        "kinds": _kinds(document, exhibits, here.language) if here.may("work") else (),
        "assigned": next((p.name for p in here.people if p.id == case.assigned), case.assigned),
        "lane": lane_of(case.state),
        "is_open": case.state in OPEN,
        "asks": _asks(case, saved, events),
        "goes_to_customer": saved is not None and goes_to_customer(saved),
        "refunded": case.refunded,
        "guest": card_of(request, case, exhibits, due=case.due) if here.may("work") else None,
        "flags": [html.say(f"cases.flag_{flag}", here.language) for flag in case.flags],
        "typed_note": typed_note,
        "held_because": _held_because(case, events),
        "manages": here.may("manage"),
        "most": MOST,
        "is_stale": saved is not None and is_stale(case, saved, exhibits),
    }
    if document is not None and saved is not None:
        context |= _weighed(case, saved, document, words, request, here)
    return show(request, "case.html", context, place="cases", status=status)


def _held_because(case: Case, events: Sequence[CaseEvent]) -> str:
    """Why the case is on hold, as it was written down; empty where it is on none."""
    reasons = [str(event.body["because"]) for event in events if event.act is Act.HELD]
    return reasons[-1] if case.on_hold else ""


def _weighed(case: Case, saved: SavedAnswer, document: dict[str, Any], words: Words, request: Any, here: Here) -> dict[str, Any]:
    asked = sections.checklist(document, words)
    zoom = request.GET.get("zoom") if request.GET.get("zoom") in sections.ZOOMS else "all"
    return {
        "saved": saved,
        "rule": document["rule"],
        "finding": sections.finding(document, words),
        "look": sections.to_look_at(document, words),
        "story": sections.timeline(document, words, case=case, source=request.GET.get("source", ""), zoom=zoom),
        "asked": asked,
        "asked_sum": sections.summary_of(asked),
        "options": sections.options(document, case, words),
        "letter": sections.letter(document, words),
        "clock": sections.clock(document, case, words, now=here.now),
        "approving": sections.what_approving_does(document, case, words),
        "pages": _pages(saved),
        "zooms": sections.ZOOMS,
    }


def _scheme(denial: Denial) -> SafeString:
    """Network and reason code; empty where neither is known."""
    name = network_name(denial.network, denial.network_raw) if denial.network is not Network.OTHER else ""
    code = denial.code or ""
    return html.scheme(name, code, title_of(denial.network, code)) if name or code else html.html("")


def _asks(case: Case, saved: SavedAnswer | None, events: Sequence[CaseEvent]) -> str:
    """What the bar at the foot offers."""
    moves = [event.act for event in events if event.act in _MOVES]
    if case.state in OPEN and moves and moves[-1] is Act.WRITTEN_TO_CUSTOMER:
        return "reply"
    if case.state is State.APPROVED:
        return "send"
    if case.state in OPEN:
        return "approve" if saved and case.state is State.ANSWER_READY else "weigh"
    return "verdict" if lane_of(case.state) == "theirs" else ""


def _paper(exhibit: Exhibit, words: Words) -> dict[str, Any]:
    mark: Mark = words.marks.of_exhibit[exhibit.id]
    return {
        "exhibit": exhibit,
        "mark": mark,
        "called": exhibit.name or word("evidence", exhibit.kind, words.language),
        "kind": word("evidence", exhibit.kind, words.language),
        "why": html.said(exhibit.lawful_because, words.language) if exhibit.lawful_because else "",
        "readable": f"terminal.readable_{exhibit.readable}",
        "lawful": f"terminal.lawful_{exhibit.lawful}",
        "size": _size(exhibit.size),
        "is_theirs": exhibit.captured_by == Guest.CUSTOMER,
    }


def _taken_out(exhibit: Exhibit, words: Words, here: Here) -> dict[str, Any]:
    """A paper that is used for nothing any more, with who took it out, when and why."""
    assert exhibit.withdrawn is not None
    by = who(exhibit.withdrawn.by, here.people, here.language)
    return _paper(exhibit, words) | {"by": by, "at": exhibit.withdrawn.at, "because": exhibit.withdrawn.because}


def _kinds(document: dict[str, Any] | None, exhibits: Sequence[Exhibit], language: Language) -> list[tuple[str, str]]:
    """What a paper may be: what one is already, and the kinds that the rule asks for, or all of them before the case was weighed."""
    asked = [proof["kind"] for proof in document["evidence"]] if document else [key for group, key in vocabulary() if group == "evidence"]
    kinds = {*asked, *(exhibit.kind for exhibit in exhibits)} - {"other"}
    return sorted(((kind, word("evidence", kind, language)) for kind in kinds), key=lambda each: each[1])


def _size(size: int) -> str:
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} kB" if size else ""


def _pages(saved: SavedAnswer) -> list[int]:
    """The first pages of the paper, shown small; the whole is one link away."""
    return list(range(1, min(saved.pages, SHOWN_PAGES) + 1))


# -- papers to look at --------------------------------------------------------------------------------------------------------


@require_GET
def paper(request: Any, ref: str) -> HttpResponse:
    """The packet's answer.pdf or the letter, as it would go out."""
    here: Here = request.here
    case = found_case(here, ref)
    try:
        content, name = _paper_of(here, case)
    except DeskRefused:  # the case's page says why
        return HttpResponseRedirect(f"/cases/{case.id}#letter")
    here.saw("paper", CaseId(ref))
    return shown_file(content, "application/pdf", f"{ref}-{name}")


@require_GET
def packet(request: Any, ref: str) -> HttpResponse:
    """The whole packet as a zip."""
    here: Here = request.here
    case = found_case(here, ref)
    try:
        saved = answer_to_show(case.id, desk=here.desk)
    except DeskRefused:  # the case's page says why
        return HttpResponseRedirect(f"/cases/{case.id}#letter")
    if saved is None or saved.packet is None:
        raise Http404
    here.saw("packet", CaseId(ref))
    return shown_file(here.desk.blobs.get(here.organisation.id, CaseId(ref), saved.packet), "application/zip", f"{ref}-packet.zip")


@require_GET
def page_of_paper(request: Any, ref: str, number: int) -> HttpResponse:
    """A page of the paper as a picture. What is written once never changes: the browser may keep it for itself."""
    here: Here = request.here
    case = found_case(here, ref)
    saved = here.desk.store.answer(here.organisation.id, case.id)
    tag = f'"{(saved.packet or saved.letter) if saved else ""}-{number}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    try:
        picture = here.house.page_picture(_paper_of(here, case)[0], number)
    except NotFound:
        raise Http404 from None
    except DeskRefused as refused:
        return _instead(refused.reason, here, status=409)
    except Trouble as trouble:
        return _instead(trouble.reason, here, status=422 if trouble.permanent else 503)
    return HttpResponse(picture, content_type="image/png", headers={"ETag": tag, "Cache-Control": "private, max-age=0, must-revalidate"})


def _instead(reason: Reason, here: Here, *, status: int) -> HttpResponse:
    """Where a picture would be, why there is none."""
    return HttpResponse(say(reason, here.language), content_type="text/plain; charset=utf-8", status=status)


def _paper_of(here: Here, case: Case) -> tuple[bytes, str]:
    saved = answer_to_show(case.id, desk=here.desk)
    kept = (saved.packet or saved.letter) if saved else None
    if saved is None or kept is None:
        raise Http404
    content = here.desk.blobs.get(here.organisation.id, case.id, BlobRef(kept))
    return (here.house.member_of(content, ANSWER), ANSWER) if saved.packet else (content, "letter.pdf")


@require_GET
def exhibit(request: Any, ref: str, exhibit_id: str) -> HttpResponse:
    """An original as it came in. Only what cannot act is shown in the browser; all else is downloaded."""
    here: Here = request.here
    case = found_case(here, ref)
    found = next((x for x in here.desk.store.exhibits(here.organisation.id, case.id) if x.id == exhibit_id), None)
    if found is None or found.blob is None:
        raise Http404
    here.saw("exhibit", case.id)
    content = here.desk.blobs.get(here.organisation.id, case.id, found.blob)
    kind = found.media_type if found.media_type in SAFE_TO_SHOW else "application/octet-stream"
    return shown_file(content, kind, found.name, shown=kind in SAFE_TO_SHOW)


def shown_file(content: bytes, kind: str, name: str, *, shown: bool = True) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8" if kind == "text/plain" else kind)
    response["Content-Disposition"] = content_disposition_header(not shown or kind == "application/zip", name) or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    return response


@require_GET
def log(request: Any, ref: str) -> HttpResponse:
    """Who did what, whole."""
    here: Here = request.here
    case = found_case(here, ref)
    events: list[CaseEvent] = list(here.desk.store.events(here.organisation.id, case.id))
    here.saw("log", case.id)
    return show(
        request,
        "log.html",
        {"case": case, "lines": lines_of(events, here.people, here.language)[::-1]},
        place="cases",
    )
