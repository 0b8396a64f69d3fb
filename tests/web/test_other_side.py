"""The customer's page: who comes in, what is seen there and never seen, what is handed in; as a client, and on a phone."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from playwright.sync_api import Browser, expect

from web.conftest import NOW, SHOP, Desk, Reader
from web.test_pages import first_case
from web.test_stories import is_too_wide, serious
from yosher.desk import other_side
from yosher.desk.aside import LARGEST_FILE
from yosher.desk.document import in_words
from yosher.desk.other_side import invite_customer, share
from yosher.desk.outcome import record_outcome
from yosher.desk.porch import MOST_LETTERS
from yosher.desk.ports import Invitation
from yosher.desk.remark import note
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import CaseId
from yosher.kernel.when import Moment
from yosher.kernel.words import Language
from yosher.people.model import Role
from yosher.web.accounts import SignIn
from yosher.web.limits import address_of, is_too_often
from yosher.web.porch import MOST_BODY, MOST_GUESSES, token_of

PAGES = ("", "/tell/1", "/tell/2", "/tell/3", "/papers", "/check", "/record")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def desk_of(desk: Desk, role: Role = Role.OWNER) -> Any:
    return desk.house.desk(desk.house.store.organisation(SHOP), Actor(ActorKind.PERSON, "noa"), role, now=NOW)


def invited(desk: Desk, case: CaseId | None = None) -> tuple[CaseId, str]:
    found = case or CaseId(first_case(desk))
    return found, invite_customer(found, desk=desk_of(desk))[1]


def told(secret: str, client: Client, **answers: str) -> None:
    for number, given in ((1, {"q1": "My neighbour took it in.", "q3": "A new leg."}), (2, {}), (3, {})):
        client.post(f"/with/{secret}/tell/{number}", {"token": token_of(secret)} | given | answers)
    assert client.post(f"/with/{secret}/check", {"token": token_of(secret)})["Location"] == f"/with/{secret}/record"


def read(page: Any) -> str:
    """What is read of a page, without its own address."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


# -- who comes in ---------------------------------------------------------------------------------------------------------------


def test_every_wrong_link_shows_one_and_the_same_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case, old = invited(desk)
    _, newer = invited(desk, case)
    other_case = next(CaseId(row.case) for row in desk.house.store.queue(SHOP) if row.case != case)
    _, revoked = invited(desk, other_case)
    other_side.revoke_link(other_case, desk=desk_of(desk))
    _, right = invited(desk, other_case)
    owner_link = desk.house.accounts.invite(Invitation("owner", SHOP), now=NOW, lasts=timedelta(days=1))
    wrong = [
        old,
        revoked,
        owner_link,
        "x",
        newer[:-1],
        newer + "a",
        newer.swapcase(),
        case,
        "א",
        f"{newer}/nowhere",
        f"{newer}/tell/9",
        "%00",
    ]
    seen = {(answer.status_code, answer.content) for link in wrong for answer in (Client().get(f"/with/{link}"),)}
    assert len(seen) == 1
    assert next(iter(seen))[0] == 404
    page = next(iter(seen))[1].decode()
    assert "Oak" not in page
    assert case not in page
    for tail in PAGES[1:]:
        assert Client().get(f"/with/{old}{tail}").content.decode() == page
        assert Client().post(f"/with/{old}{tail}", {"token": token_of(old), "q1": "x"}).content.decode() == page
    assert Client().get(f"/with/{right}").status_code == 200
    monkeypatch.setattr("yosher.web.porch.right_now", lambda: NOW + timedelta(days=15))
    expired = Client().get(f"/with/{right}")
    assert (expired.status_code, expired.content.decode()) == (404, page)


def test_no_secret_stands_in_what_the_server_prints(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    _, secret = invited(desk)
    client = Client()
    client.post(f"/with/{secret}/papers", {"token": "x"})
    client.post(f"/with/{secret}/papers", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 2**30))
    client.post(f"/with/{secret}/papers", b"--x\r\n" + b"a" * 9000, content_type="multipart/form-data; boundary=x")
    client.get(f"/with/{secret}/nowhere")
    client.get("/start/a-secret-of-a-link")
    assert len(caplog.records) >= 4
    said = caplog.text
    assert secret not in said
    assert "a-secret-of-a-link" not in said
    assert "/with/…/papers" in said


def test_who_guesses_waits(desk: Desk) -> None:
    _, secret = invited(desk)
    for number in range(MOST_GUESSES + 1):
        Client().get(f"/with/guess-{number}")
    assert Client().get("/with/another").status_code == 429
    assert Client().get(f"/with/{secret}").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/with/{secret}").status_code == 200


def test_behind_a_proxy_each_client_is_counted_apart_and_none_without_the_setting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def tries(*passed: str, remote: str = "10.0.0.1") -> int:
        cache.clear()
        for address in passed:
            status = Client(REMOTE_ADDR=remote).get("/with/guess", headers={"x-forwarded-for": address}).status_code
        return status

    forged = [f"198.51.100.{number}, 203.0.113.9" for number in range(MOST_GUESSES + 2)]
    monkeypatch.setattr(settings, "YOSHER_PROXIES", 1)
    assert tries(*forged) == 429
    assert tries(*forged[:-1], "198.51.100.1, 203.0.113.10") == 404
    monkeypatch.setattr(settings, "YOSHER_PROXIES", 0)
    assert tries(*forged[:-1], "203.0.113.10") == 429


@pytest.mark.parametrize(
    ("proxies", "passed", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:DB8::1]:443", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "unknown", "10.0.0.1"),
    ],
)
def test_a_clients_address_is_counted_from_the_right(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, proxies: int, passed: str, address: str
) -> None:
    monkeypatch.setattr(settings, "YOSHER_PROXIES", proxies)
    request = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers={"x-forwarded-for": passed})
    assert (address_of(request), SignIn().get_client_ip(request)) == (address, address)


def test_sign_ins_from_behind_one_proxy_are_counted_by_client(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "YOSHER_PROXIES", 1)

    def wrong(number: int, passed: str) -> str:
        form = {"login": f"p{number}@example.com", "password": "not this one"}
        return read(Client(REMOTE_ADDR="10.0.0.1").post("/account/login/", form, headers={"x-forwarded-for": passed}))

    for number in range(10):
        wrong(number, "203.0.113.9")
    assert "Too many" in wrong(10, "203.0.113.9")
    assert "Too many" not in wrong(11, "203.0.113.10")


def test_one_link_sends_only_so_much_in_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, secret = invited(desk)
    monkeypatch.setattr("yosher.web.porch.MOST_SENDINGS", 2)
    kept = [Client().post(f"/with/{secret}/tell/1", {"token": token_of(secret), "q1": f"{n}"}).status_code for n in range(4)]
    assert kept == [302, 302, 429, 429]
    assert Client().get(f"/with/{secret}").status_code == 200


def test_what_is_too_often_is_counted_apart() -> None:
    assert [is_too_often("a test of its own", most=2, seconds=60) for _ in range(4)] == [False, False, True, True]
    assert not is_too_often("another", most=2, seconds=60)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("tail", PAGES)
def test_every_page_stands_in_both_languages_and_sets_no_cookie(desk: Desk, tail: str, language: Language) -> None:
    _, secret = invited(desk)
    client = Client()
    told(secret, client)
    shown = client.get(f"/with/{secret}{tail}?language={language}")
    assert shown.status_code == 200
    text = shown.content.decode()
    assert re.search(r"<h1>[^<]{5}", text)
    assert f'<html lang="{language}" dir="{"rtl" if language is Language.HE else "ltr"}">' in text
    assert not re.search(r">\s*(guest|web|terminal)\.[a-z_0-9]+\s*<", text)
    assert "{" not in read(shown)
    for inside in ("<script", "<style", " style=", " onclick", "http://", "https://"):
        assert inside not in text
    assert not client.cookies
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "noindex" in shown["X-Robots-Tag"]
    assert shown["Cache-Control"] == "no-store"
    assert "script-src" not in shown["Content-Security-Policy"]
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    assert client.get(f"/with/{secret}{tail}")["Content-Language"] == language  # the choice stays


def test_a_form_from_elsewhere_is_not_taken(desk: Desk) -> None:
    case, secret = invited(desk)
    before = len(desk.house.store.events(SHOP, case))
    for client, token in (
        (Client(), ""),
        (Client(), "x"),
        (Client(), token_of("another")),
        (Client(headers={"sec-fetch-site": "cross-site"}), token_of(secret)),
    ):
        for tail in ("tell/1", "papers", "check"):
            assert client.post(f"/with/{secret}/{tail}", {"token": token, "q1": "x", "q30": "x"}).status_code == 403
    assert len(desk.house.store.events(SHOP, case)) == before


def test_nobody_of_the_business_speaks_for_the_customer(desk: Desk) -> None:
    case, secret = invited(desk)
    owner, before = desk.client(desk.enter("Noa Peretz")), len(desk.house.store.events(SHOP, case))
    for tail in ("tell/1", "papers", "check"):
        answer = owner.post(f"/with/{secret}/{tail}", {"token": token_of(secret), "q1": "It came.", "q30": "It came."})
        assert (answer.status_code, "Only the customer writes here" in read(answer) or "כאן כותב" in read(answer)) == (403, True)
    assert len(desk.house.store.events(SHOP, case)) == before
    assert owner.get(f"/with/{secret}/tell/1").status_code == 200


# -- what is seen ---------------------------------------------------------------------------------------------------------------


def test_nothing_of_the_file_is_ever_reachable(desk: Desk) -> None:
    """Of every case of the demo: neither finding nor advice, neither what speaks against us nor notes, papers or other cases."""
    rows = list(desk.house.store.queue(SHOP))
    assert len(rows) > 5
    for row in rows:
        case = CaseId(row.case)
        note(case, "SECRET NOTE of ours", desk=desk_of(desk))
        client, secret = Client(REMOTE_ADDR=f"192.0.2.{rows.index(row)}"), invited(desk, case)[1]
        told(secret, client)
        saved: Any = desk.house.store.answer(SHOP, case)
        kept = desk.house.store.case(SHOP, case)
        exhibits = desk.house.store.exhibits(SHOP, case)
        owner = desk.client(desk.enter(f"Owner {rows.index(row)}"))
        inside = {
            case, "SECRET NOTE", *(x.name for x in exhibits), *(x.id for x in exhibits), *(x.shows for x in exhibits),
            *(str(r.case) for r in rows), str(kept.denial.id), kept.denial.ref, kept.denial.customer.email, kept.denial.customer.ref,
            kept.denial.transaction.id, kept.denial.code, saved.state_digest if saved else None,
        }  # fmt: skip
        for language in Language:
            if saved:
                document: Any = in_words(saved.document, language)
                for part in ("adverse", "contradictions", "gates", "remarks"):
                    inside |= {one["text"] for one in document[part]}
                inside |= {one["text"] for one in (*document["finding"]["for"], *document["finding"]["against"])}
            for tail in PAGES:
                page = client.get(f"/with/{secret}{tail}?language={language}")
                text = page.content.decode().replace(secret, "")
                found = {
                    each for each in inside if each and len(str(each)) > 4 and str(each) in text and str(each) not in kept.denial.claim
                }
                assert found == set(), (case, tail)
        for exhibit in exhibits:
            assert client.get(f"/with/{secret}/papers/{exhibit.id}").status_code == 404
            assert client.get(f"/cases/{case}/exhibits/{exhibit.id}").status_code == 302
        assert owner.get(f"/with/{secret}/record").content.decode().count("nav") == 0


def test_only_what_is_ticked_is_seen_and_only_after_the_own_account(desk: Desk) -> None:
    owner = desk.client(desk.enter("Noa Peretz"))
    case, secret = invited(desk)
    owner.post(f"/cases/{case}/evidence", {"file": SimpleUploadedFile("terms-inside.txt", b"Our terms"), "note": "inside remark"})
    owner.post(f"/cases/{case}/evidence", {"file": SimpleUploadedFile("hidden-inside.txt", b"Not for you"), "kind": "other"})
    shown, hidden = desk.house.store.exhibits(SHOP, case)[-2:]
    page = owner.post(f"/cases/{case}/share", {"exhibit": [shown.id, "X-nonsense"]}, follow=True)
    assert "one paper is shown" in read(page)
    client = Client()
    assert client.get(f"/with/{secret}/record")["Location"] == f"/with/{secret}/tell/1"
    told(secret, client)
    record = client.get(f"/with/{secret}/record").content.decode()
    links = re.findall(rf"/with/{secret}/papers/(\w+)", record)
    assert len(links) == 1
    for inside in ("terms-inside", "hidden-inside", "inside remark", shown.id, hidden.id):
        assert inside not in record
    got = client.get(f"/with/{secret}/papers/{links[0]}")
    assert (got.content, got["Content-Type"]) == (b"Our terms", "text/plain; charset=utf-8")
    assert "sandbox" in got["Content-Security-Policy"]
    assert "terms-inside" not in str(got.headers)
    _, other_secret = invited(desk, next(CaseId(row.case) for row in desk.house.store.queue(SHOP) if row.case != case))
    assert client.get(f"/with/{other_secret}/papers/{links[0]}").status_code == 404
    owner.post(f"/cases/{case}/share", {})
    assert client.get(f"/with/{secret}/papers/{links[0]}").status_code == 404
    told_log = read(owner.get(f"/cases/{case}/log"))
    assert "shared with the customer" in told_log
    assert "no longer shared with the customer" in told_log


def test_what_the_customer_says_is_shown_as_text_to_both(desk: Desk) -> None:
    case, secret = invited(desk)
    client, hostile = Client(), "<script>alert(1)</script>{{ 7|add:7 }}"
    told(secret, client, q2=hostile)
    for page in (client.get(f"/with/{secret}/record"), desk.client(desk.enter("Noa")).get(f"/cases/{case}")):
        text = page.content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in text


# -- what is handed in ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("photo.png", PNG, 200),
        ("../../etc/\u202egnp.exe\x00.png", PNG, 200),
        ("CON.png", PNG, 200),
        ("<img src=x onerror=alert(1)>.png", PNG, 200),
        ("a" * 600 + ".png", PNG, 200),
        ("page.html", b"<html><script>alert(1)</script></html>", 400),
        ("photo.png", b"<html><script>alert(1)</script></html>", 400),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 400),
        ("drawing.png", b'<?xml version="1.0"?><svg onload="alert(1)"/>', 400),
        ("tool.jpg", b"MZ" + bytes(range(256)) * 4, 400),
        ("all.zip", b"PK\x03\x04" + bytes(60), 400),
        ("nothing.png", b"", 400),
    ],
)
def test_uploads_are_taken_by_what_they_are(desk: Desk, name: str, content: bytes, status: int) -> None:
    case, secret = invited(desk)
    client, before = Client(), len(desk.house.store.exhibits(SHOP, case))
    file = SimpleUploadedFile("x", content)
    file._name = name  # type: ignore[attr-defined]  # as a hostile browser may send it
    answer = client.post(f"/with/{secret}/papers", {"token": token_of(secret), "file": file})
    assert answer.status_code == status
    assert len(desk.house.store.exhibits(SHOP, case)) == before
    assert "onerror=alert(1)>" not in answer.content.decode()
    waits = re.search(rf"/with/{secret}/papers/(\w+)", answer.content.decode())
    assert (waits is not None) == (status == 200)
    if waits is None:
        assert client.post(f"/with/{secret}/check", {"token": token_of(secret)}).status_code == 400
        assert len(desk.house.store.exhibits(SHOP, case)) == before
        return
    _is_shown_as_it_is(client.get(waits[0]), content)
    assert client.post(f"/with/{secret}/check", {"token": token_of(secret)}).status_code == 302
    exhibits = desk.house.store.exhibits(SHOP, case)
    assert (len(exhibits), exhibits[-1].captured_by, len(exhibits[-1].name) <= 120) == (before + 1, "customer", True)
    record = client.get(f"/with/{secret}/record").content.decode()
    assert "onerror=alert(1)>" not in record
    sent = re.search(rf"/with/{secret}/papers/(\w+)", record)
    assert sent
    _is_shown_as_it_is(client.get(sent[0]), content)


def _is_shown_as_it_is(got: Any, content: bytes) -> None:
    assert (got.content, got["Content-Type"]) == (content, "image/png")
    assert "sandbox" in got["Content-Security-Policy"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(desk: Desk) -> None:
    case, secret = invited(desk)
    before = len(desk.house.store.exhibits(SHOP, case))
    answer = Client().post(f"/with/{secret}/papers", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 2**30))
    assert (answer.status_code, "too large together" in read(answer)) == (413, True)
    assert MOST_BODY < 2**27
    large = SimpleUploadedFile("large.png", PNG + bytes(LARGEST_FILE))
    answer = Client().post(f"/with/{secret}/papers", {"token": token_of(secret), "file": large})
    assert (answer.status_code, "larger than 20 MB" in read(answer)) == (400, True)
    assert len(desk.house.store.exhibits(SHOP, case)) == before


def test_what_was_typed_is_kept_step_by_step_and_nobody_sees_it_before_it_is_sent(desk: Desk) -> None:
    case, secret = invited(desk)
    owner, client = desk.client(desk.enter("Noa")), Client()
    client.post(f"/with/{secret}/tell/1", {"token": token_of(secret), "q1": "half a sentence"})
    answer = client.post(f"/with/{secret}/tell/1", {"token": token_of(secret), "q1": "half a sentence of mine", "language": "he"})
    assert answer["Location"] == f"/with/{secret}/tell/1?language=he"
    assert "half a sentence of mine" in Client().get(f"/with/{secret}/tell/1").content.decode()
    assert "half a sentence" not in owner.get(f"/cases/{case}").content.decode()
    client.post(f"/with/{secret}/check", {"token": token_of(secret), "q30": "It was Tuesday."})
    assert "half a sentence of mine" in owner.get(f"/cases/{case}").content.decode()
    facts = other_side.tellings(desk.house.store.facts(SHOP, case))
    assert [fact.text for fact in facts] == ["half a sentence of mine\n\nIt was Tuesday."]
    client.post(f"/with/{secret}/check", {"token": token_of(secret), "q30": "And a neighbour saw it."})
    assert len(other_side.tellings(desk.house.store.facts(SHOP, case))) == 2
    empty = client.post(f"/with/{secret}/check", {"token": token_of(secret), "q30": " "})
    assert empty.status_code == 400


@pytest.mark.parametrize(("tail", "question"), [("tell/1", "q1"), ("check", "q30")])
def test_an_answer_that_is_too_long_is_refused_and_stays_on_the_page(desk: Desk, tail: str, question: str) -> None:
    _, secret = invited(desk)
    client, typed = Client(), "a" * (MOST_LETTERS + 1)
    client.post(f"/with/{secret}/tell/1", {"token": token_of(secret), "q1": "as before"})
    for more in ({}, {"language": "he"}):
        answer = client.post(f"/with/{secret}/{tail}", {"token": token_of(secret), question: typed} | more)
        assert (answer.status_code, typed in answer.content.decode()) == (400, True)
        assert "An answer is 20,001 characters long, and 20,000 can be taken." in read(answer)
    first = client.get(f"/with/{secret}/tell/1?language=en")
    assert "up to 20,000 characters in each answer" in read(first)
    assert "as before</textarea>" in first.content.decode()
    assert "maxlength" not in first.content.decode()


def test_who_comes_back_is_led_to_what_was_begun(desk: Desk) -> None:
    _, secret = invited(desk)
    client, address = Client(), f"/with/{secret}"
    assert "waits for you" not in read(client.get(address))
    client.post(f"{address}/tell/2", {"token": token_of(secret), "q6": "That it ends well."})
    first = client.get(address)
    assert "What you began waits for you" in read(first)
    assert f'href="{address}/tell/2"' in first.content.decode()
    assert f'href="{address}/tell/3">Back' in client.get(f"{address}/papers").content.decode()
    told(secret, client)
    assert "waits for you" not in read(client.get(address))
    assert f'href="{address}/record">Back' in client.get(f"{address}/papers").content.decode()


def refs_in(page: Any) -> list[str]:
    return re.findall(r'name="back" value="(\w+)"', page.content.decode())


def hands_in(client: Client, secret: str, name: str = "leg.png", content: bytes = PNG, **more: Any) -> Any:
    form = {"token": token_of(secret), "file": SimpleUploadedFile(name, content)} | more
    return client.post(f"/with/{secret}/papers", form)


def test_a_paper_that_was_not_sent_is_taken_back_and_nobody_of_the_business_saw_it(desk: Desk) -> None:
    case, secret = invited(desk)
    owner, client, address = desk.client(desk.enter("Noa")), Client(), f"/with/{secret}"
    before = len(desk.house.store.events(SHOP, case))
    page = hands_in(client, secret, "invoice-of-somebody-else.png")
    assert "invoice-of-somebody-else.png is kept here. It was not sent yet." in read(page)
    (ref,) = refs_in(page)
    assert client.get(f"{address}/papers/{ref}").content == PNG
    assert "has begun something there" in read(owner.get(f"/cases/{case}"))
    for tail in ("", "/papers", "/check", f"/papers/{ref}"):  # with the link in hand, too
        assert "somebody-else" not in owner.get(f"{address}{tail}").content.decode()
    assert owner.get(f"{address}/papers/{ref}").status_code == 404
    assert "What you began waits for you" in read(client.get(address))
    assert f'href="{address}/papers"' in client.get(address).content.decode()
    assert re.search(r'aria-label="Take \W?invoice-of-somebody-else.png\W? back"', client.get(f"{address}/check").content.decode())
    form = {"token": token_of(secret), "back": ref}
    assert "was taken back. It is not kept here any more." in read(client.post(f"{address}/papers", form))
    again = client.post(f"{address}/papers", form)
    assert (again.status_code, "does not wait here any more" in read(again)) == (200, True)
    assert client.get(f"{address}/papers/{ref}").status_code == 404
    assert len(desk.house.store.events(SHOP, case)) == before
    assert "somebody-else" not in owner.get(f"/cases/{case}").content.decode() + owner.get(f"/cases/{case}/log").content.decode()
    assert "has begun" not in read(owner.get(f"/cases/{case}"))
    blobs = desk.house.home.blob_folder
    assert [path for path in blobs.rglob("*") if path.is_file() and path.read_bytes() == PNG] == []


def test_a_paper_alone_is_sent_and_the_page_says_that_it_stays(desk: Desk) -> None:
    case, secret = invited(desk)
    client, address, before = Client(), f"/with/{secret}", len(desk.house.store.exhibits(SHOP, case))
    hands_in(client, secret)
    page = client.get(f"{address}/check")
    assert "Your papers are ready to be sent." in read(page)
    form = {"token": token_of(secret), "paper": refs_in(page)}
    twice = [client.post(f"{address}/check", form)["Location"] for _ in range(2)]
    assert twice == [f"{address}/record"] * 2, "a second click is no trouble"
    assert len(desk.house.store.exhibits(SHOP, case)) == before + 1
    record = client.get(f"{address}/record")
    assert "What was sent stays with the case. If a paper should not be there" in read(record)
    assert refs_in(client.get(f"{address}/papers")) == []
    assert "See what we both see" in read(client.get(address))


def test_what_is_chosen_while_sending_is_sent_along_or_nothing_is(desk: Desk) -> None:
    case, secret = invited(desk)
    client, address, before = Client(), f"/with/{secret}", len(desk.house.store.exhibits(SHOP, case))
    told(secret, client)
    form = {"token": token_of(secret), "q30": "And this came later."}
    wrong = [SimpleUploadedFile("leg.png", PNG), SimpleUploadedFile("page.html", b"<html><p>x</p></html>")]
    page = client.post(f"{address}/check", form | {"file": wrong})
    assert page.status_code == 400, read(page)
    assert "page.html is of a kind" in read(page), read(page)
    assert "And this came later.</textarea>" in page.content.decode()
    assert len(other_side.tellings(desk.house.store.facts(SHOP, case))) == 1
    assert len(desk.house.store.exhibits(SHOP, case)) == before
    for _ in range(2):  # as a browser sends a form once more
        right = [SimpleUploadedFile("bill.png", PNG + b"2"), SimpleUploadedFile("leg.png", PNG)]
        assert client.post(f"{address}/check", form | {"file": right})["Location"] == f"{address}/record"
    assert len(other_side.tellings(desk.house.store.facts(SHOP, case))) == 2
    assert sorted(x.name for x in desk.house.store.exhibits(SHOP, case)[before:]) == ["bill.png", "leg.png"]
    alone = {"token": token_of(secret), "file": SimpleUploadedFile("leg.png", PNG)}
    assert client.post(f"{address}/check", alone)["Location"] == f"{address}/record"
    assert len(desk.house.store.exhibits(SHOP, case)) == before + 2


def test_in_two_windows_a_paper_is_taken_back_and_sent(desk: Desk) -> None:
    case, secret = invited(desk)
    client, address, before = Client(), f"/with/{secret}", len(desk.house.store.exhibits(SHOP, case))
    hands_in(client, secret)
    (ref,) = refs_in(client.get(f"{address}/check"))
    client.post(f"{address}/papers", {"token": token_of(secret), "back": ref})
    late = client.post(f"{address}/check", {"token": token_of(secret), "paper": [ref]})
    assert (late.status_code, "does not wait here any more" in read(late)) == (200, True)
    hands_in(client, secret)
    client.post(f"{address}/check", {"token": token_of(secret), "paper": [ref], "q30": "This is the leg."})
    late = client.post(f"{address}/check", {"token": token_of(secret), "back": ref, "q30": "typed meanwhile"})
    assert (late.status_code, "does not wait here any more" in read(late)) == (200, True)
    assert "typed meanwhile</textarea>" in client.get(f"{address}/check").content.decode()
    assert len(desk.house.store.exhibits(SHOP, case)) == before + 1


def test_who_goes_on_keeps_what_was_chosen(desk: Desk) -> None:
    _, secret = invited(desk)
    client, address = Client(), f"/with/{secret}"
    assert client.post(f"{address}/papers", {"token": token_of(secret), "on": "1"})["Location"] == f"{address}/check"
    assert hands_in(client, secret, on="1")["Location"] == f"{address}/check"
    assert "leg.png" in read(client.get(f"{address}/check"))
    assert hands_in(client, secret, "page.html", b"<html><p>x</p></html>", on="1").status_code == 400
    assert client.post(f"{address}/papers", {"token": token_of(secret)}).status_code == 400, "nothing was chosen to be added"


def test_once_the_case_is_decided_the_page_says_so(desk: Desk) -> None:
    case, secret = invited(desk, CaseId(first_case(desk)))
    client = Client()
    told(secret, client)
    pages = [f"/with/{secret}{tail}" for tail in ("", "/record", "/check")]
    assert all("bank decides as before" in read(client.get(page)) for page in pages)
    record_outcome(case, "won", desk=desk_of(desk), at=Moment(NOW))
    for page in pages:
        text = read(client.get(page))
        assert ("is decided by now" in text, "bank decides" in text) == (True, False)


# -- the business's side --------------------------------------------------------------------------------------------------------


def test_a_link_is_shown_once_and_what_was_told_stands_in_the_timeline(desk: Desk) -> None:
    owner = desk.client(desk.enter("Noa Peretz"))
    case = CaseId(first_case(desk))
    owner.post(f"/cases/{case}/invite")
    page = owner.get(f"/cases/{case}").content.decode()
    link = re.search(r"http://testserver/with/([\w-]{43})", page)
    assert link
    assert link[1] not in owner.get(f"/cases/{case}").content.decode()
    assert link[1] not in owner.get(f"/cases/{case}/log").content.decode()
    owner.get(f"/with/{link[1]}", headers={"sec-fetch-mode": "navigate"})  # somebody of the business looks
    Client().get(f"/with/{link[1]}")  # a chat draws a preview
    assert "Not opened yet" in read(owner.get(f"/cases/{case}"))
    client = Client()
    client.get(f"/with/{link[1]}", headers={"sec-fetch-mode": "navigate"})
    assert "First opened on" in read(owner.get(f"/cases/{case}"))
    told(link[1], client)
    owner.post(f"/cases/{case}/weigh")
    story = read(owner.get(f"/cases/{case}")).split("timeline", 1)[-1]
    assert "My neighbour took it in." in story
    assert "the customer" in read(owner.get(f"/cases/{case}/log"))
    owner.post(f"/cases/{case}/close-page")
    assert client.get(f"/with/{link[1]}").status_code == 404


def test_the_card_says_before_a_new_link_that_words_were_begun_and_never_which(desk: Desk) -> None:
    owner, client = desk.client(desk.enter("Noa")), Client()
    case, secret = invited(desk)
    says = "The customer has begun something there"
    client.post(f"/with/{secret}/tell/1", {"token": token_of(secret), "q1": " "})
    assert says not in read(owner.get(f"/cases/{case}"))
    client.post(f"/with/{secret}/tell/1", {"token": token_of(secret), "q1": "half a sentence"})
    page = read(owner.get(f"/cases/{case}"))
    assert (says in page, "half a sentence" in page) == (True, False)
    told(secret, client)
    assert says not in read(owner.get(f"/cases/{case}"))
    client.post(f"/with/{secret}/tell/1", {"token": token_of(secret), "q1": "more"})
    owner.post(f"/cases/{case}/close-page")
    assert says not in read(owner.get(f"/cases/{case}"))


def test_who_only_reads_makes_no_link(desk: Desk) -> None:
    reader = desk.client(desk.enter("Uri", Role.READER))
    case, secret = invited(desk)
    assert 'id="guest"' not in reader.get(f"/cases/{case}").content.decode()
    for tail in ("invite", "close-page", "share"):
        reader.post(f"/cases/{case}/{tail}")
    assert Client().get(f"/with/{secret}").status_code == 200


# -- on a phone -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", [("he", 360), ("en", 360)], indirect=True)
def test_a_customer_tells_their_story_on_a_phone(desk: Desk, screen: Reader, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    language = request.node.callspec.params["screen"][0]
    page, faults = screen.page, dict[str, list[str]]()
    case, secret = invited(desk)
    exhibits = [x for x in desk.house.store.exhibits(SHOP, case) if other_side.may_be_shared(x)]
    for exhibit in exhibits[:1]:
        share(case, exhibit.id, desk=desk_of(desk))

    def look(where: str) -> None:
        found = [*serious(screen), *(["too wide"] if is_too_wide(screen) else [])]
        if found:
            faults[where] = found

    screen.go(f"/with/{secret}?language={language}")
    look("welcome")
    page.locator(".act .btn-go").click()
    page.fill("#q1", "השכן הכניס את השולחן. Table leg is scratched.")
    look("tell 1")
    other = page.locator(".phone-bar button")
    other.click()  # a change of language in the middle of a form loses nothing
    expect(page.locator("#q1")).to_have_value("השכן הכניס את השולחן. Table leg is scratched.")
    page.locator(".phone-bar button").click()
    page.locator(".act .btn-go").click()
    look("tell 2")
    page.locator(".act .btn-go").click()
    page.fill("#q29", "https://example.com/" + "a" * 120)
    page.locator(".act .btn-go").click()
    picture = tmp_path / "leg.png"
    picture.write_bytes(PNG)
    page.set_input_files("#own-papers", picture)
    page.locator("#papers button").click()
    expect(page.locator(".note-ok")).to_contain_text("leg.png")
    look("papers")
    page.locator(".act .btn-go").click()
    look("check")
    page.locator(".act .btn-go").click()
    expect(page.locator("h1")).to_have_text("תודה. זה מה ששנינו רואים." if language == "he" else "Thank you. This is what we both see.")
    expect(page.locator(".side")).to_contain_text("השכן הכניס את השולחן")
    look("record")
    page.locator(".act .btn").click()
    page.fill("#q30", "One more thing.")
    look("add")
    page.locator(".act .btn-go").click()
    expect(page.locator(".side")).to_contain_text("One more thing.")
    screen.page.set_viewport_size({"width": 320, "height": 700})
    for tail in PAGES:
        screen.go(f"/with/{secret}{tail}")
        look(f"320 {tail}")
    assert faults == {}
    assert page.context.cookies() == []


def test_the_pages_work_without_a_script_and_without_a_cookie(desk: Desk, browser: Browser, served: str) -> None:
    case, secret = invited(desk)
    context = browser.new_context(java_script_enabled=False, locale="en")
    reader = Reader(context.new_page(), served)
    reader.go(f"/with/{secret}?language=en")
    reader.page.locator(".act .btn-go").click()
    reader.page.fill("#q1", "It never came.")
    for _ in range(5):
        reader.page.locator(".act .btn-go").click()
    expect(reader.page.locator("h1")).to_have_text("Thank you. This is what we both see.")
    assert [fact.text for fact in other_side.tellings(desk.house.store.facts(SHOP, case))] == ["It never came."]
    assert context.cookies() == []
    context.close()
