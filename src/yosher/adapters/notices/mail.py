"""Mail by SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from yosher.desk.ports import Trouble
from yosher.kernel.reason import Reason

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Mail:
    """`SendsMail` of the desk's ports. `server`: `smtps://user:password@host`, or `smtp://…` with STARTTLS wherever it is offered."""

    server: str | None
    sender: str

    def __call__(self, to: str, *, subject: str, text: str, message: str) -> None:
        if not self.server or not self.sender:
            raise Trouble(Reason("notice.no_mail_server"), permanent=True)
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, to, subject
        mail["Message-ID"] = f"<{message}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(text)
        try:
            self._send(mail)
        except smtplib.SMTPRecipientsRefused as trouble:
            raise Trouble(Reason("notice.mail_refused", values={"to": to}), permanent=True) from trouble
        except (smtplib.SMTPException, OSError) as trouble:
            raise Trouble(Reason("notice.mail_unreachable", values={"why": type(trouble).__name__})) from trouble

    def _send(self, mail: EmailMessage) -> None:
        place = urlsplit(self.server or "")
        host, name, password = place.hostname or "", unquote(place.username or ""), unquote(place.password or "")
        secure = ssl.create_default_context()
        if place.scheme == "smtps":
            with smtplib.SMTP_SSL(host, place.port or 465, timeout=SECONDS, context=secure) as server:
                _with(server, name, password, mail)
            return
        with smtplib.SMTP(host, place.port or 587, timeout=SECONDS) as server:
            server.ehlo()
            if name or server.has_extn("starttls"):
                server.starttls(context=secure)  # a password is never sent in the clear
                server.ehlo()
            _with(server, name, password, mail)


def _with(server: smtplib.SMTP, name: str, password: str, mail: EmailMessage) -> None:
    if name:
        server.login(name, password)
    server.send_message(mail)
