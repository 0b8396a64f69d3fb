"""Which exhibits enter a packet, in which order, under which letter, and what stands on their pages."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeAlias

import rfc8785

from yosher.evidence.model import Exhibit, Lawful, Proof, ProofState, Readable
from yosher.kernel.ids import ExhibitId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.packets.highlights import HIGHLIGHTS
from yosher.packets.model import Block, Chat, ExhibitPage, Fields, FileBody, Foreign, Note, Text
from yosher.packets.wording import language_of, term, text_of, value_run
from yosher.phrases.say import say

_HEBREW_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"
_TEXT_TYPES = ("text/", "message/")
# Longer texts than this are cut by no one: they flow over pages; the excerpt for a caption is one line.
TITLE_CHARACTERS = 44


def letter_of(number: int, language: Language) -> str:
    """0 → A or א׳, 25 → Z, 26 → AA; in Hebrew ת׳ is followed by תא׳."""
    alphabet = _HEBREW_LETTERS if language is Language.HE else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    more, last = divmod(number, len(alphabet))
    letters = (alphabet[more - 1] if more else "") + alphabet[last]
    return letters + "׳" if language is Language.HE else letters


def may_enter(exhibit: Exhibit) -> bool:
    """Lawful, and a file that can be read or looked at, or a rendered record. Described papers never enter."""
    has_body = bool(exhibit.rows) or (exhibit.blob is not None and exhibit.readable in (Readable.READ, Readable.UNREAD))
    return exhibit.lawful is Lawful.LAWFUL and has_body and not exhibit.media_type.startswith(("audio/", "video/"))


def chosen(exhibits: Iterable[Exhibit], proofs: Iterable[Proof]) -> tuple[Exhibit, ...]:
    """Exhibits that some proof of the claim rests on, in the order of the proofs: what rebuts nothing stays out."""
    allowed = {exhibit.id: exhibit for exhibit in exhibits if may_enter(exhibit)}
    order: dict[ExhibitId, Exhibit] = {}
    for state in (ProofState.PRESENT, ProofState.WEAK):
        for proof in proofs:
            if proof.state is state:
                order |= {ExhibitId(ref): allowed[ExhibitId(ref)] for ref in proof.exhibits if ref in allowed and ref not in order}
    return tuple(order.values())


def page_of(exhibit: Exhibit, number: int, *, language: Language, element: int | None) -> ExhibitPage:
    """An exhibit under its letter. `element` numbers the element of the claim that it answers."""
    kind = exhibit.kind if exhibit.kind != "other" else "other"
    title = term("evidence", kind, language) if kind != "other" else say(Reason("packet.other_paper"), language)
    record = [[label.removeprefix("evidence.row_"), value] for label, value in exhibit.rows]
    name = f"{number + 1:02d}-{_stem(exhibit)}"
    page = ExhibitPage(
        id=exhibit.id,
        letter=letter_of(number, language),
        kind=kind,
        title=_short(title),
        day=exhibit.day,
        source=_source(exhibit, language),
        shows=_shows(exhibit, title),
        blocks=blocks_of(exhibit, language=language, element=element),
        file=name,
        original=exhibit.blob,
        record={"id": exhibit.id, "records": list(exhibit.records), "rows": record} if exhibit.rows else {},
        sha256=exhibit.sha256 or "",
        captured=_captured(exhibit, language),
        language=exhibit.language or language_of(exhibit.text),
    )
    return page if page.sha256 else replace(page, sha256=hashlib.sha256(record_bytes(page)).hexdigest())


def record_bytes(page: ExhibitPage) -> bytes:
    """The member of a rendered record: its values as canonical JSON (RFC 8785)."""
    return rfc8785.dumps(as_json(page.record))


def blocks_of(exhibit: Exhibit, *, language: Language, element: int | None) -> tuple[Block, ...]:
    if exhibit.rows:
        return (_chat(exhibit, language) if exhibit.kind == "customer_communication" else _fields(exhibit, language, element),)
    if exhibit.blob is None:
        return ()
    own = exhibit.language or language_of(exhibit.text)
    notes: tuple[Block, ...] = (
        (Note(text_of(Reason("packet.not_translated"), language)),) if own is not None and own is not language else ()
    )
    if exhibit.media_type == "application/pdf":
        return (*notes, FileBody("pages", exhibit.blob, exhibit.media_type, pages=exhibit.pages or 1))
    if exhibit.media_type.startswith("image/"):
        return (*notes, FileBody("picture", exhibit.blob, exhibit.media_type))
    return (*notes, FileBody("text", exhibit.blob, exhibit.media_type, Foreign(exhibit.text, own)))


def _fields(exhibit: Exhibit, language: Language, element: int | None) -> Fields:
    """The rows whose values the letter names carry the element's number."""
    named = {f"evidence.row_{column}" for kind in (exhibit.kind, *exhibit.also) for column in HIGHLIGHTS.get(kind, ())}
    return Fields(
        tuple((element if label in named else None, label_words(label, language), (value_run(value),)) for label, value in exhibit.rows)
    )


def _chat(exhibit: Exhibit, language: Language) -> Chat:
    """The rows of a communication are messages one after another: each begins with its time."""
    us, customer = say(Reason("page.us"), language), say(Reason("page.customer"), language)
    rows: list[tuple[date | None, str, str, bool, Foreign]] = []
    message: dict[str, Value] = {}
    for label, value in (*exhibit.rows, ("evidence.row_at", "")):
        column = label.removeprefix("evidence.row_")
        if column == "at" and message:
            theirs = str(message.get("direction", "in")).lower() == "in"
            words = str(message.get("text", ""))
            day, clock = day_and_time(message.get("at"))
            rows.append((day, clock, customer if theirs else us, theirs, Foreign(words, language_of(words))))
            message = {}
        message[column] = value
    return Chat(tuple(rows))


def day_and_time(value: Value | None) -> tuple[date | None, str]:
    match value:
        case datetime():
            return value.date(), f"{value:%H:%M}"
        case date():
            return value, ""
        case _:
            return None, ""


def label_words(label: str, language: Language) -> str:
    return say(Reason(label), language)


def _source(exhibit: Exhibit, language: Language) -> Text:
    if exhibit.rows:
        return text_of(Reason("packet.source_records"), language)
    return (Foreign(exhibit.name, language_of(exhibit.name)),) if exhibit.name else text_of(Reason("packet.source_unknown"), language)


def _shows(exhibit: Exhibit, title: str) -> Text:
    """The template's words about a record; a person's own words where they described the file, marked in their language."""
    if exhibit.shows:
        return (Foreign(exhibit.shows, language_of(exhibit.shows)),)
    return (title,)


def _captured(exhibit: Exhibit, language: Language) -> Text:
    if exhibit.rows:
        return text_of(Reason("packet.captured_record", values={"source": exhibit.captured_from or "-"}), language)
    values: dict[str, Value] = {"who": exhibit.captured_by or "-"}
    if exhibit.captured_at is not None:
        return text_of(Reason("packet.captured_file", values=values | {"day": exhibit.captured_at.date()}), language)
    return text_of(Reason("packet.captured_by", values=values), language)


def _stem(exhibit: Exhibit) -> str:
    """The name of the member: an original keeps its extension, a record is written as JSON."""
    if exhibit.rows:
        return f"{exhibit.kind.replace('_', '-')}.json"
    dot = exhibit.name.rfind(".")
    ending = exhibit.name[dot + 1 :].lower() if dot > 0 else "bin"
    return f"{exhibit.kind.replace('_', '-')}.{ending if ending.isalnum() and ending.isascii() else 'bin'}"


def _short(title: str) -> str:
    head = title.split(" (", maxsplit=1)[0]
    return head if len(head) <= TITLE_CHARACTERS else head[: TITLE_CHARACTERS - 1].rstrip() + "…"


Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


def as_json(value: object) -> Json:
    """Values of a record as JSON values."""
    match value:
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): as_json(v) for key, v in value.items()}
        case list() | tuple():
            return [as_json(v) for v in value]
        case str() | int() | float() | None:
            return value
        case _:
            return str(value)
