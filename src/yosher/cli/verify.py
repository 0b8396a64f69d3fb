"""`yosher verify`: check a packet offline; needs no store."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.packets import check_packet
from yosher.cli.frame import Call, Done, command
from yosher.cli.read import content
from yosher.cli.shown import label, line

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
        line(label(_sentence(document)), style="bold")
        for name, state in document["checked"].items():
            line(f"  {label(f'verify.part_{name}')}: {label(f'verify.state_{state}')}")
        for problem in document["problems"]:
            line(f"  - {problem['text']}")

    return Done(document, page, 0 if document["ok"] else 1)


def _sentence(document: Mapping[str, Any]) -> str:
    """The verdict in one sentence: a packet that nobody signed may still be whole."""
    if document["ok"]:
        return "verify.whole"
    return "verify.not_whole" if "failed" in document["checked"].values() else "verify.whole_unsigned"
