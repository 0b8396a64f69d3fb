"""The customer's pages, under a link of their own: no sign-in, no cookie, no script, and nothing but what the desk's document names.

A form is known by a token that only a reader of the page can have (its address is the secret), and by what the browser says of
where it comes from: the pages send no referrer, so that the address of the link stays with whoever was given it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from yosher.bootstrap.site import right_now, the_house
from yosher.conversations.interview import READ_BACK
from yosher.desk import other_side as desk
from yosher.desk.other_side import LARGEST_FILE, MOST_FILES, MOST_LETTERS, Porch, Seen
from yosher.desk.ports import DeskRefused, NotFound, Trouble
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import Organisation
from yosher.phrases.catalogue import word
from yosher.privacy.clean import file_name
from yosher.web import html
from yosher.web.case import SAFE_TO_SHOW, shown_file
from yosher.web.limits import has_been_too_often, is_too_often
from yosher.web.page import show

MOST_BODY = 3 * LARGEST_FILE  # bytes of one request, told by its length before anything of it is read
A_WHILE = 600  # seconds
MOST_FROM_AN_ADDRESS, MOST_GUESSES, MOST_SENDINGS = 600, 30, 90  # in a while
ENDINGS = {
    "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic",
    "image/heif": "heif", "image/tiff": "tif", "message/rfc822": "eml", "text/plain": "txt", "text/csv": "csv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks on: all that is known of them is the secret of their link."""

    secret: str
    porch: Porch
    language: Language
    home: Organisation

    @property
    def address(self) -> str:
        return f"/with/{self.secret}"

    def see(self) -> Seen:
        return desk.what_they_see(self.secret, porch=self.porch)


View = Callable[..., HttpResponse]


def guests(view: View) -> View:
    """A page for whoever has an open link. Any other link shows one and the same page, which tells nothing."""

    @csrf_exempt
    @wraps(view)
    def run(request: Any, secret: str, **more: Any) -> HttpResponse:
        if _is_too_much(request, secret):
            return _plain(request, "slow", 429)
        try:
            visit = _visit(request, secret)
            if request.method == "POST" and _length(request) > MOST_BODY:
                return _too_large(request, visit)
            if request.method == "POST" and request.user.is_authenticated:
                return _plain(request, "own", 403)  # nobody of the business speaks for the customer
            if request.method == "POST" and not _is_from_the_page(request, secret):
                return _plain(request, "form", 403)
            return view(request, visit, **more)
        except NotFound:
            return gone(request)

    return run


def _length(request: Any) -> int:
    """Of the request's body, as its sender tells it: no server reads further than that."""
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return int(told) if told.isascii() and told.isdecimal() else 0


def _is_too_much(request: Any, secret: str) -> bool:
    address = str(request.META.get("REMOTE_ADDR", ""))
    return (
        has_been_too_often(f"guess {address}", most=MOST_GUESSES)
        or is_too_often(f"address {address}", most=MOST_FROM_AN_ADDRESS, seconds=A_WHILE)
        or (request.method == "POST" and is_too_often(f"link {secret}", most=MOST_SENDINGS, seconds=A_WHILE))
    )


def _visit(request: Any, secret: str) -> Visit:
    porch = the_house().porch(now=right_now())
    asked = request.GET.get("language")
    wanted = Language(asked) if asked in set(Language) else None
    counts = not request.user.is_authenticated and (wanted is not None or _is_a_reader(request, secret))
    language, home = desk.visit(secret, porch=porch, language=wanted, counts=counts)
    request.language, request.zone = language, ZoneInfo(home.zone)
    return Visit(secret, porch, language, home)


def _is_a_reader(request: Any, secret: str) -> bool:
    """A chat that draws a preview of the link also asks for its first page: that nobody has opened it yet."""
    return bool(request.path != f"/with/{secret}" or request.headers.get("Sec-Fetch-Mode") == "navigate")


def _is_from_the_page(request: Any, secret: str) -> bool:
    elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    return not elsewhere and constant_time_compare(request.POST.get("token", ""), token_of(secret))


def token_of(secret: str) -> str:
    return salted_hmac("yosher.with", secret, algorithm="sha256").hexdigest()


@csrf_exempt
def gone(request: Any, rest: str = "") -> HttpResponse:  # noqa: ARG001  (whatever stands in the address)
    is_too_often(f"guess {request.META.get('REMOTE_ADDR', '')}", most=MOST_GUESSES, seconds=A_WHILE)
    return _plain(request, "gone", 404)


def _plain(request: Any, what: str, status: int) -> HttpResponse:
    return show(request, "guest_plain.html", {"title": f"guest.{what}_title", "lead": f"guest.{what}_lead"}, status=status)


def _page(request: Any, visit: Visit, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    of_all = {
        "visit": visit,
        "business": visit.home.name,
        "until": context["seen"]["until"].astimezone(request.zone),
        "token": token_of(visit.secret),
        "letters": MOST_LETTERS,
    }
    return show(request, template, of_all | dict(context), status=status)


@guests
@require_GET
def welcome(request: Any, visit: Visit) -> HttpResponse:
    return _page(request, visit, "guest_welcome.html", {"seen": visit.see()})


@guests
@require_http_methods(["GET", "POST"])
def tell(request: Any, visit: Visit, number: int) -> HttpResponse:
    """The questions, a few at a time; what is typed is kept when one goes on, or changes the language."""
    seen: Any = visit.see()
    pages = seen["questions"]
    if not 1 <= number <= len(pages):
        raise NotFound("page", "")
    if request.method == "POST":
        asked = {question: request.POST.get(question, "") for question in pages[number - 1]}
        desk.keep_answers(visit.secret, asked, porch=visit.porch)
        if "language" in request.POST:
            return _in_language(request, f"{visit.address}/tell/{number}")
        return HttpResponseRedirect(f"{visit.address}/{f'tell/{number + 1}' if number < len(pages) else 'papers'}")
    questions = [(question, f"guest.{question}", seen["draft"].get(question, "")) for question in pages[number - 1]]
    context = {"seen": seen, "number": number, "steps": _steps(seen), "questions": questions, "begun": bool(seen["draft"])}
    context["heading"] = f"guest.tell_{number}"
    return _page(request, visit, "guest_tell.html", context)


def _in_language(request: Any, address: str) -> HttpResponse:
    """The same page in the language that was asked for in the middle of a form: what was typed is kept by now."""
    asked = request.POST["language"]
    return HttpResponseRedirect(f"{address}?language={asked}" if asked in set(Language) else address)


def _steps(seen: Any) -> range:
    """The pages of questions, the papers, the reading back."""
    return range(1, len(seen["questions"]) + 3)


@guests
@require_http_methods(["GET", "POST"])
def papers(request: Any, visit: Visit) -> HttpResponse:
    notes: list[tuple[str, SafeString]] = []
    if request.method == "POST":
        files = request.FILES.getlist("file")[:MOST_FILES]
        notes = [_taken(file, visit) for file in files] or [("wait", html.say("guest.no_file", visit.language))]
    return _papers(request, visit, notes, status=400 if any(tone == "wait" for tone, _ in notes) else 200)


def _papers(request: Any, visit: Visit, notes: list[tuple[str, SafeString]], *, status: int) -> HttpResponse:
    seen = visit.see()
    steps = _steps(seen)
    context = {"seen": seen, "steps": steps, "number": len(steps) - 1, "notes": notes, "mb": LARGEST_FILE // 2**20, "most": MOST_FILES}
    return _page(request, visit, "guest_papers.html", context, status=status)


def _too_large(request: Any, visit: Visit) -> HttpResponse:
    """Answered without reading what was sent."""
    return _papers(request, visit, [("wait", html.say("guest.all_too_large", visit.language, mb=LARGEST_FILE // 2**20))], status=413)


def _taken(file: Any, visit: Visit) -> tuple[str, SafeString]:
    """What became of one file, in a sentence."""
    try:
        if file.size > LARGEST_FILE:
            raise DeskRefused(Reason("guest.file_too_large", values={"file": file_name(file.name), "mb": LARGEST_FILE // 2**20}))
        name = desk.hand_in(visit.secret, file.name, file.read(), porch=visit.porch)
    except (DeskRefused, Trouble) as refused:
        return "wait", html.said(refused.reason, visit.language)
    return "ok", html.say("guest.handed_in_one", visit.language, file=name)


@guests
@require_http_methods(["GET", "POST"])
def check(request: Any, visit: Visit) -> HttpResponse:
    """The reading back: what was written, to be sent or changed; after that, what is to be corrected or added."""
    seen: Any = visit.see()
    note = None
    if request.method == "POST":
        answers = seen["draft"] | {READ_BACK: request.POST.get(READ_BACK, "")}
        if "language" in request.POST:
            desk.keep_answers(visit.secret, answers, porch=visit.porch)
            return _in_language(request, f"{visit.address}/check")
        try:
            desk.tell(visit.secret, answers, porch=visit.porch)
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
        "correction": seen["draft"].get(READ_BACK, ""),
        "note": note,
    }
    return _page(request, visit, "guest_check.html", context, status=400 if note else 200)


def _told(seen: Any, zone: ZoneInfo) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Each telling: when, and its questions with their answers."""
    told = seen["told"]
    return [(one["at"].astimezone(zone), [(f"guest.{each['question']}", each["words"]) for each in one["answers"]]) for one in told]


@guests
@require_GET
def record(request: Any, visit: Visit) -> HttpResponse:
    """What both see: first their account, then our papers; until it is told there are none."""
    seen: Any = visit.see()
    if not seen["told"]:
        return HttpResponseRedirect(f"{visit.address}/tell/1")
    context = {
        "seen": seen,
        "told": _told(seen, request.zone),
        "papers": [(paper, word("evidence", paper["kind"], visit.language)) for paper in seen["papers"]],
        "facts": [(fact, word("event", fact["kind"], visit.language)) for fact in seen["facts"]],
    }
    return _page(request, visit, "guest_record.html", context)


@guests
@require_GET
def paper(request: Any, visit: Visit, ref: str) -> HttpResponse:  # noqa: ARG001  (the signature is the others')
    """A paper as it is, under a name that says nothing of how the business calls it. What could act is only downloaded."""
    content, media_type = desk.paper_they_see(visit.secret, ref, porch=visit.porch)
    is_safe = media_type in SAFE_TO_SHOW
    ending = ENDINGS.get(media_type, "bin")
    return shown_file(content, media_type if is_safe else "application/octet-stream", f"paper-{ref[:6]}.{ending}", shown=is_safe)
