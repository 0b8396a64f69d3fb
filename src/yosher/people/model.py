"""An organisation with its policy; a person with a role."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from yosher.kernel.ids import OrgId, PersonId
from yosher.kernel.words import Language

# Who acts where nobody is named: the owner, at their own machine.
OWNER = PersonId("owner")
# What an organisation is called until its name is set; it is shown to its own people only.
UNNAMED = "My business"


class Role(StrEnum):
    OWNER = "owner"
    ANALYST = "analyst"
    APPROVER = "approver"
    READER = "reader"


class Guest(StrEnum):
    """Somebody from outside, who comes in by a link of their own."""

    CUSTOMER = "customer"
    WITNESS = "witness"
    MEDIATOR = "mediator"
    LAWYER = "lawyer"


class CasePart(StrEnum):
    """A part of a case that a guest may be given, besides exhibits one by one."""

    CLAIM = "claim"  # who claims what, about which sum, in whose words
    CLOCK = "clock"  # until when it is to be answered, and what that rests on
    TIMELINE = "timeline"  # what happened, as told and as recorded
    FINDING = "finding"  # what we make of it, with all that speaks against us
    PAPER = "paper"  # the letter or the packet as it would go out, with its exhibits


@dataclass(frozen=True, slots=True)
class Organisation:
    """`country` ISO 3166-1, `zone` IANA name, `currency` ISO 4217: what a letter means by "today" and "100"."""

    id: OrgId
    name: str
    country: str = "IL"
    zone: str = "Asia/Jerusalem"
    currency: str = "ILS"
    language: Language = Language.HE
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_named(self) -> bool:
        """Whether somebody set the name: what a new home is called is no name to sign with."""
        return self.name.strip() not in ("", UNNAMED)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    organisation: OrgId
    name: str
    role: Role
    email: str = ""
    has_left: bool = False  # acts no more, and stays named where they did
