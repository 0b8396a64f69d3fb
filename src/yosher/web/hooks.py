"""Processors' messages: the address to give each processor, the secret that checks what comes in, and what came last."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from yosher.bootstrap.inboxes import SIGNED
from yosher.desk.hooks import add_hook, find_hook, hook_document, list_hooks, remove_hook, set_hook_secret
from yosher.desk.ports import DeskRefused, Hook, NotAllowed
from yosher.web import html
from yosher.web.here import Here
from yosher.web.office import ask_first, did, office
from yosher.web.page import show

PLACE = ("/settings/hooks", "hooks")
MOST_LETTERS = 2000  # of a secret
TWO_LINES = ("braintree", "square")  # whose secret is more than one thing; their inboxes say what


def called(processor: str) -> str:
    """By its own name."""
    return processor.capitalize()


@require_http_methods(["GET", "POST"])
@office
def hooks(request: Any) -> HttpResponse:
    """The list; a POST makes an address, with the processor's secret or without it."""
    here: Here = request.here
    if request.method == "GET":
        return _page(request)
    processor, secret = request.POST.get("processor", "")[:40], _secret(request)
    try:
        with here.desk.store.transaction():
            made = add_hook(processor, signed=SIGNED, desk=here.desk, hooks=here.house.hooks)
            if secret:
                set_hook_secret(made.id, secret, desk=here.desk, hooks=here.house.hooks)
    except NotAllowed:
        raise
    except DeskRefused as refused:
        return _page(request, wrong=html.said(refused.reason, here.language), status=400)
    did(request, "office.did_hook" if secret else "office.did_hook_bare", processor=called(processor))
    return HttpResponseRedirect(PLACE[0])


def _page(request: Any, *, wrong: SafeString | str = "", status: int = 200) -> HttpResponse:
    here: Here = request.here
    context = {
        "hooks": [_row(request, hook, has_secret=has) for hook, has in list_hooks(desk=here.desk, hooks=here.house.hooks)],
        "processors": [(name, called(name)) for name in SIGNED],
        "wrong": wrong,
        "tab": PLACE[1],
    }
    return show(request, "settings_hooks.html", context, place="settings", status=status)


def _row(request: Any, hook: Hook, *, has_secret: bool) -> dict[str, Any]:
    address = request.build_absolute_uri(str(hook_document(hook, has_secret=has_secret)["address"]))
    hint = f"office.secret_{hook.processor}" if hook.processor in TWO_LINES else ""
    return {"hook": hook, "processor": called(hook.processor), "address": address, "has_secret": has_secret, "hint": hint}


def _secret(request: Any) -> str:
    """As it was typed, its lines as everywhere else."""
    return "\n".join(str(request.POST.get("secret", ""))[:MOST_LETTERS].split("\r\n")).strip()


@require_POST
@office
def tell_secret(request: Any, *, ref: str) -> HttpResponse:
    here: Here = request.here
    found, _ = find_hook(ref, desk=here.desk, hooks=here.house.hooks)
    try:
        set_hook_secret(ref, _secret(request), desk=here.desk, hooks=here.house.hooks)
    except DeskRefused as refused:
        return _page(request, wrong=html.said(refused.reason, here.language), status=400)
    did(request, "office.did_secret", processor=called(found.processor))
    return HttpResponseRedirect(PLACE[0])


@require_http_methods(["GET", "POST"])
@office
def remove(request: Any, *, ref: str) -> HttpResponse:
    here: Here = request.here
    hook, has_secret = find_hook(ref, desk=here.desk, hooks=here.house.hooks)
    name = called(hook.processor)
    if request.method == "POST":
        remove_hook(ref, desk=here.desk, hooks=here.house.hooks)
        did(request, "office.did_remove_hook", processor=name)
        return HttpResponseRedirect(PLACE[0])
    heard = html.moment(hook.heard_at, here.language, here.zone) if hook.heard_at else html.say("office.nothing_yet", here.language)
    facts = [
        ("office.stops", html.say("office.hook_stops", here.language, processor=name)),
        ("office.heard", heard),
        ("terminal.address", html.isolate(str(hook_document(hook, has_secret=has_secret)["address"]))),
        ("office.undone", html.say("office.hook_not_back", here.language)),
    ]
    title = html.say("office.remove_hook_title", here.language, processor=name)
    return ask_first(request, title=title, facts=facts, go="office.remove_hook", back=PLACE)
