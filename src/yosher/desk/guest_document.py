"""What is known of the guests of a case, as the outside reads it."""

from yosher.cases.model import CaseEvent
from yosher.conversations.interview import QUESTIONS
from yosher.desk.document import Json, moment
from yosher.desk.guests import accounts, answers_in, other_guests
from yosher.desk.model import Desk
from yosher.desk.other_side import customers_link, tellings
from yosher.desk.ports import GuestLink
from yosher.evidence.model import Fact
from yosher.kernel.ids import CaseId
from yosher.people.model import CasePart


def guest_document(case: CaseId, *, desk: Desk) -> dict[str, Json]:
    """The last link, what is shared, and every telling; no secret and no draft that was not sent."""
    store, organisation = desk.store, desk.organisation.id
    link = customers_link(store.guest_links(organisation, case))
    return {
        "case": case,
        "link": _link(link, desk) if link else None,
        "shared": [str(exhibit) for exhibit in store.shared(organisation, case)],
        "told": [_telling(fact, desk) for fact in tellings(store.facts(organisation, case))],
    }


def guests_document(case: CaseId, *, desk: Desk) -> dict[str, Json]:
    """The links for witnesses, mediators and lawyers, the newest first."""
    desk.store.case(desk.organisation.id, case)
    guests: list[Json] = [other_guest_document(link, desk=desk) for link in other_guests(case, desk=desk)]
    return {"case": case, "guests": guests}


def other_guest_document(link: GuestLink, *, desk: Desk) -> dict[str, Json]:
    told: list[Json] = [_account(event, desk) for event in accounts(desk.store.events(link.organisation, link.case), link)]
    return _link(link, desk) | {
        "guest": link.guest,
        "name": link.name,
        "about": link.invited.about,
        "parts": [part for part in CasePart if part in link.given.parts],
        "exhibits": [str(exhibit) for exhibit in sorted(link.given.exhibits)],
        "told": told,
    }


def _account(event: CaseEvent, desk: Desk) -> dict[str, Json]:
    answers: list[Json] = [{**one} for one in answers_in(event)]
    return {"at": moment(event.happened.at.astimezone(desk.organisation.tz)), "answers": answers}


def _link(link: GuestLink, desk: Desk) -> dict[str, Json]:
    zone = desk.organisation.tz
    times = {"made_at": link.made_at, "until": link.expires_at, "closed_at": link.revoked_at, "opened_at": link.opened_at}
    told: dict[str, Json] = {"ref": link.ref, "language": link.language, "is_open": link.is_open(desk.now)}
    return told | {name: moment(at.astimezone(zone)) if at else None for name, at in times.items()}


def _telling(fact: Fact, desk: Desk) -> dict[str, Json]:
    answers: list[Json] = [{"question": key, "words": str(fact.values[key])} for key in QUESTIONS if fact.values.get(key)]
    at = fact.moment.at.astimezone(desk.organisation.tz) if fact.moment else None
    return {"fact": fact.id, "at": moment(at), "answers": answers}
