"""Fields found by any of their names, closed words by any of theirs; what is not understood is remembered and named."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from yosher.adapters.processors.manual.shapes import FIELDS, NO, YES
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import one_line, text_of, word
from yosher.cases.door.written_dates import WrittenTime, written_time
from yosher.kernel.reason import Reason
from yosher.kernel.when import Certainty, Moment

Table = Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Section:
    """One section of a form: its values under the form's own names. `notes` collects what a person should know."""

    name: str
    values: Mapping[str, Any]
    notes: list[Reason] = field(default_factory=list)

    def text(self, key: str) -> str:
        return word(self.values.get(key))

    def opt(self, key: str) -> str | None:
        return self.text(key) or None

    def choice(self, key: str, table: Table, *, note: bool = True) -> str | None:
        """Our word for a closed value; an unknown one is None and named."""
        written = one_line(self.values.get(key)).strip().lower()
        if not written:
            return None
        found = word_in(table, written)
        if found is None and note:
            self.notes.append(Reason("form.value_unknown", values={"field": key, "value": word(written)}))
        return found

    def yes_no(self, key: str) -> bool | None:
        """Yes, no, or unknown where nothing or something else is written."""
        value = self.values.get(key)
        if isinstance(value, bool):
            return value
        written = one_line(value).strip().lower()
        if written in YES or written in NO:
            return written in YES
        if written:
            self.notes.append(Reason("form.value_unknown", values={"field": key, "value": word(written)}))
        return None

    def whole(self, key: str) -> int | None:
        written = one_line(self.values.get(key))
        return int(written) if written.isdigit() and len(written) < 6 else None

    def day(self, key: str) -> date | None:
        found = self._time(key)
        return found.day if found else None

    def moment(self, key: str, zone: tzinfo) -> Moment | None:
        """A moment with its clock and zone where they are written; else the day in `zone`."""
        found = self._time(key)
        if found is None:
            return None
        if found.clock is None:
            return Moment(datetime.combine(found.day, datetime.min.time(), zone), Certainty.DAY)
        at = datetime.combine(found.day, found.clock, found.zone or zone)
        return Moment(at, Certainty.EXACT if found.zone else Certainty.ABOUT)

    def _time(self, key: str) -> WrittenTime | None:
        """Day before month, as people write in Israel and in most of the world: a form is one person's, so the order is not guessed."""
        written = one_line(self.values.get(key))
        if not written:
            return None
        found = written_time(written)
        if found is None:
            self.notes.append(Reason("form.date_unreadable", values={"field": key, "value": word(written)}))
        return found


def section(name: str, values: object) -> Section:
    """A section with its fields under their own names. Raises Unreadable where it is no mapping."""
    if values is None:
        return Section(name, {})
    if not isinstance(values, Mapping):
        raise Unreadable("form.section_no_mapping", field=name)
    known, found, notes = _names(name), {}, []
    for key, value in values.items():
        own = known.get(_plain(text_of(key)))
        if own is None:
            notes.append(Reason("form.field_unknown", values={"field": word(key), "section": name or "form"}))
        elif own in found:
            notes.append(Reason("form.field_twice", values={"field": own}))
        else:
            found[own] = value
    return Section(name, found, notes)


def _names(name: str) -> dict[str, str]:
    return {_plain(spelling): own for own, others in FIELDS[name].items() for spelling in (own, *others)}


def _plain(text: str) -> str:
    """Field names without regard to case, blanks and dashes: `Answer by` is `answer_by`."""
    return "_".join(text.strip().lower().replace("-", " ").replace("_", " ").split())


def word_in(table: Table, written: str) -> str | None:
    plain = written.strip().lower().replace("״", '"').replace("׳", "'")
    for own, others in table.items():
        if plain.replace(" ", "_") == own or plain == own or plain in others:
            return own
    return None
