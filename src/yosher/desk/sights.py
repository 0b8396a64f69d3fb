"""Who looked: every reading of personal data, for the owner alone."""

from datetime import date, datetime, timedelta, tzinfo

from yosher.desk.allowed import require
from yosher.desk.document import Json, moment
from yosher.desk.model import Desk
from yosher.desk.ports import KeepsAccounts, Sight, SightPage, SightView
from yosher.kernel.ids import CaseId
from yosher.people.may import Ability

MOST = 100  # on a page


def who_looked(view: SightView, *, desk: Desk, accounts: KeepsAccounts, after: str | None = None, limit: int = 50) -> SightPage:
    """The latest first. Who asks about a case that there is not, or that is another organisation's, finds nothing."""
    require(Ability.MANAGE, desk=desk)
    return accounts.sights(desk.organisation.id, view, after=after, limit=min(limit, MOST))


def sights_asked(*, who: str = "", case: str = "", day: date | None = None, zone: tzinfo) -> SightView:
    """What was typed; a day is that of the clock of `zone`."""
    first = datetime(day.year, day.month, day.day, tzinfo=zone) if day else None
    following = day + timedelta(days=1) if day else None
    before = datetime(following.year, following.month, following.day, tzinfo=zone) if following else None
    return SightView(who.strip() or None, CaseId(case.strip()) if case.strip() else None, first, before)


def sight_document(sight: Sight, zone: tzinfo) -> dict[str, Json]:
    who: dict[str, Json] = {"kind": sight.actor.kind.value, "ref": sight.actor.ref}
    return {"at": moment(sight.at.astimezone(zone)), "who": who, "what": sight.what, "case": sight.case}
