"""The pages of whoever tells: a customer, or a witness; and the first page of every guest.

What is behind a link is asked of the desk by the link alone: these pages show what its document names, and nothing else.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods

from yosher.conversations.interview import READ_BACK
from yosher.desk.aside import LARGEST_FILE, MOST_FILES, HandedIn, hand_in, take_back, were_sent
from yosher.desk.porch import keep_answers
from yosher.desk.ports import DeskRefused, NotFound, Trouble
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import Guest
from yosher.phrases.catalogue import word
from yosher.privacy.clean import file_name
from yosher.web import html
from yosher.web.case import SAFE_TO_SHOW, shown_file
from yosher.web.given import show_given
from yosher.web.porch import THEY_TELL, Visit, page, received, saw

ENDINGS = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic",
    "image/heif": "heif", "image/tiff": "tif", "message/rfc822": "eml", "text/plain": "txt", "text/csv": "csv",
}  # fmt: skip


@received(*Guest)
@require_GET
def welcome(request: Any, visit: Visit) -> HttpResponse:
    """What this is, and who sees it; for whoever only reads, all that they were given."""
    if visit.guest not in THEY_TELL:
        return show_given(request, visit)
    seen = visit.see()
    return page(request, visit, "guest_welcome.html", {"seen": seen, "begun": _begun(seen)})


def _begun(seen: Any) -> str:
    """The page on which something was written last, or kept, that was not sent; empty where nothing was."""
    written = {key for key, text in seen["draft"].items() if text}
    pages = [number for number, keys in enumerate(seen["questions"], 1) if written & set(keys)]
    if pages:
        return f"tell/{pages[-1]}"
    return "check" if written else "papers" if seen["waiting"] else ""


@received(*THEY_TELL)
@require_http_methods(["GET", "POST"])
def tell(request: Any, visit: Visit, number: int) -> HttpResponse:
    """The questions, a few at a time; what is typed is kept when one goes on, or changes the language."""
    seen: Any = visit.see()
    pages = seen["questions"]
    if not 1 <= number <= len(pages):
        raise NotFound("page", "")
    typed, note = seen["draft"], None
    if request.method == "POST":
        asked = {question: request.POST.get(question, "") for question in pages[number - 1]}
        try:
            keep_answers(visit.secret, asked, porch=visit.porch)
            if "language" in request.POST:
                return _in_language(request, f"{visit.address}/tell/{number}")
            return HttpResponseRedirect(f"{visit.address}/{f'tell/{number + 1}' if number < len(pages) else 'papers'}")
        except DeskRefused as refused:
            typed, note = asked, html.said(refused.reason, visit.language)
    questions = [(question, f"guest.{question}", typed.get(question, "")) for question in pages[number - 1]]
    context = {"seen": seen, "number": number, "steps": _steps(seen), "questions": questions}
    context |= {"heading": f"guest.tell_{number}", "begun": bool(seen["draft"]) and not note, "note": note}
    return page(request, visit, "guest_tell.html", context, status=400 if note else 200)


def _in_language(request: Any, address: str) -> HttpResponse:
    """The same page in the language that was asked for in the middle of a form: what was typed is kept by now."""
    asked = request.POST["language"]
    return HttpResponseRedirect(f"{address}?language={asked}" if asked in set(Language) else address)


def _steps(seen: Any) -> range:
    """The pages of questions, the papers, the reading back."""
    return range(1, len(seen["questions"]) + 3)


@received(*THEY_TELL)
@require_http_methods(["GET", "POST"])
def papers(request: Any, visit: Visit) -> HttpResponse:
    """Papers to add, and those that wait, each of which can be taken back; `on` goes on once all that was chosen is kept."""
    if request.method != "POST":
        return _papers(request, visit, [])
    notes = [*_handed_in(request, visit)[0], *_taken_back(request, visit)]
    if "on" in request.POST and _is_well(notes):
        return HttpResponseRedirect(f"{visit.address}/check")
    return _papers(request, visit, notes or [("wait", html.say("guest.no_file", visit.language))])


Note = tuple[str, SafeString]


def _is_well(notes: list[Note]) -> bool:
    return all(tone == "ok" for tone, _ in notes)


def _papers(request: Any, visit: Visit, notes: list[Note]) -> HttpResponse:
    seen: Any = visit.see()
    steps = _steps(seen)
    has_sent = seen["told"] or seen["handed_in"]
    back = "record" if has_sent and not _begun(seen) else f"tell/{len(seen['questions'])}"
    context = {"seen": seen, "steps": steps, "number": len(steps) - 1, "notes": notes, "back": back, "form": "papers"}
    context |= {"mb": LARGEST_FILE // 2**20, "most": MOST_FILES}
    return page(request, visit, "guest_papers.html", context, status=200 if _is_well(notes) else 400)


def _handed_in(request: Any, visit: Visit) -> tuple[list[Note], bool]:
    """What became of each file that came with a form, in a sentence, and whether one of them was sent before."""
    became = [_taken(file, visit) for file in request.FILES.getlist("file")[:MOST_FILES]]
    notes = [
        ("ok", _kept(one, visit.language)) if isinstance(one, HandedIn) else ("wait", html.said(one, visit.language)) for one in became
    ]
    return notes, any(isinstance(one, HandedIn) and one.is_sent for one in became)


def _kept(one: HandedIn, language: Language) -> SafeString:
    """That it is kept, and what keeps us from reading it."""
    said = html.say("guest.sent_already" if one.is_sent else "guest.kept_aside", language, file=one.name)
    return html.html(f"{said} {html.said(one.remark, language)}") if one.remark else said


def _taken(file: Any, visit: Visit) -> HandedIn | Reason:
    try:
        if file.size > LARGEST_FILE:
            return Reason("guest.file_too_large", values={"file": file_name(file.name), "mb": LARGEST_FILE // 2**20})
        return hand_in(visit.secret, file.name, file.read(), porch=visit.porch)
    except (DeskRefused, Trouble) as refused:
        return refused.reason


def _taken_back(request: Any, visit: Visit) -> list[Note]:
    """A paper that waited is gone; one that waits no longer was sent or taken back in another window, and that is no trouble."""
    if "back" not in request.POST:
        return []
    try:
        name = take_back(visit.secret, request.POST["back"], porch=visit.porch)
    except Trouble as trouble:
        return [("wait", html.said(trouble.reason, visit.language))]
    return [("ok", html.say("guest.taken_back", visit.language, file=name) if name else html.say("guest.waits_no_longer", visit.language))]


@received(*THEY_TELL)
@require_http_methods(["GET", "POST"])
def check(request: Any, visit: Visit) -> HttpResponse:
    """The reading back: what was written and kept, to be sent or changed; after that, what is to be corrected or added."""
    if request.method != "POST":
        return _check(request, visit, visit.see()["draft"], [])
    seen: Any = visit.see()
    answers = seen["draft"] | {READ_BACK: request.POST.get(READ_BACK, "")}
    notes, was_sent = _handed_in(request, visit)
    try:
        if "language" in request.POST or "back" in request.POST:
            keep_answers(visit.secret, answers, porch=visit.porch)
            notes += _taken_back(request, visit)
            return _in_language(request, f"{visit.address}/check") if "language" in request.POST else _check(request, visit, answers, notes)
        if not _is_well(notes):  # nothing is sent before all of it can be
            return _check(request, visit, answers, notes)
        visit.tell(answers)
        return HttpResponseRedirect(f"{visit.address}/record")
    except (DeskRefused, Trouble) as refused:
        shown = request.POST.getlist("paper")
        if refused.reason.code == "guest.nothing_told" and (was_sent or shown):
            if was_sent or were_sent(visit.secret, shown, porch=visit.porch):  # the same once more
                return HttpResponseRedirect(f"{visit.address}/record")
            return _check(request, visit, answers, [("ok", html.say("guest.waits_no_longer", visit.language))])
        return _check(request, visit, answers, [*notes, ("wait", html.said(refused.reason, visit.language))])


def _check(request: Any, visit: Visit, answers: Any, notes: list[Note]) -> HttpResponse:
    """`answers`: as they were typed, where they could not be kept."""
    seen: Any = visit.see()
    written = [(key, page, seen["draft"][key]) for page, keys in enumerate(seen["questions"], 1) for key in keys if seen["draft"].get(key)]
    steps = _steps(seen)
    context = {
        "seen": seen,
        "steps": steps,
        "number": len(steps),
        "written": [(f"guest.{key}", page, text) for key, page, text in written],
        "told": _told(seen, request.zone),
        "adds": bool(seen["told"] or seen["handed_in"]) and not written,
        "read_back": READ_BACK,
        "correction": answers.get(READ_BACK, ""),
        "notes": notes,
        "form": "check",
        "mb": LARGEST_FILE // 2**20,
        "most": MOST_FILES,
    }
    return page(request, visit, "guest_check.html", context, status=200 if _is_well(notes) else 400)


def _told(seen: Any, zone: ZoneInfo) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Each telling: when, and its questions with their answers."""
    told = seen["told"]
    return [(one["at"].astimezone(zone), [(f"guest.{each['question']}", each["words"]) for each in one["answers"]]) for one in told]


@received(*THEY_TELL)
@require_GET
def record(request: Any, visit: Visit) -> HttpResponse:
    """What both see: first their account and papers, then our papers; until the account is told there are none."""
    seen: Any = visit.see()
    if not seen["told"] and not seen["handed_in"]:
        return HttpResponseRedirect(f"{visit.address}/tell/1")
    saw(request, visit, "given")
    context = {
        "seen": seen,
        "told": _told(seen, request.zone),
        "begun": _begun(seen),
        "papers": [(paper, word("evidence", paper["kind"], visit.language)) for paper in seen["papers"]],
        "facts": [(fact, word("event", fact["kind"], visit.language)) for fact in seen.get("facts", ())],
    }
    return page(request, visit, "guest_record.html", context)


@received(*Guest)
@require_GET
def paper(request: Any, visit: Visit, ref: str) -> HttpResponse:
    """A paper as it is, under a name that says nothing of how the business calls it. What could act is only downloaded."""
    content, media_type = visit.paper(ref)
    saw(request, visit, "exhibit")
    is_safe = media_type in SAFE_TO_SHOW
    ending = ENDINGS.get(media_type, "bin")
    return shown_file(content, media_type if is_safe else "application/octet-stream", f"paper-{ref[:6]}.{ending}", shown=is_safe)
