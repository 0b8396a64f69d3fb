"""Which rows of an exhibit carry the heavy frame: those that the letter names, with the number of the element that they answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yosher.kernel.ids import ExhibitId
from yosher.packets.elements import Answered
from yosher.packets.model import Text


@dataclass(frozen=True, slots=True)
class Marks:
    """For one exhibit: `columns` → number of the element, `quotes` → number, and the first fact that the letter takes from it."""

    shows: Text = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    quotes: Mapping[str, int] = field(default_factory=dict)


def marks_of(found: Iterable[Answered]) -> dict[ExhibitId, Marks]:
    """By exhibit. A value that answers two elements carries the first one's number."""
    marks: dict[ExhibitId, Marks] = {}
    for number, one in enumerate(found, 1):
        for shown in one.shown:
            known = marks.get(shown.line.cite.exhibit, Marks(shown.line.text))
            columns = dict.fromkeys(shown.columns, number) | dict(known.columns)
            quotes = ({shown.quote: number} if shown.quote else {}) | dict(known.quotes)
            marks[shown.line.cite.exhibit] = Marks(known.shows, columns, quotes)
    return marks


NO_MARKS = Marks()  # of an exhibit that the letter does not cite
