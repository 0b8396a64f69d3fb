"""What was typed into a form whose session had ended: kept until the same person has signed in again, then offered back."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

KEPT = "kept_form"
NEVER = ("csrfmiddlewaretoken", "secret", "password")  # a secret is typed again
MOST = 100_000  # characters of a form that are kept


def keep_form(request: Any) -> None:
    """Remember a form in the (anonymous) session. Files cannot be kept; the page says so."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in NEVER for value in values]
    if sum(len(value) for _, value in fields) <= MOST:
        request.session[KEPT] = {"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}


def show_kept(request: HttpRequest) -> HttpResponse:
    """The form as it was typed, to be sent after all or left."""
    kept = request.session.pop(KEPT, None)
    if kept is None:
        return HttpResponseRedirect("/")
    return render(request, "yosher/kept.html", {"kept": kept})
