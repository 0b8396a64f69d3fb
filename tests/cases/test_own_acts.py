"""What we did ourselves against what comes in afterwards, and against what comes in late."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.messages import SUM, case_of, essence, message, read_on
from yosher.cases.fold import after
from yosher.cases.merge import refund_room
from yosher.cases.model import Act, Case, Denial, Says, State
from yosher.kernel.money import Money
from yosher.kernel.words import Phase

OPENED = message(Says.OPENED, "2026-11-03")
PRE_ARBITRATION = message(Says.OPENED, "2026-12-20", Phase.PRE_ARBITRATION)
CHOICE: dict[str, object] = {"choice": "fight"}
WHOLE: dict[str, object] = {"minor": SUM.minor, "currency": SUM.currency}
Step = tuple[Act, dict[str, object]]
APPROVED: tuple[Step, ...] = ((Act.ANSWERED, CHOICE), (Act.APPROVED, CHOICE))
SENT: tuple[Step, ...] = (*APPROVED, (Act.SENT, {}))


def did(*steps: Step, case: Case | None = None) -> Case:
    done = case or case_of(OPENED)
    for act, body in steps:
        done = after(done, act, body)
    return done


def outcome(word: str) -> Step:
    return Act.OUTCOME, {"outcome": word} | (WHOLE if word == "won" else {})


@pytest.mark.parametrize(
    ("steps", "then", "state"),
    [
        (APPROVED, message(Says.UPDATED, "2026-11-05"), State.APPROVED),  # nothing that was answered changed
        (APPROVED, message(Says.UPDATED, "2026-11-05", claim="it was broken"), State.GATHERING),
        (APPROVED, message(Says.UPDATED, "2026-11-05", amount=Money(9000, "USD")), State.GATHERING),
        (APPROVED[:1], message(Says.UPDATED, "2026-11-05", claim="it was broken"), State.GATHERING),
        (APPROVED, PRE_ARBITRATION, State.GATHERING),
        (APPROVED, message(Says.WITHDRAWN, "2026-11-05"), State.WITHDRAWN),
        (APPROVED, message(Says.ALERT, "2026-11-01", Phase.ALERT), State.APPROVED),
        (SENT, message(Says.UPDATED, "2026-11-05", claim="it was broken"), State.SENT),
        (SENT, message(Says.EXPIRED, "2026-11-20"), State.SENT),
        (SENT, message(Says.UNDER_REVIEW, "2026-11-20"), State.UNDER_REVIEW),
        (SENT, message(Says.LOST, "2026-12-20"), State.LOST),
        (SENT, PRE_ARBITRATION, State.RECEIVED),
        ((*SENT, (Act.RECEIPT_CONFIRMED, {})), message(Says.EXPIRED, "2026-11-20"), State.UNDER_REVIEW),
        ((outcome("won"),), message(Says.UNDER_REVIEW, "2026-11-10"), State.WON),
        ((outcome("won"),), message(Says.EXPIRED, "2026-11-10"), State.WON),
        ((outcome("won"),), message(Says.LOST, "2026-12-20"), State.LOST),  # the processor's word goes beyond ours
        ((outcome("won"),), message(Says.REVERSED, "2026-12-20"), State.RECEIVED),
        ((outcome("won"),), PRE_ARBITRATION, State.RECEIVED),
        ((outcome("lost"),), message(Says.WITHDRAWN, "2026-12-20"), State.WITHDRAWN),
        ((outcome("withdrawn"),), message(Says.UNDER_REVIEW, "2026-11-10"), State.WITHDRAWN),
        ((outcome("withdrawn"),), message(Says.WON, "2026-12-10"), State.WON),
        (((Act.REFUNDED, WHOLE),), message(Says.LOST, "2026-12-20"), State.REFUNDED),
        (((Act.REFUNDED, WHOLE),), message(Says.EXPIRED, "2026-12-20"), State.REFUNDED),
        (((Act.REFUNDED, WHOLE),), message(Says.WON, "2026-12-20"), State.WON),
        (((Act.ACCEPTED, {}),), message(Says.LOST, "2026-12-20"), State.ACCEPTED),
        ((outcome("lost"), (Act.CLOSED, {})), message(Says.LOST, "2026-12-20"), State.CLOSED),
        ((outcome("won"), (Act.CLOSED, {})), message(Says.LOST, "2026-12-20"), State.LOST),
        (((Act.CLOSED, {}),), message(Says.UPDATED, "2026-12-20"), State.CLOSED),
        (((Act.CLOSED, {}),), PRE_ARBITRATION, State.RECEIVED),
    ],
)
def test_what_we_did_stands_until_the_outside_goes_beyond_it(steps: tuple[Step, ...], then: Denial, state: State) -> None:
    assert read_on(did(*steps), then).state is state


def test_a_result_that_a_person_turned_stays_turned_until_a_new_verdict() -> None:
    turned = did(outcome("reversed"), case=case_of(OPENED, message(Says.WON, "2026-12-01")))
    assert (turned.state, turned.recovered) == (State.RECEIVED, None)
    assert "reversed_by_hand" in turned.flags
    copy = message(Says.WON, "2026-12-01", confirmed=False)
    assert read_on(turned, copy).state is State.RECEIVED
    assert read_on(turned, copy, message(Says.WON, "2027-01-15")).state is State.WON
    assert "reversed_by_hand" in read_on(turned, copy).flags


def test_a_sum_that_a_person_recorded_is_kept_where_the_processor_names_none() -> None:
    partly = did((Act.OUTCOME, {"outcome": "partial", "minor": 4000, "currency": "USD"}))
    assert read_on(partly, message(Says.PARTLY_WON, "2026-12-20")).recovered == Money(4000, "USD")
    named = message(Says.PARTLY_WON, "2026-12-20", amount_won=Money(4500, "USD"))
    assert read_on(partly, named).recovered == Money(4500, "USD")
    assert read_on(partly, message(Says.REVERSED, "2026-12-20")).recovered is None


def test_an_expired_date_after_sending_is_shown_to_a_person() -> None:
    assert "expired_after_sending" in read_on(did(*SENT), message(Says.EXPIRED, "2026-11-20")).flags


def test_a_refund_while_the_denial_runs_is_shown_to_a_person() -> None:
    assert "refunded_and_denied" in did((Act.REFUNDED, WHOLE)).flags
    assert "refunded_and_lost" in read_on(did((Act.REFUNDED, WHOLE)), message(Says.LOST, "2026-12-20")).flags


def test_an_alert_that_we_refunded_and_that_is_denied_all_the_same_leaves_nothing_to_pay() -> None:
    case = did((Act.REFUNDED, WHOLE), case=case_of(message(Says.ALERT, "2026-11-01", Phase.ALERT)))
    denied = read_on(case, OPENED)
    assert denied.state is State.RECEIVED
    assert "refunded_and_denied" in denied.flags
    assert refund_room(denied) == Money(0, "USD")


def test_our_refund_and_the_processors_word_about_it_are_one_refund() -> None:
    case = read_on(did((Act.REFUNDED, {"minor": 4000, "currency": "USD"})), message(Says.REFUNDED, "2026-11-06", amount=Money(4000, "USD")))
    assert case.refunded == Money(4000, "USD")
    assert refund_room(case) == Money(6000, "USD")


LATER = st.lists(
    st.tuples(
        st.sampled_from(list(Says)),
        st.integers(4, 28),
        st.sampled_from([Phase.FIRST_CHARGEBACK, Phase.PRE_ARBITRATION]),
        st.booleans(),
    ),
    min_size=2,
    max_size=3,
    unique=True,
)
ACTS = st.sampled_from([((Act.REFUNDED, WHOLE),), SENT, (outcome("won"),), (outcome("lost"),), ((Act.ACCEPTED, {}),), ((Act.CLOSED, {}),)])


@given(ACTS, LATER)
@settings(max_examples=150, deadline=None)
def test_after_an_act_of_ours_the_order_of_arrival_changes_nothing(
    steps: tuple[Step, ...], rows: list[tuple[Says, int, Phase, bool]]
) -> None:
    later = [message(says, f"2026-11-{day:02}", phase, ref="dp_1", source="stripe", confirmed=sure) for says, day, phase, sure in rows]
    assert len({essence(read_on(did(*steps), *order)) for order in permutations(later)}) == 1
