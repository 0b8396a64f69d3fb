"""`yosher demo`: denials in outside formats walked along the whole road, and a table of what came out."""

import os
from collections import Counter
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.home import home_at
from yosher.bootstrap.wire import Wired, open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.intake import take
from yosher.cli.shown import NONE, cell, console, line, number, progress, table, this_year
from yosher.cli.usage import Usage
from yosher.desk.answer import Wish
from yosher.kernel.ids import CaseId, OrgId
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language
from yosher.people.model import Organisation
from yosher.phrases.catalogue import template
from yosher.phrases.say import say

app = typer.Typer(add_completion=False)
WIDE = 110  # characters
DEMO_NOW = datetime.fromisoformat("2026-11-22T09:00:00+02:00")  # the demo's denials are of that autumn
SHOP = Organisation(OrgId("oak-olive"), "אלון וזית · Oak & Olive", "IL", "Asia/Jerusalem", "ILS", Language.HE)


@app.command()
@command
def demo(
    call: Call,
    language: Annotated[str | None, typer.Option(help="Language of what is shown: en or he.")] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the table.")] = False,
    port: Annotated[int, typer.Option(help="The port of the desk.", min=1, max=65535)] = 8440,
) -> Done:
    """Load the demo workspace, answer every denial, show where the packets lie, and open the desk."""
    if language is not None and language not in set(Language):
        raise Usage("cli.no_such_language", given=language)
    if language:
        os.environ["YOSHER_LANGUAGE"] = language
    if not no_serve and not call.as_json:
        from yosher.bootstrap.site import the_house

        the_house(home_at(call.home))  # with all that the pages need, before a command opens the home without it
    _make_shop(call)
    with (
        open_desk(home=call.home, now=call.now or DEMO_NOW, org=SHOP.id, person=call.person) as wired,
        as_file(files("yosher.cli") / "demo_files") as folder,
    ):
        with progress("history", shown=not call.as_json):
            _load(wired, folder / "history")
        cases = _intake(wired, folder)
        rows = []
        with progress("answers", shown=not call.as_json):
            for name, case in cases:
                rows.append(_row(name, wired.answer(case, wish=Wish()), wired))
        home, reader = str(wired.home.folder), wired.language
    document = {"home": home, "cases": rows, "findings": Counter(r["finding"] for r in rows), "choices": Counter(r["choice"] for r in rows)}
    if no_serve or call.as_json:
        return Done(document, lambda: _page(rows, home, reader))
    _page(rows, home, reader)
    return _open(call, home, port)


def _open(call: Call, home: str, port: int) -> Done:
    """The desk on the demo's workspace; its clock starts at the time of the denials, so that some are still to be answered."""
    from yosher.cli.serve import HOST, open_the_desk

    os.environ["YOSHER_CLOCK_STARTS"] = (call.now or DEMO_NOW).isoformat()
    os.environ["YOSHER_CLOCK_BEGUN"] = datetime.now(UTC).isoformat()  # noqa: TID251  (from here the demo's clock runs)
    return open_the_desk(home, org=SHOP.id, host=HOST, port=port, works=False)


def _make_shop(call: Call) -> None:
    with open_desk(home=call.home, now=call.now, org=None, person=None) as wired:
        wired.desk.store.add_organisation(SHOP)


def _load(wired: Wired, folder: Path) -> None:
    for path in sorted(folder.glob("*.csv")):
        wired.loader.load(wired.desk.organisation.id, str(path))


def _intake(wired: Wired, folder: Path) -> list[tuple[str, CaseId]]:
    """The case of each denial with the file that it came in. Exhibits of the forms lie in a folder of their own."""
    found: dict[CaseId, str] = {}
    for path in sorted((folder / "denials").iterdir()):
        taken = take(path, wired=wired, source="auto", signature=None, key=None, exhibits=folder / "exhibits")
        for _, opened in taken.opened:
            found.setdefault(opened.case, path.name)
    return [(name, case) for case, name in found.items()]


def _row(name: str, document: dict[str, Any], wired: Wired) -> dict[str, Any]:
    chosen = next((o for o in document["decision"]["options"] if o["choice"] == document["decision"]["choice"]), None)
    denial = wired.desk.store.case(wired.desk.organisation.id, CaseId(document["case"])).denial
    return {
        "file": name,
        "case": document["case"],
        "denial": denial.ref,
        "network": document["rule"]["network"],
        "code": document["rule"]["code"],
        "category": document["rule"]["category"],
        "family": document["finding"]["family"],
        "amount": {"minor": denial.amount.minor, "currency": denial.amount.currency},
        "due": document["clock"]["due"],
        "basis": document["clock"]["basis"],
        "emergency": document["clock"]["emergency"],
        "overdue": document["clock"]["overdue"],
        "finding": document["finding"]["kind"],
        "cause": document["finding"]["cause"],
        "choice": document["decision"]["choice"],
        "ranked": document["decision"]["ranked"],
        "worth": chosen["worth"] if chosen else None,
        "packet": document["packet"],
        "letter": document["letter"],
    }


def _page(rows: list[dict[str, Any]], home: str, language: Language) -> None:
    """A denial in one line of 80 characters; with the file's name and the paper where there is room."""
    wide = console.width >= WIDE
    heads = [
        f"demo.head_{head}" for head in ("file", "amount", "due", "claim", "finding", "advice", "worth", *(("paper",) if wide else ()))
    ]
    table(heads, [_line(row, language, wide=wide) for row in rows], fixed=range(len(heads)))
    for what in ("finding", "choice"):
        counts = Counter(_short(r[what], language) for r in rows)
        line("   ".join(f"{name} {n}" for name, n in counts.most_common()), style="dim")
    line(say(Reason("demo.legend"), language), style="dim")
    console.print()
    line(say(Reason("demo.where", values={"folder": f"{home}/packets/{SHOP.id}"}), language), style="bold")
    first = next(row["case"] for row in rows if row["packet"])
    line(say(Reason("demo.next", values={"case": first, "home": home, "org": SHOP.id, "now": DEMO_NOW.isoformat()}), language))


def _line(row: dict[str, Any], language: Language, *, wide: bool) -> list[str]:
    mark = "!" if row["emergency"] else "×" if row["overdue"] else ""
    due = mark + this_year(row["due"]) if row["due"] else NONE
    paper = "packet" if row["packet"] else "letter" if row["letter"] else "none"
    name = row["file"].rpartition(".")[0]
    worth = NONE if row["worth"] is None else number(row["worth"])
    shown = [_short(f"claim_{row['family']}", language), _short(row["finding"], language), _short(row["choice"], language), worth]
    return [name if wide else name[:2], cell(row["amount"]), due, *shown, *((_short(paper, language),) if wide else ())]


def _short(code: str, language: Language) -> str:
    """A word for a narrow column; all of them stand in demo.po."""
    return template(f"demo.{code}", language) or code
