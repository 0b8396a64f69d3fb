"""Is a packet what its manifest says? Members, sizes, hashes; signed proofs are not part of a packet yet, so it is never `ok`."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import rfc8785

from yosher.kernel.reason import Reason
from yosher.packets.manifest import ANSWER, EXHIBITS, MANIFEST
from yosher.packets.shape import faults

ABSENT, OK, FAILED = "absent", "ok", "failed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`checked`: what was looked at → ok, failed or absent. `ok` only when nothing failed and nothing is absent."""

    checked: Mapping[str, str]
    problems: tuple[Reason, ...]

    @property
    def ok(self) -> bool:
        return not self.problems and all(state == OK for state in self.checked.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """What a readable manifest lists: its members' sizes and hashes, and its exhibits' members with the original's hash."""

    members: Mapping[str, tuple[int, str]]
    exhibits: tuple[tuple[str, str | None], ...]


def verify(members: Mapping[str, bytes]) -> Verdict:
    """Check the members of a packet: {name: bytes} as they stand in the zip."""
    listed, problems = _read(members.get(MANIFEST))
    if listed is not None:
        problems += list(_compared(listed, members))
    exhibits = [p for p in problems if str(p.values.get("name", "")).startswith(EXHIBITS)]
    states = {
        "members": FAILED if problems else OK,
        "exhibits": FAILED if exhibits or listed is None else OK,
    } | dict.fromkeys(("proofs", "signature", "timestamp", "signer"), ABSENT)
    return Verdict(states, (*problems, Reason("verify.proofs_absent")))


def _read(manifest: bytes | None) -> tuple[Listed | None, list[Reason]]:
    """A manifest that is not there, cannot be read or has not its shape lists nothing."""
    if manifest is None:
        return None, [Reason("verify.no_manifest")]
    try:
        document = json.loads(manifest, object_pairs_hook=_without_doubles)
        is_canonical = rfc8785.dumps(document) == manifest
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        return None, [Reason("verify.manifest_unreadable")]
    if bad := sorted(set(faults(document))):
        return None, [Reason("verify.manifest_shape", values={"property": name}) for name in bad]
    problems = [] if is_canonical else [Reason("verify.manifest_rewritten")]
    counted = Counter(entry["name"] for entry in document["members"])
    problems += [Reason("verify.listed_twice", values={"name": name}) for name, count in counted.items() if count > 1]
    members = {entry["name"]: (entry["size"], entry["sha256"]) for entry in document["members"]}
    return Listed(members, tuple((entry["member"], entry["original_sha256"]) for entry in document["exhibits"])), problems


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Two values under one name could say two things to two readers."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _compared(listed: Listed, members: Mapping[str, bytes]) -> Iterator[Reason]:
    if ANSWER not in listed.members:
        yield Reason("verify.no_answer")
    for name, (size, digest) in listed.members.items():
        content = members.get(name)
        if content is None:
            yield Reason("verify.missing", values={"name": name})
        elif len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            yield Reason("verify.changed", values={"name": name})
    for name in sorted(set(members) - set(listed.members) - {MANIFEST}):
        yield Reason("verify.not_listed", values={"name": name})
    yield from _exhibits(listed)


def _exhibits(listed: Listed) -> Iterator[Reason]:
    """Each exhibit of the letter has its member, and that member is the original that was captured."""
    for name, original in listed.exhibits:
        if name not in listed.members:
            yield Reason("verify.exhibit_without_member", values={"name": name})
        elif original is not None and listed.members[name][1] != original:
            yield Reason("verify.not_the_original", values={"name": name})
    named = {name for name, _ in listed.exhibits}
    for name in sorted(listed.members):
        if name.startswith(EXHIBITS) and name not in named:
            yield Reason("verify.exhibit_not_named", values={"name": name})
