"""What a paper says, as it is kept with the answer: for a look at it on a page, beside the exhibits that it cites."""

from yosher.desk.compose import Composed
from yosher.desk.document import Kept
from yosher.packets.model import Cite, CustomerLetter, Element, Foreign, Packet, Run, Text, Token


def paper_kept(paper: Composed) -> Kept | None:
    """None where there is neither packet nor letter."""
    if paper.packet is not None:
        return _packet(paper.packet)
    return _letter(paper.letter) if paper.letter is not None else None


def _packet(packet: Packet) -> Kept:
    letter = packet.letter
    return {
        "what": "packet",
        "language": packet.language.value,
        "to": packet.receiver,
        "subject": _text(letter.subject),
        "parts": [_text(letter.answer)],
        "elements": [_element(element) for element in letter.elements],
        "after": [*map(_text, letter.disclosed), _text(letter.ask)],
        "exhibits": [{"id": page.id, "letter": page.letter, "title": page.title} for page in packet.exhibits],
    }


def _element(element: Element) -> Kept:
    return {"name": element.name, "lines": [[*_text(line.text), " ", {"cite": line.cite.exhibit}] for line in element.lines]}


def _letter(letter: CustomerLetter) -> Kept:
    before = (letter.greeting, *letter.paragraphs, letter.quote, *letter.body)
    return {
        "what": "letter",
        "language": letter.language.value,
        "to": letter.receiver,
        "subject": _text(letter.subject),
        "parts": [_text(part) for part in before if part],
        "options": [_text(option) for option in letter.options],
        "after": [_text(part) for part in (*letter.after, *letter.closing) if part],
        "exhibits": [],
    }


def _text(text: Text) -> list[object]:
    return [_run(run) for run in text]


def _run(run: Run) -> object:
    match run:
        case Cite():
            return {"cite": run.exhibit}
        case Foreign():
            return {"foreign": run.text, "language": run.language.value if run.language else None}
        case Token():
            return {"token": run.text}
        case _:
            return run
