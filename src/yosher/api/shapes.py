"""The shapes of what comes in, each bounded, and of what goes out, as OpenAPI names them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from yosher.cases.model import State
from yosher.customers.model import FindingKind
from yosher.desk.notices import Notice
from yosher.desk.outcome import WORDS
from yosher.desk.queue import Next, View
from yosher.desk.typed import MOST, Typed
from yosher.evidence.model import RecordKind
from yosher.kernel.words import Choice, Language, Network
from yosher.packets.own_words import Part
from yosher.people.may import Ability
from yosher.people.model import CasePart, Role
from yosher.people.model import Guest as GuestKind
from yosher.privacy.retention import Kept, Unit

_LINE = r"^[^\u0000-\u001f\u007f]*$"  # one line, nothing unseen
_TEXT = r"^[^\u0000]*$"
Ref = Annotated[str, Field(min_length=1, max_length=60, pattern=_LINE)]
WorkRef = Annotated[str, Field(min_length=1, max_length=200, pattern=_LINE)]
Line = Annotated[str, Field(max_length=200, pattern=_LINE)]
Because = Annotated[str, Field(max_length=MOST[Typed.BECAUSE], pattern=_TEXT)]
Text = Annotated[str, Field(max_length=5000, pattern=_TEXT)]
Amount = Annotated[str, Field(max_length=30, pattern=r"^[0-9]{1,15}(\.[0-9]{1,4})?$", description="In the denial's currency, as 12.50.")]
# A day alone is that day at the business, and not a midnight of somewhere.
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"})]
When = Annotated[Day | datetime, Field(union_mode="left_to_right")]
Source = Literal["auto", "stripe", "adyen", "paypal", "braintree", "square", "csv", "manual"]
OtherKind = Literal[GuestKind.WITNESS, GuestKind.MEDIATOR, GuestKind.LAWYER]  # the customer has endpoints of their own
Secret = Annotated[str, Field(max_length=2000, pattern=_TEXT)]
OUTCOME = "^(" + "|".join(WORDS) + ")$"


class Body(Schema):
    """What comes in: a field that nobody reads is refused, so that a mistyped name is noticed."""

    model_config = ConfigDict(extra="forbid")


class AnswerWish(Body):
    choice: Choice | None = Field(None, description="Another course than advised; it is recorded.")
    because: Because = Field("", description="Why the other course.")
    language: Language | None = Field(None, description="Language of the receiver.")


class Approval(Body):
    choice: Choice | None = Field(None, description="Choose another course first.")
    because: Because = ""
    digest: Line | None = Field(None, description="Of the answer that was looked at; refused where it is another one by now.")


class Hold(Body):
    held: bool
    because: Because = Field("", description="Why the case is to be kept; needed where it is held.")


class Erasing(Body):
    because: Literal["asked", "mistake"] = Field(description="Whom it is about asked for it, or the case was opened by mistake.")


class Sharing(Body):
    shared: bool


class Withdrawal(Body):
    withdrawn: bool
    because: Because = Field("", description="Why, in a sentence; kept in the log. Needed where a paper is taken out.")


class GivenWish(Body):
    parts: Annotated[list[CasePart], Field(max_length=len(CasePart))] = Field(
        default_factory=list, description="A witness is given none; a mediator neither the finding nor the clock."
    )
    exhibits: Annotated[list[Ref], Field(max_length=1000)] = Field(default_factory=list)


class GuestWish(GivenWish):
    guest: OtherKind
    name: Annotated[str, Field(min_length=1, max_length=MOST[Typed.GUEST_NAME])]
    about: Annotated[str, Field(max_length=MOST[Typed.GUEST_ABOUT])] = Field(
        "", description="What the page says to them; a witness needs a topic."
    )
    language: Language | None = None


class LetterWords(Body):
    parts: Annotated[dict[Part, Text], Field(max_length=len(Part))] = Field(
        description="The words by part; [A] names an exhibit. A part that is not named stays, one that says what Yosher says is ours again."
    )
    based_on: Annotated[int, Field(ge=0, le=2**31)] | None = Field(
        None, description="The revision that was read; refused where it is another one by now."
    )


class Refund(Body):
    amount: Amount | None = Field(None, description="Without it all that may still be paid.")
    reference: Annotated[str, Field(max_length=MOST[Typed.REFERENCE], pattern=_LINE)] = ""


class Note(Body):
    text: Annotated[str, Field(min_length=1, max_length=MOST[Typed.NOTE], pattern=_TEXT)]


class Assignment(Body):
    person: Ref


class Outcome(Body):
    result: Annotated[str, Field(pattern=OUTCOME, description=", ".join(WORDS))]
    amount: Amount | None = Field(None, description="What came back, for a partial win.")
    at: When | None = Field(None, description="When it was decided; a day, or a time: without an offset by the organisation's clock.")


class SettingValue(Body):
    value: Annotated[str, Field(max_length=500, pattern=_LINE)] = Field("", description="An empty one brings the default back.")


class NewHook(Body):
    processor: Ref = Field(description="stripe, adyen, braintree or square.")
    secret: Secret = Field("", description="As the processor shows it (Square: the address, then the key).")


class HookSecret(Body):
    secret: Secret


class NewListener(Body):
    url: Annotated[str, Field(min_length=1, max_length=500, pattern=_LINE)]
    events: Annotated[list[Notice], Field(max_length=20)] = Field([], description="Those that it wants; none named is all.")


class MailWish(Body):
    mail: bool


class RoleGiven(Body):
    role: Role


class NewPerson(Body):
    name: Annotated[str, Field(min_length=1, max_length=100, pattern=_LINE)]
    id: Ref | None = None
    role: Role = Role.ANALYST
    email: Annotated[str, Field(max_length=254, pattern=_LINE)] = ""


# -- what is asked in an address or a form -------------------------------------------------------------------------------------


class CaseQuery(Schema):
    view: View = View.ALL
    state: State | None = None
    finding: FindingKind | None = None
    assigned: Ref | None = None
    network: Network | None = None
    lacking: bool | None = Field(None, description="Whether a required proof is missing.")
    due_before: datetime | None = None
    q: Annotated[str, Field(max_length=200, pattern=_LINE, description="Words that a case has.")] = ""
    after: Annotated[str, Field(max_length=120, pattern=_LINE)] | None = Field(None, description="`next` of the page before.")
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class SightQuery(Schema):
    who: Annotated[str, Field(max_length=100, pattern=_LINE, description="A person, or a key.")] = ""
    case: Annotated[str, Field(max_length=60, pattern=_LINE)] = ""
    day: date | None = Field(None, description="By the clock of the organisation.")
    after: Annotated[str, Field(max_length=40, pattern=_LINE)] | None = Field(None, description="`next` of the page before.")
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class WorkQuery(Schema):
    dead: bool = Field(default=False, description="Only what failed for good and waits for a person.")
    after: Annotated[str, Field(max_length=40, pattern=_LINE)] | None = Field(None, description="`next` of the page before.")
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class InsightsQuery(Schema):
    first: date | None = Field(None, alias="from", description="Without it twelve months.")
    last: date | None = Field(None, alias="to", description="Without it today.")
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None


class RulesQuery(Schema):
    network: Network | None = None


class RuleQuery(Schema):
    sub: Line | None = None
    on: date | None = None
    processor: Ref | None = None


class ExhibitForm(Schema):
    kind: Annotated[str, Field(max_length=60, pattern="^[a-z0-9_]*$")] = Field("other", description="As the rulebook names it.")
    note: Annotated[str, Field(max_length=MOST[Typed.SHOWS], pattern=_TEXT)] = Field("", description="What it shows, in your words.")
    captured_by: Annotated[str, Field(max_length=MOST[Typed.CAPTURED_BY], pattern=_LINE)] = ""
    party: Annotated[list[Annotated[str, Field(max_length=80, pattern=r"^[^\u0000-\u001f]+:[A-Za-z-]{2,6}$")]], Field(max_length=20)] = (
        Field([], description="A party of a recording and where they were: REF:CC.")
    )


class ExhibitKind(Schema):
    kind: Annotated[str, Field(max_length=60, pattern="^[a-z0-9_]*$")] = Field(description="As the rulebook names it.")


class SendForm(Schema):
    channel: Annotated[str, Field(min_length=1, max_length=MOST[Typed.CHANNEL], pattern=_LINE)] = Field(
        description="portal, mail, post, fax …"
    )
    at: When | None = Field(
        None, description="When it left, now without it: a day, or a time, without an offset by the organisation's clock."
    )


class IntakeForm(Schema):
    source: Source = "auto"
    signature: Annotated[str, Field(max_length=2000, pattern=_LINE)] | None = Field(None, description="The signature header as received.")
    secret: Annotated[str, Field(max_length=2000, pattern=_TEXT)] | None = Field(
        None, description="The endpoint's signing secret; not kept."
    )


class ImportForm(Schema):
    dry_run: bool = Field(default=False, description="Say row by row what would happen, and write nothing.")


class HistoryForm(Schema):
    kind: RecordKind | None = None


# -- what goes out ------------------------------------------------------------------------------------------------------------


class Money(Schema):
    minor: int = Field(description="In the smallest unit of the currency.")
    currency: str


class Said(Schema):
    """A reason: its code, and the sentence in the language that was asked for."""

    code: str
    text: str
    facts: list[str]
    rule: str | None


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    code: str
    detail: str


class QueueRow(Schema):
    case: str
    state: State
    due: datetime | None
    amount: Money
    finding: FindingKind | None
    choice: Choice | None
    network: str
    code: str | None
    opened_at: datetime
    assigned: str | None
    lacking: int = Field(description="Required proofs that are missing.")
    next: Next


class CaseList(Schema):
    cases: list[QueueRow]
    next: str | None = Field(description="Give it as `after` for the page that follows; null after the last.")


class Today(Schema):
    waiting: int
    within_a_day: int
    sums: list[Money] = Field(description="What they are about, by currency; nothing where `waiting` is where counting stops.")
    counts: dict[View, int]


class Event(Schema):
    sequence: int
    act: str
    actor: dict[str, str]
    happened: datetime
    certainty: str
    recorded_at: datetime
    body: dict[str, Any]


class EventList(Schema):
    events: list[Event]


class Withdrawn(Schema):
    by: str
    at: datetime
    because: str


class Exhibit(Schema):
    exhibit: str
    sha256: str | None
    kind: str
    lawful: str
    why: str
    name: str
    readable: str
    shows: str
    captured_by: str
    captured_at: datetime | None
    withdrawn: Withdrawn | None = Field(description="By whom it was taken out of the case, when and why; it is used for nothing.")


class ExhibitList(Schema):
    exhibits: list[Exhibit]


class ExhibitsAdded(Schema):
    exhibits: list[Exhibit]
    notes: list[Said] = Field(description="Which of the files were there already, and under which number.")


class Answer(Schema):
    """The answer, as `docs/api.md` and the command line have it; each reason has its text in the language that was asked for."""

    case: str
    rule: dict[str, Any]
    clock: dict[str, Any]
    evidence: list[dict[str, Any]]
    missing: list[dict[str, Any]]
    contradictions: list[dict[str, Any]]
    adverse: list[Said]
    finding: dict[str, Any]
    decision: dict[str, Any]
    packet: str | None = Field(description="Where the packet is to be had.")
    letter: str | None = Field(description="Where the letter is to be had.")
    digest: str = Field(description="Of what it rests on: give it when you approve.")


class LetterPart(Schema):
    part: Part
    text: str
    ours: str = Field(description="How Yosher says it now.")
    own: bool
    moved: bool = Field(description="Yosher said something else when these words were written.")


class LetterSign(Schema):
    letter: str
    title: str


class Letter(Schema):
    case: str
    choice: Choice
    language: Language
    revision: int = Field(description="0 where nobody wrote anything: give it as `based_on`.")
    by: str | None
    at: datetime | None
    may_be_written: bool
    parts: list[LetterPart]
    exhibits: list[LetterSign] = Field(description="What may be named, by its letter.")


class WrittenLetter(Letter):
    notes: list[Said] = Field(description="What to look at once more.")


class GuestLink(Schema):
    ref: str = Field(description="Its name in the log; it opens nothing.")
    language: Language
    is_open: bool
    made_at: datetime
    until: datetime
    closed_at: datetime | None
    opened_at: datetime | None = Field(description="When the page was first looked at.")


class GuestAnswer(Schema):
    question: str
    words: str


class Telling(Schema):
    fact: str
    at: datetime | None
    answers: list[GuestAnswer]


class Guest(Schema):
    case: str
    link: GuestLink | None
    shared: list[str] = Field(description="The exhibits that the customer may see.")
    told: list[Telling]


class WitnessAccount(Schema):
    at: datetime
    answers: list[GuestAnswer]


class OtherGuest(GuestLink):
    guest: OtherKind
    name: str
    about: str
    parts: list[CasePart]
    exhibits: list[str]
    told: list[WitnessAccount] = Field(description="What a witness told: an account, and no evidence before it is confirmed and signed.")


class Guests(Schema):
    case: str
    guests: list[OtherGuest]


class GuestLinkMade(Schema):
    case: str
    link: str
    until: datetime


class GuestClosed(Schema):
    case: str
    was_open: bool


class Shared(Schema):
    case: str
    exhibit: str
    shared: bool


class WholeCase(Schema):
    case: str
    state: State
    phase: str
    opened_at: datetime
    language: Language
    choice: Choice | None
    refunded: Money | None
    recovered: Money | None
    assigned: str | None
    on_hold: bool = Field(description="Kept beyond every period.")
    due: datetime | None
    denial: dict[str, Any]
    denials: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    exhibits: list[Exhibit]
    events: list[Event]
    answer: Answer | None


class Acted(Schema):
    case: str
    state: State
    choice: Choice | None
    refunded: Money | None
    recovered: Money | None
    assigned: str | None
    notes: list[Said]


class TakenCase(Schema):
    case: str
    denial: str
    network: Network
    code: str | None
    amount: Money
    due: datetime | None
    created: bool


class RefusedRow(Schema):
    file: str
    row: int | None
    code: str
    reason: str


class Taken(Schema):
    cases: list[TakenCase]
    refused: list[RefusedRow]
    notes: list[RefusedRow]


class PlacedCase(Schema):
    row: int = Field(description="The line of the sheet, as a person counts.")
    case: str
    denial: str
    amount: Money
    was: State | None = Field(description="Where the case stood before; null for a new one.")
    state: State
    changed: bool = Field(description="False where all of the row was known.")
    due: str | None
    sent: str | None
    decided: str | None
    refunded: Money | None
    recovered: Money | None
    assigned: str | None
    notes: list[Said]


class TakenOver(Schema):
    file: str
    dry_run: bool
    new: int
    changed: int
    known: int
    cases: list[PlacedCase]
    refused: list[RefusedRow]
    notes: list[RefusedRow]


class ListWaits(Schema):
    file: str
    rows: int
    dry_run: bool
    see: str = Field(description="Where what became of it will be.")


class Loaded(Schema):
    file: str
    kind: RecordKind | None
    rows: int
    new: int
    refused: list[dict[str, Any]]
    more_refused: int
    seconds: float
    amounts: str | None
    notes: list[str]


class RuleRow(Schema):
    network: str
    code: str | None
    sub: str | None
    official_name: str | None
    status: str | None
    category: str | None
    source: str
    confidence: str | None
    listed: bool


class RuleList(Schema):
    rules: list[RuleRow]


class Setting(Schema):
    key: str
    value: str | None
    default: str | None
    meaning: str


class SettingList(Schema):
    settings: list[Setting]


class SettingSet(Schema):
    key: str
    value: str | None


class Person(Schema):
    person: str
    name: str
    role: Role
    has_left: bool


class SeatEnded(Person):
    keys: list[str] = Field(description="Keys that they made and that go on.")


class PersonList(Schema):
    people: list[Person]


class Organisation(Schema):
    org: str
    name: str
    country: str
    zone: str
    currency: str
    language: Language


class RatesLoaded(Schema):
    rates: int
    refused: list[dict[str, Any]]


class Key(Schema):
    key: str
    name: str
    scopes: list[Ability]
    made_by: str | None = Field(description="The person who made it, where that was written down.")
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class KeyList(Schema):
    keys: list[Key]


class Hook(Schema):
    hook: str
    processor: str
    address: str = Field(description="Behind the address of the desk: where the processor sends its messages.")
    has_secret: bool
    made_at: datetime
    heard_at: datetime | None = Field(description="The last message whose signature fitted.")
    refused_at: datetime | None = Field(description="The last message whose signature did not fit.")


class HookList(Schema):
    hooks: list[Hook]


class HookRemoved(Schema):
    hook: str
    removed: bool


class Listener(Schema):
    listener: str
    url: str
    events: list[Notice]
    made_at: datetime
    told_at: datetime | None = Field(description="The last message that it took.")
    failed_at: datetime | None = Field(description="The last message that it did not take.")
    trouble: Said | None = Field(description="Why not.")


class ListenerMade(Listener):
    secret: str = Field(description="It checks the messages; shown this once.")


class ListenerList(Schema):
    listeners: list[Listener]
    mailed: list[str] = Field(description="The people who get mail.")


class ListenerRemoved(Schema):
    listener: str
    removed: bool


class Mailed(Schema):
    person: str
    mail: bool


class Sight(Schema):
    at: datetime
    who: dict[str, str]
    what: str
    case: str | None = Field(description="null: a list of cases.")


class SightList(Schema):
    sights: list[Sight]
    next: str | None = Field(description="Give it as `after` for the page that follows; null after the last.")


class Period(Schema):
    kept: Kept
    setting: str
    unit: Unit
    length: int | None = Field(description="In the unit; null: everything is kept.")
    begins: datetime | None = Field(description="Until then a changed period deletes nothing.")
    before: datetime | None = Field(description="What is older than this is too old.")
    too_old: int
    too_old_soon: int = Field(description="Within 30 days.")
    left_open: int = Field(description="Of cases: those as old that nobody ended; no period deletes them.")


class Deleted(Schema):
    at: datetime
    kept: Kept
    n: int
    before: datetime


class Retention(Schema):
    periods: list[Period]
    erased: list[Deleted] = Field(description="The latest first.")


class Erased(Schema):
    case: str
    erased: bool


class Work(Schema):
    id: str
    task: str
    case: str | None
    state: Literal["waiting", "running", "dead"]
    since: datetime = Field(description="When it was due first.")
    due: datetime
    attempts: int
    stage: str | None = Field(description="What is done now, where it runs.")
    stage_text: str | None
    percent: int | None
    trouble: Said | None = Field(description="Why the last attempt failed.")


class WorkList(Schema):
    work: list[Work]
    next: str | None = Field(description="Give it as `after` for the page that follows; null after the last.")


class WorkPutBack(Schema):
    id: str
    state: Literal["waiting"]


class WorkDismissed(Schema):
    id: str
    state: Literal["dismissed"]
