"""`yosher history load`: the business's own records."""

from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import Wired, open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.hints import told
from yosher.cli.read import present
from yosher.cli.shown import NONE, label, line, progress, table
from yosher.cli.usage import Usage
from yosher.desk.brought import loaded_document, unloaded_document
from yosher.desk.ports import FileUnreadable
from yosher.evidence.model import RecordKind

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """Records of the business: what evidence is gathered from."""


@app.command("load")
@command
def load(
    call: Call,
    files: Annotated[list[Path], typer.Argument(help="CSV, NDJSON or Parquet.", metavar="FILE…")],
    kind: Annotated[
        str | None, typer.Option(help="transactions, orders, shipments, refunds, logins, messages or agreements.", metavar="KIND")
    ] = None,
) -> Done:
    """Load records. Known rows are known, bad rows are named with their number, the rest goes in."""
    wanted = _kind(kind) if kind else None
    present(files)
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        loads = []
        for path in files:
            with progress(path.name, shown=not call.as_json):
                loads.append(_loaded(path, wired, kind=wanted))
    document = loads[0] if len(loads) == 1 else {"loads": loads}
    rows = sum(load["rows"] for load in loads)

    def page() -> None:
        table(
            tuple(f"terminal.{head}" for head in ("file", "kind", "rows", "new", "refused", "seconds")),
            [[d["file"], _kind_said(d["kind"]), d["rows"], d["new"], len(d["refused"]) + d["more_refused"], d["seconds"]] for d in loads],
        )
        for d in loads:
            for note in d["notes"]:
                line(f"{d['file']}  {note}")
            for refused in d["refused"]:
                line(f"{d['file']}{':' + str(refused['row']) if refused['row'] else ''}  {told(refused)}")

    return Done(document, page, 0 if rows else 2)


def _kind(text: str) -> RecordKind:
    try:
        return RecordKind(text)
    except ValueError:
        raise Usage("cli.no_such_kind", given=text, known=", ".join(RecordKind)) from None


def _kind_said(kind: str | None) -> str:
    return label(f"terminal.records_{kind}") if kind else NONE


def _loaded(path: Path, wired: Wired, *, kind: RecordKind | None) -> dict[str, Any]:
    """The document of one file. One that cannot be read is refused whole, and stops no other."""
    try:
        own = wired.desk.organisation
        result = wired.loader.load(own.id, str(path), kind=kind, currency=own.currency, zone=own.zone)
    except FileUnreadable as trouble:
        return unloaded_document(str(path), kind, trouble, wired.language)
    return loaded_document(str(path), result, wired.language)
