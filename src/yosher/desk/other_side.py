"""The customer's page: a link to it, what is seen there, and what is told there.

What they see is put together by name, field by field: what is not named in `SEEN` cannot be there.
"""

from collections.abc import Iterable, Mapping, Sequence

from yosher.cases.model import Act, Transaction
from yosher.cases.states import OVER
from yosher.conversations.interview import QUESTIONS, pages_for
from yosher.desk.allowed import require
from yosher.desk.approve import act
from yosher.desk.aside import forget, sending
from yosher.desk.model import Desk
from yosher.desk.porch import (
    Porch,
    Seen,
    Visitor,
    as_papers,
    digest_of,
    ends_at,
    exhibits_of,
    handed_in,
    heading_of,
    let_in,
    may_be_shared,
    opaque,
    own_side,
    paper_of,
    refuse_too_often,
)
from yosher.desk.ports import DeskRefused, GuestLink, NotFound, OutboxRow
from yosher.evidence.model import Exhibit, Fact, Origin
from yosher.kernel.ids import CaseId, ExhibitId, FactId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import ClaimFamily, EventKind
from yosher.people.may import Ability
from yosher.people.model import Guest, Organisation

# Every key that the page's document may hold, at any depth.
SEEN = frozenset(
    {
        "business", "name", "contact", "language", "until", "bought", "amount", "paid_on", "denied_on", "words", "told", "at", "answers",
        "question", "waiting", "handed_in", "ref", "size", "papers", "kind", "day", "pages", "facts", "certainty", "paper", "questions",
        "draft", "decided", "draft_days", "case_months",
    }
)  # fmt: skip


# -- what a person of the business does -----------------------------------------------------------------------------------------


def invite_customer(case_id: CaseId, *, desk: Desk) -> tuple[GuestLink, str]:
    """A link to the customer's page of a case, and its secret, which is told this once. An earlier link opens nothing any more."""
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        case = desk.store.case(desk.organisation.id, case_id)
        until = ends_at(desk.organisation, desk.now)
        language = case.denial.customer.language or case.language
        _close(case_id, desk=desk)
        link, secret = desk.store.add_guest_link(desk.organisation.id, case_id, language=language, now=desk.now, expires_at=until)
        act(case_id, Act.CUSTOMER_INVITED, {"link": link.ref, "until": until.isoformat()}, desk=desk)
    return link, secret


def revoke_link(case_id: CaseId, *, desk: Desk) -> bool:
    """Close the customer's page; False where none was open."""
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        desk.store.case(desk.organisation.id, case_id)
        if not _close(case_id, desk=desk):
            return False
        act(case_id, Act.CUSTOMER_LINK_REVOKED, {}, desk=desk)
    return True


def _close(case_id: CaseId, *, desk: Desk) -> bool:
    links = [link for link in desk.store.guest_links(desk.organisation.id, case_id) if link.guest is Guest.CUSTOMER]
    still_open = [link for link in links if link.is_open(desk.now)]
    for link in still_open:
        desk.store.revoke_guest_link(link, now=desk.now)
    for link in links:
        forget(link, desk=desk)
    return bool(still_open)


def customers_link(links: Iterable[GuestLink]) -> GuestLink | None:
    """The newest to the customer's page, of a case's links with the newest first."""
    return next((link for link in links if link.guest is Guest.CUSTOMER), None)


def share(case_id: CaseId, exhibit_id: ExhibitId, *, desk: Desk) -> None:
    """The customer may see this exhibit. Refused for a paper that is only described, and for a recording that may not be used."""
    _set_shared(case_id, exhibit_id, Act.EXHIBIT_SHARED, desk=desk)


def unshare(case_id: CaseId, exhibit_id: ExhibitId, *, desk: Desk) -> None:
    _set_shared(case_id, exhibit_id, Act.EXHIBIT_UNSHARED, desk=desk)


def _set_shared(case_id: CaseId, exhibit_id: ExhibitId, kind: Act, *, desk: Desk) -> None:
    require(Ability.WORK, desk=desk)
    organisation, is_shared = desk.organisation.id, kind is Act.EXHIBIT_SHARED
    with desk.store.transaction():
        desk.store.case(organisation, case_id)
        exhibit = next((x for x in desk.store.exhibits(organisation, case_id) if x.id == exhibit_id), None)
        if exhibit is None:
            raise NotFound("exhibit", exhibit_id)
        if is_shared and not exhibit.is_in_use:
            raise DeskRefused(Reason("desk.exhibit_is_withdrawn", values={"exhibit": exhibit.name or exhibit.id}))
        if is_shared and not may_be_shared(exhibit):
            raise DeskRefused(Reason("desk.not_to_be_shared", values={"exhibit": exhibit_id}))
        if is_shared == (exhibit_id in desk.store.shared(organisation, case_id)):
            return
        desk.store.set_shared(organisation, case_id, exhibit_id, is_shared=is_shared)
        act(case_id, kind, {"exhibit": exhibit_id, "kind": exhibit.kind}, desk=desk)


def tellings(facts: Sequence[Fact], link: GuestLink | None = None) -> list[Fact]:
    """What was told on the customer's page, by this link or by any."""
    return [fact for fact in facts if fact.id.startswith(f"guest:{link.ref}:" if link else "guest:")]


# -- what a customer does -------------------------------------------------------------------------------------------------------


def what_they_see(secret: str, *, porch: Porch) -> Seen:
    """The whole that the page may show. What the business shares is in it only after the customer's own account was told."""
    visitor = let_in(secret, porch, Guest.CUSTOMER)
    case, home = visitor.case, visitor.desk.organisation
    told = tellings(porch.store.facts(home.id, case.id), visitor.link)
    shared = _shared(visitor) if told else []
    return heading_of(visitor) | {
        "bought": case.denial.goods.description,
        "amount": case.denial.amount,
        "paid_on": paid_on(case.denial.transaction, home),
        "denied_on": case.denial.happened.at.astimezone(home.tz).date(),
        "words": case.denial.claim,
        "decided": case.state in OVER,
        "questions": [list(page) for page in pages_for(_family(visitor))],
        **own_side(visitor),
        "told": [_telling(fact) for fact in told],
        "papers": as_papers(visitor, shared),
        "facts": _facts_of(visitor, shared),
    }


def paid_on(payment: Transaction, home: Organisation) -> object:
    return payment.day or (payment.at.at.astimezone(home.tz).date() if payment.at else None)


def _family(visitor: Visitor) -> ClaimFamily:
    answer = visitor.desk.store.answer(visitor.link.organisation, visitor.link.case)
    return answer.family if answer else ClaimFamily.UNKNOWN


def _telling(fact: Fact) -> Seen:
    answers = [{"question": key, "words": str(fact.values[key])} for key in QUESTIONS if fact.values.get(key)]
    return {"at": fact.moment.at if fact.moment else None, "answers": answers}


def _shared(visitor: Visitor) -> list[Exhibit]:
    chosen = visitor.desk.store.shared(visitor.link.organisation, visitor.link.case)
    return [exhibit for exhibit in exhibits_of(visitor) if exhibit.id in chosen and may_be_shared(exhibit)]


def _facts_of(visitor: Visitor, shared: Sequence[Exhibit]) -> list[Seen]:
    """What happened, as the shared papers show it: its kind and its time, never a text of the file."""
    papers = {exhibit.id: opaque(visitor, exhibit.id) for exhibit in shared}
    facts = visitor.desk.store.facts(visitor.link.organisation, visitor.link.case)
    return [
        {"kind": fact.kind, "at": fact.moment.at, "certainty": fact.moment.certainty, "paper": papers[fact.exhibit]}
        for fact in facts
        if fact.exhibit in papers and fact.moment
    ]


def paper_they_see(secret: str, ref: str, *, porch: Porch) -> tuple[bytes, str]:
    """A shared paper or one that they handed in: its bytes and its media type. Raises NotFound for any other."""
    visitor = let_in(secret, porch, Guest.CUSTOMER)
    has_told = bool(tellings(porch.store.facts(visitor.link.organisation, visitor.case.id), visitor.link))
    return paper_of(visitor, ref, [*handed_in(visitor), *(_shared(visitor) if has_told else ())])


def tell(secret: str, answers: Mapping[str, str], *, porch: Porch) -> Fact | None:
    """The customer's words become a fact of the case, as they are, and the papers that wait its exhibits.

    Papers alone make no fact. A later telling adds; nothing is ever overwritten, and the same one again changes nothing. Card numbers
    are masked; the questions are kept apart from the words, so that nobody reads our question as their answer.
    """
    visitor = let_in(secret, porch, Guest.CUSTOMER)
    with sending(visitor, answers) as sent:
        told, is_new = _told(sent.said, visitor) if sent.said else (None, False)
        if is_new or sent.has_papers:
            mark = told.id if told and is_new else f"guest:{visitor.link.ref}:{porch.now.isoformat()}"
            row = f"prepare:{visitor.case.id}:{mark}"
            porch.store.post(OutboxRow(row, visitor.link.organisation, visitor.case.id, "prepare_answer", {}, porch.now))
    return told


def _told(said: Mapping[str, str], visitor: Visitor) -> tuple[Fact, bool]:
    """The fact of these words, and whether it is new."""
    organisation, case, desk = visitor.link.organisation, visitor.case.id, visitor.desk
    ref = FactId(f"guest:{visitor.link.ref}:{digest_of(said)}")
    earlier = tellings(desk.store.facts(organisation, case), visitor.link)
    same = next((known for known in earlier if known.id == ref), None)
    if same is not None:
        return same, False
    refuse_too_often(len(earlier))
    fact = Fact(ref, EventKind.MESSAGE_IN, Moment(desk.now), "\n\n".join(said.values()), Origin.CUSTOMER, values=dict(said))
    desk.store.add_facts(organisation, case, [fact])
    act(case, Act.FACTS_ADDED, {"facts": [ref]}, desk=desk)
    return fact, True
