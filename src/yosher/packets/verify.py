"""Is a packet what its manifest says? Members, sizes, hashes; signed proofs are not part of a packet yet, so it is never `ok`."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from yosher.kernel.reason import Reason
from yosher.packets.manifest import ANSWER, EXHIBITS, MANIFEST

_SHA256 = re.compile(r"[0-9a-f]{64}")
ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`checked`: what was looked at → ok, failed or absent. `ok` only when nothing failed and nothing is absent."""

    checked: Mapping[str, str]
    problems: tuple[Reason, ...]

    @property
    def ok(self) -> bool:
        return not self.problems and all(state == "ok" for state in self.checked.values())


def verify(members: Mapping[str, bytes]) -> Verdict:
    """Check the members of a packet: {name: bytes} as they stand in the zip."""
    problems: list[Reason] = []
    listed = _listed(members.get(MANIFEST), problems)
    for name, entry in listed.items():
        problems += _compared(name, entry, members)
    problems += [Reason("verify.not_listed", values={"name": name}) for name in sorted(set(members) - set(listed) - {MANIFEST})]
    if listed and ANSWER not in listed:
        problems.append(Reason("verify.no_answer"))
    state = "failed" if problems else "ok"
    exhibits = "failed" if any(str(p.values.get("name", "")).startswith(EXHIBITS) for p in problems) else "ok"
    problems.append(Reason("verify.proofs_absent"))
    return Verdict(
        {"members": state, "exhibits": exhibits, "proofs": ABSENT, "signature": ABSENT, "timestamp": ABSENT, "signer": ABSENT},
        tuple(problems),
    )


def _listed(manifest: bytes | None, problems: list[Reason]) -> dict[str, dict[str, object]]:
    """name → entry of the manifest; a manifest that cannot be read lists nothing."""
    if manifest is None:
        problems.append(Reason("verify.no_manifest"))
        return {}
    try:
        entries = json.loads(manifest)["members"]
        found = {str(entry["name"]): dict(entry) for entry in entries}
    except (ValueError, KeyError, TypeError, RecursionError):
        problems.append(Reason("verify.manifest_unreadable"))
        return {}
    if len(found) != len(entries):
        problems.append(Reason("verify.listed_twice"))
    return found


def _compared(name: str, entry: Mapping[str, object], members: Mapping[str, bytes]) -> list[Reason]:
    content = members.get(name)
    if content is None:
        return [Reason("verify.missing", values={"name": name})]
    digest = entry.get("sha256")
    if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
        return [Reason("verify.entry_unreadable", values={"name": name})]
    if entry.get("size") != len(content) or hashlib.sha256(content).hexdigest() != digest:
        return [Reason("verify.changed", values={"name": name})]
    return []
