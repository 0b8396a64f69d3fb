"""Django's mail goes the way of all other mail."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from yosher.adapters.notices.mail import Mail
from yosher.desk.ports import Trouble


class MailBackend(BaseEmailBackend):
    """`EMAIL_BACKEND`: the server and the sender are those of the notices."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Raises Trouble for a mail that did not go out, unless it may fail silently."""
        send = Mail(getattr(settings, "YOSHER_SMTP_URL", None), settings.DEFAULT_FROM_EMAIL)
        return sum(self._sent(mail, send) for mail in email_messages)

    def _sent(self, mail: EmailMessage, send: Mail) -> bool:
        try:
            for to in mail.to:
                send(to, subject=str(mail.subject), text=str(mail.body), message=str(uuid4()))
        except Trouble:
            if not self.fail_silently:
                raise
            return False
        return True
