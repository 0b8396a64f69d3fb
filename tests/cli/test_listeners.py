"""Who wants to know is told: once, of what they asked for, and nobody of another organisation; without a listener no row is written."""

import json
from typing import Any

import pytest

from commands import Line
from yosher.adapters.notices import mail as mails
from yosher.adapters.notices import post as posts
from yosher.adapters.store.models import OutboxRow
from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

URL = "https://shop.example/yosher"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    heard: list[Any] = []
    monkeypatch.setattr(posts.Post, "__call__", lambda self, url, body, **more: heard.append((url, json.loads(body), more)))
    monkeypatch.setattr(mails.Mail, "__call__", lambda self, to, **more: heard.append((to, more)))
    return heard


def types(told: list[Any]) -> list[str]:
    return [one[1]["type"] for one in told]


def work(cli: Line, *, org: str | None = None, now: str = "2026-11-22T09:00:00+02:00") -> Any:
    return cli.did("worker", "--once", now=now, org=org)


def test_a_listener_is_told_each_event_of_the_road_once(cli: Line, told: list[Any]) -> None:
    made = cli.did("listener", "add", URL)
    case = cli.case()
    work(cli)
    cli.did("approve", case, "--choice", "lawyer", "--because", "a large sum")
    cli.did("send", case, "--by-hand", "--channel", "portal")
    cli.did("outcome", case, "won")
    work(cli)
    work(cli)
    assert types(told) == ["case.opened", *["case.answered"] * 2, "case.approved", "case.sent", "case.outcome"]
    assert {url for url, _, _ in told} == {URL}
    assert {more["secret"] for _, _, more in told} == {made["secret"]}
    assert len({more["message"] for _, _, more in told}) == 6
    opened = told[0][1]
    assert set(opened) == {"type", "timestamp", "data"}
    assert opened["data"]["case"] == case
    assert opened["data"]["amount"] == {"minor": 125000, "currency": "ILS"}
    assert "never got" not in json.dumps(told[0][1]), "no words of a customer"
    assert told[-1][1]["data"]["state"] == "won"


def test_only_what_was_asked_for_is_told_and_to_nobody_elsewhere(cli: Line, told: list[Any]) -> None:
    cli.did("org", "add", "Rival", "--language", "en")
    cli.did("listener", "add", URL, "--event", "case.refunded")
    cli.did("listener", "add", "https://rival.example/", org="rival")
    case = cli.case()
    cli.did("refund", case)
    work(cli)
    work(cli, org="rival")
    assert [(url, body["type"]) for url, body, _ in told] == [(URL, "case.refunded")]


def test_without_a_listener_nothing_is_written(cli: Line, told: list[Any]) -> None:
    cli.case()
    assert list(OutboxRow.objects.values_list("task", flat=True)) == ["prepare_answer"]
    made = cli.did("listener", "add", URL)["listener"]
    cli.did("listener", "remove", made)
    cli.case_of("denial: {network: visa, amount: '7.00', currency: ILS}\nclaim: no\n")
    assert set(OutboxRow.objects.values_list("task", flat=True)) == {"prepare_answer"}


def test_one_that_is_not_reached_is_tried_again_and_holds_up_no_other(cli: Line, told: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    cli.did("listener", "add", "https://down.example/", "--event", "case.opened")
    cli.did("listener", "add", URL, "--event", "case.opened")
    heard, tries = told, []

    def sometimes(self: Any, url: str, body: bytes, **more: Any) -> None:
        if "down" in url:
            tries.append(more["message"])
            raise Trouble(Reason("notice.unreachable", values={"host": "down.example", "why": "x"}))
        heard.append((url, json.loads(body), more))

    monkeypatch.setattr(posts.Post, "__call__", sometimes)
    cli.case()
    work(cli)
    work(cli, now="2026-11-22T09:05:00+02:00")
    assert types(told) == ["case.opened"]
    assert len(tries) == 2
    assert len(set(tries)) == 1, "the same message has the same id"


def test_an_event_that_was_undone_is_told_to_nobody(cli: Line, told: list[Any]) -> None:
    cli.did("listener", "add", URL, "--event", "case.refunded")
    case = cli.case()
    cli.refused("refund", case, "--amount", "9999.00")
    work(cli)
    assert told == []


def test_a_person_is_mailed_of_new_denials_of_what_is_due_and_of_verdicts(
    cli: Line, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOSHER_SITE_URL", "https://desk.oak.example")
    cli.did("settings", "set", "language", "en")
    cli.did("person", "add", "Dana", "--email", "dana@oak.example")
    cli.did("person", "add", "Noa")
    assert cli.refused("listener", "mail", "noa") == "notice.no_mail_address"
    cli.did("listener", "mail", "dana")
    case = cli.case()
    work(cli)
    work(cli, now="2026-12-01T09:00:00+02:00")
    work(cli, now="2026-12-01T09:00:00+02:00")
    cli.did("outcome", case, "lost", now="2026-12-01T09:00:00+02:00")
    work(cli, now="2026-12-01T09:00:00+02:00")
    assert {to for to, _ in told} == {"dana@oak.example"}
    subjects = [more["subject"] for _, more in told]
    assert subjects[0] == f"New denial: ILS\u00a01,250.00, case {case}"
    assert "Answer due soon" in subjects[1]
    assert subjects[-1].startswith("Lost")
    assert f"https://desk.oak.example/cases/{case}" in told[0][1]["text"]
    assert len({more["message"] for _, more in told}) == len(told)
    cli.did("listener", "mail", "dana", "--off")
    cli.case_of("denial: {network: visa, amount: '7.00', currency: ILS}\nclaim: no\n")
    work(cli, now="2026-12-01T09:00:00+02:00")
    assert len(told) == len(subjects)


def test_listeners_are_their_own_organisations(cli: Line) -> None:
    made = cli.did("listener", "add", URL)
    (row,) = cli.did("listener", "list")["listeners"]
    assert row["url"] == URL
    assert "secret" not in row
    cli.did("org", "add", "Rival", "--language", "en")
    assert cli.did("listener", "list", org="rival")["listeners"] == []
    assert cli.refused("listener", "remove", made["listener"], org="rival") == "cli.not_found"


@pytest.mark.parametrize(
    "url",
    ["shop.example", "ftp://shop.example/", "https://", "https://user:pass@shop.example/", "https://shop.example:x/", "https://sh op/"],
)
def test_what_is_no_address_is_no_listener(cli: Line, url: str) -> None:
    assert cli.refused("listener", "add", url) == "notice.no_address"
    assert cli.refused("listener", "add", URL, "--event", "case.lost") == "notice.no_such_event"


def test_what_became_of_the_last_message_stands_in_the_list(cli: Line, told: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    cli.did("listener", "add", URL)
    cli.case()
    trouble = Trouble(Reason("notice.not_taken", values={"host": "shop.example", "status": "503"}))

    def refuses(self: Any, url: str, body: bytes, **more: Any) -> None:
        raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(posts.Post, "__call__", refuses)
        work(cli)
    [listed] = cli.did("listener", "list")["listeners"]
    assert listed["told_at"] is None
    assert listed["failed_at"].startswith("2026-11-22T07:00")
    assert listed["trouble"]["code"] == "notice.not_taken"
    assert "503" in listed["trouble"]["text"]
    work(cli, now="2026-11-23T09:00:00+02:00")
    [listed] = cli.did("listener", "list")["listeners"]
    assert listed["told_at"].startswith("2026-11-23T07:00")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://shop.example/", "notice.not_https"),
        ("https://0177.0.0.1/", "notice.no_address"),
        *((f"https://{host}/x", "notice.private_address") for host in (
            "127.0.0.1", "127.1", "2130706433", "0x7f.1", "10.0.0.8:8443", "100.64.0.1", "169.254.169.254", "0",
            "[::1]", "[::ffff:10.0.0.1]", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "localhost", "LOCALHOST.", "api.localhost",
            "printer.local", "vault.internal", "intranet")),
    ],
)  # fmt: skip
def test_an_address_of_our_own_network_is_refused_when_it_is_added(cli: Line, url: str, code: str) -> None:
    assert cli.refused("listener", "add", url) == code
    assert cli.did("listener", "list")["listeners"] == []


@pytest.mark.parametrize("url", ["https://8.8.8.8/", "https://[2606:4700:4700::1111]/", "https://shop.example:8443/x"])
def test_an_address_of_the_public_network_is_added(cli: Line, url: str) -> None:
    assert cli.did("listener", "add", url)["url"] == url


def test_our_own_network_is_told_where_the_house_allows_it(cli: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOSHER_LISTENERS_PRIVATE", "1")
    assert cli.did("listener", "add", "http://10.0.0.8/")["url"] == "http://10.0.0.8/"


def test_messages_that_failed_go_with_their_listener_or_are_given_up(cli: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(self: Any, url: str, body: bytes, **more: Any) -> None:
        raise Trouble(Reason("notice.not_taken", values={"host": "shop.example", "status": "410"}), permanent=True)

    monkeypatch.setattr(posts.Post, "__call__", refuses)
    gone = cli.did("listener", "add", URL, "--event", "case.opened")["listener"]
    cli.did("listener", "add", "https://other.example/", "--event", "case.opened")
    cli.case()
    work(cli)
    dead = cli.did("work", "list", "--dead")["work"]
    assert [row["task"] for row in dead] == ["deliver"] * 2
    cli.did("listener", "remove", gone)
    (left,) = cli.did("work", "list", "--dead")["work"]
    assert "given up" in cli.page("work", "dismiss", left["id"]).stdout
    assert cli.did("work", "list")["work"] == []
    assert cli.refused("work", "dismiss", left["id"]) == "cli.not_found"


def test_only_messages_are_given_up(cli: Line) -> None:
    cli.case()
    (row,) = cli.did("work", "list")["work"]
    assert cli.refused("work", "dismiss", row["id"]) == "work.not_dead"
    OutboxRow.objects.update(dead=True)
    assert cli.refused("work", "dismiss", row["id"]) == "work.no_message"
