"""A form's text → plain nested values: every scalar as it was typed, and nothing that grows while it is read."""

from collections.abc import Iterator
from decimal import Decimal

import yaml

from yosher.cases.door.decoding import decoded, is_text
from yosher.cases.door.documents import json_of, looks_like_json
from yosher.cases.door.unreadable import Unreadable

# A form is typed by a person. Ten megabytes of notes in it are still read (and cut later); what is larger is no form.
FORM_BYTES_MOST = 16_000_000
_DEPTH_MOST = 12  # a form is four deep
_PARTS_MOST = 50_000  # keys and values: a form of a thousand events has eight thousand
_NOTHING = frozenset({"", "~", "null", "none", "-"})

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def forms_of(body: bytes) -> list[object]:
    """The documents of a YAML file, or the items of a JSON list; a single form is a list of one. Raises Unreadable.

    Scalars of YAML stay text: its own reading turns `no` into false, `13.10` into 13.1 and `012` into ten.
    """
    if len(body) > FORM_BYTES_MOST:
        raise Unreadable("form.too_large", megabytes=FORM_BYTES_MOST // 1_000_000)
    if not is_text(body):
        raise Unreadable("form.not_text")
    text = decoded(body)
    if not text.strip():
        raise Unreadable("form.empty")
    found = _of_json(text) if looks_like_json(body) else _of_yaml(text)
    return [form for form in found if form is not None]


def _of_json(text: str) -> list[object]:
    value = plain(json_of(text.encode()), 0)
    return value if isinstance(value, list) else [value]


def plain(value: object, depth: int) -> object:
    """A JSON value with its numbers and booleans as the texts that they were. Raises Unreadable where it is too deep."""
    if depth > _DEPTH_MOST:
        raise Unreadable("form.too_deep")
    if isinstance(value, dict):
        return {str(key): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, depth + 1) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) and abs(value.adjusted()) < 40 else str(value)
    return value if isinstance(value, str) else None


def _of_yaml(text: str) -> list[object]:
    try:
        events = _guarded(yaml.parse(text, Loader=Loader))
        documents = list(_documents(events))
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        raise Unreadable("form.not_yaml", line=mark.line + 1 if mark else 1) from trouble
    except yaml.YAMLError as trouble:
        raise Unreadable("form.not_yaml", line=1) from trouble
    whole = documents[0] if len(documents) == 1 else None
    return whole if isinstance(whole, list) else documents


def _guarded(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """No aliases (a few lines of them unfold into gigabytes), no more depth and parts than a form has."""
    depth = 0
    for parts, event in enumerate(events):
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable("form.alias", line=event.start_mark.line + 1 if event.start_mark else 1)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH_MOST:
            raise Unreadable("form.too_deep")
        if parts > _PARTS_MOST:
            raise Unreadable("form.too_many_parts", parts=_PARTS_MOST)
        yield event


def _documents(events: Iterator[yaml.Event]) -> Iterator[object]:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            yield _node(next(events), events)


def _node(event: yaml.Event, events: Iterator[yaml.Event]) -> object:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events)
    if isinstance(event, yaml.SequenceStartEvent):
        return list(_items(events))
    if isinstance(event, yaml.ScalarEvent):
        quoted = event.style in ("'", '"', "|", ">")
        return event.value if quoted or event.value.strip().casefold() not in _NOTHING else None
    return None


def _mapping(events: Iterator[yaml.Event]) -> dict[str, object]:
    """Of a key that stands twice the first counts for the reader above; the second is kept beside it under a marked name."""
    found: dict[str, object] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _node(event, events)
        value = _node(next(events), events)
        name = key if isinstance(key, str) else "?"
        found[name if name not in found else f"{name} (2)"] = value
    return found


def _items(events: Iterator[yaml.Event]) -> Iterator[object]:
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            return
        yield _node(event, events)
