"""`yosher case`: the queue, and one case whole."""

from typing import Annotated

import typer

from yosher.bootstrap.wire import open_desk
from yosher.cases.model import State
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import console, table
from yosher.cli.usage import Usage
from yosher.desk.document import case_document, plain, queue_document
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
    keys = ("case", "state", "due", "amount", "network", "code", "finding", "choice")
    return Done({"cases": rows}, lambda: table(keys, [[row[k] for k in keys] for row in rows]))


@app.command("show")
@command
def show_case(call: Call, case: Annotated[str, typer.Argument(help="The case.", metavar="CASE")]) -> Done:
    """The whole case: messages, facts, exhibits, and who did what."""
    with open_desk(home=call.home, now=call.now, org=call.org, person=call.person) as wired:
        desk = wired.desk
        organisation, ref = desk.organisation.id, CaseId(case)
        document = case_document(
            desk.store.case(organisation, ref),
            facts=desk.store.facts(organisation, ref),
            exhibits=desk.store.exhibits(organisation, ref),
            events=desk.store.events(organisation, ref),
            language=wired.language,
        )
        saved = desk.store.answer(organisation, ref)
        answer = plain(dict(saved.document)) if saved else None
        document["answer"] = answer
    return Done(document, lambda: console.print_json(data=document))


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise Usage("cli.no_such_state", given=text, known=", ".join(State)) from None
