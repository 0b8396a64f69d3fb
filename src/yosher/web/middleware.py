"""Around every request: what the browser may load, in which language it reads, and who is there."""

from collections.abc import Callable
from typing import Any, TypeAlias
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation

from yosher.kernel.words import Language
from yosher.web.here import Here, find_here, language_wanted
from yosher.web.kept import keep_form

Respond: TypeAlias = Callable[[HttpRequest], HttpResponse]
A_YEAR = 31_536_000
LANGUAGE_COOKIE = "yosher_language"
# Nothing from elsewhere, nothing inline: what a customer or a file says can never run here.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
PROGRAMS = ("/api/", "/hooks/", "/metrics")  # no page: whoever calls there has a key or a signature, and no session
GUESTS = "/with/"  # the customers' pages: their address is a secret, and nothing is known of who reads them
OPEN = ("/account/", "/start/", "/healthz", "/no-seat", GUESTS)  # pages for people who are not signed in
# Still less for them: no script at all.
GUEST_POLICY = POLICY.replace("script-src 'self'; ", "").replace("connect-src 'self'; ", "")


def remember_language(request: HttpRequest, answer: HttpResponse, language: Language) -> None:
    """In the browser, also where somebody else signs in or nobody does."""
    answer.set_cookie(LANGUAGE_COOKIE, language, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())


class Headers:
    """What a browser is told about every page."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        if request.path.startswith(GUESTS):
            response.headers.setdefault("Content-Security-Policy", GUEST_POLICY)
            response.headers.setdefault("Referrer-Policy", "no-referrer")
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), browsing-topics=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class Reader:
    """The reader's language: chosen on the page, else of the log-in, else of the browser. `?language=he` chooses and stays."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: Any) -> HttpResponse:
        if request.path.startswith(PROGRAMS):
            return self._respond(request)
        asked = request.GET.get("language")
        if asked in set(Language) and request.method == "GET" and not request.path.startswith(GUESTS):
            return self._chosen(request, Language(asked))
        request.language = language_wanted(request)
        with translation.override(request.language):
            response = self._respond(request)
        response.headers.setdefault("Content-Language", str(request.language))
        return response

    def _chosen(self, request: Any, language: Language) -> HttpResponse:
        left = request.GET.copy()
        del left["language"]
        answer = HttpResponseRedirect(request.path + (f"?{left.urlencode()}" if left else ""))
        remember_language(request, answer, language)
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language"])
        return answer


class Gate:
    """Nobody sees a page of the desk without a seat; what was typed into a form whose session had ended is kept."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: Any) -> HttpResponse:
        if request.path.startswith(PROGRAMS):
            return self._respond(request)
        request.zone = ZoneInfo("UTC")
        if request.path.startswith(GUESTS):
            return self._respond(request)  # also for somebody of the business: they see what the customer sees
        if request.user.is_authenticated:
            here = find_here(request)
            if here is not None:
                return self._at_home(request, here)
        if request.path.startswith(OPEN):
            return self._respond(request)
        if request.user.is_authenticated:
            return HttpResponseRedirect("/no-seat")
        if request.method == "POST":
            keep_form(request)
        return HttpResponseRedirect(_to_sign_in(request))

    def _at_home(self, request: Any, here: Here) -> HttpResponse:
        request.here, request.zone = here, here.zone
        return self._respond(request)


def _to_sign_in(request: HttpRequest) -> str:
    """Where to sign in, and where to go on afterwards: to the same page, or to what was typed."""
    return "/account/login/?" + urlencode({"next": request.get_full_path() if request.method == "GET" else "/kept"})
