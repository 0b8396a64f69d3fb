"""Which exhibits enter a packet, under which letter, and how they are named and described there."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite

import rfc8785

from yosher.evidence.model import Exhibit, Lawful, Proof, ProofState, Readable
from yosher.kernel.ids import ExhibitId
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.packets.bodies import blocks_of
from yosher.packets.facts import named
from yosher.packets.marks import Marks
from yosher.packets.model import ExhibitPage, Foreign, Json, Text
from yosher.packets.tone import is_calm
from yosher.packets.values import column_of
from yosher.packets.wording import brief, foreign, language_of, term, text_of
from yosher.people.model import OWNER, Guest, Person, Role
from yosher.phrases.say import say

_HEBREW_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"
ROLES: Mapping[Role, Reason] = {
    Role.OWNER: Reason("packet.role_owner"),
    Role.ANALYST: Reason("packet.role_analyst"),
    Role.APPROVER: Reason("packet.role_approver"),
    Role.READER: Reason("packet.role_reader"),
}
BY_A_GUEST: Mapping[str, str] = {Guest.CUSTOMER: "packet.captured_customer", Guest.WITNESS: "packet.captured_witness"}
MOST_DESCRIBED = 240  # characters of a person's description in a caption: about three lines; more would push the paper off its page
NAME_CHARACTERS = 40  # the shortest limit on a file's name among form-filling receivers (Square)


def letter_of(number: int, language: Language) -> str:
    """0 → A or א׳, 25 → Z, 26 → AA; in Hebrew ת׳ is followed by אא׳."""
    alphabet = _HEBREW_LETTERS if language is Language.HE else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    letters = ""
    while number >= 0:
        number, last = divmod(number, len(alphabet))
        letters, number = alphabet[last] + letters, number - 1
    return letters + "׳" if language is Language.HE else letters


def may_enter(exhibit: Exhibit) -> bool:
    """Lawful, and a file that can be read or looked at, or a rendered record. Described papers never enter, sound and film neither."""
    has_body = bool(exhibit.rows) or (exhibit.blob is not None and exhibit.readable in (Readable.READ, Readable.UNREAD))
    return exhibit.lawful is Lawful.LAWFUL and has_body and not exhibit.media_type.startswith(("audio/", "video/"))


def chosen(exhibits: Iterable[Exhibit], proofs: Iterable[Proof], *, confirming: Iterable[ExhibitId] = ()) -> tuple[Exhibit, ...]:
    """Exhibits that some proof of the claim rests on, or that hold what agrees with us: what rebuts nothing stays out."""
    used = {str(ref) for ref in confirming} | {
        ref for proof in proofs if proof.state in (ProofState.PRESENT, ProofState.WEAK) for ref in proof.exhibits
    }
    return tuple(exhibit for exhibit in exhibits if exhibit.id in used and may_enter(exhibit))


def page_of(exhibit: Exhibit, number: int, *, language: Language, marks: Marks, people: Iterable[Person] = ()) -> ExhibitPage:
    """An exhibit under its letter. `people` are those of the business, of whom one may have handed it in."""
    record = record_of(exhibit)
    return ExhibitPage(
        id=exhibit.id,
        letter=letter_of(number, language),
        kind=exhibit.kind,
        title=_title(exhibit, language),
        day=exhibit.day,
        source=_source(exhibit, language),
        shows=_shows(exhibit, marks, language),
        blocks=blocks_of(exhibit, language=language, marks=marks),
        file=f"{number + 1:02d}-{_stem(exhibit, number)}",
        original=exhibit.blob if not record else None,
        record=record,
        sha256=hashlib.sha256(rfc8785.dumps(record)).hexdigest() if record else exhibit.sha256 or "",
        captured=_captured(exhibit, people, language),
        language=exhibit.language or language_of(exhibit.text),
    )


def record_of(exhibit: Exhibit) -> dict[str, Json]:
    """A rendered record as JSON values: the member of the packet; empty for a file."""
    if not exhibit.rows:
        return {}
    rows: list[Json] = [[column_of(label), plain_value(value)] for label, value in exhibit.rows]
    return {"id": exhibit.id, "kind": exhibit.kind, "records": list(exhibit.records), "rows": rows}


def record_bytes(page: ExhibitPage) -> bytes:
    """The member of a rendered record: its values as canonical JSON (RFC 8785)."""
    return rfc8785.dumps(dict(page.record))


_EXACT = 2**53  # canonical JSON holds whole numbers below this; larger ones are written as text (RFC 8785, RFC 7493)


def plain_value(value: Value) -> Json:
    """A value of a record as JSON; half of a surrogate pair, which no text encoding can hold, becomes a question mark."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case int():
            return value if abs(value) < _EXACT else str(value)
        case float():
            return value if isfinite(value) else str(value)
        case date():
            return value.isoformat()
        case _:
            return {"minor": value.minor if abs(value.minor) < _EXACT else str(value.minor), "currency": value.currency}


def _title(exhibit: Exhibit, language: Language) -> str:
    name = term("evidence", exhibit.kind, language) if exhibit.kind != "other" else say(Reason("packet.other_paper"), language)
    return name.split(" (", maxsplit=1)[0]


def _source(exhibit: Exhibit, language: Language) -> Text:
    if exhibit.rows:
        return text_of(Reason("packet.source_records"), language)
    name = brief(exhibit.name, NAME_CHARACTERS)
    return (Foreign(name, language_of(name)),) if name else text_of(Reason("packet.source_unknown"), language)


def _shows(exhibit: Exhibit, marks: Marks, language: Language) -> Text:
    """The fact that the letter takes from it; for a file also how the business described it, as its own words and only if they are calm."""
    fact = marks.shows or named(exhibit.kind, exhibit, language)
    if exhibit.rows or not exhibit.shows or not is_calm(exhibit.shows):
        return (*fact, ".")
    described = foreign(brief(exhibit.shows, MOST_DESCRIBED), language)
    return (*fact, ". ", *text_of(Reason("packet.described"), language), " ", *described)


def _captured(exhibit: Exhibit, people: Iterable[Person], language: Language) -> Text:
    """Where it was taken from, or who handed it in: by name, else in which role; an id says nothing to anybody else."""
    if exhibit.rows:
        if not exhibit.captured_from:
            return text_of(Reason("packet.captured_records"), language)
        return text_of(Reason("packet.captured_record", values={"source": exhibit.captured_from}), language)
    if not exhibit.captured_by:
        return text_of(Reason("packet.captured_unknown"), language)
    if exhibit.captured_by in BY_A_GUEST and exhibit.captured_at is not None:
        return text_of(Reason(BY_A_GUEST[exhibit.captured_by], values={"day": exhibit.captured_at.date()}), language)
    person = next((one for one in people if one.id == exhibit.captured_by), None)
    name = person.name if person else "" if exhibit.captured_by == OWNER else exhibit.captured_by
    role = say(ROLES[person.role if person else Role.OWNER], language)
    values: dict[str, Value] = {"who": name or role}
    if exhibit.captured_at is None:
        return text_of(Reason("packet.captured_by" if name else "packet.captured_by_role", values=values), language)
    values |= {"day": exhibit.captured_at.date()}
    return text_of(Reason("packet.captured_file" if name else "packet.captured_file_by_role", values=values), language)


def _stem(exhibit: Exhibit, number: int) -> str:
    """The name of the member: an original keeps its extension, a record is written as JSON."""
    ending = "json" if exhibit.rows else _ending(exhibit.name)
    room = NAME_CHARACTERS - len(f"{number + 1:02d}-.{ending}")
    kind = "".join(c if c.isascii() and c.isalnum() else "-" for c in exhibit.kind) or "paper"
    return f"{kind[:room].rstrip('-')}.{ending}"


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending if ending.isalnum() and ending.isascii() and len(ending) <= 8 else "bin"


def by_letter(pages: Iterable[ExhibitPage]) -> Mapping[ExhibitId, str]:
    return {page.id: page.letter for page in pages}
