"""Organisations, people, settings, rates; answers; evidence; work that waits."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from django.db import connection
from django.db.models import F, Q, QuerySet

from yosher.adapters.store.codec import dumps, loads
from yosher.adapters.store.locks import lock
from yosher.adapters.store.models import (
    AnswerRow,
    CaseRow,
    DraftRow,
    ExhibitRow,
    FactRow,
    OrganisationRow,
    OutboxRow,
    PersonRow,
    RateRow,
    ReminderRow,
    SettingRow,
    VerdictRow,
)
from yosher.adapters.store.outbox import read_row
from yosher.adapters.store.queue import weighed_columns
from yosher.adapters.store.tallies import tally_answer
from yosher.adapters.store.troubles import explained
from yosher.cases.model import State
from yosher.decisions.model import Rate
from yosher.desk import ports
from yosher.desk.ports import NotFound, PlaceUnknown, SavedAnswer
from yosher.evidence.model import Exhibit, Fact, Strength
from yosher.kernel.ids import CaseId, OrgId, PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.words import ClaimFamily, Language
from yosher.people.model import UNNAMED, Organisation, Person, Role

_EPOCH, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)  # as fine as the databases keep a time
_PLACE = re.compile(r"[0-9]{1,16}\.[0-9]{1,18}")  # a time up to the year 2286, a row
DEFAULT = Organisation(OrgId("default"), UNNAMED)


class PeopleInDatabase:
    """`KeepsPeople`."""

    def organisation(self, ref: OrgId | None) -> Organisation:
        with explained():
            rows = OrganisationRow.objects.order_by("id")
            row = rows.filter(ref=ref).first() if ref else rows.first()
            if row is None and ref in (None, DEFAULT.id):
                self.add_organisation(DEFAULT)
                return DEFAULT
            if row is None:
                raise NotFound("organisation", ref or "")
            return _organisation(row)

    def add_organisation(self, organisation: Organisation) -> None:
        with explained():
            OrganisationRow.objects.get_or_create(ref=organisation.id, defaults=_columns(organisation))

    def save_organisation(self, organisation: Organisation) -> None:
        with explained():
            OrganisationRow.objects.filter(ref=organisation.id).update(**_columns(organisation))

    def organisations(self) -> Sequence[Organisation]:
        with explained():
            return [_organisation(row) for row in OrganisationRow.objects.order_by("id")]

    def add_person(self, person: Person) -> None:
        with explained():
            PersonRow.objects.create(
                organisation=person.organisation, ref=person.id, name=person.name, role=person.role, email=person.email
            )

    def save_person(self, person: Person) -> None:
        with explained():
            rows = PersonRow.objects.filter(organisation=person.organisation, ref=person.id)
            rows.update(name=person.name, role=person.role, email=person.email, has_left=person.has_left)

    def lock_people(self, organisation: OrgId) -> None:
        with explained():
            lock(OrganisationRow.objects.filter(ref=organisation))

    def person(self, organisation: OrgId, ref: str) -> Person:
        with explained():
            row = PersonRow.objects.filter(organisation=organisation, ref=ref).first()
        if row is None:
            raise NotFound("person", ref)
        return _person(row)

    def people(self, organisation: OrgId) -> Sequence[Person]:
        with explained():
            return [_person(row) for row in PersonRow.objects.filter(organisation=organisation).order_by("ref")]

    def people_by_mail(self, email: str) -> Sequence[Person]:
        with explained():
            found = [_person(row) for row in PersonRow.objects.filter(email__iexact=email.strip()).order_by("id")]
        return [person for person in found if _is_same(person.email, email)]

    def set_setting(self, organisation: OrgId, key: str, value: str | None) -> None:
        with explained():
            if value is None:
                SettingRow.objects.filter(organisation=organisation, key=key).delete()
            else:
                SettingRow.objects.update_or_create(organisation=organisation, key=key, defaults={"value": value})

    def add_rates(self, organisation: OrgId, rates: Iterable[Rate]) -> int:
        rows = [RateRow(organisation=organisation, day=r.day, base=r.base, quote=r.quote, rate=r.rate, source=r.source) for r in rates]
        with explained():
            RateRow.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["organisation", "day", "base", "quote", "source"],
                update_fields=["rate"],
                batch_size=500,
            )
        return len(rows)

    def rates(self, organisation: OrgId) -> Sequence[Rate]:
        with explained():
            rows = (
                RateRow.objects.filter(organisation=organisation)
                .order_by("day", "id")
                .values_list("day", "base", "quote", "rate", "source")
            )
            return [Rate(*row) for row in rows]


def _is_same(one: str, other: str) -> bool:
    """Beyond ASCII the same letters only: a database may take "ı" for "i", and another person's address for this one."""
    one, other = one.strip(), other.strip()
    return one == other or (one.isascii() and other.isascii() and one.lower() == other.lower())


def _columns(organisation: Organisation) -> dict[str, str]:
    return {key: str(getattr(organisation, key)) for key in ("name", "country", "zone", "currency", "language")}


def _organisation(row: OrganisationRow) -> Organisation:
    settings = dict(SettingRow.objects.filter(organisation=row.ref).values_list("key", "value"))
    return Organisation(OrgId(row.ref), row.name, row.country, row.zone, row.currency, Language(row.language), MappingProxyType(settings))


def _person(row: PersonRow) -> Person:
    return Person(PersonId(row.ref), OrgId(row.organisation), row.name, Role(row.role), row.email, row.has_left)


class DraftsInDatabase:
    """`KeepsDrafts`."""

    def draft(self, organisation: OrgId, person: PersonId, kind: str) -> Mapping[str, object]:
        with explained():
            body = DraftRow.objects.filter(organisation=organisation, person=person, kind=kind).values_list("body", flat=True).first()
        return json.loads(body) if body else {}

    def save_draft(self, organisation: OrgId, person: PersonId, kind: str, body: Mapping[str, object] | None) -> None:
        with explained():
            if body is None:
                DraftRow.objects.filter(organisation=organisation, person=person, kind=kind).delete()
                return
            text = json.dumps(body, ensure_ascii=False)
            DraftRow.objects.update_or_create(organisation=organisation, person=person, kind=kind, defaults={"body": text})


class EvidenceInDatabase:
    """`KeepsEvidence`."""

    def add_facts(self, organisation: OrgId, case: CaseId, facts: Sequence[Fact]) -> None:
        rows = [FactRow(organisation=organisation, case=case, ref=fact.id, body=dumps(fact)) for fact in facts]
        with explained():
            FactRow.objects.bulk_create(rows, ignore_conflicts=True)

    def add_exhibit(self, organisation: OrgId, case: CaseId, exhibit: Exhibit) -> None:
        with explained():
            ExhibitRow.objects.update_or_create(
                organisation=organisation, case=case, ref=exhibit.id, defaults={"sha256": exhibit.sha256, "body": dumps(exhibit)}
            )

    def facts(self, organisation: OrgId, case: CaseId) -> Sequence[Fact]:
        with explained():
            rows = FactRow.objects.filter(organisation=organisation, case=case).order_by("id")
            return [loads(Fact, body) for body in rows.values_list("body", flat=True)]

    def exhibits(self, organisation: OrgId, case: CaseId) -> Sequence[Exhibit]:
        with explained():
            rows = ExhibitRow.objects.filter(organisation=organisation, case=case).order_by("id")
            return [loads(Exhibit, body) for body in rows.values_list("body", flat=True)]


class AnswersInDatabase:
    """`KeepsAnswers`."""

    def save_answer(self, organisation: OrgId, answer: SavedAnswer) -> None:
        with explained():
            AnswerRow.objects.update_or_create(organisation=organisation, case=answer.case, defaults={"body": dumps(answer)})
            CaseRow.objects.filter(organisation=organisation, ref=answer.case).update(**weighed_columns(answer))
            tally_answer(organisation, answer)

    def answer(self, organisation: OrgId, case: CaseId) -> SavedAnswer | None:
        with explained():
            body = AnswerRow.objects.filter(organisation=organisation, case=case).values_list("body", flat=True).first()
        return loads(SavedAnswer, body) if body else None

    def count_verdict(self, organisation: OrgId, *, strength: Strength, family: ClaimFamily, verdict: State, by: int) -> None:
        with explained():
            VerdictRow.objects.get_or_create(organisation=organisation, strength=strength, family=family, verdict=verdict)
            VerdictRow.objects.filter(organisation=organisation, strength=strength, family=family, verdict=verdict).update(n=F("n") + by)

    def verdicts(self, organisation: OrgId) -> Sequence[tuple[Strength, ClaimFamily, State, int]]:
        with explained():
            rows = (
                VerdictRow.objects.filter(organisation=organisation, n__gt=0)
                .order_by("id")
                .values_list("strength", "family", "verdict", "n")
            )
            return [(Strength(strength), ClaimFamily(family), State(verdict), n) for strength, family, verdict, n in rows]


class WorkInDatabase:
    """`KeepsWork`."""

    def post(self, row: ports.OutboxRow) -> None:
        columns = {"case": row.case, "task": row.task, "body": dumps(dict(row.body)), "due_at": row.due_at, "first_due": row.due_at}
        with explained():
            OutboxRow.objects.get_or_create(organisation=row.organisation, ref=row.id, defaults=columns)

    def set_reminders(self, organisation: OrgId, case: CaseId, rows: Sequence[ports.ReminderRow]) -> None:
        with explained():
            ReminderRow.objects.filter(organisation=organisation, case=case).delete()
            ReminderRow.objects.bulk_create(
                [ReminderRow(organisation=organisation, case=case, at=row.at, code=row.code) for row in rows], ignore_conflicts=True
            )

    def take_reminders(self, now: datetime, *, most: int, organisation: OrgId | None = None) -> Sequence[ports.ReminderRow]:
        due = ReminderRow.objects.filter(at__lte=now).order_by("at", "id")
        if organisation:
            due = due.filter(organisation=organisation)
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            due = due.select_for_update(skip_locked=True)
        with explained():
            rows = list(due[:most])
            ReminderRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return [ports.ReminderRow(OrgId(row.organisation), CaseId(row.case), row.at, row.code) for row in rows]

    def work(self, organisation: OrgId, *, now: datetime, only_dead: bool = False) -> Sequence[ports.WorkRow]:
        with explained():
            return [_work_row(row, now) for row in _undone(organisation, only_dead=only_dead)]

    def work_page(
        self, organisation: OrgId, *, now: datetime, only_dead: bool = False, after: str | None = None, limit: int = 50
    ) -> ports.WorkPage:
        rows = _undone(organisation, only_dead=only_dead)
        if after:
            rows = rows.filter(_behind(after))
        with explained():
            found = list(rows[: limit + 1])
        following = _place(found[limit - 1]) if len(found) > limit else None
        return ports.WorkPage([_work_row(row, now) for row in found[:limit]], following)

    def dismiss(self, organisation: OrgId, ref: str, *, now: datetime) -> None:
        with explained():
            OutboxRow.objects.filter(organisation=organisation, ref=ref, dead=True, done_at__isnull=True).update(dead=False, done_at=now)

    def put_back(self, organisation: OrgId, ref: str, *, now: datetime) -> bool:
        with explained():
            rows = OutboxRow.objects.filter(organisation=organisation, ref=ref)
            if not rows.exists():
                raise NotFound("work", ref)
            return bool(rows.filter(dead=True, done_at__isnull=True).update(dead=False, due_at=now, claimed_until=None, lapses=0))


def _undone(organisation: OrgId, *, only_dead: bool) -> QuerySet[OutboxRow]:
    rows = OutboxRow.objects.filter(organisation=organisation, done_at__isnull=True).order_by("due_at", "id")
    return rows.filter(dead=True) if only_dead else rows


def _place(row: OutboxRow) -> str:
    """Where a row stands, by itself: the row may be done before the page that follows is asked for."""
    return f"{(row.due_at - _EPOCH) // _TICK}.{row.pk}"


def _behind(place: str) -> Q:
    if not _PLACE.fullmatch(place):
        raise PlaceUnknown
    ticks, _, pk = place.partition(".")
    due = _EPOCH + int(ticks) * _TICK
    return Q(due_at__gt=due) | Q(due_at=due, pk__gt=int(pk))


def _work_row(row: OutboxRow, now: datetime) -> ports.WorkRow:
    trouble = loads(Reason, row.reason) if row.reason else Reason(row.trouble) if row.trouble else None
    is_running = row.claimed_until is not None and row.claimed_until > now
    return ports.WorkRow(read_row(row), is_running, row.dead, row.stage, row.percent, trouble)
