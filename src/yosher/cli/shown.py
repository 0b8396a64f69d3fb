"""Pages for a terminal in the reader's language: plain tables and lines, with rich where a person watches."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from yosher.bootstrap.home import language_of_reader
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason, Value
from yosher.kernel.words import Network
from yosher.packets.identification import network_name
from yosher.phrases.catalogue import word
from yosher.phrases.say import day, isolated, money, say, token

console = Console(highlight=False, soft_wrap=False)
NONE = "–"


def label(code: str, /, **values: Value) -> str:
    """A label or a sentence of a page, by its code."""
    return say(Reason(code, values=values), language_of_reader())


def term(group: str, key: str | None) -> str:
    """A key in the words of the vocabulary."""
    return NONE if key is None else word(group, key, language_of_reader())


def network(key: str, raw: str = "") -> str:
    """A card network by its own name, another one as it was written; empty where none is known."""
    return "" if Network(key) is Network.OTHER and not raw else network_name(Network(key), raw)


def foreign(text: str) -> str:
    """A name, an id or somebody's words inside a line: in Hebrew they keep their own direction."""
    return isolated(token(text, language_of_reader()), language_of_reader())


def line(text: str = "", *, style: str | None = None) -> None:
    console.print(escape(text), style=style)


def listed(title: str, texts: Iterable[str]) -> None:
    """A titled list; nothing where the list is empty."""
    items = list(texts)
    if items:
        line(title, style="bold")
        drawn = Table.grid(padding=(0, 1))
        drawn.add_column(no_wrap=True)
        drawn.add_column()
        for text in items:
            drawn.add_row("  •", escape(text))
        console.print(drawn)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None, fixed: Sequence[int] = ()) -> None:
    """`head`: codes of labels, or "" for a column without a name. `fixed`: columns that are never broken over lines."""
    drawn = Table(title=title, box=None, header_style="bold", title_justify="left", pad_edge=False)
    for number, code in enumerate(head):
        drawn.add_column(label(code) if code else "", no_wrap=number in fixed)
    for row in rows:
        drawn.add_row(*(escape(cell(value)) for value in row))
    console.print(drawn)


def cell(value: Any) -> str:
    """A JSON value as a person reads it: amounts with their decimals, times without seconds."""
    if value is None or value == "":
        return NONE
    if isinstance(value, Mapping) and {"minor", "currency"} <= set(value):
        return money(Money(int(value["minor"]), str(value["currency"])), language_of_reader())
    if isinstance(value, str) and len(value) > 15 and value[10:11] == "T":
        return when(value)
    return str(value)


def number(value: Mapping[str, Any]) -> str:
    """An amount without its currency, for a column that stands beside one with it."""
    return cell(value).replace("\u00a0", " ").replace(value["currency"], "").strip(" ₪$€£¥")


def this_year(text: str) -> str:
    """The day of a JSON time without its year."""
    return on(text).removesuffix(text[:4]).rstrip(" .")


def when(text: str | None) -> str:
    """A JSON time: the day and the clock's time as it is given."""
    if not text:
        return NONE
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{day(read.date(), language_of_reader())} {read:%H:%M}"


def on(text: str | None) -> str:
    """The day of a JSON date or time."""
    return day(date.fromisoformat(text[:10]), language_of_reader()) if text else NONE


@contextmanager
def progress(what: str, *, shown: bool) -> Iterator[Callable[[str], None]]:
    """A turning wheel on stderr while something long runs, where a terminal is there to see it; what it gives says how far that is."""
    watching = Console(stderr=True)
    if not shown or not watching.is_terminal:
        yield lambda _: None
        return
    with watching.status(escape(what)) as wheel:
        yield lambda text: wheel.update(escape(text))
