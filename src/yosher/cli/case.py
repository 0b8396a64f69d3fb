"""`yosher case`: the queue, and one case whole."""

from typing import Annotated

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cases.model import State
from yosher.cli.case_page import show_case as show_whole
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import label, line, network, table, term
from yosher.cli.usage import Usage
from yosher.desk.document import Json, queue_document
from yosher.desk.whole import whole_case
from yosher.kernel.ids import CaseId

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command("list")
@command
def list_cases(
    call: Call,
    state: Annotated[str | None, typer.Option(help="Only cases in this state.", metavar="STATE")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1)] = None,
) -> Done:
    """The cases by due date and worth."""
    wanted = _state(state) if state else None
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        organisation = wired.desk.organisation
        rows = [queue_document(row, organisation) for row in wired.desk.store.queue(organisation.id, state=wanted, limit=limit)]
    return Done({"cases": rows}, lambda: _queue(rows, wanted))


def _queue(rows: list[dict[str, Json]], wanted: State | None) -> None:
    if not rows:
        return line(label("terminal.no_such_cases" if wanted else "terminal.nothing_here"))
    heads = ("case", "state", "answer_by", "amount", "network", "code", "what_finding", "what_choice")
    table(tuple(f"terminal.{head}" for head in heads), [_line(row) for row in rows], fixed=(0, 2, 3))
    return None


def _line(row: dict[str, Json]) -> list[Json]:
    kind, choice = (None if row[key] is None else str(row[key]) for key in ("finding", "choice"))
    state, name = term("case_state", str(row["state"])), network(str(row["network"]))
    finding, course = (label(f"demo.{word}") if word else None for word in (kind, choice))
    return [row["case"], state, row["due"], row["amount"], name, row["code"], finding, course]


@app.command("show")
@command
def show_case(call: Call, case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")]) -> Done:
    """The whole case: messages, facts, exhibits, and who did what."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        document = whole_case(CaseId(case), desk=wired.desk, language=wired.language)
    return Done(document, lambda: show_whole(document))


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise Usage("cli.no_such_state", given=text, known=", ".join(State)) from None
