"""On which days a case came, was denied, reported and prevented, and how it ended, whatever the order of its messages."""

import pytest

from cases.messages import case_of, message
from given import NOW
from yosher.cases.fold import after
from yosher.cases.model import Act, Case, Says, State
from yosher.cases.tally import Tally, tally_of
from yosher.kernel.when import Certainty, Moment
from yosher.kernel.words import Phase


def days(case: Case) -> tuple[str | None, ...]:
    tally = tally_of(case)
    return tuple(d.isoformat()[5:] if d else None for d in (tally.came_on, tally.denied_on, tally.reported_on, tally.prevented_on))


OPENED = message(Says.OPENED, "2026-11-05")
ALERT = message(Says.ALERT, "2026-11-01", Phase.ALERT)
REPORT = message(Says.FRAUD_REPORT, "2026-11-02", Phase.ALERT)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        (case_of(OPENED), ("11-05", "11-05", None, None)),
        (case_of(ALERT), ("11-01", None, None, None)),
        (case_of(ALERT, OPENED), ("11-01", "11-05", None, None)),
        (case_of(OPENED, ALERT), ("11-01", "11-05", None, None)),
        (case_of(REPORT), ("11-02", None, "11-02", None)),
        (case_of(REPORT, OPENED), ("11-02", "11-05", "11-02", None)),
        (case_of(message(Says.OPENED, "2026-11-03", Phase.INQUIRY)), ("11-03", None, None, None)),
        (case_of(message(Says.PREVENTED, "2026-11-04")), ("11-04", None, None, "11-04")),
        (case_of(message(Says.LOST, "2026-11-09")), ("11-09", "11-09", None, None)),  # nobody told when it was opened
        (case_of(OPENED, message(Says.OPENED, "2026-11-20", Phase.PRE_ARBITRATION)), ("11-05", "11-05", None, None)),
        (case_of(message(Says.OPENED, "2026-11-06", Phase.DIRECT)), ("11-06", None, None, None)),
    ],
)
def test_the_days_of_a_case(case: Case, found: tuple[str | None, ...]) -> None:
    assert days(case) == found


def test_a_day_that_the_source_does_not_say_is_the_day_on_which_it_reached_us() -> None:
    silent = message(Says.OPENED, "2026-01-01", happened=Moment(NOW.replace(year=1970), Certainty.UNKNOWN))
    assert tally_of(case_of(silent)).denied_on == NOW.date()


def tally(case: Case) -> Tally:
    return tally_of(case)


def test_a_closed_case_keeps_its_result_and_a_double_record_has_none() -> None:
    lost = after(case_of(OPENED, message(Says.LOST, "2026-11-20")), Act.CLOSED, {})
    assert (lost.state, tally(lost).result) == (State.CLOSED, State.LOST)
    double = after(case_of(OPENED), Act.CLOSED, {})
    assert (double.state, tally(double).result) == (State.CLOSED, State.CLOSED)


def test_an_answer_that_the_outside_saw_and_a_result_that_turned() -> None:
    turned = case_of(
        OPENED, message(Says.UNDER_REVIEW, "2026-11-10"), message(Says.WON, "2026-11-15"), message(Says.REVERSED, "2026-11-18")
    )
    assert (tally(turned).reviewed, tally(turned).turned, tally(turned).result) == (True, True, State.RECEIVED)
    assert (tally(case_of(OPENED)).reviewed, tally(case_of(OPENED)).turned) == (False, False)
