"""A list of cases that are under way becomes cases of ours, each standing where it stands; what is over is no news to anybody."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from yosher.cases.merge import same_dispute
from yosher.cases.model import Act, Case, Incoming, Refusal, State
from yosher.cases.states import OPEN
from yosher.cases.under_way import UnderWay, later_messages
from yosher.desk.allowed import require
from yosher.desk.approve import act
from yosher.desk.intake import ask_worker, notes_on, open_case, read_further
from yosher.desk.model import Desk, Opened
from yosher.desk.notices import WANTED
from yosher.desk.ports import DeskRefused, InboxContext, ReadsLists, Running
from yosher.desk.remark import assign, note
from yosher.desk.send import refuse_impossible
from yosher.desk.typed import as_kept
from yosher.desk.work import UNWATCHED
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment
from yosher.people.may import Ability
from yosher.people.model import Person


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that was taken: the case as it stands now. `was` is where it stood before; None for a case that is new."""

    said: UnderWay
    case: Case
    was: State | None = None
    changed: bool = True  # False where all of the row was known
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of a list, row by row. `dry`: what would become of it; nothing was written."""

    file: str
    placed: tuple[Placed, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    dry: bool = False


_AT_A_TIME = 50  # rows between two signs of how far it is; half a second


class _OnlyAsked(Exception):
    """Takes everything back that was written to see what would become of a list."""


def take_over(body: bytes, *, reader: ReadsLists, desk: Desk, name: str = "", dry: bool = False, running: Running = UNWATCHED) -> TakenOver:
    """Take a list over. A row is taken whole or not at all, and holds up no other; the same list again changes nothing.

    `dry` does the same inside transactions that are taken back, so that it tells what would happen. They are short, since others wait
    for them: of a long list, rows that are far apart are not seen beside each other.
    """
    require(Ability.WORK, desk=desk)
    require(Ability.APPROVE, desk=desk)  # a list records sendings, refunds and verdicts
    read = reader(body, context=InboxContext(desk.organisation, desk.now, name))
    work = _Rows(_untold(desk), name, [one for one in desk.store.people(desk.organisation.id) if not one.has_left])
    for begin in range(0, len(read.rows), _AT_A_TIME):
        running.at("work.looking_at_list" if dry else "work.taking_over", 100 * begin // len(read.rows))
        some = read.rows[begin : begin + _AT_A_TIME]
        work.ask(some) if dry else work.take_all(some)
    refused = sorted((*read.refused, *work.refused), key=lambda one: one.row or 0)
    return TakenOver(name, tuple(work.placed), tuple(refused), read.notes, dry=dry)


def _untold(desk: Desk) -> Desk:
    """The same desk without anybody who is told: what happened before a case came here is no news."""
    settings = {key: value for key, value in desk.organisation.settings.items() if key != WANTED}
    return replace(desk, organisation=replace(desk.organisation, settings=settings))


@dataclass(slots=True)
class _Rows:
    """The rows of one list, one after the other."""

    desk: Desk
    file: str
    people: Sequence[Person]
    placed: list[Placed] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    _first: dict[CaseId, int] = field(default_factory=dict)

    def ask(self, rows: Sequence[UnderWay]) -> None:
        """What would become of these rows."""
        with suppress(_OnlyAsked), self.desk.store.transaction():
            self.take_all(rows)
            raise _OnlyAsked

    def take_all(self, rows: Sequence[UnderWay]) -> None:
        for row in rows:
            self._take(row)

    def _take(self, row: UnderWay) -> None:
        try:
            with self.desk.store.transaction():
                done = self._place(row)
        except DeskRefused as refused:
            self.refused.append(Refusal(refused.reason.code, self.file, row.row, refused.reason.values))
            return
        first = self._first.setdefault(done.case.id, row.row)
        again = (Reason("desk.same_case_as_row", values={"row": first}),) if first != row.row else ()
        self.placed.append(replace(done, notes=(*done.notes, *again)))

    def _place(self, row: UnderWay) -> Placed:
        """The denial, what was sent, what was said since, the note, whose it is: in the order in which it happened."""
        desk, organisation = self.desk, self.desk.organisation.id
        _refuse_odd(row, desk=desk)
        known = next((case for case in desk.store.candidates(organisation, row.denial) if same_dispute(row.denial, case)), None)
        opened = open_case(Incoming(row.denial), desk=desk, prepare=False)
        before = desk.store.case(organisation, opened.case)
        events = 0 if opened.created else len(desk.store.events(organisation, opened.case))
        remarks = [
            *row.remarks,
            *_about(opened, row),
            *_other_sum(opened, row, known),
            *self._send(row, before, created=opened.created),
            *_doubts(row, desk=desk),
        ]
        for message in later_messages(row):
            read_further(desk.store.case(organisation, opened.case), message, desk=desk)
        self._write_note(row, opened)
        remarks += self._hand_over(row, before)
        case = desk.store.case(organisation, opened.case)
        changed = not opened.known or len(desk.store.events(organisation, opened.case)) > events
        if case.state in OPEN and not opened.known:
            ask_worker(case.id, row.denial, desk=desk)
        return Placed(row, case, None if opened.created else before.state, changed, tuple(remarks))

    def _send(self, row: UnderWay, case: Case, *, created: bool) -> Iterator[Reason]:
        """What was sent by hand before the case came here. A case that stands further on, or in a later phase, stays there."""
        if row.sent is None:
            return
        desk = self.desk
        if created:
            refuse_impossible(case, row.sent.at, desk=desk)
        sent = [event for event in desk.store.events(desk.organisation.id, case.id) if event.act is Act.SENT]
        if any(event.happened.at == row.sent.at for event in sent):
            return
        if case.state not in OPEN or _is_of_an_earlier_phase(row.sent, case, desk=desk):
            yield Reason("desk.sending_left", values={"at": _local(row.sent.at, desk), "now": f"case_state:{case.state}"})
            return
        body: dict[str, object] = {
            "by": desk.actor.ref,
            "channel": "",
            "taken_over": True,
            "file": self.file,
            "row": row.row,
            "packet": None,
        }
        act(case.id, Act.SENT, body, desk=desk, happened=row.sent)

    def _write_note(self, row: UnderWay, opened: Opened) -> None:
        text = as_kept(row.note)
        if not text:
            return
        known = [] if opened.created else self.desk.store.events(self.desk.organisation.id, opened.case)
        if not any(event.act is Act.NOTE and event.body.get("text") == text for event in known):
            note(opened.case, text, desk=self.desk)

    def _hand_over(self, row: UnderWay, case: Case) -> Iterator[Reason]:
        """To whom the list names, unless it was handed to somebody here already."""
        if not row.assigned or case.assigned is not None:
            return
        found = [person for person in self.people if row.assigned.casefold() in _names(person)]
        if len(found) == 1:
            assign(case.id, found[0].id, desk=self.desk)
        else:
            code = "desk.assigned_unclear" if found else "desk.assigned_unknown" if self.people else "desk.assigned_no_people"
            yield Reason(code, values={"person": row.assigned, "known": ", ".join(person.name for person in self.people)})


def _names(person: Person) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (person.id, person.name, person.email) if name)


def _refuse_odd(row: UnderWay, *, desk: Desk) -> None:
    """What cannot have been. A refund above the denied sum may: the payment can be larger than what was denied of it."""
    denied = row.denial.amount
    for moment in (row.denial.happened, row.sent, row.decided):
        if moment is not None and moment.at > desk.now and moment.certainty is not Certainty.UNKNOWN:
            raise DeskRefused(Reason("desk.not_yet_happened", values={"at": _local(moment.at, desk)}))
    if row.recovered is not None and (row.recovered.currency != denied.currency or denied < row.recovered):
        raise DeskRefused(Reason("desk.outcome_amount", values={"amount": row.recovered, "denied": denied}))
    if row.refunded is not None and row.refunded.currency != denied.currency:
        raise DeskRefused(Reason("desk.refund_other_currency", values={"amount": row.refunded, "room": denied}))


def _about(opened: Opened, row: UnderWay) -> Iterator[Reason]:
    return (Reason(found.code, values=found.values) for found in notes_on(opened, row.denial, file=""))


def _other_sum(opened: Opened, row: UnderWay, known: Case | None) -> Iterator[Reason]:
    """The case was known by another sum than the row names."""
    if known is not None and opened.was is None and known.denial.amount != row.denial.amount:
        yield Reason("desk.sum_differs", values={"case": opened.case, "was": known.denial.amount, "now": row.denial.amount})


def _doubts(row: UnderWay, *, desk: Desk) -> Iterator[Reason]:
    """What is taken as it is written, and should be looked at."""
    denied = row.denial.happened
    if row.decided is not None and denied.certainty is not Certainty.UNKNOWN and row.decided.at < denied.at:
        values = {"at": _local(row.decided.at, desk).date(), "denied": _local(denied.at, desk).date()}
        yield Reason("desk.outcome_before_denial", values=values)
    due = row.denial.due.at
    if due is not None and denied.certainty is not Certainty.UNKNOWN and due < denied.at:
        yield Reason("desk.due_before_denial", values={"due": _local(due, desk).date(), "denied": _local(denied.at, desk).date()})
    if row.refunded is not None and row.refunded < row.denial.amount and row.stands is State.REFUNDED:
        yield Reason("desk.refunded_in_part", values={"amount": row.refunded, "denied": row.denial.amount})
    if row.refunded is not None and row.denial.amount < row.refunded:
        yield Reason("desk.refunded_above", values={"amount": row.refunded, "denied": row.denial.amount})


def _is_of_an_earlier_phase(sent: Moment, case: Case, *, desk: Desk) -> bool:
    began = case.denial.happened
    return began.certainty is not Certainty.UNKNOWN and _local(sent.at, desk).date() < _local(began.at, desk).date()


def _local(at: datetime, desk: Desk) -> datetime:
    return at.astimezone(desk.organisation.tz)
