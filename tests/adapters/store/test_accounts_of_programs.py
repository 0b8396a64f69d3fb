"""Keys, repeats, hooks and listeners on both databases; the same request at the same moment runs once."""

import re
import threading
import time
from datetime import timedelta

import pytest
from django.db import connections

from given import NOW
from yosher.adapters.accounts.hooks import HooksInDatabase
from yosher.adapters.accounts.keys import KeysInDatabase
from yosher.adapters.accounts.repeats import RepeatsInDatabase
from yosher.adapters.notices.listeners import ListenersInDatabase
from yosher.adapters.sealing.box import Box
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.desk.ports import Again, Answered, NotFound, OtherRequest
from yosher.kernel.ids import KeyId, OrgId, PersonId
from yosher.people.may import Ability

ONE, OTHER = OrgId("one"), OrgId("other")
AGAIN = Again(ONE, KeyId("K-1"), "token", b"a" * 32)


def test_a_key_opens_until_it_is_revoked(store: StoreInDatabase) -> None:
    keys = KeysInDatabase()
    made, secret = keys.add_key(ONE, "shop", frozenset({Ability.READ}), now=NOW)
    found = keys.key_of(secret, now=NOW)
    assert found is not None
    assert (found.id, found.scopes) == (made.id, {Ability.READ})
    with pytest.raises(NotFound):
        keys.revoke_key(OTHER, made.id, now=NOW)
    assert keys.revoke_key(ONE, made.id, now=NOW).revoked_at == NOW
    assert keys.revoke_key(ONE, made.id, now=NOW + timedelta(days=1)).revoked_at == NOW
    assert keys.key_of(secret, now=NOW) is None
    assert [key.id for key in keys.keys(ONE)] == [made.id]


def test_the_same_request_at_the_same_moment_runs_once(store: StoreInDatabase, home: Home) -> None:
    repeats, ran, answers = RepeatsInDatabase(timedelta(hours=24), Box(home.folder / "keys" / "seal.key")), [], []

    def work() -> Answered:
        ran.append(1)
        time.sleep(0.2)
        return Answered(201, b"done", "text/plain")

    def ask() -> None:
        try:
            answers.append(repeats.once(AGAIN, now=NOW, do=work))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ran == [1]
    assert [answer for answer, _ in answers] == [Answered(201, b"done", "text/plain")] * 3
    assert sorted(is_new for _, is_new in answers) == [False, False, True]
    with pytest.raises(OtherRequest):
        repeats.once(Again(ONE, KeyId("K-1"), "token", b"b" * 32), now=NOW, do=work)


def test_what_was_written_for_an_answer_that_failed_is_undone(store: StoreInDatabase, home: Home) -> None:
    repeats = RepeatsInDatabase(timedelta(hours=24), Box(home.folder / "keys" / "seal.key"))

    def fails() -> Answered:
        store.set_setting(ONE, "half", "done")
        return Answered(503, b"", "text/plain")

    assert repeats.once(AGAIN, now=NOW, do=fails) == (Answered(503, b"", "text/plain"), True)
    store.set_setting(ONE, "other", "x")
    assert repeats.once(AGAIN, now=NOW, do=lambda: Answered(200, b"", "text/plain"))[1] is True


def test_secrets_of_hooks_and_listeners_come_back_whole(store: StoreInDatabase, home: Home) -> None:
    box = Box(home.folder / "keys" / "seal.key")
    hooks, listeners = HooksInDatabase(box), ListenersInDatabase(box)
    hook = hooks.add_hook(ONE, "square", now=NOW)
    assert re.fullmatch("H-[0-9a-f]{32}", hook.id), "a name that a command line never takes for an option"
    hooks.set_hook_secret(ONE, hook.id, "https://x.example/\nסוד")
    found = hooks.hook(hook.id)
    assert found is not None
    assert found.secret == "https://x.example/\nסוד"
    assert "סוד" not in repr(found)
    assert hooks.hook("nobody") is None
    with pytest.raises(NotFound):
        hooks.set_hook_secret(OTHER, hook.id, "x")
    made = listeners.add_listener(ONE, "https://x.example/", frozenset({"case.opened"}), now=NOW)
    assert listeners.listener(ONE, made.id) == made
    assert listeners.listener(ONE, made.id).secret == made.secret
    with pytest.raises(NotFound):
        listeners.listener(OTHER, made.id)
    for _ in range(2):
        listeners.set_mailed(ONE, PersonId("dana"), wanted=True)
    assert (listeners.mailed(ONE), listeners.mailed(OTHER)) == (["dana"], [])
