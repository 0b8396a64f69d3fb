"""The fields of one part of a form by our names, whatever they were called; what is not understood is told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from difflib import get_close_matches
from functools import cache, lru_cache

from yosher.adapters.processors.manual import shapes
from yosher.cases.door.unreadable import Unreadable
from yosher.cases.door.words import prose, reference, word
from yosher.cases.door.written_amounts import size, taken_apart
from yosher.cases.door.written_dates import written_time
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.phrases.catalogue import vocabulary

_HEBREW = re.compile("[\u05d0-\u05ea]")
_MOST_NEAR = 3  # names that are offered for one that is not known
_ABSENT = frozenset({"null", "none", "unknown", "לא ידוע", "?"})


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A name or a word as it is compared: one case, blanks for underscores and dashes, one way to write gershayim and maqaf."""
    bare = re.sub(r"[\u0591-\u05bd\u05bf-\u05c7\u200e\u200f\u061c]", "", text).replace("־", " ").replace('"', "״").replace("'", "׳")
    return re.sub(r"[\s_\-]+", " ", bare.casefold()).strip(" :?.")


@cache
def _known(section: str) -> Mapping[str, str]:
    fields = shapes.TOP if section == "" else shapes.SECTIONS[section]
    return {plain(name): ours for ours, names in fields.items() for name in (ours, *names)}


def unknown_field(section: str, written: str) -> Reason:
    """That a field is left out, with the names that it may be meant for: like ones, else all of this part, in the writer's script."""
    is_hebrew = bool(_HEBREW.search(written))
    near = get_close_matches(plain(written), [name for name in _known(section) if bool(_HEBREW.search(name)) is is_hebrew], n=_MOST_NEAR)
    fields = shapes.TOP if section == "" else shapes.SECTIONS[section]
    first = (next((name for name in names if _HEBREW.search(name)), ours) if is_hebrew else ours for ours, names in fields.items())
    return Reason("form.unknown_field", values={"field": word(f"{section}.{written}".lstrip(".")), "known": ", ".join(near or first)})


@cache
def _words(group: str) -> Mapping[str, str]:
    """How a value may be said → our word; with the vocabulary's own words in both languages where it has the group."""
    said = {plain(words): key for (of, key), row in vocabulary().items() if of == group for words in (key, row["english"], row["hebrew"])}
    return said | {plain(name): ours for ours, names in shapes.VALUES.get(group, {}).items() for name in (ours, *names)}


def value_named(group: str, text: str) -> str | None:
    """Our word for what a person wrote; None where it is none of those that we know."""
    return _words(group).get(plain(text))


@dataclass(slots=True)
class Notes:
    """What a person should know about how their form was read, in the order in which it was found."""

    told: list[Reason] = field(default_factory=list)

    def add(self, reason: Reason) -> None:
        if reason not in self.told:
            self.told.append(reason)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form. Asking for a field gives its words, its day, its sum …, or nothing, with a note where it cannot be read."""

    name: str
    values: Mapping[str, object]
    notes: Notes

    def word(self, name: str) -> str:
        value = self.values.get(name)
        text = word(value) if isinstance(value, str) else ""
        return "" if plain(text) in _ABSENT else text

    def reference(self, name: str) -> str:
        """An id, letter for letter; what reads like a card number is masked and stays apart from others by a digest."""
        return reference(self.values.get(name)) if self.word(name) else ""

    def prose(self, name: str) -> str:
        value = self.values.get(name)
        if isinstance(value, list):  # several lines as a list
            value = "\n".join(line for line in value if isinstance(line, str))
        return prose(value) if isinstance(value, str) else ""

    def named(self, name: str, group: str) -> str | None:
        """One of our own words; a word that we do not know is noted and left out."""
        text = self.word(name)
        found = value_named(group, text) if text else None
        if text and found is None:
            self.notes.add(Reason("form.value_unknown", values={"field": name, "value": text}))
        return found

    def open_word(self, name: str, group: str) -> str:
        """Our word where we know it, else the person's own: a list that belongs to the outside."""
        text = self.word(name)
        return value_named(group, text) or text

    def yes(self, name: str) -> bool | None:
        found = self.named(name, "bool")
        return None if found is None else found == "true"

    def number(self, name: str) -> int | None:
        text = self.word(name)
        if re.fullmatch(r"\d{1,4}", text, re.ASCII):
            return int(text)
        if text:
            self.notes.add(Reason("form.value_unknown", values={"field": name, "value": text}))
        return None

    def moment(self, name: str, zone: tzinfo) -> Moment | None:
        """A day (or a clock's time) in the organisation's zone; the day stands before the month."""
        text = self.word(name)
        found = written_time(text) if text else None
        if text and found is None:
            self.notes.add(Reason("form.date_unreadable", values={"field": name, "date": text}))
        return found.moment(zone) if found else None

    def day(self, name: str, zone: tzinfo) -> date | None:
        found = self.moment(name, zone)
        return found.at.date() if found else None

    def money(self, name: str, *, currency: str, home: str) -> Money:
        """A sum above zero; the currency beside it counts where the form has none apart. Raises Unreadable."""
        written = taken_apart(self.word(name), home=home)
        stated = currency or written.currency
        if not stated:
            raise Unreadable("form.currency_missing")
        if currency and written.currency and written.currency != currency:
            raise Unreadable("form.two_currencies", one=currency, other=written.currency)
        amount = size(written.number, stated, shown=self.word(name))
        if written.negative or amount.minor == 0:
            raise Unreadable("form.amount_not_positive", amount=self.word(name))
        return amount


def section_of(value: object, name: str, notes: Notes) -> Section:
    """The part `name` of a form ("" is its top); a word alone fills its most telling field."""
    if isinstance(value, str) and value.strip() and name in shapes.LONE:
        value = {shapes.LONE[name]: value}
    if value is not None and not isinstance(value, Mapping):
        notes.add(Reason("form.wrong_type", values={"field": name}))
    return Section(name, _renamed(value if isinstance(value, Mapping) else {}, name, notes), notes)


def _renamed(values: Mapping[str, object], name: str, notes: Notes) -> dict[str, object]:
    found: dict[str, object] = {}
    for written, value in values.items():
        ours = _known(name).get(plain(written))
        if ours is None:
            if not name:
                found[f"?{written}"] = value  # the top decides: a field of the denial may stand there, and a confidential one
            else:
                notes.add(unknown_field(name, written))
        elif ours in found:
            notes.add(Reason("form.field_twice", values={"field": ours}))
        elif value is not None:
            found[ours] = value
    return found


def entries(value: object, name: str, notes: Notes) -> Iterator[Section]:
    """The parts of a list; one part alone may stand without a list."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield section_of(one, name, notes)
        elif one is not None:
            notes.add(Reason("form.wrong_type", values={"field": name}))
