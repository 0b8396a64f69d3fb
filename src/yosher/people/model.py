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
