"""Emergency: what to stop, whom to tell, what to keep, in which order; three things at a time, in a calm voice."""

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from yosher.web.here import Here
from yosher.web.page import show

# What can happen, the most dangerous to people first (craft.md 4 and 11).
EVENTS = ("threat", "deadline", "testing", "takeover", "spike", "held")
STEPS = ("1", "2", "3")


@require_GET
def choose(request: Any) -> HttpResponse:
    return show(request, "emergency.html", {"events": EVENTS}, place="queue")


@require_GET
def event(request: Any, name: str) -> HttpResponse:
    if name not in EVENTS:
        raise Http404
    here: Here = request.here
    context = {
        "event": name,
        "steps": [(f"emergency.{name}_{n}", f"emergency.{name}_{n}_how") for n in STEPS],
        "keep": f"emergency.{name}_keep",
        "later": f"emergency.{name}_later",
        "people": [person for person in here.staff if person.role in ("owner", "approver")],
    }
    return show(request, "emergency_event.html", context, place="queue")
