"""A packet or a letter as the JSON values that the templates place; text is made printable here and is never markup."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from yosher.adapters.typeset.coverage import printable
from yosher.kernel.currency import exponent
from yosher.kernel.ids import BlobRef
from yosher.kernel.money import Money
from yosher.kernel.words import Language
from yosher.packets.model import (
    Block,
    Chat,
    Cite,
    CustomerLetter,
    ExhibitPage,
    Fields,
    FileBody,
    Foreign,
    Note,
    Packet,
    Row,
    Run,
    Text,
    Token,
)

_SIGNS = {Language.HE: {"ILS": "₪"}, Language.EN: {}}


def of_packet(packet: Packet, *, paths: Mapping[BlobRef, str]) -> dict[str, Any]:
    """`paths`: where the picture of a blob lies, below the templates' root."""
    view = _View(packet.language)
    return {
        **_common(packet),
        "case_id": printable(packet.case),
        "order_id": printable(packet.order),
        "made_on": packet.made_at.date().isoformat(),
        "sender": {"name": printable(packet.sender), "line": [printable(packet.sender_line)] if packet.sender_line else []},
        "receiver": printable(packet.receiver),
        "letter": {
            "subject": view.text(packet.letter.subject),
            "identification": [{"label": i.label, "value": view.text(i.value)} for i in packet.letter.identification],
            "answer": view.text(packet.letter.answer),
            "elements": [
                {
                    "name": e.name,
                    "fact": view.line(e.lines[0].text, e.lines[0].cite),
                    "also": [view.line(x.text, x.cite) for x in e.lines[1:]],
                }
                for e in packet.letter.elements
            ],
            "disclosed": [view.text(t) for t in packet.letter.disclosed],
            "ask": view.text(packet.letter.ask),
            "approved": view.text(packet.letter.approved),
        },
        "timeline": {
            "strip": [
                {"date": m.day.isoformat(), "label": m.label, "key": m.key, "up": n % 2 == 0} for n, m in enumerate(packet.timetable.marks)
            ],
            "zone": view.text(packet.timetable.zone),
            "events": [view.row(row) for row in packet.timetable.rows],
        },
        "exhibits": [view.exhibit(page, paths) for page in packet.exhibits],
        "system": {"text": [view.text(t) for t in packet.system], "closing": view.text(packet.closing)},
    }


def of_letter(letter: CustomerLetter) -> dict[str, Any]:
    view = _View(letter.language)
    return {
        **_common(letter),
        "made_on": letter.made_at.date().isoformat(),
        "sender": printable(letter.sender),
        "greeting": view.text(letter.greeting),
        "paragraphs": [view.text(t) for t in letter.paragraphs],
        "options": [view.text(t) for t in letter.options],
        "closing": [view.text(t) for t in letter.closing],
    }


def _common(paper: Packet | CustomerLetter) -> dict[str, Any]:
    return {
        "language": paper.language.value,
        "region": paper.region,
        "paper": paper.paper,
        "title": printable(paper.title),
        "words": dict(paper.words),
        "months": list(paper.months),
    }


class _View:
    """Runs as the typed values of kit.typ, in one reader's language."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def text(self, text: Text) -> list[Any]:
        return [self._run(run) for run in text]

    def _run(self, run: Run) -> Any:
        match run:
            case str():
                return printable(run)
            case Money():
                sign = _SIGNS[self._language].get(run.currency, run.currency)
                return {"money": {"minor": run.minor, "currency": run.currency, "digits": exponent(run.currency), "sign": sign}}
            case datetime():
                return {"zoned": {"date": run.date().isoformat(), "time": f"{run:%H:%M}"}}
            case date():
                return {"date": run.isoformat()}
            case Cite():
                return {"cite": run.exhibit, "part": run.part}
            case Foreign():
                return self._foreign(run)
            case Token():
                return self._token(run.text)

    def _foreign(self, run: Foreign) -> Any:
        words = printable(run.text)
        if run.language is None or run.language is self._language:
            return words
        return {"rtl" if run.language is Language.HE else "ltr": words}

    def _token(self, text: str) -> Any:
        """A long token may break: it is placed as words, not as a box."""
        kept = printable(text)
        return {"id": kept} if len(kept) <= 28 else {"ltr": kept}

    def line(self, text: Text, cite: Cite) -> dict[str, Any]:
        return {"text": self.text(text), "exhibit": cite.exhibit, "part": cite.part}

    def row(self, row: Row) -> dict[str, Any]:
        shown = {
            "date": row.day.isoformat(),
            "time": row.time,
            "text": self.text(row.text),
            "source": self.text(row.source),
            "third": row.third,
        }
        return shown | {"exhibit": row.cite.exhibit, "part": row.cite.part} | ({"key": row.element} if row.element else {})

    def exhibit(self, page: ExhibitPage, paths: Mapping[BlobRef, str]) -> dict[str, Any]:
        return {
            "id": page.id,
            "letter": page.letter,
            "title": page.title,
            "date": page.day.isoformat() if page.day else None,
            "source": self.text(page.source),
            "shows": self.text(page.shows),
            "pages": [[self._block(block, page, paths) for block in page.blocks]],
            "file": page.file,
            "captured": self.text(page.captured),
            "sha256": page.sha256,
        }

    def _block(self, block: Block, page: ExhibitPage, paths: Mapping[BlobRef, str]) -> dict[str, Any]:
        match block:
            case Note():
                return {"kind": "note", "text": self.text(block.text)}
            case Fields():
                rows = [
                    {"label": printable(label), "value": self.text(value)} | ({"key": key} if key else {})
                    for key, label, value in block.rows
                ]
                return {"kind": "fields", "rows": rows}
            case Chat():
                return {"kind": "chat", "messages": [self._message(*row) for row in block.rows]}
            case FileBody():
                return self._file(block, page, paths)

    def _message(self, day: date | None, clock: str, who: str, theirs: bool, words: Foreign) -> dict[str, Any]:  # noqa: FBT001  (a row of a table)
        return {"date": day.isoformat() if day else None, "time": clock, "who": who, "customer": theirs, "text": printable(words.text)}

    def _file(self, body: FileBody, page: ExhibitPage, paths: Mapping[BlobRef, str]) -> dict[str, Any]:
        match body.how:
            case "picture":
                return {"kind": "picture", "path": paths[body.blob], "name": page.title}
            case "pages":
                return {"kind": "pages", "pages": body.pages}
            case _:
                words = body.text or Foreign("")
                shown = {"kind": "text", "lines": printable(words.text).split("\n")}
                return shown | ({"language": words.language.value} if words.language else {})
