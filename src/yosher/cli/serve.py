"""`yosher serve`: the desk in the browser."""

import socket
from contextlib import closing
from typing import Annotated

import typer

from yosher.bootstrap.home import home_at
from yosher.bootstrap.site_settings import PORT
from yosher.bootstrap.site_settings import address as own_address
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import label, line
from yosher.cli.usage import Usage
from yosher.kernel.ids import OrgId

app = typer.Typer(add_completion=False)
HOST = "127.0.0.1"
THREADS = 8  # requests at a time; one that waits for the database does not hold up the others


@app.command()
@command
def serve(
    call: Call,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = PORT,
    threads: Annotated[int, typer.Option(help="Requests that are answered at a time.", min=1, max=64)] = THREADS,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Only pages: `yosher worker` runs elsewhere.")] = False,
) -> Done:
    """Open the desk in the browser, with a worker inside. The first time, it prints the one-time link by which the owner comes in."""
    if call.now is not None:
        raise Usage("cli.serve_has_a_clock")
    return open_the_desk(call.home, org=call.org, host=host, port=port, threads=threads, works=not no_worker)


def open_the_desk(home: str | None, *, org: str | None, host: str, port: int, threads: int = THREADS, works: bool = True) -> Done:
    from yosher.bootstrap.site import serve as serve_pages
    from yosher.bootstrap.site import the_house
    from yosher.bootstrap.ways_in import first_link

    _refuse_taken(host, port)
    place = home_at(home)
    house = the_house(place)
    address = own_address().shown(port=port)
    link = first_link(house, OrgId(org) if org else None)
    line(label("terminal.desk_open", address=address), style="bold")
    if link:
        line(label("terminal.desk_first_link", address=f"{address}/start/{link}"), style="bold")
    serve_pages(place, host=host, port=port, threads=threads, works=works)
    return Done({"served": address})


def _refuse_taken(host: str, port: int) -> None:
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            raise Usage("cli.port_taken", host=host, port=str(port), why=trouble.strerror or "") from None
