"""Who wrote what and when, out of a chat's export or a mail that was handed in: the customer's own words count as theirs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from email.utils import parsedate_to_datetime

from yosher.cases.model import CustomerRef
from yosher.evidence.model import Exhibit, Fact, Origin, Readable
from yosher.evidence.scene import Scene
from yosher.evidence.wording import evened
from yosher.kernel.ids import FactId
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import EventKind

MOST_MESSAGES = 2000  # of one file
MOST_NAMED = 5  # writers whom nobody knows, in a remark
_MAIL = "message/rfc822"
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# WhatsApp writes the phone's own way of dates: `[7.10.2026, 14:05:12] Dana: …` (iPhone), `10/7/26, 2:05 PM - Dana: …` (Android).
_STAMP = r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?\s?m\.?)?"
_LINES = (re.compile(rf"\[{_STAMP}\]\s*(.*)", re.I | re.ASCII), re.compile(rf"{_STAMP}\s+[-–]\s+(.*)", re.I | re.ASCII))
_WRITER = re.compile(r"(?:~\s*)?([^:\n]{1,60}):\s(.*)", re.S)
_OLDER = re.compile(
    r"^\s*(?:>|-{2,}\s*(?:original|forwarded|הודעה)|on .{5,120} wrote:\s*$|ב.{5,120}(?:כתב|כתבה|כתב/ה|מאת .{1,60}):\s*$)", re.I
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"[^\W_]+")
_PHONE_DIGITS = 9  # the last ones: with and without a country's prefix


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the file has it."""

    writer: str
    moment: Moment | None
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What one file holds: its messages, which writers are the customer or we, and what is unclear."""

    said: tuple[Said, ...] = ()
    kinds: dict[str, EventKind] = field(default_factory=dict)
    remark: Reason | None = None


@dataclass(frozen=True, slots=True)
class Conversations:
    """The messages of all files as facts, and what a person should look at where a file does not tell."""

    facts: tuple[Fact, ...] = ()
    remarks: tuple[Reason, ...] = ()


def conversations(scene: Scene, exhibits: Iterable[Exhibit], *, business: str) -> Conversations:
    """Messages of usable files that can be told to be the customer's or ours; a message that is known already is not repeated."""
    facts: list[Fact] = []
    remarks: list[Reason] = []
    known = {_mark(scene, fact) for fact in scene.facts}
    for exhibit in exhibits:
        heard = heard_in(exhibit, customer=scene.denial.customer, zone=scene.zone, business=business)
        if heard.remark is not None:
            remarks.append(heard.remark)
        for fact in _facts(exhibit, heard.said, heard.kinds):
            if (mark := _mark(scene, fact)) not in known:
                known.add(mark)
                facts.append(fact)
    return Conversations(tuple(facts), tuple(remarks))


def is_conversation(exhibit: Exhibit, zone: tzinfo) -> bool:
    """Whether a file holds messages of people, by its content and not by what somebody calls it."""
    return bool(_said(exhibit, zone))


def heard_in(exhibit: Exhibit, *, customer: CustomerRef, zone: tzinfo, business: str) -> Heard:
    """The messages of one file, who wrote them, and what a person should look at; nothing is taken from a file with unclear dates."""
    said = _said(exhibit, zone)
    if any(one.moment is None for one in said):
        return Heard(remark=Reason("evidence.chat_dates_unclear", facts=(exhibit.id,), values={"name": exhibit.name}))
    writers = list(dict.fromkeys(one.writer for one in said))
    kinds = _mail_kinds(exhibit.text, customer) if exhibit.media_type == _MAIL else _kinds(writers, customer, business)
    if kinds or not said:
        return Heard(said, kinds)
    values = {"name": exhibit.name, "writers": ", ".join(writers[:MOST_NAMED])}
    return Heard(said, kinds, Reason("evidence.chat_writers_unknown", facts=(exhibit.id,), values=values))


def _said(exhibit: Exhibit, zone: tzinfo) -> tuple[Said, ...]:
    if exhibit.readable is not Readable.READ or exhibit.rows:
        return ()
    return _mail(exhibit.text, zone) if exhibit.media_type == _MAIL else chat_in(exhibit.text, zone)


def chat_in(text: str, zone: tzinfo) -> tuple[Said, ...]:
    """The messages of a chat's export; empty where the text is none. A moment is None where its date can be read in two ways.

    A chat is exported from the business's own phone: its clock is that of the business's `zone`.
    """
    found: list[tuple[re.Match[str], str, list[str]]] = []
    going_on: list[str] | None = None
    for line in _MARKS.sub("", text).replace("\u202f", " ").split("\n"):
        stamped = next((match for pattern in _LINES if (match := pattern.match(line))), None)
        if stamped is None:
            if going_on is not None:
                going_on.append(line)
            elif not found and line.strip():
                return ()  # a text that begins otherwise is no chat
            continue
        written = _WRITER.match(stamped[9])  # without a writer it is the app's own line
        going_on = [written[2]] if written else None
        if written and going_on is not None and len(found) < MOST_MESSAGES:
            found.append((stamped, written[1].strip(), going_on))
    times = _times([stamped for stamped, _, _ in found], zone)
    said = (Said(writer, moment, "\n".join(lines).strip()) for (_, writer, lines), moment in zip(found, times, strict=True))
    return tuple(one for one in said if one.text)


def _times(stamps: Sequence[re.Match[str]], zone: tzinfo) -> list[Moment | None]:
    """Whether the day or the month comes first is told by all dates together: none may be impossible or go back in time."""
    read = [_all_read(stamps, zone, month_first=month_first) for month_first in (False, True)]
    possible = [times for times in read if times is not None]
    if len(possible) == 2 and possible[0] != possible[1]:
        possible = [times for times in possible if times == sorted(times)]
    if len(possible) == 2 and possible[0] == possible[1]:
        possible = possible[:1]
    return [Moment(at) for at in possible[0]] if len(possible) == 1 else [None] * len(stamps)


def _all_read(stamps: Sequence[re.Match[str]], zone: tzinfo, *, month_first: bool) -> list[datetime] | None:
    try:
        return [_read(stamp, zone, month_first=month_first) for stamp in stamps]
    except ValueError:
        return None


def _read(stamp: re.Match[str], zone: tzinfo, *, month_first: bool) -> datetime:
    """Raises ValueError for a date that no calendar has."""
    first, mark, second, third, hour, minute, seconds, half = stamp.groups()[:8]
    numbers = (int(first), int(second), int(third))
    if len(first) == 4:
        year, month, day = numbers
    elif month_first and mark == "/":
        month, day, year = numbers
    else:
        day, month, year = numbers
    clock = int(hour) % 12 + (12 if half in "pP" else 0) if half else int(hour)
    return datetime(year + (2000 if year < 100 else 0), month, day, clock, int(minute), int(seconds or 0), tzinfo=zone)


def _kinds(writers: Sequence[str], customer: CustomerRef, business: str) -> dict[str, EventKind]:
    """Which writers are the customer and which are we. Of two, whoever is not the one is the other."""
    theirs = [writer for writer in writers if _is_customer(writer, customer)]
    ours = [
        writer for writer in writers if writer not in theirs and _words(writer) and _words(writer) & _words(business) == _words(business)
    ]
    if len(writers) == 2 and len(theirs) + len(ours) == 1:
        other = next(writer for writer in writers if writer not in (*theirs, *ours))
        (ours if theirs else theirs).append(other)
    if len(theirs) > 1:
        return {}
    return dict.fromkeys(theirs, EventKind.MESSAGE_IN) | dict.fromkeys(ours, EventKind.MESSAGE_OUT)


def _is_customer(writer: str, customer: CustomerRef) -> bool:
    """By address, by the last digits of a phone number, or by the name: as a whole, or the part that a contact is saved under."""
    if customer.email and customer.email.casefold() in {address.casefold() for address in _ADDRESS.findall(writer)}:
        return True
    digits, known = (re.sub(r"\D", "", text or "") for text in (writer, customer.phone))
    if len(known) >= _PHONE_DIGITS and digits[-_PHONE_DIGITS:] == known[-_PHONE_DIGITS:]:
        return True
    written, name = _words(writer), _words(customer.name or "")
    return bool(written and name) and (written <= name or name <= written)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(evened(text)))


def _mail(text: str, zone: tzinfo) -> tuple[Said, ...]:
    """The mail's own words, without the older ones that it quotes."""
    fields, body = _parts_of(text)
    at = _sent(fields.get("date", ""), zone)
    own: list[str] = []
    for line in body.split("\n"):
        if _OLDER.match(line):
            break
        own.append(line)
    words = "\n".join(own).strip()
    return (Said(fields.get("from", ""), at, words),) if words and at is not None else ()


def _mail_kinds(text: str, customer: CustomerRef) -> dict[str, EventKind]:
    fields, _ = _parts_of(text)
    writer = fields.get("from", "")
    if _is_customer(_bare(writer), customer) or _is_customer(writer, customer):
        return {writer: EventKind.MESSAGE_IN}
    receivers = fields.get("to", "")
    return {writer: EventKind.MESSAGE_OUT} if any(_is_customer(one, customer) for one in receivers.split(",")) else {}


def _bare(writer: str) -> str:
    """The name without the address."""
    return re.sub(r"<[^>]*>", "", writer)


def _parts_of(text: str) -> tuple[dict[str, str], str]:
    head, _, body = text.partition("\n\n")
    fields = (line.partition(":") for line in head.split("\n"))
    return {name.strip().lower(): value.strip() for name, colon, value in fields if colon}, body


def _sent(date: str, zone: tzinfo) -> Moment | None:
    try:
        at = parsedate_to_datetime(date)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return Moment(at) if at.tzinfo else Moment(at.replace(tzinfo=zone), Certainty.ABOUT)


def _facts(exhibit: Exhibit, said: Sequence[Said], kinds: dict[str, EventKind]) -> Iterator[Fact]:
    for number, one in enumerate(said, 1):
        kind = kinds.get(one.writer)
        if kind is not None:
            origin = Origin.CUSTOMER if kind is EventKind.MESSAGE_IN else Origin.RECORD
            yield Fact(
                FactId(f"exhibit:{exhibit.id}:message:{number}"), kind, one.moment, one.text, origin, exhibit.name, exhibit=exhibit.id
            )


def _mark(scene: Scene, fact: Fact) -> tuple[object, ...]:
    """The same words on the same day are the same message, whichever file or record has them."""
    return (fact.kind, None if fact.moment is None else scene.day(fact.moment), evened(fact.text))
