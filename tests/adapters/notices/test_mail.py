"""Mail leaves with a name of its own; a password never in the clear; trouble says whether trying again helps."""

import smtplib
from typing import Any, ClassVar

import pytest

from yosher.adapters.notices.mail import Mail
from yosher.desk.ports import Trouble


class Server:
    """Stands in for smtplib's: what was done, in order."""

    done: ClassVar[list[Any]] = []
    offers = ("starttls",)

    def __init__(self, host: str, port: int, **_: Any) -> None:
        self.done.append((host, port))

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def ehlo(self) -> None:
        pass

    def has_extn(self, name: str) -> bool:
        return name in self.offers

    def starttls(self, **_: Any) -> None:
        self.done.append("tls")

    def login(self, name: str, password: str) -> None:
        self.done.append((name, password))

    def send_message(self, mail: Any) -> None:
        self.done.append(mail)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(Server, "done", [])
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setattr(smtplib, "SMTP_SSL", Server)
    return Server.done


def send(server: str | None = "smtp://user:p%40ss@mail.example:587") -> None:
    Mail(server, "desk@oak.example")("dana@oak.example", subject="הכחשה חדשה", text="תיק\n", message="msg_1")


def test_a_mail_is_sent_after_tls_and_the_password(done: list[Any]) -> None:
    send()
    *before, mail = done
    assert before == [("mail.example", 587), "tls", ("user", "p@ss")]
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == ("dana@oak.example", "הכחשה חדשה", "<msg_1@oak.example>")
    assert mail.get_content() == "תיק\n"


def test_a_server_of_our_own_without_tls_or_password_will_do(done: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Server, "offers", ())
    send("smtp://localhost:25")
    assert done[0] == ("localhost", 25)
    assert "tls" not in done


def test_smtps_is_tls_from_the_first_byte(done: list[Any]) -> None:
    send("smtps://mail.example")
    assert done[0] == ("mail.example", 465)


@pytest.mark.parametrize(
    ("raised", "code", "permanent"),
    [
        (smtplib.SMTPRecipientsRefused({}), "notice.mail_refused", True),
        (smtplib.SMTPServerDisconnected(), "notice.mail_unreachable", False),
        (ConnectionRefusedError(), "notice.mail_unreachable", False),
    ],
)
def test_trouble_says_whether_trying_again_helps(
    done: list[Any], monkeypatch: pytest.MonkeyPatch, raised: Exception, code: str, permanent: bool
) -> None:
    def fails(*_: Any) -> None:
        raise raised

    monkeypatch.setattr(Server, "send_message", fails)
    with pytest.raises(Trouble) as caught:
        send()
    assert (caught.value.reason.code, caught.value.permanent) == (code, permanent)


def test_without_a_server_nothing_is_tried() -> None:
    with pytest.raises(Trouble) as caught:
        send(None)
    assert (caught.value.reason.code, caught.value.permanent) == ("notice.no_mail_server", True)
