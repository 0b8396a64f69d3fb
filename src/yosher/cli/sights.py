"""`yosher sights`: who was shown personal data, when, and of which case."""

from typing import Annotated, Any

import typer

from yosher.bootstrap.at_home import at_home
from yosher.cli.frame import Call, Done, command, day_in
from yosher.cli.shown import NONE, label, line, table, when
from yosher.desk.sights import MOST, sight_document, sights_asked, who_looked

app = typer.Typer(add_completion=False)


@app.command()
@command
def show(
    call: Call,
    who: Annotated[str, typer.Option(help="Only what this person, or this key, was shown.", metavar="PERSON")] = "",
    case: Annotated[str, typer.Option(help="Only of this case.", metavar="CASE")] = "",
    day: Annotated[str | None, typer.Option(help="Only on this day, by the clock of the business.", metavar="DATE")] = None,
    after: Annotated[str | None, typer.Option(help="The page that follows: what --json calls next.", metavar="ROW")] = None,
    limit: Annotated[int, typer.Option(help="How many.", min=1, max=MOST)] = 50,
) -> Done:
    """Who was shown personal data: the latest first. For the owner."""
    asked = day_in(day)
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        zone = desk.organisation.tz
        page = who_looked(
            sights_asked(who=who, case=case, day=asked, zone=zone), desk=desk, accounts=house.accounts, after=after, limit=limit
        )
    rows = [sight_document(sight, zone) for sight in page.rows]
    return Done({"sights": rows, "next": page.next}, lambda: _page(rows, page.next))


def _page(rows: list[dict[str, Any]], following: str | None) -> None:
    if not rows:
        return line(label("office.nobody_looked"))
    heads = ("office.when", "office.who", "office.what", "office.case")
    table(
        heads, [[when(row["at"]), row["who"]["ref"], label(f"office.saw_{row['what']}"), row["case"] or NONE] for row in rows], fixed=(0,)
    )
    if following:
        line(label("terminal.more_sights", after=following))
    return None
