"""Listeners and those who are mailed."""

import base64
import json
import secrets
from collections.abc import Sequence
from datetime import datetime

import httpx

from yosher.adapters.notices.addresses import is_of_our_own
from yosher.adapters.notices.models import Listener as Row
from yosher.adapters.notices.models import Mailed
from yosher.desk.ports import Listener, NotFound, SealsSecrets
from yosher.kernel.ids import OrgId, PersonId
from yosher.kernel.reason import Reason

_BYTES = 32  # of a secret; Standard Webhooks asks for 24 to 64


class ListenersInDatabase:
    """`KeepsListeners` of the desk's ports."""

    def __init__(self, box: SealsSecrets, *, private: bool = False) -> None:
        """`private`: addresses of our own network and plain http are allowed."""
        self._box, self._private = box, private

    def unfit(self, url: str) -> Reason | None:
        try:
            address = httpx.URL(url)
        except httpx.InvalidURL:
            return Reason("notice.no_address", values={"url": url})
        if self._private:
            return None
        if address.scheme != "https":
            return Reason("notice.not_https", values={"host": address.host})
        return Reason("notice.private_address", values={"host": address.host}) if is_of_our_own(address.host) else None

    def add_listener(self, organisation: OrgId, url: str, events: frozenset[str], *, now: datetime) -> Listener:
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(_BYTES)).decode()
        row = Row.objects.create(
            ref=f"L-{secrets.token_hex(6)}",
            organisation=organisation,
            url=url,
            events=",".join(sorted(events)),
            sealed=self._box.seal(secret),
            made_at=now,
        )
        return _listener(row, secret)

    def listeners(self, organisation: OrgId) -> Sequence[Listener]:
        return [_listener(row) for row in Row.objects.filter(organisation=organisation).order_by("id")]

    def listener(self, organisation: OrgId, ref: str) -> Listener:
        row = Row.objects.filter(organisation=organisation, ref=ref).first()
        if row is None:
            raise NotFound("listener", ref)
        return _listener(row, self._box.open(bytes(row.sealed)))

    def remove_listener(self, organisation: OrgId, ref: str) -> None:
        gone, _ = Row.objects.filter(organisation=organisation, ref=ref).delete()
        if not gone:
            raise NotFound("listener", ref)

    def note_told(self, organisation: OrgId, ref: str, *, now: datetime, trouble: Reason | None = None) -> None:
        mine = Row.objects.filter(organisation=organisation, ref=ref)
        if trouble is None:
            mine.update(told_at=now)
        else:
            mine.update(failed_at=now, trouble=json.dumps({"code": trouble.code, "values": dict(trouble.values)}, default=str))

    def mailed(self, organisation: OrgId) -> Sequence[PersonId]:
        return [PersonId(ref) for ref in Mailed.objects.filter(organisation=organisation).order_by("id").values_list("person", flat=True)]

    def set_mailed(self, organisation: OrgId, person: PersonId, *, wanted: bool) -> None:
        if wanted:
            Mailed.objects.get_or_create(organisation=organisation, person=person)
        else:
            Mailed.objects.filter(organisation=organisation, person=person).delete()


def _listener(row: Row, secret: str = "") -> Listener:
    events = frozenset(row.events.split(",")) if row.events else frozenset()
    trouble = Reason(**json.loads(row.trouble)) if row.trouble else None
    return Listener(row.ref, OrgId(row.organisation), row.url, events, row.made_at, secret, row.told_at, row.failed_at, trouble)
