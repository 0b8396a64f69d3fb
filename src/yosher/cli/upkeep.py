"""Keeping the house: backup, restore, migrate, doctor, worker."""

import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from yosher.bootstrap import upkeep
from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.hints import told
from yosher.cli.shown import label, line, listed, progress, table, when
from yosher.cli.usage import Usage

backup_app, restore_app, migrate_app, reindex_app, doctor_app, worker_app = (typer.Typer(add_completion=False) for _ in range(6))


@backup_app.command()
@command
def backup(call: Call, file: Annotated[Path, typer.Argument(help="The archive to write.", metavar="FILE")]) -> Done:
    """Write one consistent archive of database and files; keys stay apart."""
    document = upkeep.backup(file, home=call.home)

    def page() -> None:
        line(label("terminal.backed_up", file=document["file"], bytes=document["bytes"]))
        if document["blobs_elsewhere"]:
            line(label("terminal.backed_up_without_files", place=document["blobs_elsewhere"]))

    return Done(document, page)


@restore_app.command()
@command
def restore(call: Call, file: Annotated[Path, typer.Argument(help="The archive.", metavar="FILE")]) -> Done:
    """Bring an archive back on an empty machine."""
    document = upkeep.restore(file, home=call.home)

    def page() -> None:
        line(label("terminal.restored", file=document["file"]))
        if document["papers_missing"]:
            line(label("terminal.restored_without_papers", n=document["papers_missing"], place=document["blobs_elsewhere"] or "–"))

    return Done(document, page)


@migrate_app.command()
@command
def migrate(call: Call) -> Done:
    """Bring the database to this version; it is backed up first."""
    document = upkeep.migrate(home=call.home)
    said = "terminal.migrated" if document["applied"] else "terminal.up_to_date"
    return Done(document, lambda: line(label(said, applied=", ".join(document["applied"]))))


@reindex_app.command()
@command
def reindex(call: Call) -> Done:
    """Find older cases by the words of this version, too: those of all organisations, or of --org.

    A case's words are renewed whenever it is saved; this does it for all of them. It may be stopped at any time and run again.
    """
    with progress(label("terminal.reindexing", done=0, all=0), shown=not call.as_json) as tell:
        document = upkeep.reindex(home=call.home, org=call.org, seen=lambda n, of: tell(label("terminal.reindexing", done=n, all=of)))
    return Done(document, lambda: line(label("terminal.reindexed", **document)))


@doctor_app.command()
@command
def doctor(call: Call) -> Done:
    """Say what is wrong here and how to mend it."""
    document = upkeep.doctor(home=call.home)
    return Done(
        document,
        lambda: table(
            ("", "terminal.check", ""),
            [
                [label("terminal.ok" if c["ok"] else "terminal.trouble"), label(f"terminal.check_{c['check']}"), told(c)]
                for c in document["checks"]
            ],
        ),
        0 if document["ok"] else 1,
    )


@worker_app.command()
@command
def worker(
    call: Call,
    once: Annotated[bool, typer.Option("--once", help="Run what is due and end, for cron.")] = False,
    poll: Annotated[float, typer.Option(help="Seconds between two looks when nothing is due.", min=0.05, max=3600)] = 1.0,
    at_once: Annotated[int, typer.Option(help="So many rows at a time.", min=1, max=64)] = 4,
) -> Done:
    """Run what is due: prepare answers for new messages, and write reminders into their cases. Of all organisations, or of --org.

    Without --once it runs until SIGTERM or Ctrl-C: running work is finished, the rest is handed back. Start several to do more.
    """
    if not once:
        return _until_told(call, poll=poll, at_once=at_once)
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person, site=True) as wired:
        from yosher.bootstrap.work import work_once

        document = work_once(wired, organisation=wired.desk.organisation.id if call.org else None)

    def page() -> None:
        line(label("terminal.worked", done=document["done"]))
        listed(label("terminal.reminders"), [f"{r['case']}  {when(r['at'])}  {r['text']}" for r in document["reminders"]])

    return Done(document, page)


def _until_told(call: Call, *, poll: float, at_once: int) -> Done:
    if call.now is not None:
        raise Usage("cli.worker_now_needs_once")
    with open_desk(home=call.home, now=None, org=call.org, person=call.person, site=True) as wired:
        home, organisation = wired.home, wired.desk.organisation.id if call.org else None
    from yosher.bootstrap.worker import Pace, work_on

    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda number, frame: _stop(stop, number))
    if not call.as_json:
        print(label("terminal.working"), file=sys.stderr, flush=True)
    done = work_on(home, stop=stop, pace=Pace(poll=poll, at_once=at_once), organisation=organisation)
    return Done({"done": done}, lambda: line(label("terminal.worked", done=done)))


def _stop(stop: threading.Event, number: int) -> None:
    """A second signal ends at once, like a kill: nothing is lost by that either."""
    stop.set()
    signal.signal(number, signal.SIG_DFL)
