"""The command that goes on from a sentence: told here alone, since pages and programs have no command line."""

from collections.abc import Mapping
from typing import Any

from yosher.bootstrap.home import language_of_reader
from yosher.phrases.catalogue import template


def told(reason: Mapping[str, Any]) -> str:
    """A reason of a document as the terminal says it: its sentence, then its command where there is one."""
    hint = template(f"terminal.hint_{reason['code'].replace('.', '_')}", language_of_reader())
    return " ".join(filter(None, (reason["text"] if "text" in reason else reason["reason"], hint)))
