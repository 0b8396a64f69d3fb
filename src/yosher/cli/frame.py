"""What every command shares: the common options, one JSON document or a readable page, and errors that are messages."""

import inspect
import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import wraps
from typing import Annotated, Any

import typer

from yosher.cli.usage import Usage
from yosher.kernel.when import YEARS, Moment, day_moment

Document = Mapping[str, Any]
_DAY_ONLY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


@dataclass(frozen=True, slots=True)
class Call:
    """The common options of one call. `now` sets what is computed, never the log's `recorded_at`."""

    as_json: bool
    home: str | None
    now: datetime | None
    org: str | None
    person: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """What a command brings back: the document, how a person sees it, and the exit code."""

    document: Document
    page: Callable[[], None] | None = None
    exit_code: int = 0


_COMMON: dict[str, tuple[Any, Any]] = {
    "as_json": (Annotated[bool, typer.Option("--json", help="One JSON document on stdout and nothing else.")], False),
    "home": (Annotated[str | None, typer.Option("--home", help="Folder of the database, blobs and packets.", metavar="DIR")], None),
    "now": (Annotated[str | None, typer.Option("--now", help="Compute as of this moment.", metavar="ISO8601")], None),
    "org": (Annotated[str | None, typer.Option("--org", help="The organisation.", metavar="ORG")], None),
    "person": (Annotated[str | None, typer.Option("--as", help="Who acts.", metavar="PERSON")], None),
}


def command(verb: Callable[..., Done]) -> Callable[..., None]:
    """Give a command the common options; it is called with a `Call` first and returns a `Done`."""

    @wraps(verb)
    def run(**given: Any) -> None:
        as_json, home = bool(given["as_json"]), given["home"]  # also for the message of a call that cannot be read
        try:
            call = _call(given)
            done = verb(call, **given)
        except Exception as trouble:
            done = _failed(trouble, home=home)
        _show(done, as_json=as_json)
        raise typer.Exit(done.exit_code)

    own = [p for name, p in inspect.signature(verb).parameters.items() if name != "call"]
    common = [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=d, annotation=a) for n, (a, d) in _COMMON.items()]
    vars(run)["__signature__"] = inspect.Signature([*own, *common])
    run.__annotations__ = {p.name: p.annotation for p in (*own, *common)}
    return run


def _call(given: dict[str, Any]) -> Call:
    now = given.pop("now")
    return Call(given.pop("as_json"), given.pop("home"), _moment(now) if now else None, given.pop("org"), given.pop("person"))


def _moment(text: str) -> datetime:
    """ISO 8601; without an offset it is UTC. A year in which no card was ever charged is a slip, and no calendar reaches that far."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise Usage("cli.now_unreadable", given=text) from None
    if read.year not in YEARS:
        raise Usage("cli.now_unreadable", given=text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def moment_in(text: str, zone: tzinfo) -> Moment:
    """An `--at` option as the business means it: a day is a day there, a time without an offset is of its clock."""
    given = _moment(text).date() if _DAY_ONLY.fullmatch(text.strip()) else None
    if given is not None:
        return day_moment(given, zone)
    read = _moment(text)
    return Moment(read if datetime.fromisoformat(text).tzinfo else read.replace(tzinfo=zone))


def day_in(text: str | None) -> date | None:
    """A day of an option, where it is given. A year in which no card was ever charged is a slip, as elsewhere."""
    if text is None:
        return None
    try:
        read = date.fromisoformat(text)
    except ValueError:
        raise Usage("cli.date_unreadable", given=text) from None
    if read.year not in YEARS:
        raise Usage("cli.date_unreadable", given=text)
    return read


def _failed(trouble: Exception, *, home: str | None) -> Done:
    from yosher.cli import hints, troubles  # loads phrases: only when something went wrong

    document, exit_code = troubles.told(trouble, home=home)
    return Done(document, lambda: _say(hints.told(document["error"])), exit_code)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _show(done: Done, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(done.document, ensure_ascii=False) + "\n")
        if "error" in done.document:
            _say(done.document["error"]["text"])
    elif done.page is not None:
        done.page()
