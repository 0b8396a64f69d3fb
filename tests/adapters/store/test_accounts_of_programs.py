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
from yosher.adapters.accounts.models import Repeat, Sight
from yosher.adapters.accounts.repeats import RepeatsInDatabase
from yosher.adapters.accounts.seats import AccountsInDatabase
from yosher.adapters.notices.listeners import ListenersInDatabase
from yosher.adapters.sealing.box import Box
from yosher.adapters.store.store import StoreInDatabase
from yosher.bootstrap.home import Home
from yosher.desk.ports import Again, Answered, NotFound, OtherRequest, PlaceUnknown, SightView
from yosher.kernel.ids import KeyId, OrgId, PersonId
from yosher.kernel.reason import Reason
from yosher.people.may import Ability
from yosher.people.model import Person, Role

ONE, OTHER = OrgId("one"), OrgId("other")
AGAIN = Again(ONE, KeyId("K-1"), "token", b"a" * 32)


def test_a_key_opens_until_it_is_revoked(store: StoreInDatabase) -> None:
    keys = KeysInDatabase()
    made, secret = keys.add_key(ONE, "shop", frozenset({Ability.READ}), now=NOW, by="noa")
    assert made.made_by == "noa"
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


def test_what_is_kept_of_an_answer_is_sealed_and_comes_back_whole(store: StoreInDatabase, home: Home) -> None:
    repeats = RepeatsInDatabase(timedelta(hours=24), Box(home.folder / "keys" / "seal.key"))
    answer = Answered(201, b'{"secret": "whsec_\xff\x00"}', "application/json")
    repeats.once(AGAIN, now=NOW, do=lambda: answer)
    assert b"whsec_" not in bytes(Repeat.objects.get().body)
    assert repeats.once(AGAIN, now=NOW, do=lambda: answer) == (answer, False)


def test_the_last_message_of_a_hook_is_known_to_the_minute(store: StoreInDatabase, home: Home) -> None:
    hooks = HooksInDatabase(Box(home.folder / "keys" / "seal.key"))
    made = hooks.add_hook(ONE, "stripe", now=NOW)
    known = []
    for after, fits in ((0, True), (30, True), (90, True), (100, False)):
        found = hooks.hook(made.id)
        assert found is not None
        hooks.note_message(found, now=NOW + timedelta(seconds=after), fits=fits)
        known.append(hooks.hooks(ONE)[0][0])
    assert [hook.heard_at for hook in known] == [NOW, NOW, *[NOW + timedelta(seconds=90)] * 2]
    assert [hook.refused_at for hook in known] == [None, None, None, NOW + timedelta(seconds=100)]


def test_what_became_of_the_last_message_to_a_listener_is_known(store: StoreInDatabase, home: Home) -> None:
    listeners = ListenersInDatabase(Box(home.folder / "keys" / "seal.key"))
    made = listeners.add_listener(ONE, "https://x.example/", frozenset(), now=NOW)
    trouble = Reason("notice.unreachable", values={"host": "x.example", "why": "זמן"})
    listeners.note_told(OTHER, made.id, now=NOW)
    assert listeners.listeners(ONE)[0].told_at is None
    listeners.note_told(ONE, made.id, now=NOW, trouble=trouble)
    listeners.note_told(ONE, made.id, now=NOW + timedelta(minutes=1))
    [found] = listeners.listeners(ONE)
    assert (found.told_at, found.failed_at, found.trouble) == (NOW + timedelta(minutes=1), NOW, trouble)


def test_sights_are_read_backwards_page_by_page_on_either_database(store: StoreInDatabase) -> None:
    accounts = AccountsInDatabase()
    for n in range(7):
        row = Sight.objects.create(organisation=ONE, who_kind="person", who="noa" if n % 2 else "K-1", case=f"C-{n}", what="case")
        Sight.objects.filter(pk=row.pk).update(at=NOW + timedelta(minutes=n // 3))
    Sight.objects.create(organisation=OTHER, who_kind="person", who="noa", case="C-1", what="case")
    found, after = [], None
    for _ in range(4):
        page = accounts.sights(ONE, SightView(), after=after, limit=2)
        found += [sight.case for sight in page.rows]
        after = page.next
    assert found == [f"C-{n}" for n in reversed(range(7))]
    assert after is None
    assert [sight.case for sight in accounts.sights(ONE, SightView(who="noa")).rows] == ["C-5", "C-3", "C-1"]
    view = SightView(first=NOW + timedelta(minutes=1), before=NOW + timedelta(minutes=2))
    assert [sight.case for sight in accounts.sights(ONE, view).rows] == ["C-5", "C-4", "C-3"]
    foreign = str(Sight.objects.get(organisation=OTHER).pk)
    for none in (foreign, "x", "9" * 20):
        with pytest.raises(PlaceUnknown):  # a row of another organisation says nothing
            accounts.sights(ONE, SightView(), after=none)


def test_people_are_found_by_their_address_and_by_no_other_letters(store: StoreInDatabase) -> None:
    store.add_person(Person(PersonId("mike"), ONE, "Mike", Role.ANALYST, "Mike@Example.com "))
    store.add_person(Person(PersonId("mike"), OTHER, "Mike", Role.ANALYST, "mike@example.com"))
    store.add_person(Person(PersonId("nobody"), ONE, "Nobody", Role.ANALYST, ""))
    assert {person.organisation for person in store.people_by_mail("mike@EXAMPLE.com")} >= {OTHER}
    for other in ("m\u0131ke@example.com", "mi\u212ae@example.com", "mike@example.co%", "m_ke@example.com"):
        assert store.people_by_mail(other) == []
