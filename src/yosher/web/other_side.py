"""The pages of whoever tells: a customer, or a witness; and the first page of every guest.

What is behind a link is asked of the desk by the link alone: these pages show what its document names, and nothing else.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods

from yosher.conversations.interview import READ_BACK
from yosher.desk.porch import LARGEST_FILE, MOST_FILES, hand_in, keep_answers
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
    """The page on which something was written last that was not sent; empty where nothing was."""
    written = {key for key, text in seen["draft"].items() if text}
    pages = [number for number, keys in enumerate(seen["questions"], 1) if written & set(keys)]
    return f"tell/{pages[-1]}" if pages else "check" if written else ""


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
    notes: list[tuple[str, SafeString]] = []
    if request.method == "POST":
        files = request.FILES.getlist("file")[:MOST_FILES]
        notes = [_taken(file, visit) for file in files] or [("wait", html.say("guest.no_file", visit.language))]
    return _papers(request, visit, notes, status=400 if any(tone == "wait" for tone, _ in notes) else 200)


def _papers(request: Any, visit: Visit, notes: list[tuple[str, SafeString]], *, status: int) -> HttpResponse:
    seen: Any = visit.see()
    steps = _steps(seen)
    back = "record" if seen["told"] and not _begun(seen) else f"tell/{len(seen['questions'])}"
    context = {"seen": seen, "steps": steps, "number": len(steps) - 1, "notes": notes, "back": back}
    context |= {"mb": LARGEST_FILE // 2**20, "most": MOST_FILES}
    return page(request, visit, "guest_papers.html", context, status=status)


def _taken(file: Any, visit: Visit) -> tuple[str, SafeString]:
    """What became of one file, in a sentence."""
    try:
        if file.size > LARGEST_FILE:
            raise DeskRefused(Reason("guest.file_too_large", values={"file": file_name(file.name), "mb": LARGEST_FILE // 2**20}))
        name = hand_in(visit.secret, file.name, file.read(), porch=visit.porch)
    except (DeskRefused, Trouble) as refused:
        return "wait", html.said(refused.reason, visit.language)
    return "ok", html.say("guest.handed_in_one", visit.language, file=name)


@received(*THEY_TELL)
@require_http_methods(["GET", "POST"])
def check(request: Any, visit: Visit) -> HttpResponse:
    """The reading back: what was written, to be sent or changed; after that, what is to be corrected or added."""
    seen: Any = visit.see()
    answers, note = seen["draft"], None
    if request.method == "POST":
        answers = answers | {READ_BACK: request.POST.get(READ_BACK, "")}
        try:
            if "language" in request.POST:
                keep_answers(visit.secret, answers, porch=visit.porch)
                return _in_language(request, f"{visit.address}/check")
            visit.tell(answers)
            return HttpResponseRedirect(f"{visit.address}/record")
        except (DeskRefused, Trouble) as refused:
            note = html.said(refused.reason, visit.language)
    written = [(key, page, seen["draft"][key]) for page, keys in enumerate(seen["questions"], 1) for key in keys if seen["draft"].get(key)]
    steps = _steps(seen)
    context = {
        "seen": seen,
        "steps": steps,
        "number": len(steps),
        "written": [(f"guest.{key}", page, text) for key, page, text in written],
        "told": _told(seen, request.zone),
        "read_back": READ_BACK,
        "correction": answers.get(READ_BACK, ""),
        "note": note,
    }
    return page(request, visit, "guest_check.html", context, status=400 if note else 200)


def _told(seen: Any, zone: ZoneInfo) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Each telling: when, and its questions with their answers."""
    told = seen["told"]
    return [(one["at"].astimezone(zone), [(f"guest.{each['question']}", each["words"]) for each in one["answers"]]) for one in told]


@received(*THEY_TELL)
@require_GET
def record(request: Any, visit: Visit) -> HttpResponse:
    """What both see: first their account, then our papers; until it is told there are none."""
    seen: Any = visit.see()
    if not seen["told"]:
        return HttpResponseRedirect(f"{visit.address}/tell/1")
    saw(request, visit, "given")
    context = {
        "seen": seen,
        "told": _told(seen, request.zone),
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
