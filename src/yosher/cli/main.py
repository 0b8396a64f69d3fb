"""`yosher`: the commands by name; the module behind a name is loaded when it is called."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# name → (module under yosher.cli, attribute holding the Typer app or function, one line for the list)
COMMANDS: dict[str, tuple[str, str]] = {
    "intake": ("intake", "Read denials: webhook bodies, API objects, exports, manual forms."),
    "history": ("history", "Load the business's own records."),
    "case": ("case", "List the cases, or show one."),
    "evidence": ("evidence", "Add evidence to a case."),
    "answer": ("answer", "Weigh a case, advise, and write the packet or the letter."),
    "approve": ("approve", "Approve an answer for sending."),
    "send": ("send", "Record that an answer was sent, with proof."),
    "outcome": ("outcome", "Record the verdict."),
    "refund": ("refund", "Record a refund, never paying twice."),
    "note": ("note", "Write a note on a case."),
    "assign": ("assign", "Hand a case to a person."),
    "verify": ("verify", "Check a packet offline."),
    "rules": ("rules", "The rulebook: reason codes with their sources."),
    "settings": ("settings", "Read and change an organisation's settings."),
    "rates": ("rates", "Load dated exchange rates."),
    "org": ("org", "Organisations."),
    "person": ("person", "People and their roles."),
    "backup": ("backup", "Write one consistent archive."),
    "restore": ("restore", "Bring an archive back on an empty machine."),
    "migrate": ("migrate", "Bring the database to this version."),
    "doctor": ("doctor", "What is wrong here, and how to mend it."),
    "worker": ("worker", "Run what is due."),
    "demo": ("demo", "Walk real-looking denials along the whole road."),
}


class Lazy(TyperGroup):
    """A group that knows its commands' names and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(f"yosher.cli.{COMMANDS[cmd_name][0]}").app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


app = typer.Typer(
    cls=Lazy,
    name="yosher",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From a denied transaction to an honest answer with its reasons.",
)


@app.callback()
def _root() -> None:
    """From a denied transaction to an honest answer with its reasons."""


def main() -> None:
    app()
