"""Links to guests' pages, and which exhibits are shared there."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime

from yosher.adapters.store.models import GuestLinkRow, SharedRow
from yosher.adapters.store.troubles import explained
from yosher.desk.ports import THE_CUSTOMER, Given, GuestLink, Invited
from yosher.kernel.ids import CaseId, ExhibitId, OrgId
from yosher.kernel.words import Language
from yosher.people.model import CasePart, Guest

_BYTES = 32  # 256 bits: not to be guessed
_NAME_BYTES = 8


class GuestsInDatabase:
    """`KeepsGuests`."""

    def add_guest_link(
        self,
        organisation: OrgId,
        case: CaseId,
        *,
        language: Language,
        now: datetime,
        expires_at: datetime,
        invited: Invited = THE_CUSTOMER,
    ) -> tuple[GuestLink, str]:
        secret = secrets.token_urlsafe(_BYTES)
        with explained():
            row = GuestLinkRow.objects.create(
                organisation=organisation,
                digest=_digest(secret),
                ref=secrets.token_hex(_NAME_BYTES),
                case=case,
                language=language,
                made_at=now,
                expires_at=expires_at,
                guest=invited.guest,
                name=invited.name,
                about=invited.about,
                given=_kept(invited.given),
            )
        return _link(row), secret

    def guest_link_of(self, secret: str) -> GuestLink | None:
        with explained():
            row = GuestLinkRow.objects.filter(digest=_digest(secret)).first()
        return _link(row) if row else None

    def guest_links(self, organisation: OrgId, case: CaseId) -> Sequence[GuestLink]:
        with explained():
            return [_link(row) for row in GuestLinkRow.objects.filter(organisation=organisation, case=case).order_by("-id")]

    def set_given(self, link: GuestLink, given: Given) -> None:
        with explained():
            GuestLinkRow.objects.filter(organisation=link.organisation, ref=link.ref).update(given=_kept(given))

    def revoke_guest_link(self, link: GuestLink, *, now: datetime) -> None:
        with explained():
            GuestLinkRow.objects.filter(organisation=link.organisation, ref=link.ref, revoked_at__isnull=True).update(revoked_at=now)

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
        Invited(Guest(row.guest), row.name, row.about, _given(row.given)),
    )


def _kept(given: Given) -> str:
    return json.dumps({"parts": sorted(given.parts), "exhibits": sorted(given.exhibits)}) if given != Given() else ""


def _given(kept: str) -> Given:
    if not kept:
        return Given()
    told = json.loads(kept)
    return Given(frozenset(map(CasePart, told["parts"])), frozenset(map(ExhibitId, told["exhibits"])))


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
