"""The fields of a foreign object, asked for by name and never trusted to be there or of their type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yosher.cases.door.words import prose, reference, word

_NONE: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object, or a row of a table, as it came. What is absent or of another type reads as empty."""

    values: Mapping[str, object]

    def __bool__(self) -> bool:
        return bool(self.values)

    def has(self, name: str) -> bool:
        return name in self.values

    def raw(self, name: str) -> object:
        return self.values.get(name)

    def word(self, *names: str) -> str:
        """The first of these fields that says something, on one line and masked."""
        for name in names:
            value = self.values.get(name)
            if value is not None and (found := word(value)):
                return found
        return ""

    def prose(self, *names: str) -> str:
        return next((found for name in names if (found := prose(self.values.get(name)))), "")

    def reference(self, *names: str) -> str:
        """The first of these ids; where the object itself stands in the id's place (Stripe's `expand`), its `id`."""
        for name in names:
            value = self.values.get(name)
            if value is not None and (found := reference(value.get("id") if isinstance(value, dict) else value)):
                return found
        return ""

    def inner(self, *path: str) -> "Fields":
        """The object at the end of the path, empty where there is none."""
        here: object = self.values
        for name in path:
            here = here.get(name) if isinstance(here, Mapping) else None
        return fields(here)

    def each(self, name: str) -> Iterator["Fields"]:
        """The objects in a list; what is no object in it is left out."""
        found = self.values.get(name)
        return (Fields(one) for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def fields(value: object) -> Fields:
    """Any value as fields: empty unless it is an object."""
    return Fields(value if isinstance(value, dict) else _NONE)


def records_of(value: object, *, under: str) -> list[Fields]:
    """One object, a list of them, or a list that an object keeps `under` a name. What is no object stands as an empty one."""
    held = value.get(under) if isinstance(value, dict) else value
    if isinstance(held, list):
        return [fields(one) for one in held]
    return [fields(value)]


def numbered(records: list[Fields]) -> list[tuple[int | None, Fields]]:
    """The records with their number as a person counts, where there is more than one."""
    return [(n if len(records) > 1 else None, one) for n, one in enumerate(records, start=1)]
