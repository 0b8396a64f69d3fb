"""Given: builders of domain values for tests, with plain defaults, so that a test names only what it is about."""

from datetime import UTC, date, datetime
from typing import Any

from yosher.cases.model import Denial, Says, StatedDue
from yosher.evidence.model import Exhibit, Fact, Gathered, Origin, Readable, Record, RecordKind
from yosher.kernel.ids import BlobRef, DenialId, ExhibitId, FactId, OrgId, RecordId
from yosher.kernel.money import Money
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import EventKind, Language, Network, Phase
from yosher.people.model import Organisation

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def organisation(**changes: Any) -> Organisation:
    return Organisation(**({"id": OrgId("org-1"), "name": "Oak & Olive", "language": Language.EN} | changes))


def at(text: str) -> Moment:
    """`2026-10-05` is a day, `2026-10-05T14:12` a clock's time (UTC)."""
    if "T" in text:
        return Moment(datetime.fromisoformat(text).replace(tzinfo=UTC))
    return Moment(datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC), Certainty.DAY)


def denial(**changes: Any) -> Denial:
    plain: dict[str, Any] = {
        "id": DenialId("den-1"),
        "ref": "dp_1",
        "source": "manual",
        "says": Says.OPENED,
        "network": Network.VISA,
        "code": "13.1",
        "amount": Money(125000, "ILS"),
        "phase": Phase.FIRST_CHARGEBACK,
        "happened": at("2026-11-02"),
        "received_at": NOW,
        "due": StatedDue(),
    }
    return Denial(**(plain | changes))


def fact(kind: str, when: str | None = None, *, origin: Origin = Origin.MERCHANT, **changes: Any) -> Fact:
    plain: dict[str, Any] = {
        "id": FactId(changes.pop("id", f"f-{kind}-{when}")),
        "kind": EventKind(kind),
        "moment": at(when) if when else None,
        "origin": origin,
    }
    return Fact(**(plain | changes))


def exhibit(kind: str, **changes: Any) -> Exhibit:
    plain: dict[str, Any] = {
        "id": ExhibitId(changes.pop("id", f"x-{kind}")),
        "kind": kind,
        "readable": Readable.READ,
        "name": f"{kind}.pdf",
        "media_type": "application/pdf",
        "size": 1000,
        "sha256": "0" * 64,
        "blob": BlobRef(f"blob-{kind}"),
        "text": f"{kind} for order A-77",
    }
    return Exhibit(**(plain | changes))


def described(kind: str, **changes: Any) -> Exhibit:
    """An exhibit that is only described: no file."""
    return exhibit(
        kind,
        **({"readable": Readable.DESCRIBED, "name": "", "media_type": "", "size": 0, "sha256": None, "blob": None, "text": ""} | changes),
    )


def record(kind: str, when: str | None = None, **values: Any) -> Record:
    ref = str(values.get("id", f"{kind}-1"))
    return Record(RecordId(f"{kind}:{ref}"), RecordKind(kind), values, at(when) if when else None, "history.csv")


def gathered(**changes: Any) -> Gathered:
    return Gathered(**changes)
