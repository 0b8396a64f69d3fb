"""packet.json: name, size and SHA-256 of every other member, and what the answer says, as canonical JSON (RFC 8785)."""

import hashlib
from collections.abc import Mapping

import rfc8785

from yosher.kernel.ids import ExhibitId
from yosher.packets.fields import plain
from yosher.packets.model import Packet

SCHEMA = "https://yosher.example/schema/packet-1.json"
ANSWER, MANIFEST, EXHIBITS = "answer.pdf", "packet.json", "exhibits/"


def manifest(packet: Packet, members: Mapping[str, bytes]) -> bytes:
    """The manifest of a packet whose other members are given, in canonical form: the same bytes for the same case in the same state."""
    letters = {page.id: page.letter for page in packet.exhibits}
    return rfc8785.dumps(
        {
            "schema": SCHEMA,
            "case": packet.case,
            "choice": packet.choice.value,
            "language": packet.language.value,
            "receiver": packet.receiver,
            "made_at": packet.made_at.isoformat(timespec="seconds"),
            "rules": list(packet.letter.rules),
            "answer": plain(packet.letter.answer, letters, packet.language),
            "elements": [
                {
                    "element": e.key,
                    "facts": [{"text": plain(x.text, letters, packet.language), "exhibit": letters[x.cite.exhibit]} for x in e.lines],
                }
                for e in packet.letter.elements
            ],
            "ask": plain(packet.letter.ask, letters, packet.language),
            "exhibits": [
                {"letter": p.letter, "id": p.id, "kind": p.kind, "member": EXHIBITS + p.file, "original_sha256": p.sha256 or None}
                for p in packet.exhibits
            ],
            "fields": [{"name": f.name, "text": f.text, "exhibits": [letters[ExhibitId(x)] for x in f.exhibits]} for f in packet.fields],
            "members": [
                {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                for name, content in sorted(members.items())
            ],
        }
    )
