"""Seats and one-time links: how a person gets a log-in, and which person a log-in is."""

import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from yosher.adapters.accounts.models import Login, SavedView, Seat, Sight, Ticket
from yosher.desk.ports import AddressTaken, Entry, Invitation, NotFound, PlaceUnknown, SeatOf, ShownTo, SightPage, SightView
from yosher.desk.ports import Sight as Shown
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, OrgId, PersonId
from yosher.people.model import Person

_BYTES = 32  # 256 bits: not to be guessed
_ROW = re.compile("[0-9]{1,18}")
SEAT = "seat"  # the kind of a link that lets a known person in


class AccountsInDatabase:
    """`KeepsAccounts` of the desk's ports."""

    def anyone(self, organisation: OrgId | None = None) -> bool:
        """Whether anybody can sign in at all."""
        seats = Seat.objects.filter(login__is_active=True)
        return (seats.filter(organisation=organisation) if organisation else seats).exists()

    def seats(self, login: int) -> Sequence[SeatOf]:
        rows = Seat.objects.filter(login=login).order_by("id").values_list("organisation", "person")
        return [SeatOf(OrgId(organisation), PersonId(person)) for organisation, person in rows]

    def signs_in(self, organisation: OrgId) -> Sequence[PersonId]:
        """The people of an organisation who have a log-in."""
        return [PersonId(p) for p in Seat.objects.filter(organisation=organisation).order_by("id").values_list("person", flat=True)]

    def invite(self, invitation: Invitation, *, now: datetime, lasts: timedelta) -> str:
        """The secret of a new link; an older one of the same kind for the same person opens nothing any more."""
        secret = secrets.token_urlsafe(_BYTES)
        with transaction.atomic():
            same = Ticket.objects.filter(kind=invitation.kind, organisation=invitation.organisation, person=invitation.person or "")
            same.filter(used_at__isnull=True).update(used_at=now)
            Ticket.objects.create(
                digest=_digest(secret),
                kind=invitation.kind,
                organisation=invitation.organisation,
                person=invitation.person or "",
                expires_at=now + lasts,
            )
        return secret

    def invitation(self, secret: str, *, now: datetime) -> Invitation | None:
        """What a link opens; None where it is wrong, used, or past its time: nothing tells which."""
        row = Ticket.objects.filter(digest=_digest(secret), used_at__isnull=True, expires_at__gt=now).first()
        return None if row is None else Invitation(row.kind, OrgId(row.organisation), PersonId(row.person) if row.person else None)

    def redeem(self, secret: str, *, person: PersonId, now: datetime, entry: Entry) -> int:
        """Use a link up: the log-in that takes the seat. Raises NotFound where the link opens nothing (any more).

        A known person's log-in gets the new password (a lost one is mended so); an address that somebody else signs in with
        is refused with AddressTaken, so that no link ever opens another person's door.
        """
        with transaction.atomic():
            taken = Ticket.objects.filter(digest=_digest(secret), used_at__isnull=True, expires_at__gt=now)
            row = taken.first()
            if row is None or not taken.update(used_at=now):
                raise NotFound("link", "")
            seat = Seat.objects.filter(organisation=row.organisation, person=person).select_related("login").first()
            if seat is not None:
                seat.login.set_password(entry.password)
                seat.login.save()
                return int(seat.login.pk)
            login = _login(entry)
            Seat.objects.create(login=login, organisation=row.organisation, person=person)
            return int(login.pk)

    def end_seat(self, seat: SeatOf, *, now: datetime) -> None:
        with transaction.atomic():
            mine = {"organisation": seat.organisation, "person": seat.person}
            Ticket.objects.filter(used_at__isnull=True, **mine).update(used_at=now)
            logins = list(Seat.objects.filter(**mine).values_list("login", flat=True))
            Seat.objects.filter(**mine).delete()
            Login.objects.filter(pk__in=logins, seats__isnull=True).delete()

    def is_taken(self, email: str) -> bool:
        return Login.objects.filter(email=email.strip().lower()).exists()

    def seat_by_mail(self, people: Sequence[Person], *, email: str, now: datetime) -> int | None:
        with transaction.atomic():
            for person in people:
                seat = Seat.objects.filter(organisation=person.organisation, person=person.id).first()
                if seat is not None:
                    return int(seat.login_id)
            invited = [person for person in people if _invited(person, now).exists()]
            if not invited or self.is_taken(email):
                return None
            login = Login.objects.create_user(email, None, name=invited[0].name)
            for person in invited:
                _invited(person, now).update(used_at=now)
                Seat.objects.create(login=login, organisation=person.organisation, person=person.id)
            return int(login.pk)

    def set_own(self, login: int, *, language: str, zone: str) -> None:
        Login.objects.filter(pk=login).update(language=language, zone=zone)

    def sights(self, organisation: OrgId, view: SightView, *, after: str | None = None, limit: int = 50) -> SightPage:
        """A page by (time, row), backwards: `after` is the last row of the page before."""
        rows = Sight.objects.filter(organisation=organisation)
        if view.who is not None:
            rows = rows.filter(who=view.who)
        if view.case is not None:
            rows = rows.filter(case=view.case)
        if view.first is not None:
            rows = rows.filter(at__gte=view.first)
        if view.before is not None:
            rows = rows.filter(at__lt=view.before)
        if after:
            last = Sight.objects.filter(organisation=organisation, pk=after).first() if _ROW.fullmatch(after) else None
            if last is None:
                raise PlaceUnknown
            rows = rows.filter(Q(at__lt=last.at) | Q(pk__lt=last.pk), at__lte=last.at)
        found = list(rows.order_by("-at", "-id")[: limit + 1])
        return SightPage([_sight(row) for row in found[:limit]], str(found[limit - 1].pk) if len(found) > limit else None)

    def note_sight(self, shown: ShownTo) -> None:
        with _without_waiting_for_the_disk():
            Sight.objects.create(
                organisation=shown.organisation, who_kind=shown.actor.kind, who=shown.actor.ref, case=shown.case or "", what=shown.what
            )

    def old_sights(self, organisation: OrgId, *, before: datetime) -> int:
        return Sight.objects.filter(organisation=organisation, at__lt=before).count()

    def erase_sights(self, organisation: OrgId, *, before: datetime, most: int) -> int:
        old = Sight.objects.filter(organisation=organisation, at__lt=before).order_by("at", "id").values_list("pk", flat=True)[:most]
        return Sight.objects.filter(pk__in=list(old)).delete()[0]

    def saved_views(self, organisation: OrgId, person: PersonId) -> Sequence[tuple[str, str]]:
        rows = SavedView.objects.filter(organisation=organisation, person=person).order_by("id")
        return list(rows.values_list("name", "query"))

    def save_view(self, organisation: OrgId, person: PersonId, *, name: str, query: str | None) -> None:
        """Keep a list under a name; without a query the name is forgotten."""
        mine = Q(organisation=organisation, person=person, name=name)
        if query is None:
            SavedView.objects.filter(mine).delete()
        else:
            SavedView.objects.update_or_create(organisation=organisation, person=person, name=name, defaults={"query": query})


# What makes a commit not wait for the disk, and wait again.
_HASTE = {
    "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL"),
    "postgresql": ("SET synchronous_commit TO off", "RESET synchronous_commit"),
}


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """A sight survives a program that is killed; a power cut may cost the last of them. Cases and their log wait for the disk (FULL)."""
    before, after = _HASTE[connection.vendor]
    connection.ensure_connection()
    raw = None if connection.in_atomic_block else connection.connection
    if raw is not None:
        raw.execute(before)
    try:
        yield
    finally:
        if raw is not None:
            raw.execute(after)


def _login(entry: Entry) -> Login:
    if entry.signed_in is not None:
        return Login.objects.get(pk=entry.signed_in)
    if Login.objects.filter(email=entry.email.strip().lower()).exists():
        raise AddressTaken(entry.email)
    return Login.objects.create_user(entry.email, entry.password, name=entry.name)


def _invited(person: Person, now: datetime) -> QuerySet[Ticket]:
    """The links that would let this person in now."""
    return Ticket.objects.filter(kind=SEAT, organisation=person.organisation, person=person.id, used_at__isnull=True, expires_at__gt=now)


def _sight(row: Sight) -> Shown:
    return Shown(row.at, Actor(ActorKind(row.who_kind), row.who), row.what, CaseId(row.case) if row.case else None)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
