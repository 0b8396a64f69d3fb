"""What a person reads when a page is not there, a form is too old, or the program fails."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse

from yosher.bootstrap.reports import report
from yosher.bootstrap.site import the_house
from yosher.web.page import show


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    said = "erased" if str(exception) == "erased_case" else "not_found"
    return show(request, "plain.html", {"title": f"web.{said}_title", "lead": f"web.{said}_lead"}, status=404)


def too_often(request: HttpRequest) -> HttpResponse:
    """Where the framework counts: signing in, a new password, a code."""
    return show(request, "plain.html", {"title": "web.often_title", "lead": "web.often_lead"}, status=429)


def trouble(request: HttpRequest) -> HttpResponse:
    """Our own fault: kept whole in the home's log, said in one sentence."""
    found = sys.exc_info()[1]
    if isinstance(found, Exception):
        report(found, the_house().home.logs)
    return show(request, "plain.html", {"title": "web.trouble_title", "lead": "web.trouble_lead"}, status=500)


def form_too_old(request: Any, reason: str = "") -> HttpResponse:  # noqa: ARG001  (the signature is Django's)
    return show(request, "plain.html", {"title": "web.form_old_title", "lead": "web.form_old_lead"}, status=403)
