"""Hand-written fakes of the desk's ports: an in-memory store, blobs, files, sources."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from yosher.cases.model import Act, Case, CaseEvent, Denial, State
from yosher.cases.sought import networks_called, words_of
from yosher.cases.states import Lane, lane_of
from yosher.cases.tally import tally_of
from yosher.decisions.model import Rate
from yosher.desk.ports import (
    Given,
    GuestLink,
    NotFound,
    OutboxRow,
    QueuePage,
    QueueRow,
    QueueView,
    ReadFile,
    ReminderRow,
    SavedAnswer,
    Sought,
    WorkPage,
    WorkRow,
)
from yosher.evidence.deal import DEALS
from yosher.evidence.model import Exhibit, Fact, Readable, Record, RecordKind, Strength
from yosher.evidence.rows import amount_of
from yosher.insights.model import Group, Key, On, Period, Sales, Trait
from yosher.kernel.actor import Actor
from yosher.kernel.ids import BlobRef, CaseId, DenialId, ExhibitId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.when import Moment
from yosher.kernel.words import ClaimFamily, Language
from yosher.people.model import Organisation, Person

CLOCK = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
Named = tuple[OrgId, CaseId]


def _copied(value: Any) -> Any:
    """The containers of `value` anew, two floors deep; what they hold is immutable and stays itself."""
    twin = copy(value)
    if isinstance(twin, dict):
        for key, inner in twin.items():
            twin[key] = copy(inner)
    return twin


@dataclass
class FakeStore:
    """All of `Store` but what deletes by age; a failed transaction leaves nothing behind."""

    orgs: dict[OrgId, Organisation] = field(default_factory=dict)
    persons: dict[tuple[OrgId, str], Person] = field(default_factory=dict)
    cases: dict[Named, Case] = field(default_factory=dict)
    messages: dict[Named, list[Denial]] = field(default_factory=lambda: defaultdict(list))
    log: dict[Named, list[CaseEvent]] = field(default_factory=lambda: defaultdict(list))
    kept_facts: dict[Named, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    kept_exhibits: dict[Named, dict[str, Exhibit]] = field(default_factory=lambda: defaultdict(dict))
    answers: dict[Named, SavedAnswer] = field(default_factory=dict)
    outbox: dict[str, OutboxRow] = field(default_factory=dict)
    drafts: dict[tuple[OrgId, str, str], Mapping[str, object]] = field(default_factory=dict)
    links: dict[str, GuestLink] = field(default_factory=dict)  # by secret, oldest first
    sharings: dict[Named, list[ExhibitId]] = field(default_factory=lambda: defaultdict(list))
    reminders: dict[Named, list[ReminderRow]] = field(default_factory=dict)
    kept_rates: dict[OrgId, list[Rate]] = field(default_factory=lambda: defaultdict(list))

    sold: dict[OrgId, list[Sales]] = field(default_factory=lambda: defaultdict(list))
    verdict_counts: dict[OrgId, Counter[tuple[Strength, ClaimFamily, State]]] = field(default_factory=lambda: defaultdict(Counter))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = {name: _copied(value) for name, value in self.__dict__.items()}
        try:
            yield
        except BaseException:
            self.__dict__.update(before)
            raise

    def lock_case(self, organisation: OrgId, case: CaseId) -> None:
        pass

    def candidates(self, organisation: OrgId, denial: Denial) -> Sequence[Case]:
        return [case for (org, _), case in self.cases.items() if org == organisation]

    def case(self, organisation: OrgId, case: CaseId) -> Case:
        try:
            found = self.cases[organisation, case]
        except KeyError:
            raise NotFound("case", case) from None
        answer = self.answers.get((organisation, case))
        return replace(found, due=answer.due if answer else found.due)

    def save(self, case: Case) -> None:
        self.cases[case.organisation, case.id] = case

    def lock_people(self, organisation: OrgId) -> None:
        """Nobody else is here."""

    def add_denial(self, organisation: OrgId, case: CaseId, denial: Denial) -> bool:
        known = self.messages[organisation, case]
        if any(d.id == denial.id for d in known):
            return False
        known.append(denial)
        return True

    def replace_denial(self, organisation: OrgId, case: CaseId, old: DenialId, denial: Denial) -> None:
        known = self.messages[organisation, case]
        known[:] = [denial if d.id == old else d for d in known]

    def record(
        self, organisation: OrgId, case: CaseId, *, act: Act, actor: Actor, happened: Moment, body: Mapping[str, object]
    ) -> CaseEvent:
        events = self.log[organisation, case]
        event = CaseEvent(organisation, case, len(events) + 1, act, actor, happened, CLOCK, dict(body), salt=bytes(32))
        events.append(event)
        return event

    def events(self, organisation: OrgId, case: CaseId) -> Sequence[CaseEvent]:
        return list(self.log[organisation, case])

    def queue(self, organisation: OrgId, *, state: State | None = None, limit: int | None = None) -> Iterator[QueueRow]:
        rows = [self._row(case) for (org, _), case in self.cases.items() if org == organisation and state in (None, case.state)]
        yield from sorted(rows, key=lambda r: (r.due or _FAR, -(r.worth_minor or 0), r.case))[:limit]

    def page(self, organisation: OrgId, view: QueueView, *, after: str | None = None, limit: int = 50) -> QueuePage:
        rows = [row for row in self.queue(organisation) if self._is_in(row, organisation, view)]
        rows.sort(key=lambda row: list(Lane).index(lane_of(row.state)))
        begin = next((n + 1 for n, row in enumerate(rows) if row.case == after), 0)
        page = rows[begin : begin + limit]
        return QueuePage(page, page[-1].case if len(rows) > begin + limit else None)

    def counts(self, organisation: OrgId, views: Sequence[QueueView], *, most: int) -> Sequence[int]:
        return [min(most, sum(self._is_in(row, organisation, view) for row in self.queue(organisation))) for view in views]

    def open_sums(self, organisation: OrgId, view: QueueView) -> Sequence[Money]:
        sums: Counter[str] = Counter()
        for row in (row for row in self.queue(organisation) if self._is_in(row, organisation, view)):
            sums[row.amount.currency] += row.amount.minor
        return [Money(minor, currency) for currency, minor in sums.most_common()]

    def _is_in(self, row: QueueRow, organisation: OrgId, view: QueueView) -> bool:
        words = words_of(self.cases[organisation, row.case])
        asked = (
            (view.lane, lane_of(row.state)),
            (view.state, row.state),
            (view.finding, row.finding),
            (view.assigned, row.assigned),
            (view.network, row.network),
            (view.lacking, row.lacking > 0),
        )
        in_time = view.due_before is None or (row.due is not None and row.due < view.due_before)
        said = all(
            row.network in networks_called(begins) or any(word.startswith(begin) for word in words for begin in begins)
            for begins in view.words
        )
        return in_time and said and all(wanted in (None, has) for wanted, has in asked)

    def _row(self, case: Case) -> QueueRow:
        answer = self.answers.get((case.organisation, case.id))
        finding, due, worth = (answer.finding, answer.due, answer.worth_minor) if answer else (None, case.due, None)
        return QueueRow(
            case.id,
            case.state,
            due,
            case.denial.amount,
            finding,
            case.choice,
            case.denial.network,
            case.denial.code,
            case.opened_at,
            worth,
            assigned=case.assigned,
            lacking=answer.lacking if answer else 0,
        )

    def add_facts(self, organisation: OrgId, case: CaseId, facts: Sequence[Fact]) -> None:
        known = {f.id for f in self.kept_facts[organisation, case]}
        self.kept_facts[organisation, case] += [f for f in facts if f.id not in known]

    def add_exhibit(self, organisation: OrgId, case: CaseId, exhibit: Exhibit) -> None:
        self.kept_exhibits[organisation, case][exhibit.id] = exhibit

    def facts(self, organisation: OrgId, case: CaseId) -> Sequence[Fact]:
        return list(self.kept_facts[organisation, case])

    def exhibits(self, organisation: OrgId, case: CaseId) -> Sequence[Exhibit]:
        return list(self.kept_exhibits[organisation, case].values())

    def save_answer(self, organisation: OrgId, answer: SavedAnswer) -> None:
        self.answers[organisation, answer.case] = answer

    def answer(self, organisation: OrgId, case: CaseId) -> SavedAnswer | None:
        return self.answers.get((organisation, case))

    def count_verdict(self, organisation: OrgId, *, strength: Strength, family: ClaimFamily, verdict: State, by: int) -> None:
        self.verdict_counts[organisation][strength, family, verdict] += by

    def verdicts(self, organisation: OrgId) -> Sequence[tuple[Strength, ClaimFamily, State, int]]:
        return [(*key, n) for key, n in self.verdict_counts[organisation].items() if n > 0]

    def groups(
        self, organisation: OrgId, period: Period, by: Sequence[Trait], *, on: On = On.CAME, cuts: Sequence[date] = ()
    ) -> Sequence[Group]:
        found: dict[tuple[Key, ...], list[Case]] = defaultdict(list)
        for case in (case for (org, _), case in self.cases.items() if org == organisation):
            day = getattr(tally_of(case), on)
            if day is not None and period.first <= day <= period.last:
                traits = self._traits(case) | {Trait.MONTH: f"{day:%Y-%m}", Trait.SPAN: sum(cut <= day for cut in cuts)}
                found[tuple(traits[trait] for trait in by)].append(case)
        return [Group(key, len(cases), *_sums(cases)) for key, cases in found.items()]

    def _traits(self, case: Case) -> dict[Trait, Key]:
        tally, answer = tally_of(case), self.answers.get((case.organisation, case.id))
        sent = [e.happened.at.date() for e in self.log[case.organisation, case.id] if e.act is Act.SENT]
        days = (sent[0] - (tally.denied_on or tally.came_on)).days if sent else None
        return {
            Trait.CURRENCY: case.denial.amount.currency,
            Trait.NETWORK: case.denial.network,
            Trait.CODE: case.denial.code,
            Trait.PROCESSOR: case.denial.processor,
            Trait.PHASE: case.phase,
            Trait.RESULT: tally.result,
            Trait.FAMILY: answer.family if answer else None,
            Trait.STRENGTH: answer.strength if answer else None,
            Trait.FINDING: answer.finding if answer else None,
            Trait.CAUSE: answer.cause if answer else None,
            Trait.CHOICE: case.choice,
            Trait.DENIED: tally.denied_on is not None,
            Trait.ANSWERED: tally.reviewed or bool(sent),
            Trait.TURNED: tally.turned,
            Trait.DAYS: days,
            Trait.REFUNDED_IN: case.refunded.currency if case.refunded else None,
            Trait.RECOVERED_IN: case.recovered.currency if case.recovered else None,
        }

    def sales(self, organisation: OrgId, months: Sequence[str], *, zone: tzinfo, checked: bool = False) -> Sequence[Sales]:
        return [sold for sold in self.sold[organisation] if sold.month in months]

    def organisation(self, ref: OrgId | None) -> Organisation:
        found = self.orgs.get(ref) if ref else next(iter(self.orgs.values()), None)
        if found is None:
            raise NotFound("organisation", ref or "")
        return found

    def add_organisation(self, organisation: Organisation) -> None:
        self.orgs[organisation.id] = organisation

    def save_organisation(self, organisation: Organisation) -> None:
        self.orgs[organisation.id] = replace(organisation, settings=self.orgs[organisation.id].settings)

    def organisations(self) -> Sequence[Organisation]:
        return list(self.orgs.values())

    def add_person(self, person: Person) -> None:
        self.persons[person.organisation, person.id] = person

    save_person = add_person

    def person(self, organisation: OrgId, ref: str) -> Person:
        try:
            return self.persons[organisation, ref]
        except KeyError:
            raise NotFound("person", ref) from None

    def people(self, organisation: OrgId) -> Sequence[Person]:
        return [p for (org, _), p in self.persons.items() if org == organisation]

    def people_by_mail(self, email: str) -> Sequence[Person]:
        return [person for person in self.persons.values() if person.email.lower() == email.lower()]

    def set_setting(self, organisation: OrgId, key: str, value: str | None) -> None:
        known = self.orgs[organisation]
        kept = {k: v for k, v in known.settings.items() if k != key} | ({key: value} if value is not None else {})
        self.orgs[organisation] = replace(known, settings=kept)

    def add_rates(self, organisation: OrgId, rates: Iterable[Rate]) -> int:
        new = list(rates)
        self.kept_rates[organisation] += new
        return len(new)

    def rates(self, organisation: OrgId) -> Sequence[Rate]:
        return self.kept_rates[organisation]

    def draft(self, organisation: OrgId, person: str, kind: str) -> Mapping[str, object]:
        return self.drafts.get((organisation, person, kind), {})

    def save_draft(self, organisation: OrgId, person: str, kind: str, body: Mapping[str, object] | None) -> None:
        self.drafts.pop((organisation, person, kind), None)
        if body is not None:
            self.drafts[organisation, person, kind] = body

    def papers_named(self, organisation: OrgId) -> frozenset[BlobRef]:
        bodies = [body for (org, _, _), body in self.drafts.items() if org == organisation]
        bodies += [row.body for row in self.outbox.values() if row.organisation == organisation]
        return frozenset(BlobRef(ref) for body in bodies for ref in re.findall("[0-9a-f]{64}", str(body)))

    def add_guest_link(
        self, organisation: OrgId, case: CaseId, *, language: Language, now: datetime, expires_at: datetime, **more: Any
    ) -> tuple[GuestLink, str]:
        number = len(self.links) + 1
        link = GuestLink(f"link-{number}", organisation, case, language, now, expires_at, **more)
        self.links[f"secret-{number}"] = link
        return link, f"secret-{number}"

    def guest_link_of(self, secret: str) -> GuestLink | None:
        return self.links.get(secret)

    def guest_links(self, organisation: OrgId, case: CaseId) -> Sequence[GuestLink]:
        return [x for x in reversed(self.links.values()) if (x.organisation, x.case) == (organisation, case)]

    def _change(self, link: GuestLink, **changes: Any) -> None:
        for secret, known in self.links.items():
            if known.ref == link.ref:
                self.links[secret] = replace(known, **changes)

    def set_given(self, link: GuestLink, given: Given) -> None:
        self._change(link, invited=replace(link.invited, given=given))

    def revoke_guest_link(self, link: GuestLink, *, now: datetime) -> None:
        self._change(link, revoked_at=link.revoked_at or now)

    def note_visit(self, link: GuestLink, *, now: datetime, language: Language) -> None:
        for secret, known in self.links.items():
            if known.ref == link.ref:
                self.links[secret] = replace(known, opened_at=known.opened_at or now, language=language)

    def shared(self, organisation: OrgId, case: CaseId) -> Sequence[ExhibitId]:
        return list(self.sharings[organisation, case])

    def set_shared(self, organisation: OrgId, case: CaseId, exhibit: ExhibitId, *, is_shared: bool) -> None:
        kept = [ref for ref in self.sharings[organisation, case] if ref != exhibit]
        self.sharings[organisation, case] = [*kept, exhibit] if is_shared else kept

    def post(self, row: OutboxRow) -> None:
        self.outbox.setdefault(row.id, row)

    def set_reminders(self, organisation: OrgId, case: CaseId, rows: Sequence[ReminderRow]) -> None:
        self.reminders[organisation, case] = list(rows)

    def take_reminders(self, now: datetime, *, most: int, organisation: OrgId | None = None) -> Sequence[ReminderRow]:
        due = [r for rows in self.reminders.values() for r in rows if r.at <= now and organisation in (None, r.organisation)][:most]
        for rows in self.reminders.values():
            rows[:] = [row for row in rows if row not in due]
        return due

    def work(self, organisation: OrgId, *, now: datetime, only_dead: bool = False) -> Sequence[WorkRow]:
        if only_dead:
            return []
        return [WorkRow(row, False, False) for row in self.outbox.values() if row.organisation == organisation]

    def work_page(
        self, organisation: OrgId, *, now: datetime, only_dead: bool = False, after: str | None = None, limit: int = 50
    ) -> WorkPage:
        rows = self.work(organisation, now=now, only_dead=only_dead)
        first = int(after or 0)
        return WorkPage(rows[first : first + limit], str(first + limit) if len(rows) > first + limit else None)

    def put_back(self, organisation: OrgId, ref: str, *, now: datetime) -> bool:
        if ref not in self.outbox:
            raise NotFound("work", ref)
        return False

    def dismiss(self, organisation: OrgId, ref: str, *, now: datetime) -> None:
        """No letter is dead here."""


def _sums(cases: Sequence[Case]) -> tuple[int, int, int]:
    refunded, recovered = ([case.refunded for case in cases], [case.recovered for case in cases])
    return (
        sum(case.denial.amount.minor for case in cases),
        sum(money.minor for money in refunded if money),
        sum(money.minor for money in recovered if money),
    )


@dataclass
class FakeBlobs:
    kept: dict[tuple[OrgId, CaseId, BlobRef], bytes] = field(default_factory=dict)

    def put(self, organisation: OrgId, case: CaseId, content: bytes) -> BlobRef:
        ref = BlobRef(hashlib.sha256(content).hexdigest())
        self.kept[organisation, case, ref] = content
        return ref

    def get(self, organisation: OrgId, case: CaseId, ref: BlobRef) -> bytes:
        try:
            return self.kept[organisation, case, ref]
        except KeyError:
            raise NotFound("file", ref) from None

    def put_before(self, organisation: OrgId, case: CaseId, moment: datetime) -> Sequence[BlobRef]:
        return [ref for org, of, ref in self.kept if (org, of) == (organisation, case)]

    def erase(self, organisation: OrgId, case: CaseId, refs: Iterable[BlobRef] | None = None) -> None:
        gone = None if refs is None else set(refs)
        for key in [key for key in self.kept if key[:2] == (organisation, case) and (gone is None or key[2] in gone)]:
            del self.kept[key]


def read_text(content: bytes, *, name: str) -> ReadFile:
    """Everything is text; nothing is empty."""
    if not content:
        return ReadFile(Readable.EMPTY, "application/octet-stream")
    media_type = "audio/wav" if name.endswith(".wav") else "text/plain"
    return ReadFile(Readable.READ, media_type, content.decode("utf-8", "replace"))


@dataclass
class FakeSource:
    """Records that belong to a deal, and the customer's other transactions."""

    rows: list[Record] = field(default_factory=list)
    earlier: list[Record] = field(default_factory=list)
    name: str = "fake"

    def about(self, organisation: OrgId, sought: Sought) -> Sequence[Record]:
        keys = {k for k in (sought.transaction, sought.order) if k}
        return [row for row in self.rows if keys & {str(row.values.get(c)) for c in ("id", "order", "transaction")}]

    def deals(
        self, organisation: OrgId, sought: Sought, *, sums: Sequence[Money], around: date | None, limit: int = 200
    ) -> Sequence[Record]:
        return [row for row in (*self.rows, *self.earlier) if row.kind in DEALS and amount_of(row.values) in sums][:limit]

    def customer_history(self, organisation: OrgId, sought: Sought, *, limit: int = 200) -> Sequence[Record]:
        return [row for row in self.earlier if row.kind is RecordKind.TRANSACTIONS][:limit]
