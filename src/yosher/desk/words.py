"""A person's own words on a case's paper, as the log keeps them: the last that were written for this course in this language."""

from collections.abc import Mapping, Sequence

from yosher.cases.model import Act, CaseEvent
from yosher.desk.model import Desk
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.kernel.words import Choice, Language
from yosher.packets.model import Cite
from yosher.packets.own_words import NONE_YET, OwnWords, Part, Piece, Pieces


def own_words(case_id: CaseId, choice: Choice, language: Language, *, desk: Desk) -> OwnWords:
    """What stands in place of ours."""
    return words_in(wordings(case_id, choice, language, desk=desk))


def wordings(case_id: CaseId, choice: Choice, language: Language, *, desk: Desk) -> tuple[CaseEvent, ...]:
    """The entries of the log by which this paper was worded, in order."""
    events = (event for event in desk.store.events(desk.organisation.id, case_id) if event.act is Act.LETTER_WORDED)
    return tuple(event for event in events if event.body["choice"] == choice and event.body["language"] == language)


def words_in(entries: Sequence[CaseEvent]) -> OwnWords:
    """The words of the last entry; their revision is its number in the log."""
    if not entries:
        return NONE_YET
    parts = entries[-1].body["parts"]
    assert isinstance(parts, Mapping)
    return OwnWords(entries[-1].sequence, {Part(name): _pieces(kept) for name, kept in parts.items()})


def worded_body(choice: Choice, language: Language, parts: Mapping[Part, Pieces], over: Mapping[Part, str]) -> dict[str, object]:
    """As the log keeps it. `over`: our sentences at that time, so that one sees later what has changed beneath."""
    return {
        "choice": choice.value,
        "language": language.value,
        "parts": {part.value: [_kept(piece) for piece in pieces] for part, pieces in parts.items()},
        "over": {part.value: over[part] for part in parts if part in over},
    }


def over_in(event: CaseEvent) -> Mapping[str, str]:
    over = event.body["over"]
    assert isinstance(over, Mapping)
    return over


def _kept(piece: Piece) -> object:
    return {"cite": piece.exhibit} if isinstance(piece, Cite) else piece


def _pieces(kept: Sequence[object]) -> Pieces:
    return tuple(Cite(ExhibitId(str(one["cite"]))) if isinstance(one, Mapping) else str(one) for one in kept)
