"""`yosher guest`: the links to the pages of a case's guests, and what a witness told."""

from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import cell, foreign, label, line, table, term, when
from yosher.desk.document import moment
from yosher.desk.guest_document import guests_document, other_guest_document
from yosher.desk.guests import close_guest, give, invite_guest, link_of
from yosher.desk.other_side import invite_customer, revoke_link
from yosher.desk.ports import Given, Invited
from yosher.kernel.ids import CaseId, ExhibitId
from yosher.kernel.words import Language
from yosher.people.model import CasePart, Guest

app = typer.Typer(no_args_is_help=True, add_completion=False)
CaseArgument = Annotated[str, typer.Argument(help="The case.", metavar="CASE")]
LinkArgument = Annotated[str, typer.Argument(help="The name of the link, as `yosher guest list` shows it.", metavar="LINK")]
SiteOption = Annotated[str, typer.Option(help="The address of the desk.", metavar="URL")]
PartOption = Annotated[list[CasePart] | None, typer.Option("--part", help="A part of the case to show; may be given several times.")]
ExhibitOption = Annotated[
    list[str] | None, typer.Option("--exhibit", help="An exhibit to show; may be given several times.", metavar="EXHIBIT")
]
OWN_SITE = "http://localhost:8440"


@app.callback()
def _group() -> None:
    """The guests of a case: the customer's page, and links for a witness, a mediator or a lawyer."""


@app.command("link")
@command
def link(call: Call, case: CaseArgument, site: SiteOption = OWN_SITE) -> Done:
    """Print a link by which the customer tells their side and sees what is shared. You send it; an earlier link ends."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        made, secret = invite_customer(CaseId(case), desk=wired.desk)
        until = moment(made.expires_at.astimezone(wired.desk.organisation.tz))
    document: dict[str, Any] = {"case": case, "link": f"{site.rstrip('/')}/with/{secret}", "until": until}
    return Done(document, lambda: _made(document))


@app.command("invite")
@command
def invite(  # noqa: PLR0913, PLR0917  (the options of the command)
    call: Call,
    case: CaseArgument,
    guest: Annotated[Guest, typer.Argument(help="Who is invited: a witness, a mediator or a lawyer.")],
    name: Annotated[str, typer.Option(help="Their name.", metavar="NAME")],
    about: Annotated[str, typer.Option(help="What the page says to them; a witness is told the topic and no more.", metavar="TEXT")] = "",
    part: PartOption = None,
    exhibit: ExhibitOption = None,
    language: Annotated[Language | None, typer.Option(help="Their language; without it the case's.")] = None,
    site: SiteOption = OWN_SITE,
) -> Done:
    """Print a link for a witness, a mediator or a lawyer, who see exactly what is named here. You send it."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        invited = Invited(guest, name, about, _given(part, exhibit))
        made, secret = invite_guest(CaseId(case), invited, language=language, desk=wired.desk)
        until = moment(made.expires_at.astimezone(wired.desk.organisation.tz))
    document: dict[str, Any] = {"case": case, "link": f"{site.rstrip('/')}/with/{secret}", "until": until}
    return Done(document, lambda: _made(document, made.name))


def _made(document: dict[str, Any], name: str = "") -> None:
    """The link, and until when it opens: the customer's page, or the page of whoever is named."""
    code, named = ("guest_other", {"name": name}) if name else ("guest", {})
    line(label(f"terminal.{code}_link", address=document["link"], **named))
    line(label(f"terminal.{code}_until", until=when(document["until"]), **named))


@app.command("list")
@command
def list_guests(call: Call, case: CaseArgument) -> Done:
    """The links for witnesses, mediators and lawyers, and what witnesses told."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        document = guests_document(CaseId(case), desk=wired.desk)
    return Done(document, lambda: _list(document["guests"]))


def _list(guests: Any) -> None:
    if not guests:
        line(label("terminal.guest_no_others"))
        return
    table(
        ("terminal.guest_who", "terminal.guest_kind", "terminal.guest_state", "terminal.guest_ref"),
        [[foreign(one["name"]), term("guest", one["guest"]), _state(one), cell(one["ref"])] for one in guests],
    )
    for one in guests:
        for told in one["told"]:
            line(label("terminal.guest_told_on", name=one["name"], at=when(told["at"])), style="bold")
            for answer in told["answers"]:
                line(label(f"guest.{answer['question']}"))
                line(foreign(answer["words"]))


def _state(one: Any) -> str:
    return label("terminal.guest_row_open", until=when(one["until"])) if one["is_open"] else label("terminal.guest_row_closed")


@app.command("give")
@command
def give_parts(call: Call, case: CaseArgument, link: LinkArgument, part: PartOption = None, exhibit: ExhibitOption = None) -> Done:
    """Choose anew what a link shows: what is not named is not shown any more."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        document = other_guest_document(give(CaseId(case), link, _given(part, exhibit), desk=wired.desk), desk=wired.desk)
    return Done({"case": case} | document, lambda: line(label("terminal.guest_given", name=str(document["name"]))))


def _given(parts: list[CasePart] | None, exhibits: list[str] | None) -> Given:
    return Given(frozenset(parts or ()), frozenset(map(ExhibitId, exhibits or ())))


@app.command("revoke")
@command
def revoke(
    call: Call,
    case: CaseArgument,
    link: Annotated[
        str | None, typer.Option("--link", help="The link of a witness, a mediator or a lawyer.", metavar="LINK", show_default=False)
    ] = None,
) -> Done:
    """Close the customer's page of a case, or with --link the page of another guest."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        desk = wired.desk
        was_open = revoke_link(CaseId(case), desk=desk) if link is None else close_guest(CaseId(case), link, desk=desk)
        named = "" if link is None else link_of(CaseId(case), link, desk=desk).name
    document = {"case": case, "was_open": was_open} | ({"link": link} if link else {})
    return Done(document, lambda: _closed(was_open, named))


def _closed(was_open: bool, name: str) -> None:
    if name and was_open:
        line(label("web.did_guest_closed", name=name))
    else:
        line(label("terminal.guest_revoked" if was_open else "terminal.guest_none_open"))
