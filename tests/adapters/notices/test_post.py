"""A message leaves signed, only to the public network, is followed nowhere, and says what follows from its trouble."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from yosher.adapters.notices import addresses
from yosher.adapters.notices.addresses import is_public
from yosher.adapters.notices.post import Post
from yosher.adapters.notices.signed import headers
from yosher.desk.ports import Trouble

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Listening:
    """A listener of our own, and what it heard."""

    address: str
    status: int = 204
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def listening() -> Iterator[Listening]:
    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            found.heard.append((self.path, dict(self.headers), content))
            self.send_response(found.status)
            self.send_header("Location", f"{found.address}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    found = Listening(f"http://localhost:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def post(url: str, *, private: bool = True) -> None:
    Post(private=private)(url, b'{"test": 2432232314}', message="msg_p5jXN8AQM9LWM0D4loKWxJek", secret=SECRET, now=NOW)


def trouble(url: str, *, private: bool = True) -> tuple[str, bool]:
    with pytest.raises(Trouble) as caught:
        post(url, private=private)
    return caught.value.reason.code, caught.value.permanent


def test_the_signature_is_that_of_the_published_example() -> None:
    """The example of the Standard Webhooks specification and its libraries."""
    at = datetime.fromtimestamp(1614265330, UTC)
    told = headers(b'{"test": 2432232314}', message="msg_p5jXN8AQM9LWM0D4loKWxJek", secret=SECRET, now=at)
    assert told["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert told["webhook-timestamp"] == "1614265330"


def test_a_message_arrives_with_its_signature(listening: Listening) -> None:
    post(f"{listening.address}/yosher?x=1")
    ((path, told, content),) = listening.heard
    assert path == "/yosher?x=1"
    assert content == b'{"test": 2432232314}'
    assert told["Host"] == listening.address.removeprefix("http://")
    named = {name.lower(): value for name, value in told.items()}
    assert headers(content, message=named["webhook-id"], secret=SECRET, now=NOW)["webhook-signature"] == named["webhook-signature"]


@pytest.mark.parametrize(("status", "permanent"), [(500, False), (404, False), (429, False), (410, True), (302, False)])
def test_what_is_not_taken_is_tried_again_unless_the_listener_is_gone(listening: Listening, status: int, permanent: bool) -> None:
    listening.status = status
    assert trouble(listening.address) == ("notice.not_taken", permanent)
    assert len(listening.heard) == 1, "a redirect is not followed"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1",
     "fc00::1",     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::"],
)  # fmt: skip
def test_an_address_of_our_own_is_no_listener(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_public_network_is_one(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "2130706433", "0x7f.1", "127.1"])
def test_nothing_leaves_for_our_own_network(host: str) -> None:
    assert trouble(f"https://{host}/", private=False) == ("notice.private_address", True)


def test_a_name_with_one_address_of_our_own_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: both)
    assert trouble("https://shop.example/", private=False) == ("notice.private_address", True)


def test_a_name_is_looked_up_once_and_the_address_that_was_judged_is_the_one_that_is_called(
    monkeypatch: pytest.MonkeyPatch, listening: Listening
) -> None:
    asked = []
    port = int(listening.address.rpartition(":")[2])

    def looked_up(host: str, *_: Any, **__: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(addresses, "resolve", lambda host, _: [ipaddress.ip_address(looked_up(host)[0][4][0])])
    post(f"http://shop.example:{port}/")
    assert asked == ["shop.example"]
    assert listening.heard[0][1]["Host"] == f"shop.example:{port}"


def test_plain_http_and_names_without_an_address_are_refused() -> None:
    assert trouble("http://shop.example/", private=False) == ("notice.not_https", True)
    assert trouble("https://nobody.invalid/", private=False) == ("notice.unresolved", False)


def test_a_listener_that_does_not_answer_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert trouble(f"http://127.0.0.1:{taken.getsockname()[1]}/") == ("notice.unreachable", False)
