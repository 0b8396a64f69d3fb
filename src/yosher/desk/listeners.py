"""Who wants to know: programs by an address, people by mail."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from yosher.desk.allowed import refuse_left, require
from yosher.desk.document import Json, moment, speaker
from yosher.desk.model import Desk
from yosher.desk.notices import WANTED, Notice
from yosher.desk.ports import DeskRefused, KeepsListeners, Listener, NotFound
from yosher.desk.work import dismiss_messages_to
from yosher.kernel.ids import PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.may import Ability

LONGEST = 500  # characters of an address


def add_listener(url: str, events: Iterable[str], *, desk: Desk, listeners: KeepsListeners) -> Listener:
    """A new listener with its secret. Refused for what is no address of the web or one of our own network, and for an event that
    there is not."""
    require(Ability.MANAGE, desk=desk)
    if not _is_address(url):
        raise DeskRefused(Reason("notice.no_address", values={"url": url[:LONGEST]}))
    if refused := listeners.unfit(url):
        raise DeskRefused(refused)
    wanted = frozenset(events)
    if unknown := wanted - set(Notice):
        raise DeskRefused(Reason("notice.no_such_event", values={"given": ", ".join(sorted(unknown)), "known": ", ".join(Notice)}))
    with desk.store.transaction():
        made = listeners.add_listener(desk.organisation.id, url, wanted, now=desk.now)
        desk.store.set_setting(desk.organisation.id, WANTED, "yes")
    return made


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    return plain and parts.scheme in ("https", "http") and bool(parts.hostname) and not parts.username and has_port


def list_listeners(*, desk: Desk, listeners: KeepsListeners) -> Sequence[Listener]:
    require(Ability.MANAGE, desk=desk)
    return listeners.listeners(desk.organisation.id)


def find_listener(ref: str, *, desk: Desk, listeners: KeepsListeners) -> Listener:
    """Raises NotFound for one of another organisation."""
    found = next((each for each in list_listeners(desk=desk, listeners=listeners) if each.id == ref), None)
    if found is None:
        raise NotFound("listener", ref)
    return found


def list_mailed(*, desk: Desk, listeners: KeepsListeners) -> Sequence[PersonId]:
    """Who is told by mail."""
    require(Ability.MANAGE, desk=desk)
    return listeners.mailed(desk.organisation.id)


def remove_listener(ref: str, *, desk: Desk, listeners: KeepsListeners) -> None:
    require(Ability.MANAGE, desk=desk)
    with desk.store.transaction():
        listeners.remove_listener(desk.organisation.id, ref)
        dismiss_messages_to(ref, desk=desk)
        _quiet_where_nobody(desk=desk, listeners=listeners)


def mail_to(person: str, *, wanted: bool, desk: Desk, listeners: KeepsListeners) -> None:
    """Whether a person is told by mail of new denials, of answers that are due soon, and of verdicts. Refused without an address."""
    require(Ability.MANAGE, desk=desk)
    known = desk.store.person(desk.organisation.id, person)
    if wanted:
        refuse_left(known)
    if wanted and not known.email:
        raise DeskRefused(Reason("notice.no_mail_address", values={"person": known.name}))
    with desk.store.transaction():
        listeners.set_mailed(desk.organisation.id, PersonId(known.id), wanted=wanted)
        if wanted:
            desk.store.set_setting(desk.organisation.id, WANTED, "yes")
        else:
            dismiss_messages_to(known.id, desk=desk)
        _quiet_where_nobody(desk=desk, listeners=listeners)


def _quiet_where_nobody(*, desk: Desk, listeners: KeepsListeners) -> None:
    if not listeners.listeners(desk.organisation.id) and not listeners.mailed(desk.organisation.id):
        desk.store.set_setting(desk.organisation.id, WANTED, None)


def listener_document(listener: Listener, language: Language) -> dict[str, Json]:
    """`events`: those that it is told of. `trouble`: why the last message that failed did."""
    events: list[Json] = [notice.value for notice in Notice if not listener.events or notice in listener.events]
    return {
        "listener": listener.id,
        "url": listener.url,
        "events": events,
        "made_at": moment(listener.made_at),
        "told_at": moment(listener.told_at),
        "failed_at": moment(listener.failed_at),
        "trouble": speaker(language)(listener.trouble) if listener.trouble else None,
    }
