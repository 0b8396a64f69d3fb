"""`yosher intake`: read denials from files of any known kind."""

from datetime import tzinfo
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import Wired, open_desk
from yosher.cases.model import Denial
from yosher.cli.frame import Call, Done, command
from yosher.cli.hints import told
from yosher.cli.read import beside, content, present, secret
from yosher.cli.shown import label, line, network, table
from yosher.cli.usage import Usage
from yosher.desk.brought import opened_document, taken_document
from yosher.desk.document import Json
from yosher.desk.intake import take_file
from yosher.desk.model import Opened, Taken

app = typer.Typer(add_completion=False)
SOURCES = ("stripe", "adyen", "paypal", "braintree", "square", "csv", "manual")  # readers: bootstrap/inboxes.py, loaded with the store
NOT_YET = ("checkout", "payme", "rapyd")


@app.command()
@command
def intake(
    call: Call,
    files: Annotated[list[Path], typer.Argument(help="Webhook bodies, API objects, exports or manual forms.", metavar="FILE…")],
    source: Annotated[str, typer.Option(help="auto, stripe, adyen, paypal, braintree, square, csv or manual.", metavar="NAME")] = "auto",
    signature: Annotated[str | None, typer.Option(help="The signature header as received.", metavar="HEADER")] = None,
    secret_file: Annotated[Path | None, typer.Option(help="A file that holds the endpoint's secret.", metavar="FILE")] = None,
) -> Done:
    """Read denials. The same denial twice is one case; a wrong signature is refused; what cannot be read is named with its row."""
    if source in NOT_YET:
        raise Usage("cli.source_not_yet", source=source)
    if source != "auto" and source not in SOURCES:
        raise Usage("cli.no_such_source", source=source, known=", ".join(("auto", *SOURCES)))
    present(files)
    key = secret(secret_file) if secret_file else None
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        taken = [take(path, wired=wired, source=source, signature=signature, key=key) for path in files]
        return _done(taken, wired=wired)


def take(path: Path, *, wired: Wired, source: str, signature: str | None, key: str | None, exhibits: Path | None = None) -> Taken:
    """One file taken; the files that a form names lie beside it, or in `exhibits`."""
    body = content(path)
    reader = wired.inbox(source, body, name=path.name)
    if reader is None:
        return wired.unreadable(path.name)
    return take_file(
        body,
        reader=reader,
        desk=wired.desk,
        name=str(path),
        signature=signature,
        secret=key,
        beside=beside(exhibits or path.resolve().parent),
    )


def _done(taken: list[Taken], *, wired: Wired) -> Done:
    zone = wired.desk.organisation.tz
    document: dict[str, Any] = taken_document(taken, zone=zone, language=wired.language)
    found = [(denial, opened) for t in taken for denial, opened in t.opened]
    exit_code = 0 if found else 1 if any(t.signature_wrong for t in taken) else 2
    if any(t.signature_wrong for t in taken):
        exit_code = 1

    def page() -> None:
        heads = ("terminal.case", "terminal.network", "terminal.code", "terminal.amount", "terminal.answer_by", "")
        if found:
            table(heads, [_line(denial, opened, zone=zone) for denial, opened in found], fixed=(0, 3, 4))
        for row in (*document["refused"], *document["notes"]):
            line(f"{row['file']}{':' + str(row['row']) if row['row'] else ''}  {told(row)}")

    return Done(document, page, exit_code)


def _line(denial: Denial, opened: Opened, *, zone: tzinfo) -> list[Json]:
    case = opened_document(denial, opened, zone=zone)
    news = "new" if opened.created else "known" if opened.known else "read_on"
    return [case["case"], network(denial.network, denial.network_raw), denial.code, case["amount"], case["due"], label(f"terminal.{news}")]
