"""Signing in with an outside provider (OpenID Connect): the way there, the way back, and calm words where it does not work."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.providers.openid_connect import views
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_http_methods

from yosher.bootstrap.reports import report
from yosher.bootstrap.site import the_house
from yosher.bootstrap.site_settings import OUTSIDE
from yosher.web.limits import address_of, is_too_often
from yosher.web.page import provider_name, show

STATUS = {"unverified": 403, "unknown": 403, "cancelled": 403, "failed": 401, "down": 503, "often": 429}
MOST, A_WHILE = 30, 60  # beginnings in so many seconds from one address: each one asks the provider something


@require_http_methods(["GET", "POST"])
def begin(request: Any) -> HttpResponse:
    """To the provider, by a page of ours: a form of ours that ended elsewhere would be stopped by our own policy (form-action)."""
    if request.method == "GET":
        return HttpResponseRedirect("/account/login/")
    if is_too_often(f"outside {address_of(request)}", most=MOST, seconds=A_WHILE):
        return sorry(request, "often")
    answer = _calmly(request, lambda: views.login(request, OUTSIDE))
    if answer.status_code != 302:
        return answer
    return show(request, "outside_go.html", {"address": answer["Location"], "name": provider_name()})


@require_GET
def come_back(request: Any) -> HttpResponse:
    return _calmly(request, lambda: views.callback(request, OUTSIDE))


def _calmly(request: Any, go: Callable[[], HttpResponse]) -> HttpResponse:
    """What a stranger's server says may be anything, or nothing: that is kept in the log, and said in a sentence."""
    try:
        return go()
    except Http404:
        raise
    except Exception as trouble:
        report(trouble, the_house().home.logs)
        return sorry(request, "down")


def sorry(request: Any, what: str) -> HttpResponse:
    """Nobody came in, and why: a code of ours, never what the provider said."""
    context = {"title": f"office.outside_{what}_title", "lead": f"office.outside_{what}_lead", "name": provider_name()}
    return show(request, "outside.html", context, status=STATUS[what])
