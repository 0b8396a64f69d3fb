"""One dispute is one case, in the right state, whatever the order of arrival; and nothing is paid twice."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given import NOW, at, denial
from yosher.cases.fold import after, opened
from yosher.cases.merge import read_into, refund_room, same_dispute
from yosher.cases.model import Act, Case, Denial, Due, Says, State, StatedDue, Transaction
from yosher.kernel.ids import CaseId, DenialId, OrgId
from yosher.kernel.money import Money
from yosher.kernel.words import Language, Phase

SUM = Money(10000, "USD")
EARLY = {Phase.ALERT, Phase.INQUIRY}


def message(says: Says, when: str, phase: Phase = Phase.FIRST_CHARGEBACK, ref: str | None = None, **changes: Any) -> Denial:
    plain = {
        "id": DenialId(f"{says}-{when}-{phase}-{changes.get('confirmed')}"),
        "ref": ref or ("alert-1" if phase is Phase.ALERT else "dp_1"),
        "source": "stripe" if phase is not Phase.ALERT else "csv",
        "says": says,
        "happened": at(when),
        "phase": phase,
        "amount": SUM,
        "payment_ref": "ch_1",
        "confirmed": True,
    }
    return denial(**(plain | changes))


def case_of(*messages: Denial) -> Case:
    case = opened(messages[0], case=CaseId("C-1"), organisation=OrgId("o"), language=Language.EN, now=NOW)
    for further in messages[1:]:
        assert same_dispute(further, case), "one dispute is one case"
        case = read_into(case, further, now=NOW)
    return case


def essence(case: Case) -> tuple[object, ...]:
    return case.state, case.phase, case.denial.id, case.denial.due, case.denial.claim, case.refunded, case.recovered, case.flags


STORIES: dict[str, tuple[tuple[Denial, ...], State]] = {
    "alert, then denial": ((message(Says.ALERT, "2026-11-01", Phase.ALERT), message(Says.OPENED, "2026-11-03")), State.RECEIVED),
    "denial lost": (
        (message(Says.OPENED, "2026-11-03"), message(Says.UNDER_REVIEW, "2026-11-10"), message(Says.LOST, "2026-12-20")),
        State.LOST,
    ),
    "late alert after a win": (
        (message(Says.OPENED, "2026-11-03"), message(Says.WON, "2026-12-01"), message(Says.ALERT, "2026-12-05", Phase.ALERT)),
        State.WON,
    ),
    "refund in between, then lost": (
        (message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-05"), message(Says.LOST, "2026-12-05")),
        State.REFUNDED,
    ),
    "alert refunded, denied all the same": (
        (
            message(Says.ALERT, "2026-11-01", Phase.ALERT),
            message(Says.REFUNDED, "2026-11-02", Phase.ALERT),
            message(Says.OPENED, "2026-11-04"),
        ),
        State.RECEIVED,
    ),
    "won, then pre-arbitration": (
        (message(Says.OPENED, "2026-11-03"), message(Says.WON, "2026-12-01"), message(Says.OPENED, "2026-12-20", Phase.PRE_ARBITRATION)),
        State.RECEIVED,
    ),
    "won, then reversed": (
        (message(Says.OPENED, "2026-11-03"), message(Says.WON, "2026-12-01"), message(Says.REVERSED, "2026-12-20")),
        State.RECEIVED,
    ),
    "inquiry closed without a denial": (
        (message(Says.OPENED, "2026-11-03", Phase.INQUIRY), message(Says.CLOSED, "2026-11-20", Phase.INQUIRY)),
        State.CLOSED,
    ),
    "inquiry, denial, withdrawn": (
        (message(Says.OPENED, "2026-11-03", Phase.INQUIRY), message(Says.OPENED, "2026-11-20"), message(Says.WITHDRAWN, "2026-12-01")),
        State.WITHDRAWN,
    ),
    "fraud report and alert and denial": (
        (
            message(Says.FRAUD_REPORT, "2026-10-30", ref="issfr_1"),
            message(Says.ALERT, "2026-11-01", Phase.ALERT),
            message(Says.OPENED, "2026-11-03"),
            message(Says.PARTLY_WON, "2026-12-03", amount_won=Money(4000, "USD")),
        ),
        State.PARTLY_WON,
    ),
    "a fraud report without a sum": (
        (message(Says.FRAUD_REPORT, "2026-10-30", ref="issfr_1", amount=Money(0, "ILS")), message(Says.OPENED, "2026-11-03")),
        State.RECEIVED,
    ),
    "expired, then lost": (
        (message(Says.OPENED, "2026-11-03"), message(Says.EXPIRED, "2026-11-20"), message(Says.LOST, "2026-11-25")),
        State.LOST,
    ),
    "a status that nobody knows": ((message(Says.OPENED, "2026-11-03"), message(Says.UNKNOWN, "2026-11-05")), State.RECEIVED),
    "unconfirmed words do not replace confirmed ones": (
        (
            message(Says.OPENED, "2026-11-03", claim="not received", due=StatedDue(Due.PROCESSOR, at("2026-12-01").at)),
            message(Says.UPDATED, "2026-11-05", confirmed=False, claim="something else", due=StatedDue(Due.PROCESSOR, at("2027-12-01").at)),
        ),
        State.RECEIVED,
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_every_order_of_arrival_leads_to_the_same_case(name: str) -> None:
    messages, state = STORIES[name]
    results = {essence(case_of(*order)) for order in permutations(messages)}
    assert len(results) == 1
    assert results.pop()[0] is state


def test_the_same_message_twice_changes_nothing() -> None:
    first = message(Says.OPENED, "2026-11-03")
    assert case_of(first, first) == case_of(first)


def test_an_unconfirmed_message_leaves_the_confirmed_date_and_claim() -> None:
    messages, _ = STORIES["unconfirmed words do not replace confirmed ones"]
    case = case_of(*messages)
    assert case.denial.claim == "not received"
    assert case.denial.due.at == at("2026-12-01").at


def test_what_one_message_does_not_know_is_filled_from_another() -> None:
    bare = message(Says.OPENED, "2026-11-03", transaction=Transaction(last4=None))
    fuller = message(Says.UPDATED, "2026-11-04", transaction=Transaction(last4="4242", order="A-1"), claim="never came")
    for case in (case_of(bare, fuller), case_of(fuller, bare)):
        assert case.denial.transaction.last4 == "4242"
        assert case.denial.claim == "never came"


@pytest.mark.parametrize(
    "other",
    [
        message(Says.OPENED, "2026-11-04", ref="dp_2"),  # a second denial of the same payment
        message(Says.OPENED, "2026-11-04", ref="dp_2", amount=Money(2500, "USD")),  # a partial one
        message(Says.ALERT, "2026-11-01", Phase.ALERT, payment_ref="ch_2"),
        message(Says.ALERT, "2026-11-01", Phase.ALERT, amount=Money(900, "USD")),
    ],
)
def test_another_dispute_is_another_case(other: Denial) -> None:
    assert not same_dispute(other, case_of(message(Says.OPENED, "2026-11-03")))


def test_flags_name_what_a_person_should_look_at() -> None:
    refunded, _ = STORIES["alert refunded, denied all the same"]
    assert "refunded_and_denied" in case_of(*refunded).flags
    assert "unknown_status" in case_of(*STORIES["a status that nobody knows"][0]).flags
    assert "reversed" in case_of(*STORIES["won, then reversed"][0]).flags
    assert "unconfirmed_only" in case_of(message(Says.OPENED, "2026-11-03", confirmed=False)).flags


@pytest.mark.parametrize(
    ("messages", "room"),
    [
        ((message(Says.OPENED, "2026-11-03"),), 10000),
        ((message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-04", amount=Money(4000, "USD"))), 6000),
        ((message(Says.OPENED, "2026-11-03"), message(Says.LOST, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.ACCEPTED, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.PREVENTED, "2026-11-04")), 0),
    ],
)
def test_nothing_is_given_back_twice(messages: tuple[Denial, ...], room: int) -> None:
    assert refund_room(case_of(*messages)) == Money(room, "USD")


says = st.sampled_from(list(Says))
phases = st.sampled_from([Phase.INQUIRY, Phase.FIRST_CHARGEBACK, Phase.PRE_ARBITRATION])
some_messages = st.lists(st.tuples(says, st.integers(1, 28), phases, st.booleans()), min_size=2, max_size=4, unique=True)


@given(some_messages)
@settings(max_examples=120, deadline=None)
def test_any_messages_in_any_order_lead_to_one_case(rows: list[tuple[Says, int, Phase, bool]]) -> None:
    messages = [message(say, f"2026-11-{day:02}", phase, ref="dp_1", source="stripe", confirmed=sure) for say, day, phase, sure in rows]
    assert len({essence(case_of(*order)) for order in permutations(messages)}) == 1


@given(some_messages, st.integers(1, 12000))
@settings(max_examples=100, deadline=None)
def test_refunds_never_exceed_what_was_denied(rows: list[tuple[Says, int, Phase, bool]], minor: int) -> None:
    messages = [message(say, f"2026-11-{day:02}", phase, ref="dp_1", source="stripe", confirmed=sure) for say, day, phase, sure in rows]
    case = case_of(*messages)
    if minor <= refund_room(case).minor:
        case = after(case, Act.REFUNDED, {"minor": minor, "currency": "USD"})
    assert 0 <= refund_room(case).minor <= SUM.minor
    assert (case.refunded or Money(0, "USD")).minor <= SUM.minor
