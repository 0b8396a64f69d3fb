"""Settings, rates, organisations and people."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.home import home_at
from yosher.bootstrap.site_settings import address as own_address
from yosher.bootstrap.wire import Wired, open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.read import content
from yosher.cli.shown import label, line, table
from yosher.cli.usage import Usage
from yosher.desk.document import organisation_document, person_document
from yosher.desk.keys import keys_made_by
from yosher.desk.office import add_organisation, add_person, load_rates, set_setting, settings_of
from yosher.desk.seats import change_role, end_seat
from yosher.kernel.ids import OrgId

settings_app = typer.Typer(no_args_is_help=True, add_completion=False)
rates_app = typer.Typer(no_args_is_help=True, add_completion=False)
org_app = typer.Typer(no_args_is_help=True, add_completion=False)
person_app = typer.Typer(no_args_is_help=True, add_completion=False)


def _desk(call: Call) -> AbstractContextManager[Wired]:
    return open_desk(home=call.home, now=call.now, org=call.org, person=call.person)


@settings_app.command("get")
@command
def get_settings(call: Call, key: Annotated[str | None, typer.Argument(help="One setting; all without it.", metavar="KEY")] = None) -> Done:
    """Show the settings with what they mean and where their default comes from."""
    with _desk(call) as wired:
        rows = [row for row in settings_of(wired.desk, language=wired.language) if key is None or row["key"] == key]
    if key and not rows:
        raise Usage("cli.no_such_setting", given=key)
    heads = ("terminal.setting", "terminal.value", "terminal.default", "terminal.meaning")
    return Done({"settings": rows}, lambda: table(heads, [list(row.values()) for row in rows], fixed=(0,)))


@settings_app.command("set")
@command
def change_setting(
    call: Call,
    key: Annotated[str, typer.Argument(help="The setting.", metavar="KEY")],
    value: Annotated[str, typer.Argument(help="Its value; an empty one brings the default back.", metavar="VALUE")],
) -> Done:
    """Change a setting of the organisation."""
    with _desk(call) as wired:
        set_setting(key, value, desk=wired.desk)
    said = "terminal.set" if value else "terminal.set_back"
    return Done({"key": key, "value": value or None}, lambda: line(label(said, setting=key, value=value)))


@rates_app.command("load")
@command
def load(call: Call, file: Annotated[Path, typer.Argument(help="CSV: date, base, quote, rate, source.", metavar="FILE")]) -> Done:
    """Load dated exchange rates."""
    text = content(file).decode("utf-8-sig", "replace")
    with _desk(call) as wired:
        loaded, refused = load_rates(text, desk=wired.desk, language=wired.language)

    def page() -> None:
        line(label("terminal.rates_loaded", kept=loaded, refused=len(refused)))
        for one in refused:
            line(label("terminal.row", row=one["row"], reason=str(one["reason"])))

    return Done({"rates": loaded, "refused": refused}, page, 0 if loaded else 2)


@rates_app.callback()
def _rates() -> None:
    """Exchange rates are dated records with a source."""


@org_app.command("add")
@command
def add_org(
    call: Call,
    name: Annotated[str, typer.Argument(help="Its name.", metavar="NAME")],
    ref: Annotated[str | None, typer.Option("--id", help="Its id; made from the name without it.", metavar="ID")] = None,
    country: Annotated[str, typer.Option(help="ISO 3166-1.")] = "IL",
    zone: Annotated[str, typer.Option(help="IANA time zone.")] = "Asia/Jerusalem",
    currency: Annotated[str, typer.Option(help="ISO 4217.")] = "ILS",
    language: Annotated[str, typer.Option(help="he or en.")] = "he",
) -> Done:
    """Add an organisation."""
    with _desk(call) as wired:
        made = add_organisation(name, ref=ref, country=country, zone=zone, currency=currency, language=language, desk=wired.desk)
    return Done(made, lambda: _orgs([made]))


@org_app.command("list")
@command
def list_orgs(call: Call) -> Done:
    """The organisations of this home."""
    with _desk(call) as wired:
        rows = [organisation_document(each) for each in wired.desk.store.organisations()]
    return Done({"organisations": rows}, lambda: _orgs(rows))


def _orgs(rows: list[dict[str, str]]) -> None:
    heads = ("terminal.org", "terminal.name", "terminal.country", "terminal.zone", "terminal.currency", "terminal.language")
    table(heads, [list(row.values()) for row in rows])


@person_app.command("add")
@command
def add_somebody(
    call: Call,
    name: Annotated[str, typer.Argument(help="Their name.", metavar="NAME")],
    ref: Annotated[str | None, typer.Option("--id", help="Their id; made from the name without it.", metavar="ID")] = None,
    role: Annotated[str, typer.Option(help="owner, analyst, approver or reader.")] = "analyst",
    email: Annotated[str, typer.Option(help="Their e-mail.")] = "",
) -> Done:
    """Add a person to the organisation."""
    with _desk(call) as wired:
        made = add_person(name, ref=ref, role=role, email=email, desk=wired.desk)
    document = person_document(made)
    return Done(document, lambda: _people([document]))


@person_app.command("list")
@command
def list_people(call: Call) -> Done:
    """The people of the organisation."""
    with _desk(call) as wired:
        rows = [person_document(each) for each in wired.desk.store.people(wired.desk.organisation.id)]
    return Done({"people": rows}, lambda: _people(rows) if rows else line(label("terminal.nobody_yet")))


@person_app.command("link")
@command
def link_somebody(
    call: Call,
    who: Annotated[str, typer.Argument(help="Whose link.", metavar="PERSON")],
    site: Annotated[str | None, typer.Option(help="The address of the desk; without it YOSHER_SITE_URL.", metavar="URL")] = None,
) -> Done:
    """Print a one-time link by which a person signs in for the first time, or chooses a new password."""
    from yosher.bootstrap.site import the_house
    from yosher.bootstrap.ways_in import link_for

    base = (site or own_address().shown()).rstrip("/")
    address = f"{base}/start/{link_for(the_house(home_at(call.home)), OrgId(call.org) if call.org else None, who)}"
    return Done({"person": who, "link": address}, lambda: line(label("terminal.person_link", name=who, address=address)))


@person_app.command("role")
@command
def give_role(
    call: Call,
    who: Annotated[str, typer.Argument(help="Whose role.", metavar="PERSON")],
    role: Annotated[str, typer.Argument(help="owner, analyst, approver or reader.", metavar="ROLE")],
) -> Done:
    """Give a person another role; who had left is back with it, and comes in by a new link."""
    with _desk(call) as wired:
        changed = change_role(who, role, desk=wired.desk)
    said = label(f"terminal.role_{changed.role}")
    return Done(person_document(changed), lambda: line(label("terminal.person_role", name=changed.name, role=said)))


@person_app.command("end")
@command
def end(call: Call, who: Annotated[str, typer.Argument(help="Who comes in no more.", metavar="PERSON")]) -> Done:
    """End a person's seat: their log-in, open links and mail end at once. Keys that they made go on, and are named."""
    from yosher.bootstrap.at_home import at_home

    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        left = end_seat(who, desk=desk, accounts=house.accounts, listeners=house.listeners)
        keys = keys_made_by(left.id, desk=desk, keys=house.keys)

    def page() -> None:
        line(label("terminal.person_ended", name=left.name))
        if keys:
            line(label("terminal.person_keys", n=len(keys), keys=", ".join(f"{key.name} ({key.id})" for key in keys)))

    return Done(person_document(left) | {"keys": [key.id for key in keys]}, page)


def _people(rows: list[dict[str, Any]]) -> None:
    heads = ("terminal.person", "terminal.name", "terminal.role")
    table(heads, [[row["person"], row["name"], _role(row)] for row in rows])


def _role(row: dict[str, Any]) -> str:
    return label("terminal.person_left" if row["has_left"] else f"terminal.role_{row['role']}")
