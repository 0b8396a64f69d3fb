"""The nouns of proof."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from yosher.cases.model import Denial
from yosher.kernel.actor import Actor
from yosher.kernel.ids import BlobRef, ExhibitId, FactId, RecordId
from yosher.kernel.reason import EMPTY, Reason, Value
from yosher.kernel.when import Moment
from yosher.kernel.words import ClaimFamily, EventKind, Language, NeedLevel


class Origin(StrEnum):
    """Who says so."""

    CUSTOMER = "customer"
    MERCHANT = "merchant"  # the business's own word: never more than weak without a file or an independent record
    RECORD = "record"  # a record loaded from the business's systems
    CARRIER = "carrier"
    PROCESSOR = "processor"
    ACQUIRER = "acquirer"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"

    @property
    def independent(self) -> bool:
        """Whether this is more than the business's own telling."""
        return self not in (Origin.MERCHANT, Origin.UNKNOWN)


class RecordKind(StrEnum):
    TRANSACTIONS = "transactions"
    ORDERS = "orders"
    SHIPMENTS = "shipments"
    REFUNDS = "refunds"
    LOGINS = "logins"
    MESSAGES = "messages"
    AGREEMENTS = "agreements"


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the business's own systems (`history load`), as typed values; columns in docs/schema/."""

    id: RecordId  # `<kind>:<number>`: ours alone, never shown to anybody
    kind: RecordKind
    values: Mapping[str, Value]
    at: Moment | None = None
    source: str = ""  # the file or system that it was loaded from

    @property
    def number(self) -> str:
        """What the business's own system calls the row: an order's number, a payment's id."""
        return str(self.values.get("id") or self.id.partition(":")[2]).strip()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened. `exhibit` names the exhibit or record that shows it, where one does."""

    id: FactId
    kind: EventKind
    moment: Moment | None
    text: str = ""
    origin: Origin = Origin.UNKNOWN
    source: str = ""  # as written: "courier", "shop system", "Isracard"
    values: Mapping[str, Value] = field(default_factory=lambda: EMPTY)
    exhibit: ExhibitId | None = None
    record: RecordId | None = None
    kind_raw: str = ""


class Readable(StrEnum):
    """What can be read in a file."""

    READ = "read"
    UNREAD = "unread"  # a picture or scan without a text layer: at most weak
    UNREADABLE = "unreadable"  # damaged, encrypted, or of a kind that we do not read
    EMPTY = "empty"
    DESCRIBED = "described"  # no file, only a description


class Lawful(StrEnum):
    LAWFUL = "lawful"
    UNLAWFUL = "unlawful"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a recording and the place (ISO 3166-1 or -2) where they were."""

    ref: str
    place: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That a paper was taken out of its case: it stays listed and is used for nothing."""

    by: Actor
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file, a described paper or a rendered record. Custody: who captured it, when, how, from where."""

    id: ExhibitId
    kind: str  # evidence kind of the vocabulary, or `other`
    readable: Readable
    name: str = ""  # file name as given (cleaned)
    media_type: str = ""
    size: int = 0
    sha256: str | None = None  # of the original bytes
    blob: BlobRef | None = None
    day: date | None = None
    shows: str = ""  # what the person says that it shows
    text: str = ""  # what was read out of it
    pages: int | None = None
    language: Language | None = None
    lawful: Lawful = Lawful.UNCHECKED
    lawful_because: Reason | None = None
    parties: tuple[Party, ...] = ()
    captured_by: str = ""
    captured_at: datetime | None = None
    captured_how: str = ""  # upload | form | record | api
    captured_from: str = ""
    derived_from: ExhibitId | None = None
    conversion: str = ""
    personal: str = "personal"  # none | personal | sensitive
    kind_raw: str = ""
    records: tuple[RecordId, ...] = ()  # set where the exhibit is a rendered record
    rows: tuple[tuple[str, Value], ...] = ()  # label code → value, for a rendered record
    also: tuple[str, ...] = ()  # further evidence kinds that the same paper shows
    withdrawn: Withdrawn | None = None

    @property
    def is_file(self) -> bool:
        return self.blob is not None

    @property
    def is_in_use(self) -> bool:
        return self.withdrawn is None


def in_use(exhibits: Iterable["Exhibit"]) -> tuple["Exhibit", ...]:
    """Without those that were taken out of the case."""
    return tuple(exhibit for exhibit in exhibits if exhibit.is_in_use)


class ProofState(StrEnum):
    PRESENT = "present"
    WEAK = "weak"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Proof:
    """One item that the rule asks for, against what we have."""

    kind: str
    need: NeedLevel
    state: ProofState
    element: str
    exhibits: tuple[str, ...] = ()  # exhibit or record ids
    group: str | None = None
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """`where` is put into words by the vocabulary: where to get it."""

    kind: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What one named check found. `weakens` names evidence kinds that it takes from present to weak (or junk)."""

    check: str
    reason: Reason
    weakens: tuple[str, ...] = ()
    against: str = "us"  # us | customer | denial: whose account it breaks


@dataclass(frozen=True, slots=True)
class Gate:
    """A fact that ends a fight before it starts. `sum_minor` limits it to a part of the amount (None = the whole)."""

    code: str
    reason: Reason
    sum_minor: int | None = None


class Strength(StrEnum):
    """How strong the evidence is as a whole: the key into the rulebook's priors."""

    ALL_ELEMENTS = "all_elements"
    ONE_MISSING = "one_missing"
    WEAK_OR_DESCRIBED = "weak_or_described"
    JUNK_ONLY = "junk_only"
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Junk:
    """An exhibit that is worth nothing, and why (empty, unreadable, duplicate, other order, says the opposite)."""

    exhibit: ExhibitId
    reason: Reason


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that is known about a case before it is weighed."""

    facts: tuple[Fact, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    records: tuple[Record, ...] = ()
    history: tuple[Record, ...] = ()  # the same customer's other transactions, newest first
    remarks: tuple[Reason, ...] = ()  # how the disputed payment was found without its number, or which ones it may be


@dataclass(frozen=True, slots=True)
class Timeline:
    """The case reconstructed: in order, with what is missing, what contradicts and what the other side could show."""

    denial: Denial
    family: ClaimFamily
    family_because: Reason
    entries: tuple[Fact, ...]
    exhibits: tuple[Exhibit, ...]  # usable ones: lawful, not junk
    proofs: tuple[Proof, ...]
    missing: tuple[Missing, ...]
    contradictions: tuple[Contradiction, ...]
    adverse: tuple[Reason, ...]
    gates: tuple[Gate, ...]
    junk: tuple[Junk, ...]
    strength: Strength
    records: tuple[Record, ...] = ()
    history: tuple[Record, ...] = ()
    remarks: tuple[Reason, ...] = ()  # what a person should look at
    described: tuple[Reason, ...] = ()  # of `adverse`, what only the business's own description of a paper says
