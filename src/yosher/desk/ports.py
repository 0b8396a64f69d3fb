"""What the desk needs from outside, by ability. Adapters implement these; tests bring hand-written fakes.

Every call names the organisation: what belongs to another one is not found, never refused in a telling way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol

from yosher.cases.model import Act, Case, CaseEvent, Denial, Reading, State
from yosher.cases.states import Lane
from yosher.cases.under_way import ListRead
from yosher.customers.model import Cause, FindingKind
from yosher.decisions.model import Rate
from yosher.evidence.model import Exhibit, Fact, Readable, Record, RecordKind, Strength
from yosher.insights.model import Group, On, Period, Sales, Trait
from yosher.kernel.actor import Actor
from yosher.kernel.ids import BlobRef, CaseId, DenialId, ExhibitId, KeyId, OrgId, PersonId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import Choice, ClaimFamily, Language
from yosher.packets.model import CustomerLetter, Packet
from yosher.people.may import Ability
from yosher.people.model import CasePart, Guest, Organisation, Person
from yosher.privacy.retention import Kept


class NotFound(Exception):
    """Nothing with this id in this organisation."""

    def __init__(self, what: str, ref: str) -> None:
        super().__init__(f"{what} {ref}")
        self.what, self.ref = what, ref


class DeskRefused(Exception):
    """A verb refuses, and says why in words that phrases knows. `permanent`: trying again changes nothing."""

    def __init__(self, reason: Reason, *, permanent: bool = True) -> None:
        super().__init__(reason.code)
        self.reason, self.permanent = reason, permanent


class NotAllowed(DeskRefused):
    """Who acts may not do this; somebody else may."""


class PlaceUnknown(DeskRefused):
    """What a list was to go on from is no place in it."""

    def __init__(self) -> None:
        super().__init__(Reason("desk.no_such_place"))


class Trouble(Exception):
    """The outside failed (disk full, database locked or from a newer version …); nothing was half-written."""

    def __init__(self, reason: Reason, *, permanent: bool = False) -> None:
        super().__init__(reason.code)
        self.reason, self.permanent = reason, permanent


class FileUnreadable(Trouble):
    """A file is nothing that can be read; nothing of it was kept."""


# -- what comes in ------------------------------------------------------------------------------------------------


class SignatureWrong(Exception):
    """The signature does not fit the body: refuse, keep no case. `reason` says whether it is wrong, too old or cannot be checked."""

    def __init__(self, reason: Reason | None = None) -> None:
        self.reason = reason or Reason("intake.signature_wrong")
        super().__init__(self.reason.code)


@dataclass(frozen=True, slots=True)
class InboxContext:
    """What a reader needs besides the bytes: `organisation` for zone and currency, `now` for the age of a signature."""

    organisation: Organisation
    now: datetime
    file: str = ""
    signature: str | None = None  # the header (or `bt_signature`) as received
    secret: str | None = None


class ReadsDenials(Protocol):
    """A processor's inbox: bytes → what they say, in our words. Never raises on content; wrong signature → SignatureWrong."""

    def __call__(self, body: bytes, *, context: InboxContext) -> Reading: ...


class ReadsLists(Protocol):
    """A business's own list of cases under way: bytes of a table or a workbook → its rows. Never raises on content."""

    def __call__(self, body: bytes, *, context: InboxContext) -> ListRead: ...


class Recognises(Protocol):
    """How sure an inbox is that a file is its own, 0 to 100; it looks at the first bytes only and never raises."""

    def __call__(self, head: bytes, *, name: str) -> int: ...


# -- blobs and files ----------------------------------------------------------------------------------------------


class Blobs(Protocol):
    """Write-once bytes, apart by organisation and case, so that encryption per case changes no caller."""

    def put(self, organisation: OrgId, case: CaseId, content: bytes) -> BlobRef: ...
    def get(self, organisation: OrgId, case: CaseId, ref: BlobRef) -> bytes: ...
    def put_before(self, organisation: OrgId, case: CaseId, moment: datetime) -> Sequence[BlobRef]:
        """What has lain there since before a moment, by the store's own clock."""
        ...

    def erase(self, organisation: OrgId, case: CaseId, refs: Iterable[BlobRef] | None = None) -> None:
        """Remove these contents, or all of a case. What is not there is no trouble."""
        ...


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What could be read in a file's bytes."""

    readable: Readable
    media_type: str
    text: str = ""
    pages: int | None = None
    reason: Reason | None = None  # why it is not readable


class ReadsFiles(Protocol):
    """Text out of text, CSV, eml, PDF text layers; a picture is `unread`. Bombs and damage give `unreadable`, never an error."""

    def __call__(self, content: bytes, *, name: str) -> ReadFile: ...


# -- the store ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A case as a list shows it. `low_minor`, `high_minor`: the worth of the course in minor units of the amount's currency."""

    case: CaseId
    state: State
    due: datetime | None
    amount: Money
    finding: FindingKind | None
    choice: Choice | None
    network: str
    code: str | None
    opened_at: datetime
    worth_minor: int | None = None
    low_minor: int | None = None
    high_minor: int | None = None
    family: ClaimFamily | None = None
    claim: str = ""  # the beginning of the customer's own words
    customer: str = ""  # a name, else an address, else a number
    order: str | None = None
    last4: str | None = None
    assigned: PersonId | None = None
    lacking: int = 0  # required proofs that are missing


@dataclass(frozen=True, slots=True)
class QueueView:
    """Which cases a list shows; what is None is not asked. `words`: for each word its possible beginnings, all must be found."""

    lane: Lane | None = None
    state: State | None = None
    finding: FindingKind | None = None
    assigned: PersonId | None = None
    network: str | None = None
    lacking: bool | None = None
    due_before: datetime | None = None
    words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class QueuePage:
    rows: Sequence[QueueRow]
    next: str | None = None  # where the following page begins; None after the last


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What the last `prepare_answer` said, as the JSON document of the interface, with the packet or letter that it made."""

    case: CaseId
    prepared_at: datetime
    document: Mapping[str, object]
    state_digest: str  # of what it rests on: an approval holds only for the same digest
    finding: FindingKind
    advised: Choice
    choice: Choice
    due: datetime | None
    worth_minor: int | None
    packet: BlobRef | None = None
    letter: BlobRef | None = None
    strength: Strength = Strength.WEAK_OR_DESCRIBED
    family: ClaimFamily = ClaimFamily.UNKNOWN
    low_minor: int | None = None  # the range of the course's worth
    high_minor: int | None = None
    lacking: int = 0  # required proofs that are missing
    pages: int = 0  # of the packet or the letter, as far as they are shown small
    cause: Cause = Cause.NONE_FOUND


@dataclass(frozen=True, slots=True)
class OutboxRow:
    id: str
    organisation: OrgId
    case: CaseId | None
    task: str  # `prepare_answer`, `send_answer`, `remind` …
    body: Mapping[str, object]
    due_at: datetime
    attempts: int = 0
    first_due: datetime | None = None  # when it first came due: a retry moves `due_at` on


@dataclass(frozen=True, slots=True)
class WorkRow:
    """An outbox row as a person sees it."""

    row: OutboxRow
    is_running: bool
    is_dead: bool
    stage: str = ""  # where its handler is: a code
    percent: int | None = None
    trouble: Reason | None = None  # why the last attempt failed


@dataclass(frozen=True, slots=True)
class WorkPage:
    rows: Sequence[WorkRow]
    next: str | None  # what to ask for the page that follows


@dataclass(frozen=True, slots=True)
class ReminderRow:
    organisation: OrgId
    case: CaseId
    at: datetime
    code: str


class KeepsCases(Protocol):
    """Cases, their denials and their events. `transaction()` makes what happens inside one commit, or nothing."""

    def transaction(self) -> AbstractContextManager[None]: ...
    def candidates(self, organisation: OrgId, denial: Denial) -> Sequence[Case]:
        """Cases that may be the same dispute: same source and ref, or same payment, order or transaction id. Row-locked."""
        ...

    def case(self, organisation: OrgId, case: CaseId) -> Case:
        """Raises NotFound, which names an `erased_case` as one."""
        ...

    def lock_case(self, organisation: OrgId, case: CaseId) -> None:
        """Until the transaction ends, whoever else would lock this case or write into its log waits. Call it inside one."""
        ...

    def save(self, case: Case) -> None: ...
    def add_denial(self, organisation: OrgId, case: CaseId, denial: Denial) -> bool:
        """Keep a message with its case; False when this very message (source, ref, says, happened, amount) is there already."""
        ...

    def replace_denial(self, organisation: OrgId, case: CaseId, old: DenialId, denial: Denial) -> None:
        """A message takes the place of one that was read before: its confirmed or corrected copy."""
        ...

    def record(
        self, organisation: OrgId, case: CaseId, *, act: Act, actor: Actor, happened: Moment, body: Mapping[str, object]
    ) -> CaseEvent:
        """Append an event; the store gives sequence, salt and `recorded_at` (its own clock, never `--now`)."""
        ...

    def events(self, organisation: OrgId, case: CaseId) -> Sequence[CaseEvent]:
        """In their order; of a case that came again after it was erased, from the erasing on."""
        ...

    def queue(self, organisation: OrgId, *, state: State | None = None, limit: int | None = None) -> Iterator[QueueRow]:
        """By due date (none last), then by worth; in the store's order, not sorted in memory."""
        ...

    def page(self, organisation: OrgId, view: QueueView, *, after: str | None = None, limit: int = 50) -> QueuePage:
        """What is ours to do, what others have, what is over: each in the queue's order, a page at a time. Raises PlaceUnknown."""
        ...

    def counts(self, organisation: OrgId, views: Sequence[QueueView], *, most: int) -> Sequence[int]:
        """How many cases each view has, in one query; counting stops at `most`."""
        ...

    def open_sums(self, organisation: OrgId, view: QueueView) -> Sequence[Money]:
        """The amounts of a view, summed by currency, the largest first."""
        ...


class KeepsEvidence(Protocol):
    def add_facts(self, organisation: OrgId, case: CaseId, facts: Sequence[Fact]) -> None: ...
    def add_exhibit(self, organisation: OrgId, case: CaseId, exhibit: Exhibit) -> None: ...
    def facts(self, organisation: OrgId, case: CaseId) -> Sequence[Fact]: ...
    def exhibits(self, organisation: OrgId, case: CaseId) -> Sequence[Exhibit]: ...


class KeepsAnswers(Protocol):
    def count_verdict(self, organisation: OrgId, *, strength: Strength, family: ClaimFamily, verdict: State, by: int) -> None:
        """Add to (or, for a reversal, take from) the own outcomes: one row for each strength, family and verdict."""
        ...

    def verdicts(self, organisation: OrgId) -> Sequence[tuple[Strength, ClaimFamily, State, int]]: ...
    def save_answer(self, organisation: OrgId, answer: SavedAnswer) -> None: ...
    def answer(self, organisation: OrgId, case: CaseId) -> SavedAnswer | None: ...


@dataclass(frozen=True, slots=True)
class Sought:
    """What a source is asked for: the keys by which its rows can belong to the case."""

    transaction: str | None
    order: str | None
    customer: str | None
    email: str | None
    arn: str | None = None


class Source(Protocol):
    """Where the business's records come from: the loaded history is one, a shop system is another adapter."""

    name: str

    def about(self, organisation: OrgId, sought: Sought) -> Sequence[Record]:
        """Rows about this very deal, every kind, oldest first."""
        ...

    def deals(
        self, organisation: OrgId, sought: Sought, *, sums: Sequence[Money], around: date | None, limit: int = 200
    ) -> Sequence[Record]:
        """Payments and orders of one of these sums that are the customer's, or of the day `around` (give or take one), newest first."""
        ...

    def customer_history(self, organisation: OrgId, sought: Sought, *, limit: int = 200) -> Sequence[Record]:
        """The same customer's or card's other transactions, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class LoadResult:
    kind: RecordKind
    rows: int  # accepted or already known
    new: int
    refused: Sequence[tuple[int | None, str]]  # row number in the file, reason code
    seconds: float
    more_refused: int = 0  # beyond those that are listed
    amounts: str | None = None  # how they were read: "minor" or "major" units; None where the file has none
    notes: Sequence[Reason] = ()  # how the file was understood, where a person may have meant it otherwise


class LoadsHistory(Protocol):
    def load(self, organisation: OrgId, path: str, *, kind: RecordKind | None = None, currency: str = "", zone: str = "UTC") -> LoadResult:
        """`currency`, `zone`: what an amount is in, and whose clock a time is of, where the file does not say it."""
        ...


class KeepsPeople(Protocol):
    def organisation(self, ref: OrgId | None) -> Organisation:
        """The default one when `ref` is None (made on first use); raises NotFound."""
        ...

    def add_organisation(self, organisation: Organisation) -> None: ...
    def save_organisation(self, organisation: Organisation) -> None:
        """Change the name, place and language of one that is known; its settings have their own way."""
        ...

    def organisations(self) -> Sequence[Organisation]: ...
    def add_person(self, person: Person) -> None: ...
    def save_person(self, person: Person) -> None:
        """Change the name, role or address of one that is known, or whether they have left."""
        ...

    def lock_people(self, organisation: OrgId) -> None:
        """Until the transaction ends, whoever else would lock the people of this organisation waits. Call it inside one."""
        ...

    def person(self, organisation: OrgId, ref: str) -> Person: ...
    def people(self, organisation: OrgId) -> Sequence[Person]: ...
    def people_by_mail(self, email: str) -> Sequence[Person]:
        """Of all organisations; capital letters are the same."""
        ...

    def set_setting(self, organisation: OrgId, key: str, value: str | None) -> None: ...
    def add_rates(self, organisation: OrgId, rates: Iterable[Rate]) -> int: ...
    def rates(self, organisation: OrgId) -> Sequence[Rate]: ...


@dataclass(frozen=True, slots=True)
class SeatOf:
    """A log-in's place: which person of which organisation."""

    organisation: OrgId
    person: PersonId


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a one-time link opens: `owner` the first log-in of a home, `seat` the log-in of a known person."""

    kind: str
    organisation: OrgId
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """How somebody who follows a link comes in: with a new log-in, or with the one that they are signed in with."""

    email: str = ""
    name: str = ""
    password: str = ""
    signed_in: int | None = None


class AddressTaken(Exception):
    """Somebody else signs in with this address."""


@dataclass(frozen=True, slots=True)
class ShownTo:
    """Personal data was shown: to whom, of which case (None: a list), what."""

    organisation: OrgId
    actor: Actor
    what: str
    case: CaseId | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """Who was shown what, and when. `case`: None for a list."""

    at: datetime
    actor: Actor
    what: str
    case: CaseId | None


@dataclass(frozen=True, slots=True)
class SightView:
    """Which sights are asked for: of one person or key, of one case, from a moment on and before another one."""

    who: str | None = None
    case: CaseId | None = None
    first: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class SightPage:
    rows: Sequence[Sight]
    next: str | None  # what to ask for the page that follows


class KeepsAccounts(Protocol):
    """Who signs in. A secret is never kept, only its digest."""

    def anyone(self, organisation: OrgId | None = None) -> bool: ...
    def seats(self, login: int) -> Sequence[SeatOf]: ...
    def signs_in(self, organisation: OrgId) -> Sequence[PersonId]: ...
    def invite(self, invitation: Invitation, *, now: datetime, lasts: timedelta) -> str: ...
    def invitation(self, secret: str, *, now: datetime) -> Invitation | None: ...
    def redeem(self, secret: str, *, person: PersonId, now: datetime, entry: Entry) -> int: ...
    def end_seat(self, seat: SeatOf, *, now: datetime) -> None:
        """The person's log-in opens this organisation no more, nor does a link that is open; one without another seat is gone."""
        ...

    def is_taken(self, email: str) -> bool: ...
    def seat_by_mail(self, people: Sequence[Person], *, email: str, now: datetime) -> int | None:
        """The log-in of one of these people: of a seat that they have, else a new one without a password for all who are invited now.

        None where nobody of them has a seat or an open invitation, and where the address belongs to another log-in.
        """
        ...

    def set_own(self, login: int, *, language: str, zone: str) -> None: ...
    def note_sight(self, shown: ShownTo) -> None: ...
    def sights(self, organisation: OrgId, view: SightView, *, after: str | None = None, limit: int = 50) -> SightPage:
        """The latest first. Raises PlaceUnknown."""
        ...

    def old_sights(self, organisation: OrgId, *, before: datetime) -> int: ...
    def erase_sights(self, organisation: OrgId, *, before: datetime, most: int) -> int: ...
    def saved_views(self, organisation: OrgId, person: PersonId) -> Sequence[tuple[str, str]]: ...
    def save_view(self, organisation: OrgId, person: PersonId, *, name: str, query: str | None) -> None: ...


class KeepsDrafts(Protocol):
    """Forms that a person has begun, by their kind: JSON values as they were typed."""

    def draft(self, organisation: OrgId, person: PersonId, kind: str) -> Mapping[str, object]: ...
    def save_draft(self, organisation: OrgId, person: PersonId, kind: str, body: Mapping[str, object] | None) -> None:
        """None forgets it."""
        ...


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A program's way in: to one organisation, as far as its scopes reach. Its secret is shown once and never kept."""

    id: KeyId
    organisation: OrgId
    name: str
    scopes: frozenset[Ability]
    made_at: datetime
    used_at: datetime | None = None  # to the minute
    revoked_at: datetime | None = None
    made_by: str = ""  # a person; empty where that was not written down


class KeepsKeys(Protocol):
    def add_key(self, organisation: OrgId, name: str, scopes: frozenset[Ability], *, now: datetime, by: str = "") -> tuple[ApiKey, str]:
        """A new key and its secret, of which only a digest is kept."""
        ...

    def keys(self, organisation: OrgId) -> Sequence[ApiKey]: ...
    def revoke_key(self, organisation: OrgId, key: str, *, now: datetime) -> ApiKey:
        """Raises NotFound for a key of nobody here; one that was revoked before stays so."""
        ...

    def key_of(self, secret: str, *, now: datetime) -> ApiKey | None:
        """The key that a secret opens, and that it was used is noted; None where it is wrong or revoked: nothing tells which."""
        ...


class SealsSecrets(Protocol):
    """For a secret that has to be read again: what the database holds of it opens nothing without the home's key."""

    def seal(self, secret: str) -> bytes: ...
    def open(self, sealed: bytes) -> str:
        """Raises Trouble where it was sealed with another key."""
        ...


@dataclass(frozen=True, slots=True)
class Hook:
    """An address at which a processor's signed messages come in: a name that is not guessed, and the secret that checks them."""

    id: str
    organisation: OrgId
    processor: str
    made_at: datetime
    secret: str = field(default="", repr=False)  # empty until it is told: then no signature fits
    heard_at: datetime | None = None  # to the minute: the last message whose signature fitted
    refused_at: datetime | None = None  # to the minute: the last one whose signature did not


class KeepsHooks(Protocol):
    def add_hook(self, organisation: OrgId, processor: str, *, now: datetime) -> Hook: ...
    def set_hook_secret(self, organisation: OrgId, hook: str, secret: str) -> None:
        """Raises NotFound."""
        ...

    def hooks(self, organisation: OrgId) -> Sequence[tuple[Hook, bool]]:
        """Without their secrets; whether each has one."""
        ...

    def remove_hook(self, organisation: OrgId, hook: str) -> None:
        """Raises NotFound."""
        ...

    def hook(self, ref: str) -> Hook | None: ...
    def note_message(self, hook: Hook, *, now: datetime, fits: bool) -> None:
        """A message came; whether its signature fitted."""
        ...


@dataclass(frozen=True, slots=True)
class Again:
    """A request that may come again: whose, under which token, and the digest of what it asks."""

    organisation: OrgId
    key: KeyId
    token: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered: the status, the bytes, their media type."""

    status: int
    body: bytes
    kind: str


class OtherRequest(Exception):
    """The token was used for another request."""


class KeepsRepeats(Protocol):
    def once(self, again: Again, *, now: datetime, do: Callable[[], Answered]) -> tuple[Answered, bool]:
        """The answer, and whether it is new. `do` runs once for a token; what it wrote and its kept answer are one transaction.

        An answer of 500 and above is not kept, and what was written for it is undone. Raises OtherRequest.
        """
        ...


@dataclass(frozen=True, slots=True)
class Listener:
    """A program's address that is told of events. `events`: which; none named is all."""

    id: str
    organisation: OrgId
    url: str
    events: frozenset[str]
    made_at: datetime
    secret: str = field(default="", repr=False)
    told_at: datetime | None = None  # the last message that it took
    failed_at: datetime | None = None  # the last one that it did not take
    trouble: Reason | None = None  # why not


class KeepsListeners(Protocol):
    """Who is told what: programs by their address, people by mail."""

    def unfit(self, url: str) -> Reason | None:
        """Why an address could never be told: not by https, or of our own network as it is written. A name is looked up when it is told."""
        ...

    def add_listener(self, organisation: OrgId, url: str, events: frozenset[str], *, now: datetime) -> Listener:
        """With a new secret, by which the listener knows that a message is ours."""
        ...

    def listeners(self, organisation: OrgId) -> Sequence[Listener]:
        """Without their secrets."""
        ...

    def listener(self, organisation: OrgId, ref: str) -> Listener:
        """With its secret. Raises NotFound."""
        ...

    def remove_listener(self, organisation: OrgId, ref: str) -> None:
        """Raises NotFound."""
        ...

    def note_told(self, organisation: OrgId, ref: str, *, now: datetime, trouble: Reason | None = None) -> None:
        """A message was delivered, or was not: then why."""
        ...

    def mailed(self, organisation: OrgId) -> Sequence[PersonId]: ...
    def set_mailed(self, organisation: OrgId, person: PersonId, *, wanted: bool) -> None: ...


class PostsMessages(Protocol):
    """A message to an address of a stranger: signed, in its time, never followed elsewhere, never into our own network."""

    def __call__(self, url: str, body: bytes, *, message: str, secret: str, now: datetime) -> None:
        """Raises Trouble: permanent where the address is refused or says that it is gone."""
        ...


class SendsMail(Protocol):
    def __call__(self, to: str, *, subject: str, text: str, message: str) -> None:
        """`message` identifies the mail, however often it is tried. Raises Trouble."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """What a link shows of a case, besides what is said on every page of its kind."""

    parts: frozenset[CasePart] = frozenset()
    exhibits: frozenset[ExhibitId] = frozenset()


@dataclass(frozen=True, slots=True)
class Invited:
    """For whom a link is. What a customer sees is shared with the case, and not given with the link."""

    guest: Guest = Guest.CUSTOMER
    name: str = ""  # of a witness, a mediator or a lawyer
    about: str = ""  # what the business wrote to them
    given: Given = Given()


THE_CUSTOMER = Invited()


@dataclass(frozen=True, slots=True)
class GuestLink:
    """A link to a guest's page of a case. `ref` is its name in the log; it opens nothing. Of the secret only a digest is kept."""

    ref: str
    organisation: OrgId
    case: CaseId
    language: Language
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    opened_at: datetime | None = None  # when the page was first looked at
    invited: Invited = THE_CUSTOMER

    @property
    def guest(self) -> Guest:
        return self.invited.guest

    @property
    def name(self) -> str:
        return self.invited.name

    @property
    def given(self) -> Given:
        return self.invited.given

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class KeepsGuests(Protocol):
    """Links to guests' pages, and which exhibits a customer may see."""

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
        """A new link and its secret (256 random bits)."""
        ...

    def guest_link_of(self, secret: str) -> GuestLink | None:
        """Whatever its state: who asks looks whether it is open."""
        ...

    def guest_links(self, organisation: OrgId, case: CaseId) -> Sequence[GuestLink]:
        """All of a case, the newest first."""
        ...

    def set_given(self, link: GuestLink, given: Given) -> None: ...
    def revoke_guest_link(self, link: GuestLink, *, now: datetime) -> None: ...

    def note_visit(self, link: GuestLink, *, now: datetime, language: Language) -> None:
        """When the page was first looked at, and the language that its reader chose."""
        ...

    def shared(self, organisation: OrgId, case: CaseId) -> Sequence[ExhibitId]: ...
    def set_shared(self, organisation: OrgId, case: CaseId, exhibit: ExhibitId, *, is_shared: bool) -> None: ...


class KeepsWork(Protocol):
    """The outbox and the reminders: rows in the same transaction as what they follow from."""

    def post(self, row: OutboxRow) -> None: ...
    def set_reminders(self, organisation: OrgId, case: CaseId, rows: Sequence[ReminderRow]) -> None: ...
    def take_reminders(self, now: datetime, *, most: int, organisation: OrgId | None = None) -> Sequence[ReminderRow]:
        """Reminders that have come due, of all organisations where none is named; they are gone once the transaction is committed."""
        ...

    def work(self, organisation: OrgId, *, now: datetime, only_dead: bool = False) -> Sequence[WorkRow]:
        """What waits, runs or is dead, by the time at which it is due."""
        ...

    def work_page(
        self, organisation: OrgId, *, now: datetime, only_dead: bool = False, after: str | None = None, limit: int = 50
    ) -> WorkPage:
        """The same a page at a time. Raises PlaceUnknown."""
        ...

    def put_back(self, organisation: OrgId, ref: str, *, now: datetime) -> bool:
        """A dead letter is due again; False where no dead letter has this id. Raises NotFound where nothing has it."""
        ...

    def dismiss(self, organisation: OrgId, ref: str, *, now: datetime) -> None:
        """A dead letter is over as it is; nothing happens to other work."""
        ...


@dataclass(frozen=True, slots=True)
class Erasure:
    """What a period had deleted in one run: how much of what, everything older than `before`."""

    at: datetime
    kept: Kept
    n: int
    before: datetime


class Erases(Protocol):
    """What is too old: counted, and deleted for good."""

    def outlived(self, organisation: OrgId, *, before: datetime, limit: int) -> Sequence[CaseId]:
        """Cases that are over, on no hold, and to which nothing was added since; the first that were opened come first."""
        ...

    def too_old(self, organisation: OrgId, kept: Kept, *, before: Sequence[datetime]) -> Sequence[int]:
        """How many are older than each of these moments; sights are with the accounts."""
        ...

    def is_any_too_old(self, organisation: OrgId, kept: Kept, *, before: datetime) -> bool: ...

    def erase_case(self, organisation: OrgId, case: CaseId, *, before: datetime | None = None, counts: bool = True) -> bool:
        """All of a case but the hashes of its log and, where it `counts`, what was counted of it.

        False where it is not there, or (with `before`) something was added to it since. Its files are the caller's to remove.
        """
        ...

    def left_open(self, organisation: OrgId, *, before: datetime) -> int:
        """How many cases are not over though nothing was added to them since: no period erases them."""
        ...

    def erase_drafts(self, organisation: OrgId, *, before: datetime, most: int) -> Sequence[tuple[PersonId, str]]:
        """Whose drafts went, and of which kind."""
        ...

    def erase_history(self, organisation: OrgId, *, before: datetime, most: int) -> int:
        """Rows of the business by whose customers, and about whose orders, no case runs or is held. Those without a time stay."""
        ...

    def papers_named(self, organisation: OrgId) -> frozenset[BlobRef]:
        """The files that drafts, and work that is not over, still name."""
        ...

    def scrub(self) -> None:
        """After a transaction that erased: what it deleted leaves the database's files, as far as the database can do that at once."""
        ...

    def note_erased(self, organisation: OrgId, run: str, erased: Erasure) -> None:
        """Add to what a run has deleted."""
        ...

    def erasures(self, organisation: OrgId, *, limit: int) -> Sequence[Erasure]:
        """The latest first."""
        ...


class CountsCases(Protocol):
    """Cases and sales counted where they lie: groups with their sums, never case by case."""

    def groups(
        self, organisation: OrgId, period: Period, by: Sequence[Trait], *, on: On = On.CAME, cuts: Sequence[date] = ()
    ) -> Sequence[Group]:
        """Cases whose day `on` lies in the period, in groups alike in `by`; Trait.SPAN numbers the stretches between `cuts`."""
        ...

    def sales(self, organisation: OrgId, months: Sequence[str], *, zone: tzinfo, checked: bool = False) -> Sequence[Sales]:
        """The loaded transactions of these months of the zone's calendar; those without a moment are not among them.

        `checked` tells apart which were authenticated: that reads every one of them.
        """
        ...


class Store(KeepsCases, KeepsEvidence, KeepsAnswers, KeepsPeople, KeepsDrafts, KeepsGuests, KeepsWork, Erases, CountsCases, Protocol):
    """All of it; a verb takes only the part that it needs."""


# -- work in the background -----------------------------------------------------------------------------------------


class AlreadyDone(Exception):
    """Another worker finished this row meanwhile: whatever was done in this transaction must not happen twice."""


# What a step brings back is remembered outside the store, so it is a small JSON value; bytes go into the blobs.
StepResult = str | int | bool | None


class Running(Protocol):
    """A row in a worker's hands, as its handler sees it."""

    def at(self, stage: str, percent: int) -> None:
        """Where the work is, for whoever looks: a code of phrases."""
        ...

    def step(self, name: str, run: Callable[[], StepResult]) -> StepResult:
        """Do something outside that must not happen again once it is over, whatever fails later.

        A step that was interrupted runs again: it carries an idempotency key (the row's id) and reads back first.
        """
        ...

    def done(self) -> None:
        """Mark the row done in the transaction that is open: the effect and the mark are there together, or neither.

        Raises AlreadyDone. A handler that writes nothing to the store need not call it.
        """
        ...


Handler = Callable[[OutboxRow, Running], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a handler did not finish. `permanent`: trying again changes nothing."""

    reason: Reason
    permanent: bool = False


class Outbox(Protocol):
    """The rows as the engines use them. Whoever claimed a row last runs it; whoever commits first has done it."""

    def transaction(self) -> AbstractContextManager[None]: ...
    def is_due(self, *, now: datetime, organisation: OrgId | None = None) -> bool: ...
    def claim(self, *, now: datetime, until: datetime, most: int, organisation: OrgId | None = None) -> Sequence[OutboxRow]:
        """Rows that are due and that nobody holds, held until `until`. A row whose holders keep dying is set aside."""
        ...

    def hold(self, row: OutboxRow, *, until: datetime, stage: str = "", percent: int | None = None) -> None: ...
    def let_go(self, row: OutboxRow) -> None:
        """Hand a row back: the next worker may take it at once."""
        ...

    def done(self, row: OutboxRow, *, now: datetime) -> bool:
        """False where it was done before."""
        ...

    def all_done(self, rows: Sequence[OutboxRow], *, now: datetime) -> None:
        """Many at once; those that were done before stay as they are."""
        ...

    def failed(self, row: OutboxRow, failure: Failure, *, again_at: datetime | None) -> None:
        """Due again at `again_at`, or set aside for a person where it is None. A row that was done stays done."""
        ...


class Engine(Protocol):
    """Runs outbox rows. A row that fails is tried again later unless its trouble is permanent; then it is a dead letter."""

    def drain(self, *, now: datetime, limit: int | None = None) -> int:
        """Run what is due once and return how many rows were done."""
        ...


class SetsType(Protocol):
    """The press: a packet or a letter as PDF."""

    def packet(self, packet: Packet, *, content: Callable[[BlobRef], bytes], pictures: Mapping[BlobRef, bytes]) -> tuple[bytes, int]:
        """answer.pdf and its pages. Raises DoesNotFit where a page or an annex cannot be set."""
        ...

    def letter(self, letter: CustomerLetter) -> bytes: ...


class FitsPictures(Protocol):
    """A picture in at most `most` bytes, ready to be placed. Raises DoesNotFit."""

    def __call__(self, content: bytes, *, name: str, most: int | None = None) -> bytes: ...


class Packs(Protocol):
    """Members as one zip: the same bytes for the same members."""

    def __call__(self, members: Mapping[str, bytes]) -> bytes: ...


# -- what goes out ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SentByHand:
    """Who sent it, when, through what, with which proof."""

    by: PersonId
    at: datetime
    channel: str
    proof: bytes | None = None
    proof_name: str = ""
