"""`yosher`: the commands by name; the module behind a name is loaded when it is called."""

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import typer
from typer.core import TyperGroup

# name → (module under yosher.cli, its Typer app, one line for the list)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "intake": ("intake", "app", "Read denials: webhook bodies, API objects, exports, manual forms."),
    "import": ("take_over", "app", "Take over a spreadsheet of cases that are under way."),
    "history": ("history", "app", "Load the business's own records."),
    "case": ("case", "app", "List the cases, or show one."),
    "evidence": ("evidence", "app", "Add evidence to a case, or share it with the customer."),
    "answer": ("answer", "app", "Weigh a case, advise, and write the packet or the letter."),
    "letter": ("letter", "app", "The paper of an answer in your own words."),
    "approve": ("acts", "approve_app", "Approve an answer for sending."),
    "send": ("acts", "send_app", "Record that an answer was sent, with proof."),
    "outcome": ("acts", "outcome_app", "Record the verdict."),
    "refund": ("acts", "refund_app", "Record a refund, never paying twice."),
    "note": ("acts", "note_app", "Write a note on a case."),
    "assign": ("acts", "assign_app", "Hand a case to a person."),
    "guest": ("guest", "app", "The customer's page of a case: make its link, or close it."),
    "verify": ("verify", "app", "Check a packet offline."),
    "insights": ("insights", "app", "Monitoring ratios, causes, outcomes and money of a period."),
    "rules": ("rules", "app", "The rulebook: reason codes with their sources."),
    "settings": ("office", "settings_app", "Read and change an organisation's settings."),
    "rates": ("office", "rates_app", "Load dated exchange rates."),
    "org": ("office", "org_app", "Organisations."),
    "person": ("office", "person_app", "People and their roles."),
    "key": ("keys", "app", "Keys for programs that use the API."),
    "hook": ("hooks", "app", "Addresses for processors' signed messages."),
    "listener": ("listeners", "app", "Who is told of events: programs and people."),
    "sights": ("sights", "app", "Who was shown personal data, when, and of which case."),
    "retention": ("retention", "app", "What is kept for how long; hold a case, or erase one."),
    "backup": ("upkeep", "backup_app", "Write one consistent archive."),
    "restore": ("upkeep", "restore_app", "Bring an archive back on an empty machine."),
    "migrate": ("upkeep", "migrate_app", "Bring the database to this version."),
    "reindex": ("upkeep", "reindex_app", "Find older cases by the words of this version."),
    "doctor": ("upkeep", "doctor_app", "What is wrong here, and how to mend it."),
    "serve": ("serve", "app", "Open the desk in the browser."),
    "worker": ("upkeep", "worker_app", "Run what is due."),
    "work": ("work", "app", "What waits, runs or failed in the background."),
    "demo": ("demo", "app", "Walk real-looking denials along the whole road."),
}


class Lazy(TyperGroup):
    """A group that knows its commands' names and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command = typer.main.get_command(getattr(import_module(f"yosher.cli.{module}"), attribute))
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


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
    # JSON is UTF-8 whatever the terminal; a file name that is no text becomes \udcXX, which JSON reads.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
