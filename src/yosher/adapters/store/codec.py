"""Frozen nouns as JSON and back, exactly: enums, money, moments, days, tuples, and open mappings of typed values."""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from yosher.kernel.money import Money
from yosher.kernel.reason import Value

Noun = TypeVar("Noun")


def dumps(noun: object) -> str:
    """A noun as JSON text. Fields that stand at their default are left out: rows stay small and old rows take new fields."""
    return json.dumps(_encoded(noun), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Noun], text: str) -> Noun:
    """The noun out of its JSON. Unknown fields (of a newer schema) are ignored; absent ones take their default."""
    hashable: Any = kind
    found = _decoder(hashable)(json.loads(text))
    assert isinstance(found, kind)
    return found


def plain(value: object) -> Any:
    """Any value of a body as JSON values, typed ones tagged."""
    return _encoded(value)


def _encoded(value: object) -> Any:
    match value:
        case Enum():
            return value.value
        case Money() | date() | bytes():
            return _with_tag(value)
        case Mapping():
            return {str(k): _encoded(v) for k, v in value.items()}
        case tuple() | list():
            return [_encoded(v) for v in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            kept = {f.name: getattr(value, f.name) for f in fields(value)}
            return {name: _encoded(v) for name, v in kept.items() if v is not None and v not in ("", ())}
        case _:
            return value


def _with_tag(value: Money | date | bytes) -> dict[str, object]:
    match value:
        case Money():
            return {"$money": [value.minor, value.currency]}
        case datetime():
            return {"$time": value.isoformat()}
        case date():
            return {"$day": value.isoformat()}
        case bytes():
            return {"$bytes": value.hex()}


def _tagged(value: Any) -> Any:
    """A value of an open mapping: its tag says what it was."""
    if isinstance(value, list):
        return tuple(_tagged(v) for v in value)
    if not isinstance(value, dict):
        return value
    match value:
        case {"$money": [int(minor), str(currency)]}:
            return Money(minor, currency)
        case {"$time": str(text)}:
            return datetime.fromisoformat(text)
        case {"$day": str(text)}:
            return date.fromisoformat(text)
        case {"$bytes": str(text)}:
            return bytes.fromhex(text)
        case _:
            return {k: _tagged(v) for k, v in value.items()}


Decode = Callable[[Any], Any]


@cache
def _decoder(kind: Any) -> Decode:
    """How a value of this type is read; built once for each type."""
    if kind is Money or kind is datetime or kind is date or kind is bytes or kind == Value or kind is object or kind is Any:
        return _tagged
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple(kind)
    if origin in (Union, types.UnionType):
        return _union(kind)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return lambda value: MappingProxyType({k: _tagged(v) for k, v in value.items()})
    return lambda value: value


def _dataclass(kind: type) -> Decode:
    hints = get_type_hints(kind)
    readers = {f.name: _decoder(hints[f.name]) for f in fields(kind)}
    blank = {name: empty for name, hint in hints.items() if (empty := _empty(hint)) is not _NONE}

    def read(value: Any) -> Any:
        return kind(**blank | {name: readers[name](v) for name, v in value.items() if name in readers})

    return read


_NONE = object()


def _empty(hint: Any) -> Any:
    """What a field that was left out stood for: None, an empty text or an empty tuple."""
    if type(None) in get_args(hint):
        return None
    if hint is str or getattr(hint, "__supertype__", None) is str:
        return ""
    return () if get_origin(hint) is tuple else _NONE


def _tuple(kind: Any) -> Decode:
    args = get_args(kind)
    if len(args) == 2 and args[1] is Ellipsis:
        read = _decoder(args[0])
        return lambda value: tuple(read(v) for v in value)
    readers = [_decoder(a) for a in args]
    return lambda value: tuple(read(v) for read, v in zip(readers, value, strict=True))


def _union(kind: Any) -> Decode:
    """Only `X | None` and the open value occur in our nouns: a union of dataclasses would need a tag."""
    args = [a for a in get_args(kind) if a is not type(None)]
    read = _decoder(args[0]) if len(args) == 1 else _tagged
    return lambda value: None if value is None else read(value)
