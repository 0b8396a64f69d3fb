"""Pages for a terminal: plain tables and lines, with rich where a person watches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yosher.kernel.currency import exponent

console = Console(highlight=False, soft_wrap=False)


def line(text: str, *, style: str | None = None) -> None:
    console.print(escape(text), style=style)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None, fixed: Sequence[int] = ()) -> None:
    """`fixed`: columns that are never broken over lines."""
    drawn = Table(title=title, box=None, header_style="bold", title_justify="left", pad_edge=False)
    for number, name in enumerate(head):
        drawn.add_column(name, no_wrap=number in fixed)
    for row in rows:
        drawn.add_row(*(escape(cell(value)) for value in row))
    console.print(drawn)


def cell(value: Any) -> str:
    """A JSON value as a person reads it: amounts with their decimals, times without seconds."""
    if value is None:
        return "–"
    if isinstance(value, Mapping) and {"minor", "currency"} <= set(value):
        digits = exponent(str(value["currency"]))
        return f"{value['currency']} {Decimal(value['minor']).scaleb(-digits):,.{digits}f}"
    if isinstance(value, str) and len(value) > 15 and value[10:11] == "T":
        return when(value)
    return str(value)


def when(text: str) -> str:
    try:
        return datetime.fromisoformat(text).strftime("%d %b %Y %H:%M")
    except ValueError:
        return text


@contextmanager
def progress(what: str, *, shown: bool) -> Iterator[None]:
    """A turning wheel on stderr while something long runs, where a terminal is there to see it."""
    watching = Console(stderr=True)
    if not shown or not watching.is_terminal:
        yield
        return
    with watching.status(escape(what)):
        yield
