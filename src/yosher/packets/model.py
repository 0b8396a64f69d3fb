"""The answer as a model: what the letter says, with which exhibit; laid out by an adapter, never written as markup."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias

from yosher.kernel.ids import BlobRef, ExhibitId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice, Language


@dataclass(frozen=True, slots=True)
class Cite:
    """A place in the packet: an exhibit and its page within the exhibit (1-based)."""

    exhibit: ExhibitId
    part: int = 1


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of a person in their own language: kept as they are, with their direction."""

    text: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A machine's token: an id, a number, an address of a computer; left to right, never broken."""

    text: str


Json: TypeAlias = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

# A run of a sentence: plain words of the receiver's language, or a value that keeps its own direction.
Run: TypeAlias = str | Money | date | datetime | Cite | Foreign | Token
Text: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of an element with the exhibit that shows it."""

    text: Text
    cite: Cite


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the claim: its name, the deciding fact, and facts that support it. `key` is `family.element`."""

    key: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """Page 1. Every sentence cites an exhibit or names a rule of the rulebook (`rules`)."""

    subject: Text
    identification: tuple[Labelled, ...]
    answer: Text
    elements: tuple[Element, ...]
    disclosed: tuple[Text, ...]
    ask: Text
    approved: Text
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A date on the proportional line."""

    day: date
    label: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the timeline. `element` is the number of the element that it answers."""

    day: date
    time: str
    text: Text
    source: Text
    third: bool
    cite: Cite
    element: int | None = None


@dataclass(frozen=True, slots=True)
class Timetable:
    zone: Text
    marks: tuple[Mark, ...]
    rows: tuple[Row, ...]
    left_out: Text = ()  # says how many further events stand in the exhibits


@dataclass(frozen=True, slots=True)
class Fields:
    """A record as a table of labels and values; `key` numbers the element that a row answers."""

    rows: tuple[tuple[int | None, str, Text], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Several rows of one kind: (label, is it a sum or a count) for each column; `key` numbers the element that a row answers."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[int | None, tuple[Text, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chat:
    """Messages in order: (day, time, who, the customer's?, words)."""

    rows: tuple[tuple[date | None, str, str, bool, Foreign], ...]
    keys: tuple[int | None, ...] = ()  # for each row the element that it answers


@dataclass(frozen=True, slots=True)
class FileBody:
    """An original file: shown as pictures, as flowing text, or merged as pages."""

    how: str  # picture | text | pages
    blob: BlobRef
    media_type: str
    text: Foreign | None = None
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    text: Text


Block = Fields | Table | Chat | FileBody | Note


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    """An exhibit as it stands in the packet, under its letter."""

    id: ExhibitId
    letter: str
    kind: str
    title: str
    day: date | None
    source: Text
    shows: Text
    blocks: tuple[Block, ...]
    file: str  # name of the member under exhibits/
    original: BlobRef | None  # the file as submitted; None for a rendered record, whose member is written from `record`
    record: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    sha256: str = ""
    captured: Text = ()
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of the processor's form: text, or files.

    `summary` stands in for a text that is longer than its field. `answer` says that answer.pdf goes in, `exhibits` whose
    originals go in as files of their own.
    """

    name: str
    text: str = ""
    exhibits: tuple[ExhibitId, ...] = ()
    summary: str = ""
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Packet:
    """All that an answer is made of, before it is typeset. `words` are the fixed words of the page in the receiver's language."""

    choice: Choice
    language: Language
    region: str
    paper: str
    case: str
    order: str
    title: str
    sender: str
    sender_line: str
    receiver: str
    made_at: datetime
    letter: Letter
    timetable: Timetable
    exhibits: tuple[ExhibitPage, ...]
    system: tuple[Text, ...]
    closing: Text
    fields: tuple[FieldValue, ...]
    words: Mapping[str, str]
    notes: tuple[Reason, ...] = ()  # what a person should know before sending
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerLetter:
    """A letter to the customer in their language: what it is about, their own words, what is answered; no exhibit, no accusation."""

    choice: Choice
    language: Language
    region: str
    paper: str
    case: str
    title: str
    sender: str
    receiver: str
    made_at: datetime
    greeting: Text
    paragraphs: tuple[Text, ...]
    options: tuple[Text, ...]
    closing: tuple[Text, ...]
    words: Mapping[str, str]
    months: tuple[str, ...] = ()
    subject: Text = ()
    quote: Text = ()  # the customer's own words
    body: tuple[Text, ...] = ()  # before the options
    after: tuple[Text, ...] = ()


class DoesNotFit(Exception):
    """The packet is over a limit of its receiver, and nothing may be dropped silently. `reason` says what and what would help."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


class NothingToShow(Exception):
    """No lawful exhibit answers any element: there is no packet to write. `reason` says what is needed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason
