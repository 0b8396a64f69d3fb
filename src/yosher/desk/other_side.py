"""The customer's page: a link to it, what is seen there, and what is told and handed in there.

A customer comes in by the secret of a link and by nothing else: the link says which organisation and which case it is. What they
see is put together by name, field by field: what is not named in `SEEN` cannot be there.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from yosher.cases.model import Act, Case, Transaction
from yosher.conversations.interview import QUESTIONS, pages_for
from yosher.deadlines.settings import Setting
from yosher.desk.allowed import require
from yosher.desk.approve import act
from yosher.desk.evidence import Custody, add_file
from yosher.desk.model import Desk
from yosher.desk.ports import Blobs, DeskRefused, GuestLink, NotFound, OutboxRow, ReadFile, ReadsFiles, Store
from yosher.evidence.model import Exhibit, Fact, Lawful, Origin, Readable
from yosher.kernel.actor import CUSTOMER, Actor, ActorKind
from yosher.kernel.ids import CaseId, ExhibitId, FactId, PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import ClaimFamily, EventKind, Language
from yosher.people.may import Ability
from yosher.people.model import Organisation, Role
from yosher.privacy.clean import file_name
from yosher.privacy.mask import clean, mask

GUEST_LINK_DAYS: Final = Setting("guest_link_days", "14", "house rule: two weeks, so that a holiday or an illness costs nobody their say")
MOST_LINK_DAYS = 90
MOST_LETTERS = 4000  # of one answer
LARGEST_FILE = 20 * 2**20  # bytes
MOST_FILES = 20
MOST_TELLINGS = 20
DRAFT = "told"
# What a customer may hand in, by its bytes: pictures, PDF, mail and plain text. Nothing that a browser could run.
TAKEN = frozenset(
    {
        "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/heif", "image/tiff",
        "message/rfc822", "text/plain", "text/csv",
    }
)  # fmt: skip
# Every key that the page's document may hold, at any depth.
SEEN = frozenset(
    {
        "business", "name", "contact", "language", "until", "bought", "amount", "paid_on", "denied_on", "words", "told", "at", "answers",
        "question", "handed_in", "ref", "size", "papers", "kind", "day", "pages", "facts", "certainty", "paper", "questions", "draft",
    }
)  # fmt: skip

Seen = dict[str, object]


# -- what a person of the business does -----------------------------------------------------------------------------------------


def invite_customer(case_id: CaseId, *, desk: Desk) -> tuple[GuestLink, str]:
    """A link to the customer's page of a case, and its secret, which is told this once. An earlier link opens nothing any more."""
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        case = desk.store.case(desk.organisation.id, case_id)
        until = desk.now + timedelta(days=days_of(desk.organisation))
        language = case.denial.customer.language or case.language
        link, secret = desk.store.add_guest_link(desk.organisation.id, case_id, language=language, now=desk.now, expires_at=until)
        act(case_id, Act.CUSTOMER_INVITED, {"link": link.ref, "until": until.isoformat()}, desk=desk)
    return link, secret


def revoke_link(case_id: CaseId, *, desk: Desk) -> bool:
    """Close the customer's page; False where none was open."""
    require(Ability.WORK, desk=desk)
    with desk.store.transaction():
        desk.store.case(desk.organisation.id, case_id)
        if not desk.store.revoke_guest_links(desk.organisation.id, case_id, now=desk.now):
            return False
        act(case_id, Act.CUSTOMER_LINK_REVOKED, {}, desk=desk)
    return True


def days_of(organisation: Organisation) -> int:
    """How long a link lasts; what cannot be read falls back to the default."""
    asked = organisation.settings.get(GUEST_LINK_DAYS.key, "")
    fits = asked.isdecimal() and 1 <= int(asked) <= MOST_LINK_DAYS
    return int(asked if fits else GUEST_LINK_DAYS.default or "")


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
        if is_shared and not may_be_shared(exhibit):
            raise DeskRefused(Reason("desk.not_to_be_shared", values={"exhibit": exhibit_id}))
        if is_shared == (exhibit_id in desk.store.shared(organisation, case_id)):
            return
        desk.store.set_shared(organisation, case_id, exhibit_id, is_shared=is_shared)
        act(case_id, kind, {"exhibit": exhibit_id, "kind": exhibit.kind}, desk=desk)


def may_be_shared(exhibit: Exhibit) -> bool:
    return exhibit.is_file and exhibit.lawful is not Lawful.UNLAWFUL


def tellings(facts: Sequence[Fact], link: GuestLink | None = None) -> list[Fact]:
    """What was told on the customer's page, by this link or by any."""
    return [fact for fact in facts if fact.id.startswith(f"guest:{link.ref}:" if link else "guest:")]


# -- what a customer does -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Porch:
    """What the customer's verbs are given: no organisation, no role, no records of the business. The link says the rest."""

    now: datetime
    store: Store
    blobs: Blobs
    files: ReadsFiles


@dataclass(frozen=True, slots=True)
class _Guest:
    link: GuestLink
    case: Case
    desk: Desk  # never handed out


def _let_in(secret: str, porch: Porch) -> _Guest:
    """Raises NotFound for a link that is wrong, expired or revoked: nothing tells which."""
    link = porch.store.guest_link_of(secret)
    if link is None or not link.is_open(porch.now):
        raise NotFound("link", "")
    organisation = porch.store.organisation(link.organisation)
    # Whoever works may add facts and papers; the witness does nothing else with this desk, which stays in this module.
    actor = Actor(ActorKind.WITNESS, f"{CUSTOMER}:{link.ref}")
    desk = Desk(organisation, actor, porch.now, porch.store, porch.blobs, porch.files, role=Role.ANALYST)
    return _Guest(link, porch.store.case(link.organisation, link.case), desk)


def visit(secret: str, *, porch: Porch, language: Language | None = None, counts: bool = True) -> tuple[Language, Organisation]:
    """The page is looked at: in which language, and whose it is. `counts` is False for somebody of the business who looks on."""
    guest = _let_in(secret, porch)
    chosen = language or guest.link.language
    if counts and (guest.link.opened_at is None or chosen is not guest.link.language):
        porch.store.note_visit(guest.link, now=porch.now, language=chosen)
    return chosen, guest.desk.organisation


def what_they_see(secret: str, *, porch: Porch) -> Seen:
    """The whole that the page may show. What the business shares is in it only after the customer's own account was told."""
    guest = _let_in(secret, porch)
    case, home = guest.case, guest.desk.organisation
    told = tellings(porch.store.facts(home.id, case.id), guest.link)
    shared = _shared(guest) if told else []
    return {
        "business": {"name": home.name, "contact": home.settings.get("contact", "")},
        "language": guest.link.language,
        "until": guest.link.expires_at,
        "bought": case.denial.goods.description,
        "amount": case.denial.amount,
        "paid_on": _paid_on(case.denial.transaction, home),
        "denied_on": case.denial.happened.at.astimezone(home.tz).date(),
        "words": case.denial.claim,
        "questions": [list(page) for page in pages_for(_family(guest))],
        "draft": _draft(guest),
        "told": [_telling(fact) for fact in told],
        "handed_in": [{"ref": _opaque(guest, x), "name": x.name, "size": x.size} for x in _handed_in(guest)],
        "papers": [{"ref": _opaque(guest, x), "kind": x.kind, "day": x.day, "pages": x.pages} for x in shared],
        "facts": _facts_of(guest, shared),
    }


def _paid_on(payment: Transaction, home: Organisation) -> object:
    return payment.day or (payment.at.at.astimezone(home.tz).date() if payment.at else None)


def _family(guest: _Guest) -> ClaimFamily:
    answer = guest.desk.store.answer(guest.link.organisation, guest.link.case)
    return answer.family if answer else ClaimFamily.UNKNOWN


def _telling(fact: Fact) -> Seen:
    answers = [{"question": key, "words": str(fact.values[key])} for key in QUESTIONS if fact.values.get(key)]
    return {"at": fact.moment.at if fact.moment else None, "answers": answers}


def _exhibits(guest: _Guest) -> Sequence[Exhibit]:
    return guest.desk.store.exhibits(guest.link.organisation, guest.link.case)


def _shared(guest: _Guest) -> list[Exhibit]:
    chosen = guest.desk.store.shared(guest.link.organisation, guest.link.case)
    return [exhibit for exhibit in _exhibits(guest) if exhibit.id in chosen and may_be_shared(exhibit)]


def _handed_in(guest: _Guest) -> list[Exhibit]:
    """What came in by this very link: another link may have reached somebody else."""
    events = guest.desk.store.events(guest.link.organisation, guest.link.case)
    own = {event.body.get("exhibit") for event in events if event.act is Act.EXHIBIT_ADDED and event.actor == guest.desk.actor}
    return [exhibit for exhibit in _exhibits(guest) if exhibit.id in own]


def _facts_of(guest: _Guest, shared: Sequence[Exhibit]) -> list[Seen]:
    """What happened, as the shared papers show it: its kind and its time, never a text of the file."""
    papers = {exhibit.id: _opaque(guest, exhibit) for exhibit in shared}
    facts = guest.desk.store.facts(guest.link.organisation, guest.link.case)
    return [
        {"kind": fact.kind, "at": fact.moment.at, "certainty": fact.moment.certainty, "paper": papers[fact.exhibit]}
        for fact in facts
        if fact.exhibit in papers and fact.moment
    ]


def _opaque(guest: _Guest, exhibit: Exhibit) -> str:
    """What an exhibit is called on this page alone."""
    return hashlib.sha256(f"{guest.link.ref}\x1f{exhibit.id}".encode()).hexdigest()[:20]


def paper_they_see(secret: str, ref: str, *, porch: Porch) -> tuple[bytes, str]:
    """A shared paper or one that they handed in: its bytes and its media type. Raises NotFound for any other."""
    guest = _let_in(secret, porch)
    has_told = bool(tellings(porch.store.facts(guest.link.organisation, guest.case.id), guest.link))
    seen = [*_handed_in(guest), *(_shared(guest) if has_told else ())]
    found = next((exhibit for exhibit in seen if _opaque(guest, exhibit) == ref), None)
    if found is None or found.blob is None:
        raise NotFound("paper", "")
    return porch.blobs.get(guest.link.organisation, guest.case.id, found.blob), found.media_type


def keep_answers(secret: str, answers: Mapping[str, str], *, porch: Porch) -> None:
    """Keep what was typed so far beside what was typed before; nobody of the business sees it until it is told."""
    guest = _let_in(secret, porch)
    with porch.store.transaction():
        kept = _draft(guest) | {key: text.strip()[:MOST_LETTERS] for key, text in answers.items() if key in QUESTIONS}
        porch.store.save_draft(guest.link.organisation, _drawer(guest), DRAFT, kept)


def _draft(guest: _Guest) -> dict[str, object]:
    return dict(guest.desk.store.draft(guest.link.organisation, _drawer(guest), DRAFT))


def _drawer(guest: _Guest) -> PersonId:
    return PersonId(f"guest:{guest.link.ref}")


def tell(secret: str, answers: Mapping[str, str], *, porch: Porch) -> Fact:
    """The customer's words become a fact of the case, as they are. A later telling adds; nothing is ever overwritten.

    Card numbers are masked; the questions are kept apart from the words, so that nobody reads our question as their answer.
    """
    guest = _let_in(secret, porch)
    said = {key: text for key in QUESTIONS if (text := mask(clean(answers.get(key, ""))).strip()[:MOST_LETTERS])}
    if not said:
        raise DeskRefused(Reason("guest.nothing_told"), permanent=False)
    organisation, case = guest.link.organisation, guest.case.id
    content = "\x1f".join(f"{key}={text}" for key, text in said.items())
    ref = FactId(f"guest:{guest.link.ref}:{hashlib.sha256(content.encode()).hexdigest()[:12]}")
    fact = Fact(ref, EventKind.MESSAGE_IN, Moment(porch.now), "\n\n".join(said.values()), Origin.CUSTOMER, values=dict(said))
    with porch.store.transaction():
        earlier = tellings(porch.store.facts(organisation, case), guest.link)
        same = next((known for known in earlier if known.id == ref), None)
        if same is None and len(earlier) >= MOST_TELLINGS:
            raise DeskRefused(Reason("guest.told_often", values={"most": MOST_TELLINGS}))
        if same is None:
            porch.store.add_facts(organisation, case, [fact])
            act(case, Act.FACTS_ADDED, {"facts": [ref]}, desk=guest.desk)
            porch.store.post(OutboxRow(f"prepare:{case}:{ref}", organisation, case, "prepare_answer", {}, porch.now))
        porch.store.save_draft(organisation, _drawer(guest), DRAFT, None)
    return same or fact


def hand_in(secret: str, name: str, content: bytes, *, porch: Porch) -> str:
    """A paper of the customer's: kept like any other upload, captured by the customer. Returns its name as it is kept."""
    guest = _let_in(secret, porch)
    kept_name = file_name(name)
    if len(content) > LARGEST_FILE:
        raise DeskRefused(Reason("guest.file_too_large", values={"file": kept_name, "mb": LARGEST_FILE // 2**20}))
    read = porch.files(content, name=kept_name)
    if read.readable is Readable.EMPTY:
        raise DeskRefused(Reason("guest.file_empty", values={"file": kept_name}))
    if read.media_type not in TAKEN or (read.media_type.startswith("text/") and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"):
        raise DeskRefused(Reason("guest.kind_not_taken", values={"file": kept_name}))
    with porch.store.transaction():
        if len(_handed_in(guest)) >= MOST_FILES:
            raise DeskRefused(Reason("guest.too_many_files", values={"most": MOST_FILES}))
        add_file(guest.case.id, content, name=kept_name, custody=Custody(captured_by=CUSTOMER), desk=replace(guest.desk, files=_Read(read)))
    return kept_name


@dataclass(frozen=True, slots=True)
class _Read:
    """`ReadsFiles` of a file that was read already."""

    read: ReadFile

    def __call__(self, content: bytes, *, name: str) -> ReadFile:  # noqa: ARG002  (the signature is the port's)
        return self.read
