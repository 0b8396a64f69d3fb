"""`yosher answer`: weigh a case, advise, and write the packet or the letter."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import cell, line, table
from yosher.cli.usage import Usage
from yosher.desk.answer import Wish
from yosher.kernel.ids import CaseId
from yosher.kernel.words import Choice, Language

app = typer.Typer(add_completion=False)


@app.command()
@command
def answer(
    call: Call,
    case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")],
    choice: Annotated[str | None, typer.Option(help="Choose another course than advised; it is recorded.", metavar="C")] = None,
    because: Annotated[str, typer.Option(help="Why the other course.", metavar="TEXT")] = "",
    language: Annotated[str | None, typer.Option(help="Language of the receiver: en or he.", metavar="LANG")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the packet or letter here too.", metavar="DIR")] = None,
) -> Done:
    """Walk the road: rule, clock, evidence, finding, decision, and the packet or the letter that follows from it."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        document = wired.answer(CaseId(case), wish=wish_of(choice, because, language), out=out)
    return Done(document, lambda: _page(document))


def wish_of(choice: str | None, because: str, language: str | None) -> Wish:
    """What a person asks for besides; bad words are bad usage."""
    if choice is not None and choice not in set(Choice):
        raise Usage("cli.no_such_choice", given=choice, known=", ".join(Choice))
    if language is not None and language not in set(Language):
        raise Usage("cli.no_such_language", given=language)
    return Wish(Choice(choice) if choice else None, because, Language(language) if language else None)


def _page(document: Mapping[str, Any]) -> None:
    rule, clock, finding, decision = (document[k] for k in ("rule", "clock", "finding", "decision"))
    line(f"{document['case']}  {rule['network']} {rule['code'] or ''}  {rule['official_name']}", style="bold")
    line(
        f"Due {cell(clock['due'])}  ({clock['basis']}{', EMERGENCY' if clock['emergency'] else ''})",
        style="bold red" if clock["emergency"] else None,
    )
    for reason in (*clock["because"], *clock["first_steps"]):
        line(f"  {reason['text']}")
    table(("evidence", "need", "state"), [[p["kind"], p["need"], p["state"]] for p in document["evidence"]])
    for title, key in (
        ("Missing", "missing"),
        ("Contradictions", "contradictions"),
        ("What will hurt", "adverse"),
        ("Gates", "gates"),
        ("Worth nothing", "junk"),
    ):
        _reasons(title, document[key])
    line(f"Finding: {finding['kind']} ({finding['cause']})", style="bold")
    _reasons("For", finding["for"])
    _reasons("Against", finding["against"])
    _reasons("Would change it", finding["would_change_it"])
    line(f"Advice: {decision['choice']}" + ("" if decision["ranked"] else "  (not ranked)"), style="bold")
    _reasons("Because", decision["because"])
    rows = [
        [o["choice"], o["worth"], _range(o), _chance(o["chance"]), " ".join(r["text"] for r in o["because"])] for o in decision["options"]
    ]
    table(("option", "worth", "range", "chance", "because"), rows)
    for key in ("packet", "letter"):
        if document[key]:
            line(f"{key}: {document[key]}")
    if document["why_not"]:
        line(document["why_not"]["text"])


def _reasons(title: str, reasons: list[dict[str, Any]]) -> None:
    if reasons:
        line(f"{title}:")
        for reason in reasons:
            line(f"  - {reason['text']}" + (f" [{reason['where']}]" if reason.get("where") else ""))


def _range(option: Mapping[str, Any]) -> str:
    if option["low"] is None or option["worth"] is None:
        return "–"
    currency = option["worth"]["currency"]
    return f"{cell({'minor': option['low'], 'currency': currency})} … {cell({'minor': option['high'], 'currency': currency})}"


def _chance(chance: Mapping[str, Any] | None) -> str:
    return "–" if chance is None else f"{chance['low']:.0%}–{chance['high']:.0%} (n={chance['n']})"
