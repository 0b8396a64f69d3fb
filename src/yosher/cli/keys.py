"""`yosher key`: the ways in for programs."""

from typing import Annotated, Any

import typer

from yosher.bootstrap.at_home import at_home
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import NONE, label, line, table, when
from yosher.desk.keys import add_key, key_document, list_keys, revoke_key

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command("add")
@command
def add(
    call: Call,
    name: Annotated[str, typer.Argument(help="What the key is for.", metavar="NAME")],
    scope: Annotated[list[str], typer.Option(help="How far it reaches: read, work, approve, manage. May be given again.", metavar="SCOPE")],
) -> Done:
    """Make a key for a program. Its secret is shown this once; only a digest of it is kept."""
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        key, secret = add_key(name, scope, desk=desk, keys=house.keys)

    def page() -> None:
        _keys([key_document(key)])
        line(label("terminal.key_secret"), style="bold")
        print(secret)

    return Done(key_document(key) | {"secret": secret}, page)


@app.command("list")
@command
def show(call: Call) -> Done:
    """The keys of the organisation, also those that open nothing any more."""
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        rows = [key_document(key) for key in list_keys(desk=desk, keys=house.keys)]
    return Done({"keys": rows}, lambda: _keys(rows) if rows else line(label("terminal.no_keys_yet")))


@app.command("revoke")
@command
def revoke(call: Call, key: Annotated[str, typer.Argument(help="The key's id.", metavar="KEY")]) -> Done:
    """Take a key back: it opens nothing from now on."""
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        done = key_document(revoke_key(key, desk=desk, keys=house.keys))
    return Done(done, lambda: line(label("terminal.key_revoked", key=key)))


def _keys(rows: list[dict[str, Any]]) -> None:
    heads = ("key", "name", "scopes", "made", "used", "revoked")
    lines = [
        [
            row["key"],
            row["name"],
            ", ".join(row["scopes"]),
            *(when(row[at]) if row[at] else NONE for at in ("made_at", "used_at", "revoked_at")),
        ]
        for row in rows
    ]
    table(tuple(f"terminal.{head}" for head in heads), lines, fixed=(0,))
