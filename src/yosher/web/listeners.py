"""Who is told of events: programs by signed messages, people by mail; and what became of the last message."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from yosher.desk.listeners import add_listener, find_listener, list_listeners, list_mailed, mail_to, remove_listener
from yosher.desk.notices import BY_MAIL, Notice
from yosher.desk.ports import DeskRefused, Listener, NotAllowed
from yosher.kernel.words import Language
from yosher.web import html
from yosher.web.here import Here
from yosher.web.office import ask_first, did, office
from yosher.web.page import show

PLACE = ("/settings/listeners", "listeners")


def event_code(notice: Notice) -> str:
    return "office.event_" + notice.partition(".")[2]


@require_http_methods(["GET", "POST"])
@office
def listeners(request: Any) -> HttpResponse:
    """The list; a POST adds an address, and its answer is the one page that shows the signing secret."""
    here: Here = request.here
    if request.method == "GET":
        return _page(request)
    url, events = request.POST.get("url", "").strip(), request.POST.getlist("event")
    try:
        made = add_listener(url, events, desk=here.desk, listeners=here.house.listeners)
    except NotAllowed:
        raise
    except DeskRefused as refused:
        return _page(request, typed={"url": url[:500], "events": events}, wrong=html.said(refused.reason, here.language), status=400)
    return _page(request, made=made)


def _page(
    request: Any, *, typed: Any = None, wrong: SafeString | str = "", made: Listener | None = None, status: int = 200
) -> HttpResponse:
    here: Here = request.here
    listeners = here.house.listeners
    mailed = set(list_mailed(desk=here.desk, listeners=listeners))
    people = here.staff
    context = {
        "listeners": [_row(one, here.language) for one in list_listeners(desk=here.desk, listeners=listeners)],
        "people": [(person, person.id in mailed) for person in people if person.email],
        "nameless": [person for person in people if not person.email],
        "events": [(notice.value, event_code(notice)) for notice in Notice],
        "by_mail": [event_code(notice) for notice in Notice if notice in BY_MAIL],
        "typed": typed or {"url": "", "events": []},
        "wrong": wrong,
        "made": made,
        "tab": PLACE[1],
    }
    return show(request, "settings_listeners.html", context, place="settings", status=status)


def _row(listener: Listener, language: Language) -> dict[str, Any]:
    trouble = html.said(listener.trouble, language) if listener.trouble else ""
    return {"listener": listener, "events": _events(listener), "trouble": trouble}


def _events(listener: Listener) -> list[str]:
    return [event_code(notice) for notice in Notice if notice in listener.events] or ["office.all_events"]


@require_http_methods(["GET", "POST"])
@office
def remove(request: Any, *, ref: str) -> HttpResponse:
    here: Here = request.here
    listener = find_listener(ref, desk=here.desk, listeners=here.house.listeners)
    if request.method == "POST":
        remove_listener(ref, desk=here.desk, listeners=here.house.listeners)
        did(request, "office.did_remove_listener")
        return HttpResponseRedirect(PLACE[0])
    told = html.moment(listener.told_at, here.language, here.zone) if listener.told_at else html.say("office.nothing_yet", here.language)
    facts = [
        ("terminal.address", html.isolate(listener.url)),
        ("office.stops", html.html("<br>".join(html.say(code, here.language) for code in _events(listener)))),
        ("office.told", told),
        ("office.undone", html.say("office.listener_not_back", here.language)),
    ]
    return ask_first(
        request, title=html.say("office.remove_listener_title", here.language), facts=facts, go="office.remove_listener", back=PLACE
    )


@require_POST
@office
def choose_mail(request: Any) -> HttpResponse:
    here: Here = request.here
    person, wanted = request.POST.get("person", ""), request.POST.get("wanted") == "yes"
    try:
        mail_to(person, wanted=wanted, desk=here.desk, listeners=here.house.listeners)
    except NotAllowed:
        raise
    except DeskRefused as refused:
        return _page(request, wrong=html.said(refused.reason, here.language), status=400)
    name = here.desk.store.person(here.organisation.id, person).name
    did(request, "office.did_mail_on" if wanted else "office.did_mail_off", name=name)
    return HttpResponseRedirect(f"{PLACE[0]}#mail")
