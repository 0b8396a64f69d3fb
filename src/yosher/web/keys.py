"""Keys for programs: listed, made with a secret that is shown this once, and closed after a look at what stops."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from yosher.desk.keys import add_key, find_key, list_keys, revoke_key
from yosher.desk.ports import ApiKey, DeskRefused, NotAllowed
from yosher.people.may import Ability
from yosher.people.model import OWNER
from yosher.phrases.catalogue import word
from yosher.web import html
from yosher.web.here import Here
from yosher.web.office import ask_first, did, office
from yosher.web.page import show

PLACE = ("/settings/keys", "keys")


@require_http_methods(["GET", "POST"])
@office
def keys(request: Any) -> HttpResponse:
    """The list; a POST makes a key, and its answer is the one page that shows the secret: it is kept nowhere on the way."""
    here: Here = request.here
    if request.method == "GET":
        return _page(request)
    name, scopes = request.POST.get("name", "")[:100], request.POST.getlist("scope")
    try:
        key, secret = add_key(name, scopes, desk=here.desk, keys=here.house.keys)
    except NotAllowed:
        raise
    except DeskRefused as refused:
        wrong = html.say("office.scope_missing", here.language) if not scopes else html.said(refused.reason, here.language)
        return _page(request, typed={"name": name, "scopes": scopes}, wrong=wrong, status=400)
    return _page(request, made={"name": key.name, "secret": secret})


def _page(request: Any, *, typed: Any = None, wrong: SafeString | str = "", made: Any = None, status: int = 200) -> HttpResponse:
    here: Here = request.here
    owner = {str(OWNER): word("role", "owner", here.language)}
    names = owner | {str(person.id): person.name for person in here.people}
    context = {
        "keys": [_row(key, names) for key in list_keys(desk=here.desk, keys=here.house.keys)],
        "scopes": [(scope.value, f"office.scope_{scope}") for scope in Ability],
        "typed": typed or {"name": "", "scopes": ["read"]},
        "wrong": wrong,
        "made": made,
        "tab": PLACE[1],
    }
    return show(request, "settings_keys.html", context, place="settings", status=status)


def _row(key: ApiKey, names: Any) -> dict[str, Any]:
    return {"key": key, "scopes": _scopes(key), "made_by": names.get(key.made_by, key.made_by)}


def _scopes(key: ApiKey) -> list[str]:
    return [f"office.scope_{scope}" for scope in Ability if scope in key.scopes]


@require_http_methods(["GET", "POST"])
@office
def close(request: Any, *, ref: str) -> HttpResponse:
    here: Here = request.here
    key = find_key(ref, desk=here.desk, keys=here.house.keys)
    if request.method == "POST":
        revoke_key(ref, desk=here.desk, keys=here.house.keys)
        did(request, "office.did_close_key", name=key.name)
        return HttpResponseRedirect(PLACE[0])
    used = html.moment(key.used_at, here.language, here.zone) if key.used_at else html.say("office.never", here.language)
    facts = [
        ("office.stops", html.html("<br>".join(html.say(code, here.language) for code in _scopes(key)))),
        ("office.last_used", used),
        ("office.undone", html.say("office.key_not_back", here.language)),
    ]
    title = html.say("office.close_key_title", here.language, name=key.name)
    return ask_first(request, title=title, facts=facts, go="office.close_key", back=PLACE)
