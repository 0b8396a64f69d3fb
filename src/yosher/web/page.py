"""What every page has: language, direction, zone, and the bar with its places."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yosher.kernel.words import Language

PLACES = (("queue", "/"), ("cases", "/cases"), ("insights", "/insights"), ("rulebook", "/rules"), ("settings", "/settings"))
# Under Settings; the first and the last are for everybody.
TABS = (
    ("settings", "/settings"),
    ("keys", "/settings/keys"),
    ("hooks", "/settings/hooks"),
    ("listeners", "/settings/listeners"),
    ("sights", "/settings/sights"),
    ("retention", "/settings/retention"),
    ("work", "/work"),
)


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
        "tabs": _tabs(here),
        "can_mail": bool(getattr(settings, "YOSHER_SMTP_URL", None)),
        "provider_name": provider_name() if request.path.startswith("/account/") else "",
    }


def provider_name() -> str:
    """What the outside provider with which people may sign in is called here; empty where none is set."""
    apps = getattr(settings, "SOCIALACCOUNT_PROVIDERS", {}).get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


def _tabs(here: Any) -> tuple[tuple[str, str], ...]:
    if here is None:
        return ()
    return TABS if here.may("manage") else (TABS[0], TABS[-1])


def _in_other_language(request: HttpRequest, other: Language) -> str:
    query = request.GET.copy()
    query["language"] = str(other)
    return f"{request.path if request.method == 'GET' else ''}?{query.urlencode()}"


def show(request: HttpRequest, template: str, context: dict[str, Any], *, place: str = "", status: int = 200) -> HttpResponse:
    return render(request, f"yosher/{template}", {"place": place} | context, status=status)
