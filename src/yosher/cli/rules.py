"""`yosher rules`: the rulebook with its sources; needs no store."""

from typing import Annotated

import typer

from yosher.cli.frame import Call, Document, Done, command
from yosher.cli.usage import Usage
from yosher.kernel.words import Network
from yosher.rulebook.lookup import rule_for, rules
from yosher.rulebook.show import row, whole

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command("list")
@command
def list_rules(call: Call, network: Annotated[str | None, typer.Option(help="Only this network.", metavar="NETWORK")] = None) -> Done:
    """Every record of the rulebook in a line."""
    wanted = _network(network) if network else None
    rows = [row(rule) for rule in rules() if wanted is None or rule.network is wanted]

    def page() -> None:
        from yosher.cli.rule_page import show_rules

        show_rules(rows)

    return Done({"rules": rows}, page)


@app.command("show")
@command
def show_rule(
    call: Call,
    network: Annotated[str, typer.Argument(help="visa, mastercard, amex …", metavar="NETWORK")],
    code: Annotated[str, typer.Argument(help="The reason code.", metavar="CODE")],
    sub: Annotated[str | None, typer.Option(help="The sub-reason.", metavar="S")] = None,
    on: Annotated[str | None, typer.Option("--on", help="As of this day.", metavar="DATE")] = None,
    processor: Annotated[str | None, typer.Option(help="With this processor's own windows, limits and fees.", metavar="P")] = None,
) -> Done:
    """One record in full, with what the sources disagree about. An unlisted code gives a cautious rule."""
    from datetime import date

    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        raise Usage("cli.date_unreadable", given=on or "") from None
    rule = rule_for(_network(network), code, sub=sub, on=day, processor=processor)
    document = whole(rule, processor=processor, on=day)
    return Done(document, lambda: _page(document))


def _page(document: Document) -> None:
    from yosher.cli.rule_page import show_rule  # loads phrases: only where a person looks

    show_rule(document)


def _network(text: str) -> Network:
    try:
        return Network(text.lower())
    except ValueError:
        raise Usage("cli.no_such_network", given=text, known=", ".join(Network)) from None
