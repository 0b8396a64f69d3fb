"""packet.json: name, size and SHA-256 of every other member, and what the answer says, as canonical JSON (RFC 8785)."""

import hashlib
from collections.abc import Mapping, Sequence

import rfc8785

from yosher.kernel.ids import ExhibitId
from yosher.packets.exhibits import by_letter
from yosher.packets.fields import plain
from yosher.packets.model import ExhibitPage, FieldValue, Json, Packet, Text
from yosher.phrases.say import without_isolates

SCHEMA = "https://yosher.example/schema/packet-1.json"  # the `$id` of docs/schema/packet.schema.json
ANSWER, MANIFEST, EXHIBITS = "answer.pdf", "packet.json", "exhibits/"


def manifest(packet: Packet, members: Mapping[str, bytes]) -> bytes:
    """The manifest of a packet whose other members are given, in canonical form: the same bytes for the same case in the same state."""
    letters = by_letter(packet.exhibits)

    def said(text: Text) -> str:
        return plain(text, letters, packet.language)

    letter = packet.letter
    document: dict[str, Json] = {
        "schema": SCHEMA,
        "case": packet.case,
        "choice": packet.choice.value,
        "language": packet.language.value,
        "sender": packet.sender,
        "receiver": packet.receiver,
        "made_at": packet.made_at.isoformat(timespec="seconds"),
        "rules": list(letter.rules),
        "subject": said(letter.subject),
        "identification": [{"label": one.label, "value": said(one.value)} for one in letter.identification],
        "answer": said(letter.answer),
        "elements": [
            {"element": e.key, "facts": [{"text": said(x.text), "exhibit": letters[x.cite.exhibit]} for x in e.lines]}
            for e in letter.elements
        ],
        "disclosed": [said(text) for text in letter.disclosed],
        "ask": said(letter.ask),
        "exhibits": [_exhibit(page) for page in packet.exhibits],
        "fields": _fields(packet.fields, letters),
        "members": [_member(name, content) for name, content in sorted(members.items())],
    }
    return rfc8785.dumps(_sound(document))


def _exhibit(page: ExhibitPage) -> Json:
    return {
        "letter": page.letter,
        "id": page.id,
        "kind": page.kind,
        "title": page.title,
        "member": EXHIBITS + page.file,
        "original_sha256": page.sha256 or None,
        "language": page.language.value if page.language else None,
    }


def _fields(fields: Sequence[FieldValue], letters: Mapping[ExhibitId, str]) -> list[Json]:
    return [{"name": f.name, "text": f.text, "answer": f.answer, "exhibits": [letters[ref] for ref in f.exhibits]} for f in fields]


def _member(name: str, content: bytes) -> Json:
    return {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _sound(value: Json) -> Json:
    """Half of a surrogate pair, which no text encoding can hold, becomes a question mark; invisible isolates are left out."""
    match value:
        case str():
            return without_isolates(value).encode("utf-8", "replace").decode("utf-8")
        case list():
            return [_sound(one) for one in value]
        case dict():
            return {key: _sound(one) for key, one in value.items()}
        case _:
            return value
