"""`yosher import`: a spreadsheet of cases that are already under way."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.inboxes import list_to_fill_in, read_list
from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.hints import told
from yosher.cli.read import content, present
from yosher.cli.shown import label, line, progress, table, term
from yosher.cli.usage import Usage
from yosher.desk.brought import taken_over_document
from yosher.desk.take_over import take_over
from yosher.kernel.words import Language

app = typer.Typer(add_completion=False)


@app.command()
@command
def import_list(
    call: Call,
    file: Annotated[Path | None, typer.Argument(help="The spreadsheet: .xlsx or CSV.", metavar="FILE")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say row by row what would happen, and write nothing.")] = False,
    template: Annotated[
        str | None, typer.Option(help="Write a sheet to fill in to standard output instead: en or he.", metavar="LANGUAGE")
    ] = None,
) -> Done:
    """Take over a spreadsheet of cases that are under way: open, answered on a day, won, lost, accepted, refunded.

    Each row becomes a case once, standing where it stands; the same sheet again changes nothing. A wrong row holds up no other.
    """
    if template is not None:
        return _sheet(template)
    if file is None:
        raise Usage("cli.import_what")
    present([file])
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        with progress(file.name, shown=not call.as_json):
            done = take_over(content(file), reader=read_list, desk=wired.desk, name=file.name, dry=dry_run)
        document: dict[str, Any] = taken_over_document(done, zone=wired.desk.organisation.tz, language=wired.language)
    return Done(document, lambda: _show(document), 0 if done.placed else 2)


def _sheet(language: str) -> Done:
    if language not in set(Language):
        raise Usage("cli.import_language", given=language, known=", ".join(Language))
    sheet = list_to_fill_in(Language(language))

    def page() -> None:
        sys.stdout.flush()
        sys.stdout.buffer.write(sheet)

    return Done({"language": language, "sheet": sheet.decode("utf-8-sig")}, page)


def _show(document: dict[str, Any]) -> None:
    heads = ("terminal.list_row", "terminal.case", "terminal.list_denial", "terminal.amount", "terminal.state", "terminal.answer_by", "")
    if document["cases"]:
        table(heads, [_line(case) for case in document["cases"]], fixed=(0, 1, 3))
    for case in document["cases"]:
        for remark in case["notes"]:
            line(f"{document['file']}:{case['row']}  {told(remark)}")
    for row in (*document["refused"], *document["notes"]):
        line(f"{row['file']}{':' + str(row['row']) if row['row'] else ''}  {told(row)}")
    code = "terminal.import_would" if document["dry_run"] else "terminal.import_did"
    line(label(code, new=document["new"], changed=document["changed"], known=document["known"], refused=len(document["refused"])))


def _line(case: dict[str, Any]) -> list[Any]:
    news = "new" if case["was"] is None else "read_on" if case["changed"] else "known"
    return [
        case["row"],
        case["case"],
        case["denial"],
        case["amount"],
        term("case_state", case["state"]),
        case["due"],
        label(f"terminal.{news}"),
    ]
