"""From records to a reading: each one is taken, or refused for itself with its place and its reason."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from yosher.cases.door.unreadable import Unreadable
from yosher.cases.model import Denial, Incoming, Reading, Refusal, Says
from yosher.kernel.ids import DenialId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import Network

UNNUMBERED = DenialId("")  # until `read_each` gives the denial its id
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Read:
    """A denial, with what a person should know about how it was read."""

    denial: Denial
    notes: tuple[Reason, ...] = ()


def read_each(records: Iterable[tuple[int | None, Record]], read: Callable[[Record], Read | None], *, file: str) -> Reading:
    """Read numbered records one by one; one that cannot be read does not hold up the others. None is no dispute, and nothing."""
    taken: list[Incoming] = []
    refused: list[Refusal] = []
    notes: list[Refusal] = []
    for row, record in records:
        try:
            found = read(record)
        except Unreadable as trouble:
            refused.append(trouble.refusal(file=file, row=row))
            continue
        if found is not None:
            denial = replace(found.denial, id=denial_id(found.denial))
            taken.append(Incoming(denial))
            notes += (Refusal(why.code, file=file, row=row, values=why.values) for why in (*found.notes, *doubts(denial)))
    return Reading(tuple(taken), tuple(refused), tuple(notes))


def refused_whole(trouble: Unreadable, *, file: str) -> Reading:
    """Nothing in this file can be read."""
    return Reading(refused=(trouble.refusal(file=file),))


def denial_id(denial: Denial) -> DenialId:
    """The same for the same message, however often and whenever it comes in."""
    known = denial.happened.certainty is not Certainty.UNKNOWN
    at = denial.happened.at.isoformat() if known else ""
    said = (denial.source, denial.ref, denial.says, at, str(denial.amount.minor), denial.amount.currency, denial.status_raw)
    return DenialId(hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:24])


def when(found: Moment | None, *, now: datetime) -> Moment:
    """When the source says that it happened; without a word about it, it is here now and the time is unknown."""
    return found or Moment(now, Certainty.UNKNOWN)


def doubts(denial: Denial) -> tuple[Reason, ...]:
    """What was kept without being understood, or is missing: a person decides what follows from it."""
    checks = (
        (denial.says is Says.UNKNOWN, Reason("intake.unknown_status", values={"status": denial.status_raw or "–"})),
        (denial.code is None and _not_understood(denial), Reason("intake.unknown_reason", values={"reason": denial.reason_raw})),
        (_foreign_network(denial), Reason("intake.unknown_network", values={"network": denial.network_raw})),
        (denial.happened.certainty is Certainty.UNKNOWN, Reason("intake.time_missing", values={"ref": denial.ref})),
    )
    return tuple(why for holds, why in checks if holds)


def _not_understood(denial: Denial) -> bool:
    return bool(denial.reason_raw) and not denial.reason


def _foreign_network(denial: Denial) -> bool:
    return denial.network is Network.OTHER and bool(denial.network_raw)
