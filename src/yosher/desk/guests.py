"""A witness, a mediator, a lawyer: a link for each, and exactly what they were given.

A witness tells before anything is shown, and what they tell is kept word for word in the case's log: it is an account, and
evidence only once it is confirmed and signed. A mediator and a lawyer read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from yosher.cases.model import Act, CaseEvent
from yosher.conversations.interview import WITNESS_PAGES, WITNESS_QUESTIONS
from yosher.desk.allowed import require
from yosher.desk.approve import act
from yosher.desk.aside import forget, sending
from yosher.desk.evidence import is_stale
from yosher.desk.model import Desk
from yosher.desk.other_side import paid_on
from yosher.desk.porch import (
    Porch,
    Seen,
    Visitor,
    actor_of,
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
from yosher.desk.ports import DeskRefused, Given, GuestLink, Invited, NotFound, SavedAnswer
from yosher.desk.typed import Typed, is_blank, typed
from yosher.evidence.model import Exhibit
from yosher.kernel.ids import BlobRef, CaseId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.may import MAY_BE_GIVEN, Ability
from yosher.people.model import CasePart, Guest

OTHERS: Final = (Guest.WITNESS, Guest.MEDIATOR, Guest.LAWYER)


# -- what a person of the business does -----------------------------------------------------------------------------------------


def invite_guest(case_id: CaseId, invited: Invited, *, desk: Desk, language: Language | None = None) -> tuple[GuestLink, str]:
    """A link for a witness, a mediator or a lawyer, and its secret, which is told this once. Earlier links stay as they are.

    `about` is what the page says to them; a witness gets the topic and no version of it. Refused without a name, for a witness
    without a topic, and where `given` holds what such a guest may not see.
    """
    require(Ability.WORK, desk=desk)
    name, about = typed(invited.name, Typed.GUEST_NAME), typed(invited.about, Typed.GUEST_ABOUT)
    kept = replace(invited, name=name, about=about)
    if kept.guest not in OTHERS:
        raise DeskRefused(Reason("desk.guest_is_the_customer"))
    if is_blank(name):
        raise DeskRefused(Reason("desk.guest_has_no_name"), permanent=False)
    if kept.guest is Guest.WITNESS and is_blank(about):
        raise DeskRefused(Reason("desk.witness_has_no_topic"), permanent=False)
    organisation, until = desk.organisation.id, ends_at(desk.organisation, desk.now)
    with desk.store.transaction():
        case = desk.store.case(organisation, case_id)
        _refuse_unfit(case_id, kept.guest, kept.given, desk=desk)
        spoken = language or case.language
        link, secret = desk.store.add_guest_link(organisation, case_id, language=spoken, now=desk.now, expires_at=until, invited=kept)
        act(case_id, Act.GUEST_INVITED, _said_of(link) | {"until": until.isoformat()} | _in_the_log(kept.given), desk=desk)
    return link, secret


def give(case_id: CaseId, ref: str, given: Given, *, desk: Desk) -> GuestLink:
    """What a link shows is chosen anew. Raises NotFound where the case has no such link; refused where it opens nothing any more."""
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        link = link_of(case_id, ref, desk=desk)
        if not link.is_open(desk.now):
            raise DeskRefused(Reason("desk.guest_link_is_over", values={"name": link.name}))
        _refuse_unfit(case_id, link.guest, given, desk=desk)
        if given != link.given:
            desk.store.set_given(link, given)
            act(case_id, Act.GUEST_GIVEN, _said_of(link) | _in_the_log(given), desk=desk)
    return link_of(case_id, ref, desk=desk)


def close_guest(case_id: CaseId, ref: str, *, desk: Desk) -> bool:
    """The link opens nothing any more; False where it was over already. Raises NotFound where the case has no such link."""
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        link = link_of(case_id, ref, desk=desk)
        if not link.is_open(desk.now):
            return False
        desk.store.revoke_guest_link(link, now=desk.now)
        forget(link, desk=desk)
        act(case_id, Act.GUEST_LINK_REVOKED, _said_of(link), desk=desk)
    return True


def other_guests(case_id: CaseId, *, desk: Desk) -> list[GuestLink]:
    """The links of a case for all but the customer, the newest first."""
    return [link for link in desk.store.guest_links(desk.organisation.id, case_id) if link.guest in OTHERS]


def link_of(case_id: CaseId, ref: str, *, desk: Desk) -> GuestLink:
    desk.store.case(desk.organisation.id, case_id)
    found = next((link for link in other_guests(case_id, desk=desk) if link.ref == ref), None)
    if found is None:
        raise NotFound("guest", ref)
    return found


def _refuse_unfit(case_id: CaseId, guest: Guest, given: Given, *, desk: Desk) -> None:
    unfit = next((part for part in CasePart if part in given.parts and part not in MAY_BE_GIVEN[guest]), None)
    if unfit:
        raise DeskRefused(Reason("desk.not_for_this_guest", values={"part": f"part:{unfit}", "guest": f"guest:{guest}"}))
    known = {exhibit.id: exhibit for exhibit in desk.store.exhibits(desk.organisation.id, case_id)}
    for ref in sorted(given.exhibits):
        if ref not in known:
            raise NotFound("exhibit", ref)
        if not may_be_shared(known[ref]):
            raise DeskRefused(Reason("desk.not_to_be_shown", values={"exhibit": ref}))


def _said_of(link: GuestLink) -> dict[str, object]:
    return {"link": link.ref, "guest": link.guest.value, "name": link.name}


def _in_the_log(given: Given) -> dict[str, object]:
    return {"parts": [part.value for part in CasePart if part in given.parts], "exhibits": sorted(given.exhibits)}


def accounts(events: Iterable[CaseEvent], link: GuestLink | None = None) -> list[CaseEvent]:
    """What witnesses told, by this link or by any."""
    told = (event for event in events if event.act is Act.WITNESS_TOLD)
    return [event for event in told if link is None or event.actor == actor_of(link)]


def answers_in(event: CaseEvent) -> list[dict[str, str]]:
    """The questions of an account with their answers, in the order in which they were asked."""
    answers = event.body["answers"]
    assert isinstance(answers, Mapping)  # as `tell` wrote it
    return [{"question": key, "words": str(answers[key])} for key in WITNESS_QUESTIONS if answers.get(key)]


# -- what a guest does ----------------------------------------------------------------------------------------------------------


def what_is_given(secret: str, *, porch: Porch) -> Seen:
    """The whole that the page may show. A part that was not given has no key; one that is not there yet is None."""
    visitor = let_in(secret, porch, *OTHERS)
    link = visitor.link
    seen: Seen = heading_of(visitor) | {"guest": link.guest, "name": link.name, "about": link.invited.about}
    answer = _answer_of(visitor)
    parts = {part: _PARTS[part](visitor, answer) for part in MAY_BE_GIVEN[link.guest] if part in link.given.parts}
    told = accounts(visitor.desk.store.events(link.organisation, link.case), link) if link.guest is Guest.WITNESS else []
    if link.guest is Guest.WITNESS:
        seen |= {"questions": [list(page) for page in WITNESS_PAGES], **own_side(visitor)}
        seen |= {"told": [{"at": event.happened.at, "answers": answers_in(event)} for event in told]}
    shown = _given(visitor) if told or link.guest is not Guest.WITNESS else []
    return seen | {"papers": as_papers(visitor, shown), "parts": parts}


def given_paper(secret: str, ref: str, *, porch: Porch) -> tuple[bytes, str]:
    """An exhibit that was given or that they handed in: its bytes and its media type. Raises NotFound for any other."""
    visitor = let_in(secret, porch, *OTHERS)
    if visitor.link.guest is not Guest.WITNESS:
        return paper_of(visitor, ref, _given(visitor))
    has_told = bool(accounts(visitor.desk.store.events(visitor.link.organisation, visitor.case.id), visitor.link))
    return paper_of(visitor, ref, [*handed_in(visitor), *(_given(visitor) if has_told else ())])


def given_answer(secret: str, *, porch: Porch) -> tuple[bytes, bool]:
    """The letter's or the packet's bytes, and whether it is a packet. Raises NotFound where it was not given or is not there."""
    visitor = let_in(secret, porch, *OTHERS)
    answer = _answer_of(visitor)
    kept = (answer.packet or answer.letter) if answer else None
    if answer is None or kept is None or CasePart.PAPER not in visitor.link.given.parts:
        raise NotFound("paper", "")
    return visitor.desk.blobs.get(visitor.link.organisation, visitor.case.id, BlobRef(kept)), answer.packet is not None


def give_account(secret: str, answers: Mapping[str, str], *, porch: Porch) -> None:
    """A witness's words as they are, with card numbers masked; the papers that wait become exhibits.

    A later account adds; the same one once more changes nothing. Papers may be sent alone.
    """
    visitor = let_in(secret, porch, Guest.WITNESS)
    with sending(visitor, answers) as sent:
        digest = digest_of(sent.said)
        earlier = accounts(porch.store.events(visitor.link.organisation, visitor.case.id), visitor.link)
        if sent.said and all(event.body["digest"] != digest for event in earlier):
            refuse_too_often(len(earlier))
            body: dict[str, object] = {"link": visitor.link.ref, "name": visitor.link.name, "digest": digest, "answers": dict(sent.said)}
            act(visitor.case.id, Act.WITNESS_TOLD, body, desk=visitor.desk)


def _answer_of(visitor: Visitor) -> SavedAnswer | None:
    """The answer that they may be shown: not one that rests on a paper that was taken out since, unless it has left."""
    store, organisation, case = visitor.desk.store, visitor.link.organisation, visitor.case
    answer = store.answer(organisation, case.id)
    return None if answer is not None and is_stale(case, answer, store.exhibits(organisation, case.id)) else answer


def _given(visitor: Visitor) -> list[Exhibit]:
    chosen = visitor.link.given.exhibits
    return [exhibit for exhibit in exhibits_of(visitor) if exhibit.id in chosen and may_be_shared(exhibit)]


# -- the parts ------------------------------------------------------------------------------------------------------------------


def _claim(visitor: Visitor, answer: SavedAnswer | None) -> Seen | None:  # noqa: ARG001  (the signature is the others')
    denial, home = visitor.case.denial, visitor.desk.organisation
    return {
        "customer": denial.customer.name,
        "bought": denial.goods.description,
        "amount": denial.amount,
        "paid_on": paid_on(denial.transaction, home),
        "denied_on": denial.happened.at.astimezone(home.tz).date(),
        "words": denial.claim,
    }


def _clock(visitor: Visitor, answer: SavedAnswer | None) -> Seen | None:  # noqa: ARG001
    return _of_document(answer, "clock", ("due", "basis", "because"))


def _timeline(visitor: Visitor, answer: SavedAnswer | None) -> Seen | None:
    if answer is None:
        return None
    papers = {str(exhibit.id): opaque(visitor, exhibit.id) for exhibit in _given(visitor)}
    entries = answer.document.get("timeline")
    assert isinstance(entries, Sequence)  # as the desk's document says
    keys = ("at", "certainty", "kind", "text", "origin")
    return {
        "entries": [
            {key: fact[key] for key in keys}
            | {"source": "" if fact["record"] else fact["source"], "paper": papers.get(fact["exhibit"] or "")}
            for fact in entries
        ]
    }


def _finding(visitor: Visitor, answer: SavedAnswer | None) -> Seen | None:  # noqa: ARG001
    found = _of_document(answer, "finding", ("kind", "cause", "for", "against", "would_change_it"))
    if answer is None or found is None:
        return None
    return found | {key: answer.document[key] for key in ("gates", "contradictions", "adverse")}


def _paper(visitor: Visitor, answer: SavedAnswer | None) -> Seen | None:  # noqa: ARG001
    if answer is None or not (answer.packet or answer.letter):
        return None
    return {"is_packet": answer.packet is not None, "pages": answer.pages, "at": answer.prepared_at}


def _of_document(answer: SavedAnswer | None, section: str, keys: Sequence[str]) -> Seen | None:
    if answer is None:
        return None
    kept = answer.document[section]
    assert isinstance(kept, Mapping)  # as the desk's document says
    return {key: kept[key] for key in keys}


_PARTS: Mapping[CasePart, Callable[[Visitor, SavedAnswer | None], Seen | None]] = {
    CasePart.CLAIM: _claim,
    CasePart.CLOCK: _clock,
    CasePart.TIMELINE: _timeline,
    CasePart.FINDING: _finding,
    CasePart.PAPER: _paper,
}
