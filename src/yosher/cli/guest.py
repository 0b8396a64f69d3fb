"""`yosher guest`: the link to the customer's page of a case."""

from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import label, line, when
from yosher.desk.document import moment
from yosher.desk.other_side import invite_customer, revoke_link
from yosher.kernel.ids import CaseId

app = typer.Typer(no_args_is_help=True, add_completion=False)
CaseArgument = Annotated[str, typer.Argument(help="The case.", metavar="CASE")]


@app.callback()
def _group() -> None:
    """The customer's page of a case."""


@app.command("link")
@command
def link(
    call: Call,
    case: CaseArgument,
    site: Annotated[str, typer.Option(help="The address of the desk.", metavar="URL")] = "http://localhost:8440",
) -> Done:
    """Print a link by which the customer tells their side and sees what is shared. You send it; an earlier link ends."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        made, secret = invite_customer(CaseId(case), desk=wired.desk)
        until = moment(made.expires_at.astimezone(wired.desk.organisation.tz))
    document: dict[str, Any] = {"case": case, "link": f"{site.rstrip('/')}/with/{secret}", "until": until}
    return Done(document, lambda: _page(document))


def _page(document: dict[str, Any]) -> None:
    line(label("terminal.guest_link", address=document["link"]))
    line(label("terminal.guest_until", until=when(document["until"])))


@app.command("revoke")
@command
def revoke(call: Call, case: CaseArgument) -> Done:
    """Close the customer's page of a case."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        was_open = revoke_link(CaseId(case), desk=wired.desk)
    code = "terminal.guest_revoked" if was_open else "terminal.guest_none_open"
    return Done({"case": case, "was_open": was_open}, lambda: line(label(code)))
