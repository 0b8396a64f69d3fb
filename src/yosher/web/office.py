"""What the pages of the office share: they are for whoever manages, and what ends something asks first and names what ends."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from yosher.desk.ports import NotAllowed, NotFound
from yosher.kernel.reason import Reason
from yosher.web import html
from yosher.web.page import show

Facts = Sequence[tuple[str, SafeString | str]]  # a label's code and what stands beside it


def office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who may not manage is told so; what is not there, or is another organisation's, is not found."""

    @wraps(view)
    def run(request: Any, **named: str) -> HttpResponse:
        try:
            return view(request, **named)
        except NotAllowed:
            return show(request, "plain.html", {"title": "office.not_yours_title", "lead": "office.not_yours_lead"}, status=403)
        except NotFound:
            raise Http404 from None

    return run


def ask_first(request: Any, *, title: SafeString, facts: Facts, go: str, back: tuple[str, str]) -> HttpResponse:
    """A page that says what stops working; nothing has happened yet. `back`: the list's address and its tab."""
    address, tab = back
    context = {"title": title, "facts": facts, "go": go, "back": address, "tab": tab}
    return show(request, "office_confirm.html", context, place="settings")


def did(request: Any, code: str, **values: Any) -> None:
    messages.info(request, html.said(Reason(code, values=values), request.language))
