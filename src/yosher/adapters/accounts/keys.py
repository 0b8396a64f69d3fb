"""Keys of programs: a secret that is shown once, a digest that stays."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from yosher.adapters.accounts.models import Key
from yosher.desk.ports import ApiKey, NotFound
from yosher.kernel.ids import KeyId, OrgId
from yosher.people.may import Ability

PREFIX = "yosher_"  # by which a scanner of code and logs knows one that was left lying about
_BYTES = 32
_NOTED = timedelta(minutes=1)  # how exactly the last use is known: a row written for every request would be dear


class KeysInDatabase:
    """`KeepsKeys` of the desk's ports."""

    def add_key(self, organisation: OrgId, name: str, scopes: frozenset[Ability], *, now: datetime, by: str = "") -> tuple[ApiKey, str]:
        secret = PREFIX + secrets.token_urlsafe(_BYTES)
        row = Key.objects.create(
            ref=f"K-{secrets.token_hex(6)}",
            organisation=organisation,
            name=name,
            digest=_digest(secret),
            scopes=",".join(ability for ability in Ability if ability in scopes),
            made_by=by,
            made_at=now,
        )
        return _key(row), secret

    def keys(self, organisation: OrgId) -> Sequence[ApiKey]:
        return [_key(row) for row in Key.objects.filter(organisation=organisation).order_by("id")]

    def revoke_key(self, organisation: OrgId, key: str, *, now: datetime) -> ApiKey:
        mine = Key.objects.filter(organisation=organisation, ref=key)
        mine.filter(revoked_at__isnull=True).update(revoked_at=now)
        row = mine.first()
        if row is None:
            raise NotFound("key", key)
        return _key(row)

    def key_of(self, secret: str, *, now: datetime) -> ApiKey | None:
        row = Key.objects.filter(digest=_digest(secret), revoked_at__isnull=True).first()
        if row is None:
            return None
        if row.used_at is None or now - row.used_at >= _NOTED:
            Key.objects.filter(pk=row.pk).update(used_at=now)
        return _key(row)


def _key(row: Key) -> ApiKey:
    scopes = frozenset(Ability(scope) for scope in row.scopes.split(","))
    return ApiKey(KeyId(row.ref), OrgId(row.organisation), row.name, scopes, row.made_at, row.used_at, row.revoked_at, row.made_by)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
