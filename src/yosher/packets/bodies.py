"""What stands on the pages of an exhibit: a record as a table, a conversation, or an original file."""

from datetime import date, datetime

from yosher.evidence.model import Exhibit
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Language
from yosher.packets.marks import Marks
from yosher.packets.model import Block, Chat, Fields, FileBody, Foreign, Note
from yosher.packets.tables import has_many_rows, tables
from yosher.packets.values import column_of, shown_value
from yosher.packets.wording import language_of, text_of, value_run
from yosher.phrases.say import say


def blocks_of(exhibit: Exhibit, *, language: Language, marks: Marks) -> tuple[Block, ...]:
    """The body, with the mark that it is not translated where it stands in another language than the reader's."""
    own = exhibit.language or language_of(_words(exhibit))
    note: tuple[Block, ...] = (Note(text_of(Reason("packet.not_translated"), language)),) if own not in (None, language) else ()
    return (*note, *_body(exhibit, own, language, marks))


def _words(exhibit: Exhibit) -> str:
    """What people wrote in it: of a record only the running texts, for labels and codes are put into the reader's language."""
    if not exhibit.rows:
        return exhibit.text
    return "\n".join(str(value) for label, value in exhibit.rows if column_of(label) in ("text", "description", "title", "reason"))


def _body(exhibit: Exhibit, own: Language | None, language: Language, marks: Marks) -> tuple[Block, ...]:
    if exhibit.rows:
        if exhibit.kind == "customer_communication":
            return (_chat(exhibit, language, marks),)
        return tables(exhibit, language=language, marks=marks) if has_many_rows(exhibit) else (_fields(exhibit, language, marks),)
    if exhibit.blob is None:
        return ()
    if exhibit.media_type == "application/pdf":
        return (FileBody("pages", exhibit.blob, exhibit.media_type, pages=exhibit.pages or 1),)
    if exhibit.media_type.startswith("image/"):
        return (FileBody("picture", exhibit.blob, exhibit.media_type),)
    return (FileBody("text", exhibit.blob, exhibit.media_type, Foreign(exhibit.text, own)),)


def _fields(exhibit: Exhibit, language: Language, marks: Marks) -> Fields:
    """The rows whose values the letter names carry the element's number."""
    return Fields(
        tuple(
            (
                marks.columns.get(column_of(label)),
                say(Reason(label), language),
                (value_run(shown_value(column_of(label), value, language)),),
            )
            for label, value in exhibit.rows
        )
    )


def _chat(exhibit: Exhibit, language: Language, marks: Marks) -> Chat:
    """The rows of a communication are messages one after another: each begins with its time."""
    us, customer = say(Reason("page.us"), language), say(Reason("page.customer"), language)
    rows: list[tuple[date | None, str, str, bool, Foreign]] = []
    keys: list[int | None] = []
    message: dict[str, Value] = {}
    for label, value in (*exhibit.rows, ("evidence.row_at", "")):
        column = column_of(label)
        if column == "at" and message:
            theirs = str(message.get("direction", "in")).strip().lower() != "out"
            words = str(message.get("text", ""))
            day, clock = day_and_time(message.get("at"))
            rows.append((day, clock, customer if theirs else us, theirs, Foreign(words, language_of(words))))
            keys.append(_key(words, marks) if theirs else None)
            message = {}
        message[column] = value
    return Chat(tuple(rows), tuple(keys))


def _key(words: str, marks: Marks) -> int | None:
    """The element that a quoted message answers; a quotation may be cut at its end."""
    plain = " ".join(words.split())
    return next((number for quote, number in marks.quotes.items() if plain.startswith(quote.rstrip("…").rstrip())), None)


def day_and_time(value: Value | None) -> tuple[date | None, str]:
    match value:
        case datetime():
            return value.date(), f"{value:%H:%M}"
        case date():
            return value, ""
        case _:
            return None, ""
