"""How somebody from outside comes in: by the secret of a link and by nothing else. The link says whose case it is, and for whom."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from yosher.cases.model import Act, Case
from yosher.conversations.interview import QUESTIONS, WITNESS_QUESTIONS
from yosher.deadlines.settings import Setting
from yosher.desk.model import Desk
from yosher.desk.ports import Blobs, DeskRefused, GuestLink, NotFound, ReadsFiles, Store
from yosher.evidence.model import Exhibit, Lawful, in_use
from yosher.kernel.actor import Actor, ActorKind
from yosher.kernel.ids import BlobRef, ExhibitId, PersonId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import Guest, Organisation, Role
from yosher.privacy.mask import clean, mask
from yosher.privacy.retention import PERIODS, Kept, length_of

GUEST_LINK_DAYS: Final = Setting("guest_link_days", "14", "house rule: two weeks, so that a holiday or an illness costs nobody their say")
MOST_LINK_DAYS = 90
MOST_LETTERS = 20_000  # of one answer
MOST_TELLINGS = 20
DRAFT, PAPERS = "told", "papers"
ASKED: Mapping[Guest, tuple[str, ...]] = {Guest.CUSTOMER: QUESTIONS, Guest.WITNESS: WITNESS_QUESTIONS}  # whoever else comes only reads

Seen = dict[str, object]


@dataclass(frozen=True, slots=True)
class Porch:
    """What the guests' verbs are given: no organisation, no role, no records of the business. The link says the rest."""

    now: datetime
    store: Store
    blobs: Blobs
    files: ReadsFiles


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever holds an open link. Only the modules of the guests see one: pages get documents."""

    link: GuestLink
    case: Case
    desk: Desk


def let_in(secret: str, porch: Porch, *welcome: Guest) -> Visitor:
    """Raises NotFound for a link that is wrong, expired, revoked or of another kind of guest: nothing tells which."""
    link = porch.store.guest_link_of(secret)
    if link is None or not link.is_open(porch.now) or (welcome and link.guest not in welcome):
        raise NotFound("link", "")
    organisation = porch.store.organisation(link.organisation)
    # Whoever works may add facts and papers; a guest does nothing else with this desk, which stays in these modules.
    desk = Desk(organisation, actor_of(link), porch.now, porch.store, porch.blobs, porch.files, role=Role.ANALYST)
    return Visitor(link, porch.store.case(link.organisation, link.case), desk)


def actor_of(link: GuestLink) -> Actor:
    return Actor(ActorKind.WITNESS, f"{link.guest}:{link.ref}")


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who is received where, and in which language."""

    language: Language
    home: Organisation
    link: GuestLink


def visit(secret: str, *, porch: Porch, language: Language | None = None, counts: bool = True) -> Greeting:
    """The page is looked at. `counts` is False for somebody of the business who looks on."""
    visitor = let_in(secret, porch)
    chosen = language or visitor.link.language
    if counts and (visitor.link.opened_at is None or chosen is not visitor.link.language):
        porch.store.note_visit(visitor.link, now=porch.now, language=chosen)
    return Greeting(chosen, visitor.desk.organisation, visitor.link)


def ends_at(organisation: Organisation, now: datetime) -> datetime:
    """When a link that is made now ends; a setting that cannot be read falls back to the default."""
    asked = organisation.settings.get(GUEST_LINK_DAYS.key, "")
    fits = asked.isdecimal() and 1 <= int(asked) <= MOST_LINK_DAYS
    return now + timedelta(days=int(asked if fits else GUEST_LINK_DAYS.default or ""))


def may_be_shared(exhibit: Exhibit) -> bool:
    return exhibit.is_file and exhibit.is_in_use and exhibit.lawful is not Lawful.UNLAWFUL


# -- what every page shows ------------------------------------------------------------------------------------------------------


def heading_of(visitor: Visitor) -> Seen:
    home = visitor.desk.organisation
    return {
        "business": {"name": home.name, "contact": home.settings.get("contact", "")},
        "language": visitor.link.language,
        "until": visitor.link.expires_at,
        "draft_days": length_of(PERIODS[Kept.DRAFTS], home.settings),
        "case_months": length_of(PERIODS[Kept.CASES], home.settings),
    }


def own_side(visitor: Visitor) -> Seen:
    """What they typed so far, the papers that were not sent yet, and what they sent."""
    papers = waiting(visitor.link, store=visitor.desk.store)
    return {
        "draft": draft_of(visitor),
        "waiting": [{"ref": opaque(visitor, x.blob), "name": x.name, "size": x.size} for x in papers],
        "handed_in": [{"ref": opaque(visitor, x.id), "name": x.name, "size": x.size} for x in handed_in(visitor)],
    }


def as_papers(visitor: Visitor, exhibits: Sequence[Exhibit]) -> list[Seen]:
    return [{"ref": opaque(visitor, x.id), "kind": x.kind, "day": x.day, "pages": x.pages} for x in exhibits]


def exhibits_of(visitor: Visitor) -> Sequence[Exhibit]:
    """Those of the case that are in use."""
    return in_use(visitor.desk.store.exhibits(visitor.link.organisation, visitor.link.case))


def handed_in(visitor: Visitor) -> list[Exhibit]:
    """What came in by this very link: another link may have reached somebody else."""
    events = visitor.desk.store.events(visitor.link.organisation, visitor.link.case)
    own = {event.body.get("exhibit") for event in events if event.act is Act.EXHIBIT_ADDED and event.actor == visitor.desk.actor}
    return [exhibit for exhibit in exhibits_of(visitor) if exhibit.id in own]


def opaque(visitor: Visitor, ref: ExhibitId | BlobRef) -> str:
    """What an exhibit, or the bytes of a paper that waits, is called on this page alone."""
    return hashlib.sha256(f"{visitor.link.ref}\x1f{ref}".encode()).hexdigest()[:20]


def paper_of(visitor: Visitor, ref: str, seen: Sequence[Exhibit]) -> tuple[bytes, str]:
    """One of the papers that are seen there: its bytes and its media type. Raises NotFound for any other."""
    found = next((exhibit for exhibit in seen if opaque(visitor, exhibit.id) == ref), None)
    if found is None or found.blob is None:
        raise NotFound("paper", "")
    return visitor.desk.blobs.get(visitor.link.organisation, visitor.case.id, found.blob), found.media_type


# -- what they type and hand in -------------------------------------------------------------------------------------------------


def keep_answers(secret: str, answers: Mapping[str, str], *, porch: Porch) -> None:
    """Keep what was typed so far beside what was typed before; nobody of the business sees it until it is told.

    Refused whole where an answer is too long: nothing is ever cut.
    """
    visitor = let_in(secret, porch, *ASKED)
    asked = ASKED[visitor.link.guest]
    typed = {key: mask(text).strip() for key, text in answers.items() if key in asked}
    _refuse_too_long(typed)
    with porch.store.transaction():
        porch.store.lock_case(visitor.link.organisation, visitor.case.id)
        kept = draft_of(visitor) | typed
        porch.store.save_draft(visitor.link.organisation, drawer_of(visitor.link), DRAFT, kept)


def draft_of(visitor: Visitor) -> dict[str, object]:
    return dict(visitor.desk.store.draft(visitor.link.organisation, drawer_of(visitor.link), DRAFT))


def has_begun(link: GuestLink, *, store: Store) -> bool:
    """Whether something is written or kept aside by this link that was not sent; never what."""
    return any(store.draft(link.organisation, drawer_of(link), DRAFT).values()) or bool(waiting(link, store=store))


def clear_draft(visitor: Visitor) -> None:
    visitor.desk.store.save_draft(visitor.link.organisation, drawer_of(visitor.link), DRAFT, None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A paper that a guest handed in and did not send yet."""

    blob: BlobRef
    name: str
    size: int  # bytes
    media_type: str


def waiting(link: GuestLink, *, store: Store) -> tuple[Waiting, ...]:
    papers = store.draft(link.organisation, drawer_of(link), PAPERS).get("papers", ())
    assert isinstance(papers, Sequence)  # as `set_waiting` wrote them
    return tuple(Waiting(**paper) for paper in papers)


def set_waiting(link: GuestLink, papers: Sequence[Waiting], *, store: Store) -> None:
    store.save_draft(link.organisation, drawer_of(link), PAPERS, {"papers": [asdict(paper) for paper in papers]} if papers else None)


_DRAWER = "guest:"


def drawer_of(link: GuestLink) -> PersonId:
    return PersonId(f"{_DRAWER}{link.ref}")


def link_in(person: PersonId) -> str | None:
    """The name of the link whose drawer this is; None for a person's own."""
    return person.removeprefix(_DRAWER) if person.startswith(_DRAWER) else None


def said_by(visitor: Visitor, answers: Mapping[str, str]) -> dict[str, str]:
    """What is told, by question and with card numbers masked. Refused where it is more than may be told at once."""
    asked = ASKED[visitor.link.guest]
    said = {key: text for key in asked if (text := mask(clean(answers.get(key, ""))).strip())}
    _refuse_too_long(said)
    return said


def _refuse_too_long(answers: Mapping[str, str]) -> None:
    longest = max((len(clean(text)) for text in answers.values()), default=0)
    if longest > MOST_LETTERS:
        raise DeskRefused(Reason("guest.answer_too_long", values={"n": longest, "most": MOST_LETTERS}), permanent=False)


def digest_of(said: Mapping[str, str]) -> str:
    return hashlib.sha256("\x1f".join(f"{key}={text}" for key, text in said.items()).encode()).hexdigest()[:12]


def refuse_too_often(tellings: int) -> None:
    if tellings >= MOST_TELLINGS:
        raise DeskRefused(Reason("guest.told_often", values={"most": MOST_TELLINGS}))
