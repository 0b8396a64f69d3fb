"""Who did something: every event names one."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    PERSON = "person"
    KEY = "key"
    WITNESS = "witness"
    SYSTEM = "system"
    PROCESSOR = "processor"


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    ref: str


SYSTEM = Actor(ActorKind.SYSTEM, "yosher")
