"""`yosher insights`: monitoring ratios, causes, outcomes and money of a period."""

from typing import Annotated

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command, day_in
from yosher.cli.insights_page import show_insights
from yosher.desk.insights import insights

app = typer.Typer(add_completion=False)


@app.command()
@command
def show(
    call: Call,
    first: Annotated[str | None, typer.Option("--from", help="From this day; without it twelve months.", metavar="DATE")] = None,
    last: Annotated[str | None, typer.Option("--to", help="To this day; without it today.", metavar="DATE")] = None,
    currency: Annotated[str | None, typer.Option(help="The money of this currency alone (ISO 4217).", metavar="C")] = None,
) -> Done:
    """Monitoring ratios by month, why the denials came, what came of them, and the money: each with what it is counted of."""
    days = day_in(first), day_in(last)
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        document = insights(desk=wired.desk, language=wired.language, first=days[0], last=days[1], currency=currency)
    return Done(document, lambda: show_insights(document))
