"""The ways into an organisation and out of it: keys, processors' hooks, who is told of events, and who looked."""

from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from yosher.api import shapes
from yosher.api.caller import Caller
from yosher.api.problems import BadInput
from yosher.api.repeats import once
from yosher.api.said import document
from yosher.bootstrap.inboxes import SIGNED
from yosher.desk.hooks import add_hook, find_hook, hook_document, list_hooks, remove_hook, set_hook_secret
from yosher.desk.keys import key_document, list_keys, revoke_key
from yosher.desk.listeners import add_listener, list_listeners, list_mailed, listener_document, mail_to, remove_listener
from yosher.desk.sights import sight_document, sights_asked, who_looked
from yosher.kernel.reason import Reason
from yosher.kernel.when import YEARS

router = Router(tags=["ways in and out"])


@router.get("/keys", response=shapes.KeyList)
def show_keys(request: Any) -> HttpResponse:
    """The keys of the organisation, also those that open nothing any more. Keys are made by people: a key makes no key, for one that
    has leaked would outlive its own end in those that it made."""
    caller: Caller = request.auth
    return document(caller, {"keys": [key_document(key) for key in list_keys(desk=caller.desk, keys=caller.house.keys)]})


@router.delete("/keys/{key}", response=shapes.Key)
def close_key(request: Any, key: Path[shapes.Ref]) -> HttpResponse:
    """The key opens nothing from now on; it stays in the list, so that what it did has a name. Closed again it stays as it was."""
    caller: Caller = request.auth
    return document(caller, key_document(revoke_key(key, desk=caller.desk, keys=caller.house.keys)))


@router.get("/hooks", response=shapes.HookList)
def show_hooks(request: Any) -> HttpResponse:
    """Where processors send their signed messages, and when the last one came."""
    caller: Caller = request.auth
    rows = [hook_document(hook, has_secret=has) for hook, has in list_hooks(desk=caller.desk, hooks=caller.house.hooks)]
    return document(caller, {"hooks": rows})


@router.post("/hooks", response={201: shapes.Hook})
@once
def make_hook(request: Any, hook: shapes.NewHook) -> HttpResponse:
    """A new address. The secret that the processor shows for it may be told at once or later."""
    caller: Caller = request.auth
    with caller.desk.store.transaction():
        made = add_hook(hook.processor, signed=SIGNED, desk=caller.desk, hooks=caller.house.hooks)
        if hook.secret:
            set_hook_secret(made.id, hook.secret, desk=caller.desk, hooks=caller.house.hooks)
    return document(caller, hook_document(made, has_secret=bool(hook.secret)), status=201)


@router.put("/hooks/{hook}/secret", response=shapes.Hook)
def tell_secret(request: Any, hook: Path[shapes.Ref], told: shapes.HookSecret) -> HttpResponse:
    """What checks the signatures from now on."""
    caller: Caller = request.auth
    set_hook_secret(hook, told.secret, desk=caller.desk, hooks=caller.house.hooks)
    found, has_secret = find_hook(hook, desk=caller.desk, hooks=caller.house.hooks)
    return document(caller, hook_document(found, has_secret=has_secret))


@router.delete("/hooks/{hook}", response=shapes.HookRemoved)
def take_hook_away(request: Any, hook: Path[shapes.Ref]) -> HttpResponse:
    """What comes in there is not found any more."""
    caller: Caller = request.auth
    remove_hook(hook, desk=caller.desk, hooks=caller.house.hooks)
    return document(caller, {"hook": hook, "removed": True})


@router.get("/listeners", response=shapes.ListenerList)
def show_listeners(request: Any) -> HttpResponse:
    """Which programs are told of events, what became of the last message to each, and which people get mail."""
    caller: Caller = request.auth
    listeners = caller.house.listeners
    rows = [listener_document(one, caller.language) for one in list_listeners(desk=caller.desk, listeners=listeners)]
    return document(caller, {"listeners": rows, "mailed": list(list_mailed(desk=caller.desk, listeners=listeners))})


@router.post("/listeners", response={201: shapes.ListenerMade})
@once
def make_listener(request: Any, listener: shapes.NewListener) -> HttpResponse:
    """Tell an address of events by signed messages (Standard Webhooks). Its secret is shown this once."""
    caller: Caller = request.auth
    made = add_listener(listener.url, listener.events, desk=caller.desk, listeners=caller.house.listeners)
    return document(caller, listener_document(made, caller.language) | {"secret": made.secret}, status=201)


@router.delete("/listeners/{listener}", response=shapes.ListenerRemoved)
def take_listener_away(request: Any, listener: Path[shapes.Ref]) -> HttpResponse:
    """It is told nothing any more."""
    caller: Caller = request.auth
    remove_listener(listener, desk=caller.desk, listeners=caller.house.listeners)
    return document(caller, {"listener": listener, "removed": True})


@router.put("/mail/{person}", response=shapes.Mailed)
def choose_mail(request: Any, person: Path[shapes.Ref], wish: shapes.MailWish) -> HttpResponse:
    """Whether a person is told by mail of new denials, of answers that are due soon, and of verdicts."""
    caller: Caller = request.auth
    mail_to(person, wanted=wish.mail, desk=caller.desk, listeners=caller.house.listeners)
    return document(caller, {"person": person, "mail": wish.mail})


@router.get("/sights", response=shapes.SightList)
def list_sights(request: Any, wanted: Query[shapes.SightQuery]) -> HttpResponse:
    """Who was shown personal data, when, and of which case: the latest first, a page at a time."""
    caller: Caller = request.auth
    if wanted.day is not None and wanted.day.year not in YEARS:
        raise BadInput(Reason("cli.date_unreadable", values={"given": wanted.day.isoformat()}))
    zone = caller.organisation.tz
    view = sights_asked(who=wanted.who, case=wanted.case, day=wanted.day, zone=zone)
    page = who_looked(view, desk=caller.desk, accounts=caller.house.accounts, after=wanted.after, limit=wanted.limit)
    return document(caller, {"sights": [sight_document(sight, zone) for sight in page.rows], "next": page.next})
