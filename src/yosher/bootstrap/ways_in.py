"""One-time links as the command line prints them."""

from typing import TYPE_CHECKING

from yosher.bootstrap.site import right_now
from yosher.desk.doors import owner_link, seat_link
from yosher.kernel.actor import SYSTEM
from yosher.kernel.ids import OrgId
from yosher.people.model import Role

if TYPE_CHECKING:
    from yosher.bootstrap.house import House
    from yosher.desk.model import Desk


def first_link(house: "House", organisation: OrgId | None) -> str | None:
    """The owner's link of an organisation into which nobody can sign in yet; None where somebody can."""
    desk = _desk(house, organisation)
    if house.accounts.anyone(desk.organisation.id):
        return None
    return owner_link(desk=desk, accounts=house.accounts)


def link_for(house: "House", organisation: OrgId | None, person: str) -> str:
    """The link by which a person comes in, or chooses a new password."""
    return seat_link(person, desk=_desk(house, organisation), accounts=house.accounts)


def _desk(house: "House", organisation: OrgId | None) -> "Desk":
    return house.desk(house.store.organisation(organisation), SYSTEM, Role.OWNER, now=right_now())
