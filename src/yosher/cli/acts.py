"""The recorded acts on a case: approve, send, outcome, refund, note, assign."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

from yosher.bootstrap.home import language_of_reader
from yosher.bootstrap.wire import Wired, open_desk
from yosher.cases.model import Case
from yosher.cases.states import AWAITED
from yosher.cli.answer import wish_of
from yosher.cli.frame import Call, Done, command, moment_in
from yosher.cli.hints import told
from yosher.cli.read import content
from yosher.cli.shown import label, line
from yosher.cli.usage import Usage
from yosher.desk import outcome as outcomes
from yosher.desk.compose import NO_PAPER
from yosher.desk.document import acted_document, speaker
from yosher.desk.outcome import record_outcome
from yosher.desk.ports import SentByHand
from yosher.desk.refund import refund as record_refund
from yosher.desk.remark import assign as hand_over
from yosher.desk.remark import note as write_note
from yosher.desk.send import send_by_hand
from yosher.kernel.currency import exponent
from yosher.kernel.ids import CaseId, PersonId
from yosher.kernel.money import Money, MoneyError, parse_decimal
from yosher.kernel.reason import Reason
from yosher.kernel.words import Choice
from yosher.packets.compose import MAKES_A_PACKET

CaseArgument = Annotated[str, typer.Argument(help="The case.", metavar="CASE")]
Amount = Annotated[str | None, typer.Option("--amount", help="In the denial's currency, as 12.50.", metavar="A")]
At = Annotated[str | None, typer.Option("--at", help="When it happened.", metavar="ISO")]

approve_app, send_app, outcome_app, refund_app, note_app, assign_app = (typer.Typer(add_completion=False) for _ in range(6))


@approve_app.command()
@command
def approve(
    call: Call,
    case: CaseArgument,
    choice: Annotated[str | None, typer.Option(help="Choose another course than advised.", metavar="C")] = None,
    because: Annotated[str, typer.Option(help="Why.", metavar="T")] = "",
) -> Done:
    """Approve the prepared answer. Only what was approved may be sent."""
    with _desk(call) as wired:
        if choice:
            wired.answer(CaseId(case), wish=wish_of(choice, because, None))
        done = wired.approve(CaseId(case), because=because)
    return _done(done.case, label(_next(done.case.choice), choice=f"choice:{done.case.choice}", case=case), done.notes)


def _next(choice: Choice | None) -> str:
    if choice in MAKES_A_PACKET:
        return "terminal.did_approved"
    return "terminal.did_approved_only" if choice in NO_PAPER else "terminal.did_approved_letter"


@send_app.command()
@command
def send(
    call: Call,
    case: CaseArgument,
    by_hand: Annotated[bool, typer.Option("--by-hand", help="A person sent it.")] = False,
    at: At = None,
    channel: Annotated[str, typer.Option(help="Portal, mail, fax, post …", metavar="T")] = "",
    proof: Annotated[Path | None, typer.Option(help="What shows that it was sent.", metavar="FILE")] = None,
) -> Done:
    """Record that the approved answer was sent. No connector sends by itself yet, so `--by-hand` is asked for."""
    if not by_hand:
        raise Usage("cli.send_by_hand_only")
    if not channel:
        raise Usage("cli.channel_missing")
    with _desk(call) as wired:
        sent = SentByHand(
            PersonId(wired.desk.actor.ref),
            moment_in(at, wired.desk.organisation.tz).at if at else wired.desk.now,
            channel,
            content(proof) if proof else None,
            proof.name if proof else "",
        )
        done = send_by_hand(CaseId(case), sent, desk=wired.desk)
    code = "terminal.did_sent" if done.case.state in AWAITED else "terminal.did_sent_letter"
    return _done(done.case, label(code, case=case), done.notes)


@outcome_app.command()
@command
def outcome(
    call: Call,
    case: CaseArgument,
    result: Annotated[str, typer.Argument(help="won, lost, partial, withdrawn or reversed.", metavar="RESULT")],
    amount: Amount = None,
    at: At = None,
) -> Done:
    """Record the verdict."""
    if result not in outcomes.WORDS:
        raise Usage("cli.no_such_outcome", given=result, known=", ".join(outcomes.WORDS))
    with _desk(call) as wired:
        given = _money(amount, wired, case)
        done = record_outcome(
            CaseId(case), result, desk=wired.desk, amount=given, at=moment_in(at, wired.desk.organisation.tz) if at else None
        )
    state, back = f"case_state:{done.case.state}", done.case.recovered
    said = label("terminal.did_outcome_back", state=state, amount=back) if back else label("terminal.did_outcome", state=state)
    return _done(done.case, said, done.notes)


@refund_app.command()
@command
def refund(
    call: Call,
    case: CaseArgument,
    amount: Amount = None,
    reference: Annotated[str, typer.Option(help="The processor's reference of the refund (ARN).", metavar="REF")] = "",
) -> Done:
    """Record a refund that was made; more than may still be paid is refused."""
    with _desk(call) as wired:
        done = record_refund(CaseId(case), _money(amount, wired, case), desk=wired.desk, reference=reference)
    return _done(done, label("terminal.did_refund", amount=done.refunded or done.denial.amount))


@note_app.command()
@command
def note(call: Call, case: CaseArgument, text: Annotated[str, typer.Argument(help="The note.", metavar="TEXT")]) -> Done:
    """Write a note on a case."""
    with _desk(call) as wired:
        done = write_note(CaseId(case), text, desk=wired.desk)
    return _done(done, label("terminal.did_note", case=case))


@assign_app.command()
@command
def assign(call: Call, case: CaseArgument, to: Annotated[str, typer.Argument(help="The person.", metavar="PERSON")]) -> Done:
    """Hand a case to a person."""
    with _desk(call) as wired:
        done = hand_over(CaseId(case), to, desk=wired.desk)
    return _done(done, label("terminal.did_assign", case=case, person=to))


def _desk(call: Call) -> AbstractContextManager[Wired]:
    return open_desk(home=call.home, now=call.now, org=call.org, person=call.person)


def _money(text: str | None, wired: Wired, case: str) -> Money | None:
    if text is None:
        return None
    currency = wired.desk.store.case(wired.desk.organisation.id, CaseId(case)).denial.amount.currency
    try:
        return parse_decimal(text, currency, exponent(currency))
    except MoneyError:
        example = f"1250{'.' if exponent(currency) else ''}{'0' * exponent(currency)}"
        raise Usage("cli.amount_unreadable", given=text, currency=currency, example=example) from None


def _done(case: Case, said: str, notes: tuple[Reason, ...] = ()) -> Done:
    """The document of an act; a person reads what was done, and what to know about it."""
    document = acted_document(case, notes, language_of_reader())

    def page() -> None:
        line(said, style="bold")
        for note in notes:
            line(told(speaker(language_of_reader())(note)))

    return Done(document, page)
