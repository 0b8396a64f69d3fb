"""`yosher evidence`: files into a case, each with its custody."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.hints import told
from yosher.cli.read import content, present
from yosher.cli.shown import label, line, table, term
from yosher.cli.usage import Usage
from yosher.desk.document import exhibit_document, speaker
from yosher.desk.evidence import Custody, add_once, change_kind, known_already, notes_on, restore, withdraw
from yosher.desk.other_side import share, unshare
from yosher.evidence.model import Party
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.phrases.catalogue import vocabulary

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
    _known(kind)
    parties = tuple(_party(text) for text in party or ())
    custody = Custody(kind=kind, note=note, captured_by=captured_by, parties=parties)
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        found = wired.desk.store.case(wired.desk.organisation.id, CaseId(case))
        rows, notes = [], []
        said = speaker(wired.language)
        for path in files:
            added = add_once(found.id, content(path), name=path.name, custody=custody, desk=wired.desk)
            exhibit, was = added.exhibit, added.was
            told_of = (known_already(was, mark=was.id),) if was else notes_on(exhibit, stated=kind, case=found, desk=wired.desk)
            rows.append(exhibit_document(exhibit, said))
            notes += [said(note) for note in told_of]
    return Done({"exhibits": rows, "notes": notes}, lambda: _page(rows, notes))


ExhibitArgument = Annotated[str, typer.Argument(help="The exhibit, as `evidence add` and `case show` name it.", metavar="EXHIBIT")]


@app.command("kind")
@command
def set_kind(
    call: Call,
    case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")],
    exhibit: ExhibitArgument,
    kind: Annotated[str, typer.Argument(help="Kind of evidence, as the rulebook names it.", metavar="KIND")],
) -> Done:
    """Say what kind of paper an exhibit is. An approval is taken back: the paper may prove something else now."""
    _known(kind)
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        changed = change_kind(CaseId(case), ExhibitId(exhibit), kind, desk=wired.desk)
        row = exhibit_document(changed, speaker(wired.language))
    return Done(row, lambda: line(label("terminal.did_kind", exhibit=exhibit, kind=f"evidence:{kind}")))


@app.command("withdraw")
@command
def take_out(
    call: Call,
    case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")],
    exhibit: ExhibitArgument,
    because: Annotated[str, typer.Option(help="Why, in a sentence; kept in the log.", metavar="TEXT")] = "",
) -> Done:
    """Take a paper that does not belong there out of a case. It stays listed and is used for nothing; an approval is taken back."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        row = exhibit_document(withdraw(CaseId(case), ExhibitId(exhibit), because, desk=wired.desk), speaker(wired.language))
    return Done(row, lambda: line(label("terminal.did_withdraw", exhibit=exhibit)))


@app.command("restore")
@command
def use_again(call: Call, case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")], exhibit: ExhibitArgument) -> Done:
    """Use a paper again that was taken out of its case. Which guests see it is chosen anew."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        row = exhibit_document(restore(CaseId(case), ExhibitId(exhibit), desk=wired.desk), speaker(wired.language))
    return Done(row, lambda: line(label("terminal.did_restore", exhibit=exhibit)))


@app.command("share")
@command
def share_one(call: Call, case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")], exhibit: ExhibitArgument) -> Done:
    """Let the customer see an exhibit on their page. By itself nothing is shared."""
    return _shared(call, case, exhibit, is_shared=True)


@app.command("unshare")
@command
def unshare_one(call: Call, case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")], exhibit: ExhibitArgument) -> Done:
    """Show an exhibit to the customer no longer."""
    return _shared(call, case, exhibit, is_shared=False)


def _shared(call: Call, case: str, exhibit: str, *, is_shared: bool) -> Done:
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        (share if is_shared else unshare)(CaseId(case), ExhibitId(exhibit), desk=wired.desk)
    code = "terminal.did_share" if is_shared else "terminal.did_unshare"
    return Done({"case": case, "exhibit": exhibit, "shared": is_shared}, lambda: line(label(code, exhibit=exhibit)))


def _page(rows: list[dict[str, Any]], notes: list[dict[str, Any]]) -> None:
    table(
        ("terminal.exhibit", "terminal.kind", "terminal.name", "terminal.readable", "terminal.lawful"),
        [[x["exhibit"], term("evidence", x["kind"]), x["name"], label(f"terminal.readable_{x['readable']}"), _use(x)] for x in rows],
        fixed=(0,),
    )
    for x in rows:
        if x["readable"] in ("unread", "unreadable", "empty"):
            line(label(f"terminal.next_{x['readable']}", name=x["name"]))
    for note in notes:
        line(told(note))


def _use(exhibit: dict[str, Any]) -> str:
    return label(f"terminal.lawful_{exhibit['lawful']}") + (f": {exhibit['why']}" if exhibit["why"] else "")


def _known(kind: str) -> None:
    """Usage for a kind that the rulebook does not name, with those that are written most like it."""
    kinds = [key for group, key in vocabulary() if group == "evidence"]
    if kind not in (*kinds, "other"):
        near = get_close_matches(kind.replace("-", "_").replace(" ", "_").lower(), kinds, n=3, cutoff=0.4)
        raise Usage("cli.no_such_evidence", given=kind, near=", ".join(near or kinds[:3]))


def _party(text: str) -> Party:
    ref, _, place = text.rpartition(":")
    if not ref or not 2 <= len(place) <= 6:
        raise Usage("cli.party_unreadable", given=text)
    return Party(ref, place.upper())
