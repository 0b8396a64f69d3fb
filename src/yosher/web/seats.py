"""Another role for somebody, or an end to their coming in; both after a look at what changes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from yosher.desk.allowed import require
from yosher.desk.keys import keys_made_by
from yosher.desk.office import role_refused
from yosher.desk.ports import DeskRefused, NotAllowed
from yosher.desk.seats import change_role, changeable, end_seat
from yosher.people.may import MAY, Ability
from yosher.people.model import Role
from yosher.phrases.catalogue import word
from yosher.web import html
from yosher.web.here import Here
from yosher.web.office import ask_first, did, office

PLACE = ("/settings#people", "settings")


@require_http_methods(["GET", "POST"])
@office
def give_role(request: Any, *, ref: str) -> HttpResponse:
    """The role stands in the address, so that what is asked is what is done."""
    here: Here = request.here
    role = request.GET.get("role", "")
    try:
        require(Ability.MANAGE, desk=here.desk)
        if refused := role_refused(role):
            raise DeskRefused(refused)
        known = changeable(ref, desk=here.desk, stays_owner=role == Role.OWNER)
        if request.method == "POST":
            changed = change_role(ref, role, desk=here.desk)
            did(request, "office.did_change_role", name=changed.name, role=f"role:{changed.role}")
            return HttpResponseRedirect(PLACE[0])
    except NotAllowed:
        raise
    except DeskRefused as refusal:
        return _refused(request, refusal)
    facts = [("office.role_now", _role(known.role, here)), ("office.role_then", _role(Role(role), here))]
    if known.has_left:
        facts.append(("office.undone", html.say("office.back_by_link", here.language, name=known.name)))
    title = html.say("office.role_title", here.language, name=known.name)
    return ask_first(request, title=title, facts=facts, go="office.change_role", back=PLACE)


def _role(role: Role, here: Here) -> SafeString:
    """With what it lets somebody do."""
    may = [html.say(f"office.scope_{ability}", here.language) for ability in Ability if ability in MAY[role]]
    return html.html("<br>".join([f"<b>{html.text(word('role', role, here.language))}</b>", *may]))


@require_http_methods(["GET", "POST"])
@office
def end(request: Any, *, ref: str) -> HttpResponse:
    here: Here = request.here
    try:
        require(Ability.MANAGE, desk=here.desk)
        known = changeable(ref, desk=here.desk)
        if request.method == "POST":
            end_seat(ref, desk=here.desk, accounts=here.house.accounts, listeners=here.house.listeners)
            did(request, "office.did_end_seat", name=known.name)
            return HttpResponseRedirect(PLACE[0])
    except NotAllowed:
        raise
    except DeskRefused as refusal:
        return _refused(request, refusal)
    stays = [html.say("office.seat_stays", here.language, name=known.name)]
    if keys := keys_made_by(ref, desk=here.desk, keys=here.house.keys):
        stays.append(html.say("office.seat_keys", here.language, n=len(keys), name=known.name, keys=", ".join(key.name for key in keys)))
    facts = [
        ("office.stops", html.say("office.seat_stops", here.language)),
        ("office.stays", html.html("<br>".join(stays))),
        ("office.undone", html.say("office.seat_back", here.language, name=known.name)),
    ]
    title = html.say("office.end_seat_title", here.language, name=known.name)
    return ask_first(request, title=title, facts=facts, go="office.end_seat", back=PLACE)


def _refused(request: Any, refusal: DeskRefused) -> HttpResponse:
    messages.warning(request, html.said(refusal.reason, request.language))
    return HttpResponseRedirect(PLACE[0])
