"""`yosher listener`: who is told of events, by a signed message or by mail."""

from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import label, line, table
from yosher.desk.listeners import add_listener, list_listeners, listener_document, mail_to, remove_listener

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command("add")
@command
def add(
    call: Call,
    url: Annotated[str, typer.Argument(help="The address that is told, https://…", metavar="URL")],
    event: Annotated[
        list[str] | None, typer.Option(help="An event that it wants, as case.opened; all without it. May be given again.", metavar="EVENT")
    ] = None,
) -> Done:
    """Tell a program of events by signed messages (Standard Webhooks). The secret that checks them is shown this once."""
    from yosher.bootstrap.tellers import listeners_of

    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        made = add_listener(url, event or (), desk=wired.desk, listeners=listeners_of(wired.home))

    def page() -> None:
        _listeners([listener_document(made, wired.language)])
        line(label("terminal.listener_secret"), style="bold")
        print(made.secret)

    return Done(listener_document(made, wired.language) | {"secret": made.secret}, page)


@app.command("list")
@command
def show(call: Call) -> Done:
    """The listeners of the organisation."""
    from yosher.bootstrap.tellers import listeners_of

    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        rows = [listener_document(one, wired.language) for one in list_listeners(desk=wired.desk, listeners=listeners_of(wired.home))]
    return Done({"listeners": rows}, lambda: _listeners(rows) if rows else line(label("terminal.no_listeners_yet")))


@app.command("remove")
@command
def remove(call: Call, listener: Annotated[str, typer.Argument(help="The listener's id.", metavar="LISTENER")]) -> Done:
    """Tell a listener nothing any more."""
    from yosher.bootstrap.tellers import listeners_of

    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        remove_listener(listener, desk=wired.desk, listeners=listeners_of(wired.home))
    return Done({"listener": listener, "removed": True}, lambda: line(label("terminal.listener_removed", listener=listener)))


@app.command("mail")
@command
def mail(
    call: Call,
    who: Annotated[str, typer.Argument(help="The person; they need an e-mail.", metavar="PERSON")],
    off: Annotated[bool, typer.Option("--off", help="No mail any more.")] = False,
) -> Done:
    """Tell a person by mail of new denials, of answers that are due soon, and of verdicts."""
    from yosher.bootstrap.tellers import listeners_of

    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        mail_to(who, wanted=not off, desk=wired.desk, listeners=listeners_of(wired.home))
    return Done({"person": who, "mail": not off}, lambda: line(label("terminal.mail_off" if off else "terminal.mail_on", person=who)))


def _listeners(rows: list[dict[str, Any]]) -> None:
    heads = ("terminal.listener", "terminal.address", "terminal.events", "terminal.made", "office.told", "office.failed")
    lines = [
        [row["listener"], row["url"], ", ".join(row["events"]), *(row[at] for at in ("made_at", "told_at", "failed_at"))] for row in rows
    ]
    table(heads, lines, fixed=(0,))
