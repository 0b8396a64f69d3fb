"""`/hooks/<processor>/<endpoint>`: a processor's signed message comes in; it is answered once what it says is committed."""

from typing import Any

from django.http import HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from yosher.api.pace import PACE
from yosher.api.problems import answer_to, log, problem
from yosher.bootstrap.inboxes import ASKS, SIGNED, reader_of
from yosher.bootstrap.site import right_now, the_house
from yosher.desk.hooks import is_unread, take_message
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.reason import Reason
from yosher.people.may import Ability
from yosher.people.model import Role

ACCEPTED = "[accepted]"  # Adyen asks for these very words; the others read the status alone
ONLY_WORK = frozenset({Ability.WORK})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def take(request: Any, processor: str, endpoint: str) -> HttpResponse:
    """2xx only after the commit; 400 for a signature that does not fit, and no case of it; 404 for an address that nobody made.

    A GET is a processor's look whether the address is ours; who does not look so is told to POST (405).
    """
    try:
        return _asked(request, processor, endpoint) if request.method == "GET" else _taken(request, processor, endpoint)
    except Exception as trouble:
        return answer_to(request, trouble)


def _asked(request: Any, processor: str, endpoint: str) -> HttpResponse:
    hook = the_house().hooks.hook(endpoint)
    if processor not in ASKS or hook is None or hook.processor != processor:
        return HttpResponseNotAllowed(["POST"])
    PACE.take(hook.id)
    parameter, answer = ASKS[processor]
    told = answer(request.GET.get(parameter, ""), secret=hook.secret)
    if told is None:
        return problem(request, 400, Reason("api.challenge_unanswered", values={"processor": processor}))
    return HttpResponse(told, content_type="text/plain")


def _taken(request: Any, processor: str, endpoint: str) -> HttpResponse:
    house = the_house()
    hook, reader = house.hooks.hook(endpoint), reader_of(processor)
    if hook is None or hook.processor != processor or processor not in SIGNED or reader is None:
        return problem(request, 404, Reason("api.not_found", values={"ref": f"/hooks/{processor[:20]}/…"}))
    PACE.take(hook.id)
    organisation = house.store.organisation(hook.organisation)
    desk = house.desk(organisation, Actor(ActorKind.PROCESSOR, processor), Role.OWNER, now=right_now(), scopes=ONLY_WORK)
    taken = take_message(hook, request.body, signature=_signature(request, SIGNED[processor]), reader=reader, desk=desk)
    house.hooks.note_message(hook, now=desk.now, fits=not taken.signature_wrong)
    if taken.signature_wrong:
        log.warning("hook %s of %s: %s", processor, organisation.id, taken.refused[0].code)
        return problem(request, 400, Reason(taken.refused[0].code, values=taken.refused[0].values))
    if is_unread(taken):
        log.error("hook %s of %s: unread, %s", processor, organisation.id, ", ".join(refusal.code for refusal in taken.refused))
        return problem(request, 422, Reason(taken.refused[0].code, values=taken.refused[0].values))
    return HttpResponse(ACCEPTED, content_type="text/plain")


def _signature(request: Any, header: str | None) -> str | None:
    """What stands in the header; empty where nothing does, which never fits. None where the message itself is signed."""
    return None if header is None else str(request.headers.get(header, ""))
