"""Who calls: a key of one organisation, with the desk that its scopes open."""

from dataclasses import dataclass
from typing import Any

from ninja.security import HttpBearer

from yosher.api.pace import PACE
from yosher.bootstrap.house import House
from yosher.bootstrap.site import right_now, the_house
from yosher.desk.model import Desk
from yosher.desk.ports import ApiKey, NotFound, ShownTo
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Language
from yosher.people.model import Organisation, Role


@dataclass(frozen=True, slots=True)
class Caller:
    house: House
    desk: Desk
    key: ApiKey
    language: Language

    @property
    def organisation(self) -> Organisation:
        return self.desk.organisation

    def saw(self, what: str, case: CaseId | None = None) -> None:
        """Personal data is about to be handed out: that is written down first."""
        self.house.accounts.note_sight(ShownTo(self.organisation.id, self.desk.actor, what, case))


class ByKey(HttpBearer):
    """`Authorization: Bearer <secret>`. Raises TooFast for a key that asks more often than it may."""

    def authenticate(self, request: Any, token: str) -> Caller | None:
        house, now = the_house(), right_now()
        key = house.keys.key_of(token.strip(), now=now)
        if key is None:
            return None
        PACE.take(key.id)
        try:
            organisation = house.store.organisation(key.organisation)
        except NotFound:
            return None
        desk = house.desk(organisation, Actor(ActorKind.KEY, key.id), Role.OWNER, now=now, scopes=key.scopes, maker=key.made_by)
        return Caller(house, desk, key, language_of(request))


def language_of(request: Any) -> Language:
    """The language of `Accept-Language` that we speak and that is wanted most; English where there is none."""
    wanted = []
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        tag, _, weight = part.partition(";")
        language = tag.strip().lower()[:2].replace("iw", "he")
        if language in set(Language):
            wanted.append((_weight(weight), Language(language)))
    return max(wanted, key=lambda pair: pair[0])[1] if wanted else Language.EN


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q=")) if text else 1.0
    except ValueError:
        return 0.0
