"""Cases, their messages, their log, and the queue."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Max, Q

from yosher.adapters.store.codec import dumps, loads
from yosher.adapters.store.codec import plain as as_json
from yosher.adapters.store.models import NO_DUE, CaseRow, DenialRow, EventRow
from yosher.adapters.store.troubles import explained
from yosher.cases.events import leaf
from yosher.cases.model import Act, Case, CaseEvent, Denial, State
from yosher.customers.model import FindingKind
from yosher.desk.ports import NotFound, QueueRow
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId, DenialId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import Choice

_QUEUE = ("due_key", "-worth_key", "ref")


def due_columns(due: datetime | None) -> dict[str, object]:
    """A due date and its key for the queue's order."""
    return {"due": due, "due_key": NO_DUE if due is None else int(due.timestamp())}


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


class CasesInDatabase:
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
                raise NotFound("case", case)
            return self._whole(row)

    def _whole(self, row: CaseRow) -> Case:
        messages = DenialRow.objects.filter(organisation=row.organisation, case=row.ref).order_by("id").values_list("body", flat=True)
        return replace(loads(Case, row.body), denials=tuple(loads(Denial, body) for body in messages))

    def save(self, case: Case) -> None:
        columns = {
            "state": case.state,
            "amount_minor": case.denial.amount.minor,
            "currency": case.denial.amount.currency,
            "network": case.denial.network,
            "code": case.denial.code,
            "choice": case.choice,
            "opened_at": case.opened_at,
            "body": dumps(replace(case, denials=())),
        }
        due = {} if case.due is None else due_columns(case.due)
        with explained():
            CaseRow.objects.update_or_create(
                organisation=case.organisation,
                ref=case.id,
                defaults=columns | due,
                create_defaults=columns | due_columns(case.due or case.denial.due.at),
            )

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
            if connection.vendor == "postgresql":  # two workers on one case: the second waits for its number
                CaseRow.objects.select_for_update().filter(organisation=organisation, ref=case).first()
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
        return event

    def events(self, organisation: OrgId, case: CaseId) -> Sequence[CaseEvent]:
        with explained():
            rows = EventRow.objects.filter(organisation=organisation, case=case).order_by("sequence")
            return [_event(row) for row in rows]

    def queue(self, organisation: OrgId, *, state: State | None = None, limit: int | None = None) -> Iterator[QueueRow]:
        with explained():
            rows = CaseRow.objects.filter(organisation=organisation).order_by(*_QUEUE)
            if state is not None:
                rows = rows.filter(state=state)
            columns = (
                "ref",
                "state",
                "due",
                "amount_minor",
                "currency",
                "finding",
                "choice",
                "network",
                "code",
                "opened_at",
                "worth_minor",
            )
            for row in rows.values_list(*columns)[:limit].iterator(chunk_size=500):
                yield _queue_row(row)


def _keys_of(denial: Denial) -> Iterator[Q]:
    """Each by itself: alternatives in one condition would make SQLite read all messages of the organisation."""
    yield Q(source=denial.source, source_ref=denial.ref)
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


def _queue_row(row: tuple[object, ...]) -> QueueRow:
    ref, state, due, minor, currency, finding, choice, network, code, opened_at, worth = row
    return QueueRow(
        case=CaseId(str(ref)),
        state=State(str(state)),
        due=due if isinstance(due, datetime) else None,
        amount=Money(int(str(minor)), str(currency)),
        finding=FindingKind(str(finding)) if finding else None,
        choice=Choice(str(choice)) if choice else None,
        network=str(network),
        code=str(code) if code else None,
        opened_at=opened_at if isinstance(opened_at, datetime) else datetime.min.replace(tzinfo=UTC),
        worth_minor=int(str(worth)) if worth is not None else None,
    )
