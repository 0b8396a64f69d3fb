"""Whatever goes wrong, as RFC 9457 problem details: a code, a sentence in the caller's language, and never a traceback."""

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError
from prometheus_client import Counter

from yosher.api.caller import Caller, language_of
from yosher.api.pace import TooFast
from yosher.desk.letter import WordsChanged, draft_document
from yosher.desk.ports import DeskRefused, NotAllowed, NotFound, PlaceUnknown, Trouble
from yosher.kernel.reason import Reason
from yosher.phrases.catalogue import template
from yosher.phrases.say import say
from yosher.privacy.mask import mask

log = logging.getLogger("yosher.api")
Respond: TypeAlias = Callable[[HttpRequest], HttpResponse]
KIND = "application/problem+json"
PROGRAMS = ("/api/", "/hooks/", "/metrics")
REQUESTS = Counter("yosher_requests", "Requests that were answered.", ["face", "method", "status"], registry=None)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
MOST_FIELDS = 20  # of a request that are named as wrong
LARGEST_BODY = 2 * 2**20  # bytes that are no file
LARGEST_REQUEST = 100 * 2**20  # bytes, files included
_TITLED = frozenset({400, 401, 403, 404, 405, 409, 411, 413, 422, 429, 500, 503})


class BadInput(Exception):
    """What was sent cannot be read; `more` stands beside the sentence."""

    def __init__(self, reason: Reason, *, status: int = 422, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason.code)
        self.reason, self.status, self.more = reason, status, more or {}


def problem(request: Any, status: int, reason: Reason, *, more: Mapping[str, Any] | None = None) -> HttpResponse:
    language = language_of(request)
    told = {
        "type": f"urn:yosher:problem:{reason.code}",
        "title": say(Reason(f"api.status_{status if status in _TITLED else 400}"), language),
        "status": status,
        "code": reason.code,
        "detail": say(reason, language),
    }
    response = JsonResponse(told | dict(more or {}), status=status, content_type=KIND, json_dumps_params={"ensure_ascii": False})
    response["Content-Language"] = language
    return response


def not_found(request: Any, trouble: NotFound) -> HttpResponse:
    """Also what belongs to somebody else is not found, and nothing tells which; here it is written down who asked."""
    caller = getattr(request, "auth", None)
    who = f"{caller.key.id} of {caller.organisation.id}" if isinstance(caller, Caller) else "nobody"
    log.warning("not found: %s asked for %s %s", who, trouble.what, mask(trouble.ref)[:60].encode("unicode_escape").decode())
    code = f"api.not_found_{trouble.what}"
    known = template(code, language_of(request)) is not None
    return problem(request, 404, Reason(code if known else "api.not_found", values={"ref": trouble.ref[:60]}))


def in_trouble(request: Any, trouble: Trouble) -> HttpResponse:
    response = problem(request, 422 if trouble.permanent else 503, trouble.reason)
    if not trouble.permanent:
        response["Retry-After"] = "5"
    return response


def _database(request: Any, trouble: DatabaseError) -> HttpResponse:
    log.error("database: %s", str(trouble).splitlines()[0] if str(trouble) else type(trouble).__name__)
    return in_trouble(request, Trouble(Reason("store.locked")))


def unexpected(request: Any, trouble: Exception) -> HttpResponse:
    log.error("unexpected", exc_info=trouble)
    return problem(request, 500, Reason("api.unexpected"))


def _no_address(request: Any, _: Exception) -> HttpResponse:
    return problem(request, 404, Reason("api.not_found", values={"ref": request.path[:60]}))


def _no_key(request: Any, _: Exception) -> HttpResponse:
    response = problem(request, 401, Reason("api.no_key"))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _too_fast(request: Any, trouble: TooFast) -> HttpResponse:
    response = problem(request, 429, Reason("api.too_fast"))
    response["Retry-After"] = str(math.ceil(trouble.wait))
    return response


def _unreadable(request: Any, _: Exception) -> HttpResponse:
    return problem(request, 400, Reason("api.unreadable"))


def _fields_wrong(request: Any, trouble: ValidationError) -> HttpResponse:
    """Which fields are wrong and how, by the validator's own codes; never what was in them."""
    found: Sequence[Any] = trouble.errors[:MOST_FIELDS]
    errors = [{"where": _where(one["loc"]), "code": one["type"]} for one in found]
    return problem(
        request, 422, Reason("api.fields_wrong", values={"fields": ", ".join(one["where"] for one in errors)}), more={"errors": errors}
    )


HANDLERS: Mapping[type[Exception], Callable[[Any, Any], HttpResponse]] = {
    NotFound: not_found,
    Http404: _no_address,
    NotAllowed: lambda request, trouble: problem(request, 403, trouble.reason),
    WordsChanged: lambda request, trouble: problem(
        request, 409, trouble.reason, more={"current": draft_document(trouble.now, desk=request.auth.desk)}
    ),
    PlaceUnknown: lambda request, trouble: problem(request, 422, trouble.reason),
    DeskRefused: lambda request, trouble: problem(request, 409, trouble.reason),
    Trouble: in_trouble,
    BadInput: lambda request, trouble: problem(request, trouble.status, trouble.reason, more=trouble.more),
    ValidationError: _fields_wrong,
    AuthenticationError: _no_key,
    HttpError: lambda request, trouble: problem(request, trouble.status_code, Reason("api.unreadable")),
    TooFast: _too_fast,
    MultiPartParserError: _unreadable,
    SuspiciousOperation: _unreadable,
    UnreadablePostError: _unreadable,
    DatabaseError: _database,
    Exception: unexpected,
}


def answer_to(request: Any, trouble: Exception) -> HttpResponse:
    """The problem that an exception becomes, by the nearest of its kinds."""
    return next(HANDLERS[kind] for kind in type(trouble).__mro__ if kind in HANDLERS)(request, trouble)


def _where(place: Sequence[object]) -> str:
    """`body.text`: a body as a whole has a name in the code only."""
    parts = [str(part) for part in place]
    return ".".join(parts[:1] + parts[2:] if parts[0] == "body" and len(parts) > 2 else parts)


class AsProblems:
    """Around every address, to count what is answered; around those for programs, to refuse what is too large, and so that no error
    is a page for people."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._for_programs(request) if request.path.startswith(PROGRAMS) else self._respond(request)
        REQUESTS.labels(_face(request.path), request.method if request.method in METHODS else "other", str(response.status_code)).inc()
        return response

    def _for_programs(self, request: HttpRequest) -> HttpResponse:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return problem(request, 411, Reason("api.no_length"))  # WSGI reads no further than a stated length: the body would be lost
        most = LARGEST_REQUEST if (request.content_type or "").startswith("multipart/") else LARGEST_BODY
        if _size(request) > most:
            return problem(request, 413, Reason("api.too_large", values={"mb": most // 2**20}))
        response = self._respond(request)
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(KIND):
            return response
        plain = problem(request, response.status_code, _reason(request, response.status_code))
        if response.has_header("Allow"):
            plain["Allow"] = response["Allow"]
        return plain


def _face(path: str) -> str:
    return next((start.strip("/") for start in PROGRAMS if path.startswith(start)), "pages")


def _size(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


def _reason(request: HttpRequest, status: int) -> Reason:
    match status:
        case 404:
            return Reason("api.not_found", values={"ref": request.path[:60]})
        case 405:
            return Reason("api.other_method")
        case _ if status < 500:
            return Reason("api.unreadable")
        case _:
            return Reason("api.unexpected")
