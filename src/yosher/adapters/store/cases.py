"""Cases, their messages, their log, and the queue."""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Max, Q

from yosher.adapters.store.codec import dumps, loads
from yosher.adapters.store.codec import plain as as_json
from yosher.adapters.store.locks import lock
from yosher.adapters.store.models import CaseRow, DenialRow, EventRow
from yosher.adapters.store.queue import QueueInDatabase, due_columns, keep_words, listed
from yosher.adapters.store.tallies import keep_tally, tally_sent
from yosher.adapters.store.troubles import explained
from yosher.cases.events import leaf
from yosher.cases.match import PROCESSORS, TABLE
from yosher.cases.model import Act, Case, CaseEvent, Denial
from yosher.desk.ports import NotFound
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, DenialId, OrgId
from yosher.kernel.when import Certainty, Moment


def _message_columns(denial: Denial) -> dict[str, object]:
    return {
        "source": denial.source,
        "source_ref": denial.ref,
        "payment": denial.payment_ref,
        "transaction": denial.transaction.id,
        "order": denial.transaction.order,
        "arn": denial.transaction.arn,
        "body": dumps(denial),
    }


class CasesInDatabase(QueueInDatabase):
    """`KeepsCases`. Its own clock stamps `recorded_at`; salts are random."""

    def transaction(self) -> AbstractContextManager[None]:
        return _Transaction()

    def candidates(self, organisation: OrgId, denial: Denial) -> Sequence[Case]:
        with explained():
            messages = DenialRow.objects.filter(organisation=organisation).values_list("case", flat=True)
            found = {case for key in _keys_of(denial) for case in messages.filter(key)}
            rows = CaseRow.objects.filter(organisation=organisation, ref__in=found)
            if connection.vendor == "postgresql" and connection.in_atomic_block:
                rows = rows.select_for_update()
            return [self._whole(row) for row in rows.order_by("ref")]

    def case(self, organisation: OrgId, case: CaseId) -> Case:
        with explained():
            row = CaseRow.objects.filter(organisation=organisation, ref=case).first()
            if row is None:
                raise _not_there(organisation, case)
            return self._whole(row)

    def _whole(self, row: CaseRow) -> Case:
        messages = DenialRow.objects.filter(organisation=row.organisation, case=row.ref).order_by("id").values_list("body", flat=True)
        return replace(loads(Case, row.body), denials=tuple(loads(Denial, body) for body in messages), due=row.due)

    def lock_case(self, organisation: OrgId, case: CaseId) -> None:
        with explained():
            lock(CaseRow.objects.filter(organisation=organisation, ref=case))

    def save(self, case: Case) -> None:
        body = dumps(replace(case, denials=(), due=None))  # both stand in rows of their own
        columns = listed(case) | {"choice": case.choice, "opened_at": case.opened_at, "body": body}
        with explained(), transaction.atomic():
            row, _ = CaseRow.objects.update_or_create(
                organisation=case.organisation,
                ref=case.id,
                defaults=columns,
                create_defaults=columns | due_columns(case.due),
            )
            keep_words(case, known=bytes(row.words_digest))
            keep_tally(case)

    def renew_words(self, organisation: OrgId, *, seen: Callable[[int, int], None]) -> int:
        """The words of every case as they are found today; how many cases had others. `seen`: how many were looked at, of how many.

        Each case is a transaction of its own: where this is killed, what was done stands, and the next time does the rest.
        """
        with explained():
            refs = list(CaseRow.objects.filter(organisation=organisation).order_by("id").values_list("ref", flat=True))
        renewed = 0
        for n, ref in enumerate(refs, 1):
            renewed += self._renewed(organisation, CaseId(ref))
            seen(n, len(refs))
        return renewed

    def _renewed(self, organisation: OrgId, ref: CaseId) -> bool:
        with self.transaction():
            self.lock_case(organisation, ref)
            row = CaseRow.objects.get(organisation=organisation, ref=ref)
            return keep_words(self._whole(row), known=bytes(row.words_digest))

    def add_denial(self, organisation: OrgId, case: CaseId, denial: Denial) -> bool:
        with explained():
            _, created = DenialRow.objects.get_or_create(
                organisation=organisation, case=case, ref=denial.id, defaults=_message_columns(denial)
            )
        return created

    def replace_denial(self, organisation: OrgId, case: CaseId, old: DenialId, denial: Denial) -> None:
        with explained():
            DenialRow.objects.filter(organisation=organisation, case=case, ref=old).update(ref=denial.id, **_message_columns(denial))

    def record(
        self, organisation: OrgId, case: CaseId, *, act: Act, actor: Actor, happened: Moment, body: Mapping[str, object]
    ) -> CaseEvent:
        with explained(), transaction.atomic():
            self.lock_case(organisation, case)  # two workers on one case: the second waits for its number
            events = EventRow.objects.filter(organisation=organisation, case=case)
            last = events.aggregate(last=Max("sequence"))["last"] or 0
            kept: Mapping[str, object] = json.loads(json.dumps(as_json(body), ensure_ascii=False))
            event = CaseEvent(organisation, case, last + 1, act, actor, happened, datetime.now(UTC), kept, salt=secrets.token_bytes(32))  # noqa: TID251  (the log's own clock)
            EventRow.objects.create(
                organisation=organisation,
                case=case,
                sequence=event.sequence,
                act=act,
                actor_kind=actor.kind,
                actor_ref=actor.ref,
                happened_at=happened.at,
                certainty=happened.certainty,
                recorded_at=event.recorded_at,
                schema=event.schema,
                salt=event.salt,
                leaf=leaf(event),
                body=json.dumps(kept, ensure_ascii=False),
            )
            if act is Act.SENT:
                tally_sent(organisation, case, happened.at.date())
        return event

    def events(self, organisation: OrgId, case: CaseId) -> Sequence[CaseEvent]:
        with explained():
            rows = list(EventRow.objects.filter(organisation=organisation, case=case).order_by("sequence"))
        erased = max((n for n, row in enumerate(rows) if row.act == Act.ERASED), default=0)
        return [_event(row) for row in rows[erased:]]  # what came before says nothing any more


def _not_there(organisation: OrgId, case: CaseId) -> NotFound:
    last = EventRow.objects.filter(organisation=organisation, case=case).order_by("-sequence").first()
    return NotFound("erased_case" if last and last.act == Act.ERASED else "case", case)


def _keys_of(denial: Denial) -> Iterator[Q]:
    """Each by itself: alternatives in one condition would make SQLite read all messages of the organisation."""
    yield Q(source=denial.source, source_ref=denial.ref)
    if denial.source == TABLE or denial.source in PROCESSORS:
        yield Q(source__in=PROCESSORS if denial.source == TABLE else (TABLE,), source_ref=denial.ref)
    payments = [ref for ref in (denial.payment_ref, denial.transaction.id) if ref]
    if payments:
        yield Q(payment__in=payments)
        yield Q(transaction__in=payments)
    if denial.transaction.order:
        yield Q(order=denial.transaction.order)
    if denial.transaction.arn:
        yield Q(arn=denial.transaction.arn)


class _Transaction(AbstractContextManager[None]):
    """One transaction, whose troubles are named."""

    def __enter__(self) -> None:
        self._explained = explained()
        self._explained.__enter__()
        self._atomic = transaction.atomic()
        with explained():
            self._atomic.__enter__()

    def __exit__(self, kind: object, value: object, trace: object) -> bool | None:
        with explained():
            self._atomic.__exit__(kind, value, trace)  # type: ignore[arg-type]  # handed through as it came
        return self._explained.__exit__(kind, value, trace)  # type: ignore[arg-type]  # handed through as it came


def _event(row: EventRow) -> CaseEvent:
    return CaseEvent(
        organisation=OrgId(row.organisation),
        case=CaseId(row.case),
        sequence=row.sequence,
        act=Act(row.act),
        actor=Actor(ActorKind(row.actor_kind), row.actor_ref),
        happened=Moment(row.happened_at, Certainty(row.certainty)),
        recorded_at=row.recorded_at,
        body=json.loads(row.body),
        schema=row.schema,
        salt=bytes(row.salt),
    )
