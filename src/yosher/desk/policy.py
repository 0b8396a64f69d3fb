"""What the owner wants before anything leaves: a second person, and a night's sleep before a letter to a customer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from yosher.cases.model import Act, CaseEvent
from yosher.desk.model import Desk
from yosher.desk.ports import DeskRefused, SavedAnswer
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.packets.compose import MAKES_A_PACKET

ANOTHER = "approval_by_another"
COOLING = "cooling_off_hours"
# Nothing is asked for by default: a business of one person has nobody else (craft.md 3 gives the reasons for a pause).
DEFAULTS: Mapping[str, str] = MappingProxyType({ANOTHER: "no", COOLING: "0"})
_MAKER = "key_made_by"  # in the body of an event
_LONGEST_HOURS = 168  # a week: longer is a slip of the pen


def policy_refused(key: str, value: str) -> Reason | None:
    """Why a value of a setting of this file cannot be."""
    fits = value in ("yes", "no") if key == ANOTHER else value.isdecimal() and int(value) <= _LONGEST_HOURS
    return None if fits else Reason("desk.setting_unreadable", values={"key": key, "value": value})


def refuse_own(case: CaseId, *, desk: Desk) -> None:
    """Where the owner wants another person's approval, whoever chose or prepared the answer does not approve it.

    A key is itself and the person who made it: neither approves what the other prepared.
    """
    if desk.organisation.settings.get(ANOTHER, DEFAULTS[ANOTHER]) != "yes":
        return
    mine = _faces(desk.actor, desk.maker)
    if any(mine & author for author in _authors(desk.store.events(desk.organisation.id, case))):
        raise DeskRefused(Reason("desk.approve_own"))


def _authors(events: Sequence[CaseEvent]) -> Iterator[frozenset[Actor]]:
    """Who shaped the answer, the latest first: the last person, and every key since. A key takes no person's choice over by weighing it.

    Papers that were made anew because the answer was approved are nobody's preparing.
    """
    for event in reversed(events):
        again = event.act is Act.ANSWERED and event.body.get("approved_digest") == event.body.get("digest")
        if event.act not in (Act.CHOSEN, Act.ANSWERED) or again:
            continue
        if event.actor.kind in (ActorKind.PERSON, ActorKind.KEY):
            yield _faces(event.actor, str(event.body.get(_MAKER, "")))
        if event.actor.kind is ActorKind.PERSON:
            return


def _faces(actor: Actor, maker: str) -> frozenset[Actor]:
    return frozenset({actor, Actor(ActorKind.PERSON, maker)} if maker else {actor})


def made_by(desk: Desk) -> dict[str, object]:
    """Beside what a key did stands who made the key."""
    return {_MAKER: desk.maker} if desk.maker else {}


def refuse_hot(answer: SavedAnswer, approved_at: datetime | None, *, desk: Desk) -> None:
    """A letter to a customer waits for the owner's hours after its approval; an answer to a bank never does: its clock runs."""
    hours = int(desk.organisation.settings.get(COOLING, DEFAULTS[COOLING]))
    if answer.choice in MAKES_A_PACKET or not hours or approved_at is None:
        return
    until = approved_at + timedelta(hours=hours)
    if desk.now < until:
        raise DeskRefused(Reason("desk.cooling_off", values={"until": until.astimezone(desk.organisation.tz)}), permanent=False)
