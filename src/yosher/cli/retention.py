"""`yosher retention`: what is kept for how long, cases kept beyond it, and a case erased for good."""

from contextlib import AbstractContextManager
from typing import Annotated, Any

import typer

from yosher.bootstrap.at_home import at_home
from yosher.bootstrap.wire import Wired, open_desk
from yosher.cli.acts import CaseArgument
from yosher.cli.frame import Call, Done, command
from yosher.cli.shown import label, line, table, when
from yosher.cli.usage import Usage
from yosher.desk.document import acted_document
from yosher.desk.ports import DeskRefused
from yosher.desk.retention import Because, end_hold, erasable_because, erase, hold, retention_document
from yosher.kernel.ids import CaseId
from yosher.kernel.reason import Reason

app = typer.Typer(no_args_is_help=True, add_completion=False)
BY_A_PERSON = (Because.ASKED, Because.MISTAKE)


@app.command("show")
@command
def show(call: Call) -> Done:
    """The periods, what is too old by them, and what was deleted. For the owner; periods are changed by `settings set`."""
    with at_home(home=call.home, now=call.now, org=call.org, person=call.person) as (house, desk):
        document = retention_document(desk=desk, accounts=house.accounts)
    return Done(document, lambda: _page(document))


def _page(document: dict[str, Any]) -> None:
    heads: tuple[str, ...] = ("terminal.kept", "terminal.setting", "terminal.value", "terminal.too_old", "terminal.too_old_soon")
    rows = document["periods"]
    table(heads, [[_kept(p), p["setting"], _length(p), p["too_old"], p["too_old_soon"]] for p in rows])
    for period in rows:
        if period["left_open"]:
            line(label("office.left_open", n=period["left_open"]))
        if period["begins"]:
            line(label("terminal.begins_at", kept=_kept(period), at=when(period["begins"])))
    if document["erased"]:
        line("")
        line(label("terminal.erased_so_far"))
        heads = ("office.when", "office.col_kept", "office.col_n", "office.col_before")
        table(heads, [[when(one["at"]), _kept(one), one["n"], when(one["before"])] for one in document["erased"]], fixed=(0,))


def _kept(row: dict[str, Any]) -> str:
    return label(f"office.kept_{row['kept']}")


def _length(period: dict[str, Any]) -> str:
    return label("terminal.keeps_all") if period["length"] is None else label(f"terminal.length_{period['unit']}", n=period["length"])


@app.command("hold")
@command
def hold_case(
    call: Call, case: CaseArgument, because: Annotated[str, typer.Option(help="Why the case is to be kept.", metavar="T")]
) -> Done:
    """Keep a case beyond every period, for example because a claim may follow."""
    with _desk(call) as wired:
        held = hold(CaseId(case), because=because, desk=wired.desk)
        document = acted_document(held, (), wired.language)
    return Done(document, lambda: line(label("terminal.did_hold", case=case)))


@app.command("end-hold")
@command
def end_hold_of_case(call: Call, case: CaseArgument) -> Done:
    """The periods count again for a case, from now on."""
    with _desk(call) as wired:
        document = acted_document(end_hold(CaseId(case), desk=wired.desk), (), wired.language)
    return Done(document, lambda: line(label("terminal.did_end_hold", case=case)))


@app.command("erase")
@command
def erase_case(
    call: Call,
    case: CaseArgument,
    because: Annotated[str, typer.Option(help="asked (by whom it is about) or mistake (opened by mistake).", metavar="WHY")],
    yes: Annotated[bool, typer.Option("--yes", help="Erase it; without this it is only said what would go.")] = False,
) -> Done:
    """Erase a case that is over for good: messages, papers, letters, notes, links and names. Its counts stay."""
    if because not in BY_A_PERSON:
        raise Usage("cli.no_such_because", given=because)
    with _desk(call) as wired:
        if not yes:
            if because not in erasable_because(CaseId(case), desk=wired.desk):
                raise DeskRefused(Reason("desk.erase_still_runs", values={"case": case}))
            amount = wired.desk.store.case(wired.desk.organisation.id, CaseId(case)).denial.amount
            return Done({"case": case, "erased": False}, lambda: line(label("terminal.would_erase", case=case, amount=amount)), 1)
        erase(CaseId(case), Because(because), desk=wired.desk, clear=wired.clear)
    return Done({"case": case, "erased": True}, lambda: line(label("terminal.did_erase", case=case)))


def _desk(call: Call) -> AbstractContextManager[Wired]:
    return open_desk(home=call.home, now=call.now, org=call.org, person=call.person)
