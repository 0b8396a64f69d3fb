"""The work in the background: what waits, what runs and how far it is, and what a person has to look at."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from yosher.desk.ports import DeskRefused, NotFound, WorkRow
from yosher.desk.work import MESSAGES, dismiss, retry, work_of
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.web import html
from yosher.web.here import Here
from yosher.web.page import show

MOST = 100  # rows that are shown; those that need a person first


@require_GET
def show_work(request: Any) -> HttpResponse:
    here: Here = request.here
    found = sorted(work_of(here.desk), key=lambda row: (not row.is_dead, not row.is_running))
    dead = sum(row.is_dead for row in found)
    rows = [_line(row, here.language) for row in found[:MOST]]
    context = {"rows": rows, "all": len(found), "dead": dead, "works": here.may("work"), "tab": "work"}
    return show(request, "work.html", context, place="settings")


def _line(found: WorkRow, language: Language) -> dict[str, Any]:
    if found.is_dead:
        icon, tone, state = "warn", "stop", "dead"
    elif found.is_running:
        icon, tone, state = "half", "go", "running"
    else:
        icon, tone, state = "miss", "", "waiting"
    return {
        "row": found.row,
        "icon": icon,
        "tone": tone,
        "state": f"web.work_{state}",
        "task": f"terminal.task_{found.row.task}",
        "stage": html.say(found.stage, language) if found.stage else "",
        "percent": found.percent,
        "is_message": found.row.task in MESSAGES,
        "trouble": html.said(found.trouble, language) if found.trouble else "",
    }


@require_POST
def put_back(request: Any) -> HttpResponse:
    """A dead letter is tried again."""
    return _done(request, retry, "web.work_put_back")


@require_POST
def give_up(request: Any) -> HttpResponse:
    """A message that failed for good is not tried again."""
    return _done(request, dismiss, "web.work_dismissed")


def _done(request: Any, act: Callable[..., None], said: str) -> HttpResponse:
    here: Here = request.here
    try:
        act(request.POST.get("id", ""), desk=here.desk)
        messages.success(request, html.say(said, here.language))
    except DeskRefused as refused:
        messages.warning(request, html.said(refused.reason, here.language))
    except NotFound:
        messages.warning(request, html.said(Reason("web.not_there"), here.language))
    return HttpResponseRedirect("/work")
