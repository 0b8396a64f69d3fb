"""Keys for programs: made by who may manage, shown once, taken back at any time."""

from collections.abc import Iterable, Sequence

from yosher.desk.allowed import require
from yosher.desk.document import Json, moment
from yosher.desk.model import Desk
from yosher.desk.ports import ApiKey, DeskRefused, KeepsKeys, NotAllowed, NotFound
from yosher.kernel.actor import ActorKind
from yosher.kernel.reason import Reason
from yosher.people.may import Ability

LONGEST_NAME = 60


def add_key(name: str, scopes: Iterable[str], *, desk: Desk, keys: KeepsKeys) -> tuple[ApiKey, str]:
    """A new key with its secret. Refused without a name, and for a scope that there is not.

    A key makes no key, whatever its scopes: one that has leaked would outlive its own end in those that it made.
    """
    require(Ability.MANAGE, desk=desk)
    if desk.actor.kind is ActorKind.KEY:
        raise NotAllowed(Reason("desk.key_makes_no_key"))
    called, wanted = " ".join(name.split()), list(scopes)
    if not called or len(called) > LONGEST_NAME:
        raise DeskRefused(Reason("desk.name_unfit", values={"most": LONGEST_NAME}))
    unknown = [scope for scope in wanted if scope not in set(Ability)]
    if unknown or not wanted:
        raise DeskRefused(Reason("desk.no_such_scope", values={"given": ", ".join(unknown) or "–", "known": ", ".join(Ability)}))
    return keys.add_key(desk.organisation.id, called, frozenset(Ability(scope) for scope in wanted), now=desk.now, by=desk.actor.ref)


def list_keys(*, desk: Desk, keys: KeepsKeys) -> Sequence[ApiKey]:
    require(Ability.MANAGE, desk=desk)
    return keys.keys(desk.organisation.id)


def keys_made_by(person: str, *, desk: Desk, keys: KeepsKeys) -> Sequence[ApiKey]:
    """Those that still open something."""
    return [key for key in list_keys(desk=desk, keys=keys) if key.made_by == person and key.revoked_at is None]


def find_key(key: str, *, desk: Desk, keys: KeepsKeys) -> ApiKey:
    """Raises NotFound for one of another organisation."""
    found = next((each for each in list_keys(desk=desk, keys=keys) if each.id == key), None)
    if found is None:
        raise NotFound("key", key)
    return found


def revoke_key(key: str, *, desk: Desk, keys: KeepsKeys) -> ApiKey:
    """The key opens nothing from now on. NotFound for one of another organisation."""
    require(Ability.MANAGE, desk=desk)
    return keys.revoke_key(desk.organisation.id, key, now=desk.now)


def key_document(key: ApiKey) -> dict[str, Json]:
    return {
        "key": key.id,
        "name": key.name,
        "scopes": [ability.value for ability in Ability if ability in key.scopes],
        "made_by": key.made_by or None,
        "made_at": moment(key.made_at),
        "used_at": moment(key.used_at),
        "revoked_at": moment(key.revoked_at),
    }
