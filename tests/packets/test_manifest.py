"""packet.json: its published schema, its canonical form, and whether a packet is what it says."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rfc8785
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

import given_packet as g
from yosher.bootstrap.forms import FORMS
from yosher.kernel.words import Choice
from yosher.packets.compose import compose
from yosher.packets.exhibits import record_bytes
from yosher.packets.fields import GENERIC
from yosher.packets.manifest import ANSWER, EXHIBITS, MANIFEST, SCHEMA, manifest
from yosher.packets.model import Packet
from yosher.packets.shape import faults
from yosher.packets.verify import Verdict, verify

PUBLISHED = json.loads((Path(__file__).parents[2] / "docs" / "schema" / "packet.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(PUBLISHED)


def members_of(packet: Packet) -> dict[str, bytes]:
    others = {ANSWER: b"%PDF-1.7"} | {EXHIBITS + page.file: record_bytes(page) for page in packet.exhibits}
    return others | {MANIFEST: manifest(packet, others)}


def members(language: str = "en", **changes: Any) -> dict[str, bytes]:
    return members_of(compose(g.delivered(language, **changes), field_map=GENERIC))


def codes(verdict: Verdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("choice", [Choice.FIGHT, Choice.ACCEPT, Choice.COURT, Choice.LAWYER])
def test_the_manifest_is_as_its_published_schema_says(language: str, choice: Choice) -> None:
    document = json.loads(members(language, choice=choice)[MANIFEST])
    VALIDATOR.validate(document)
    assert document["schema"] == PUBLISHED["$id"] == SCHEMA
    assert list(faults(document)) == []


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)


BROKEN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no members": lambda d: d.pop("members"),
    "unknown property": lambda d: d.update(extra=1),
    "choice": lambda d: d.update(choice="talk"),
    "language": lambda d: d.update(language="fr"),
    "size is text": lambda d: d["members"][0].update(size="8"),
    "size is negative": lambda d: d["members"][0].update(size=-1),
    "size is true": lambda d: d["members"][0].update(size=True),
    "hash is short": lambda d: d["members"][0].update(sha256="ab"),
    "hash is upper case": lambda d: d["members"][0].update(sha256="A" * 64),
    "member outside": lambda d: d["members"][0].update(name="../answer.pdf"),
    "member at the root": lambda d: d["members"][0].update(name="/answer.pdf"),
    "member with a backslash": lambda d: d["members"][0].update(name="a\\b"),
    "member with more": lambda d: d["members"][0].update(more=1),
    "exhibit without letter": lambda d: d["exhibits"][0].pop("letter"),
    "answer flag is a number": lambda d: d["fields"][0].update(answer=1),
    "rules is a text": lambda d: d.update(rules="visa"),
    "null answer": lambda d: d.update(answer=None),
}


@pytest.mark.parametrize("breaks", BROKEN.values(), ids=BROKEN.keys())
def test_our_check_of_the_shape_and_the_schema_agree_on_what_is_wrong(breaks: Callable[[dict[str, Any]], Any]) -> None:
    document = json.loads(members()[MANIFEST])
    breaks(document)
    assert list(faults(document))
    assert not VALIDATOR.is_valid(document)


def test_the_same_packet_has_the_same_bytes_and_another_order_of_members_changes_nothing() -> None:
    packet = compose(g.delivered("he"), field_map=GENERIC)
    others = {"answer.pdf": b"1", "exhibits/a": b"2"}
    assert manifest(packet, others) == manifest(packet, dict(reversed(others.items())))
    assert manifest(packet, others) == rfc8785.dumps(json.loads(manifest(packet, others)))


def test_half_of_a_surrogate_pair_does_not_stop_the_manifest() -> None:
    packet = compose(g.delivered(denial_={"ref": "dp_\ud83d"}), field_map=GENERIC)
    assert json.loads(manifest(packet, {}))["case"] == "dp_?"


def test_the_hash_of_each_member_stands_in_the_manifest() -> None:
    made = members()
    listed = {m["name"]: m for m in json.loads(made[MANIFEST])["members"]}
    assert listed.keys() == made.keys() - {MANIFEST}
    for name, entry in listed.items():
        assert entry == {"name": name, "size": len(made[name]), "sha256": hashlib.sha256(made[name]).hexdigest()}


# -- verification --------------------------------------------------------------------------------------------------


def test_a_whole_packet_is_sound_but_nobody_vouches_for_it_yet() -> None:
    verdict = verify(members())
    assert not verdict.ok
    assert codes(verdict) == ["verify.proofs_absent"]
    assert verdict.checked == {
        "members": "ok", "exhibits": "ok", "proofs": "absent", "signature": "absent", "timestamp": "absent", "signer": "absent",
    }  # fmt: skip


def first_exhibit(made: dict[str, bytes]) -> str:
    return next(name for name in made if name.startswith(EXHIBITS))


TAMPERED: dict[str, tuple[Callable[[dict[str, bytes]], Any], str, str, str]] = {
    "answer changed": (lambda m: m.update({ANSWER: m[ANSWER] + b" "}), "verify.changed", "failed", "ok"),
    "answer gone": (lambda m: m.pop(ANSWER), "verify.missing", "failed", "ok"),
    "exhibit changed": (lambda m: m.update({first_exhibit(m): b"{}"}), "verify.changed", "failed", "failed"),
    "exhibit gone": (lambda m: m.pop(first_exhibit(m)), "verify.missing", "failed", "failed"),
    "exhibit added": (lambda m: m.update({"exhibits/99-more.pdf": b"x"}), "verify.not_listed", "failed", "failed"),
    "file added": (lambda m: m.update({"note.txt": b"x"}), "verify.not_listed", "failed", "ok"),
    "no manifest": (lambda m: m.pop(MANIFEST), "verify.no_manifest", "failed", "failed"),
    "manifest is no JSON": (lambda m: m.update({MANIFEST: b"{"}), "verify.manifest_unreadable", "failed", "failed"),
    "manifest is no text": (lambda m: m.update({MANIFEST: b"\xff\xfe"}), "verify.manifest_unreadable", "failed", "failed"),
    "manifest is deep": (lambda m: m.update({MANIFEST: b"[" * 100_000}), "verify.manifest_unreadable", "failed", "failed"),
    "manifest is a list": (lambda m: m.update({MANIFEST: b"[]"}), "verify.manifest_shape", "failed", "failed"),
    "manifest is a huge number": (lambda m: m.update({MANIFEST: b"9" * 5000}), "verify.manifest_unreadable", "failed", "failed"),
    "manifest written again": (lambda m: m.update({MANIFEST: m[MANIFEST] + b"\n"}), "verify.manifest_rewritten", "failed", "ok"),
}  # fmt: skip


@pytest.mark.parametrize(("tamper", "code", "state", "exhibits"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_changed_is_found(tamper: Callable[[dict[str, bytes]], Any], code: str, state: str, exhibits: str) -> None:
    made = members()
    tamper(made)
    verdict = verify(made)
    assert code in codes(verdict)
    assert (verdict.checked["members"], verdict.checked["exhibits"]) == (state, exhibits)


def rewritten(made: dict[str, bytes], change: Callable[[dict[str, Any]], Any]) -> dict[str, bytes]:
    document = json.loads(made[MANIFEST])
    change(document)
    return made | {MANIFEST: rfc8785.dumps(document)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["members"].append(d["members"][0]), "verify.listed_twice"),
        (lambda d: d.update(members=[m for m in d["members"] if m["name"] != ANSWER]), "verify.no_answer"),
        (lambda d: d["exhibits"][0].update(member="exhibits/77-other.pdf"), "verify.exhibit_without_member"),
        (lambda d: d["exhibits"][0].update(original_sha256="0" * 64), "verify.not_the_original"),
        (lambda d: d["exhibits"].pop(), "verify.exhibit_not_named"),
    ],
    ids=["listed twice", "no answer", "exhibit without member", "not the original", "exhibit not named"],
)
def test_a_manifest_that_does_not_agree_with_itself_is_found(change: Callable[[dict[str, Any]], Any], code: str) -> None:
    assert code in codes(verify(rewritten(members(), change)))


def test_a_name_that_stands_twice_in_the_manifest_is_found() -> None:
    made = members()
    made[MANIFEST] = made[MANIFEST][:-1] + b',"case":"another"}'
    assert "verify.manifest_unreadable" in codes(verify(made))


@examples(st.data())
@settings(max_examples=40, deadline=None)
def test_any_flipped_byte_of_any_member_is_found(data: st.DataObject) -> None:
    made = WHOLE
    name = data.draw(st.sampled_from(sorted(made)))
    at = data.draw(st.integers(0, len(made[name]) - 1))
    flipped = made[name][:at] + bytes([made[name][at] ^ data.draw(st.integers(1, 255))]) + made[name][at + 1 :]
    if name == MANIFEST and flipped.count(b'"text"') == made[name].count(b'"text"') and _same_members(flipped, made[name]):
        return  # a changed sentence is still a manifest: only a signature can tell
    assert codes(verify(made | {name: flipped})) != ["verify.proofs_absent"]


def _same_members(one: bytes, other: bytes) -> bool:
    try:
        return bool(json.loads(one)["members"] == json.loads(other)["members"])
    except (ValueError, KeyError, TypeError):
        return False


WHOLE = members()


@examples(st.dictionaries(st.sampled_from([ANSWER, MANIFEST, "exhibits/a"]), st.binary(max_size=40)))
@settings(max_examples=60)
def test_any_bytes_give_a_verdict_and_never_an_error(made: dict[str, bytes]) -> None:
    assert not verify(made).ok


def test_a_proof_is_needed_to_be_ok() -> None:
    assert Verdict({"members": "ok", "proofs": "ok"}, ()).ok
    assert not Verdict({"members": "ok", "proofs": "absent"}, ()).ok


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("scene", g.SCENES, ids=lambda scene: scene.__name__)
def test_nothing_invisible_stands_in_a_field_or_in_the_manifest(scene: Callable[..., Any], language: str, form: str) -> None:
    packet = compose(scene(language), field_map=FORMS[form])
    said = json.loads(members_of(packet)[MANIFEST])
    texts = json.dumps([said, [(one.text, one.summary) for one in packet.fields]], ensure_ascii=False)
    assert not set("\u2066\u2067\u2068\u2069") & set(texts)
