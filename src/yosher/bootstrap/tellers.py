"""The tasks by which those who want to know are told: an event is spread, delivered to each listener, mailed to each person."""

import json
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from yosher.bootstrap.home import Home
from yosher.bootstrap.site_settings import private_allowed
from yosher.desk.model import Desk
from yosher.desk.notice_words import mail_of
from yosher.desk.notices import spread
from yosher.desk.ports import NotFound, OutboxRow, Trouble

if TYPE_CHECKING:
    from yosher.adapters.notices.listeners import ListenersInDatabase

Teller = Callable[[OutboxRow, Home, Desk], None]


def notify(row: OutboxRow, home: Home, desk: Desk) -> None:
    spread(row, desk=desk, listeners=listeners_of(home))


def deliver(row: OutboxRow, home: Home, desk: Desk) -> None:
    """The same bytes under the same id each time; who does not listen any more is told nothing."""
    from yosher.adapters.notices.post import Post

    listeners = listeners_of(home)
    try:
        listener = listeners.listener(row.organisation, str(row.body["to"]))
    except NotFound:
        return
    body = json.dumps(row.body["told"], ensure_ascii=False, separators=(",", ":")).encode()
    post = Post(private=private_allowed())
    try:
        post(listener.url, body, message=str(row.body["message"]), secret=listener.secret, now=desk.now)
    except Trouble as trouble:
        listeners.note_told(row.organisation, listener.id, now=desk.now, trouble=trouble.reason)
        raise
    listeners.note_told(row.organisation, listener.id, now=desk.now)


def mail(row: OutboxRow, home: Home, desk: Desk) -> None:
    from yosher.adapters.notices.mail import Mail

    person = desk.store.person(row.organisation, str(row.body["to"]))
    if person.id not in listeners_of(home).mailed(row.organisation) or not person.email:
        return
    told = row.body["told"]
    assert isinstance(told, Mapping)
    words = mail_of(told, organisation=desk.organisation, site=os.environ.get("YOSHER_SITE_URL") or None)
    send = Mail(os.environ.get("YOSHER_SMTP_URL") or None, os.environ.get("YOSHER_MAIL_FROM", ""))
    send(person.email, subject=words.subject, text=words.text, message=str(row.body["message"]))


def listeners_of(home: Home) -> "ListenersInDatabase":
    from yosher.adapters.notices.listeners import ListenersInDatabase
    from yosher.adapters.sealing.box import Box

    return ListenersInDatabase(Box(home.folder / "keys" / "seal.key"), private=private_allowed())


TELLERS: Mapping[str, Teller] = {"notify": notify, "deliver": deliver, "mail": mail}
