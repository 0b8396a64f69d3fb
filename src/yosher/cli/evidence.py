"""`yosher evidence`: files into a case, each with its custody."""

from pathlib import Path
from typing import Annotated

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.read import content, present
from yosher.cli.shown import table
from yosher.cli.usage import Usage
from yosher.desk.document import exhibit_document, speaker
from yosher.desk.evidence import Custody, add_file
from yosher.evidence.model import Party
from yosher.kernel.ids import CaseId

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """Evidence of a case."""


@app.command("add")
@command
def add(
    call: Call,
    case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")],
    files: Annotated[list[Path], typer.Argument(help="The files.", metavar="FILE…")],
    kind: Annotated[str, typer.Option(help="Kind of evidence, as the rulebook names it.", metavar="KIND")] = "other",
    note: Annotated[str, typer.Option(help="What it shows, in your words.", metavar="TEXT")] = "",
    captured_by: Annotated[str, typer.Option(help="Who made the copy.", metavar="PERSON")] = "",
    party: Annotated[list[str] | None, typer.Option(help="A party of a recording and where they were: REF:CC.", metavar="REF:CC")] = None,
) -> Done:
    """Add files to a case. A recording is kept out until its parties and places are known."""
    present(files)
    parties = tuple(_party(text) for text in party or ())
    custody = Custody(kind=kind, note=note, captured_by=captured_by, parties=parties)
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        wired.desk.store.case(wired.desk.organisation.id, CaseId(case))
        added = [add_file(CaseId(case), content(path), name=path.name, custody=custody, desk=wired.desk) for path in files]
        said = speaker(wired.language)
        rows = [exhibit_document(exhibit, said) for exhibit in added]
    keys = ("exhibit", "kind", "name", "readable", "lawful", "why")
    return Done({"exhibits": rows}, lambda: table(keys, [[row[k] for k in keys] for row in rows]))


def _party(text: str) -> Party:
    ref, _, place = text.rpartition(":")
    if not ref or not 2 <= len(place) <= 6:
        raise Usage("cli.party_unreadable", given=text)
    return Party(ref, place.upper())
