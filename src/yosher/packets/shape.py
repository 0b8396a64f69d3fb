"""The shape of packet.json, checked without a library: the same rules as docs/schema/packet.schema.json says them."""

import re
from collections.abc import Callable, Iterator, Mapping

Check = Callable[[object], bool]
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LANGUAGES = ("he", "en")
CHOICES = ("fight", "accept", "court", "lawyer")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _name(value: object) -> bool:
    """A member's name: below the packet, no way out of it."""
    return isinstance(value, str) and bool(value) and not value.startswith("/") and ".." not in value.split("/") and "\\" not in value


def _size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _sha256(value: object) -> bool:
    return isinstance(value, str) and bool(_SHA256.fullmatch(value))


def _maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _one_of(*allowed: str) -> Check:
    return lambda value: value in allowed


def _list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(one) for one in value)


def _record(**checks: Check) -> Check:
    """An object with exactly these properties."""
    return lambda value: isinstance(value, dict) and value.keys() == checks.keys() and all(c(value[name]) for name, c in checks.items())


def _yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


PROPERTIES: Mapping[str, Check] = {
    "schema": _text,
    "case": _text,
    "choice": _one_of(*CHOICES),
    "language": _one_of(*_LANGUAGES),
    "sender": _text,
    "receiver": _text,
    "made_at": _text,
    "rules": _list_of(_text),
    "subject": _text,
    "identification": _list_of(_record(label=_text, value=_text)),
    "answer": _text,
    "elements": _list_of(_record(element=_text, facts=_list_of(_record(text=_text, exhibit=_text)))),
    "disclosed": _list_of(_text),
    "ask": _text,
    "exhibits": _list_of(
        _record(
            letter=_text,
            id=_text,
            kind=_text,
            title=_text,
            member=_name,
            original_sha256=_maybe(_sha256),
            language=_maybe(_one_of(*_LANGUAGES)),
        )
    ),
    "fields": _list_of(_record(name=_text, text=_text, answer=_yes_or_no, exhibits=_list_of(_text))),
    "members": _list_of(_record(name=_name, size=_size, sha256=_sha256)),
}


def faults(document: object) -> Iterator[str]:
    """The properties that are missing, unknown or not of their shape; the whole document is named `packet.json`."""
    if not isinstance(document, dict):
        yield "packet.json"
        return
    yield from (str(name) for name in document if name not in PROPERTIES)
    yield from (name for name, check in PROPERTIES.items() if name not in document or not check(document[name]))
