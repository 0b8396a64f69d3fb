"""Who gets a way in: the first owner of a home, and people whom the owner invites; by a link that works once."""

from datetime import datetime, timedelta

from yosher.desk.allowed import refuse_left, require
from yosher.desk.model import Desk
from yosher.desk.office import id_for
from yosher.desk.ports import Invitation, KeepsAccounts, KeepsPeople
from yosher.kernel.ids import PersonId
from yosher.people.may import Ability
from yosher.people.model import Organisation, Person, Role

OWNER_KIND, SEAT_KIND = "owner", "seat"
OWNER_LINK = timedelta(hours=24)
SEAT_LINK = timedelta(days=7)


def owner_link(*, desk: Desk, accounts: KeepsAccounts) -> str:
    """The secret of the link by which the first owner of an organisation comes in. An earlier one opens nothing any more."""
    return accounts.invite(Invitation(OWNER_KIND, desk.organisation.id), now=desk.now, lasts=OWNER_LINK)


def seat_link(person: str, *, desk: Desk, accounts: KeepsAccounts) -> str:
    """The secret of the link by which a person of the organisation comes in, or chooses a new password. NotFound for anybody else."""
    require(Ability.MANAGE, desk=desk)
    known = desk.store.person(desk.organisation.id, person)
    refuse_left(known)
    return accounts.invite(Invitation(SEAT_KIND, desk.organisation.id, known.id), now=desk.now, lasts=SEAT_LINK)


def person_of(invitation: Invitation, *, name: str, email: str, organisation: Organisation, store: KeepsPeople) -> PersonId:
    """The person who takes the seat; the first owner is written down among the people. Call it inside a transaction."""
    if invitation.person is not None:
        return store.person(organisation.id, invitation.person).id
    taken = {person.id for person in store.people(organisation.id)}
    wanted = id_for(name, None)
    ref = next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
    store.add_person(Person(PersonId(ref), organisation.id, name, Role.OWNER, email))
    return PersonId(ref)


def seat_for_mail(email: str, *, now: datetime, store: KeepsPeople, accounts: KeepsAccounts) -> int | None:
    """The log-in of whom the owner wrote down with this address, which an outside provider vouches for; None for anybody else.

    Only what the owner wrote counts: an address that somebody typed at their own log-in may be another person's.
    """
    return accounts.seat_by_mail(store.people_by_mail(email), email=email, now=now)
