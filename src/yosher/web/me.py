"""A person's own page: in which language they read, by which clock times are shown, and the ways to how they sign in."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from yosher.desk.own import choose_own, zones
from yosher.desk.ports import DeskRefused
from yosher.kernel.words import Language
from yosher.web import html
from yosher.web.here import Here
from yosher.web.middleware import remember_language
from yosher.web.office import did
from yosher.web.page import provider_name, show
from yosher.web.queue import place_of


@require_http_methods(["GET", "POST"])
def me(request: Any) -> HttpResponse:
    here: Here = request.here
    language = str(here.language) if request.method == "GET" else request.POST.get("language", "")
    zone = request.user.zone if request.method == "GET" else request.POST.get("zone", "")
    wrong: Any = ""
    if request.method == "POST":
        try:
            choose_own(request.user.pk, language=language, zone=zone, accounts=here.house.accounts)
            return _chosen(request, Language(language), zone or here.organisation.zone)
        except DeskRefused as refused:
            wrong = html.said(refused.reason, here.language)
    context = {
        "seat": html.say("office.me_as", here.language, role=f"role:{here.person.role}", organisation=here.organisation.name),
        "languages": [("he", "עברית"), ("en", "English")],
        "own_language": language,
        "zones": zones(),
        "own_zone": zone,
        "business": place_of(here.organisation.zone, here.language),
        "clock": place_of(here.zone.key, here.language),
        "now": here.now,
        "wrong": wrong,
        "outside": provider_name(),
    }
    return show(request, "me.html", context, status=400 if wrong else 200)


def _chosen(request: Any, language: Language, zone: str) -> HttpResponse:
    """Said in the language that was chosen, by the clock that was chosen."""
    answer = HttpResponseRedirect("/me")
    remember_language(request, answer, language)
    request.language = language
    did(request, "office.did_own", now=html.clock(request.here.now.astimezone(ZoneInfo(zone))), place=place_of(zone, language))
    return answer
