"""Links to customers' pages, and which exhibits are shared there."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from yosher.adapters.store.models import GuestLinkRow, SharedRow
from yosher.adapters.store.troubles import explained
from yosher.desk.ports import GuestLink
from yosher.kernel.ids import CaseId, ExhibitId, OrgId
from yosher.kernel.words import Language

_BYTES = 32  # 256 bits: not to be guessed
_NAME_BYTES = 8


class GuestsInDatabase:
    """`KeepsGuests`."""

    def add_guest_link(
        self, organisation: OrgId, case: CaseId, *, language: Language, now: datetime, expires_at: datetime
    ) -> tuple[GuestLink, str]:
        secret = secrets.token_urlsafe(_BYTES)
        self.revoke_guest_links(organisation, case, now=now)
        with explained():
            row = GuestLinkRow.objects.create(
                organisation=organisation,
                digest=_digest(secret),
                ref=secrets.token_hex(_NAME_BYTES),
                case=case,
                language=language,
                made_at=now,
                expires_at=expires_at,
            )
        return _link(row), secret

    def guest_link_of(self, secret: str) -> GuestLink | None:
        with explained():
            row = GuestLinkRow.objects.filter(digest=_digest(secret)).first()
        return _link(row) if row else None

    def guest_link(self, organisation: OrgId, case: CaseId) -> GuestLink | None:
        with explained():
            row = GuestLinkRow.objects.filter(organisation=organisation, case=case).order_by("-id").first()
        return _link(row) if row else None

    def revoke_guest_links(self, organisation: OrgId, case: CaseId, *, now: datetime) -> int:
        with explained():
            links = GuestLinkRow.objects.filter(organisation=organisation, case=case, revoked_at__isnull=True)
            still_open = links.filter(expires_at__gt=now).count()
            links.update(revoked_at=now)
        return still_open

    def note_visit(self, link: GuestLink, *, now: datetime, language: Language) -> None:
        with explained():
            rows = GuestLinkRow.objects.filter(organisation=link.organisation, ref=link.ref)
            rows.filter(opened_at__isnull=True).update(opened_at=now)
            rows.exclude(language=language).update(language=language)

    def shared(self, organisation: OrgId, case: CaseId) -> Sequence[ExhibitId]:
        with explained():
            rows = SharedRow.objects.filter(organisation=organisation, case=case).order_by("id")
            return [ExhibitId(ref) for ref in rows.values_list("exhibit", flat=True)]

    def set_shared(self, organisation: OrgId, case: CaseId, exhibit: ExhibitId, *, is_shared: bool) -> None:
        with explained():
            if is_shared:
                SharedRow.objects.get_or_create(organisation=organisation, case=case, exhibit=exhibit)
            else:
                SharedRow.objects.filter(organisation=organisation, case=case, exhibit=exhibit).delete()


def _link(row: GuestLinkRow) -> GuestLink:
    return GuestLink(
        row.ref,
        OrgId(row.organisation),
        CaseId(row.case),
        Language(row.language),
        row.made_at,
        row.expires_at,
        row.revoked_at,
        row.opened_at,
    )


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
