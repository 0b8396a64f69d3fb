"""A form's bytes as plain values: YAML or JSON, one or several; bombs are refused, dates stay text."""

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml

from yosher.cases.door.decoding import decoded
from yosher.cases.door.unreadable import Unreadable

MOST_BYTES = 16 * 1024 * 1024  # a form with ten megabytes of notes is still read
MOST_NODES = 200_000
MOST_DEPTH = 40
MOST_FORMS = 1_000


class _Plain(yaml.CSafeLoader):
    """Safe YAML whose dates and numbers stay text: `0012`, `1250.50` and `05/10/2026` mean what was written."""


_Plain.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in rules if tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
    ]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def forms_in(body: bytes) -> Iterator[dict[str, Any]]:
    """Each form as a mapping. Raises Unreadable where the file is none."""
    if len(body) > MOST_BYTES:
        raise Unreadable("form.too_large", n=MOST_BYTES // 2**20)
    text = decoded(body)
    documents = _documents(text)
    forms = [form for document in documents for form in (document if isinstance(document, list) else [document])]
    if not forms or len(forms) > MOST_FORMS or not all(isinstance(form, dict) for form in forms):
        raise Unreadable("form.no_form")
    yield from cast(list[dict[str, Any]], forms)


def _documents(text: str) -> list[Any]:
    """All documents of the text. JSON is YAML, but for tabs between its tokens."""
    spaced = re.sub(r"^[\t ]+", lambda m: m.group().replace("\t", "  "), text, flags=re.M) if text.lstrip()[:1] in ("{", "[") else text
    try:
        _refuse_bombs(spaced)
        return [document for document in yaml.load_all(spaced, Loader=_Plain) if document is not None]
    except yaml.MarkedYAMLError as trouble:
        line = trouble.problem_mark.line + 1 if trouble.problem_mark else 1
        raise Unreadable("form.not_yaml", line=line, why=str(trouble.problem or "")) from trouble
    except (yaml.YAMLError, RecursionError, ValueError) as trouble:
        raise Unreadable("form.not_yaml", line=1, why=type(trouble).__name__) from trouble


def _refuse_bombs(text: str) -> None:
    """No aliases (they multiply), no endless depth, no endless number of nodes: judged on events, before anything is built."""
    depth = 0
    for nodes, event in enumerate(yaml.parse(text, Loader=_Plain)):
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable("form.alias")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH or nodes > MOST_NODES:
            raise Unreadable("form.too_deep")
