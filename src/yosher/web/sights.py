"""Who looked: every reading of personal data, with who, when, what, and of which case; for the owner alone."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from yosher.desk.keys import list_keys
from yosher.desk.ports import PlaceUnknown, Sight
from yosher.desk.sights import sights_asked, who_looked
from yosher.kernel.actor import ActorKind
from yosher.kernel.when import YEARS
from yosher.people.model import OWNER
from yosher.phrases.catalogue import word
from yosher.web.here import Here
from yosher.web.office import office
from yosher.web.page import show

SHOWN = 50
LONGEST = 60  # letters of what is asked


@require_GET
@office
def show_sights(request: Any) -> HttpResponse:
    here: Here = request.here
    asked = {key: _line(request.GET.get(key, "")) for key in ("who", "case", "day")}
    day = _day(asked["day"])
    view = sights_asked(who=asked["who"], case=asked["case"], day=day, zone=here.zone)
    after = request.GET.get("after")
    try:
        page = who_looked(view, desk=here.desk, accounts=here.house.accounts, after=after, limit=SHOWN)
    except PlaceUnknown:
        after = None
        page = who_looked(view, desk=here.desk, accounts=here.house.accounts, limit=SHOWN)
    names = _names(here)
    kept = {key: value for key, value in asked.items() if value}
    context = {
        "rows": [_row(sight, names) for sight in page.rows],
        "names": names.items(),
        "asked": asked,
        "is_narrowed": bool(kept),
        "day_unread": bool(asked["day"]) and day is None,
        "after": after,
        "next": urlencode(kept | {"after": page.next}) if page.next else "",
        "first": urlencode(kept),
        "tab": "sights",
    }
    return show(request, "settings_sights.html", context, place="settings")


def _line(text: str) -> str:
    return "".join(letter for letter in text[:LONGEST] if letter.isprintable()).strip()


def _day(text: str) -> date | None:
    """A day that cannot be read narrows nothing; the page says so."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return None
    return read if read.year in YEARS else None


def _names(here: Here) -> dict[str, str]:
    """Whoever may have looked: people, and keys by what they are for."""
    owner = {str(OWNER): word("role", "owner", here.language)}
    people = {str(person.id): person.name for person in here.people}
    return owner | people | {str(key.id): key.name for key in list_keys(desk=here.desk, keys=here.house.keys)}


def _row(sight: Sight, names: dict[str, str]) -> dict[str, Any]:
    name = names.get(sight.actor.ref, sight.actor.ref)
    return {"sight": sight, "name": name, "is_key": sight.actor.kind is ActorKind.KEY, "what": f"office.saw_{sight.what}"}
