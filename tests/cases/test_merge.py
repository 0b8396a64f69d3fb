"""One dispute is one case, in the right state, whatever the order of arrival; and nothing is paid twice."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.messages import SUM, case_of, essence, message
from given import at
from yosher.cases.fold import after
from yosher.cases.merge import FLAGS, OWN_FLAGS, refund_room
from yosher.cases.model import Act, Denial, Due, Goods, Says, State, StatedDue, Transaction
from yosher.kernel.money import Money
from yosher.kernel.reason import Reason
from yosher.kernel.words import Language, Network, Phase
from yosher.phrases.say import say

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
    "the inquiry is closed because a denial came of it": (
        (
            message(Says.OPENED, "2026-11-03", Phase.INQUIRY, ref="inq_1"),
            message(Says.OPENED, "2026-11-20"),
            message(Says.CLOSED, "2026-11-21", Phase.INQUIRY, ref="inq_1"),
        ),
        State.RECEIVED,
    ),
    "an alert runs out while its denial runs": (
        (
            message(Says.ALERT, "2026-11-01", Phase.ALERT),
            message(Says.OPENED, "2026-11-02"),
            message(Says.EXPIRED, "2026-11-04", Phase.ALERT),
        ),
        State.RECEIVED,
    ),
    "from inquiry to arbitration": (
        (
            message(Says.OPENED, "2026-11-03", Phase.INQUIRY),
            message(Says.OPENED, "2026-11-20"),
            message(Says.LOST, "2026-12-10"),
            message(Says.OPENED, "2026-12-20", Phase.PRE_ARBITRATION),
            message(Says.OPENED, "2027-01-20", Phase.ARBITRATION),
        ),
        State.RECEIVED,
    ),
    "a verdict before its opening": (
        (message(Says.WON, "2026-12-01"), message(Says.UPDATED, "2026-11-10"), message(Says.OPENED, "2026-11-03")),
        State.WON,
    ),
    "a word that nobody knows comes before the opening of a new phase": (
        (
            message(Says.OPENED, "2026-11-03"),
            message(Says.WON, "2026-12-01"),
            message(Says.UNKNOWN, "2026-12-10", Phase.PRE_ARBITRATION),
            message(Says.OPENED, "2026-12-20", Phase.PRE_ARBITRATION),
        ),
        State.RECEIVED,
    ),
    "answer and verdict of one day": (
        (
            message(Says.OPENED, "2026-11-03"),
            message(Says.UNDER_REVIEW, "2026-12-01", Phase.REPRESENTMENT),
            message(Says.WON, "2026-12-01"),
        ),
        State.WON,
    ),
    "a part is given back while the denial runs": (
        (message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-05", amount=Money(4000, "USD"))),
        State.RECEIVED,
    ),
    "lost, then reversed": (
        (message(Says.OPENED, "2026-11-03"), message(Says.LOST, "2026-12-01"), message(Says.REVERSED, "2026-12-20")),
        State.RECEIVED,
    ),
    "reversed before any verdict": ((message(Says.OPENED, "2026-11-03"), message(Says.REVERSED, "2026-12-20")), State.WON),
    "one reversal told twice": (
        (
            message(Says.OPENED, "2026-11-03"),
            message(Says.WON, "2026-12-01"),
            message(Says.REVERSED, "2026-12-20"),
            message(Says.REVERSED, "2026-12-21"),
        ),
        State.RECEIVED,
    ),
    "a late answer is taken": (
        (message(Says.OPENED, "2026-11-03"), message(Says.EXPIRED, "2026-11-20"), message(Says.UNDER_REVIEW, "2026-11-21")),
        State.UNDER_REVIEW,
    ),
    "accepted, then lost": (
        (message(Says.OPENED, "2026-11-03"), message(Says.ACCEPTED, "2026-11-05"), message(Says.LOST, "2026-11-06")),
        State.ACCEPTED,
    ),
    "an update tells of the new phase": (
        (
            message(Says.OPENED, "2026-11-03"),
            message(Says.UNDER_REVIEW, "2026-11-10"),
            message(Says.UPDATED, "2026-12-20", Phase.PRE_ARBITRATION),
            message(Says.OPENED, "2026-12-21", Phase.PRE_ARBITRATION),
        ),
        State.RECEIVED,
    ),
    "an unsigned loss after a signed win": (
        (
            message(Says.OPENED, "2026-11-03"),
            message(Says.WON, "2026-12-01"),
            message(Says.LOST, "2026-12-05", confirmed=False),
        ),
        State.WON,
    ),
    "an unsigned win, then a signed word that it is weighed": (
        (
            message(Says.OPENED, "2026-11-03"),
            message(Says.WON, "2026-11-05", confirmed=False),
            message(Says.UNDER_REVIEW, "2026-11-10"),
        ),
        State.UNDER_REVIEW,
    ),
    "an unsigned loss after the signed end of the time": (
        (
            message(Says.OPENED, "2026-11-03"),
            message(Says.EXPIRED, "2026-11-20"),
            message(Says.LOST, "2026-11-25", confirmed=False),
        ),
        State.LOST,
    ),
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


def test_an_unsigned_message_that_came_first_gives_way_to_the_signed_one() -> None:
    forged = message(Says.OPENED, "2026-11-01", confirmed=False, amount=Money(999900, "USD"), claim="not mine", code="10.4")
    signed = message(Says.OPENED, "2026-11-03", claim="not received", code="13.1")
    for case in (case_of(forged, signed), case_of(signed, forged)):
        assert (case.denial.amount, case.denial.claim, case.denial.code) == (SUM, "not received", "13.1")
        assert case.denial.id == signed.id


def test_an_unsigned_message_about_a_later_phase_leaves_sum_and_code_alone() -> None:
    signed = message(Says.OPENED, "2026-11-03", code="13.1")
    later = message(Says.OPENED, "2026-12-20", Phase.PRE_ARBITRATION, confirmed=False, amount=Money(1, "USD"), code="10.4")
    case = case_of(signed, later)
    assert (case.phase, case.denial.amount, case.denial.code) == (Phase.PRE_ARBITRATION, SUM, "13.1")


def test_the_same_message_signed_now_confirms_the_case() -> None:
    unsigned = message(Says.OPENED, "2026-11-03", confirmed=False)
    signed = message(Says.OPENED, "2026-11-03", confirmed=True, id=unsigned.id)
    case = case_of(unsigned, signed)
    assert len(case.denials) == 1
    assert case.denial.confirmed
    assert "unconfirmed_only" not in case.flags
    assert case_of(unsigned, signed, unsigned) == case


def test_each_phase_has_its_own_date_to_answer_by() -> None:
    first = message(Says.OPENED, "2026-11-03", due=StatedDue(Due.PROCESSOR, at("2026-11-20").at))
    later = message(Says.OPENED, "2026-12-20", Phase.PRE_ARBITRATION)
    assert case_of(first, later).denial.due == StatedDue()
    assert case_of(first, message(Says.UNDER_REVIEW, "2026-11-10", Phase.REPRESENTMENT)).denial.due == first.due


def test_a_sum_that_was_given_back_or_won_is_not_the_disputed_one() -> None:
    opened_, part = message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-05", amount=Money(4000, "USD"))
    assert case_of(opened_, part).denial.amount == SUM
    assert case_of(part, opened_).denial.amount == SUM
    changed = message(Says.UPDATED, "2026-11-06", amount=Money(8000, "USD"))
    assert case_of(opened_, changed).denial.amount == Money(8000, "USD")


def test_what_belongs_together_comes_from_one_message() -> None:
    alert = message(Says.ALERT, "2026-11-01", Phase.ALERT, code="10.4", sub="1", network=Network.VISA, network_raw="VI")
    denied = message(Says.OPENED, "2026-11-03", code="13.1", network=Network.OTHER, goods=Goods(description="a table"))
    led = case_of(alert, denied).denial
    assert (led.code, led.sub) == ("13.1", None)
    assert (led.network, led.network_raw) == (Network.VISA, "VI")
    assert led.goods.description == "a table"


def test_flags_name_what_a_person_should_look_at() -> None:
    refunded, _ = STORIES["alert refunded, denied all the same"]
    assert "refunded_and_denied" in case_of(*refunded).flags
    assert "unknown_status" in case_of(*STORIES["a status that nobody knows"][0]).flags
    assert "reversed" in case_of(*STORIES["won, then reversed"][0]).flags
    assert "unconfirmed_only" in case_of(message(Says.OPENED, "2026-11-03", confirmed=False)).flags
    for story in ("an unsigned loss after a signed win", "an unsigned win, then a signed word that it is weighed"):
        assert "unconfirmed_contradicts" in case_of(*STORIES[story][0]).flags
    assert "unconfirmed_contradicts" not in case_of(*STORIES["an unsigned loss after the signed end of the time"][0]).flags


@pytest.mark.parametrize(
    ("story", "recovered"),
    [
        ("late alert after a win", SUM),
        ("fraud report and alert and denial", Money(4000, "USD")),
        ("denial lost", None),
        ("won, then reversed", None),
        ("lost, then reversed", None),
        ("reversed before any verdict", SUM),
        ("won, then pre-arbitration", SUM),
    ],
)
def test_what_came_back_follows_the_last_verdict(story: str, recovered: Money | None) -> None:
    assert case_of(*STORIES[story][0]).recovered == recovered


@pytest.mark.parametrize(
    ("messages", "room"),
    [
        ((message(Says.OPENED, "2026-11-03"),), 10000),
        ((message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-04", amount=Money(4000, "USD"))), 6000),
        ((message(Says.OPENED, "2026-11-03"), message(Says.LOST, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.ACCEPTED, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.PREVENTED, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.EXPIRED, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03", Phase.INQUIRY), message(Says.EXPIRED, "2026-11-04", Phase.INQUIRY)), 10000),
        ((message(Says.OPENED, "2026-11-03"), message(Says.PARTLY_WON, "2026-11-04", amount_won=Money(2500, "USD"))), 2500),
        ((message(Says.OPENED, "2026-11-03"), message(Says.PARTLY_WON, "2026-11-04")), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.WON, "2026-11-04")), 10000),
        ((message(Says.OPENED, "2026-11-03"), message(Says.REFUNDED, "2026-11-04", amount=Money(9000, "EUR"))), 0),
        ((message(Says.OPENED, "2026-11-03"), message(Says.ACCEPTED, "2026-11-04"), message(Says.CLOSED, "2026-11-05")), 0),
        ((message(Says.OPENED, "2026-11-03", Phase.INQUIRY), message(Says.CLOSED, "2026-11-04", Phase.INQUIRY)), 10000),
    ],
)
def test_nothing_is_given_back_twice(messages: tuple[Denial, ...], room: int) -> None:
    assert refund_room(case_of(*messages)) == Money(room, "USD")


@pytest.mark.parametrize("outcome", ["lost", "partial"])
def test_closing_a_case_gives_no_money_free(outcome: str) -> None:
    decided = after(case_of(message(Says.OPENED, "2026-11-03")), Act.OUTCOME, {"outcome": outcome, "minor": 2500, "currency": "USD"})
    closed = after(decided, Act.CLOSED, {})
    assert closed.state is State.CLOSED
    assert refund_room(closed) == refund_room(decided) == Money(0 if outcome == "lost" else 2500, "USD")


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


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("flag", sorted({*FLAGS, *OWN_FLAGS}))
def test_every_flag_says_what_a_person_should_look_at(flag: str, language: Language) -> None:
    sentence = say(Reason(f"cases.flag_{flag}"), language)
    assert "cases.flag" not in sentence
    assert sentence.endswith(".")
