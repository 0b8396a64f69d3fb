"""The house with a desk in it, for one call of a command: for what lies with the accounts rather than with the cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from yosher.bootstrap.home import home_at
from yosher.bootstrap.site import the_house
from yosher.bootstrap.wire import who
from yosher.desk.model import Desk
from yosher.kernel.ids import OrgId

if TYPE_CHECKING:
    from yosher.bootstrap.house import House


@contextmanager
def at_home(*, home: str | None, now: datetime | None, org: str | None, person: str | None) -> "Iterator[tuple[House, Desk]]":
    """The house of a home, and the desk of one organisation in it, for one person, at one moment."""
    house = the_house(home_at(home))
    organisation = house.store.organisation(OrgId(org) if org else None)
    actor, role = who(person, house.store, organisation.id)
    try:
        yield house, house.desk(organisation, actor, role, now=now or datetime.now(UTC))  # noqa: TID251  (a call asks for the time once)
    finally:
        from django.db import connections

        connections.close_all()
