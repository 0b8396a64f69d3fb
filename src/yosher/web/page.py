"""What every page has: language, direction, zone, and the bar with its places."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yosher.kernel.words import Language

PLACES = (("queue", "/"), ("cases", "/cases"), ("insights", "/insights"), ("rulebook", "/rules"), ("settings", "/settings"))


def of_every_page(request: Any) -> dict[str, Any]:
    language = getattr(request, "language", Language.EN)
    other = Language.EN if language is Language.HE else Language.HE
    here = getattr(request, "here", None)
    return {
        "language": language,
        "direction": "rtl" if language is Language.HE else "ltr",
        "other": other,
        "other_address": _in_other_language(request, other),
        "zone": getattr(request, "zone", None),
        "here": here,
        "places": PLACES if here else (),
    }


def _in_other_language(request: HttpRequest, other: Language) -> str:
    query = request.GET.copy()
    query["language"] = str(other)
    return f"{request.path if request.method == 'GET' else ''}?{query.urlencode()}"


def show(request: HttpRequest, template: str, context: dict[str, Any], *, place: str = "", status: int = 200) -> HttpResponse:
    return render(request, f"yosher/{template}", {"place": place} | context, status=status)
