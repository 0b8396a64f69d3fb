"""How something is done on a case from a page: what the desk refuses is said, and what cannot be undone is asked first."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from yosher.cases.model import Case
from yosher.desk.ports import DeskRefused, NotFound, Trouble
from yosher.kernel.reason import Reason
from yosher.web import html
from yosher.web.case import found_case
from yosher.web.here import Here
from yosher.web.page import show

View = Callable[..., HttpResponse]


def act(view: View) -> View:
    """Whatever the desk refuses is said on the case's page; nothing is half done."""
    return _acting(view, asks_again=False)


def act_that_asks(view: View) -> View:
    """An act with a form before it: what the desk refuses is said over that form, and what was typed stays."""
    return _acting(view, asks_again=True)


def _acting(view: View, *, asks_again: bool) -> View:
    @wraps(view)
    def run(request: Any, ref: str, **more: str) -> HttpResponse:
        case = found_case(request.here, ref)
        try:
            return _told_where(request, view(request, case, **more))
        except (DeskRefused, Trouble) as refused:
            say_so(request, refused.reason, level=messages.WARNING)
            if asks_again and request.method == "POST":
                request.method = "GET"  # the question once more, with what was typed
                with suppress(DeskRefused, Trouble):  # where it may not even be asked, the case's page says why
                    response = view(request, case, **more)
                    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
                    return response
        except NotFound:
            say_so(request, Reason("web.not_there"), level=messages.WARNING)
        return _told_where(request, back_to(case))

    return run


def _told_where(request: Any, response: HttpResponse) -> HttpResponse:
    """A script that sent a form would follow a redirect by itself, and what the page there has to say would be shown to nobody."""
    if response.status_code == HTTPStatus.FOUND and request.headers.get("X-Requested-With") == "XMLHttpRequest":
        response.status_code = HTTPStatus.NO_CONTENT
    return response


def back_to(case: Case, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(f"/cases/{case.id}{anchor}")


OK = 20  # django's level for what went as it should


def say_so(request: Any, reason: Reason, *, level: int = OK) -> None:
    here: Here = request.here
    messages.add_message(request, level, html.said(reason, here.language, zone=here.zone))


def done(request: Any, code: str, notes: Sequence[Reason] = (), **values: Any) -> None:
    say_so(request, Reason(code, values=values))
    for one in notes:
        say_so(request, one, level=messages.WARNING)


# -- asked first ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a confirmation: `options` make a choice of it."""

    name: str
    label: str
    value: str = ""
    type: str = "text"
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    is_needed: bool = False
    most: int | None = None  # characters


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question before what cannot be undone: what, to whom, what happens then, and whether it can be taken back."""

    title: SafeString
    facts: tuple[tuple[str, SafeString], ...]
    go: SafeString
    fields: tuple[Asked, ...] = field(default=())


def confirm(request: Any, case: Case, page: Confirm) -> HttpResponse:
    fields = tuple(_as_typed(field, request.POST) for field in page.fields)
    return show(request, "confirm.html", {"case": case, "confirm": replace(page, fields=fields)}, place="cases")


def _as_typed(asked: Asked, typed: Mapping[str, str]) -> Asked:
    """A field with what was typed into it before; a file cannot be kept, and what is hidden is the page's own."""
    if asked.type in ("hidden", "file") or asked.name not in typed:
        return asked
    return replace(asked, value=typed[asked.name])


def fact(request: Any, label: str, code: str, **values: Any) -> tuple[str, SafeString]:
    here: Here = request.here
    return f"web.{label}", html.say(code, here.language, zone=here.zone, **values)
