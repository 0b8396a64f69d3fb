"""What every verb is given: the organisation, who acts, what time it is, and the ports it may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yosher.cases.model import Case, Denial, Refusal
from yosher.desk.ports import Blobs, FitsPictures, NotFound, Packs, ReadsFiles, SetsType, Source, Store
from yosher.kernel.actor import Actor
from yosher.kernel.ids import CaseId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.packets.fields import FieldMap
from yosher.people.may import Ability
from yosher.people.model import Organisation, Role


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a packet is made with."""

    press: SetsType
    pictures: FitsPictures
    packs: Packs
    fields: Mapping[str, FieldMap]  # by processor


# A form's attachments by file name; raises NotFound for a name that is not beside the form.
Beside = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Desk:
    """`now` is what is computed with; the log's own times come from the store."""

    organisation: Organisation
    actor: Actor
    now: datetime
    store: Store
    blobs: Blobs
    files: ReadsFiles
    sources: tuple[Source, ...] = ()
    role: Role = Role.OWNER
    scopes: frozenset[Ability] | None = None  # of a key or a processor: what it reaches of the role; None for people
    maker: str = ""  # of a key: the person who made it, where that was written down


def nothing_beside(name: str) -> bytes:
    raise NotFound("file", name)


@dataclass(frozen=True, slots=True)
class Opened:
    """A message that was taken: its case, and whether the case is new."""

    case: CaseId
    created: bool
    known: bool  # this very message was read before
    absent: tuple[str, ...] = ()  # files that the form names and that do not lie beside it
    beside: tuple[CaseId, ...] = ()  # for a new case: others that name the same payment or order
    was: Money | None = None  # the denied sum before this message corrected it


@dataclass(frozen=True, slots=True)
class Acted:
    """A case after an act of a person, and what that person should know about it."""

    case: Case
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: its denials with their cases, the rows that were refused, and remarks on what was not understood."""

    file: str
    opened: tuple[tuple[Denial, Opened], ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    signature_wrong: bool = False
