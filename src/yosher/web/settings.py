"""Settings and people: what the owner keeps in order, and who may come in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from yosher.desk.doors import seat_link
from yosher.desk.office import add_person, set_setting, settings_of
from yosher.desk.ports import DeskRefused, NotFound
from yosher.kernel.reason import Reason
from yosher.people.model import Role
from yosher.privacy.retention import of_setting
from yosher.web import html
from yosher.web.here import SEAT, Here
from yosher.web.page import show

MOST_LETTERS = 500


@require_GET
def show_settings(request: Any) -> HttpResponse:
    here: Here = request.here
    people = here.desk.store.people(here.organisation.id)
    inside = set(here.house.accounts.signs_in(here.organisation.id))
    context = {
        "settings": [row for row in settings_of(here.desk, language=here.language) if of_setting(str(row["key"])) is None],
        "people": [(person, person.id in inside) for person in sorted(people, key=lambda one: one.has_left)],
        "own": here.person.id,
        "roles": list(Role),
        "link": request.session.pop("made_link", None),
        "others": [here.desk.store.organisation(seat.organisation) for seat in here.seats if seat.organisation != here.organisation.id],
        "manages": here.may("manage"),
        "tab": "settings",
    }
    return show(request, "settings.html", context, place="settings")


@require_POST
def change_setting(request: Any) -> HttpResponse:
    key, value = request.POST.get("key", "")[:100], request.POST.get("value", "")[:MOST_LETTERS].strip()
    try:
        set_setting(key, value, desk=request.here.desk)
        _say(request, Reason("web.did_setting"))
    except DeskRefused as refused:
        _say(request, refused.reason, level=messages.WARNING)
    return HttpResponseRedirect(f"/settings#s-{key}")


@require_POST
def add_somebody(request: Any) -> HttpResponse:
    """A person with a role, and at once the link by which they come in."""
    here: Here = request.here
    name, email = (request.POST.get(field, "")[:254].strip() for field in ("name", "email"))
    try:
        if not name:
            raise DeskRefused(Reason("web.name_missing"))
        made = add_person(name, ref=None, role=request.POST.get("role", ""), email=email, desk=here.desk)
        _link(request, here, made.id)
    except DeskRefused as refused:
        _say(request, refused.reason, level=messages.WARNING)
    return HttpResponseRedirect("/settings#people")


@require_POST
def make_link(request: Any) -> HttpResponse:
    """A new link for a person who has none yet, or who lost the way in."""
    here: Here = request.here
    try:
        _link(request, here, request.POST.get("person", ""))
    except DeskRefused as refused:
        _say(request, refused.reason, level=messages.WARNING)
    except NotFound:
        _say(request, Reason("web.not_there"), level=messages.WARNING)
    return HttpResponseRedirect("/settings#people")


def _link(request: Any, here: Here, person: str) -> None:
    secret = seat_link(person, desk=here.desk, accounts=here.house.accounts)
    name = here.desk.store.person(here.organisation.id, person).name
    request.session["made_link"] = {"name": name, "address": request.build_absolute_uri(f"/start/{secret}")}


@require_POST
def change_seat(request: Any) -> HttpResponse:
    """Somebody with seats in several organisations goes to another one of theirs."""
    wanted = request.POST.get("organisation", "")
    if wanted in {seat.organisation for seat in request.here.seats}:
        request.session[SEAT] = wanted
    return HttpResponseRedirect("/")


def _say(request: Any, reason: Reason, *, level: int = messages.INFO) -> None:
    messages.add_message(request, level, html.said(reason, request.language))
