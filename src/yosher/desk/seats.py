"""Whose seat it is: another role, or none any more. Who has left stays named wherever they acted."""

from dataclasses import replace

from yosher.desk.allowed import require
from yosher.desk.listeners import mail_to
from yosher.desk.model import Desk
from yosher.desk.office import role_refused
from yosher.desk.ports import DeskRefused, KeepsAccounts, KeepsListeners, SeatOf
from yosher.kernel.reason import Reason
from yosher.people.may import Ability
from yosher.people.model import Person, Role


def change_role(person: str, role: str, *, desk: Desk) -> Person:
    """Another role from now on; who had left is back with it, and comes in by a new link.

    Refused for oneself, and where nobody would be left as an owner. NotFound for anybody else.
    """
    require(Ability.MANAGE, desk=desk)
    if refused := role_refused(role):
        raise DeskRefused(refused)
    with desk.store.transaction():
        known = changeable(person, desk=desk, stays_owner=role == Role.OWNER)
        changed = replace(known, role=Role(role), has_left=False)
        desk.store.save_person(changed)
    return changed


def end_seat(person: str, *, desk: Desk, accounts: KeepsAccounts, listeners: KeepsListeners) -> Person:
    """They come in no more: their log-in, their open links and their mail end at once. Keys that they made go on.

    Refused for oneself and for the last owner. NotFound for anybody else.
    """
    require(Ability.MANAGE, desk=desk)
    with desk.store.transaction():
        known = changeable(person, desk=desk)
        left = replace(known, has_left=True)
        desk.store.save_person(left)
        accounts.end_seat(SeatOf(desk.organisation.id, known.id), now=desk.now)
        mail_to(known.id, wanted=False, desk=desk, listeners=listeners)
    return left


def changeable(person: str, *, desk: Desk, stays_owner: bool = False) -> Person:
    """Somebody else, without whom there is still an owner; inside a transaction, so that two owners who end each other's seats do not
    both find the other one there."""
    desk.store.lock_people(desk.organisation.id)
    known = desk.store.person(desk.organisation.id, person)
    if known.id in (desk.actor.ref, desk.maker):
        raise DeskRefused(Reason("desk.not_oneself"))
    owners = [one.id for one in desk.store.people(desk.organisation.id) if one.role is Role.OWNER and not one.has_left]
    if owners == [known.id] and not stays_owner:
        raise DeskRefused(Reason("desk.last_owner", values={"person": known.name}))
    return known
