"""Witnesses, mediators and lawyers as the business handles them: a link for each, what it shows, and what a witness told."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from yosher.cases.model import Case, CaseEvent
from yosher.desk.allowed import require
from yosher.desk.guests import (
    OTHERS,
    accounts,
    answers_in,
    close_guest,
    give,
    invite_guest,
    link_of,
    other_guests,
)
from yosher.desk.porch import may_be_shared
from yosher.desk.ports import DeskRefused, Given, GuestLink, Invited, NotAllowed
from yosher.desk.typed import MOST, Typed
from yosher.evidence.model import Exhibit
from yosher.kernel.ids import ExhibitId
from yosher.kernel.words import Language
from yosher.people.may import MAY_BE_GIVEN, Ability
from yosher.people.model import CasePart, Guest
from yosher.web import html
from yosher.web.acting import act
from yosher.web.here import Here
from yosher.web.page import show


@require_GET
@act
def show_guests(request: Any, case: Case) -> HttpResponse:
    """Who sees a part of the case, and for whom a link can be made: `?for=lawyer` opens that form."""
    require(Ability.WORK, desk=request.here.desk)
    asked = request.GET.get("for")
    return _page(request, case, new=Guest(asked) if asked in OTHERS else None)


@require_POST
@act
def invite(request: Any, case: Case) -> HttpResponse:
    """Make a link; the answer is the one page that shows it."""
    here: Here = request.here
    asked = request.POST.get("guest")
    guest = Guest(asked) if asked in OTHERS else OTHERS[0]
    typed = {key: request.POST.get(key, "") for key in ("name", "about", "language")}
    invited = Invited(guest, typed["name"], typed["about"], _given_in(request))
    language = Language(typed["language"]) if typed["language"] in set(Language) else None
    try:
        link, secret = invite_guest(case.id, invited, language=language, desk=here.desk)
    except NotAllowed:
        raise
    except DeskRefused as refused:
        return _page(
            request, case, new=guest, typed=typed | {"given": invited.given}, wrong=html.said(refused.reason, here.language), status=400
        )
    return _page(request, case, made={"name": link.name, "address": request.build_absolute_uri(f"/with/{secret}")})


@require_POST
@act
def choose(request: Any, case: Case, link: str) -> HttpResponse:
    """What is ticked is given, all else is not."""
    return _back(request, case, "web.did_guest_given", give(case.id, link, _given_in(request), desk=request.here.desk))


@require_POST
@act
def close(request: Any, case: Case, link: str) -> HttpResponse:
    close_guest(case.id, link, desk=request.here.desk)
    return _back(request, case, "web.did_guest_closed", link_of(case.id, link, desk=request.here.desk))


def _back(request: Any, case: Case, code: str, link: GuestLink) -> HttpResponse:
    messages.info(request, html.say(code, request.language, name=link.name))
    return HttpResponseRedirect(f"/cases/{case.id}/guests")


def _given_in(request: Any) -> Given:
    parts = (CasePart(part) for part in request.POST.getlist("part") if part in set(CasePart))
    return Given(frozenset(parts), frozenset(map(ExhibitId, request.POST.getlist("exhibit"))))


def _page(
    request: Any, case: Case, *, new: Guest | None = None, typed: Any = None, wrong: Any = "", made: Any = None, status: int = 200
) -> HttpResponse:
    here: Here = request.here
    store, organisation = here.desk.store, here.organisation.id
    here.saw("guest", case.id)
    exhibits = [exhibit for exhibit in store.exhibits(organisation, case.id) if may_be_shared(exhibit)]
    told = accounts(store.events(organisation, case.id))
    context = {
        "case": case,
        "guests": [_row(link, exhibits, told, here) for link in other_guests(case.id, desk=here.desk)],
        "kinds": OTHERS,
        "new": new,
        "typed": typed or {"name": "", "about": "", "language": case.language, "given": Given()},
        "choices": _choices(new, (typed or {}).get("given", Given()), exhibits) if new else None,
        "wrong": wrong,
        "made": made,
        "most": {"name": MOST[Typed.GUEST_NAME], "about": MOST[Typed.GUEST_ABOUT]},
    }
    return show(request, "guests.html", context, place="cases", status=status)


def _row(link: GuestLink, exhibits: Sequence[Exhibit], told: Sequence[CaseEvent], here: Here) -> dict[str, Any]:
    return {
        "link": link,
        "is_open": link.is_open(here.now),
        "choices": _choices(link.guest, link.given, exhibits),
        "told": [
            (event.happened.at, [(f"guest.{one['question']}", one["words"]) for one in answers_in(event)])
            for event in told
            if event.body["link"] == link.ref
        ],
    }


def _choices(guest: Guest, given: Given, exhibits: Sequence[Exhibit]) -> dict[str, Any]:
    """What such a guest may be given, each with whether it is."""
    return {
        "parts": [(part.value, part in given.parts) for part in MAY_BE_GIVEN[guest]],
        "exhibits": [(exhibit, exhibit.id in given.exhibits) for exhibit in exhibits],
    }
