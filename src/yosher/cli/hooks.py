"""`yosher hook`: where processors send their signed messages."""

from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.at_home import at_home
from yosher.cli.frame import Call, Done, command
from yosher.cli.read import secret
from yosher.cli.shown import label, line, table, when
from yosher.desk.hooks import add_hook, hook_document, list_hooks, remove_hook, set_hook_secret

app = typer.Typer(no_args_is_help=True, add_completion=False)
HookArgument = Annotated[str, typer.Argument(help="The hook's id.", metavar="HOOK")]
SecretFile = Annotated[
    Path,
    typer.Option(
        "--secret-file",
        help="A file that holds the signing secret (Square: the address, then the key; Braintree: the public, then the private key).",
        metavar="FILE",
    ),
]


@app.command("add")
@command
def add(call: Call, processor: Annotated[str, typer.Argument(help="stripe, adyen, braintree or square.", metavar="PROCESSOR")]) -> Done:
    """Make an address for a processor's signed messages. The processor tells the secret when it is given the address."""
    from yosher.bootstrap.inboxes import SIGNED

    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        made = hook_document(add_hook(processor, signed=SIGNED, desk=desk, hooks=house.hooks), has_secret=False)

    def page() -> None:
        _hooks([made])
        line(label("terminal.hook_next", hook=str(made["hook"])))

    return Done(made, page)


@app.command("secret")
@command
def tell(call: Call, hook: HookArgument, secret_file: SecretFile) -> Done:
    """Tell a hook the secret that checks its signatures. It lies sealed in the database."""
    told = secret(secret_file)
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        set_hook_secret(hook, told, desk=desk, hooks=house.hooks)
    return Done({"hook": hook, "has_secret": True}, lambda: line(label("terminal.hook_told", hook=hook)))


@app.command("list")
@command
def show(call: Call) -> Done:
    """The hooks of the organisation."""
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        rows = [hook_document(hook, has_secret=has) for hook, has in list_hooks(desk=desk, hooks=house.hooks)]
    return Done({"hooks": rows}, lambda: _hooks(rows) if rows else line(label("terminal.no_hooks_yet")))


@app.command("remove")
@command
def remove(call: Call, hook: HookArgument) -> Done:
    """Take a hook away: what comes in there is not found any more."""
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        remove_hook(hook, desk=desk, hooks=house.hooks)
    return Done({"hook": hook, "removed": True}, lambda: line(label("terminal.hook_removed", hook=hook)))


def _hooks(rows: list[dict[str, Any]]) -> None:
    heads = ("terminal.hook", "terminal.processor", "terminal.address", "terminal.secret_known", "terminal.made", "office.heard")
    told = [
        [
            row["hook"],
            row["processor"],
            row["address"],
            label(f"terminal.{'yes' if row['has_secret'] else 'not_yet'}"),
            when(row["made_at"]),
            row["heard_at"],
        ]
        for row in rows
    ]
    table(heads, told, fixed=(0, 2))
