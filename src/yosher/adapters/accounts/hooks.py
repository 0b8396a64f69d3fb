"""Addresses at which processors' messages come in, with their sealed secrets."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from yosher.adapters.accounts.models import Hook as Row
from yosher.desk.ports import Hook, NotFound, SealsSecrets
from yosher.kernel.ids import OrgId

_BYTES = 16  # of the name: 128 bits, not to be guessed
_NOTED = timedelta(minutes=1)  # how exactly the last message is known, as with keys


class HooksInDatabase:
    """`KeepsHooks` of the desk's ports."""

    def __init__(self, box: SealsSecrets) -> None:
        self._box = box

    def add_hook(self, organisation: OrgId, processor: str, *, now: datetime) -> Hook:
        row = Row.objects.create(
            ref=f"H-{secrets.token_hex(_BYTES)}", organisation=organisation, processor=processor, sealed=b"", made_at=now
        )
        return _hook(row)

    def set_hook_secret(self, organisation: OrgId, hook: str, secret: str) -> None:
        if not Row.objects.filter(organisation=organisation, ref=hook).update(sealed=self._box.seal(secret)):
            raise NotFound("hook", hook)

    def hooks(self, organisation: OrgId) -> Sequence[tuple[Hook, bool]]:
        return [(_hook(row), bool(row.sealed)) for row in Row.objects.filter(organisation=organisation).order_by("id")]

    def remove_hook(self, organisation: OrgId, hook: str) -> None:
        gone, _ = Row.objects.filter(organisation=organisation, ref=hook).delete()
        if not gone:
            raise NotFound("hook", hook)

    def hook(self, ref: str) -> Hook | None:
        row = Row.objects.filter(ref=ref).first()
        return None if row is None else _hook(row, self._box.open(bytes(row.sealed)) if row.sealed else "")

    def note_message(self, hook: Hook, *, now: datetime, fits: bool) -> None:
        known = hook.heard_at if fits else hook.refused_at
        if known is None or now - known >= _NOTED:
            Row.objects.filter(ref=hook.id).update(**{"heard_at" if fits else "refused_at": now})


def _hook(row: Row, secret: str = "") -> Hook:
    return Hook(row.ref, OrgId(row.organisation), row.processor, row.made_at, secret, row.heard_at, row.refused_at)
