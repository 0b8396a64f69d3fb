"""The bytes of an event: canonical JSON (RFC 8785), so that a log's leaf can be the hash of salt and bytes."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias, cast

import rfc8785

from yosher.cases.model import CaseEvent

Json: TypeAlias = "bool | int | str | float | Sequence[Json] | Mapping[str, Json] | None"


def canonical(event: CaseEvent) -> bytes:
    """All of an event but its salt, as RFC 8785 canonical JSON; times in UTC with microseconds.

    Raises ValueError for a body that JSON cannot hold exactly: whole numbers beyond 2^53 - 1, NaN, lone surrogates.
    """
    return rfc8785.dumps(_document(event))


def _document(event: CaseEvent) -> Json:
    return {
        "schema": event.schema,
        "organisation": event.organisation,
        "case": event.case,
        "sequence": event.sequence,
        "act": event.act.value,
        "actor": {"kind": event.actor.kind.value, "ref": event.actor.ref},
        "happened": {"at": _utc(event.happened.at), "certainty": event.happened.certainty.value},
        "recorded_at": _utc(event.recorded_at),
        "body": cast(Json, dict(event.body)),  # JSON values only: see CaseEvent
    }


def leaf(event: CaseEvent) -> bytes:
    """SHA-256 over salt and canonical bytes: without the salt an erased content cannot be guessed from its hash."""
    return hashlib.sha256(event.salt + canonical(event)).digest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
