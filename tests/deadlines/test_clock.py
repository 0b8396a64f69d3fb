"""The clock: a stated date stands; without one never later than the shortest window; what is unknown is assumed and said."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from given import NOW, at, denial, organisation
from yosher.cases.model import Denial, Due, StatedDue, ToldBy
from yosher.deadlines.clock import clock_for
from yosher.deadlines.model import Basis, Clock
from yosher.kernel.when import end_of_day
from yosher.kernel.words import Language, Network, Phase
from yosher.phrases.say import say
from yosher.rulebook.law import legal
from yosher.rulebook.lookup import rule_for
from yosher.rulebook.windows import hours_of, windows_for

RECEIVED = date(2026, 11, 20)
JERUSALEM = ZoneInfo("Asia/Jerusalem")


def clock(message: Denial, *, now: datetime = NOW, **org: Any) -> Clock:
    rule = rule_for(message.network, message.code)
    windows = windows_for(rule, processor=message.processor, phase=message.phase, place=message.place)
    return clock_for(message, rule, now=now, organisation=organisation(**org), windows=windows, assumed=legal("IL", "answer_days_default"))


def told(**changes: Any) -> Denial:
    return denial(**({"told_by": ToldBy("acquirer", "First Bank", "letter", RECEIVED)} | changes))


def codes(found: Clock) -> list[str]:
    return [reason.code for reason in (*found.because, *found.first_steps)]


def test_a_letters_date_stands_until_the_end_of_its_day_in_the_organisations_zone() -> None:
    stated = StatedDue(Due.LETTER, end_of_day(date(2026, 12, 12), JERUSALEM), day_only=True)
    found = clock(told(due=stated, place="IL"))
    assert found.basis is Basis.LETTER
    assert found.due is not None
    assert found.due.isoformat() == "2026-12-12T23:59:59+02:00"


def test_a_processors_date_stands_even_when_the_rulebook_knows_a_shorter_window_which_is_named() -> None:
    stated = StatedDue(Due.PROCESSOR, datetime(2026, 12, 30, 12, tzinfo=UTC))
    found = clock(told(due=stated, processor="adyen", place="DE"))
    assert found.basis is Basis.PROCESSOR
    assert found.due == datetime(2026, 12, 30, 12, tzinfo=UTC)
    assert "deadlines.rulebook_is_shorter" in codes(found)


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"place": "US"}, date(2026, 12, 8)),  # unknown processor: 18 days, the shortest seen for 13.1
        ({"place": "GB", "processor": "worldpay"}, date(2026, 12, 20)),  # the scheme's 30 days
        ({"place": "IN", "processor": "cashfree"}, date(2026, 11, 23)),
        ({"place": "US", "processor": "stripe"}, date(2026, 11, 27)),
        ({"place": "US", "network": Network.AMEX, "code": "C08"}, date(2026, 11, 30)),
        ({"place": "US", "phase": Phase.PRE_ARBITRATION, "processor": "xendit"}, date(2026, 11, 27)),
    ],
)
def test_without_a_stated_date_the_shortest_window_counts_from_the_day_we_were_told(changes: dict[str, Any], due: date) -> None:
    found = clock(told(**changes), zone="UTC")
    assert found.basis is Basis.RULEBOOK
    assert found.due is not None
    assert found.due.date() == due
    assert found.rule is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"place": "IL"},
        {"place": "IL", "processor": "payme"},
        {"told_by": ToldBy("acquirer", "ישראכרט", "letter", RECEIVED)},
        {"network": Network.OTHER, "code": None, "place": "FR"},
    ],
)
def test_in_israel_or_when_nothing_is_known_seven_days_are_assumed_and_asking_is_the_first_step(changes: dict[str, Any]) -> None:
    found = clock(told(**changes))
    assert found.basis is Basis.ASSUMED
    assert found.due is not None
    assert found.due.date() == date(2026, 11, 27)
    assert found.first_steps[0].code in ("deadlines.ask_today", "deadlines.ask_acquirer_today")


def test_no_answer_possible_is_a_state_of_its_own() -> None:
    found = clock(told(due=StatedDue(Due.NO_ANSWER_POSSIBLE)))
    assert (found.basis, found.due, found.emergency, found.reminders) == (Basis.NONE, None, False, ())


@pytest.mark.parametrize(
    ("hours", "settings", "emergency", "overdue"),
    [
        (23, {}, True, False),
        (25, {}, False, False),
        (25, {"emergency_hours": "48"}, True, False),
        (-1, {}, False, True),
        (23, {"emergency_hours": "x"}, True, False),
    ],
)
def test_an_emergency_is_less_than_a_day_or_what_the_owner_set(
    hours: int, settings: dict[str, str], emergency: bool, overdue: bool
) -> None:
    stated = StatedDue(Due.PROCESSOR, NOW + timedelta(hours=hours))
    found = clock(told(due=stated), settings=settings)
    assert (found.emergency, found.overdue) == (emergency, overdue)
    assert ("deadlines.emergency" in codes(found), "deadlines.overdue" in codes(found)) == (emergency, overdue)


def test_reminders_are_rows_before_the_date_and_none_is_in_the_past() -> None:
    stated = StatedDue(Due.PROCESSOR, NOW + timedelta(days=5))
    found = clock(told(due=stated))
    assert [row.code for row in found.reminders] == [
        "deadlines.reminder_days",
        "deadlines.reminder_cut_off",
        "deadlines.reminder_days",
        "deadlines.reminder_due",
    ]
    assert all(row.at > NOW for row in found.reminders)


@pytest.mark.parametrize("zone", ["Asia/Jerusalem", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("start", [date(2026, 3, 20), date(2026, 10, 20), date(2026, 2, 27)])
def test_a_day_ends_at_its_last_second_also_over_a_change_of_clocks(zone: str, start: date) -> None:
    found = clock(told(place="US", told_by=ToldBy("acquirer", "", "letter", start)), zone=zone, now=datetime(2026, 2, 1, tzinfo=UTC))
    assert found.due is not None
    assert (found.due.hour, found.due.minute, found.due.second) == (23, 59, 59)
    assert found.due.date() == start + timedelta(days=18)


@given(
    st.sampled_from([Network.VISA, Network.MASTERCARD, Network.AMEX, Network.DISCOVER, Network.KLARNA, Network.PAYPAL, Network.OTHER]),
    st.sampled_from(["13.1", "10.4", "4853", "C08", "RM", "nonsense", None]),
    st.sampled_from([None, "stripe", "adyen", "checkout", "cashfree", "nobody"]),
    st.sampled_from(list(Phase)),
    st.sampled_from([None, "IL", "IN", "US", "US-CA"]),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_never_later_than_any_window_that_applies(
    network: Network, code: str | None, processor: str | None, phase: Phase, place: str | None, start: date
) -> None:
    message = told(
        network=network, code=code, processor=processor, phase=phase, place=place, told_by=ToldBy("acquirer", "", "letter", start)
    )
    found = clock(message, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert found.due is not None
    assert found.basis in (Basis.RULEBOOK, Basis.ASSUMED)
    for window in windows_for(rule_for(network, code), processor=processor, phase=phase, place=place):
        latest = end_of_day(start + timedelta(days=-(-(hours_of(window) or 0) // 24)), JERUSALEM)
        assert found.due <= latest


def test_the_earlier_of_two_known_days_starts_the_count() -> None:
    message = denial(place="US", happened=at("2026-11-10"), received_at=datetime(2026, 11, 20, tzinfo=UTC))
    found = clock(message, zone="UTC")
    assert found.counted_from is not None
    assert found.counted_from.date() == date(2026, 11, 10)


def test_the_sentences_count_in_both_languages() -> None:
    reason = clock(told(place="IL")).because[0]
    assert "7 calendar days" in say(reason, Language.EN)
    assert "ימים" in say(reason, Language.HE)
