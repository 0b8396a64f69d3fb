"""`yosher work`: what waits, runs or failed in the background, and a second chance for what failed."""

from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.hints import told
from yosher.cli.shown import label, line, when
from yosher.desk.work import dismiss as give_up
from yosher.desk.work import retry as put_back
from yosher.desk.work import work_document, work_of

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command("list")
@command
def list_work(
    call: Call, dead: Annotated[bool, typer.Option("--dead", help="Only what failed for good and waits for a person.")] = False
) -> Done:
    """What waits, runs or failed: since when, how far, how often it was tried, and why it failed."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        zone = wired.desk.organisation.tz
        rows = [work_document(found, zone=zone, language=wired.language) for found in work_of(wired.desk, only_dead=dead)]
    return Done({"work": rows}, lambda: _page(rows))


def _page(rows: list[dict[str, Any]]) -> None:
    if not rows:
        line(label("terminal.no_work"))
    for row in rows:
        line(row["id"], style="bold")
        given = {"task": _task(row["task"]), "state": _state(row), "since": when(row["since"]), "attempts": row["attempts"]}
        line("  " + label("terminal.work_line", **given))
        if row["trouble"]:
            line("  " + told(row["trouble"]))


def _state(row: dict[str, Any]) -> str:
    if row["stage_text"] and row["state"] == "running":
        return label("terminal.work_at", stage=row["stage_text"], percent=row["percent"])
    return label(f"terminal.work_{row['state']}")


def _task(name: str) -> str:
    """A task of a newer version has no words here yet."""
    said = label(f"terminal.task_{name}")
    return name if said.startswith("terminal.") else said


@app.command("retry")
@command
def retry(call: Call, ref: Annotated[str, typer.Argument(help="The id that `work list --dead` shows.", metavar="ID")]) -> Done:
    """Put a dead letter back: it is tried again at once, with what it had finished before."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        put_back(ref, desk=wired.desk)
    return Done({"id": ref, "state": "waiting"}, lambda: line(label("terminal.work_put_back", id=ref)))


@app.command("dismiss")
@command
def dismiss(call: Call, ref: Annotated[str, typer.Argument(help="The id that `work list --dead` shows.", metavar="ID")]) -> Done:
    """Give a message up that failed for good: to a listener, or by mail. Other work is only put back."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        give_up(ref, desk=wired.desk)
    return Done({"id": ref, "state": "dismissed"}, lambda: line(label("terminal.work_dismissed", id=ref)))
