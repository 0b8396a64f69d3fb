"""The verdict arrives: the case takes its result, and own outcomes grow by one."""

from yosher.cases.model import Act, Case
from yosher.cases.states import DECIDED, OVER
from yosher.desk.approve import act
from yosher.desk.model import Acted, Desk
from yosher.desk.ports import DeskRefused
from yosher.kernel.ids import CaseId
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.when import Moment
from yosher.kernel.words import Choice

# The words of the command line; the states that they lead to stand in cases.states.
WORDS = ("won", "lost", "partial", "withdrawn", "reversed")


def record_outcome(case_id: CaseId, word: str, *, desk: Desk, amount: Money | None = None, at: Moment | None = None) -> Acted:
    """Record what was decided. A partial win names the sum that came back.

    A verdict comes from outside, so it is taken even where nobody recorded that an answer was sent; that is remarked on.
    """
    with desk.store.transaction():
        case = desk.store.case(desk.organisation.id, case_id)
        if amount is not None and (amount.currency != case.denial.amount.currency or case.denial.amount < amount or amount.minor < 0):
            raise DeskRefused(Reason("desk.outcome_amount", values={"amount": amount, "denied": case.denial.amount}))
        if word == "partial" and amount is None:
            raise DeskRefused(Reason("desk.outcome_needs_amount", values={"case": case_id}), permanent=False)
        if at is not None and at.at > desk.now:
            raise DeskRefused(Reason("desk.not_yet_happened", values={"at": at.at.astimezone(desk.organisation.tz)}))
        body: dict[str, object] = {
            "outcome": word,
            "minor": amount.minor if amount else None,
            "currency": amount.currency if amount else None,
        }
        done = act(case_id, Act.OUTCOME, body, desk=desk, happened=at or Moment(desk.now))
        _learn(case, done, desk=desk)
        return Acted(done, (*_remarks(case, word, desk=desk), *_too_early(case, at, desk=desk)))


def _remarks(before: Case, word: str, *, desk: Desk) -> tuple[Reason, ...]:
    """What is odd about a result that depends on an answer."""
    if word not in ("won", "lost", "partial") or before.state in OVER:
        return ()
    events = desk.store.events(desk.organisation.id, before.id)
    return () if any(event.act is Act.SENT for event in events) else (Reason("desk.verdict_on_nothing_sent", values={"case": before.id}),)


def _too_early(case: Case, at: Moment | None, *, desk: Desk) -> tuple[Reason, ...]:
    """A decision of a day before the denial is a slip of the pen; it is taken as given and remarked on."""
    denied = min(denial.happened.at for denial in case.denials)
    if at is None or at.at.astimezone(desk.organisation.tz).date() >= denied.astimezone(desk.organisation.tz).date():
        return ()
    return (Reason("desk.outcome_before_denial", values={"at": at.at.date(), "denied": denied.astimezone(desk.organisation.tz).date()}),)


def _learn(before: Case, done: Case, *, desk: Desk) -> None:
    """An answered case that is decided counts for the odds of later ones; a reversal takes its count back."""
    answer = desk.store.answer(desk.organisation.id, done.id)
    if answer is None or answer.choice is not Choice.FIGHT or before.state is done.state:
        return
    for state, by in ((before.state, -1), (done.state, 1)):
        if state in DECIDED:
            desk.store.count_verdict(desk.organisation.id, strength=answer.strength, family=answer.family, verdict=state, by=by)
