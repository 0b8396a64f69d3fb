"""A packet or a letter as the JSON values that the templates place; text is made printable here and is never markup."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yosher.adapters.typeset.coverage import is_drawn, printable
from yosher.kernel.currency import exponent
from yosher.kernel.ids import BlobRef, ExhibitId
from yosher.kernel.money import Money
from yosher.kernel.words import Language
from yosher.packets.model import (
    Block,
    Chat,
    Cite,
    CustomerLetter,
    Element,
    ExhibitPage,
    Fields,
    FileBody,
    Foreign,
    Json,
    Note,
    Packet,
    Row,
    Run,
    Table,
    Text,
    Token,
)
from yosher.packets.wording import language_of

Values = dict[str, Json]
_SIGNS = {Language.HE: {"ILS": "₪"}, Language.EN: dict[str, str]()}
_TOKEN = re.compile(r"[A-Za-z0-9+@._-]*[A-Za-z0-9]")
_SIGNED = re.compile(r"[+-]\d")
UNBROKEN = 28  # characters: a longer token may break over lines


@dataclass(frozen=True, slots=True)
class Laid:
    """A picture below the templates' root, with its pixels."""

    path: str
    width: int
    height: int


def of_packet(packet: Packet, *, pictures: Mapping[BlobRef, Laid]) -> Values:
    """`pictures`: where the picture of a blob lies."""
    view = _View(packet.language, {page.id: str(n) for n, page in enumerate(packet.exhibits)}, pictures)
    return {
        **_common(packet),
        "choice": packet.choice.value,
        "case_id": _on_a_line(packet.case),
        "order_id": _on_a_line(packet.order),
        "made_on": packet.made_at.date().isoformat(),
        "sender": {"name": printable(packet.sender), "shown": view.own(packet.sender), "line": view.own(packet.sender_line)},
        "receiver": printable(packet.receiver),
        "letter": {
            "subject": view.text(packet.letter.subject),
            "identification": [{"label": one.label, "value": view.text(one.value)} for one in packet.letter.identification],
            "answer": view.text(packet.letter.answer),
            "elements": [view.element(e) for e in packet.letter.elements],
            "disclosed": [view.text(t) for t in packet.letter.disclosed],
            "ask": view.text(packet.letter.ask),
            "approved": view.text(packet.letter.approved),
        },
        "timeline": {
            "strip": [{"date": m.day.isoformat(), "label": m.label, "key": m.key} for m in packet.timetable.marks],
            "zone": view.text(packet.timetable.zone),
            "events": [view.row(row) for row in packet.timetable.rows],
            "left_out": view.text(packet.timetable.left_out),
        },
        "exhibits": [view.exhibit(page) for page in packet.exhibits],
        "system": {"text": [view.text(t) for t in packet.system], "closing": view.text(packet.closing)},
        "coded": not all(is_drawn(text) for text in free_texts(packet)),
    }


def of_letter(letter: CustomerLetter) -> Values:
    view = _View(letter.language, {}, {})
    return {
        **_common(letter),
        "made_on": letter.made_at.date().isoformat(),
        "sender": printable(letter.sender),
        "signed": view.own(letter.sender),
        "subject": view.text(letter.subject),
        "greeting": view.text(letter.greeting),
        "paragraphs": [view.text(t) for t in letter.paragraphs],
        "quote": view.text(letter.quote),
        "body": [view.text(t) for t in letter.body],
        "after": [view.text(t) for t in letter.after],
        "options": [view.text(t) for t in letter.options],
        "closing": [view.text(t) for t in letter.closing],
    }


def _common(paper: Packet | CustomerLetter) -> Values:
    is_place = len(paper.region) == 2 and paper.region.isascii() and paper.region.isalpha()
    return {
        "language": paper.language.value,
        "region": paper.region if is_place else None,
        "paper": paper.paper,
        "title": printable(paper.title),
        "words": dict(paper.words),
        "months": list(paper.months),
    }


def _on_a_line(text: str) -> str:
    """A value of the running head: cut where it would push the rest out of the page; page 1 has it whole."""
    kept = " ".join(printable(text).split())
    return kept if len(kept) <= 40 else kept[:39] + "…"


def free_texts(packet: Packet) -> list[str]:
    """Words of people and machines on the pages: what the fonts may not be able to draw."""
    texts = [packet.sender, packet.case, packet.order]
    for page in packet.exhibits:
        for block in page.blocks:
            match block:
                case Chat():
                    texts += [row[4].text for row in block.rows]
                case Fields():
                    texts += [run.text for _, _, value in block.rows for run in value if isinstance(run, Foreign | Token)]
                case Table():
                    texts += [run.text for _, row in block.rows for cell in row for run in cell if isinstance(run, Foreign | Token)]
                case FileBody() if block.text is not None:
                    texts.append(block.text.text)
    return texts


class _View:
    """Runs as the typed values of kit.typ, in one reader's language. `keys` name the exhibits inside the document."""

    def __init__(self, language: Language, keys: Mapping[ExhibitId, str], pictures: Mapping[BlobRef, Laid]) -> None:
        self._language, self._keys, self._pictures = language, keys, pictures

    def text(self, text: Text) -> list[Json]:
        return [self._run(run) for run in text]

    def own(self, text: str) -> list[Json]:
        """A name or an address in its own direction: in a page of the other one a number before it would change sides."""
        return self.text((Foreign(text, language_of(text)),)) if text else []

    def _run(self, run: Run) -> Json:
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
                return {"cite": self._keys[run.exhibit]}
            case Foreign():
                return self._foreign(run)
            case Token():
                kept = printable(run.text)
                return {"id": kept} if len(kept) <= UNBROKEN else {"ltr": kept}

    def _foreign(self, run: Foreign) -> Json:
        words = printable(run.text)
        if run.language is None or run.language is self._language:
            return words
        return {"rtl" if run.language is Language.HE else "ltr": words}

    def element(self, element: Element) -> Values:
        return {
            "name": printable(element.name),
            "lines": [{"text": self.text(x.text), "exhibit": self._keys[x.cite.exhibit]} for x in element.lines],
        }

    def row(self, row: Row) -> Values:
        shown: Values = {
            "date": row.day.isoformat(),
            "time": row.time,
            "text": self.text(row.text),
            "source": self.text(row.source),
            "third": row.third,
            "exhibit": self._keys[row.cite.exhibit],
        }
        return shown | ({"key": row.element} if row.element else {})

    def exhibit(self, page: ExhibitPage) -> Values:
        return {
            "id": self._keys[page.id],
            "letter": page.letter,
            "title": page.title,
            "date": page.day.isoformat() if page.day else None,
            "source": self.text(page.source),
            "shows": self.text(page.shows),
            "blocks": [self._block(block, page) for block in page.blocks],
            "file": page.file,
            "captured": self.text(page.captured),
            "sha256": printable(page.sha256) if len(page.sha256) == 64 else "",
        }

    def _block(self, block: Block, page: ExhibitPage) -> Values:
        match block:
            case Note():
                return {"kind": "note", "text": self.text(block.text)}
            case Fields():
                rows: list[Json] = [{"key": key, "label": printable(label), "value": self.text(value)} for key, label, value in block.rows]
                return {"kind": "fields", "rows": rows}
            case Table():
                columns: list[Json] = [{"label": printable(label), "number": number} for label, number in block.columns]
                return {
                    "kind": "table",
                    "columns": columns,
                    "rows": [{"key": key, "cells": [self.text(cell) for cell in cells]} for key, cells in block.rows],
                }
            case Chat():
                return {"kind": "chat", "messages": self._messages(block)}
            case FileBody():
                return self._file(block, page)

    def _messages(self, chat: Chat) -> list[Json]:
        keys = chat.keys or (None,) * len(chat.rows)
        return [
            {
                "key": key,
                "date": day.isoformat() if day else None,
                "time": clock,
                "who": who,
                "customer": theirs,
                "text": _quoted(printable(words.text)),
                **_language(words),
            }
            for key, (day, clock, who, theirs, words) in zip(keys, chat.rows, strict=True)
        ]

    def _file(self, body: FileBody, page: ExhibitPage) -> Values:
        match body.how:
            case "picture":
                laid = self._pictures[body.blob]
                return {"kind": "picture", "path": laid.path, "pixels": [laid.width, laid.height], "name": page.title}
            case "pages":
                return {"kind": "pages", "pages": body.pages}
            case _:
                words = body.text or Foreign("")
                return {"kind": "text", "lines": [_line(line) for line in printable(words.text).split("\n")]}


def _quoted(text: str) -> list[Json]:
    """People's own words: only what the bidirectional algorithm would break is a value of its own, a sign before a digit or an address.

    Whole tokens are looked at, else `SE-1047` would lose its `-1047`; other foreign words stay plain, or a phrase would run backwards.
    """
    parts: list[Json] = []
    at = 0
    for found in _TOKEN.finditer(text):
        token = found.group()
        if len(token) <= UNBROKEN * 2 and ("@" in token or _SIGNED.match(token)):
            parts += [text[at : found.start()], {"phone": token}]
            at = found.end()
    return [*parts, text[at:]]


def _line(text: str) -> Values:
    """A line of a text, in the direction of its first letter as in any reader of plain text (Unicode Bidirectional Algorithm, P2)."""
    first = next((c for c in text if c.isalpha()), "")
    return {"text": _quoted(text), "language": (Language.HE if "\u0590" <= first <= "\u05ff" else Language.EN).value}


def _language(words: Foreign) -> Values:
    return {"language": words.language.value} if words.language else {}
