"""A person's own words in place of a paper's free sentences. What rests on an exhibit stays as it is: facts are not reworded."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from yosher.kernel.ids import ExhibitId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.packets.exhibits import by_letter
from yosher.packets.fields import plain
from yosher.packets.model import Cite, CustomerLetter, Foreign, Letter, Packet, Run, Text, Token
from yosher.packets.tone import harsh_words
from yosher.packets.wording import language_of


class Part(StrEnum):
    """What may be said in one's own words: of a packet the answer and what is asked, of a letter to the customer all but their words."""

    ANSWER = "answer"
    ASK = "ask"
    GREETING = "greeting"
    OPENING = "opening"
    BODY = "body"
    WAYS = "ways"
    AFTER = "after"
    CLOSING = "closing"


# Without these a paper says nothing.
NEEDED = frozenset({Part.ANSWER, Part.ASK, Part.BODY})
ONE_PARAGRAPH = frozenset({Part.ANSWER, Part.ASK, Part.GREETING})
MOST = 5_000  # characters of a part: two pages of print, and no receiver of the rulebook reads a longer one

Piece: TypeAlias = str | Cite  # words as they were typed, or a sign for an exhibit among them
Pieces: TypeAlias = tuple[Piece, ...]
# `[A]`, `[א׳]`; in Hebrew also as it is typed in haste, without its mark or with a plain one.
_SIGN = re.compile(r"\[([A-Z]{1,3}|[\u05d0-\u05ea]{1,3}[׳']?)\]")
_MARKS = str.maketrans("", "", "׳'")
_BLANK_LINES = re.compile(r"\n\s*\n+")
# A word or several that read from left to right: of Latin letters or figures, with what stands inside and at their ends. A dash
# behind a Hebrew letter joins a prefix ("ב-120"); it is no minus.
_WORD = r"(?:(?<![\u0590-\u05ff])[+\-−])?[₪$€£#@]*[A-Za-z0-9][^\s\u0590-\u05ff]*"
_NAMES = re.compile(r"[A-Za-z][^\s\u0590-\u05ff,;:]*(?:\s+[A-Za-z][^\s\u0590-\u05ff,;:]*)+")
_LEFT_TO_RIGHT = re.compile(rf"{_NAMES.pattern}|{_WORD}")
_HEBREW = re.compile(r"[\u0590-\u05ff][\u0590-\u05ff\"'׳״\-־]*(?:\s+[\u0590-\u05ff][\u0590-\u05ff\"'׳״\-־]*)*")
_TAIL = ".,;:!?)]\"'…"
_WITH_FIGURES = re.compile(r"[^\s()\[\]\"'\u0590-\u05ff]*\d[^\s()\[\]\"'\u0590-\u05ff]*")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """`revision` counts what was written on this paper of the case: 0 where nobody wrote anything."""

    revision: int = 0
    parts: Mapping[Part, Pieces] = field(default_factory=lambda: MappingProxyType({}))


NONE_YET = OwnWords()


@dataclass(frozen=True, slots=True)
class Draft:
    """The free sentences of a paper as Yosher writes them, and the signs of the exhibits that may be named in them."""

    language: Language
    ours: Mapping[Part, str]
    signs: Mapping[str, ExhibitId]  # letter → exhibit
    whole: str  # everything that the paper says, for a look at what it does not


class UnknownSign(Exception):
    """Words name an exhibit that the packet does not have."""

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


def draft_of(paper: Packet | CustomerLetter) -> Draft:
    """Of a paper as it was composed, before anybody's words went in."""
    return _of_packet(paper) if isinstance(paper, Packet) else _of_letter(paper)


def _of_packet(packet: Packet) -> Draft:
    letters, letter = by_letter(packet.exhibits), packet.letter
    lines = [line.text for element in letter.elements for line in element.lines]
    said = (letter.subject, letter.answer, *lines, *letter.disclosed, letter.ask, *(one.value for one in letter.identification))
    return Draft(
        packet.language,
        {Part.ANSWER: typed(letter.answer, letters, packet.language), Part.ASK: typed(letter.ask, letters, packet.language)},
        {sign: ref for ref, sign in letters.items()},
        "\n".join(plain(text, letters, packet.language) for text in said),
    )


def _of_letter(letter: CustomerLetter) -> Draft:
    def several(texts: Sequence[Text], between: str) -> str:
        return between.join(typed(text, {}, letter.language) for text in texts)

    ours = {
        Part.GREETING: typed(letter.greeting, {}, letter.language),
        Part.OPENING: several(letter.paragraphs, "\n\n"),
        Part.BODY: several(letter.body, "\n\n"),
        Part.WAYS: several(letter.options, "\n"),
        Part.AFTER: several(letter.after, "\n\n"),
        Part.CLOSING: several(letter.closing[:-1], "\n\n"),
    }
    there = {part: text for part, text in ours.items() if text}
    beside = (plain(letter.subject, {}, letter.language), plain(letter.quote, {}, letter.language))
    return Draft(letter.language, there, {}, "\n".join((*beside, *there.values())))


def typed(text: Text, letters: Mapping[ExhibitId, str], language: Language) -> str:
    """Runs as a person would type them: `[A]` names an exhibit."""
    return "".join(f"[{letters[run.exhibit]}]" if isinstance(run, Cite) else plain((run,), letters, language) for run in text)


def read(text: str, signs: Mapping[str, ExhibitId]) -> Pieces:
    """What was typed, with its signs found. Raises UnknownSign."""
    known = {sign.translate(_MARKS): ref for sign, ref in signs.items()}
    pieces: list[Piece] = []
    at = 0
    for found in _SIGN.finditer(text):
        sign = found[1].translate(_MARKS)
        if sign not in known:
            raise UnknownSign(found[1])
        pieces += [text[at : found.start()], Cite(known[sign])]
        at = found.end()
    return tuple(piece for piece in (*pieces, text[at:]) if piece != "")


def written(pieces: Pieces, signs: Mapping[str, ExhibitId]) -> str:
    """Pieces as they are typed; an exhibit that is no longer in the packet has no letter."""
    letters = {ref: sign for sign, ref in signs.items()}
    return "".join(piece if isinstance(piece, str) else f"[{letters.get(piece.exhibit, '–')}]" for piece in pieces)


def tidy(text: str, part: Part) -> str:
    """Without blanks at the ends and unseen characters; of one paragraph where the page has room for one."""
    seen = "".join(char for char in text.replace("\r\n", "\n") if char == "\n" or char.isprintable())
    if part in ONE_PARAGRAPH:
        return " ".join(seen.split())
    if part is Part.WAYS:
        return "\n".join(" ".join(line.split()) for line in seen.split("\n") if line.strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in _BLANK_LINES.split(seen) if paragraph.strip())


# -- onto the page ----------------------------------------------------------------------------------------------------------


def lost(own: OwnWords, signs: Mapping[str, ExhibitId]) -> tuple[Part, ...]:
    """Parts whose words name an exhibit that is not in the packet any more: they would point at nothing."""
    there = set(signs.values())
    return tuple(
        part for part, pieces in own.parts.items() if any(isinstance(piece, Cite) and piece.exhibit not in there for piece in pieces)
    )


def in_packet(letter: Letter, own: OwnWords, *, signs: Mapping[str, ExhibitId], language: Language) -> Letter:
    """The letter with a person's words in their places; words that name a lost exhibit stay out."""
    kept = {part: runs_of(pieces, language) for part, pieces in own.parts.items() if part not in lost(own, signs)}
    return replace(letter, answer=kept.get(Part.ANSWER, letter.answer), ask=kept.get(Part.ASK, letter.ask))


def in_letter(letter: CustomerLetter, own: OwnWords) -> CustomerLetter:
    """The letter with a person's words in their places. A part that they emptied is left out; the last line, that this is no lawyer's
    letter, always stands."""
    words = {part: written(pieces, {}) for part, pieces in own.parts.items()}

    def several(part: Part, ours: tuple[Text, ...]) -> tuple[Text, ...]:
        if part not in words:
            return ours
        split = words[part].split("\n") if part is Part.WAYS else _BLANK_LINES.split(words[part])
        return tuple(runs_of((one,), letter.language) for one in split if one.strip())

    return replace(
        letter,
        greeting=next(iter(several(Part.GREETING, (letter.greeting,))), ()),
        paragraphs=several(Part.OPENING, letter.paragraphs),
        body=several(Part.BODY, letter.body),
        options=several(Part.WAYS, letter.options),
        after=several(Part.AFTER, letter.after),
        closing=(*several(Part.CLOSING, letter.closing[:-1]), letter.closing[-1]),
    )


def runs_of(pieces: Pieces, language: Language) -> Text:
    """Typed words as runs of a paper in `language`: what reads the other way keeps its own direction, and so do numbers in Hebrew."""
    return tuple(run for piece in pieces for run in (_runs(piece, language) if isinstance(piece, str) else (piece,)))


def _runs(text: str, language: Language) -> Iterator[Run]:
    at = 0
    for found in (_LEFT_TO_RIGHT if language is Language.HE else _HEBREW).finditer(text):
        inside = _without_tail(found[0])
        if found.start() > at:
            yield text[at : found.start()]
        yield Foreign(inside, language_of(inside)) if " " in inside or language is not Language.HE else Token(inside)
        at = found.start() + len(inside)
    if at < len(text):
        yield text[at:]


def _without_tail(text: str) -> str:
    """Without the sentence's own marks at the end; a bracket that was opened inside stays closed."""
    for end in range(len(text), 0, -1):
        last = text[end - 1]
        if last not in _TAIL or (last == ")" and "(" in text[:end]) or (last == "]" and "[" in text[:end]):
            return text[:end]
    return text


# -- what to look at once more ------------------------------------------------------------------------------------------------


def remarks(pieces: Pieces, part: Part, draft: Draft) -> Iterator[Reason]:
    """What a person should know of their words. Nothing is refused: it is their paper."""
    words = "".join(piece for piece in pieces if isinstance(piece, str))
    where = {"part": f"letter_part:{part}"}
    if harsh := harsh_words(words):
        yield Reason("desk.words_harsh", values=where | {"words": ", ".join(dict.fromkeys(harsh))})
    if language_of(words) not in (None, draft.language):
        yield Reason("desk.words_other_language", values=where | {"language": f"language:{draft.language}"})
    if new := list(_new_figures(words, draft.whole)):
        yield Reason("desk.words_new_figures", values=where | {"figures": ", ".join(new)})
    if part is Part.ANSWER and draft.signs and not any(isinstance(piece, Cite) for piece in pieces):
        yield Reason("desk.words_lean_on_nothing", values=where | {"sign": next(iter(draft.signs))})


def _new_figures(words: str, whole: str) -> Iterator[str]:
    """Numbers, days and sums, as they are typed, whose figures the paper does not have elsewhere."""
    known = frozenset(_FIGURE.findall(whole))
    for found in dict.fromkeys(_without_tail(typed).lstrip("-–") for typed in _WITH_FIGURES.findall(words)):
        if found not in whole and not known.issuperset(_FIGURE.findall(found)):
            yield found
