"""`yosher verify`: check a packet offline; needs no store."""

from pathlib import Path
from typing import Annotated

import typer

from yosher.bootstrap.packets import check_packet
from yosher.cli.frame import Call, Done, command
from yosher.cli.read import content
from yosher.cli.shown import line

app = typer.Typer(add_completion=False)


@app.command()
@command
def verify(
    call: Call,
    packet: Annotated[Path, typer.Argument(help="The zip.", metavar="PACKET")],
    key: Annotated[str | None, typer.Option(help="Fingerprint of the signer that you expect.", metavar="FINGERPRINT")] = None,
) -> Done:
    """Check that every member of a packet is what packet.json says. Signed proofs are not part of a packet yet, so `ok` stays false."""
    del call
    document = check_packet(content(packet), key=key)

    def page() -> None:
        line("ok" if document["ok"] else "not ok", style="bold")
        for name, state in document["checked"].items():
            line(f"  {name}: {state}")
        for problem in document["problems"]:
            line(f"  - {problem['text']}")

    return Done(document, page, 0 if document["ok"] else 1)
