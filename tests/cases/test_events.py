"""An event's bytes and its leaf: one order of keys, one zone, and every change is seen."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from given import NOW, at
from yosher.cases.events import canonical, leaf
from yosher.cases.model import Act, CaseEvent
from yosher.kernel.actor import SYSTEM, Actor, ActorKind
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.when import Certainty, Moment

SALT = bytes(range(32))
BYTES = (
    '{"act":"note","actor":{"kind":"system","ref":"yosher"},"body":{"a":"שלום","b":1},"case":"C-1",'
    '"happened":{"at":"2026-11-02T00:00:00.000000Z","certainty":"day"},"organisation":"o",'
    '"recorded_at":"2026-11-22T09:00:00.000000Z","schema":1,"sequence":1}'
).encode()
# Also by hand: printf of the salt and of BYTES, piped into sha256sum.
LEAF = "0c1c5fef8c7e6ef3d38e458714fde821e414826858d078017bca0d75e62c2ba7"


def event(**changes: Any) -> CaseEvent:
    plain = CaseEvent(OrgId("o"), CaseId("C-1"), 1, Act.NOTE, SYSTEM, at("2026-11-02"), NOW, {"b": 1, "a": "שלום"}, salt=SALT)
    return replace(plain, **changes)


def test_an_events_bytes_are_canonical() -> None:
    assert canonical(event()) == BYTES


def test_a_leaf_is_the_hash_of_salt_and_bytes() -> None:
    assert leaf(event()) == hashlib.sha256(SALT + BYTES).digest()
    assert leaf(event()).hex() == LEAF


def test_the_order_of_keys_and_the_zone_of_a_time_change_nothing() -> None:
    elsewhere = timezone(timedelta(hours=2))
    moved = event(
        body={"a": "שלום", "b": 1},
        recorded_at=NOW.astimezone(elsewhere),
        happened=Moment(datetime(2026, 11, 2, 2, tzinfo=elsewhere), Certainty.DAY),
    )
    assert leaf(moved) == leaf(event())


@pytest.mark.parametrize(
    "change",
    [
        {"body": {"b": 2, "a": "שלום"}},
        {"body": {"b": 1, "a": "שלומ"}},
        {"body": {"b": "1", "a": "שלום"}},
        {"sequence": 2},
        {"schema": 2},
        {"act": Act.SENT},
        {"actor": Actor(ActorKind.PERSON, "yosher")},
        {"happened": at("2026-11-02T00:00")},  # the same moment, known better
        {"salt": bytes(31) + b"\x01"},
        {"recorded_at": NOW + timedelta(microseconds=1)},
        {"organisation": OrgId("p")},
        {"case": CaseId("C-2")},
    ],
)
def test_any_change_changes_the_leaf(change: dict[str, object]) -> None:
    assert leaf(event(**change)) != leaf(event())


@pytest.mark.parametrize("body", [{"n": 2**53}, {"n": float("nan")}, {"text": "\ud800"}])
def test_what_json_cannot_hold_exactly_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        canonical(event(body=body))


words = st.text(st.characters(codec="utf-8"), max_size=12)


@given(st.dictionaries(words, st.one_of(words, st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.none()), max_size=5), st.randoms())
def test_the_order_in_which_a_body_was_built_never_shows(body: dict[str, object], random: Any) -> None:
    keys = list(body)
    random.shuffle(keys)
    assert canonical(event(body={key: body[key] for key in keys})) == canonical(event(body=body))
