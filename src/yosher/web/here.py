"""Who is there: the log-in's person in one organisation, with the desk that is theirs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from yosher.bootstrap.house import House
from yosher.bootstrap.site import right_now, the_house
from yosher.desk.model import Desk
from yosher.desk.ports import SeatOf, ShownTo
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Language
from yosher.people.may import Ability, may
from yosher.people.model import Organisation, Person

SEAT = "seat"  # in the session: the organisation that somebody with several seats works in


@dataclass(frozen=True, slots=True)
class Here:
    house: House
    desk: Desk
    person: Person
    people: tuple[Person, ...]  # of the organisation, also who has left: they are named where they acted
    seats: tuple[SeatOf, ...]
    zone: ZoneInfo
    language: Language

    @property
    def organisation(self) -> Organisation:
        return self.desk.organisation

    @property
    def now(self) -> datetime:
        return self.desk.now

    @property
    def staff(self) -> tuple[Person, ...]:
        """To whom something can be handed: those who have not left."""
        return tuple(person for person in self.people if not person.has_left)

    def may(self, ability: str) -> bool:
        return may(self.desk.role, Ability(ability))

    def saw(self, what: str, case: CaseId | None = None) -> None:
        """Personal data is about to be shown: that is written down first."""
        self.house.accounts.note_sight(ShownTo(self.organisation.id, self.desk.actor, what, case))


def find_here(request: Any) -> Here | None:
    """The desk of who is signed in; None where the log-in has no seat (any more)."""
    house = the_house()
    seats = tuple(house.accounts.seats(request.user.pk))
    chosen = request.session.get(SEAT)
    for seat in sorted(seats, key=lambda seat: seat.organisation != chosen):
        people = tuple(house.store.people(seat.organisation))
        person = next((one for one in people if one.id == seat.person), None)
        if person is None or person.has_left:
            continue
        organisation = house.store.organisation(seat.organisation)
        desk = house.desk(organisation, Actor(ActorKind.PERSON, person.id), person.role, now=right_now())
        zone = ZoneInfo(request.user.zone) if request.user.zone else organisation.tz
        return Here(house, desk, person, people, seats, zone, request.language)
    return None


def language_wanted(request: Any) -> Language:
    """Chosen here, else of the log-in, else the first of the browser's that we speak, else English."""
    chosen = request.COOKIES.get("yosher_language")
    if chosen in set(Language):
        return Language(chosen)
    if request.user.is_authenticated and request.user.language in set(Language):
        return Language(request.user.language)
    for part in request.headers.get("Accept-Language", "").split(","):
        tag = part.partition(";")[0].strip().lower()[:2].replace("iw", "he")
        if tag in set(Language):
            return Language(tag)
    return Language.EN
