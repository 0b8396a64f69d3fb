"""One case on one page."""

from typing import Any

from django.http import HttpResponse

from yosher.web.page import show


def show_case(request: Any, ref: str) -> HttpResponse:
    return show(request, "plain.html", {"title": "web.place_cases", "lead": "web.place_cases"})
